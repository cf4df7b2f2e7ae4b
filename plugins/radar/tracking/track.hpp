// SPDX-License-Identifier: MIT
// tracking/track.hpp - one target as a single-hypothesis tracker knows it: a Gaussian, a probability, an identity, its
// looks.
#pragma once
#include "identity.hpp"
#include "qiki/track.h"

namespace tracking {

// What one sensor last did to a track. A miss can be taken back: a plot near the edge of a sector may come with the
// next sector of the same turn.
struct glance {
    uint64_t sensor = UINT64_MAX; // index in `sensors`
    qiki_ns t_look = INT64_MIN, t_hit = INT64_MIN;
};

// No padding: it is saved as it stands.
struct track {
    uint64_t id = 0;
    qiki_ns t = 0; // of state
    qiki_ns t_update = 0, t_birth = 0, t_existence = 0;
    gaussian state{};
    double log_odds = 0;             // of being a target: ln(r / (1 - r))
    double log_odds_before = 0;      // the last counted miss
    double log_odds_first = 0;       // at birth
    uint64_t history = 0;            // bit 0: the newest look had a plot
    uint32_t looks = 0, hits = 0;    // all there were
    uint32_t misses = 0, proven = 0; // in a row; confirmed once
    uint32_t status = QIKI_TRACK_TENTATIVE;
    uint32_t moving = 0; // the velocity is known from plots
    std::array<glance, 4> seen{};
    known_identity identity{};

    double existence() const { return 1 / (1 + qiki_exp(-log_odds)); }
    bool ended() const { return status == QIKI_TRACK_ENDED; }
    bool confirmed() const { return status == QIKI_TRACK_CONFIRMED || status == QIKI_TRACK_COASTING; }

    // The slot of a sensor; the one that is longest unused gives way.
    glance& by(uint64_t sensor) {
        size_t oldest = 0;
        for (size_t i = 0; i < seen.size(); ++i) {
            if (seen[i].sensor == sensor) return seen[i];
            if (seen[i].t_look < seen[oldest].t_look) oldest = i;
        }
        seen[oldest] = {sensor, INT64_MIN, INT64_MIN};
        return seen[oldest];
    }
    const glance* find(uint64_t sensor) const {
        for (const glance& g : seen)
            if (g.sensor == sensor) return &g;
        return nullptr;
    }
};
static_assert(sizeof(known_identity) == 56 && sizeof(track) == 584 && std::is_trivially_copyable_v<track>);

} // namespace tracking
