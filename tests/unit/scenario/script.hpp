// SPDX-License-Identifier: MIT
// tests/unit/scenario/script.hpp - scripts in tests: run in a bare sandbox, or read as scenarios.
#pragma once
#include "host/scenario/sandbox.hpp"
#include "host/scenario/scenario.hpp"
#include <catch2/catch.hpp>
#include <string>

namespace script {

// What the script returns, as tostring shows it; throws qiki::lua::failure.
inline std::string eval(const std::string& text, const qiki::lua::limits& l = {}) {
    qiki::lua::sandbox box(l);
    std::string out;
    box.run([&](lua_State* L) {
        box.load(L, "test.lua", "/somewhere/test.lua", text);
        lua_call(L, 0, 1);
        qiki::lua::push_text(L, -1);
        out = lua_tostring(L, -1);
    });
    return out;
}

// The failure of a script: "line: text"; "" when it does not fail.
inline std::string fails(const std::string& text, const qiki::lua::limits& l = {}) {
    try {
        eval(text, l);
    } catch (const qiki::lua::failure& f) { return std::to_string(f.line) + ": " + f.what(); }
    return {};
}

inline qiki::scenario::source source(const qiki::scenario::overrides& set = {}) {
    qiki::scenario::source s;
    s.file = "dir/test.lua";
    s.set = set;
    s.library = QIKI_SOURCE_DIR "/scripts/lua";
    return s;
}

// Line 1 is `local q = require "qiki"`, the text begins in line 2.
inline qiki::scenario::scenario read(const std::string& text, const qiki::scenario::overrides& set = {}) {
    return qiki::scenario::read(source(set), "local q = require \"qiki\"\n" + text);
}

// The message of the error; "" when there is none.
inline std::string refused(const std::string& text, const qiki::scenario::overrides& set = {}) {
    try {
        read(text, set);
    } catch (const qiki::scenario::error& e) { return e.what(); }
    return {};
}

// One vehicle with these settings, and these further keys of the scenario.
inline std::string with(const std::string& settings, const std::string& keys = "") {
    return "return q.scenario { name = \"t\", " + keys + " vehicles = { q.use \"org.test.point\" {" + settings +
           "} } }";
}
} // namespace script
