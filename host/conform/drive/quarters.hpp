// SPDX-License-Identifier: MIT
// host/conform/drive/quarters.hpp - whether a radar looks at all of its sector, with bodies in each quarter of it.
#pragma once
#include "host/conform/check.hpp"

namespace qiki::conform {

// How many bodies stand in each quarter of a sector, for how many ticks, and how much of what is promised must be found
// of all of them.
struct crowding {
    size_t in_quarter;
    uint64_t ticks;
    double least;
};
// Whoever cannot reckon through north sees nothing of a sector, or of a part of it. How often exactly is judged at
// length elsewhere; here it must be a quarter of what is promised; of many bodies `least` of it in all quarters
// together, which shows who has room for a few alone. Throws failed; says nothing about one whose frames do not say a
// sector around the horizon.
void judge_quarters(const subject&, const crowding&);
} // namespace qiki::conform
