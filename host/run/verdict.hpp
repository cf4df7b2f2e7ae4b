// SPDX-License-Identifier: MIT
// host/run/verdict.hpp - what became of one expectation of a scenario.
#pragma once
#include "host/scenario/place.hpp"
#include <string>

namespace qiki::run {

enum class standing { met, failed, skipped };

struct verdict {
    standing how = standing::skipped;
    std::string seen;        // what was found; failed: and nearest to it; skipped: why
    scenario::place where{}; // of the event that failed; line 0: of the expectation
    unsigned run = 1;        // the one that failed first
};
const char* standing_word(standing); // "met", "failed", "skipped"
} // namespace qiki::run
