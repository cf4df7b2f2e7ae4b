// SPDX-License-Identifier: MIT
// host/cli/prove/alone.hpp - qiki conform FILE --alone SCENARIO.lua: one instance of a scenario by itself, for
// debuggers.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qiki::cli {

struct alone_words {
    std::string file, scenario;
    std::string instance; // "": the first whose plugin is in the file
    std::vector<std::string> set;
    std::optional<uint64_t> seed;
};

// Runs the scenario in a process of its own and listens to the instance; then plays what it read to an instance in this
// process, and shows the first record that breaks a rule or is another one than in the run. An exit code; throws
// usage_error and what a run throws.
int play_alone(const alone_words&);
} // namespace qiki::cli
