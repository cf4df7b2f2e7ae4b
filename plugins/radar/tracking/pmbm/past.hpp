// SPDX-License-Identifier: MIT
// tracking/pmbm/past.hpp - where the leaves of a mixture were at their last plots, and where they were at an earlier
// time given all that came since: trajectories over a fixed lag.
//
// Fixed-interval smoothing of Rauch, Tung, Striebel 1965 (AIAA Journal 3(8)) over the plots of the lag. Leaves share
// the past they have in common.
#pragma once
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
            back(own, seconds_of(next->t - when), motion, plane, g);
            if (m.t <= t) return t_plot = m.t, true;
            next = &m;
        }
        return false;
    }

private:
    static double seconds_of(qiki_ns t) { return static_cast<double>(t) * 1e-9; }

    // g, smoothed dt seconds after `own` which is filtered, becomes own smoothed.
    static void back(const gaussian& own, double dt, const white_acceleration& motion, bool plane, gaussian& g) {
        constexpr std::array<size_t, 6> flat{0, 1, 3, 4, 0, 0}, full{0, 1, 2, 3, 4, 5};
        const auto& row = plane ? flat : full;
        const size_t n = plane ? 4 : 6;
        gaussian ahead = own;
        motion.predict(ahead, dt);
        std::array<double, 36> l{}, gain{}; // factor of ahead; gain = P F^T inverse(ahead)
        for (size_t i = 0; i < n; ++i)
            for (size_t j = 0; j <= i; ++j) {
                double v = ahead.at(row[i], row[j]);
                for (size_t k = 0; k < j; ++k) v -= l[6 * i + k] * l[6 * j + k];
                if (i == j && !(v > 0)) return void(g = own);
                l[6 * i + j] = i == j ? qiki_sqrt(v) : v / l[6 * j + j];
            }
        for (size_t i = 0; i < n; ++i) {
            double* c = &gain[6 * i];
            for (size_t j = 0; j < n; ++j)
                c[j] = own.at(row[i], row[j]) + (row[j] < 3 ? dt * own.at(row[i], row[j] + 3) : 0);
            for (size_t j = 0; j < n; ++j) {
                for (size_t k = 0; k < j; ++k) c[j] -= l[6 * j + k] * c[k];
                c[j] /= l[6 * j + j];
            }
            for (size_t j = n; j-- > 0;) {
                for (size_t k = j + 1; k < n; ++k) c[j] -= l[6 * k + j] * c[k];
                c[j] /= l[6 * j + j];
            }
        }
        gaussian s = own;
        for (size_t i = 0; i < n; ++i)
            for (size_t j = 0; j < n; ++j) s.x[row[i]] += gain[6 * i + j] * (g.x[row[j]] - ahead.x[row[j]]);
        for (size_t i = 0; i < n; ++i)
            for (size_t j = 0; j <= i; ++j) {
                double v = own.at(row[i], row[j]);
                for (size_t a = 0; a < n; ++a)
                    for (size_t b = 0; b < n; ++b)
                        v += gain[6 * i + a] * (g.at(row[a], row[b]) - ahead.at(row[a], row[b])) * gain[6 * j + b];
                s.at(row[i], row[j]) = s.at(row[j], row[i]) = v;
            }
        g = s;
    }
    std::vector<moment> kept_;
    std::vector<uint64_t> map_;
};

} // namespace tracking::pmbm
