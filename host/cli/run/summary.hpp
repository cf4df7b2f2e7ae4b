// SPDX-License-Identifier: MIT
// host/cli/run/summary.hpp - the end of a run, for people and for machines.
#pragma once
#include "host/run/run.hpp"
#include "host/scenario/scenario.hpp"
#include <string>

namespace qiki::cli {

// A table an instance, records by kind, tracks, metrics but for counters at zero, expectations; its last line is
// "digest " and 32 hexadecimal digits.
std::string summary(const scenario::scenario&, const run::report&);

// One JSON object: digest, ticks, sim_s, wall_s, records, tracks, dropped, instances, metrics, expectations,
// manifest. `threads` as
// run.
std::string summary_json(const scenario::scenario&, const run::report&, unsigned threads);
} // namespace qiki::cli
