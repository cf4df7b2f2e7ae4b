// SPDX-License-Identifier: MIT
// tests/unit/scenario/arguments.cpp - what the functions of q answer to arguments that they cannot use: file, line,
// function, what was expected, what was found.
#include "script.hpp"
#include "unit/rounds.hpp"
#include <string>
#include <vector>

using Catch::Contains;
using Catch::StartsWith;
using script::refused;

namespace {
// The call stands in line 4, between lines that are sound.
std::string said(const std::string& call) {
    return refused("local unused = 1\n\nlocal x = " + call + "\n" + script::with(""));
}

struct wrong {
    std::string call, expected, found;
};
} // namespace

TEST_CASE("Every unit names itself, the line, what it expects and what it found") {
    const std::vector<std::string> units = {"deg", "mrad", "nm",  "km", "ft",    "fl",      "kt",     "kmh",
                                            "fpm", "g",    "ms",  "us", "hours", "minutes", "khz",    "mhz",
                                            "ghz", "kw",   "rpm", "db", "dbsm",  "dbm",     "celsius"};
    const std::vector<wrong> table = {
        {"", "a number or a list of numbers", "nothing"},
        {"nil", "a number or a list of numbers", "nothing"},
        {"true", "a number or a list of numbers", "true"},
        {"false", "a number or a list of numbers", "false"},
        {"'5'", "a number or a list of numbers", "\"5\"; write it without quotes"},
        {"'far'", "a number or a list of numbers", "\"far\""},
        {"print", "a number or a list of numbers", "a function"},
        {"q", "a number or a list of numbers", "q"},
        {"q.null", "a number or a list of numbers", "null"},
        {"q.iff", "a number or a list of numbers", "q.iff"},
        {"0/0", "a number", "nan"},
        {"-(0/0)", "a number", "nan"},
        {"{ 1, '2' }", "numbers in the list", "\"2\" as element 2"},
        {"{ 1, nil, 3 }", "numbers in the list", "nothing as element 2"},
        {"{ { 1 } }", "numbers in the list", "a table as element 1"},
        {"{ 0/0 }", "numbers in the list", "nan as element 1"},
        {"{ 1, q.null }", "numbers in the list", "null as element 2"},
        {"{ range = 1 }", "a list of numbers", "\"range\" as a key in it"},
        {"{ 1, [0] = 1 }", "a list of numbers", "0 as a key in it"},
        {"{ 1, [1.5] = 1 }", "a list of numbers", "1.5 as a key in it"},
        {"1, 2", "one number or one list", "2 values; write q.UNIT { ... }"},
        {"{ 1 }, 2", "one number or one list", "2 values; write q.UNIT { ... }"},
    };
    for (const std::string& unit : units)
        for (const wrong& w : table) {
            if (sanitized && (&unit - units.data() + &w - table.data()) % 8) continue; // each with some of the others
            std::string text = "dir/test.lua:4: q." + unit + ": expected " + w.expected + ", found " + w.found;
            if (const size_t at = text.find("UNIT"); at != text.npos) text.replace(at, 4, unit);
            INFO("q." << unit << "(" << w.call << ")");
            CHECK(said("q." + unit + "(" + w.call + ")") == text);
        }
}

TEST_CASE("What a unit can use stays as it was") {
    const auto is = [](const std::string& expression) {
        return refused("assert(" + expression + ")\n" + script::with("")).empty();
    };
    CHECK(is("q.km(2) == 2000.0"));
    CHECK(is("q.km(-2) == -2000.0"));
    CHECK(is("q.km(math.huge) == math.huge"));
    CHECK(is("#q.km {} == 0"));
    CHECK(is("table.concat(q.km { 1, 2, 3 }, ' ') == '1000.0 2000.0 3000.0'"));
    CHECK(is("q.km(setmetatable({ 1 }, { __index = {} }))[1] == 1000.0"));
    CHECK(is("q.celsius(-273.15) == 0"));
    CHECK_FALSE(is("q.km(2) == 2001"));
    CHECK(said("q.celsius(-300)") == "dir/test.lua:4: q.celsius: expected a number from -273.15 on, found -300");
    CHECK(said("q.celsius { 20, -300 }") ==
          "dir/test.lua:4: q.celsius: expected numbers in the list from -273.15 on, found -300 as element 2");
}

