// SPDX-License-Identifier: MIT
// host/conform/settings.cpp - each key is looked for, each value held against its row of the table.
#include "host/conform/settings.hpp"
#include "host/load/contract.hpp"
#include "host/load/words.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <sstream>

namespace qiki::conform {
namespace {

std::string in_digits(double v) {
    char text[40];
    return {text, std::to_chars(text, text + sizeof text, v).ptr};
}
std::vector<std::string> pieces(const std::string& text, char between) {
    std::vector<std::string> all;
    std::istringstream in(text);
    for (std::string one; std::getline(in, one, between);) all.push_back(one);
    return all;
}

// What one number of this parameter is.
std::string wanted(const qiki_param& p) {
    if (p.type == QIKI_BOOL) return "0 or 1";
    std::string words = p.type == QIKI_INT || p.type == QIKI_INTS ? "a whole number" : "a number";
    if (p.unit && *p.unit) words += std::string(" in ") + p.unit;
    if (p.min < p.max) words += ", " + in_digits(p.min) + " to " + in_digits(p.max);
    return words;
}
bool is_number(const qiki_param& p, const std::string& text) {
    double v = 0;
    const char* end = text.data() + text.size();
    const auto [at, code] = std::from_chars(text.data(), end, v);
    if (code != std::errc() || at != end || !std::isfinite(v)) return false;
    if (p.type == QIKI_BOOL) return v == 0 || v == 1;
    if ((p.type == QIKI_INT || p.type == QIKI_INTS) && v != std::floor(v)) return false;
    return p.min >= p.max || (v >= p.min && v <= p.max);
}
// "" or what was expected.
std::string expected(const qiki_param& p, const std::string& value) {
    if (p.type == QIKI_TEXT) {
        const std::vector<std::string> all = pieces(p.choices ? p.choices : "", '|');
        const bool one = all.empty() || std::find(all.begin(), all.end(), value) != all.end();
        return one ? "" : "one of " + listed(all) + did_you_mean(value, all);
    }
    if (p.type < QIKI_TEXT) return is_number(p, value) ? "" : wanted(p);
    const std::vector<std::string> all = pieces(value, ',');
    const bool fits = value.empty() || value.back() != ',';
    return fits && std::all_of(all.begin(), all.end(), [&](const std::string& x) { return is_number(p, x); })
               ? ""
               : "numbers with commas between them, each " + wanted(p);
}
} // namespace

std::string flaw_of(const std::map<std::string, std::string>& set, const std::vector<const qiki_descriptor*>& who) {
    for (const auto& [key, value] : set) {
        bool known = false;
        std::vector<std::string> keys;
        for (const qiki_descriptor* d : who)
            for (uint32_t i = 0; i < d->params.count; ++i) {
                const auto& p = load::row<qiki_param>(d->params, i);
                if (!p.key) continue; // desc.sane judges
                keys.emplace_back(p.key);
                if (key != p.key) continue;
                known = true;
                if (const std::string want = expected(p, value); !want.empty())
                    return "--set " + load::one_line(key, 60) + ": expected " + want + ", found '" +
                           load::one_line(value, 60) + "'" + (who.size() > 1 ? std::string(" (") + d->id + ")" : "");
            }
        if (!known)
            return "--set " + load::one_line(key, 60) + ": " +
                   (who.size() > 1 ? "no plugin of the file has" : std::string(who.front()->id) + " does not have") +
                   " such a parameter" + did_you_mean(key, keys) +
                   (keys.empty() ? "; it has none" : "; it has " + listed(keys));
    }
    return {};
}
} // namespace qiki::conform
