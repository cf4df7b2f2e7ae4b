// SPDX-License-Identifier: MIT
// tracking/publish.hpp - a track as the record that others read.
#pragma once
#include "motion.hpp"
#include "track.hpp"
#include <bit>

namespace tracking {

// The track at time t, without -0 and without values that nobody measured.
inline qiki_track record_of(const track& x, qiki_ns t, const white_acceleration& motion, bool plane) {
    qiki_track r{};
    motion.predict_upper(x.state, static_cast<double>(t - x.t) * 1e-9, r.x, r.p);
    r.id = x.id, r.t = t, r.t_update = x.t_update, r.t_birth = x.t_birth;
    r.valid = QIKI_TRACK_HAS_COV | QIKI_TRACK_HAS_EXISTENCE | QIKI_TRACK_HAS_QUALITY | x.identity.is.valid;
    r.hits = x.hits, r.misses = x.misses;
    r.address24 = x.identity.is.address24;
    r.mode3a = static_cast<uint16_t>(x.identity.is.mode3a);
    r.status = static_cast<uint8_t>(x.status);
    r.label = QIKI_LABEL_OK;
    r.transponder = static_cast<uint8_t>(x.identity.is.transponder);
    r.state_dims = plane ? 2 : 3;
    std::copy(x.identity.is.name.begin(), x.identity.is.name.end(), r.identity);
    r.height_m = x.identity.is.height_m + 0.0;
    r.existence = x.existence();
    // Share of the last eight looks (or of all there were) that gave a plot.
    const uint32_t n = x.looks < 8 ? x.looks : 8;
    r.quality = n ? r.existence * std::popcount(x.history & ((1u << n) - 1)) / n : 0;
    if (x.moving) {
        r.valid |= QIKI_TRACK_HAS_VELOCITY;
    } else {
        r.x[3] = r.x[4] = r.x[5] = 0;
        for (size_t i = 0, k = 0; i < 6; k += 6 - i, ++i)
            for (size_t j = std::max<size_t>(i, 3); j < 6; ++j) r.p[k + j - i] = 0;
    }
    for (double& v : r.x) v += 0.0;
    for (double& v : r.p) v += 0.0;
    return r;
}

} // namespace tracking
