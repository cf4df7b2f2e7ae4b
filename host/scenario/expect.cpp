// SPDX-License-Identifier: MIT
// host/scenario/expect.cpp - q.expect { ... }: one or more expectations, each about one subject.
#include "host/scenario/reader.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>

namespace qiki::scenario {
namespace {
const std::vector<std::string> others = {"name", "min", "max", "equals", "ordered", "defaults"};
constexpr size_t most_expectations = 10'000;

bool bounded(subject s) { return s == subject::metric || s == subject::records || s == subject::tracks; }

const std::string& word_of(const expectation& e) { return subject_words()[static_cast<size_t>(e.what)]; }

std::vector<std::string> all_keys() {
    std::vector<std::string> out = subject_words();
    out.insert(out.end(), others.begin(), others.end());
    return out;
}

// "nose/contacts" into its two parts.
void split(expectation& e, const std::string& text, const std::string& key, const place& at) {
    const char* const form = e.what == subject::tracks
                                 ? "a tracker and what is counted, such as \"picture/confirmed\""
                                 : "an instance and its metric or output, such as \"nose/contacts\"";
    const size_t slash = text.find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == text.size())
        throw error(at, key + ": expected " + form + ", found " + in_quotes(text));
    e.of = text.substr(0, slash);
    e.measure = text.substr(slash + 1);
    if (e.what != subject::tracks) return;
    const auto& words = track_words();
    if (std::find(words.begin(), words.end(), e.measure) == words.end())
        throw error(at, key + ": expected one of " + listed(words) + " behind the tracker, found " +
                            in_quotes(e.measure) + did_you_mean(e.measure, words));
}

void check_digest(const std::string& text, const place& at) {
    if (text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos) return;
    throw error(at, "digest: expected the 32 hexadecimal digits that qiki run prints in its last line, found " +
                        in_quotes(text));
}
// Whether the table at 1 has the key; then its value is at 2.
bool field(lua_State* L, const std::string& key) {
    lua_settop(L, 1);
    lua_pushstring(L, key.c_str());
    return lua_rawget(L, 1) != LUA_TNIL;
}

// What must come and must never come.
void check_contradiction(const expectation& come, const expectation& stay_away) {
    for (const event_pattern& no : stay_away.events)
        for (const event_pattern& yes : come.events)
            if (no.code == yes.code && (no.from.empty() || no.from == yes.from) && no.earliest <= yes.earliest &&
                no.latest >= yes.latest)
                throw error(no.where, "absent, " + no.code + ": contradicts events, which wants it" +
                                          (yes.where.line ? " in line " + std::to_string(yes.where.line) : ""));
}
} // namespace

// min, max and equals of the q.expect at 1; `e` is nullptr when it counts nothing.
void reader::bounds_at(lua_State* L, const place& at, expectation* e) {
    const bool min = field(L, "min"), max = field(L, "max"), equals = field(L, "equals");
    const auto number_of = [&](const char* key) {
        const place key_at = key_place(at, "expect", key);
        if (!e)
            throw error(key_at, std::string(key) + ": bounds what metric, records or tracks counts; this q.expect has "
                                                   "none of them");
        field(L, key);
        return real_at(L, 2, key, key_at, "a number");
    };
    if (min) e->min = number_of("min");
    if (max) e->max = number_of("max");
    if (equals && (min || max))
        throw error(key_place(at, "expect", "equals"),
                    "equals: contradicts min and max beside it; give one or the other");
    if (equals) e->min = e->max = number_of("equals");
    if (!e) return;
    if (!min && !max && !equals)
        throw error(e->where, word_of(*e) + ": expected min, max or equals beside it, found none");
    if (e->min > e->max)
        throw error(key_place(at, "expect", "min"), "min: " + number(e->min) + " is above max: " + number(e->max));
}

