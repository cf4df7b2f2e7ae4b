// SPDX-License-Identifier: MIT
// host/scenario/coroutine_library.cpp - coroutines without close: closing runs handlers that no hook sees.
#include "host/scenario/allowance.hpp"
#include "host/scenario/libraries.hpp"

namespace qiki::lua {
namespace {
constexpr uint64_t step_of_thread = 100; // a new thread's instruction count starts afresh

int create(lua_State* L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    allowance::of(L).charge(L, step_of_thread);
    lua_State* const thread = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, thread, 1);
    return 1;
}

// As coroutine.wrap, without closing the coroutine when it fails, and without a place in front of each error that
// passes.
int resume_wrapped(lua_State* L) {
    lua_State* const thread = lua_tothread(L, lua_upvalueindex(1));
    const int given = lua_gettop(L);
    if (!lua_checkstack(thread, given)) return luaL_error(L, "too many arguments to resume");
    lua_xmove(L, thread, given);
    int results = 0;
    const int status = lua_resume(thread, L, given, &results);
    if (status == LUA_OK || status == LUA_YIELD) {
        if (!lua_checkstack(L, results)) return luaL_error(L, "too many results to resume");
        lua_xmove(thread, L, results);
        return results;
    }
    lua_xmove(thread, L, 1); // the error
    return lua_error(L);
}

int wrap(lua_State* L) {
    create(L);
    lua_pushcclosure(L, resume_wrapped, 1);
    return 1;
}
} // namespace

void open_coroutine(lua_State* L) {
    lua_newtable(L);
    luaL_requiref(L, "coroutine", luaopen_coroutine, 0);
    for (const char* f : {"resume", "yield", "status", "running", "isyieldable"}) {
        lua_getfield(L, -1, f);
        lua_setfield(L, -3, f);
    }
    lua_pop(L, 1);
    const luaL_Reg own[] = {{"create", create}, {"wrap", wrap}, {nullptr, nullptr}};
    luaL_setfuncs(L, own, 0);
}
} // namespace qiki::lua
