// SPDX-License-Identifier: MIT
// tests/scenario/run_alone.cpp - the program with one verb, for builds that play scenarios and do nothing else.
#include "host/cli/verbs.hpp"

namespace qiki::cli {

std::span<const verb> verbs() {
    static constexpr verb alone[] = {{"run", run, "run a scenario"}};
    return alone;
}

const std::vector<std::pair<std::string, std::string>>& environment() {
    static const std::vector<std::pair<std::string, std::string>> none;
    return none;
}
} // namespace qiki::cli
