// SPDX-License-Identifier: MIT
// host/cli/plugins/annotations.hpp - what plugins declare, as annotations (LuaCATS) that lua-language-server reads.
#pragma once
#include "host/cli/plugins/describe.hpp"
#include <string>
#include <vector>

namespace qiki::cli {

// A Lua file of comments alone, which scripts/lua/types/qiki.lua refers to: for each plugin a class of its id with its
// parameters; the facts and verbs that policies speak of; ids of plugins and codes of events. Every plugin must be
// opened. A function of these tables alone; whatever they hold, each line is one comment.
std::string annotations(const std::vector<shown>&);
} // namespace qiki::cli
