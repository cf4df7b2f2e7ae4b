// SPDX-License-Identifier: MIT
// host/scenario/guard.hpp - a C++ function as a Lua function: its exceptions become Lua errors.
#pragma once
#include <cstdio>
#include <exception>
#include <lua.hpp>

namespace qiki::lua {

// Lua's own errors are exceptions of another type and pass. The Lua error is raised outside the catch block, as Lua
// would otherwise unwind while an exception is being handled.
template <int (*F)(lua_State*)>
int guarded(lua_State* L) {
    char text[1024];
    try {
        return F(L);
    } catch (const std::exception& e) { std::snprintf(text, sizeof text, "%s", e.what()); }
    return luaL_error(L, "%s", text);
}
} // namespace qiki::lua
