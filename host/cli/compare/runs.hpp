// SPDX-License-Identifier: MIT
// host/cli/compare/runs.hpp - the runs of a comparison, each in a process of its own, and their marks.
#pragma once
#include "host/cli/compare/plan.hpp"
#include <map>

namespace qiki::cli {

// Marks of one tracker in one run, by the names of the score's rows, and "metric.NAME" of what it told of itself; what
// is no data is not there.
using run_marks = std::map<std::string, double>;
inline constexpr std::string_view metric_prefix = "metric.";

// One for each seed and each run of the scenario under it, the same in all contenders.
struct comparison_sample {
    std::optional<uint64_t> seed;
    unsigned run = 0; // of the scenario, from 0
    auto operator<=>(const comparison_sample&) const = default;
};

struct failed_run {
    std::string label; // of the variant or the contender
    std::optional<uint64_t> seed;
    std::string why;
};

struct comparison_runs {
    std::vector<std::map<comparison_sample, run_marks>> marks; // of each contender
    std::vector<failed_run> failed;
    size_t expectations_failed = 0;  // runs whose scenario expected something else; their marks count
    std::vector<std::string> others; // labels of contenders whose contacts were not those of the first one
    int signal = 0;                  // interrupted by it
};

struct running_options {
    std::vector<std::string> plugins, judging; // judging: options of qiki score
    std::string truth;                         // a file, instead of what the run says
    double duration = 0;                       // s; 0: the scenario's
    unsigned jobs = 1;
    double timeout = 300;
};

// Throws run::error when no temporary folder can be made.
comparison_runs run_all(const comparison_plan&, const running_options&);
} // namespace qiki::cli