TEST_CASE("Every other function of q says the same of what it is given") {
    const std::vector<wrong> table = {
        {"q.polar()", "q.polar: expected a range in m", "nothing"},
        {"q.polar('1', 2)", "q.polar: expected a range in m", "\"1\""},
        {"q.polar(1)", "q.polar: expected a bearing in rad", "nothing"},
        {"q.polar(1, 0/0)", "q.polar: expected a bearing in rad", "nan"},
        {"q.polar(1, 1/0)", "q.polar: expected a bearing in rad", "inf"},
        {"q.polar(-1, 0)", "q.polar: expected a range in m from 0 on", "-1"},
        {"q.polar(1, 2, 'up')", "q.polar: expected a height in m", "\"up\""},
        {"q.polar(1, 2, false)", "q.polar: expected a height in m", "false"},
        {"q.polar { 1, 2 }", "q.polar: expected a range in m", "a table; it is q.polar(range, bearing, height)"},
        {"q.polar(1, 2, 3, 4)", "q.polar: expected q.polar(range, bearing, height)", "4 values"},
        {"q.velocity(nil, 1)", "q.velocity: expected a speed in m/s", "nothing"},
        {"q.velocity(-5, 1)", "q.velocity: expected a speed in m/s from 0 on", "-5"},
        {"q.velocity(5, true)", "q.velocity: expected a course in rad", "true"},
        {"q.velocity(5, 1, {})", "q.velocity: expected a climb in m/s", "a table"},
        {"q.iff[1]", "q.iff: expected a word", "1"},
        {"q.read()", "q.read: expected the path of a file", "nothing"},
        {"q.read ''", "q.read: expected the path of a file", "an empty text"},
        {"q.read(5)", "q.read: expected the path of a file", "5"},
        {"q.read('a', 'b')", "q.read: expected no more values", "\"b\""},
        {"q.there(nil)", "q.there: expected the path of a file or folder", "nothing"},
        {"q.there ''", "q.there: expected the path of a file", "an empty text"},
        {"q.json(5)", "q.json: expected the path of a file", "5"},
        {"q.json ''", "q.json: expected the path of a file", "an empty text"},
        {"q.json('a', 'b')", "q.json: expected no more values", "\"b\""},
        {"q.use(nil)", "q.use: expected a plugin id such as \"qiki.radar.pulse\"", "nothing"},
        {"q.use(true)", "q.use: expected a plugin id such as \"qiki.radar.pulse\"", "true"},
        {"q.use('a.b', {})", "q.use: expected the plugin id alone between parentheses",
         "a table behind it; write q.use(\"a.b\") { ... }"},
        {"q.use 'a.b' ()", "q.use \"a.b\": expected { ... } after it", "nothing"},
        {"q.use 'a.b' ({}, 1)", "q.use \"a.b\" { ... }: expected no more values", "1"},
        {"q.use 'a.b' { at = q }", "at: expected a number, text, boolean or list of numbers", "q"},
        {"q.use 'a.b' { at = q.null }", "at: expected a number, text, boolean or list of numbers", "null"},
        {"q.use 'a.b' (q.null)", "q.use \"a.b\": expected { ... } after it", "null"},
        {"q.use 'a.b' { from = q.null }", "from: expected the id of a block as a text", "null"},
        {"q.use 'a.b' { with = q.null }", "with: expected { name = value } for the policy", "null"},
        {"q.scenario { vehicles = q.null }", "vehicles: expected a list { q.use ..., ... }", "null"},
        {"q.scenario { vehicles = { q.null } }", "vehicles: expected q.use \"plugin.id\" { ... }", "null"},
        {"q.scenario { radars = { q } }", "radars: expected q.use \"plugin.id\" { ... }", "q"},
        {"q.scenario { expect = q.null }", "expect: expected a list { q.expect { ... }, ... }", "null"},
        {"q.scenario { origin = q.null }", "origin: expected {latitude in degrees, longitude in degrees, height in m}",
         "null"},
        {"q.scenario { name = '' }", "name: expected a text that names the scenario", "an empty one"},
        {"q.param(q.null)", "q.param: expected the name of the value first", "null"},
        {"q.scenario(q)", "q.scenario: expected { name = ..., ... }", "q"},
        {"q.expect(nil)", "q.expect: expected { metric = ..., min = ... } or another subject", "nothing"},
        {"q.expect({ no_drops = true }, 1)", "q.expect { ... }: expected no more values", "1"},
        {"q.scenario(0/0)", "q.scenario: expected { name = ..., ... }", "nan"},
        {"q.scenario({}, {})", "q.scenario { ... }: expected no more values", "a table"},
        {"q.param(true)", "q.param: expected the name of the value first", "true"},
        {"q.param('v', 0/0)", "q.param \"v\": default: expected a finite number", "nan (0/0?)"},
        {"q.param('v', q.null)", "q.param \"v\": default: expected a number, text, boolean or list of numbers", "null"},
        {"q.param('v', 5, 5)", "q.param \"v\": help: expected a text", "5"},
        {"q.param('v', 5, 'h', 1)", "q.param(name, default, help): expected no more values", "1"},
        {"q.param({ 'v' }, 1)", "q.param { ... }: expected no more values", "1"},
        {"q.param { 'v', 'w' }", "q.param: expected the name, then key = value", "\"w\" without a key"},
        {"q.param { 'v', min = true }", "q.param \"v\": min: expected a number", "true"},
        {"q.param { 'v', max = 0/0 }", "q.param \"v\": max: expected a finite number", "nan (0/0?)"},
        {"q.param { 'v', choices = 'a' }", "q.param \"v\": choices: expected a list", "\"a\""},
        {"q.param { 'v', type = 5 }", "q.param \"v\": type: expected a text", "5"},
    };
    for (const wrong& w : table) {
        INFO(w.call);
        CHECK(said(w.call) == "dir/test.lua:4: " + w.expected + ", found " + w.found);
    }
    CHECK_THAT(said("q.iff.hostil"),
               StartsWith("dir/test.lua:4: q.iff.hostil: unknown word") && Contains("\"hostile\""));
    CHECK_THAT(said("q.read 'nowhere.txt'"),
               StartsWith("dir/test.lua:4: q.read: there is no file \"nowhere.txt\" beside the script"));
    CHECK_THAT(said("q.json '/nowhere/at/all'"), Contains("q.json: there is no file \"/nowhere/at/all\""));
}

TEST_CASE("Process lifecycle, config load, ordering: the place is the script's line, through functions and modules of "
          "its own, too",
          "[capability]") {
    CHECK_THAT(refused("local function far(x)\n  return { q.km(x) }\nend\n\nfar 'away'\n" + script::with("")),
               StartsWith("dir/test.lua:3: q.km: expected a number or a list of numbers, found \"away\""));
    CHECK_THAT(refused("local ok, why = pcall(q.km, '5')\nerror(why, 0)"), Contains("q.km: expected a number"));
}
