// SPDX-License-Identifier: MIT
// host/scenario/pattern_library.cpp - find, match, gmatch and gsub over the matcher that counts.
#include "host/scenario/allowance.hpp"
#include "host/scenario/guard.hpp"
#include "host/scenario/libraries.hpp"
#include "host/scenario/pattern.hpp"
#include <string>

namespace qiki::lua {
namespace {

void pay(void* L, uint64_t steps) {
    auto* const state = static_cast<lua_State*>(L);
    allowance::of(state).charge(state, steps);
}

std::string_view text(lua_State* L, int index) {
    size_t size = 0;
    const char* const s = luaL_checklstring(L, index, &size);
    return {s, size};
}

size_t start(lua_Integer given, size_t size) { // 0-based; may be beyond the end
    if (given > 0) return static_cast<size_t>(given) - 1;
    if (given == 0 || given < -static_cast<lua_Integer>(size)) return 0;
    return size - static_cast<size_t>(-given);
}

// Capture i, or the whole match when there are no captures and i is 0.
void push_capture(lua_State* L, const matcher& m, std::string_view s, int i, size_t from, size_t end) {
    if (i >= m.captures()) {
        if (i != 0) throw pattern_error("invalid capture index %" + std::to_string(i + 1));
        lua_pushlstring(L, s.data() + from, end - from);
        return;
    }
    const matcher::capture& c = m.at(i);
    if (c.length == matcher::open) throw pattern_error("unfinished capture");
    if (c.length == matcher::position) lua_pushinteger(L, static_cast<lua_Integer>(c.from) + 1);
    else lua_pushlstring(L, s.data() + c.from, static_cast<size_t>(c.length));
}

int push_captures(lua_State* L, const matcher& m, std::string_view s, size_t from, size_t end, bool whole) {
    const int n = m.captures() == 0 && whole ? 1 : m.captures();
    luaL_checkstack(L, n, "too many captures");
    for (int i = 0; i < n; ++i) push_capture(L, m, s, i, from, end);
    return n;
}

int find_or_match(lua_State* L, bool find) {
    const std::string_view s = text(L, 1), p = text(L, 2);
    const size_t init = start(luaL_optinteger(L, 3, 1), s.size());
    if (init > s.size()) {
        lua_pushnil(L);
        return 1;
    }
    if (find && (lua_toboolean(L, 4) || p.find_first_of("^$*+?.([%-") == std::string_view::npos)) {
        // A naive search in the worst case, so it is counted as one.
        pay(L, (s.size() - init) / 8 + (s.size() - init) * std::min<size_t>(p.size(), 64) / 64);
        const size_t at = s.find(p, init);
        if (at == std::string_view::npos) {
            lua_pushnil(L);
            return 1;
        }
        lua_pushinteger(L, static_cast<lua_Integer>(at) + 1);
        lua_pushinteger(L, static_cast<lua_Integer>(at + p.size()));
        return 2;
    }
    const bool anchored = p.starts_with('^');
    matcher m(s, p, pay, L);
    for (size_t at = init; at <= s.size(); ++at) {
        const size_t end = m.match_at(at, anchored);
        if (end != matcher::none) {
            if (!find) return push_captures(L, m, s, at, end, true);
            lua_pushinteger(L, static_cast<lua_Integer>(at) + 1);
            lua_pushinteger(L, static_cast<lua_Integer>(end));
            return 2 + push_captures(L, m, s, at, end, false);
        }
        if (anchored) break;
    }
    lua_pushnil(L);
    return 1;
}

int find(lua_State* L) { return find_or_match(L, true); }
int match(lua_State* L) { return find_or_match(L, false); }

// Upvalues: subject, pattern, where to go on, end of the last match (an empty match there is not a new one).
int next_match(lua_State* L) {
    const std::string_view s = text(L, lua_upvalueindex(1)), p = text(L, lua_upvalueindex(2));
    const auto last = lua_tointeger(L, lua_upvalueindex(4));
    matcher m(s, p, pay, L);
    for (auto at = static_cast<size_t>(lua_tointeger(L, lua_upvalueindex(3))); at <= s.size(); ++at) {
        const size_t end = m.match_at(at);
        if (end == matcher::none || static_cast<lua_Integer>(end) == last) continue;
        lua_pushinteger(L, static_cast<lua_Integer>(end));
        lua_pushvalue(L, -1);
        lua_replace(L, lua_upvalueindex(3));
        lua_replace(L, lua_upvalueindex(4));
        return push_captures(L, m, s, at, end, true);
    }
    lua_pushinteger(L, static_cast<lua_Integer>(s.size()) + 1); // from now on there is none
    lua_replace(L, lua_upvalueindex(3));
    lua_pushnil(L);
    return 1;
}

int gmatch(lua_State* L) {
    const std::string_view s = text(L, 1);
    text(L, 2);
    const size_t init = start(luaL_optinteger(L, 3, 1), s.size());
    lua_settop(L, 2);
    lua_pushinteger(L, static_cast<lua_Integer>(std::min(init, s.size() + 1)));
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, guarded<next_match>, 4);
    return 1;
}

// "%0" the match, "%1" to "%9" its captures, "%%" a percent sign.
std::string filled(lua_State* L, const matcher& m, std::string_view s, std::string_view with, size_t from, size_t end) {
    std::string out;
    for (size_t i = 0; i < with.size(); ++i) {
        if (with[i] != '%') {
            out += with[i];
            continue;
        }
        const char c = ++i < with.size() ? with[i] : '\0';
        if (c == '%') out += '%';
        else if (c == '0') out.append(s, from, end - from);
        else if (c >= '1' && c <= '9') {
            push_capture(L, m, s, c - '1', from, end);
            size_t size = 0;
            const char* const piece = luaL_tolstring(L, -1, &size);
            out.append(piece, size);
            lua_pop(L, 2);
        } else throw pattern_error("invalid use of '%' in replacement string");
        if (out.size() > allowance::of(L).limit().text) break; // the caller refuses it
    }
    return out;
}

// The replacement of one match; false: keep it.
bool replaced(lua_State* L, const matcher& m, std::string_view s, size_t from, size_t end, std::string& out) {
    const int type = lua_type(L, 3);
    if (type == LUA_TNUMBER || type == LUA_TSTRING) {
        out = filled(L, m, s, text(L, 3), from, end);
        return true;
    }
    if (type == LUA_TTABLE) {
        push_capture(L, m, s, 0, from, end);
        lua_gettable(L, 3);
    } else {
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(L, m, s, from, end, true), 1);
    }
    const bool given = lua_toboolean(L, -1) != 0;
    if (given) {
        if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
        out = text(L, -1);
    }
    lua_pop(L, 1);
    return given;
}

