// SPDX-License-Identifier: MIT
// host/conform/settings.hpp - whether parameters given by hand are parameters of the plugins, and values they may have.
#pragma once
#include "qiki/plugin.h"
#include <map>
#include <string>
#include <vector>

namespace qiki::conform {

// "" or the first that is wrong: "--set low=abc: expected a number in m, -10000 to 100000, found 'abc'". A key has to
// be one of some plugin, and fits each that has it.
std::string flaw_of(const std::map<std::string, std::string>& set, const std::vector<const qiki_descriptor*>&);
} // namespace qiki::conform
