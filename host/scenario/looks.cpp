// SPDX-License-Identifier: MIT
// host/scenario/looks.cpp - a scenario or a module, by its words.
#include "host/scenario/modules.hpp"
#include "host/scenario/scenario.hpp"
#include "host/scenario/tokens.hpp"

namespace qiki::scenario {

bool looks_like_scenario(const std::filesystem::path& file) {
    std::string text;
    try {
        text = lua::read_source(file);
    } catch (const std::runtime_error&) { return true; }
    const std::vector<lua::token> t = lua::tokens(text);
    const auto is = [&](size_t i, std::string_view word) { return i < t.size() && t[i].is == word; };
    for (size_t i = 0; i < t.size(); ++i) {
        if (t[i].kind != lua::token::name || t[i].is != "scenario" || !(is(i + 1, "{") || is(i + 1, "("))) continue;
        const size_t first = i >= 2 && (is(i - 1, ".") || is(i - 1, ":")) ? i - 2 : i; // of q.scenario
        if (first == 0 || !is(first - 1, "function")) return true;
    }
    return false;
}
} // namespace qiki::scenario
