// SPDX-License-Identifier: MIT
// host/scenario/params.cpp - types, limits and choices of declared values.
#include "host/scenario/params.hpp"
#include "host/scenario/values.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace qiki::scenario {
namespace {

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
    while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
    return s;
}

template <class T>
std::optional<T> whole_text(std::string_view s) {
    T x{};
    const auto [end, wrong] = std::from_chars(s.data(), s.data() + s.size(), x);
    if (wrong != std::errc{} || end != s.data() + s.size()) return {};
    return x;
}

std::optional<double> real(std::string_view s) {
    s = trimmed(s);
    if (s.starts_with('+') && s.size() > 1 && s[1] != '-') s.remove_prefix(1);
    const auto x = whole_text<double>(s);
    if (!x || !std::isfinite(*x)) return {};
    return *x + 0.0;
}

bool within(const declaration& d, double x) { return x >= d.low && x <= d.high; }
} // namespace

const std::vector<std::string>& param_type_names() {
    static const std::vector<std::string> names = {"number", "integer", "boolean", "text", "numbers"};
    return names;
}
const char* name_of(param_type t) { return param_type_names()[static_cast<size_t>(t)].c_str(); }

const char* wanted(param_type t) {
    static constexpr const char* words[] = {"a number (type number)", "a whole number (type integer)",
                                            "true or false (type boolean)", "a text in UTF-8 (type text)",
                                            "numbers with commas between them (type numbers)"};
    return words[static_cast<size_t>(t)];
}

std::optional<value> parsed(param_type t, std::string_view text) {
    switch (t) {
    case param_type::number:
        if (const auto x = real(text)) return value{*x, false};
        return {};
    case param_type::integer:
        if (const auto x = whole_text<int64_t>(trimmed(text))) return value{*x, false};
        return {};
    case param_type::boolean:
        if (trimmed(text) == "true") return value{true, false};
        if (trimmed(text) == "false") return value{false, false};
        return {};
    case param_type::text:
        if (!is_utf8(text) || text.find('\0') != std::string_view::npos) return {};
        return value{std::string(text), false};
    case param_type::numbers: break;
    }
    std::vector<double> list;
    bool whole = true;
    text = trimmed(text);
    if (text.starts_with('{') && text.ends_with('}')) text = trimmed(text.substr(1, text.size() - 2));
    while (!text.empty()) {
        const size_t comma = text.find(',');
        const auto x = real(text.substr(0, comma));
        if (!x) return {};
        whole = whole && whole_text<int64_t>(trimmed(text.substr(0, comma)));
        list.push_back(*x);
        if (comma == std::string_view::npos) break;
        text = text.substr(comma + 1);
        if (trimmed(text).empty()) return {};
    }
    return value{std::move(list), whole};
}

std::string allowed(const declaration& d) {
    if (!d.choices.empty()) {
        std::string all;
        for (const value& c : d.choices) all += (all.empty() ? "" : ", ") + shown(c);
        return "one of " + all;
    }
    if (!d.limited) return {};
    if (std::isinf(d.low)) return "at most " + number(d.high);
    if (std::isinf(d.high)) return "at least " + number(d.low);
    return number(d.low) + " to " + number(d.high);
}

bool fits(const declaration& d, const value& v) {
    if (!d.choices.empty())
        return std::any_of(d.choices.begin(), d.choices.end(),
                           [&](const value& c) { return text_of(c) == text_of(v); });
    if (!d.limited) return true;
    if (const auto* i = std::get_if<int64_t>(&v.data)) return within(d, static_cast<double>(*i));
    if (const auto* x = std::get_if<double>(&v.data)) return within(d, *x);
    const auto* l = std::get_if<std::vector<double>>(&v.data);
    return l && std::all_of(l->begin(), l->end(), [&](double x) { return within(d, x); });
}

value stand_in(const declaration& d) {
    if (!d.choices.empty()) return d.choices.front();
    const double x = d.limited ? std::min(std::max(1.0, d.low), d.high) : 1.0;
    switch (d.type) {
    case param_type::number: return {x, false};
    case param_type::integer: return {static_cast<int64_t>(std::max(-9e15, std::min(9e15, std::ceil(x)))), false};
    case param_type::boolean: return {false, false};
    case param_type::numbers: return {std::vector<double>{}, true};
    default: return {std::string(), false};
    }
}
} // namespace qiki::scenario
