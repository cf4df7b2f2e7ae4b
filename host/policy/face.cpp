// SPDX-License-Identifier: MIT
// host/policy/face.cpp - refreshes fields whose value changed, and answers for those that are not there.
#include "host/policy/face.hpp"
#include "host/policy/reading.hpp"
#include "host/scenario/guard.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <bit>
#include <cmath>

namespace qiki::policy {
namespace {
enum kind : lua_Integer { missing = 0, unknown_now = 1, state_time = 2, time = 3 };
constexpr double seconds_per_ns = 1e-9;

// Upvalues: the kinds of all names, the moment.
int absent(lua_State* L) {
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "expected the name of a fact, found %s", luaL_typename(L, 2));
    lua_pushvalue(L, 2);
    lua_rawget(L, lua_upvalueindex(1));
    const auto* const now = static_cast<const moment*>(lua_touserdata(L, lua_upvalueindex(2)));
    switch (lua_tointeger(L, -1)) {
    case unknown_now: lua_pushnil(L); return 1;
    case state_time: lua_pushnumber(L, static_cast<double>(now->t - now->since) * seconds_per_ns); return 1;
    case time: lua_pushnumber(L, static_cast<double>(now->t) * seconds_per_ns); return 1;
    default: break;
    }
    std::vector<std::string> known;
    for (lua_pushnil(L); lua_next(L, lua_upvalueindex(1)); lua_pop(L, 1)) known.emplace_back(lua_tostring(L, -2));
    std::sort(known.begin(), known.end());
    const std::string name = lua_tostring(L, 2);
    return luaL_error(L, "%s: expected a fact%s", name.c_str(), did_you_mean(name, known).c_str());
}

// Upvalues: a table of the known names, what is expected.
int stranger(lua_State* L) {
    std::vector<std::string> known;
    for (lua_pushnil(L); lua_next(L, lua_upvalueindex(1)); lua_pop(L, 1)) known.emplace_back(lua_tostring(L, -2));
    std::sort(known.begin(), known.end());
    const std::string name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : luaL_typename(L, 2);
    return luaL_error(L, "%s: expected %s%s", name.c_str(), lua_tostring(L, lua_upvalueindex(2)),
                      did_you_mean(name, known).c_str());
}

void push_value(lua_State* L, uint32_t type, bool known, double x) {
    constexpr double exact = 0x1p53;
    if (!known) lua_pushnil(L);
    else if (type == QIKI_BOOL) lua_pushboolean(L, x != 0);
    else if (type == QIKI_INT && std::fabs(x) <= exact && x == std::trunc(x))
        lua_pushinteger(L, static_cast<lua_Integer>(x));
    else lua_pushnumber(L, x);
}

void protect(lua_State* L) { // the metatable on top
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
}
} // namespace

void make_strict(lua_State* L, const std::vector<std::string>& known, const char* what) {
    lua_createtable(L, 0, 2);
    lua_createtable(L, 0, static_cast<int>(known.size()));
    for (const std::string& name : known) {
        lua_pushboolean(L, 1);
        lua_setfield(L, -2, name.c_str());
    }
    lua_pushstring(L, what);
    lua_pushcclosure(L, lua::guarded<stranger>, 2);
    lua_setfield(L, -2, "__index");
    protect(L);
    lua_setmetatable(L, -2);
}

void face::make(lua_State* L, const vocabulary& v, bool of_subject, const moment* now) {
    for (uint32_t i = 0; i < v.facts.size(); ++i)
        if (v.facts[i].of_subject == of_subject) {
            fields_.push_back({i});
            types_.push_back(v.facts[i].type);
        }
    const int n = static_cast<int>(fields_.size());
    lua_createtable(L, 0, n + static_cast<int>(own_fields().size()));
    lua_createtable(L, n, 0); // the names, by number
    lua_createtable(L, 0, 2); // the metatable
    lua_createtable(L, 0, n + 8);
    const auto kind_of = [&](const char* name, kind k) {
        lua_pushinteger(L, k);
        lua_setfield(L, -2, name);
    };
    for (int i = 0; i < n; ++i) {
        const char* const name = v.facts[fields_[static_cast<size_t>(i)].fact].name.c_str();
        kind_of(name, unknown_now);
        lua_pushstring(L, name);
        lua_rawseti(L, -4, i + 1);
    }
    if (!of_subject) {
        for (const std::string& name : own_fields()) kind_of(name.c_str(), unknown_now);
        kind_of("state_time", state_time);
    }
    kind_of("t", time);
    lua_pushlightuserdata(L, const_cast<moment*>(now));
    lua_pushcclosure(L, lua::guarded<absent>, 2);
    lua_setfield(L, -2, "__index");
    protect(L);
    lua_setmetatable(L, -3);
    keys_ = luaL_ref(L, LUA_REGISTRYINDEX);
    table_ = luaL_ref(L, LUA_REGISTRYINDEX);
}

void face::refresh(lua_State* L, const double* fact, const uint64_t* known) {
    bool pushed = false;
    for (size_t i = 0; i < fields_.size(); ++i) {
        field& f = fields_[i];
        const bool is_known = known[f.fact / 64] >> f.fact % 64 & 1;
        const double x = fact[f.fact];
        const uint64_t bits = std::bit_cast<uint64_t>(x);
        if (is_known == f.known && (!is_known || bits == f.bits)) continue;
        f.known = is_known, f.bits = bits;
        if (!pushed) {
            push(L);
            lua_rawgeti(L, LUA_REGISTRYINDEX, keys_);
            pushed = true;
        }
        lua_rawgeti(L, -1, static_cast<lua_Integer>(i + 1));
        push_value(L, types_[i], is_known, x);
        lua_rawset(L, -4);
    }
    if (pushed) lua_pop(L, 2);
}

bool face::untouched(lua_State* L) const {
    push(L);
    const int table = lua_gettop(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, keys_);
    bool same = true;
    for (size_t i = 0; i < fields_.size() && same; ++i) {
        lua_rawgeti(L, table + 1, static_cast<lua_Integer>(i + 1));
        lua_rawget(L, table);
        push_value(L, types_[i], fields_[i].known, std::bit_cast<double>(fields_[i].bits));
        same = lua_rawequal(L, -1, -2) || std::isnan(std::bit_cast<double>(fields_[i].bits));
        lua_pop(L, 2);
    }
    lua_settop(L, table - 1);
    return same;
}
} // namespace qiki::policy
