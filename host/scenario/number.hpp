// SPDX-License-Identifier: MIT
// host/scenario/number.hpp - how messages show a number.
#pragma once
#include <string>

namespace qiki::scenario {

std::string number(double); // shortest text that reads back the same
} // namespace qiki::scenario
