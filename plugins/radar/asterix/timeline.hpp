// SPDX-License-Identifier: MIT
// plugins/radar/asterix/timeline.hpp - times of day, which fall to 0 at midnight, on one axis that does not.
#pragma once
#include <cstdint>

namespace asterix {

// 1/128 s since the midnight before the first record.
using tick = int64_t;
inline constexpr tick ticks_per_day = tick{86400} * 128;
inline constexpr tick ticks_per_truncated = 65536; // I001/141 wraps every 512 s

// The value congruent to `time` modulo `cycle` whose difference to `newest` lies in (-cycle/2, cycle/2].
constexpr tick unwrap(tick time, tick newest, tick cycle = ticks_per_day) {
    tick ahead = (time - newest) % cycle;
    if (ahead < 0) ahead += cycle;
    if (ahead > cycle / 2) ahead -= cycle;
    return newest + ahead;
}
constexpr int64_t ns_of(tick t) { return t * 7812500; }
constexpr int64_t day_of(tick t) { return t >= 0 ? t / ticks_per_day : -((-t + ticks_per_day - 1) / ticks_per_day); }
} // namespace asterix
