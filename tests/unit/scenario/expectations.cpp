// SPDX-License-Identifier: MIT
// tests/unit/scenario/expectations.cpp - q.expect as values with their places, and what it refuses.
#include "script.hpp"
#include <cmath>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace qiki::scenario;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {
// One vehicle, 100 s; the text of the list in line 4 and below.
std::string expecting(const std::string& list) {
    return "return q.scenario { name = \"t\", seed = 5, duration = 100,\n"
           "vehicles = { q.use \"org.test.point\" { id = \"v\" } }, expect = {\n" +
           list + "\n} }";
}
std::string list_refused(const std::string& list) { return script::refused(expecting(list)); }
} // namespace

TEST_CASE("Expectations keep their subject, bounds, windows, name and place") {
    const auto s = script::read(expecting(R"(q.expect { metric = "nose/contacts", min = 10, max = 20.5 },
q.expect { records = "truth",
  equals = 7, name = "as many as ticks" },
q.expect { tracks = "picture/confirmed", min = 3, defaults = true },
q.expect {
  events = { "COLLISION",
    { "ALARM", from = "mind", at = 12, within = 0.5 },
    { "ALARM", after = 20 } },
  ordered = false,
  absent = { { "FAILED", before = 30 } },
},
q.expect { digest = "0123456789abcdef0123456789abcdef", no_drops = true, no_late_frames = false, no_warnings = true })"));
    REQUIRE(s.expectations.size() == 8);
    const auto& e = s.expectations;
    CHECK(wording(e[0]) == "metric nose/contacts from 10 to 20.5");
    CHECK((e[0].of == "nose" && e[0].measure == "contacts" && e[0].min == 10 && e[0].max == 20.5));
    CHECK((e[0].where.file == "dir/test.lua" && e[0].where.line == 4));
    CHECK(wording(e[1]) == "a count of truth records equal to 7");
    CHECK(e[1].name == "as many as ticks");
    CHECK(wording(e[2]) == "a count of confirmed tracks of picture of at least 3");
    CHECK((e[2].defaults_only && !e[1].defaults_only && std::isinf(e[2].max)));
    CHECK(wording(e[3]) == "in any order COLLISION, ALARM from mind between 11.5 s and 12.5 s, ALARM after 20 s");
    REQUIRE(e[3].events.size() == 3);
    CHECK((e[3].where.line == 9 && e[3].events[0].where.line == 9));
    CHECK((e[3].events[1].where.line == 10 && e[3].events[2].where.line == 11)); // the second ALARM, where it stands
    CHECK((e[3].events[1].earliest == 11'500'000'000 && e[3].events[1].latest == 12'500'000'000));
    CHECK((e[3].events[0].earliest == 0 && e[3].events[0].latest == ever));
    CHECK((e[4].what == subject::absent && e[4].where.line == 13 && e[4].events[0].latest == 30'000'000'000));
    CHECK((e[5].what == subject::digest && e[5].defaults_only && e[5].of == "0123456789abcdef0123456789abcdef"));
    CHECK((e[6].what == subject::no_drops && e[7].what == subject::no_warnings));
}

TEST_CASE("What must come and what must not may be the same code at other times, or of somebody else") {
    CHECK(list_refused("q.expect { events = { { \"A\", after = 5 } }, absent = { { \"A\", before = 4 } } }").empty());
    CHECK(list_refused("q.expect { events = { { \"A\", from = \"v\" } }, absent = { { \"A\", from = \"w\" } } }")
              .empty());
    CHECK_FALSE(list_refused("q.expect { events = { { \"A\", from = \"v\" } }, absent = { \"A\" } }").empty());
}

TEST_CASE("Lists of expectations may be nested, left out by false, and built") {
    const auto s =
        script::read(expecting("{ q.expect { no_drops = true }, false }, { { q.expect { no_warnings = true } } }"));
    CHECK(s.expectations.size() == 2);
    const auto one = script::read("return q.scenario { name = \"t\", expect = q.expect { no_drops = true }, "
                                  "vehicles = { q.use \"org.test.point\" {} } }");
    CHECK(one.expectations.size() == 1);
    const auto built = script::read("local all = {}\nfor i = 1, 50 do all[i] = q.expect { events = { { \"A\", at = i, "
                                    "within = 0 } } } end\n" +
                                    expecting("all"));
    REQUIRE(built.expectations.size() == 50);
    CHECK(wording(built.expectations[49].events[0]) == "A at 50 s");
    CHECK(script::read(expecting("")).expectations.empty());
}

TEST_CASE("What a q.expect cannot mean is an error at its line, with the remedy") {
    struct row {
        const char *list, *where, *text;
    };
    const row rows[] = {
        {"q.expect { metrc = \"a/b\", min = 1 }",
         ":4: ", "metrc: expected a key of q.expect, found \"metrc\"; did you mean \"metric\"?"},
        {"q.expect {\n metric = \"a\", min = 1 }", ":5: ", "metric: expected an instance and its metric or output"},
        {"q.expect { metric = \"/b\", min = 1 }", ":4: ", "found \"/b\""},
        {"q.expect { metric = \"a/\", min = 1 }", ":4: ", "found \"a/\""},
        {"q.expect { metric = 5, min = 1 }", ":4: ", "metric: expected a text, found 5"},
        {"q.expect { metric = \"a/b\" }", ":4: ", "expected min, max or equals beside it, found none"},
        {"q.expect { metric = \"a/b\",\n min = 3,\n max = 2 }", ":5: ", "min: 3 is above max: 2"},
        {"q.expect { metric = \"a/b\", min = 3, equals = 3 }", ":4: ", "equals: contradicts min and max"},
        {"q.expect { metric = \"a/b\", min = \"3\" }", ":4: ", "min: expected a number, found \"3\""},
        {"q.expect { metric = \"a/b\", min = 0/0 }", ":4: ", "min: expected a finite number"},
        {"q.expect { min = 1, no_drops = true }", ":4: ", "min: bounds what metric, records or tracks counts"},
        {"q.expect { metric = \"a/b\", records = \"truth\", min = 1 }",
         ":4: ", "records: this q.expect is about metric already"},
        {"q.expect { tracks = \"p/confirmd\", min = 1 }", ":4: ", "found \"confirmd\"; did you mean \"confirmed\"?"},
        {"q.expect { digest = \"abc\" }", ":4: ", "digest: expected the 32 hexadecimal digits"},
        {"q.expect { digest = \"0123456789ABCDEF0123456789abcdef\" }", ":4: ", "digest: expected the 32"},
        {"q.expect { no_drops = 1 }", ":4: ", "no_drops: expected true or false, found 1"},
        {"q.expect { }", ":4: ", "expected a subject, found none"},
        {"q.expect { name = \"x\" }", ":4: ", "expected a subject, found none"},
        {"q.expect { \"COLLISION\" }", ":4: ", "expected key = value, found \"COLLISION\" without a key"},
        {"q.expect(5)", ":4: ", "q.expect: expected { metric"},
        {"q.expect { events = \"A\" }", ":4: ", "events: expected a list such as"},
        {"q.expect { events = {} }", ":4: ", "at least one event, found none"},
        {"q.expect { events = { \"A\", at = 5 } }", ":4: ", "put { } around the event"},
        {"q.expect { events = { { at = 5, within = 1 } } }", ":4: ", "without the code of an event"},
        {"q.expect { events = {\n \"A\",\n { \"B\", form = \"v\" } } }",
         ":6: ", "found \"form\"; did you mean \"from\"?"},
        {"q.expect { events = { { \"A\", at = 5 } } }", ":4: ", "events, A: expected within = <seconds> beside at"},
        {"q.expect { events = { { \"A\", within = 5 } } }", ":4: ", "expected at = <seconds> beside within"},
        {"q.expect { events = { { \"A\", at = 5, within = 1, after = 2 } } }", ":4: ", "contradicts after and before"},
        {"q.expect { events = { { \"A\", after = 5, before = 2 } } }", ":4: ", "after 5 s is later than before 2 s"},
        {"q.expect { events = { { \"A\", at = -1, within = 1 } } }",
         ":4: ", "at: expected seconds from 0 to 9.2e9, found -1"},
        {"q.expect { events = { { \"A\", at = 1/3, within = 1 } } }", ":4: ", "whole number of nanoseconds"},
        {"q.expect { events = { { \"A\", after = 100.5 } } }",
         ":4: ", "expected after 100.5 s, but the scenario ends at 100 s"},
        {"q.expect { events = { 5 } }", ":4: ", "events: expected the code of an event such as"},
        {"q.expect { events = { { 5 } } }", ":4: ", "events: expected the code of an event such as"},
        {"q.expect { events = { \"A\", nil, \"B\" } }", ":4: ", "a list without gaps"},
        {"q.expect { absent = { \"A\" }, ordered = true }", ":4: ", "ordered: is about events"},
        {"q.expect {\n events = { { \"A\", at = 5, within = 1 } },\n absent = { \"A\" } }",
         ":6: ", "absent, A: contradicts events, which wants it in line 5"},
        {"{ metric = \"a/b\", min = 1 }", ":3: ", "write q.expect in front of the { }"},
        {"no_drops = true", ":3: ", "write expect = { q.expect { ... } }"},
        {"5", ":3: ", "expect: expected a list { q.expect { ... }, ... }, found 5"},
        {"true", ":3: ", "found true"},
        {"q.use \"org.test.point\" {}", ":3: ", "found a q.use block"},
    };
    for (const row& r : rows) {
        const std::string error = list_refused(r.list);
        INFO(r.list << "\n" << error);
        CHECK_THAT(error, StartsWith(std::string("dir/test.lua") + r.where) && Contains(r.text));
        CHECK(error.find('\n') == std::string::npos);
    }
}

TEST_CASE("Expectations are bounded by the script's budget, and in number") {
    const std::string list = "local list = {} for i = 1, 1000 do list[i] = \"A\" end\n";
    CHECK_THAT(script::refused(list + "for i = 1, 20000 do q.expect { events = list } end"), Contains("steps"));
    CHECK_THAT(script::refused("for i = 1, 10001 do q.expect { no_drops = true } end"),
               Contains("q.expect: more than 10000 of them"));
    CHECK_THAT(script::refused("local list = {} for i = 1, 1001 do list[i] = \"A\" end\n" +
                               expecting("q.expect { events = list }")),
               Contains("events: expected up to 1000 events, found 1001"));
    CHECK_THAT(script::refused("local deep = {} for i = 1, 20 do deep = { deep } end\n" + expecting("deep")),
               Contains("lists more than eight deep"));
}

TEST_CASE("A q.expect that stands nowhere, or twice, is an error: nobody would see that it is not judged") {
    CHECK_THAT(script::refused("local lost = q.expect { no_drops = true }\n" + expecting("")),
               StartsWith("dir/test.lua:2: q.expect: stands in no scenario"));
    CHECK_THAT(script::refused("local x = q.expect { no_drops = true }\n" + expecting("x, x")),
               StartsWith("dir/test.lua:2: expect: this q.expect stands in the scenario twice"));
    CHECK_THAT(script::refused("return q.scenario { name = \"t\", vehicles = { q.expect { no_drops = true } } }"),
               Contains("found a q.expect"));
}

TEST_CASE("A scenario knows what makes its run another than the script's own") {
    const std::string text = "local n = q.param { \"n\", default = 0.50 }\n" + expecting("");
    CHECK(script::read(text).other_values.empty());
    CHECK(script::read(text, {{"n", "0.5"}}).other_values.empty()); // the same value
    CHECK(script::read(text, {{"n", "0.6"}}).other_values == "--set n=0.6");
    auto from = script::source();
    from.seed = 5;
    CHECK(qiki::scenario::read(from, "local q = require \"qiki\"\n" + text).other_seed.empty());
    from.seed = 6;
    CHECK(qiki::scenario::read(from, "local q = require \"qiki\"\n" + text).other_seed == "--seed 6");
    CHECK(script::read(text).params.at(0).required == false);
    const auto required = script::read("local n = q.param { \"n\" }\n" + expecting(""), {{"n", "x"}});
    CHECK(required.params.at(0).required);
}

TEST_CASE("A scenario is told from a module by its words") {
    struct row {
        const char* text;
        bool scenario;
    };
    const row rows[] = {
        {"local q = require \"qiki\" return q.scenario { name = \"x\" }", true},
        {"return require(\"qiki\").scenario({})", true},
        {"local s = q.scenario\nlocal scenario = s\nreturn scenario { }", true},
        {"return q.scenario { broken", true}, // it wants to be one, so that its error is seen
        {"return { a = 1 }", false},
        {"-- q.scenario { }\nreturn {}", false},
        {"local text = \"q.scenario { }\"", false},
        {"function q.scenario(header) end", false},
        {"local function scenario(header) end", false},
        {"local q = { scenario = host.scenario, use = host.use }", false},
        {"", false},
        {"\x1bLua", false},
    };
    const auto file = std::filesystem::temp_directory_path() / ("qiki-looks-" + std::to_string(getpid()) + ".lua");
    for (const row& r : rows) {
        std::ofstream(file) << r.text;
        INFO(r.text);
        CHECK(looks_like_scenario(file) == r.scenario);
    }
    std::filesystem::remove(file);
    CHECK(looks_like_scenario(file)); // it cannot be read: whoever runs it says why
}
