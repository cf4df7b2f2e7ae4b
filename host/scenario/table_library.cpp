// SPDX-License-Identifier: MIT
// host/scenario/table_library.cpp - lists: raw access, every loop paid for, and a sort that keeps equal elements in
// order.
#include "host/scenario/allowance.hpp"
#include "host/scenario/guard.hpp"
#include "host/scenario/libraries.hpp"
#include <cstdint>
#include <utility>
#include <vector>

namespace qiki::lua {
namespace {

lua_Integer length(lua_State* L, int index) {
    luaL_checktype(L, index, LUA_TTABLE);
    return static_cast<lua_Integer>(lua_rawlen(L, index));
}

void pay(lua_State* L, lua_Integer steps) { allowance::of(L).charge(L, steps > 0 ? static_cast<uint64_t>(steps) : 0); }

int insert(lua_State* L) {
    const lua_Integer n = length(L, 1);
    if (lua_gettop(L) == 2) {
        lua_rawseti(L, 1, n + 1);
        return 0;
    }
    if (lua_gettop(L) != 3) return luaL_error(L, "wrong number of arguments to 'insert'");
    const lua_Integer at = luaL_checkinteger(L, 2);
    luaL_argcheck(L, at >= 1 && at <= n + 1, 2, "position out of bounds");
    pay(L, n - at);
    for (lua_Integer i = n; i >= at; --i) {
        lua_rawgeti(L, 1, i);
        lua_rawseti(L, 1, i + 1);
    }
    lua_rawseti(L, 1, at);
    return 0;
}

int remove(lua_State* L) {
    const lua_Integer n = length(L, 1);
    const lua_Integer at = luaL_optinteger(L, 2, n);
    if (lua_gettop(L) > 1) luaL_argcheck(L, at == n || (at >= 1 && at <= n + 1), 2, "position out of bounds");
    lua_rawgeti(L, 1, at);
    pay(L, n - at);
    lua_Integer i = at;
    for (; i < n; ++i) {
        lua_rawgeti(L, 1, i + 1);
        lua_rawseti(L, 1, i);
    }
    lua_pushnil(L);
    lua_rawseti(L, 1, i);
    return 1;
}

int concat(lua_State* L) {
    const lua_Integer n = length(L, 1);
    size_t between = 0;
    const char* const sep = luaL_optlstring(L, 2, "", &between);
    const lua_Integer from = luaL_optinteger(L, 3, 1), to = luaL_optinteger(L, 4, n);
    const size_t most = allowance::of(L).limit().text;
    size_t total = 0;
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (lua_Integer i = from; i <= to; ++i) {
        pay(L, 1);
        lua_rawgeti(L, 1, i);
        if (!lua_isstring(L, -1))
            return luaL_error(L, "table.concat: element %I is %s, not a text", static_cast<LUAI_UACINT>(i),
                              luaL_typename(L, -1));
        size_t size = 0;
        lua_tolstring(L, -1, &size);
        total += size + between;
        if (total > most + between)
            return luaL_error(L, "table.concat: the result would be longer than %d bytes", static_cast<int>(most));
        luaL_addvalue(&b);
        if (i == to) break; // also when `to` is the largest integer
        luaL_addlstring(&b, sep, between);
    }
    luaL_pushresult(&b);
    return 1;
}

int unpack(lua_State* L) {
    const lua_Integer n = length(L, 1);
    const lua_Integer from = luaL_optinteger(L, 2, 1), to = luaL_optinteger(L, 3, n);
    if (from > to) return 0;
    if (static_cast<lua_Unsigned>(to) - static_cast<lua_Unsigned>(from) >= values_a_call)
        return luaL_error(L, "table.unpack: at most %d values; keep the table", values_a_call);
    luaL_checkstack(L, values_a_call, "table.unpack");
    for (lua_Integer i = from;; ++i) {
        lua_rawgeti(L, 1, i);
        if (i == to) break;
    }
    return static_cast<int>(to - from + 1);
}

int pack(lua_State* L) {
    const int n = lua_gettop(L);
    lua_createtable(L, n, 1);
    lua_insert(L, 1);
    for (int i = n; i >= 1; --i) lua_rawseti(L, 1, i);
    lua_pushinteger(L, n);
    lua_setfield(L, 1, "n");
    return 1;
}

int move(lua_State* L) {
    length(L, 1);
    const lua_Integer from = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
    const int target = lua_isnoneornil(L, 5) ? 1 : 5;
    length(L, target);
    if (last >= from) {
        const lua_Unsigned n = static_cast<lua_Unsigned>(last) - static_cast<lua_Unsigned>(from) + 1;
        luaL_argcheck(L, n > 0 && n <= 1'000'000, 3, "too many elements to move");
        luaL_argcheck(L, to <= LUA_MAXINTEGER - 1'000'000, 4, "destination wrap around");
        pay(L, static_cast<lua_Integer>(n));
        const bool backwards = to > from && to <= last && target == 1;
        for (lua_Integer k = 0; k < static_cast<lua_Integer>(n); ++k) {
            const lua_Integer i = backwards ? static_cast<lua_Integer>(n) - 1 - k : k;
            lua_rawgeti(L, 1, from + i);
            lua_rawseti(L, target, to + i);
        }
    }
    lua_pushvalue(L, target);
    return 1;
}

// Whether the element on row a of table 1 must stand before that on row b.
bool ordered(lua_State* L, uint32_t a, uint32_t b, bool by_function) {
    pay(L, 4);
    if (by_function) lua_pushvalue(L, 2);
    lua_rawgeti(L, 3, a);
    lua_rawgeti(L, 3, b);
    if (!by_function) {
        const bool yes = lua_compare(L, -2, -1, LUA_OPLT) != 0;
        lua_pop(L, 2);
        return yes;
    }
    lua_call(L, 2, 1);
    const bool yes = lua_toboolean(L, -1) != 0;
    lua_pop(L, 1);
    return yes;
}

// Merge sort, bottom up: stable, and at peace with a comparison that contradicts itself.
int sort(lua_State* L) {
    const lua_Integer n = length(L, 1);
    const bool by_function = !lua_isnoneornil(L, 2);
    if (by_function) luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    luaL_argcheck(L, n <= 1'000'000, 1, "list too long to sort");
    pay(L, 2 * n);
    lua_createtable(L, static_cast<int>(n),
                    0); // 3: the elements as they were, whatever the comparison does to the list
    std::vector<uint32_t> now, next;
    for (lua_Integer i = 1; i <= n; ++i) {
        lua_rawgeti(L, 1, i);
        lua_rawseti(L, 3, i);
        now.push_back(static_cast<uint32_t>(i));
    }
    for (size_t run = 1; run < now.size(); run *= 2) {
        next.clear();
        for (size_t start = 0; start < now.size(); start += 2 * run) {
            const size_t middle = start + run < now.size() ? start + run : now.size();
            const size_t end = start + 2 * run < now.size() ? start + 2 * run : now.size();
            size_t a = start, b = middle;
            while (a < middle && b < end) next.push_back(ordered(L, now[b], now[a], by_function) ? now[b++] : now[a++]);
            while (a < middle) next.push_back(now[a++]);
            while (b < end) next.push_back(now[b++]);
        }
        std::swap(now, next);
    }
    for (size_t i = 0; i < now.size(); ++i) {
        lua_rawgeti(L, 3, now[i]);
        lua_rawseti(L, 1, static_cast<lua_Integer>(i) + 1);
    }
    return 0;
}

int isempty(lua_State* L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushnil(L);
    const bool some = lua_next(L, 1) != 0;
    lua_pushboolean(L, !some);
    return 1;
}
} // namespace

void open_table(lua_State* L) {
    const luaL_Reg own[] = {{"insert", insert},      {"remove", remove},   {"concat", concat},
                            {"unpack", unpack},      {"pack", pack},       {"move", move},
                            {"sort", guarded<sort>}, {"isempty", isempty}, {nullptr, nullptr}};
    luaL_newlib(L, own);
}
} // namespace qiki::lua
