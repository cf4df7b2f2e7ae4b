// SPDX-License-Identifier: MIT
// host/scenario/typed.cpp - types, limits and choices of a plugin's parameters.
#include "host/scenario/typed.hpp"
#include "host/scenario/params.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include "qiki/math.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>

namespace qiki::scenario {
namespace {

std::vector<std::string> choices_of(const qiki_param& p) {
    std::vector<std::string> out;
    if (p.type != QIKI_TEXT || !p.choices || (p.flags & QIKI_PARAM_PATH)) return out;
    for (std::string_view rest = p.choices;;) {
        const size_t bar = rest.find('|');
        out.emplace_back(rest.substr(0, bar));
        if (bar == std::string_view::npos) return out;
        rest = rest.substr(bar + 1);
    }
}

bool limited(const qiki_param& p) { return p.min != p.max; }

[[noreturn]] void wrong(const qiki_param& p, const place& at, const std::string& found,
                        const std::string& remedy = {}) {
    throw error(at, std::string(p.key) + ": expected " + expected(p) + ", found " + found + remedy);
}

// A number between quotes is the usual reason for a text.
std::string unquoted(const std::string* s) {
    return s && parsed(param_type::number, *s) ? "; write it without quotes" : "";
}

// An angle in degrees is the usual reason for one that is too large.
std::string degrees(const qiki_param& p, double x) {
    const double rad = x * (QIKI_PI / 180);
    if (std::string_view(p.unit ? p.unit : "") != "rad" || rad < p.min || rad > p.max) return {};
    return "; in degrees? q.deg(" + number(x) + ") is " + number(std::round(rad * 1e4) / 1e4) + " rad";
}

double checked(const qiki_param& p, const place& at, double x, const std::string& which) {
    if (!std::isfinite(x)) wrong(p, at, which + (x != x ? "nan" : "an infinite number"));
    if (limited(p) && (x < p.min || x > p.max)) wrong(p, at, which + number(x), degrees(p, x));
    return x + 0.0; // never -0
}

int64_t whole_number(const qiki_param& p, const place& at, double x, const std::string& which) {
    checked(p, at, x, which);
    if (x != std::floor(x) || std::fabs(x) > 0x1p53) wrong(p, at, which + number(x), "; it must be whole");
    return static_cast<int64_t>(x);
}
} // namespace

std::string expected(const qiki_param& p) {
    if (const auto choices = choices_of(p); !choices.empty()) return "one of " + listed(choices, 20);
    static constexpr const char* names[] = {"true or false", "a whole number",          "a number",
                                            "a text",        "a list of whole numbers", "a list of numbers"};
    std::string out = p.type <= QIKI_REALS ? names[p.type] : "a value of an unknown type";
    if (p.flags & QIKI_PARAM_PATH) out = "the path of a file";
    const std::string unit = p.unit && *p.unit ? std::string(" ") + p.unit : "";
    if (limited(p) && p.type != QIKI_TEXT && p.type != QIKI_BOOL)
        return out + " from " + number(p.min) + " to " + number(p.max) + unit;
    return unit.empty() ? out : out + " in" + unit;
}

typed from_text(const std::string& s) {
    typed out;
    out.type = QIKI_TEXT;
    out.count = static_cast<uint32_t>(s.size());
    out.text.assign(s.size() / 8 + 1, 0);
    std::memcpy(out.text.data(), s.data(), s.size());
    return out;
}

typed convert(const qiki_param& p, const value& v, const place& at) {
    typed out;
    out.type = p.type;
    out.count = 1;
    const auto* b = std::get_if<bool>(&v.data);
    const auto* i = std::get_if<int64_t>(&v.data);
    const auto* d = std::get_if<double>(&v.data);
    const auto* s = std::get_if<std::string>(&v.data);
    const auto* l = std::get_if<std::vector<double>>(&v.data);
    switch (p.type) {
    case QIKI_BOOL:
        if (!b) wrong(p, at, shown(v));
        out.whole = {*b ? 1 : 0};
        return out;
    case QIKI_INT:
        if (i) {
            checked(p, at, static_cast<double>(*i), "");
            out.whole = {*i};
        } else if (d) out.whole = {whole_number(p, at, *d, "")};
        else wrong(p, at, shown(v), unquoted(s));
        return out;
    case QIKI_REAL:
        if (!i && !d) wrong(p, at, shown(v), unquoted(s));
        out.real = {checked(p, at, i ? static_cast<double>(*i) : *d, "")};
        return out;
    case QIKI_TEXT: {
        if (!s) wrong(p, at, shown(v));
        const auto choices = choices_of(p);
        if (!choices.empty() && std::find(choices.begin(), choices.end(), *s) == choices.end())
            wrong(p, at, in_quotes(*s), did_you_mean(*s, choices));
        return from_text(*s);
    }
    case QIKI_INTS:
    case QIKI_REALS:
        if (!l) wrong(p, at, shown(v), i || d ? "; put { } around it" : "");
        for (size_t k = 0; k < l->size(); ++k) {
            const std::string which = "element " + std::to_string(k + 1) + " = ";
            if (p.type == QIKI_INTS) out.whole.push_back(whole_number(p, at, (*l)[k], which));
            else out.real.push_back(checked(p, at, (*l)[k], which));
        }
        out.count = static_cast<uint32_t>(l->size());
        return out;
    default:
        throw error(at, std::string(p.key) +
                            ": the plugin declares a type that this host does not know; it needs a newer host");
    }
}

typed fallback(const qiki_param& p, const place& at) {
    typed out;
    out.type = p.type;
    out.count = 1;
    const char* const text = p.text ? p.text : "";
    if (p.type == QIKI_BOOL) out.whole = {p.value != 0 ? 1 : 0};
    else if (p.type == QIKI_TEXT) return from_text(text);
    else if (p.type == QIKI_REAL && std::isfinite(p.value)) out.real = {p.value + 0.0};
    else if (p.type == QIKI_INT && p.value == std::floor(p.value) && std::fabs(p.value) <= 0x1p53)
        out.whole = {static_cast<int64_t>(p.value)};
    else {
        const auto list =
            p.type == QIKI_INTS || p.type == QIKI_REALS ? parsed(param_type::numbers, text) : std::nullopt;
        if (!list)
            throw error(at, std::string(p.key) + ": the plugin's own default " +
                                (*text ? in_quotes(text) : number(p.value)) + " is not " + expected(p) +
                                "; give a value");
        return convert(p, *list, at);
    }
    return out;
}
} // namespace qiki::scenario
