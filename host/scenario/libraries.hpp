// SPDX-License-Identifier: MIT
// host/scenario/libraries.hpp - the standard library as a sandboxed script sees it.
#pragma once
#include <cstdint>
#include <lua.hpp>
#include <string>

namespace qiki::lua {

// Each leaves one table on the stack. [inside a protected call]
void open_base(lua_State*);      // assert error ipairs pairs pcall select tostring ..., without require and print
void open_coroutine(lua_State*); // create resume yield wrap status running isyieldable
void open_string(lua_State*);    // and makes it the library of text methods: ("x"):rep(3)
void open_table(lua_State*);
void open_math(lua_State*, struct chance*);

// find, match, gmatch, gsub into the table on top of the stack.
void add_patterns(lua_State*);

// tostring without addresses; honours __tostring and __name; leaves the text on the stack.
void push_text(lua_State*, int index);

// What math.random draws: Philox under this key, a function of (key, tick, stream, count of draws).
struct chance {
    uint64_t key = 0, tick = 0, stream = 0;
    uint32_t drawn = 0;
    bool used = false;
};
} // namespace qiki::lua
