// SPDX-License-Identifier: MIT
// host/policy/read_guards.cpp - { id = ..., each = ..., of = ..., within = ..., where = { ... }, ... }.
#include "host/policy/reading.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include "qiki/event.h"
#include <algorithm>
#include <cmath>

namespace qiki::policy {
using scenario::in_quotes;
using scenario::number;
using scenario::shown;

namespace {
const std::vector<std::string> keys_of_guard = {
    "id",   "severity", "each",  "of",  "within", "hysteresis", "cooldown",   "min_duration", "where",
    "when", "event",    "fires", "say", "type",   "priority",   "confidence", "depends_on",   "conflicts_with"};
const std::vector<std::string> severities = {"info", "notice", "warning", "critical"};
static_assert(QIKI_SEVERITY_INFO == 0 && QIKI_SEVERITY_CRITICAL == 3);
const std::vector<std::string> ways = {"edge", "level"};
constexpr qiki_ns usual_cooldown = 2'000'000'000;
constexpr double longest = 9e9; // s

bool name_like(const std::string& s) {
    return !s.empty() && s.size() <= 64 && !(s[0] >= '0' && s[0] <= '9') && std::all_of(s.begin(), s.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}
qiki_ns in_ns(double s) { return static_cast<qiki_ns>(std::nearbyint(s * 1e9)); }
} // namespace

guard reading::read_guard(lua_State* L, const fields& one) {
    one.only(keys_of_guard, false);
    guard g;
    g.where = one.place();
    g.id = one.text("id");
    if (!name_like(g.id))
        one.wrong("id", "a name of letters, digits and '_', up to 64", g.id.empty() ? "nothing" : in_quotes(g.id));
    g.event = one.text("event");
    g.each = one.text("each");
    if (one.has("each") && !name_like(g.each))
        one.wrong("each", "a kind of subject such as \"track\"", in_quotes(g.each));
    if (!g.each.empty() &&
        std::none_of(words_.facts.begin(), words_.facts.end(), [](const fact& f) { return f.of_subject; }))
        one.wrong("each", "no subjects: " + words_.plugin + " has no facts of any", in_quotes(g.each));
    read_severity(one, g);
    read_within(L, one, g);
    read_times(L, one, g);
    if (one.get("where")) {
        const fields list(L, -1, from_, one.path("where"), "conditions of facts");
        for (const std::string& name : list.names())
            g.where_all.push_back(read_condition(L, list, name, !g.each.empty()));
    }
    lua_pop(L, 1);
    int call = none;
    read_say(L, one, g.say, call);
    if (call != none)
        one.wrong("say", "{ \"verb\", arguments }, as a guard says the same whenever it rises", "a function");
    read_standing(one, g.as);
    g.when = one.function("when");
    if (g.when != none) functions_.push_back({g.when, !g.each.empty()});
    if (g.of == none && g.where_all.empty() && g.when == none)
        one.wrong("", "a condition: of = and within =, where = or when =", "none; the guard would always be active");
    return g;
}

void reading::read_severity(const fields& one, guard& g) const {
    const auto choice = [&](const char* key, const std::vector<std::string>& known, size_t usual) {
        if (!one.has(key)) return usual;
        const std::string said = one.text(key);
        const auto at = std::find(known.begin(), known.end(), said);
        if (at == known.end()) one.wrong(key, "one of " + listed(known), in_quotes(said) + did_you_mean(said, known));
        return static_cast<size_t>(at - known.begin());
    };
    g.severity = static_cast<uint32_t>(choice("severity", severities, QIKI_SEVERITY_WARNING));
    g.level = choice("fires", ways, 0) == 1;
}

interval reading::pair_at(lua_State* L, int index, const fields& in, const char* key) {
    index = lua_absindex(L, index);
    interval out;
    const std::string path = in.path(key);
    const fields pair(L, index, from_, path, "a number or { least, most }");
    if (pair.rows() == 0) { // { min = ..., max = ... }
        pair.only({"min", "max"}, false);
        if (!pair.has("min") && !pair.has("max")) in.wrong(key, "{ min = ..., max = ... }", "an empty table");
        if (pair.get("min")) out.low = amount_at(L, -1, pair, "min", "a number");
        lua_pop(L, 1);
        if (pair.get("max")) out.high = amount_at(L, -1, pair, "max", "a number");
        lua_pop(L, 1);
        return out;
    }
    pair.only({}, true);
    if (pair.rows() != 2) in.wrong(key, "{ least, most }", std::to_string(pair.rows()) + " values");
    pair.row(1);
    out.low = amount_at(L, -1, in, key, "a number");
    pair.row(2);
    out.high = amount_at(L, -1, in, key, "a number");
    lua_pop(L, 2);
    return out;
}

void reading::read_within(lua_State* L, const fields& one, guard& g) {
    const bool of = one.has("of"), within = one.has("within");
    if (of != within)
        one.wrong(of ? "within" : "of",
                  of ? "the range of of = \"" + one.text("of") + "\"" : "the fact that within = is about", "nothing");
    if (one.has("hysteresis")) {
        g.hysteresis = one.number("hysteresis", "a number").value_or(0);
        if (!(g.hysteresis >= 0)) one.wrong("hysteresis", "0 or more", number(g.hysteresis));
        if (!within) one.wrong("hysteresis", "within = beside it", "none");
    }
    if (!of) return;
    g.of = static_cast<int>(fact_named(one.text("of"), one, "of", !g.each.empty()));
    one.get("within");
    const bool written = lua_istable(L, -1); // both ends
    if (written) g.within = pair_at(L, -1, one, "within");
    else {
        g.within.low.value = 0;
        g.within.high = amount_at(L, -1, one, "within", "a number or { least, most }");
    }
    lua_pop(L, 1);
    const double low = g.within.low.value, high = g.within.high.value;
    if (!(high > low))
        one.wrong("within", "a range whose end lies above its beginning", number(low) + " to " + number(high));
    const fact& f = words_.facts[static_cast<size_t>(g.of)];
    if (f.limited && (high < f.min || low > f.max))
        one.wrong("within", "a range that " + f.name + " (" + number(f.min) + " to " + number(f.max) + ") can be in",
                  number(low) + " to " + number(high));
    if (written && std::isfinite(low)) within_limits(f, one, "within", low);
    if (std::isfinite(high)) within_limits(f, one, "within", high);
}

void reading::read_times(lua_State* L, const fields& one, guard& g) {
    const double least = one.number("min_duration", "seconds").value_or(0);
    if (!(least >= 0 && least <= longest)) one.wrong("min_duration", "0 to 9e9 s", number(least));
    g.min_duration = in_ns(least);
    g.cooldown = usual_cooldown;
    if (one.get("cooldown")) {
        // A cooldown only thins out what is told: one that makes no sense is not worth a refusal, but a word.
        const double s = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : std::nan("");
        if (std::isfinite(s) && s <= longest) g.cooldown = s > 0 ? in_ns(s) : 0;
        if (!(s >= 0 && s <= longest) && warn_) {
            const scenario::place at = one.place("cooldown");
            const std::string found = lua_type(L, -1) != LUA_TNUMBER ? shown(L, -1)
                                      : std::isnan(s)                ? "nan"
                                      : std::isinf(s)                ? "an infinite one"
                                                                     : number(s);
            warn_(at.file + ":" + std::to_string(at.line) + ": " + one.path("cooldown") +
                  ": expected 0 to 9e9 s, found " + found + "; " + (g.cooldown ? "2" : "0") + " s is used");
        }
    }
    lua_pop(L, 1);
}

double reading::within_limits(const fact& f, const fields& in, const std::string& key, double x) const {
    if (f.limited && (x < f.min || x > f.max))
        in.wrong(key, f.name + " from " + number(f.min) + " to " + number(f.max), number(x));
    return x;
}

interval reading::read_interval(lua_State* L, const fields& in, const std::string& name, const fact& f) {
    interval out;
    if (lua_isboolean(L, -1)) {
        if (f.type != QIKI_BOOL) in.wrong(name, "a number, as " + f.name + " is none of true and false", shown(L, -1));
        out.low.value = out.high.value = lua_toboolean(L, -1);
        return out;
    }
    if (f.type == QIKI_BOOL) in.wrong(name, "true or false", shown(L, -1));
    if (lua_type(L, -1) == LUA_TSTRING && !f.words.empty()) {
        const std::string word = scenario::text_at(L, -1, in.path(name), in.place(name), "a text");
        const int value = value_of_word(f, word);
        if (value < 0) in.wrong(name, "one of " + listed(f.words, 20), in_quotes(word) + did_you_mean(word, f.words));
        out.low.value = out.high.value = value;
        return out;
    }
    out.low = out.high =
        amount_at(L, -1, in, name, f.words.empty() ? "a number or { min = ..., max = ... }" : "a word or a number");
    within_limits(f, in, name, out.low.value);
    return out;
}

condition reading::read_condition(lua_State* L, const fields& list, const std::string& name, bool of_subject) {
    condition c;
    c.fact = fact_named(name, list, name, of_subject);
    const fact& f = words_.facts[c.fact];
    list.get(name.c_str());
    if (!lua_istable(L, -1)) c.any.push_back(read_interval(L, list, name, f));
    else if (lua_rawlen(L, -1) > 0) { // any of a list
        const fields choices(L, -1, from_, list.path(name), "a list of values");
        choices.only({}, true);
        for (size_t i = 1; i <= choices.rows(); ++i) {
            choices.row(i);
            c.any.push_back(read_interval(L, list, name, f));
            lua_pop(L, 1);
        }
    } else {
        if (f.type == QIKI_BOOL) list.wrong(name, "true or false", "a table");
        c.any.push_back(pair_at(L, -1, list, name.c_str()));
        interval& r = c.any.back();
        if (std::isfinite(r.low.value)) within_limits(f, list, name, r.low.value);
        if (std::isfinite(r.high.value)) within_limits(f, list, name, r.high.value);
        if (!(r.high.value >= r.low.value))
            list.wrong(name, "max at least min", number(r.low.value) + " to " + number(r.high.value));
    }
    lua_pop(L, 1);
    return c;
}
} // namespace qiki::policy
