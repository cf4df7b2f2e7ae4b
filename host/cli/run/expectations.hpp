// SPDX-License-Identifier: MIT
// host/cli/run/expectations.hpp - verdicts on a scenario's expectations, for people.
#pragma once
#include "host/run/run.hpp"
#include "host/scenario/scenario.hpp"
#include <string>

namespace qiki::cli {

struct tally {
    size_t met = 0, failed = 0, skipped = 0;
};
tally count(const std::vector<run::verdict>&);

// "4 met, 1 failed, 1 skipped", without what is zero; "none" for none.
std::string words(const tally&);

// "ferry.lua:31: expected no dropped record, found 3", with the author's name for it, and the run where there are
// several.
std::string sentence(const scenario::expectation&, const run::verdict&, size_t runs);

// The line with the counts, and a line for each that is not met; empty when the scenario expects nothing.
std::string expectations(const scenario::scenario&, const run::report&);
} // namespace qiki::cli
