// SPDX-License-Identifier: MIT
// host/cli/words/places.hpp - where the program's own parts lie, in the build tree and when installed.
#pragma once
#include "host/load/catalogue.hpp"
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace qiki::cli {

// The folder with `qiki/init.lua`: QIKI_LUA_PATH, else <executable>/../share/qiki/lua. Throws usage_error when there is
// none.
std::filesystem::path lua_library();

struct usage_error : std::runtime_error { // the command line is wrong, and how to put it right
    using std::runtime_error::runtime_error;
};

// What --plugin says of itself where a scenario or a list is at stake.
inline constexpr const char* plugins_first =
    "plugin file or folder, before all others; a file that is refused is an error; may repeat";

// The standard search path with what --plugin names in front. Throws usage_error when one of these is not there.
load::search_path plugin_places(const std::vector<std::string>& first);
} // namespace qiki::cli
