// SPDX-License-Identifier: MIT
// host/cli/words/settings.cpp - a key, the first '=', and all that follows.
#include "host/cli/words/settings.hpp"
#include "host/cli/words/places.hpp"
#include "host/load/words.hpp"

namespace qiki::cli {

std::map<std::string, std::string> settings_of(const std::vector<std::string>& set) {
    std::map<std::string, std::string> out;
    for (const std::string& s : set) {
        const size_t is = s.find('=');
        if (is == 0 || is == std::string::npos)
            throw usage_error("--set: expected KEY=VALUE, found '" + load::one_line(s, 60) + "'");
        if (!out.emplace(s.substr(0, is), s.substr(is + 1)).second)
            throw usage_error("--set gives '" + load::one_line(s.substr(0, is), 60) + "' twice; keep one");
    }
    return out;
}
} // namespace qiki::cli
