// SPDX-License-Identifier: MIT
// trackers/associate.cpp - candidates, gates, clusters and their assignment.
#include "associate.hpp"

namespace tracking {

void associator::reserve(const room& r, size_t cluster_limit) {
    plot_of.reserve(r.tracks), log_ratio.reserve(r.tracks), opened.reserve(r.tracks);
    track_of.reserve(r.plots), spots_.reserve(r.plots);
    for (auto* v : {&pairs_, &spare_}) v->reserve(r.pairs);
    close.reserve(r.pairs);
    grid_.reserve(r.plots);
    pairing_.reserve(r.tracks + r.plots, r.pairs, cluster_limit);
}

void associator::run(const scene& c) {
    gather(c);
    choose(c);
    finish(c);
}

void associator::gather(const scene& c) {
    const size_t n = c.tracks.size(), m = c.plots.size();
    plot_of.assign(n, nobody);
    track_of.assign(m, nobody);
    log_ratio.assign(n, 0);
    opened.assign(n, 0);
    close.clear(), pairs_.clear(), spare_.clear();
    largest = cut = 0;
    if (m == 0 || n == 0) return;
    log_pd_ = qiki_log(c.pd);
    first_ = c.plots.front().t, last_ = c.plots.back().t;
    box_ = {c.plots[0].at[0], c.plots[0].at[0], c.plots[0].at[1], c.plots[0].at[1]};
    double widest = 0;
    odds_of_ = nobody;
    spots_.clear();
    for (const plot& p : c.plots) {
        const double width = c.s.wild.widest() * qiki_sqrt(p.spread);
        spots_.push_back({p.t, p.at[0], p.at[1], width});
        widest = std::max(widest, width);
        box_ = {std::min(box_[0], p.at[0]), std::max(box_[1], p.at[0]), std::min(box_[2], p.at[1]),
                std::max(box_[3], p.at[1])};
    }
    widest_plot_ = widest;
    // Cells with about one plot each, but not smaller than a plot is uncertain.
    const double area = (box_[1] - box_[0]) * (box_[3] - box_[2]);
    const double roomy = qiki_sqrt(area / static_cast<double>(m));
    const double cell = std::max({roomy, 2 * widest_plot_, 1e-3});
    grid_.build(
        m, cell, [&](size_t j) { return spots_[j].e; }, [&](size_t j) { return spots_[j].n; });

    bonus_ = 0;
    collect(c, false);
}

void associator::finish(const scene& c) {
    if (c.plots.empty() || c.tracks.empty()) return;
    bonus_ = 1e3;
    odds_of_ = nobody;
    collect(c, true);
    for (const candidate& p : spare_)
        if (plot_of[p.track] == nobody && track_of[p.plot] == nobody) pairs_.push_back(p);
    std::sort(pairs_.begin(), pairs_.end(), [](const candidate& a, const candidate& b) {
        return a.track != b.track ? a.track < b.track : a.plot < b.plot;
    });
    choose(c);
}

void associator::collect(const scene& c, bool young) {
    pairs_.clear();
    const qiki_ns middle = first_ + (last_ - first_) / 2;
    const double half = static_cast<double>(last_ - first_) * 0.5e-9;
    for (uint32_t i = 0; i < c.tracks.size(); ++i) {
        const track& x = young && c.modes ? c.modes->unmoved(i) : c.tracks[i];
        const bool again = young && reopens(c, x) && plot_of[i] == nobody;
        if (x.ended() || ((x.hits < 2) != young && !again)) continue;
        if (again) open_ = c.s.birth.reopened(x.state, c.s.plane);
        from_ = again ? &open_ : &x.state;
        const gaussian& g = *from_;
        const double dt = static_cast<double>(middle - x.t) * 1e-9, age = std::fabs(dt) + half;
        const double since = std::fabs(static_cast<double>(middle - x.t_update) * 1e-9) + half; // any plot was used
        const double e = g.x[0] + dt * g.x[3], n = g.x[1] + dt * g.x[4];
        const uint32_t known = c.s.assume.use_identity ? x.identity.is.valid : 0;
        const double variance = g.horizontal() + 2 * age * (std::fabs(g.at(0, 3)) + std::fabs(g.at(1, 4))) +
                                age * age * (g.at(3, 3) + g.at(4, 4)) + c.s.motion.q[0] * age * age * age * (2.0 / 3);
        const double speed = std::fabs(g.x[3]) + std::fabs(g.x[4]), flown = c.s.birth.max_speed * since;
        const double code = known & QIKI_TRACK_HAS_MODE3A ? 2 * c.s.errors.log_same_code : 0;
        const double sigmas = qiki_sqrt(c.s.gate.limit[4] + code);
        const double wide = qiki_sqrt(variance);
        own_reach_ = sigmas * wide, plot_reach_ = sigmas;
        double reach = sigmas * (wide + widest_plot_) + half * speed;
        if (young) reach = std::min(reach, flown + sigmas * (qiki_sqrt(g.horizontal()) + widest_plot_));
        named_reach_ = known & QIKI_TRACK_HAS_ADDRESS ? std::max(reach, 2 * flown) : 0;
        reach = std::max(reach, named_reach_);
        if (e < box_[0] - reach || e > box_[1] + reach || n < box_[2] - reach || n > box_[3] + reach) continue;
        const size_t from = pairs_.size();
        seen_of_ = nobody;
        grid_.near(e, n, reach, [&](uint32_t j) {
            // Where the track is when that plot was measured.
            const spot& p = spots_[j];
            const double later = static_cast<double>(p.t - x.t) * 1e-9;
            const double de = p.e - g.x[0] - later * g.x[3], dn = p.n - g.x[1] - later * g.x[4];
            const double most = std::max(own_reach_ + plot_reach_ * p.width, named_reach_);
            if (de * de + dn * dn <= most * most) consider(c, i, j, young);
        });
        if (pairs_.size() > from + 1)
            std::sort(pairs_.begin() + static_cast<ptrdiff_t>(from), pairs_.end(),
                      [](const candidate& a, const candidate& b) { return a.plot < b.plot; });
    }
}

void associator::consider(const scene& c, uint32_t i, uint32_t j, bool young) {
    if (young && track_of[j] != nobody) return;
    const track& x = young && c.modes ? c.modes->unmoved(i) : c.tracks[i];
    const plot& p = c.plots[j];
    const double dt = static_cast<double>(p.t - x.t) * 1e-9;
    if (dt < -c.s.max_late || (young && dt <= 0)) return;
    if (young && !c.s.birth.reachable(*from_, p, dt, 3)) return;
    const double evidence = c.s.assume.use_identity ? x.identity.log_ratio(p.who, c.s.errors) : 0;
    if (young && evidence < 0) return;
    const bool same = evidence > 0 && evidence == c.s.errors.log_same_address;
    if (seen_of_ != i || seen_dt_ != dt) {
        seen_of_ = i, seen_dt_ = dt;
        whole_ = p.rates();
        if (whole_) seen_ = seen_at(*from_, dt, c.s.motion);
        else c.s.motion.predict_position(*from_, dt, seen_);
    } else if (p.rates() && !whole_) {
        seen_ = seen_at(*from_, dt, c.s.motion), whole_ = true;
    }
    expect(seen_, seen_.x, p, c.view, innovation_);
    late(innovation_, dt, c.s.motion);
    weigh(seen_, innovation_, true);
    if (!innovation_.good) return;
    fit_by_modes::fit modal{};
    bool by_modes = c.modes && !young;
    if (by_modes) modal = c.modes->of(i, p, c.view, dt), innovation_.d2 = modal.d2;
    // The same address outweighs a wide miss: within what the target could fly, such a plot is an outlier or a
    // manoeuvre, about once in a thousand plots, and has the density of the gate's edge.
    constexpr double log_outlier = -7;
    const double limit = c.s.gate.limit[p.m];
    double fit = log_pd_ - p.log_null + evidence;
    if (c.s.wild.any() && innovation_.d2 > limit) {
        c.s.wild.loosen(p, innovation_.r);
        weigh(seen_, innovation_, true);
        if (!innovation_.good) return;
        if (by_modes) modal = c.modes->of(i, c.s.wild.loosened(p), c.view, dt), innovation_.d2 = modal.d2;
        fit += c.s.wild.log_share;
    }
    if (innovation_.d2 > limit + (same ? 0 : 2 * std::max(evidence, 0.0))) {
        if (!same || !c.s.birth.reachable(*from_, p, std::fabs(static_cast<double>(p.t - x.t_update) * 1e-9), 4))
            return;
        innovation_.d2 = limit + innovation_.d2 * 1e-6;
        by_modes = false;
        fit += log_outlier;
    }
    fit += by_modes ? modal.log_density : innovation_.log_density();
    if (!young) close.push_back({i, j});
    const glance* g = x.find(c.sensor);
    if (g && g->t_hit != INT64_MIN && std::max(p.t - g->t_hit, g->t_hit - p.t) < c.period / 2) return;
    if (odds_of_ != i) { // ln r - ln(1 - r Pd)
        const double r = young && reopens(c, x) ? 1 / (1 + qiki_exp(-x.log_odds_first)) : x.existence();
        odds_of_ = i, log_odds_ = qiki_log(r / (1 - r * c.pd));
    }
    const double gain = log_odds_ + fit + bonus_;
    if (gain > 0 || c.every) pairs_.push_back({i, j, gain, fit});
    if (!young && !c.every && !x.confirmed() && !reopens(c, x) && evidence >= 0)
        spare_.push_back({i, j, gain + 1e3, fit});
}

void associator::choose(const scene& c) {
    pairing_.run(pairs_, c.tracks.size(), c.plots.size(), c.s.cluster_limit, [&](const candidate& p) {
        plot_of[p.track] = p.plot, track_of[p.plot] = p.track, log_ratio[p.track] = p.log_ratio;
        opened[p.track] = bonus_ > 0 && reopens(c, c.tracks[p.track]);
    });
    largest = std::max(largest, pairing_.largest);
    cut += pairing_.cut;
}

} // namespace tracking
