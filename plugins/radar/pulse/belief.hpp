// SPDX-License-Identifier: MIT
// plugins/radar/pulse/belief.hpp - truth comes from others: what of it can be.
#pragma once
#include "qiki/check/truth.h"
#include <cmath>

namespace pulse {

// Where and when it is: cheap, asked of every body in every tick. Below these limits sums and squares are finite.
inline bool somewhere(const qiki_truth& b, qiki_ns now) {
    constexpr double far = 1e12, fast = 1e9;
    constexpr qiki_ns earliest = INT64_MIN / 4;
    bool holds = b.t <= now && b.t >= earliest;
    for (int i = 0; i < 3; ++i) holds &= std::fabs(b.pos[i]) <= far && std::fabs(b.vel[i]) <= fast;
    return holds;
}

// What else is used of who is met, or carries the antenna; what is absent may hold anything.
inline bool sound(const qiki_truth& b) {
    constexpr double fast = 1e9, loud = 1e3; // rad/s, dB
    const auto has = [&](uint32_t what) { return (b.valid & what) != 0; };
    if (!b.entity || (has(QIKI_TRUTH_HAS_ATTITUDE) && !qiki_turning_(b.att))) return false;
    for (const double x : b.rate)
        if (has(QIKI_TRUTH_HAS_RATE) && !(std::fabs(x) <= fast)) return false;
    return !has(QIKI_TRUTH_HAS_RCS) || std::fabs(b.rcs_dbsm) <= loud;
}

// What it radiates, and how wide it is: believed when they can be.
inline bool radiates(const qiki_truth& b) {
    return (b.valid & QIKI_TRUTH_HAS_EMITTER) && std::fabs(b.emitter_dbw) <= 1e3 && b.emitter_hz > 0;
}
inline bool as_wide_as(const qiki_truth& b, double size_m) {
    return (b.valid & QIKI_TRUTH_HAS_SIZE) && b.size_m >= size_m && b.size_m <= 1e12;
}

} // namespace pulse
