// SPDX-License-Identifier: MIT
// host/scenario/math_library.cpp - elementary functions with the same bits everywhere, and chance that is addressed,
// not seeded by a clock.
#include "host/scenario/allowance.hpp"
#include "host/scenario/libraries.hpp"
#include "qiki/math.h"
#include "qiki/random.h"
#include <cmath>

namespace qiki::lua {
namespace {

template <double (*F)(double)>
int of_one(lua_State* L) {
    lua_pushnumber(L, F(luaL_checknumber(L, 1)));
    return 1;
}

int atan(lua_State* L) {
    lua_pushnumber(L, qiki_atan2(luaL_checknumber(L, 1), luaL_optnumber(L, 2, 1)));
    return 1;
}

int pow(lua_State* L) {
    lua_pushnumber(L, qiki_pow(luaL_checknumber(L, 1), luaL_checknumber(L, 2)));
    return 1;
}

int hypot(lua_State* L) {
    lua_pushnumber(L, qiki_hypot(luaL_checknumber(L, 1), luaL_checknumber(L, 2)));
    return 1;
}

int log(lua_State* L) {
    const double x = luaL_checknumber(L, 1);
    if (lua_isnoneornil(L, 2)) {
        lua_pushnumber(L, qiki_log(x));
        return 1;
    }
    const double base = luaL_checknumber(L, 2);
    int exponent = 0;
    if (base == 10) lua_pushnumber(L, qiki_log10(x));
    else if (base == 2 && std::frexp(x, &exponent) == 0.5) lua_pushnumber(L, exponent - 1); // exact
    else lua_pushnumber(L, qiki_log(x) / qiki_log(base));
    return 1;
}

chance& stream(lua_State* L) { return *static_cast<chance*>(lua_touserdata(L, lua_upvalueindex(1))); }

qiki_bits draw(lua_State* L) {
    chance& c = stream(L);
    c.used = true;
    return qiki_draw(c.key, c.tick, c.stream, 0, c.drawn++);
}

uint64_t first_word(const qiki_bits& b) { return uint64_t{b.v[1]} << 32 | b.v[0]; }

// As Lua's: no argument: [0, 1); one: 1..m; two: m..n; 0: all bits.
int random(lua_State* L) {
    lua_Integer low = 1, high = 0;
    switch (lua_gettop(L)) {
    case 0: lua_pushnumber(L, qiki_uniform(draw(L), 0)); return 1;
    case 1:
        high = luaL_checkinteger(L, 1);
        if (high == 0) {
            lua_pushinteger(L, static_cast<lua_Integer>(first_word(draw(L))));
            return 1;
        }
        break;
    case 2:
        low = luaL_checkinteger(L, 1);
        high = luaL_checkinteger(L, 2);
        break;
    default: return luaL_error(L, "wrong number of arguments");
    }
    luaL_argcheck(L, low <= high, lua_gettop(L), "interval is empty");
    const uint64_t span = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
    uint64_t fill = span; // the smallest 2^k - 1 that covers it; draws above are thrown away, so none is favoured
    for (int shift = 1; shift < 64; shift *= 2) fill |= fill >> shift;
    uint64_t x = first_word(draw(L)) & fill;
    while (x > span) x = first_word(draw(L)) & fill;
    lua_pushinteger(L, static_cast<lua_Integer>(static_cast<uint64_t>(low) + x));
    return 1;
}

// Goes to the beginning of stream n (0 when not given) of the same seed.
int randomseed(lua_State* L) {
    chance& c = stream(L);
    if (lua_gettop(L) == 0) c.stream = 0;
    else if (lua_isinteger(L, 1)) c.stream = static_cast<uint64_t>(lua_tointeger(L, 1));
    else {
        const double x = luaL_checknumber(L, 1);
        luaL_argcheck(L, x == x && x > -0x1p53 && x < 0x1p53, 1, "expected a number below 2^53");
        c.stream = static_cast<uint64_t>(static_cast<int64_t>(x * 1024));
    }
    c.drawn = 0;
    return 0;
}
} // namespace

void open_math(lua_State* L, chance* c) {
    lua_newtable(L);
    luaL_requiref(L, "math", luaopen_math, 0);
    for (const char* f : {"abs", "ceil", "deg", "floor", "fmod", "huge", "max", "maxinteger", "min", "mininteger",
                          "modf", "pi", "rad", "sqrt", "tointeger", "type", "ult"}) {
        lua_getfield(L, -1, f);
        lua_setfield(L, -3, f);
    }
    lua_pop(L, 1);
    const luaL_Reg own[] = {{"sin", of_one<qiki_sin>},
                            {"cos", of_one<qiki_cos>},
                            {"tan", of_one<qiki_tan>},
                            {"asin", of_one<qiki_asin>},
                            {"acos", of_one<qiki_acos>},
                            {"exp", of_one<qiki_exp>},
                            {"atan", atan},
                            {"pow", pow},
                            {"hypot", hypot},
                            {"log", log},
                            {nullptr, nullptr}};
    luaL_setfuncs(L, own, 0);
    const luaL_Reg drawing[] = {{"random", random}, {"randomseed", randomseed}, {nullptr, nullptr}};
    lua_pushlightuserdata(L, c);
    luaL_setfuncs(L, drawing, 1);
}
} // namespace qiki::lua
