// SPDX-License-Identifier: MIT
// host/conform/settings.cpp - each key is looked for, each value held against its row of the table.
#include "host/conform/settings.hpp"
#include "host/load/contract.hpp"
#include "host/load/words.hpp"
#include "host/scenario/params.hpp"
#include "host/scenario/paths.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>
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
    if (p.type == QIKI_BOOL) return "true or false";
    std::string words = p.type == QIKI_INT || p.type == QIKI_INTS ? "a whole number" : "a number";
    if (p.unit && *p.unit) words += std::string(" in ") + p.unit;
    if (p.min < p.max) words += ", " + in_digits(p.min) + " to " + in_digits(p.max);
    return words;
}
bool fits(const qiki_param& p, double v) {
    if ((p.type == QIKI_INT || p.type == QIKI_INTS) && v != std::floor(v)) return false;
    return p.type == QIKI_BOOL || p.min >= p.max || (v >= p.min && v <= p.max);
}
bool is_path(const qiki_param& p) { return p.type == QIKI_TEXT && (p.flags & QIKI_PARAM_PATH); }

// "" or what was expected.
std::string expected(const qiki_param& p, const std::string& value) {
    if (p.type == QIKI_TEXT) {
        const std::vector<std::string> all = pieces(p.choices ? p.choices : "", '|');
        const bool one = all.empty() || std::find(all.begin(), all.end(), value) != all.end();
        return one ? "" : "one of " + listed(all) + did_you_mean(value, all);
    }
    const auto all = numbers_of(p, value);
    if (all && std::all_of(all->begin(), all->end(), [&](double v) { return fits(p, v); })) return "";
    return p.type < QIKI_TEXT ? wanted(p) : "numbers with commas between them, each " + wanted(p);
}
std::string flaw_of_one(const qiki_param& p, const std::string& value, const std::filesystem::path& base) {
    if (is_path(p)) {
        try {
            if (!value.empty())
                scenario::readable_path(p, (base / value).lexically_normal().string(), base, {"--set", 0});
            return "";
        } catch (const scenario::error& e) { return std::string(e.what()).erase(5, 1); } // "--set: file: expected ..."
    }
    const std::string want = expected(p, value);
    return want.empty() ? ""
                        : "--set " + load::one_line(p.key, 60) + ": expected " + want + ", found '" +
                              load::one_line(value, 60) + "'";
}
template <class Does>
void each_param(const qiki_descriptor& d, Does&& does) {
    for (uint32_t i = 0; i < d.params.count; ++i)
        if (const auto& p = load::row<qiki_param>(d.params, i); p.key) does(p); // desc.sane judges
}
} // namespace

std::optional<std::vector<double>> numbers_of(const qiki_param& p, std::string_view text) {
    using scenario::param_type;
    const bool list = p.type == QIKI_INTS || p.type == QIKI_REALS, one = p.type == QIKI_BOOL;
    if (one && (text == "0" || text == "1")) return std::vector<double>{text == "1" ? 1.0 : 0.0};
    const auto v = scenario::parsed(list ? param_type::numbers : one ? param_type::boolean : param_type::number, text);
    if (!v) return {};
    if (list) return std::get<std::vector<double>>(v->data);
    return std::vector<double>{one ? static_cast<double>(std::get<bool>(v->data)) : std::get<double>(v->data)};
}

std::vector<std::string> paths_among(const std::map<std::string, std::string>& set,
                                     const std::vector<const qiki_descriptor*>& who) {
    std::vector<std::string> out;
    for (const auto& given : set) {
        const std::string& key = given.first;
        size_t read = 0, other = 0;
        for (const qiki_descriptor* d : who)
            each_param(*d, [&](const qiki_param& p) {
                if (key == p.key) ++(is_path(p) ? read : other);
            });
        if (read && !other) out.push_back(key);
    }
    return out;
}

std::string flaw_of(const std::map<std::string, std::string>& set, const std::vector<const qiki_descriptor*>& who,
                    const std::filesystem::path& base) {
    for (const auto& given : set) {
        const std::string &key = given.first, &value = given.second;
        bool known = false;
        std::string flaw;
        std::vector<std::string> keys;
        for (const qiki_descriptor* d : who)
            each_param(*d, [&](const qiki_param& p) {
                keys.emplace_back(p.key);
                if (key != p.key) return;
                known = true;
                if (!flaw.empty()) return;
                flaw = flaw_of_one(p, value, base);
                if (!flaw.empty() && who.size() > 1) flaw += std::string(" (") + d->id + ")";
            });
        if (!flaw.empty()) return flaw;
        if (!known)
            return "--set " + load::one_line(key, 60) + ": " +
                   (who.size() > 1 ? "no plugin of the file has" : std::string(who.front()->id) + " does not have") +
                   " such a parameter" + did_you_mean(key, keys) +
                   (keys.empty() ? "; it has none" : "; it has " + listed(keys));
    }
    return {};
}
} // namespace qiki::conform
