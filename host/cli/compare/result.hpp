// SPDX-License-Identifier: MIT
// host/cli/compare/result.hpp - marks of many runs become means, intervals, and differences that are or are not luck.
#pragma once
#include "host/cli/compare/runs.hpp"
#include "score/paired.hpp"

namespace qiki::cli {

enum class better { lower, higher, neither };

struct known_mark {
    std::string name, unit;
    better best;
};
// All that can be compared: by the names of qiki score, or "metric.NAME" of the tracker's own report; nothing for
// another.
std::optional<known_mark> mark_named(const std::string&);
std::vector<std::string> mark_names(); // of qiki score
bool is_metric(const known_mark&);

// Of one contender in one mark.
struct compared_mark {
    score::spread of;                           // over the runs in which it has a value
    std::vector<double> values;                 // in the order of the samples
    std::optional<score::paired_difference> to; // from the reference, over the runs in which both have one
    std::optional<double> p;                    // of that difference, by Holm's method over the contenders
    bool significant = false;                   // p < 0.05
};

struct comparison_result {
    size_t reference = 0; // a contender
    std::vector<known_mark> marks;
    std::vector<std::vector<compared_mark>> rows; // by mark, then contender
};

comparison_result compare(const comparison_plan&, const comparison_runs&, const std::vector<std::string>& marks,
                          size_t reference);
} // namespace qiki::cli
