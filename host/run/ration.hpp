// SPDX-License-Identifier: MIT
// host/run/ration.hpp - how much may be said: a burst, then one in so many ticks, so that what is left out depends on
// the ticks alone.
#pragma once
#include <algorithm>
#include <cstdint>

namespace qiki::run {

struct ration {
    static constexpr uint64_t ticks_a_line = 100;
    uint64_t burst = 32, left = burst, since = 0, withheld = 0;

    bool grant(uint64_t tick) {
        const uint64_t more = (tick - since) / ticks_a_line;
        left = std::min(burst, left + more);
        since += more * ticks_a_line;
        if (left == 0) return false;
        --left;
        return true;
    }
};
} // namespace qiki::run
