// SPDX-License-Identifier: MIT
// tests/unit/scenario/refusals.cpp - what a scenario gets wrong: file, line, key, expected, found, remedy.
#include "script.hpp"

using script::refused;
using script::with;

namespace {
void says(const std::string& text, const std::string& what) {
    INFO(text);
    CHECK_THAT(refused(text), Catch::Contains(what));
}
} // namespace

TEST_CASE("A script must return q.scenario { ... }") {
    says("local x = 1", "test.lua:2: expected the script to return q.scenario { ... }, found nothing; end the script "
                        "with: return q.scenario");
    says("return 5", "found 5");
    says("return { name = 'x' }", "found a table; write: return q.scenario { ... } around it");
    says("return q.use 'a.b' {}", "found a q.use block");
    says("return q.scenario", "found a function");
}

TEST_CASE("A syntax error has its line") {
    says("return q.scenario {\n  name = 'x'\n  seed = 7 }",
         "dir/test.lua:4: '}' expected (to close '{' at line 2) near 'seed'");
}

TEST_CASE("A misspelt name is found wherever it stands") {
    says("return q.scenario {\n  name = 'x',\n  durration = 5, vehicles = {} }",
         "dir/test.lua:4: durration: expected a key of q.scenario, found \"durration\"; did you mean \"duration\"?");
    says("\nreturn q.scenaro {}", "dir/test.lua:3: q.scenaro: unknown name; did you mean \"scenario\"?");
    says("return q.scenario { name = 'x', vehicles = vehicle }", "vehicle: unknown name");
    says("return minutes(3)", "dir/test.lua:2: minutes: unknown name; write q.minutes");
    says("return use 'x'", "use: unknown name; write q.use");
    says("return minuts(3)", "minuts: unknown name; did you mean \"q.minutes\"?");
    says("return q.scenario { name = 'x', vehicle = {} }", "did you mean \"vehicles\"?");
    says("q.use = 5", "q cannot be changed");
}

TEST_CASE("A scenario's keys have types and limits") {
    says(with("", "\nseed = -1,"), "dir/test.lua:3: seed: expected a whole number from 0 on, found -1");
    says(with("", "seed = 1.5,"), "seed: expected a whole number from 0 on, found 1.5");
    says(with("", "tick = 0,"), "tick: expected more than 0 s, found 0");
    says(with("", "tick = '1',"), "tick: expected seconds, found \"1\"; write it without quotes");
    says(with("", "tick = 'soon',"), "tick: expected seconds, found \"soon\"");
    says(with("", "origin = {54, '10', 0},"), "found \"10\" in it; write it without quotes");
    says(with("", "\n\ntick = 1/3,"), "dir/test.lua:4: tick: expected a whole number of nanoseconds, found 0.333");
    says(with("", "tick = 0/0,"), "tick: expected a finite number, found nan");
    says(with("", "duration = 1/0,"), "duration: expected a finite number, found an infinite one");
    says(with("", "duration = 1e10,"), "duration: expected less than 9.2e9 s");
    says(with("", "tick = 1, duration = 0.5,"), "duration: expected at least one tick of 1 s, found 0.5 s");
    says(with("", "epoch = '2026-02-29T00:00:00Z',"),
         "epoch: expected a time such as \"2026-11-21T08:00:00Z\", found \"2026-02-29T00:00:00Z\"");
    for (const char* bad :
         {"2026-11-21", "2026-11-21T24:00:00Z", "2026-11-21T08:00:00", "2026-13-01T00:00:00Z", "2026-11-21T08:00:00.Z",
          "3000-01-01T00:00:00Z", "2026-11-21 08:00:00Z", "2026-11-21T08:00:00.1234567890Z"})
        says(with("", std::string("epoch = '") + bad + "',"), "epoch: expected a time");
    says(with("", "origin = {91, 0, 0},"), "origin: expected a latitude from -90 to 90 degrees, found 91");
    says(with("", "origin = {0, 181, 0},"), "origin: expected a longitude");
    says(with("", "origin = {54, 10},"),
         "origin: expected {latitude in degrees, longitude in degrees, height in m}, found {54, 10}");
    says(with("", "origin = 5,"), "found 5");
    says(with("", "name = 5,"), "name: expected a text, found 5");
    says(with("", "allow_dropped = 1,"), "allow_dropped: expected true or false, found 1");
    says("return q.scenario { vehicles = { q.use 'a.b' {} } }",
         "name: expected a text that names the scenario, found nothing");
    says("return q.scenario { name = 'x' }", "expected at least one q.use block in its sections");
    says("return q.scenario { name = 'x', q.use 'a.b' {} }",
         "found a q.use block without a key; blocks belong into vehicles");
    says("return q.scenario 'x'", "q.scenario: expected { name = ..., ... }, found \"x\"");
}

