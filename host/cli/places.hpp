// SPDX-License-Identifier: MIT
// host/cli/places.hpp - where the program's own parts lie, in the build tree and when installed.
#pragma once
#include <filesystem>
#include <stdexcept>

namespace qiki::cli {

// The folder with `qiki/init.lua`: QIKI_LUA_PATH, else <executable>/../share/qiki/lua. Throws usage_error when there is
// none.
std::filesystem::path lua_library();

struct usage_error : std::runtime_error { // the command line is wrong, and how to put it right
    using std::runtime_error::runtime_error;
};
} // namespace qiki::cli
