// SPDX-License-Identifier: MIT
// host/cli/words/exit_codes.cpp - the table of exit codes.
#include "host/cli/words/exit_codes.hpp"

namespace qiki::cli {

const std::vector<std::pair<std::string, std::string>>& exit_codes() {
    static const std::vector<std::pair<std::string, std::string>> all = {
        {"0", "done"},
        {"1",
         "it failed: a plugin in a tick, records dropped, runs that differ, an expectation, an output that cannot be "
         "written to its end"},
        {"2", "wrong usage, scenario, setting or input file; a place that cannot be written"},
        {"3", "a plugin is not there, is refused, or breaks the rules before the first tick"},
        {"4", "nothing to test"},
        {"5", "internal error"}};
    return all;
}

std::vector<std::pair<std::string, std::string>> exits_of(std::initializer_list<std::pair<int, const char*>> codes) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& [code, words] : codes) {
        out.push_back(exit_codes().at(static_cast<size_t>(code)));
        if (*words) out.back().second = words;
    }
    return out;
}

const std::pair<std::string, std::string> exit_interrupted{
    "129, 130, 143", "interrupted by SIGHUP, SIGINT and SIGTERM (what was begun was finished and closed)"};
} // namespace qiki::cli
