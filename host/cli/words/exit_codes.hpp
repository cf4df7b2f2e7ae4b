// SPDX-License-Identifier: MIT
// host/cli/words/exit_codes.hpp - how every verb ends: whose doing it was when it did not go well.
#pragma once
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace qiki::cli {

// exit_codes() says what they mean. A run that was interrupted ends with 128 + the signal's number.
constexpr int exit_ok = 0, exit_failed = 1, exit_usage = 2, exit_plugin = 3, exit_nothing = 4, exit_internal = 5;

// Of the program as a whole.
const std::vector<std::pair<std::string, std::string>>& exit_codes();
// Those that a verb has, for its manual: in its own words where it has some ("": those of exit_codes()).
std::vector<std::pair<std::string, std::string>> exits_of(std::initializer_list<std::pair<int, const char*>>);
extern const std::pair<std::string, std::string> exit_interrupted;
} // namespace qiki::cli
