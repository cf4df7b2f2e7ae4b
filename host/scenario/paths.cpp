// SPDX-License-Identifier: MIT
// host/scenario/paths.cpp - files that a scenario names for its plugins to read.
#include "host/scenario/paths.hpp"
#include "host/scenario/values.hpp"
#include <cerrno>
#include <cstring>
#include <string_view>
#include <unistd.h>

namespace qiki::scenario {
namespace fs = std::filesystem;

std::string readable_path(const qiki_param& p, const std::string& text, const fs::path& base, const place& at) {
    const std::string_view what = p.choices ? p.choices : "file";
    const bool any = what.find("any") != std::string_view::npos, folder = what.find("folder") != std::string_view::npos;
    const char* const wanted = any ? "a path" : folder ? "a folder" : "a file";
    const auto fail = [&](const std::string& why) {
        throw error(at,
                    std::string(p.key) + ": expected " + wanted + " that can be read, found " + in_quotes(text) + why);
    };
    std::error_code e;
    const fs::path given(text);
    fs::path found = given.is_absolute() ? given : fs::absolute(base, e) / given;
    if (!fs::exists(found, e) && !given.is_absolute()) {
        const fs::path here = fs::current_path(e) / given;
        if (!fs::exists(here, e))
            fail(here.lexically_normal() == found.lexically_normal()
                     ? "; " + found.lexically_normal().string() + " does not exist"
                     : "; there is neither " + found.lexically_normal().string() + " nor " +
                           here.lexically_normal().string());
        found = here;
    } else if (!fs::exists(found, e)) fail(", which does not exist");
    found = found.lexically_normal();
    const fs::file_status s = fs::status(found, e);
    if (!any && folder != fs::is_directory(s)) fail(folder ? ", which is no folder" : ", which is a folder");
    if (!any && !folder && !fs::is_regular_file(s)) fail(", which is no regular file");
    if (access(found.c_str(), R_OK) != 0) fail(": " + std::string(std::strerror(errno)));
    return found.string();
}
} // namespace qiki::scenario
