// SPDX-License-Identifier: MIT
// host/scenario/string_library.cpp - texts: bounded, without addresses, without native layouts.
#include "host/scenario/allowance.hpp"
#include "host/scenario/guard.hpp"
#include "host/scenario/libraries.hpp"
#include <cstring>

namespace qiki::lua {
namespace {

int rep(lua_State* L) {
    size_t size = 0, between = 0;
    const char* const s = luaL_checklstring(L, 1, &size);
    const lua_Integer n = luaL_checkinteger(L, 2);
    const char* const sep = luaL_optlstring(L, 3, "", &between);
    const size_t most = allowance::of(L).limit().text;
    const size_t one = size + between;
    if (n <= 0 || one == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (static_cast<lua_Unsigned>(n) > most / one + 1 || static_cast<size_t>(n) * one - between > most)
        return luaL_error(L, "string.rep: the result would be longer than %d bytes", static_cast<int>(most));
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (lua_Integer i = 0; i < n; ++i) {
        luaL_addlstring(&b, s, size);
        if (i + 1 < n) luaL_addlstring(&b, sep, between);
    }
    luaL_pushresult(&b);
    return 1;
}

int byte(lua_State* L) {
    size_t size = 0;
    const char* const s = luaL_checklstring(L, 1, &size);
    const auto length = static_cast<lua_Integer>(size);
    lua_Integer from = luaL_optinteger(L, 2, 1);
    if (from < 0) from = from < -length ? 1 : length + from + 1;
    if (from == 0) from = 1;
    lua_Integer to = luaL_optinteger(L, 3, from);
    if (to < 0) to = to < -length ? 0 : length + to + 1;
    if (to > length) to = length;
    if (from > to) return 0;
    if (to - from >= values_a_call) return luaL_error(L, "string.byte: at most %d bytes at once", values_a_call);
    luaL_checkstack(L, values_a_call, "string.byte");
    for (lua_Integer i = from; i <= to; ++i) lua_pushinteger(L, static_cast<unsigned char>(s[i - 1]));
    return static_cast<int>(to - from + 1);
}

// Upvalue: Lua's own format. What %s would print with an address is made a text before it.
int format(lua_State* L) {
    size_t size = 0;
    const char* const text = luaL_checklstring(L, 1, &size);
    const int given = lua_gettop(L);
    int argument = 1;
    for (const char *c = text, *const end = text + size; c < end; ++c) {
        if (*c != '%') continue;
        if (++c < end && *c == '%') continue;
        ++argument;
        while (c < end && (std::strchr("-+ #0.", *c) || (*c >= '0' && *c <= '9')) && *c) ++c;
        if (c < end && *c == 'p')
            return luaL_error(L, "string.format: %%p is not available: addresses differ from run to run");
        if (c < end && *c == 's' && argument <= given) {
            push_text(L, argument);
            lua_replace(L, argument);
        }
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, given, 1);
    return 1;
}
} // namespace

void open_string(lua_State* L) {
    lua_newtable(L);
    luaL_requiref(L, "string", luaopen_string, 0);
    for (const char* f : {"char", "len", "lower", "reverse", "sub", "upper"}) {
        lua_getfield(L, -1, f);
        lua_setfield(L, -3, f);
    }
    lua_getfield(L, -1, "format");
    lua_pushcclosure(L, format, 1);
    lua_setfield(L, -3, "format");
    lua_pop(L, 1);
    const luaL_Reg own[] = {{"rep", rep}, {"byte", byte}, {nullptr, nullptr}};
    luaL_setfuncs(L, own, 0);
    add_patterns(L);

    lua_pushliteral(L, "");
    lua_getmetatable(L, -1); // of all texts
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}
} // namespace qiki::lua
