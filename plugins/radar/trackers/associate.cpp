// SPDX-License-Identifier: MIT
// trackers/associate.cpp - candidates, gates, clusters and their assignment.
#include "associate.hpp"

namespace tracking {

void associator::reserve(const room& r, size_t cluster_limit) {
    worth_.reserve(r.tracks), later_.reserve(r.tracks), plot_of.reserve(r.tracks), log_ratio.reserve(r.tracks),
        opened.reserve(r.tracks);
    track_of.reserve(r.plots), spots_.reserve(r.plots), seats_.reserve(r.plots), firsts_.reserve(r.plots),
        free_.reserve(r.plots);
    for (auto* v : {&pairs_, &spare_}) v->reserve(r.pairs);
    close.reserve(r.pairs), near_.reserve(r.pairs);
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
    log_pd_ = qiki_log(c.pd), sigmas_ = qiki_sqrt(c.s.gate.limit[4]);
    first_ = c.plots.front().t, last_ = c.plots.back().t;
    box_ = {c.plots[0].at[0], c.plots[0].at[0], c.plots[0].at[1], c.plots[0].at[1]};
    double widest = 0;
    spots_.clear(), firsts_.clear(), free_.clear();
    for (size_t j = 0; j < m; ++j) {
        if (j + 8 < m) fetch(c.plots[j + 8]);
        const plot& p = c.plots[j];
        free_.push_back(static_cast<uint32_t>(j));
        const double width = c.s.wild.widest() * qiki_sqrt(p.spread);
        spots_.push_back({p.t, p.at[0], p.at[1], width});
        firsts_.push_back({p.t, first_component::of(p)});
        widest = std::max(widest, width);
        box_ = {std::min(box_[0], p.at[0]), std::max(box_[1], p.at[0]), std::min(box_[2], p.at[1]),
                std::max(box_[3], p.at[1])};
    }
    widest_plot_ = widest;
    lay_out();

    // ln r - ln(1 - r Pd) = -ln(1 - Pd + exp(-odds)), for all tracks at once.
    worth_.resize(n);
    for (size_t i = 0; i < n; ++i) {
        if (i + 16 < n) __builtin_prefetch(&c.tracks[i + 16].log_odds);
        worth_[i] = -c.tracks[i].log_odds;
    }
    qiki_exp_n(worth_.data(), worth_.data(), n);
    for (double& w : worth_) w += 1 - c.pd;
    qiki_log_n(worth_.data(), worth_.data(), n);
    for (double& w : worth_) w = -w;

    bonus_ = 0;
    collect(c, false);
}

// The grid of the plots of free_: cells with about one each, but not smaller than a plot is uncertain.
void associator::lay_out() {
    const double area = (box_[1] - box_[0]) * (box_[3] - box_[2]);
    const double roomy = qiki_sqrt(area / static_cast<double>(std::max<size_t>(free_.size(), 1)));
    const double cell = std::max({roomy, 2 * widest_plot_, 1e-3});
    grid_.build(
        free_.size(), cell, [&](size_t k) { return spots_[free_[k]].e; }, [&](size_t k) { return spots_[free_[k]].n; });
    seats_.resize(grid_.size());
    for (size_t k = 0; k < seats_.size(); ++k) seats_[k] = spots_[free_[grid_.at(k)]];
}

void associator::finish(const scene& c) {
    if (c.plots.empty() || c.tracks.empty()) return;
    bonus_ = 1e3;
    std::erase_if(free_, [this](uint32_t j) { return track_of[j] != nobody; });
    lay_out();
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
    // Plots lie in memory by time and tracks by age: what a few tracks need is fetched while others look.
    constexpr size_t in_flight = 256;
    near_.clear();
    const auto visit = [&](uint32_t i) {
        look_around(c, i, young);
        if (near_.size() >= in_flight) consider_all(c, young);
    };
    constexpr size_t ahead = 4;
    if (young) {
        for (size_t k = 0; k < later_.size(); ++k) {
            if (k + ahead < later_.size()) fetch(c.tracks[later_[k + ahead]]);
            visit(later_[k]);
        }
    } else {
        later_.clear();
        for (uint32_t i = 0; i < c.tracks.size(); ++i) {
            if (i + ahead < c.tracks.size()) fetch(c.tracks[i + ahead]);
            const track& x = c.tracks[i];
            if (x.ended()) continue;
            if (x.hits < 2 || reopens(c, x)) later_.push_back(i);
            if (x.hits >= 2) visit(i);
        }
    }
    consider_all(c, young);
}

// near_ += plots that may be of track i.
void associator::look_around(const scene& c, uint32_t i, bool young) {
    const track& x = young && c.modes ? c.modes->unmoved(i) : c.tracks[i];
    const bool again = anew(c, x, i, young);
    if (young && x.hits >= 2 && !again) return;
    if (again) open_ = c.s.birth.reopened(x.state, c.s.plane);
    const gaussian& g = again ? open_ : x.state;
    const qiki_ns middle = first_ + (last_ - first_) / 2;
    const double half = static_cast<double>(last_ - first_) * 0.5e-9;
    const double dt = static_cast<double>(middle - x.t) * 1e-9, age = std::fabs(dt) + half;
    const double since = std::fabs(static_cast<double>(middle - x.t_update) * 1e-9) + half; // any plot was used
    const double e = g.x[0] + dt * g.x[3], n = g.x[1] + dt * g.x[4];
    const uint32_t known = c.s.assume.use_identity ? x.identity.is.valid : 0;
    const double variance = g.horizontal() + 2 * age * (std::fabs(g.at(0, 3)) + std::fabs(g.at(1, 4))) +
                            age * age * (g.at(3, 3) + g.at(4, 4)) + c.s.motion.q[0] * age * age * age * (2.0 / 3);
    const double speed = std::fabs(g.x[3]) + std::fabs(g.x[4]), flown = c.s.birth.max_speed * since;
    const double code = known & QIKI_TRACK_HAS_MODE3A ? 2 * c.s.errors.log_same_code : 0;
    const double sigmas = code > 0 ? qiki_sqrt(c.s.gate.limit[4] + code) : sigmas_;
    const double wide = qiki_sqrt(variance), now = young ? qiki_sqrt(g.horizontal()) : 0;
    double reach = sigmas * (wide + widest_plot_) + half * speed;
    if (young) reach = std::min(reach, flown + sigmas * (now + widest_plot_));
    const double named = known & QIKI_TRACK_HAS_ADDRESS ? std::max(reach, 2 * flown) : 0;
    reach = std::max(reach, named);
    if (e < box_[0] - reach || e > box_[1] + reach || n < box_[2] - reach || n > box_[3] + reach) return;
    grid_.near_by_cell(e, n, reach, [&](size_t k) {
        // Where the track is when that plot was measured.
        const spot& p = seats_[k];
        const double later = static_cast<double>(p.t - x.t) * 1e-9;
        const double e0 = p.e - g.x[0], n0 = p.n - g.x[1];
        const double de = e0 - later * g.x[3], dn = n0 - later * g.x[4];
        const double most = std::max(sigmas * (wide + p.width), named);
        if (!(de * de + dn * dn <= most * most)) return;
        if (young) { // initiator::reachable() and a little more
            const double way = c.s.birth.max_speed * std::fabs(later) + 3 * (p.width + now);
            if (e0 * e0 + n0 * n0 > way * way) return;
        }
        const uint32_t j = free_[grid_.at(k)];
        near_.push_back({i, j});
        fetch(firsts_[j]);
    });
}

// Leaves in near_ what is not far off in range alone, by track, then plot. What a code or modes of motion could bring
// near stays.
void associator::sift(const scene& c, bool young) {
    size_t kept = 0;
    for (size_t k = 0; k < near_.size();) {
        const uint32_t i = near_[k].track;
        const track& x = young && c.modes ? c.modes->unmoved(i) : c.tracks[i];
        const bool again = anew(c, x, i, young);
        if (again) open_ = c.s.birth.reopened(x.state, c.s.plane);
        const gaussian& g = again ? open_ : x.state;
        const uint32_t known = c.s.assume.use_identity ? x.identity.is.valid : 0;
        const double code = known & QIKI_TRACK_HAS_MODE3A ? 2 * c.s.errors.log_same_code : 0;
        const bool simple = !(known & QIKI_TRACK_HAS_ADDRESS) && (young || !c.modes);
        const size_t from = kept;
        for (; k < near_.size() && near_[k].track == i; ++k) {
            const uint32_t j = near_[k].plot;
            const double later = static_cast<double>(firsts_[j].t - x.t) * 1e-9;
            if (simple && later >= 0) {
                const first_component& p = firsts_[j].component;
                c.s.motion.predict_position(g, later, ahead_);
                if (least_distance(ahead_, p, c.s.plane) > c.s.gate.limit[p.m] + code) continue;
            }
            near_[kept++] = {i, j};
            fetch(c.plots[j]);
        }
        if (kept > from + 1)
            std::sort(near_.begin() + static_cast<ptrdiff_t>(from), near_.begin() + static_cast<ptrdiff_t>(kept),
                      [](const neighbour& a, const neighbour& b) { return a.plot < b.plot; });
    }
    near_.resize(kept);
}

void associator::consider_all(const scene& c, bool young) {
    sift(c, young);
    seen_of_ = nobody;
    for (const neighbour& n : near_) {
        const track& x = young && c.modes ? c.modes->unmoved(n.track) : c.tracks[n.track];
        if (seen_of_ != n.track) {
            seen_of_ = n.track, seen_known_ = false;
            const bool again = anew(c, x, n.track, young);
            if (again) open_ = c.s.birth.reopened(x.state, c.s.plane);
            from_ = again ? &open_ : &x.state;
        }
        consider(c, x, n.track, n.plot, young);
    }
    near_.clear();
}

void associator::consider(const scene& c, const track& x, uint32_t i, uint32_t j, bool young) {
    const plot& p = c.plots[j];
    const double dt = static_cast<double>(p.t - x.t) * 1e-9;
    if (dt < -c.s.max_late || (young && dt <= 0)) return;
    if (young && !c.s.birth.reachable(*from_, p, dt, 3)) return;
    const double evidence = c.s.assume.use_identity ? x.identity.log_ratio(p.who, c.s.errors) : 0;
    if (young && evidence < 0) return;
    const bool same = evidence > 0 && evidence == c.s.errors.log_same_address;
    if (!seen_known_ || seen_dt_ != dt) {
        seen_known_ = true, seen_dt_ = dt;
        whole_ = p.rates();
        if (whole_) seen_ = seen_at(*from_, dt, c.s.motion);
        else c.s.motion.predict_position(*from_, dt, seen_);
    } else if (p.rates() && !whole_) {
        seen_ = seen_at(*from_, dt, c.s.motion), whole_ = true;
    }
    const double limit = c.s.gate.limit[p.m], most = limit + 2 * std::max(evidence, 0.0);
    bool by_modes = c.modes && !young;
    expect(seen_, seen_.x, p, c.view, innovation_);
    late(innovation_, dt, c.s.motion);
    weigh(seen_, innovation_);
    if (!innovation_.good) return;
    fit_by_modes::fit modal{};
    if (by_modes) modal = c.modes->of(i, p, c.view, dt), innovation_.d2 = modal.d2;
    // The same address outweighs a wide miss: within what the target could fly, such a plot is an outlier or a
    // manoeuvre, about once in a thousand plots, and has the density of the gate's edge.
    constexpr double log_outlier = -7;
    double fit = log_pd_ - p.log_null + evidence;
    if (c.s.wild.any() && innovation_.d2 > limit) {
        c.s.wild.loosen(p, innovation_.r);
        weigh(seen_, innovation_);
        if (!innovation_.good) return;
        if (by_modes) modal = c.modes->of(i, c.s.wild.loosened(p), c.view, dt), innovation_.d2 = modal.d2;
        fit += c.s.wild.log_share;
    }
    if (innovation_.d2 > (same ? limit : most)) {
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
    const bool again = young && reopens(c, x);
    const double gain = (again ? -qiki_log(1 - c.pd + qiki_exp(-x.log_odds_first)) : worth_[i]) + fit + bonus_;
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
