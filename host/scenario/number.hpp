// SPDX-License-Identifier: MIT
// host/scenario/number.hpp - how messages show a number, and a text.
#pragma once
#include <string>
#include <string_view>

namespace qiki::scenario {

std::string number(double);              // shortest text that reads back the same
std::string in_quotes(std::string_view); // "text", cut and with control characters shown
} // namespace qiki::scenario
