// SPDX-License-Identifier: MIT
// tracking/pmbm/candidates.cpp - grid, gate and weight of leaves and plots.
#include "candidates.hpp"

namespace tracking::pmbm {

void candidates::run(const look& k, const mixture& m, const rules& s) {
    pairs.clear();
    seen.assign(m.leaves.size(), 0), missing.assign(m.leaves.size(), 0);
    gaussian there{};
    for (size_t i = 0; i < m.leaves.size() && k.whole; ++i) {
        const leaf& l = m.leaves[i];
        // Seen by this radar in this turn already: the next sector does not count.
        if (l.sensor == k.sensor && k.frame.t_to - l.t_update < k.period / 2) continue;
        const double dt = static_cast<double>(k.frame.t_to - l.t) * 1e-9;
        if (dt < 0) continue;
        s.motion.predict_position(l.state, dt, there);
        seen[i] = k.pd * seen_there(k.looked, there);
        missing[i] = qiki_log(1 - l.r * seen[i]);
    }
    if (k.plots.empty() || m.leaves.empty()) return;
    box_ = {k.plots[0].at[0], k.plots[0].at[0], k.plots[0].at[1], k.plots[0].at[1]};
    double spread = 0;
    for (const plot& p : k.plots) {
        spread = std::max(spread, p.spread);
        box_ = {std::min(box_[0], p.at[0]), std::max(box_[1], p.at[0]), std::min(box_[2], p.at[1]),
                std::max(box_[3], p.at[1])};
    }
    widest_ = qiki_sqrt(spread);
    const double area = (box_[1] - box_[0]) * (box_[3] - box_[2]);
    const double cell = std::max({qiki_sqrt(area / static_cast<double>(k.plots.size())), 2 * widest_, 1e-3});
    grid_.build(
        k.plots.size(), cell, [&](size_t j) { return k.plots[j].at[0]; }, [&](size_t j) { return k.plots[j].at[1]; });
    for (uint32_t n = 0; n < m.targets.size(); ++n)
        for (uint32_t i = m.targets[n].first; i < m.targets[n].first + m.targets[n].count; ++i) collect(k, m, s, i, n);
    dominate(k, m, s);
}

void candidates::collect(const look& k, const mixture& m, const rules& s, uint32_t i, uint32_t owner) {
    const leaf& l = m.leaves[i];
    const gaussian& g = l.state;
    const qiki_ns first = k.plots.front().t, last = k.plots.back().t;
    const double dt = static_cast<double>(first + (last - first) / 2 - l.t) * 1e-9;
    const double half = static_cast<double>(last - first) * 0.5e-9, age = std::fabs(dt) + half;
    const double e = g.x[0] + dt * g.x[3], n = g.x[1] + dt * g.x[4];
    const double variance = g.horizontal() + 2 * age * (std::fabs(g.at(0, 3)) + std::fabs(g.at(1, 4))) +
                            age * age * (g.at(3, 3) + g.at(4, 4)) + s.motion.q[0] * age * age * age * (2.0 / 3);
    const uint32_t known = s.use_identity ? l.identity.is.valid : 0;
    const double code = known & QIKI_TRACK_HAS_MODE3A ? 2 * s.errors.log_same_code : 0;
    const double sigmas = qiki_sqrt(s.gate.limit[4] + code), flown = s.most.max_speed * age;
    double reach = sigmas * (qiki_sqrt(variance) + widest_) + half * (std::fabs(g.x[3]) + std::fabs(g.x[4]));
    if (l.hits < 2) reach = std::min(reach, flown + sigmas * (qiki_sqrt(g.horizontal()) + widest_));
    if (known & QIKI_TRACK_HAS_ADDRESS) reach = std::max(reach, 2 * flown);
    if (e < box_[0] - reach || e > box_[1] + reach || n < box_[2] - reach || n > box_[3] + reach) return;
    const size_t from = pairs.size();
    at_known_ = false;
    grid_.near(e, n, reach, [&](uint32_t j) { consider(k, l, s, i, owner, j); });
    if (pairs.size() > from + 1)
        std::sort(pairs.begin() + static_cast<ptrdiff_t>(from), pairs.end(),
                  [](const pair& a, const pair& b) { return a.plot < b.plot; });
}

void candidates::consider(const look& k, const leaf& l, const rules& s, uint32_t i, uint32_t owner, uint32_t j) {
    const plot& p = k.plots[j];
    const double dt = static_cast<double>(p.t - l.t) * 1e-9;
    if (dt < -s.max_late || (l.hits < 2 && dt <= 0)) return;
    if (l.sensor == k.sensor && std::max(p.t - l.t_update, l.t_update - p.t) < k.period / 2) return;
    const double flown = s.most.max_speed * std::fabs(dt);
    if (l.hits < 2 && !reachable(l.state, p, flown, 3)) return;
    const double evidence = s.use_identity ? l.identity.log_ratio(p.who, s.errors) : 0;
    const bool same = evidence > 0 && evidence == s.errors.log_same_address;
    if (!at_known_ || at_dt_ != dt) at_ = seen_at(l.state, dt, s.motion), at_dt_ = dt, at_known_ = true;
    expect(at_, at_.x, p, k.view, innovation_);
    late(innovation_, dt, s.motion);
    weigh(at_, innovation_);
    if (!innovation_.good) return;
    const double limit = s.gate.limit[p.m];
    double fit = qiki_log(k.pd) - k.fresh[j].log_null + evidence;
    // The same address outweighs a wide miss, within what the target could fly: about once in a thousand plots.
    if (innovation_.d2 > limit + (same ? 0 : 2 * std::max(evidence, 0.0))) {
        if (!same || !reachable(l.state, p, flown, 4)) return;
        innovation_.d2 = limit + innovation_.d2 * 1e-6;
        fit += -7;
    }
    fit += innovation_.log_density();
    const double gain = qiki_log(l.r) + fit - missing[i];
    if (gain > qiki_log(s.prune)) pairs.push_back({i, j, owner, 0, gain});
}

// Pairs that no hypothesis worth keeping has. Where a plot is surely of target a (one leaf, in all hypotheses), any
// hypothesis that gives it to another target b is outweighed by the one in which a takes it, gives back the plot it had
// instead, and b is missed.
void candidates::dominate(const look& k, const mixture& m, const rules& s) {
    constexpr double nothing = -1e300;
    best_.assign(m.targets.size(), {0, 0}); // a target may always be alone
    for (const pair& p : pairs) {
        auto& [first, second] = best_[p.target];
        if (p.gain > first) second = first, first = p.gain;
        else if (p.gain > second) second = p.gain;
    }
    strong_.assign(k.plots.size(), {nothing, absent});
    for (const cluster& c : m.clusters) {
        if (c.hypotheses != 1 || c.targets != 1) continue;
        const target& x = m.targets[c.target];
        if (x.count != 1) continue;
        const auto begin = std::lower_bound(pairs.begin(), pairs.end(), x.first,
                                            [](const pair& p, uint32_t leaf) { return p.leaf < leaf; });
        for (auto p = begin; p != pairs.end() && p->leaf == x.first; ++p) {
            const auto& [first, second] = best_[c.target];
            const double lead = p->gain - (p->gain == first ? second : first);
            if (lead > strong_[p->plot].lead) strong_[p->plot] = {lead, c.target};
        }
    }
    const double log_prune = qiki_log(s.prune);
    kept_.clear();
    for (const pair& p : pairs) {
        const claim_of& by = strong_[p.plot];
        if (by.target == absent || by.target == p.target || p.gain >= by.lead + log_prune) kept_.push_back(p);
    }
    pairs.swap(kept_);
}

} // namespace tracking::pmbm
