// SPDX-License-Identifier: MIT
// host/scenario/values.hpp - Lua values as scenario values, and how messages show them.
#pragma once
#include "host/scenario/number.hpp"
#include "host/scenario/scenario.hpp"
#include <lua.hpp>
#include <string>
#include <string_view>

namespace qiki::scenario {

std::string shown(const value&);          // of a scenario value: 5, true, "x", {1, 2, 3}
std::string shown(lua_State*, int index); // of a Lua value: also a table, a function, nothing
int push_shown(lua_State*);               // the same as a Lua function, for the library
int push_did_you_mean(lua_State*);        // the library's did_you_mean(word, table of known keys)
std::string text_of(const value&);        // as --set takes it: 5, true, x, 1,2,3

// Whether there is a table that the script has made: q itself and q.null are none.
bool is_table(lua_State*, int index);

// The list of numbers at `index`; lists of equally long lists are strung together. Throws error at `at`, naming `key`.
value list_at(lua_State*, int index, const std::string& key, const place& at);
// A boolean, number, text or list of numbers. Throws likewise.
value value_at(lua_State*, int index, const std::string& key, const place& at);

// Throws error when there are more than `most` arguments of `who`.
void only(lua_State*, int most, const std::string& who, const place& at);

double real_at(lua_State*, int index, const std::string& key, const place& at, const char* expected);
std::string text_at(lua_State*, int index, const std::string& key, const place& at, const char* expected);
bool bool_at(lua_State*, int index, const std::string& key, const place& at);

bool is_utf8(std::string_view);
} // namespace qiki::scenario