TEST_CASE("A block's keys have types, and errors point at their lines") {
    says(with("\n  on = 5"), "dir/test.lua:3: on: expected the id of a block as a text, found 5");
    says(with("id = 'a b'"), "id: expected an id of letters, digits, '_', '-' and '.', up to 64, found \"a b\"");
    says(with("id = '../x'"), "id: expected an id");
    says(with("\n\n  from = { 'a', 5 }"), "dir/test.lua:4: from: expected the id of a block as a text, found 5");
    says(with("from = { 'a', 'a' }"), "from: \"a\" is there twice");
    says(with("on = 'a', of = 'b'"), "they mean the same");
    says(with("\n period = 0.25", "tick = 0.1,"),
         "dir/test.lua:3: period: expected a whole multiple of the tick of 0.1 s, found 0.25 s");
    says(with("period = -1"), "period: expected more than 0 s");
    says(with("x = print"), "x: expected a number, text, boolean or list of numbers, found a function");
    says(with("\n\nx = 0/0"), "dir/test.lua:4: x: expected a finite number, found nan");
    says(with("x = math.huge"), "x: expected a finite number, found an infinite one");
    says(with("x = { 1, 'a' }"), "x: expected a list of numbers, found \"a\" in it");
    says(with("x = { 1, nil, 3 }"), "x: expected a list of numbers");
    says(with("x = { 1, y = 2 }"), "x: expected");
    says(with("x = { {1, 2}, {3} }"), "x: expected rows of equal length, found a row of 1 after rows of 2");
    says(with("x = { {1, 2}, 3 }"), "x: expected a row of 2 numbers, found 3");
    says(with("x = { math.maxinteger }"), "x: expected whole numbers up to 2^53 in a list");
    says(with("x = 'a\\0b'"), "x: expected a text without NUL bytes");
    says(with("x = '\\xff'"), "x: expected UTF-8, found");
    says(with("a = { b = 1 }, ['a.b'] = 2"), "a.b: given twice");
    says(with("5"), "expected key = value, found 5 without a key");
}

TEST_CASE("q.use needs a plugin and a table, and its block one place") {
    says("\nreturn q.use(5)", "dir/test.lua:3: q.use: expected a plugin id such as \"qiki.radar.pulse\", found 5");
    says("return q:use 'a.b'", "with a dot");
    says("return q.use 'a b' {}", "q.use: expected a plugin id");
    says("return q.use 'a.b' 'c'", "q.use \"a.b\": expected { ... } after it, found \"c\"");
    says("return q.scenario { name = 't', vehicles = { q.use 'a.b' } }", "a block without settings still needs { }");
    says("return q.scenario { name = 't', vehicles = q.use 'a.b' {} }",
         "vehicles: expected a list { q.use ..., ... }, found a q.use block; put { } around it");
    says("return q.scenario { name = 't', vehicles = { x = q.use 'a.b' {} } }", "found a key \"x\"");
    says("return q.scenario { name = 't', vehicles = { 'a.b' } }",
         "vehicles: expected q.use \"plugin.id\" { ... }, found \"a.b\"");
    says("local b = q.use 'a.b' {}\nreturn q.scenario { name = 't', vehicles = { b, b } }",
         "dir/test.lua:2: vehicles: this block of a.b stands in the scenario twice");
    says("local t = {} t[1] = t return q.scenario { name = 't', vehicles = t }", "more than eight deep");
    says("return q.scenario { name = 't', vehicles = {\n q.use 'a.b' { id = 'x' },\n q.use 'a.b' { id = 'x' } } }",
         "dir/test.lua:4: id: \"x\" is taken by the block at dir/test.lua:3");
}

TEST_CASE("An error of ours that a script catches and raises again keeps its text") {
    says("local ok, e = pcall(function() return q.use(5) end)\nerror(e, 0)",
         "dir/test.lua:2: q.use: expected a plugin id");
    says("pcall(q.use, 5)\nerror('another')", "dir/test.lua:3: another");
}