int gsub(lua_State* L) {
    const std::string_view s = text(L, 1), p = text(L, 2);
    const int type = lua_type(L, 3);
    luaL_argexpected(L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TTABLE || type == LUA_TFUNCTION, 3,
                     "string/function/table");
    const lua_Integer most = luaL_optinteger(L, 4, static_cast<lua_Integer>(s.size()) + 1);
    const bool anchored = p.starts_with('^');
    const size_t longest = allowance::of(L).limit().text;
    matcher m(s, p, pay, L);
    std::string out, piece;
    lua_Integer n = 0;
    size_t at = 0, last = matcher::none;
    while (n < most) {
        const size_t end = m.match_at(at, anchored);
        if (end != matcher::none && end != last) {
            ++n;
            if (replaced(L, m, s, at, end, piece)) out += piece;
            else out.append(s, at, end - at);
            at = last = end;
        } else if (at < s.size()) out += s[at++];
        else break;
        if (out.size() > longest)
            return luaL_error(L, "gsub: the result would be longer than %d bytes", static_cast<int>(longest));
        if (anchored) break;
    }
    if (at < s.size()) out.append(s, at);
    pay(L, out.size() / 16 + 1);
    lua_pushlstring(L, out.data(), out.size());
    lua_pushinteger(L, n);
    return 2;
}
} // namespace

void add_patterns(lua_State* L) {
    const luaL_Reg own[] = {{"find", guarded<find>},
                            {"match", guarded<match>},
                            {"gmatch", guarded<gmatch>},
                            {"gsub", guarded<gsub>},
                            {nullptr, nullptr}};
    luaL_setfuncs(L, own, 0);
}
} // namespace qiki::lua
