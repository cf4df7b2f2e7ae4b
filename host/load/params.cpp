// SPDX-License-Identifier: MIT
// host/load/params.cpp - a parameter table that every host can turn into a form: keys, types, limits, defaults.
#include "host/load/contract.hpp"
#include "host/load/least.hpp"
#include <charconv>
#include <cmath>
#include <set>

namespace qiki::load {
namespace {

constexpr const char* types[] = {"bool", "int", "real", "text", "ints", "reals"};
constexpr uint32_t known_flags = QIKI_PARAM_REQUIRED | QIKI_PARAM_PATH | QIKI_PARAM_ADVANCED;
constexpr double whole = 9007199254740992.0; // 2^53: every integer up to here is a double

std::string written(double v) {
    char text[40];
    return {text, std::to_chars(text, text + sizeof text, v).ptr};
}

void check_value(const qiki_param& p, double v, const std::string& what) {
    if (!std::isfinite(v)) throw refused(what + ": the default is not finite; correct it (rule desc.6)");
    const bool integer = p.type == QIKI_INT || p.type == QIKI_INTS;
    if (integer && (v != std::floor(v) || std::fabs(v) > whole))
        throw refused(what + ": expected a whole number as default, found " + written(v) +
                      "; correct it (rule desc.6)");
    if (p.min < p.max && (v < p.min || v > p.max))
        throw refused(what + ": the default " + written(v) + " lies outside its limits " + written(p.min) + " to " +
                      written(p.max) + "; correct one of them (rule desc.6)");
}

void check_array(const qiki_param& p, const std::string& what) {
    std::string_view s = p.text ? p.text : "";
    while (!s.empty()) {
        const size_t comma = s.find(',');
        std::string_view one = s.substr(0, comma);
        while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
        double v = 0;
        const auto read = std::from_chars(one.data(), one.data() + one.size(), v);
        if (read.ec != std::errc() || read.ptr != one.data() + one.size() || comma + 1 == s.size())
            throw refused(what + ": expected numbers with commas as default, found '" + one_line(p.text, 60) +
                          "'; correct it (rule desc.6)");
        check_value(p, v, what);
        if (comma == std::string_view::npos) break;
        s.remove_prefix(comma + 1);
    }
}

void check_choices(const qiki_param& p, const std::string& what) {
    const std::string choices = std::string("|") + p.choices + "|";
    if (choices == "||" || choices.find("||") != std::string::npos)
        throw refused(what + ": expected choices like a|b|c, found '" + one_line(p.choices, 60) +
                      "'; correct them (rule desc.6)");
    if (p.flags & QIKI_PARAM_REQUIRED) return;
    const std::string value = p.text ? p.text : "";
    if (value.find('|') != std::string::npos || choices.find("|" + value + "|") == std::string::npos)
        throw refused(what + ": the default '" + one_line(value, 60) + "' is not among its choices " +
                      one_line(p.choices, 120) + "; correct one of them (rule desc.6)");
}

void check_param(const qiki_param& p, bool newer, const std::string& what) {
    if (p.type > QIKI_REALS)
        throw refused(what + ": unknown type " + std::to_string(p.type) +
                      "; use bool, int, real, text, ints or reals (rule desc.6)");
    if (!newer && (p.flags & ~known_flags))
        throw refused(what + ": unknown flags are set; use QIKI_PARAM_... only (rule desc.6)");
    if ((p.flags & QIKI_PARAM_PATH) && p.type != QIKI_TEXT)
        throw refused(what + ": PATH is for texts, not for " + types[p.type] + "; drop it (rule desc.6)");
    if (!std::isfinite(p.min) || !std::isfinite(p.max) || p.min > p.max)
        throw refused(what + ": expected finite limits with min <= max, found " + written(p.min) + " to " +
                      written(p.max) + "; correct them (rule desc.6)");
    if (p.choices && p.type != QIKI_TEXT)
        throw refused(what + ": choices are for texts, not for " + types[p.type] + "; drop them (rule desc.6)");
    if (p.text) check_text(p.text, what + ", text", true);
    if (p.text && p.type < QIKI_TEXT)
        throw refused(what + ": a " + types[p.type] +
                      " has its default in value, not in text; set text to NULL (rule desc.6)");
    if (p.type == QIKI_TEXT) {
        if (!p.choices) return;
        check_text(p.choices, what + ", choices", false);
        return check_choices(p, what);
    }
    if (p.flags & QIKI_PARAM_REQUIRED) return; // no default to check
    if (p.type >= QIKI_INTS) return check_array(p, what);
    check_value(p, p.value, what);
    if (p.type == QIKI_BOOL && p.value != 0 && p.value != 1)
        throw refused(what + ": expected 0 or 1 as default, found " + written(p.value) + "; correct it (rule desc.6)");
}
} // namespace

const char* type_name(uint32_t type) { return type <= QIKI_REALS ? types[type] : nullptr; }

void check_params(const qiki_descriptor& d, bool newer) {
    check_rows(d.params, least<qiki_param>, "params");
    std::set<std::string> keys;
    for (uint32_t i = 0; i < d.params.count; ++i) {
        const auto& p = row<qiki_param>(d.params, i);
        check_text(p.key, "parameter " + std::to_string(i) + ", key", false);
        const std::string what = std::string("parameter '") + p.key + "'";
        if (!is_key(p.key)) throw refused(what + ": expected lower_case with dots for groups; rename it (rule desc.6)");
        if (!keys.insert(p.key).second) throw refused(what + " stands twice; rename one (rule desc.3)");
        check_text(p.unit, what + ", unit", true);
        check_text(p.help, what + ", help", true); // the doctor notes an empty one
        check_param(p, newer, what);
    }
}
} // namespace qiki::load
