// SPDX-License-Identifier: MIT
// host/scenario/base_library.cpp - pairs in order, tostring without addresses, pcall and setmetatable without back
// doors.
#include "host/scenario/allowance.hpp"
#include "host/scenario/guard.hpp"
#include "host/scenario/libraries.hpp"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>
#include <vector>

namespace qiki::lua {
namespace {

struct key { // of a table under pairs; texts point into Lua strings that the table keeps alive
    enum { boolean, whole, real, text } kind;
    bool truth;
    lua_Integer i;
    lua_Number d;
    std::string_view s;
};

// Exact between int64 and double.
bool less(lua_Integer a, lua_Number b) {
    if (b >= 0x1p63) return true;
    if (b <= -0x1p63) return false;
    const auto floor = static_cast<lua_Integer>(std::floor(b));
    return a < floor || (a == floor && static_cast<lua_Number>(floor) < b);
}

bool before(const key& a, const key& b) {
    const auto group = [](const key& k) { return k.kind == key::boolean ? 0 : k.kind == key::text ? 2 : 1; };
    if (group(a) != group(b)) return group(a) < group(b);
    switch (a.kind) {
    case key::boolean: return a.truth < b.truth;
    case key::text: return a.s < b.s;
    case key::whole: return b.kind == key::whole ? a.i < b.i : less(a.i, b.d);
    default: return b.kind == key::real ? a.d < b.d : !less(b.i, a.d);
    }
}

key key_at(lua_State* L, int index) {
    switch (lua_type(L, index)) {
    case LUA_TBOOLEAN: return {key::boolean, lua_toboolean(L, index) != 0, 0, 0, {}};
    case LUA_TSTRING: {
        size_t size = 0;
        const char* const s = lua_tolstring(L, index, &size);
        return {key::text, false, 0, 0, {s, size}};
    }
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) return {key::whole, false, lua_tointeger(L, index), 0, {}};
        return {key::real, false, 0, lua_tonumber(L, index), {}};
    default:
        luaL_error(L, "pairs: a key of type %s has no order; use texts or numbers as keys", luaL_typename(L, index));
        return {};
    }
}

// Upvalues: the sorted keys, how many there were, how many were given, the table.
int next_pair(lua_State* L) {
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(3));
    const lua_Integer n = lua_tointeger(L, lua_upvalueindex(2));
    while (i < n) {
        lua_rawgeti(L, lua_upvalueindex(1), ++i);
        lua_pushvalue(L, -1);
        lua_rawget(L, lua_upvalueindex(4));
        if (!lua_isnil(L, -1)) { // else removed meanwhile
            lua_pushinteger(L, i);
            lua_replace(L, lua_upvalueindex(3));
            return 2;
        }
        lua_pop(L, 2);
    }
    lua_pushnil(L);
    return 1;
}

int pairs(lua_State* L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    std::vector<key> keys;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        keys.push_back(key_at(L, -2));
        if (keys.size() % 64 == 0) allowance::of(L).charge(L, 64 * 8);
    }
    std::sort(keys.begin(), keys.end(), before); // keys of a table differ, so this order is total
    lua_createtable(L, static_cast<int>(keys.size()), 0);
    lua_Integer n = 0;
    for (const key& k : keys) {
        if (k.kind == key::boolean) lua_pushboolean(L, k.truth);
        else if (k.kind == key::text) lua_pushlstring(L, k.s.data(), k.s.size());
        else if (k.kind == key::whole) lua_pushinteger(L, k.i);
        else lua_pushnumber(L, k.d);
        lua_rawseti(L, -2, ++n);
    }
    lua_pushinteger(L, n);
    lua_pushinteger(L, 0);
    lua_pushvalue(L, 1);
    lua_pushcclosure(L, next_pair, 4);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

int tostring(lua_State* L) {
    luaL_checkany(L, 1);
    push_text(L, 1);
    return 1;
}

int after_pcall(lua_State* L, int status, lua_KContext extra) {
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - static_cast<int>(extra);
    // Raising, unwinding and the searches that precede some errors cost far more than instructions.
    allowance::of(L).charge(L, 1000);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

int pcall(lua_State* L) {
    luaL_checkany(L, 1);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    return after_pcall(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, after_pcall), 0);
}

bool has(lua_State* L, int table, const char* field) {
    lua_pushstring(L, field);
    lua_rawget(L, table);
    const bool there = !lua_isnil(L, -1);
    lua_pop(L, 1);
    return there;
}

int setmetatable(lua_State* L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return luaL_error(L, "cannot change a protected metatable");
    if (lua_istable(L, 2)) {
        // Finalizers run outside the budget. Lua looks for __gc here and only here, so a later one has no effect.
        if (has(L, 2, "__gc")) return luaL_error(L, "setmetatable: __gc is not available in a sandbox");
        if (has(L, 2, "__mode"))
            return luaL_error(L, "setmetatable: __mode is not available: weak tables show when memory was collected");
    }
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}
} // namespace

void push_text(lua_State* L, int index) {
    index = lua_absindex(L, index);
    switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
    case LUA_TSTRING: luaL_tolstring(L, index, nullptr); return;
    default: break;
    }
    if (luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
        lua_pushvalue(L, index);
        lua_call(L, 1, 1);
        if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "'__tostring' must return a string");
        return;
    }
    const int name = luaL_getmetafield(L, index, "__name");
    if (name == LUA_TSTRING) return;
    if (name != LUA_TNIL) lua_pop(L, 1);
    lua_pushstring(L, luaL_typename(L, index));
}

void open_base(lua_State* L) {
    lua_newtable(L);
    luaL_requiref(L, "_G", luaopen_base, 0);
    for (const char* f : {"assert", "error", "getmetatable", "ipairs", "rawequal", "rawget", "rawlen", "select",
                          "tonumber", "type", "_VERSION"}) {
        lua_getfield(L, -1, f);
        lua_setfield(L, -3, f);
    }
    lua_pop(L, 1);
    const luaL_Reg own[] = {{"pairs", guarded<pairs>},
                            {"tostring", tostring},
                            {"pcall", pcall},
                            {"setmetatable", setmetatable},
                            {nullptr, nullptr}};
    luaL_setfuncs(L, own, 0);
}
} // namespace qiki::lua
