// SPDX-License-Identifier: MIT
// host/conform/drive/glances.hpp - whether a tracker counts misses by where its radar looked.
#pragma once
#include "host/conform/check.hpp"

namespace qiki::conform {

// After so many looks at targets in the west, 13 to 33 km away (of one alone their tracks are new): looks at other
// places, some that do not tell of all that was there, and one at them, all without contacts. Throws failed.
void judge_glances(const subject&, uint64_t followed);
} // namespace qiki::conform
