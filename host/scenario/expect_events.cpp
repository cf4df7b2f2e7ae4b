// SPDX-License-Identifier: MIT
// host/scenario/expect_events.cpp - events = { "CODE", {"CODE", from = ..., at = ..., within = ...} }: codes and
// windows.
#include "host/scenario/reader.hpp"
#include "host/scenario/times.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <optional>

namespace qiki::scenario {
namespace {
const std::vector<std::string> keys_of_event = {"from", "at", "within", "after", "before"};
constexpr size_t most_patterns = 1000; // of one list

std::string code_at(lua_State* L, int index, const std::string& key, const place& at) {
    std::string code = text_at(L, index, key, at, "the code of an event such as \"COLLISION\"");
    if (code.empty() || code.size() > 200)
        throw error(at, key + ": expected the code of an event such as \"COLLISION\", found " + in_quotes(code));
    return code;
}

qiki_ns moment_at(lua_State* L, int index, const std::string& key, const place& at) {
    const double s = real_at(L, index, key, at, "seconds");
    if (!(s >= 0) || s >= 9.2e9) throw error(at, key + ": expected seconds from 0 to 9.2e9, found " + number(s));
    const auto ns = nanoseconds(s);
    if (!ns) throw error(at, key + ": expected a whole number of nanoseconds, found " + number(s) + " s");
    return *ns;
}

// The table of one event is at `index`.
event_pattern pattern_at(lua_State* L, int index, const std::string& list, const place& at) {
    event_pattern p;
    std::optional<qiki_ns> times[4]; // at, within, after, before
    bool coded = false;
    luaL_checkstack(L, 8, "events");
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        const int top = lua_gettop(L);
        if (lua_isinteger(L, -2) && lua_tointeger(L, -2) == 1) {
            p.code = code_at(L, top, list, at);
            coded = true;
            continue;
        }
        const std::string key = lua_type(L, -2) == LUA_TSTRING ? text_at(L, -2, list, at, "a text") : shown(L, -2);
        const auto which = std::find(keys_of_event.begin(), keys_of_event.end(), key);
        if (which == keys_of_event.end())
            throw error(at, list + ": expected \"CODE\" first, then keys of " + listed(keys_of_event) + ", found " +
                                in_quotes(key) + did_you_mean(key, keys_of_event));
        if (key == "from") p.from = text_at(L, top, key, at, "the id of an instance");
        else times[which - keys_of_event.begin() - 1] = moment_at(L, top, key, at);
    }
    if (!coded) throw error(at, list + ": expected {\"CODE\", ...}, found a table without the code of an event");
    const auto [exact, within, after, before] = times;
    const std::string who = list + ", " + p.code + ": ";
    if (exact.has_value() != within.has_value())
        throw error(at,
                    who + (exact ? "expected within = <seconds> beside at" : "expected at = <seconds> beside within") +
                        ", found none");
    if (exact && (after || before))
        throw error(at, who + "at with within contradicts after and before; give one or the other");
    if (after && before && *after > *before)
        throw error(at, who + "after " + seconds(*after) + " s is later than before " + seconds(*before) + " s");
    if (exact) p.earliest = *exact > *within ? *exact - *within : 0, p.latest = *exact + *within;
    if (after) p.earliest = *after;
    if (before) p.latest = *before;
    return p;
}
} // namespace

std::vector<event_pattern> reader::patterns_at(lua_State* L, int index, const std::string& key, const place& at) {
    if (!is_table(L, index))
        throw error(at,
                    key + ": expected a list such as { \"COLLISION\", { \"ALARM\", at = 12, within = 0.5 } }, found " +
                        shown(L, index));
    const size_t n = lua_rawlen(L, index);
    size_t entries = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        ++entries;
        if (lua_type(L, -2) == LUA_TSTRING)
            throw error(at, key + ": expected a list of events, found a key " + shown(L, -2) +
                                "; put { } around the event");
    }
    if (entries != n || n == 0)
        throw error(at, key + ": expected " + (n ? "a list without gaps" : "at least one event") + ", found " +
                            (n ? std::to_string(entries) + " of at least " + std::to_string(n) + " entries" : "none"));
    if (n > most_patterns) throw error(at, key + ": expected up to 1000 events, found " + std::to_string(n));
    lua::allowance::of(L).charge(L, 50 * n);
    std::vector<event_pattern> out;
    std::map<std::string, size_t> seen; // so that the second "ALARM" of a list is pointed at where it stands
    for (size_t i = 1; i <= n; ++i) {   // "CODE" or {"CODE", ...}
        lua_rawgeti(L, index, static_cast<lua_Integer>(i));
        const int top = lua_gettop(L);
        const bool table = is_table(L, top);
        std::string word;
        if (table) lua_rawgeti(L, top, 1);
        if (lua_type(L, -1) == LUA_TSTRING) word = lua_tostring(L, -1);
        lua_settop(L, top);
        const place own = word.empty() ? at : place_in_list(at, key, word, seen[word]++);
        event_pattern p;
        if (table) p = pattern_at(L, top, key, own);
        else p.code = code_at(L, top, key, own);
        p.where = own;
        out.push_back(std::move(p));
        lua_pop(L, 1);
    }
    return out;
}

// Where the text stands for the `nth` time (from 0) in key = { ... } at `at`; `at` itself when the list is no literal.
place reader::place_in_list(const place& at, const std::string& key, const std::string& text, size_t nth) {
    const auto [it, fresh] = texts_.try_emplace({at.file, at.line, key});
    if (fresh)
        for (const auto& c : box_.chunks())
            if (c->file.string() == at.file) {
                it->second = lua::text_lines(c->tokens, at.line, key);
                break;
            }
    const auto lines = it->second.find(text);
    return lines == it->second.end() || nth >= lines->second.size() ? at : place{at.file, lines->second[nth]};
}
} // namespace qiki::scenario
