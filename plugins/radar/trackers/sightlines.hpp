// SPDX-License-Identifier: MIT
// trackers/sightlines.hpp - which track each bearing of a frame is of.
//
// The rules of associate.hpp, for plots that lie nowhere: what is near is what lies near the line of sight. Bearings
// begin no track, and one that has but one plot is not yet sure enough of its own place.
#pragma once
#include "../tracking/bearings.hpp"
#include "look.hpp"

namespace tracking {

class sightlines {
public:
    static constexpr uint32_t nobody = associator::nobody;
    std::vector<plot> plots;
    std::vector<candidate> pairs;
    std::vector<uint32_t> plot_of; // by track
    std::vector<double> log_ratio; // of a track with a bearing: ln(Pd N / density), identity included
    size_t used = 0;               // bearings that a track took

    void reserve(const room& r, size_t cluster_limit) {
        plots.reserve(r.tracks), pairs.reserve(r.pairs);
        plot_of.reserve(r.tracks), log_ratio.reserve(r.tracks);
        pairing_.reserve(2 * r.tracks, r.pairs, cluster_limit);
    }
    // The bearings of a frame; before all else.
    void hear(const plot_maker& maker, std::span<const qiki_contact> seen) {
        bearings_of(maker, seen, plots);
        plot_of.clear();
        used = 0;
    }
    bool any() const { return !plots.empty(); }
    bool taken(uint32_t i) const { return i < plot_of.size() && plot_of[i] != nobody; }
    void take(uint32_t i, uint32_t j, double ratio) { plot_of[i] = j, log_ratio[i] = ratio, ++used; }

    // pairs: tracks and bearings in their gates. c.plots are `plots`.
    void gather(const associator::scene& c) {
        pairs.clear();
        plot_of.assign(c.tracks.size(), nobody), log_ratio.assign(c.tracks.size(), 0);
        log_pd_ = qiki_log(c.pd);
        for (uint32_t i = 0; i < c.tracks.size(); ++i) {
            const track& x = c.tracks[i];
            if (x.ended() || x.hits < 2) continue;
            seen_dt_ = HUGE_VAL;
            for (uint32_t j = 0; j < plots.size(); ++j) consider(c, i, j);
        }
    }
    // Of these at most one bearing a track and one track a bearing, at the least total cost.
    void assign(const associator::scene& c) {
        pairing_.run(pairs, c.tracks.size(), plots.size(), c.s.cluster_limit,
                     [this](const candidate& p) { take(p.track, p.plot, p.log_ratio); });
    }

private:
    // Whether the bearing may be within the gate; seen from far off, where the gate is a narrow wedge.
    static bool near(const gnn_settings& s, const gaussian& g, double dt, const plot& p, bool turned) {
        const double e = g.x[0] + dt * g.x[3] - p.antenna[0], n = g.x[1] + dt * g.x[4] - p.antenna[1],
                     age = qiki_fabs(dt);
        const double variance = g.horizontal() + 2 * age * (qiki_fabs(g.at(0, 3)) + qiki_fabs(g.at(1, 4))) +
                                age * age * (g.at(3, 3) + g.at(4, 4)) + s.motion.q[0] * age * age * age * (2.0 / 3);
        const double ground = qiki_hypot(e, n), wide = 10 * qiki_sqrt(variance),
                     angle = 10 * s.wild.widest() * qiki_sqrt(p.r[0]);
        if (turned || wide > ground / 4 || angle > 0.5) return true;
        return qiki_fabs(wrapped(p.z[0] - qiki_atan2(e, n))) * ground < ground * angle + 2 * wide;
    }

    void consider(const associator::scene& c, uint32_t i, uint32_t j) {
        const track& x = c.tracks[i];
        const plot& p = plots[j];
        const glance* g = x.find(c.sensor);
        if (g && g->t_hit != INT64_MIN) {
            const qiki_ns apart = std::max(p.t - g->t_hit, g->t_hit - p.t);
            if (apart == 0 || apart < c.period / 2) return; // told again, or seen in this look already
        }
        const double dt = seconds(p.t - x.t);
        if (dt < -c.s.max_late || !near(c.s, x.state, dt, p, c.view.turned)) return;
        const double evidence = c.s.assume.use_identity ? x.identity.log_ratio(p.who, c.s.errors) : 0;
        if (seen_dt_ != dt) seen_dt_ = dt, seen_ = seen_at(x.state, dt, c.s.motion);
        fit_by_modes::fit found{};
        double fit = log_pd_ - p.log_null + evidence;
        if (!compared(c, i, p, dt, found)) return;
        const double limit = c.s.gate.limit[p.m];
        if (found.d2 > limit && c.s.wild.any()) {
            if (!compared(c, i, c.s.wild.loosened(p), dt, found)) return;
            fit += c.s.wild.log_share;
        }
        if (found.d2 > limit) return;
        fit += found.log_density;
        const double r = x.existence(), gain = qiki_log(r / (1 - r * c.pd)) + fit;
        if (gain > 0 || c.every) pairs.push_back({i, j, gain, fit});
    }
    bool compared(const associator::scene& c, uint32_t i, const plot& p, double dt, fit_by_modes::fit& found) {
        if (c.modes) {
            found = c.modes->of(i, p, c.view, dt);
            return found.d2 < HUGE_VAL;
        }
        compare_at(seen_, dt, c.s.motion, p, c.view, o_);
        found = {o_.d2, o_.good ? o_.log_density() : 0};
        return o_.good;
    }

    pairing pairing_;
    gaussian seen_{};
    double seen_dt_ = 0, log_pd_ = 0;
    innovation o_;
};

// A frame of which nothing has a range says what it says about bearings: its silence is a miss only where it states its
// detection probability. In the frame of a radar a strobe that is not there is none.
inline look at_bearings(const look& l, bool alone) {
    look b = l;
    b.learnt = nullptr; // a radar may be blind where a strobe is
    b.stated = (l.f.valid & QIKI_FRAME_HAS_PD) && l.f.pd > 0 && states_bearings(l.f);
    b.whole = alone && l.whole && (l.f.valid & QIKI_FRAME_HAS_PD) && l.f.pd > 0;
    return b;
}

// Bearings that were used, and those that were not, as metrics.
class bearing_counters {
public:
    bearing_counters() = default;
    explicit bearing_counters(const qiki_host& h)
        : used_(h, "bearings.used", "1", "contacts without range that moved a track"),
          alone_(h, "bearings.unused", "1", "contacts without range that no track took: they begin none") {}
    void add(const sightlines& l) const {
        if (!l.any()) return;
        used_.add(static_cast<int64_t>(l.used));
        alone_.add(static_cast<int64_t>(l.plots.size() - l.used));
    }

private:
    qiki::counter used_, alone_;
};

} // namespace tracking
