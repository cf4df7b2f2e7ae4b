// SPDX-License-Identifier: MIT
// tracking/pmbm/past.hpp - where the leaves of a mixture were at their last plots, and where they were at an earlier
// time given all that came since: trajectories over a fixed lag.
//
// Smoothed over the plots of the lag (filters/smooth.hpp). Leaves share the past they have in common.
#pragma once
#include "../filters/smooth.hpp"
#include "mixture.hpp"
#include <algorithm>
#include <span>

namespace tracking::pmbm {

// State right after a plot; before: the one of the plot before it. No padding.
struct moment {
    gaussian state{};
    qiki_ns t = 0;
    uint64_t before = UINT64_MAX;
};

class past {
public:
    static constexpr uint64_t none = UINT64_MAX;
    std::vector<moment> moments;

    void reserve(size_t n) { moments.reserve(n), kept_.reserve(n), map_.reserve(n); }

    uint64_t add(const gaussian& state, qiki_ns t, uint64_t before) {
        while (before != none && moments[before].t >= t) before = moments[before].before; // a late plot moved it
        moments.push_back({state, t, before});
        return moments.size() - 1;
    }
    // Forgets what no leaf needs to know about times from `since` on.
    void sweep(std::vector<leaf>& leaves, qiki_ns since) {
        kept_.clear();
        map_.assign(moments.size(), none);
        for (leaf& l : leaves) {
            uint64_t last = none; // its copy waits for the one before
            for (uint64_t i = l.past, from = none; i != none; from = i, i = moments[i].before) {
                if (from != none && moments[from].t <= since) break;
                const bool known = map_[i] != none;
                if (!known) map_[i] = kept_.size(), kept_.push_back({moments[i].state, moments[i].t, none});
                if (last != none) kept_[last].before = map_[i];
                if (from == none) l.past = map_[i];
                if (known) break;
                last = map_[i];
            }
        }
        moments.swap(kept_);
    }
    // Whether every index is inside and older than what names it.
    bool sound(const std::vector<leaf>& leaves) const {
        for (const leaf& l : leaves)
            if (l.past != none && l.past >= moments.size()) return false;
        for (const moment& m : moments)
            if (m.before != none && (m.before >= moments.size() || moments[m.before].t >= m.t)) return false;
        return true;
    }

    // The leaf at time t, smoothed; t_plot: of its last plot until then. False when it had no plot yet.
    bool at(const leaf& l, qiki_ns t, const white_acceleration& motion, bool plane, gaussian& g,
            qiki_ns& t_plot) const {
        if (l.past == none) return false;
        const moment* next = &moments[l.past];
        g = next->state;
        if (next->t <= t) return motion.predict(g, seconds_of(t - next->t)), t_plot = next->t, true;
        while (next->before != none) {
            const moment& m = moments[next->before];
            gaussian own = m.state;
            const qiki_ns when = std::max(m.t, std::min(t, next->t));
            motion.predict(own, seconds_of(when - m.t));
            const double dt = seconds_of(next->t - when);
            if (plane) back<2>(own, dt, motion, g);
            else back<3>(own, dt, motion, g);
            if (m.t <= t) return t_plot = m.t, true;
            next = &m;
        }
        return false;
    }

private:
    static double seconds_of(qiki_ns t) { return static_cast<double>(t) * 1e-9; }

    // g, smoothed dt seconds after `own` which is filtered, becomes own smoothed.
    template <size_t D>
    static void back(const gaussian& own, double dt, const white_acceleration& motion, gaussian& g) {
        models::constant_velocity<D> flight;
        for (size_t i = 0; i < D; ++i) flight.q[i] = motion.q[i];
        const auto now = filters::normal_of<D>(own);
        g = filters::kinematic<D>(filters::smoothed(now, filters::advanced(now, flight, dt), filters::normal_of<D>(g)));
    }
    std::vector<moment> kept_;
    std::vector<uint64_t> map_;
};

} // namespace tracking::pmbm
