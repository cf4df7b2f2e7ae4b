// SPDX-License-Identifier: MIT
// trackers/look.hpp - one frame in the hands of a tracker that holds one state a target, and what every such tracker
// does with it whatever that state is: repeats, silence, first plots.
#pragma once
#include "../tracking/arrivals.hpp"
#include "../tracking/mail.hpp"
#include "lessons.hpp"

namespace tracking {

struct look {
    const qiki_frame& f;
    const viewpoint& v;
    size_t k;           // sensor
    qiki_ns period;     // time between its looks, 0 when unknown
    double pd;          // with the share of the gate
    bool whole, stated; // silence is a miss; Pd and the density of false plots are the frame's own
    coverage area;
    coverage_map* learnt = nullptr; // where the sensor sees, if that is learnt

    look(const qiki_frame& frame, const viewpoint& view, size_t sensor_number, const sensor& radar, bool all,
         const gnn_settings& s)
        : f(frame), v(view), k(sensor_number), period(radar.period),
          pd(std::clamp(stated_pd(frame, s.pd) * s.gate_probability, 0.001, 0.9999)), whole(all),
          stated(arrivals::stated(frame)), area(coverage::of(frame, s.plane)) {}

    // Whether it looked where x is, and is not known to be blind there.
    bool covers(const track& x) const { return area.holds(place(x)) && (!learnt || pd_at(x) >= coverage_map::blind); }
    // How surely it sees x.
    double pd_at(const track& x) const { return learnt ? learnt->pd(cell(x), pd) : pd; }
    // What a plot there is worth more, as ln.
    double log_seen(const track& x) const { return learnt ? qiki_log(pd_at(x) / pd) : 0; }
    // Hits and misses of the first `known` tracks. taken(i): track i had a plot; at(i): it.
    template <class At, class Taken>
    void learn(size_t known, At&& at, Taken&& taken) const {
        if (!learnt) return;
        for (uint32_t i = 0; i < known; ++i) {
            const track& x = at(i);
            if (!x.confirmed()) continue;
            if (taken(i)) learnt->hit(cell(x));
            else if (whole && area.holds(place(x))) learnt->miss(cell(x), x.existence());
        }
    }

private:
    std::array<double, 6> place(const track& x) const {
        const double dt = static_cast<double>(f.t_to - x.t) * 1e-9;
        std::array<double, 6> at = x.state.x;
        for (size_t n = 0; n < 3; ++n) at[n] += dt * at[3 + n];
        return at;
    }
    size_t cell(const track& x) const {
        const std::array<double, 6> at = place(x);
        return cells::of(at[0] - area.antenna[0], at[1] - area.antenna[1]);
    }
};

// After the state of x has taken plot p. log_ratio: ln(Pd N / density).
inline void heard(track& x, const plot& p, const look& l, const lifecycle& life, double log_ratio) {
    x.t_update = std::max(x.t_update, p.t);
    x.moving = 1; // its second plot at least
    life.age(x, p.t);
    life.hit(x, l.k, p.t, l.period, log_ratio + l.log_seen(x), l.stated);
    x.identity.hear(p.who);
}

// One radar may report a target twice in a turn: a plot close to where a confirmed track just was updated is that.
// at(i): track i.
template <class At>
void absorb(associator& match, std::span<const plot> plots, const look& l, const gnn_settings& s, At&& at) {
    innovation o;
    for (const associator::neighbour& n : match.close) {
        if (match.track_of[n.plot] != associator::nobody) continue;
        const track& x = at(n.track);
        const plot& p = plots[n.plot];
        const glance* g = x.find(l.k);
        const bool now = match.plot_of[n.track] != associator::nobody;
        if (!x.confirmed() || !g || g->t_hit == INT64_MIN || x.identity.contradicts(p.who)) continue;
        if (!now && std::max(p.t - g->t_hit, g->t_hit - p.t) >= l.period / 2) continue;
        const double dt = static_cast<double>(p.t - x.t) * 1e-9;
        compare_at(seen_at(x.state, dt, s.motion), dt, s.motion, p, l.v, o);
        if (o.good && o.d2 <= 2 * s.gate.limit[p.m]) match.track_of[n.plot] = n.track;
    }
}

// Of the first `known` tracks those that it should have seen and did not. taken(i): track i had a plot.
template <class At, class Taken>
void silence(size_t known, const look& l, const gnn_settings& s, At&& at, Taken&& taken) {
    for (uint32_t i = 0; i < known; ++i) {
        track& x = at(i);
        if (x.ended() || taken(i) || !l.covers(x)) continue;
        s.life.age(x, l.f.t_to);
        s.life.miss(x, l.k, l.f.t_to, l.period, l.pd_at(x), l.stated);
    }
}

// What is expected of new targets, from a frame whose plots have been given out.
inline void expect_new(arrivals& a, const associator& match, std::span<const plot> plots, std::span<const track> live,
                       const look& l, const gnn_settings& s) {
    if (!l.whole || !arrivals::stated(l.f) || s.share > 0) return a.skip(l.k, plots.size());
    a.look(
        l.f, l.k, s.assume, plots, [&](uint32_t j) { return match.track_of[j] == associator::nobody; }, live, l.pd,
        s.life.survival_time);
}

// The life of x begins with plot j. others: ln of the probability that no track has that plot.
inline void begun(track& x, uint32_t j, const plot& p, const look& l, const arrivals& a, const lifecycle& life,
                  double others = 0) {
    if (double odds = 0; a.log_odds(j, p, odds)) x.log_odds = x.log_odds_first = odds + others;
    life.hit(x, l.k, p.t, 0, 0, l.stated);
}

} // namespace tracking
