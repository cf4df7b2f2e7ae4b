// SPDX-License-Identifier: MIT
// host/load/search.cpp - where plugins are looked for.
#include "host/load/catalogue.hpp"
#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace qiki::load {
namespace {

namespace fs = std::filesystem;

std::string_view variable(const char* name) {
    const char* v = std::getenv(name);
    return v ? v : "";
}
} // namespace

search_path search_path::standard(const std::vector<fs::path>& first) {
    search_path s;
    const auto add = [&](const fs::path& p, const char* origin) {
        const fs::path plain = fs::absolute(p).lexically_normal();
        if (std::find(s.places.begin(), s.places.end(), plain) != s.places.end()) return;
        s.places.push_back(plain), s.origins.push_back(origin);
    };
    for (const fs::path& p : first) add(p, "--plugin");
    s.required = s.places.size();
    for (std::string_view rest = variable("QIKI_PLUGIN_PATH"); !rest.empty();) {
        const size_t colon = rest.find(':');
        if (colon != 0) add(rest.substr(0, colon), "QIKI_PLUGIN_PATH");
        rest = colon == std::string_view::npos ? "" : rest.substr(colon + 1);
    }
    const std::string_view data = variable("XDG_DATA_HOME"), home = variable("HOME");
    if (!data.empty() && data.front() == '/') add(fs::path(data) / "qiki" / "plugins", "user");
    else if (!home.empty()) add(fs::path(home) / ".local" / "share" / "qiki" / "plugins", "user");
    std::error_code none;
    const fs::path exe = fs::read_symlink("/proc/self/exe", none);
    if (!none) {
        const fs::path root = exe.parent_path().parent_path();
        add(root / "plugins", "beside the program");
        add(root / "lib" / "qiki" / "plugins", "installed");
        add(root / QIKI_LIBDIR / "qiki" / "plugins", "installed"); // Debian's lib/x86_64-linux-gnu
    }
    return s;
}
} // namespace qiki::load
