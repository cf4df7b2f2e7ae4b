// SPDX-License-Identifier: MIT
// host/policy/face.hpp - facts as the fields of a Lua table: f for the agent's own, t for those of a subject.
#pragma once
#include "host/policy/vocabulary.hpp"
#include <cstdint>
#include <lua.hpp>
#include <string>
#include <vector>

namespace qiki::policy {

// What a face knows besides facts.
struct moment {
    qiki_ns t = 0, since = 0; // since: the machine is in its state
};

// A field holds what was told last, so that reading one is an ordinary look into a table; only what has changed is
// written. A fact that is not known is not there, and neither is a misspelt one: the metatable tells them apart.
class face {
public:
    // Inside a protected call. `now` is looked at whenever f.t or f.state_time is. [all of them]
    void make(lua_State*, const vocabulary&, bool of_subject, const moment* now);
    void refresh(lua_State*, const double* fact, const uint64_t* known);
    void push(lua_State* L) const { lua_rawgeti(L, LUA_REGISTRYINDEX, table_); }
    // Does it still hold what was told, and nothing else?
    bool untouched(lua_State*) const;

private:
    struct field {
        uint32_t fact;
        bool known = false;
        uint64_t bits = 0; // of its value
    };
    std::vector<field> fields_;
    std::vector<uint32_t> types_;
    int table_ = LUA_NOREF, keys_ = LUA_NOREF;
};

// For `known` names as keys of the table on top of the stack: reading any other is an error that says `what` was
// expected.
void make_strict(lua_State*, const std::vector<std::string>& known, const char* what);
} // namespace qiki::policy
