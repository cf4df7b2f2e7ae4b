// SPDX-License-Identifier: MIT
// host/cli/words/places.cpp - everything is found from the executable's own place, so a tree can be moved.
#include "host/cli/words/places.hpp"
#include <cstdlib>

namespace qiki::cli {

std::filesystem::path lua_library() {
    namespace fs = std::filesystem;
    if (const char* set = std::getenv("QIKI_LUA_PATH"); set && *set) {
        if (fs::is_regular_file(fs::path(set) / "qiki" / "init.lua")) return set;
        throw usage_error(std::string("QIKI_LUA_PATH: expected a folder with qiki/init.lua, found none in ") + set);
    }
    std::error_code none;
    const fs::path beside =
        fs::read_symlink("/proc/self/exe", none).parent_path().parent_path() / "share" / "qiki" / "lua";
    if (fs::is_regular_file(beside / "qiki" / "init.lua")) return beside;
    throw usage_error("the Lua library is missing: expected " + (beside / "qiki" / "init.lua").string() +
                      "; install QIKI whole, or point QIKI_LUA_PATH at its scripts/lua");
}

load::search_path plugin_places(const std::vector<std::string>& first) {
    for (const std::string& p : first)
        if (std::error_code none; !std::filesystem::exists(p, none))
            throw usage_error("--plugin: expected a plugin file or a folder of them, found nothing at " + p);
    return load::search_path::standard({first.begin(), first.end()});
}
} // namespace qiki::cli
