// SPDX-License-Identifier: MIT
// host/conform/drive/lasting.hpp - commands that come to an end when they are alone, and what becomes of one of them
// beside another.
#pragma once
#include "host/conform/drive/hearing.hpp"
#include <optional>

namespace qiki::conform {

constexpr uint64_t ticks_to_an_end = 150; // in which one that has an end comes to it

// A command that comes to an end when it is alone, though not in the tick that hears it, and the one after.
struct lasting {
    uint32_t verb = 0;
    order said;
    uint64_t ticks = 0;  // from that which hears it to its DONE
    qiki_truth from, to; // where the vehicle was before it, and then
};
// That many ticks at least after the one that hears it; where `far` is not 0 to a place that is as far away. `ample`:
// as a hearing has it.
std::optional<lasting> one_that_lasts(const subject&, uint32_t verb, bool ample, uint64_t least = 1, double far = 0);

// What becomes of two, the other one tick after the first.
struct encounter {
    uint64_t one, other; // ids
    fate first, second;
    bool whole;   // nothing was dropped
    bool at_once; // the first is FAILED when the other is heard
};
encounter meet(const subject&, const order& first, const order& second, bool ample);
} // namespace qiki::conform
