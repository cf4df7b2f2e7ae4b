// SPDX-License-Identifier: MIT
// host/conform/settings.hpp - whether parameters given by hand are parameters of the plugins, and values they may have.
#pragma once
#include "qiki/plugin.h"
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qiki::conform {

// The numbers of a value by hand, as --set of a scenario takes them (5, true, "1, 2.5", {1, 2.5}); a switch is also 0
// or 1. Nothing when it is not of the parameter's type, which is not QIKI_TEXT.
std::optional<std::vector<double>> numbers_of(const qiki_param&, std::string_view text);

// "" or the first that is wrong: "--set low=abc: expected a number in m, -10000 to 100000, found 'abc'". A key has to
// be one of some plugin, and fits each that has it. `base`: the folder that a relative path begins in.
std::string flaw_of(const std::map<std::string, std::string>& set, const std::vector<const qiki_descriptor*>&,
                    const std::filesystem::path& base);

// The keys of `set` that name a file to be read (QIKI_PARAM_PATH) for each plugin that has such a parameter: a check
// works in a folder of its own.
std::vector<std::string> paths_among(const std::map<std::string, std::string>& set,
                                     const std::vector<const qiki_descriptor*>&);
} // namespace qiki::conform
