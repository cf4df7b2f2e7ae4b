// SPDX-License-Identifier: MIT
// host/policy/fields.cpp - raw reading of one table.
#include "host/policy/fields.hpp"
#include "host/scenario/allowance.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>

namespace qiki::policy {
using scenario::error;
using scenario::shown;

scenario::place origin::at(std::string path) const {
    for (;;) {
        const auto line = lines.find(path);
        if (line != lines.end()) return {whole.file, line->second};
        const size_t cut = path.find_last_of(".[");
        if (cut == std::string::npos) return whole;
        path.resize(cut);
    }
}

fields::fields(lua_State* L, int index, const origin& from, std::string path, std::string what)
    : L_(L), index_(lua_absindex(L, index)), from_(from), path_(std::move(path)), what_(std::move(what)) {
    luaL_checkstack(L, 20, "policy");
    if (!lua_istable(L, index_))
        throw error(place(), (path_.empty() ? "q.policy" : path_) + ": expected " + what_ + " as { ... }, found " +
                                 shown(L, index_));
}

scenario::place fields::place(const std::string& key) const { return from_.at(path(key)); }

void fields::wrong(const std::string& key, const std::string& expected, const std::string& found) const {
    throw error(place(key), path(key) + ": expected " + expected + ", found " + found);
}

size_t fields::rows() const { return lua_rawlen(L_, index_); }

void fields::only(const std::vector<std::string>& keys, bool with_rows) const {
    const size_t n = rows();
    size_t counted = 0;
    std::vector<std::string> strange;
    for (lua_pushnil(L_); lua_next(L_, index_); lua_pop(L_, 1)) {
        lua::allowance::of(L_).charge(L_, 4);
        if (lua_isinteger(L_, -2) && with_rows && lua_tointeger(L_, -2) >= 1 &&
            static_cast<size_t>(lua_tointeger(L_, -2)) <= n) {
            ++counted;
        } else if (lua_type(L_, -2) == LUA_TSTRING) {
            const std::string key = scenario::text_at(L_, -2, what_, place(), "a text");
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) strange.push_back(key);
        } else {
            const std::string found = shown(L_, -2);
            lua_pop(L_, 2);
            throw error(place(), (path_.empty() ? "q.policy" : path_) + ": expected " +
                                     (with_rows ? "a list without gaps" : "key = value") + ", found a key " + found);
        }
    }
    if (!strange.empty()) {
        std::sort(strange.begin(), strange.end());
        const std::string near = did_you_mean(strange[0], keys);
        throw error(place(strange[0]), path(strange[0]) + ": expected a key of " + what_ + ", found " +
                                           scenario::in_quotes(strange[0]) +
                                           (!near.empty()  ? near
                                            : keys.empty() ? "; it has none"
                                                           : "; it has " + listed(keys, 20)));
    }
    if (with_rows && counted != n) throw error(place(), path_ + ": expected a list without gaps");
}

std::vector<std::string> fields::names() const {
    std::vector<std::string> out;
    for (lua_pushnil(L_); lua_next(L_, index_); lua_pop(L_, 1)) {
        if (lua_type(L_, -2) != LUA_TSTRING) {
            const std::string found = shown(L_, -1);
            lua_pop(L_, 2);
            throw error(place(), path_ + ": expected name = value, found " + found + " without a name");
        }
        out.push_back(scenario::text_at(L_, -2, path_, place(), "a text"));
    }
    std::sort(out.begin(), out.end());
    return out;
}

bool fields::get(const char* key) const {
    lua_pushstring(L_, key);
    return lua_rawget(L_, index_) != LUA_TNIL;
}
bool fields::row(size_t i) const { return lua_rawgeti(L_, index_, static_cast<lua_Integer>(i)) != LUA_TNIL; }
bool fields::has(const char* key) const {
    const bool there = get(key);
    lua_pop(L_, 1);
    return there;
}

std::string fields::text(const char* key) const {
    std::string out;
    if (get(key)) out = scenario::text_at(L_, -1, path(key), place(key), "a text");
    lua_pop(L_, 1);
    return out;
}

std::optional<double> fields::number(const char* key, const char* expected) const {
    std::optional<double> out;
    if (get(key)) out = scenario::real_at(L_, -1, path(key), place(key), expected);
    lua_pop(L_, 1);
    return out;
}

int fields::function(const char* key, bool others) const {
    const bool there = get(key);
    if (there && lua_isfunction(L_, -1)) return luaL_ref(L_, LUA_REGISTRYINDEX);
    const std::string found = shown(L_, -1);
    lua_pop(L_, 1);
    if (there && !others) wrong(key, "a function", found);
    return -1;
}
} // namespace qiki::policy
