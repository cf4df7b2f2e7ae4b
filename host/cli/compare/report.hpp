// SPDX-License-Identifier: MIT
// host/cli/compare/report.hpp - a comparison as one table, as JSON, as JUnit XML and as a picture.
#pragma once
#include "host/cli/compare/result.hpp"
#include "host/cli/run/junit.hpp"

namespace qiki::cli {

std::string compare_table(const comparison_plan&, const comparison_runs&, const comparison_result&);
// One object: reference, test, contenders (label, and for each mark mean, half, n, values, difference ...), failed.
std::string compare_json(const comparison_plan&, const comparison_runs&, const comparison_result&);
// A suite for the runs and one for each mark: a contender that is significantly worse than the reference fails.
std::vector<junit_suite> compare_junit(const comparison_plan&, const comparison_runs&, const comparison_result&);
// A panel a mark: curves over the varied value with their intervals, or the values of every run.
std::string compare_picture(const comparison_plan&, const comparison_runs&, const comparison_result&);
} // namespace qiki::cli
