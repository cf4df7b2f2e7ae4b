// SPDX-License-Identifier: MIT
// plugins/radar/asterix/timeline.hpp - times of day, which fall to 0 at midnight, on one axis that does not.
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

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

// Drops what is more than a minute away from the one before while the next is nearer to that one: a time that jumps
// away and comes back. `time_of` gives the tick of an element. Returns how many were dropped.
template <class T, class Time>
size_t drop_astray(std::vector<T>& all, Time time_of) {
    const auto apart = [](tick a, tick b) { return a < b ? b - a : a - b; };
    std::vector<T> kept;
    kept.reserve(all.size());
    for (size_t i = 0; i < all.size(); ++i) {
        const tick t = time_of(all[i]);
        const bool alone = !kept.empty() && i + 1 < all.size() && apart(t, time_of(kept.back())) > 60 * 128 &&
                           apart(time_of(all[i + 1]), time_of(kept.back())) < apart(time_of(all[i + 1]), t);
        if (!alone) kept.push_back(all[i]);
    }
    all.swap(kept);
    return kept.size() - all.size();
}
} // namespace asterix
