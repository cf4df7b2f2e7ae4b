// SPDX-License-Identifier: MIT
// tracking/lifecycle.hpp - how a track is confirmed, coasts and ends: M of N looks, existence, misses in a row, time.
//
// Existence is the sequential likelihood ratio of Blackman, Popoli 1999, 6.2.2 (Musicki, Evans, Stankovic 1994 for the
// form with a survival probability): a plot multiplies the odds by Pd N(z) / density, a look without one by 1 - Pd.
#pragma once
#include "track.hpp"
#include <bit>

namespace tracking {

struct lifecycle {
    uint32_t confirm_hits = 0, confirm_window = 5; // 0 hits: one where existence is evidence, else three
    double confirm_existence = 0.6;
    uint32_t drop_misses = 4, drop_misses_identified = 8, drop_misses_tentative = 2;
    qiki_ns drop_time = 0, drop_time_tentative = 0;
    double drop_existence = 1e-3; // of tentative tracks
    double coast_existence = 0.5; // of confirmed ones, where existence is evidence
    double survival_time = 1000;  // s, mean life of a target: 1/e of existence is lost in it without any look
    double pd_faded = 0;          // detection probability behind a miss; 0: as ever
    double slow_speed = 0;        // m/s; what is slower taxies
    uint32_t drop_misses_slow = 4;
    double most_log_odds = 14;    // certainty is never so great that a few misses could not end it
    double least_log_odds = -600; // nor so small that odds are no number any more

    // The passing of time alone.
    void age(track& x, qiki_ns t) const {
        if (t <= x.t_existence) return;
        const double r = x.existence() * qiki_exp(-static_cast<double>(t - x.t_existence) * 1e-9 / survival_time);
        x.log_odds = std::clamp(r < 1 ? qiki_log(r / (1 - r)) : most_log_odds, least_log_odds, most_log_odds);
        x.t_existence = t;
    }

    // Sensor k found a plot; period: time between its looks, 0 when unknown. log_ratio: ln(Pd N / density). stated: the
    // sensor said its detection probability and its density of false plots, so that existence is evidence.
    void hit(track& x, size_t k, qiki_ns t, qiki_ns period, double log_ratio, bool stated = false) const {
        glance& g = x.by(k);
        const bool same_look = g.t_look != INT64_MIN && t - g.t_look < period / 2;
        if (same_look && g.t_hit != g.t_look) { // the miss of the neighbouring sector was none
            x.log_odds = x.log_odds_before;
            x.history |= 1;
        } else {
            x.history = x.history << 1 | 1;
            ++x.looks;
        }
        x.log_odds = std::min(x.log_odds + log_ratio, most_log_odds);
        ++x.hits;
        x.misses = 0;
        g.t_look = g.t_hit = std::max(t, g.t_look);
        if (x.status == QIKI_TRACK_COASTING) x.status = QIKI_TRACK_CONFIRMED;
        if (x.status != QIKI_TRACK_TENTATIVE) return;
        const uint64_t window = confirm_window >= 64 ? ~uint64_t{0} : (uint64_t{1} << confirm_window) - 1;
        const uint32_t enough = confirm_hits ? confirm_hits : stated ? 1 : 3;
        if (static_cast<uint32_t>(std::popcount(x.history & window)) >= enough && x.existence() >= confirm_existence)
            x.status = QIKI_TRACK_CONFIRMED, x.proven = 1;
    }

    // Sensor k looked where the track is at time t, completely, and found nothing. pd: times the share of the gate.
    void miss(track& x, size_t k, qiki_ns t, qiki_ns period, double pd, bool stated = false) const {
        miss_by(x, k, t, period, qiki_log(1 - pd_of(x, pd)), stated);
    }
    // Detection as a Markov chain of two states (Musicki, Evans 2004): a miss after a miss says less.
    double pd_of(const track& x, double pd) const { return x.misses ? pd_again(pd) : pd; }
    double pd_again(double pd) const { return pd_faded > 0 ? std::min(pd, pd_faded) : pd; }
    // The same where more is known than that: log_ratio is what the odds change by.
    void miss_by(track& x, size_t k, qiki_ns t, qiki_ns period, double log_ratio, bool stated) const {
        glance& g = x.by(k);
        const qiki_ns last = g.t_look == INT64_MIN ? x.t_birth : g.t_look;
        if (t <= last || t - last < period / 2) return;
        x.log_odds_before = x.log_odds;
        x.log_odds = std::min(x.log_odds + log_ratio, most_log_odds);
        x.history <<= 1;
        ++x.looks;
        ++x.misses;
        g.t_look = t;
        const bool patient = x.proven;
        const bool named = x.identity.is.valid & QIKI_TRACK_HAS_ADDRESS;
        if (x.misses >= (!patient  ? drop_misses_tentative
                         : named   ? drop_misses_identified
                         : slow(x) ? drop_misses_slow
                                   : drop_misses) ||
            (!patient && x.existence() < drop_existence))
            x.status = QIKI_TRACK_ENDED;
        else if (stated && !named && x.existence() < coast_existence) x.status = QIKI_TRACK_TENTATIVE;
        else if (x.confirmed()) x.status = QIKI_TRACK_COASTING;
    }

    bool slow(const track& x) const {
        const double e = x.state.x[3], n = x.state.x[4];
        return x.moving && e * e + n * n < slow_speed * slow_speed;
    }

    void outlive(track& x, qiki_ns t) const {
        if (t - x.t_update > (x.proven ? drop_time : drop_time_tentative)) x.status = QIKI_TRACK_ENDED;
    }
};

} // namespace tracking