// What the q.expect at 1 says about one subject; the value is at 2. Nothing for no_drops = strict, where strict is
// false.
std::optional<expectation> reader::subject_at(lua_State* L, subject what, const place& at) {
    const std::string& key = subject_words()[static_cast<size_t>(what)];
    expectation e;
    e.what = what;
    e.where = key_place(at, "expect", key);
    if (what >= subject::no_drops) {
        if (!bool_at(L, 2, key, e.where)) return {};
    } else if (what == subject::events || what == subject::absent) {
        e.events = patterns_at(L, 2, key, e.where);
    } else {
        const std::string text = text_at(L, 2, key, e.where, "a text");
        if (what == subject::digest) check_digest(text, e.where);
        if (what == subject::metric || what == subject::tracks) split(e, text, key, e.where);
        else e.of = text;
    }
    return e;
}

void reader::check_keys(lua_State* L, const place& at) {
    const std::vector<std::string> known = all_keys();
    std::vector<std::string> keys;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            throw error(at, "q.expect: expected key = value, found " + shown(L, -1) + " without a key");
        keys.push_back(text_at(L, -2, "key", at, "a text"));
    }
    lua::allowance::of(L).charge(L, 50 + 20 * keys.size());
    std::sort(keys.begin(), keys.end()); // so that the first wrong one is the same every time
    for (const std::string& key : keys) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        const std::string near = did_you_mean(key, known);
        throw error(key_place(at, "expect", key), key + ": expected a key of q.expect, found " + in_quotes(key) +
                                                      (near.empty() ? "; it has " + listed(known, 20) : near));
    }
}

int reader::expect(lua_State* L) {
    const place at = here(L);
    if (!is_table(L, 1))
        throw error(at, "q.expect: expected { metric = ..., min = ... } or another subject, found " + shown(L, 1));
    only(L, 1, "q.expect { ... }", at);
    if (expected_.size() >= most_expectations) throw error(at, "q.expect: more than 10000 of them");
    check_keys(L, at);
    const auto place_of = [&](const char* key) { return key_place(at, "expect", key); };
    const std::string name = field(L, "name") ? text_at(L, 2, "name", place_of("name"), "a text") : "";
    const bool defaults = field(L, "defaults") && bool_at(L, 2, "defaults", place_of("defaults"));
    const bool ordered = !field(L, "ordered") || bool_at(L, 2, "ordered", place_of("ordered"));
    if (field(L, "ordered") && !field(L, "events"))
        throw error(place_of("ordered"), "ordered: is about events, and this q.expect has none");

    expected out{at, {}, false};
    bool said = false;
    constexpr size_t none = ~size_t{0};
    size_t counted = none; // the one that min, max and equals are about
    for (size_t i = 0; i < subject_words().size(); ++i) {
        if (!field(L, subject_words()[i])) continue;
        said = true;
        std::optional<expectation> e = subject_at(L, static_cast<subject>(i), at);
        if (!e) continue;
        e->name = name, e->ordered = ordered, e->defaults_only = defaults || e->what == subject::digest;
        if (bounded(e->what)) {
            if (counted != none)
                throw error(e->where, word_of(*e) + ": this q.expect is about " + word_of(out.all[counted]) +
                                          " already, and has one pair of bounds; write a second q.expect");
            counted = out.all.size();
        }
        out.all.push_back(std::move(*e));
    }
    if (!said)
        throw error(at, "q.expect: expected a subject, found none; it may be one of " + listed(subject_words(), 20));
    bounds_at(L, at, counted == none ? nullptr : &out.all[counted]);
    for (const expectation& a : out.all)
        for (const expectation& b : out.all)
            if (a.what == subject::events && b.what == subject::absent) {
                lua::allowance::of(L).charge(L, a.events.size() * b.events.size() / 8);
                check_contradiction(a, b);
            }
    lua::allowance::of(L).charge(L, 50 * out.all.size());
    expected_.push_back(std::move(out));
    lua_settop(L, 0);
    *static_cast<size_t*>(lua_newuserdatauv(L, sizeof(size_t), 0)) = expected_.size() - 1;
    luaL_setmetatable(L, "q.expect");
    return 1;
}
} // namespace qiki::scenario
