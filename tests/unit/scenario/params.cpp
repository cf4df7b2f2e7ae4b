// SPDX-License-Identifier: MIT
// tests/unit/scenario/params.cpp - q.param and --set.
#include "script.hpp"
#include <fstream>

using namespace qiki::scenario;
using script::refused;
using script::with;

namespace {
std::string text(const std::string& declaration, const overrides& set = {}) {
    return script::read("local v = " + declaration + "\n" + with("x = 1"), set).params.at(0).text;
}
std::string refusal(const std::string& declaration, const overrides& set = {}) {
    return refused("local v = " + declaration + "\n" + with("x = 1"), set);
}
std::vector<param> list(const std::string& script) {
    const auto file = std::filesystem::temp_directory_path() / ("qiki_params_" + std::to_string(getpid()) + ".lua");
    std::ofstream(file, std::ios::binary) << "local q = require 'qiki'\n" << script;
    source s = script::source();
    s.file = file;
    std::vector<param> out;
    try {
        out = declared(s);
    } catch (...) {
        std::filesystem::remove(file);
        throw;
    }
    std::filesystem::remove(file);
    return out;
}
} // namespace

TEST_CASE("An override gives a declared value in the type of its default") {
    CHECK(text("q.param('v', 5)") == "5");
    CHECK(text("q.param('v', 5)", {{"v", "-7"}}) == "-7");
    CHECK(text("q.param('v', 5.0)", {{"v", "1e3"}}) == "1000");
    CHECK(text("q.param('v', 0.1)") == "0.1");
    CHECK(text("q.param('v', true)", {{"v", "false"}}) == "false");
    CHECK(text("q.param('v', 'a')", {{"v", "b c=d"}}) == "b c=d");
    CHECK(text("q.param('v', {1, 2})", {{"v", "3, 4.5,-1"}}) == "3,4.5,-1");
    CHECK(text("q.param('v', {1, 2})", {{"v", ""}}).empty());
    CHECK(text("q.param('v')", {{"v", "file.ast"}}) == "file.ast");
    CHECK(text("q.param { 'v', type = 'number', default = 5 }", {{"v", "2.5"}}) == "2.5");
    CHECK(text("q.param { name = 'v', min = 1, max = 5 }", {{"v", "2.5"}}) == "2.5");
    CHECK(text("q.param { 'v', choices = { 'a', 'b' } }", {{"v", "b"}}) == "b");
}

TEST_CASE("The script gets the value itself") {
    const scenario s = script::read(
        "local n = q.param('n', 3) local list = q.param('list', {1, 2}) local on = q.param('on', false)\n" +
            with("x = n + 1, y = list, z = on, w = math.type(list[1])"),
        {{"n", "41"}, {"list", "5,6"}, {"on", "true"}});
    CHECK(std::get<std::string>(s.uses[0].settings[0].what.data) == "integer");
    CHECK(std::get<int64_t>(s.uses[0].settings[1].what.data) == 42);
    CHECK(std::get<std::vector<double>>(s.uses[0].settings[2].what.data) == std::vector<double>{5, 6});
    CHECK(std::get<bool>(s.uses[0].settings[3].what.data));
}

TEST_CASE("A value of --set that is wrong names the option, what was expected and where it is declared") {
    CHECK(refusal("q.param('v', 5)", {{"v", "x"}}) ==
          "--set v=x: expected a whole number (type integer), found \"x\" (declared at dir/test.lua:2)");
    CHECK(refusal("q.param('v')", {{"v", ""}}) ==
          "--set v=: expected a text in UTF-8 (type text), found nothing (declared at dir/test.lua:2)");
    CHECK(refusal("q.param('v', 5)", {{"v", ""}}) ==
          "--set v=: expected a whole number (type integer), found nothing (declared at dir/test.lua:2)");
    CHECK(text("q.param('v', 'x')", {{"v", ""}}).empty()); // a text with a default may be emptied
    CHECK(text("q.param { 'v', choices = { '', 'x' } }", {{"v", ""}}).empty());
    for (const char* bad : {"", "1.5", "5x", "0x10", "99999999999999999999"})
        CHECK_THAT(refusal("q.param('v', 5)", {{"v", bad}}), Catch::Contains("type integer"));
    for (const char* bad : {"", "nan", "inf", "1,5", "--5", "+-5"})
        CHECK_THAT(refusal("q.param('v', 5.5)", {{"v", bad}}), Catch::Contains("type number"));
    for (const char* bad : {"1,,2", "1,", "a", ","})
        CHECK_THAT(refusal("q.param('v', {1})", {{"v", bad}}), Catch::Contains("type numbers"));
    CHECK_THAT(refusal("q.param('v', true)", {{"v", "yes"}}), Catch::Contains("type boolean"));
    CHECK_THAT(refusal("q.param('v', 'x')", {{"v", "\xff"}}), Catch::Contains("type text"));
    CHECK_THAT(refusal("q.param { 'v', default = 5, min = 1, max = 10 }", {{"v", "11"}}),
               Catch::StartsWith("--set v=11: expected 1 to 10, found 11"));
    CHECK_THAT(refusal("q.param { 'v', default = 5, min = 1 }", {{"v", "0"}}),
               Catch::Contains("expected at least 1, found 0"));
    CHECK_THAT(refusal("q.param { 'v', default = {5}, max = 9 }", {{"v", "1,10"}}),
               Catch::Contains("expected at most 9, found {1, 10}"));
    CHECK_THAT(refusal("q.param { 'v', choices = { 'sea', 'land' }, default = 'sea' }", {{"v", "lan"}}),
               Catch::Contains("expected one of \"sea\", \"land\", found \"lan\"; did you mean \"land\"?"));
}

