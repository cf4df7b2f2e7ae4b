// SPDX-License-Identifier: MIT
// host/cli/compare/plan.hpp - which runs a comparison needs, and which trackers of each it compares.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qiki::cli {

// One tracker under one setting: a row of the result.
struct contender {
    std::string label, tracker; // tracker: its id in the run
    size_t variant = 0;
    std::optional<double> at; // the varied value, when there is one and it is a number
    std::string curve;        // the label without that value
};

// What is run with every seed.
struct variant {
    std::string file;
    std::vector<std::string> set; // KEY=VALUE
    unsigned runs = 1;            // of the scenario itself
};

struct comparison_plan {
    std::vector<variant> variants;
    std::vector<contender> contenders;
    std::vector<std::optional<uint64_t>> seeds; // absent: the scenario's own
    std::string varied;                         // the one key that is varied with numbers
};

struct comparison_wish {
    std::vector<std::string> files, set, vary, trackers; // vary: KEY=V1,V2; trackers: as --trackers has them
    std::string seeds;
};

// Reads the scenarios. Throws usage_error and scenario::error.
comparison_plan plan_of(const comparison_wish&);

// "1..50", "3", "1,5,7..9". Throws usage_error: not such a list, one twice, more than 100000.
std::vector<uint64_t> seeds_of(const std::string&);
} // namespace qiki::cli
