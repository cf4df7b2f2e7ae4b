// SPDX-License-Identifier: MIT
// host/cli/words/kinds.hpp - the kinds of plugins, as commands name them.
#pragma once
#include <string>
#include <vector>

namespace qiki::cli {

inline const std::vector<std::string> kinds = {"vehicle", "sensor", "radar", "tracker", "agent", "bridge"};
} // namespace qiki::cli