TEST_CASE("An unknown key of --set is an error with a suggestion") {
    CHECK_THAT(refusal("q.param('range', 5)", {{"rang", "3"}}),
               Catch::StartsWith("--set rang=3: the scenario declares no value \"rang\"; did you mean \"range\"?"));
    CHECK_THAT(refusal("1", {{"a", "3"}}), Catch::Contains("it declares none"));
}

TEST_CASE("A required value says how to give it") {
    CHECK(refusal("q.param('file')") ==
          "dir/test.lua:2: q.param \"file\": required, and not given; give it by --set file=...");
    CHECK_THAT(refusal("q.param('file')", {{"flie", "x"}}),
               Catch::Contains("is \"flie\" of --set a misspelling of it?"));
}

TEST_CASE("A declaration that contradicts itself is refused at its line") {
    CHECK_THAT(refusal("q.param('a b', 5)"), Catch::StartsWith("dir/test.lua:2: q.param: expected a name of letters"));
    CHECK_THAT(refusal("q.param()"), Catch::Contains("expected the name of the value first, found nothing"));
    CHECK_THAT(refusal("q.param { default = 5 }"),
               Catch::Contains("expected the name of the value first, found nothing"));
    CHECK_THAT(refusal("q.param { 'v', defualt = 5 }"), Catch::Contains("did you mean \"default\"?"));
    CHECK_THAT(refusal("q.param { 'v', type = 'real' }"), Catch::Contains("type: expected one of \"number\""));
    CHECK_THAT(refusal("q.param { 'v', type = 'integer', default = 'x' }"),
               Catch::Contains("default: expected a value of type integer, found \"x\""));
    CHECK_THAT(refusal("q.param { 'v', default = 5, min = 6 }"),
               Catch::Contains("default: expected at least 6, found 5"));
    CHECK_THAT(refusal("q.param { 'v', default = 5, min = 6, max = 1 }"), Catch::Contains("min: 6 is above max: 1"));
    CHECK_THAT(refusal("q.param { 'v', default = 'x', min = 6 }"),
               Catch::Contains("min: has no meaning for a value of type text"));
    CHECK_THAT(refusal("q.param { 'v', choices = {} }"), Catch::Contains("at least one"));
    CHECK_THAT(refusal("q.param { 'v', choices = { 1, 'a' } }"),
               Catch::Contains("choices: expected values of type integer, found \"a\""));
    CHECK_THAT(refusal("q.param('seed', -1)"), Catch::StartsWith("dir/test.lua:2: q.param \"seed\": expected a whole "
                                                                 "number from 0 on, found -1"));
    CHECK_THAT(refusal("q.param('seed', 1)", {{"seed", "-7"}}), Catch::Contains("from 0 on, found -7"));
    CHECK_THAT(refusal("q.param('v', 1) q.param('v', 2)"), Catch::Contains("declared already at dir/test.lua:2"));
    CHECK_THAT(refusal("q.param('v', print)"), Catch::Contains("default: expected a number, text, boolean or list"));
}

TEST_CASE("What a script declares is listed without the required values") {
    const auto p = list("local file = q.param('file', nil, 'recording')\nlocal n = q.param { 'n', default = 5, min = "
                        "1, max = 9, help = 'targets' }\n"
                        "local mode = q.param { 'mode', choices = { 'a', 'b' } }\n" +
                        with("x = file, y = 1 / n, z = mode"));
    REQUIRE(p.size() == 3);
    CHECK(p[0].name == "file");
    CHECK(p[0].type == "text");
    CHECK(p[0].fallback.empty());
    CHECK(p[0].help == "recording");
    CHECK(p[0].where.line == 2);
    CHECK(p[1].type == "integer");
    CHECK(p[1].fallback == "5");
    CHECK(p[1].help == "targets; 1 to 9");
    CHECK(p[2].help == "one of \"a\", \"b\"");
}

TEST_CASE("A list of declared values survives a script that fails at a stand-in, but not one that fails by itself") {
    CHECK(list("local list = q.param { 'list', type = 'numbers' }\nlocal first = list[1] + 1").size() == 1);
    CHECK_THROWS_AS(list("local n = q.param('n', 5)\nerror('bad')"), error);
    CHECK_THROWS_AS(list("local n = "), error);
    CHECK(list("local n = q.param('n', 5)\n" + with("")).size() == 1);
}
