// SPDX-License-Identifier: MIT
// host/scenario/paths.hpp - files that a scenario names for its plugins to read.
#pragma once
#include "host/scenario/scenario.hpp"
#include "qiki/config.h"

namespace qiki::scenario {

// The absolute path of `text`: relative to `base` if it is there, else to the current folder. It must be a regular file
// that can be read; with choices "folder" in the plugin's table a folder, with "any" anything that exists. Throws
// error.
std::string readable_path(const qiki_param&, const std::string& text, const std::filesystem::path& base,
                          const place& at);
} // namespace qiki::scenario
