// SPDX-License-Identifier: MIT
// tests/unit/cli/expect.cpp - expectations as a user meets them: in the table, in JSON, in JUnit XML, in the exit code.
#include "host/cli/run/junit.hpp"
#include "unit/cli/stage.hpp"
#include <nlohmann/json.hpp>

using Catch::Matchers::Contains;
using stage::plugin;

namespace {
const std::string good =
    R"(    q.expect { events = { { "ALPHA", from = "actor", at = 1, within = 0 }, { "BRAVO", after = 2 } } },
    q.expect { metric = "actor/truth", equals = 10, no_drops = true, no_late_frames = true, no_warnings = true },
    q.expect { records = "truth", min = 1 })";
const std::string bad = R"(    q.expect { name = "too much", records = "truth", max = 9 },
    q.expect {
      events = { "BRAVO",
        "ALPHA" },
      no_drops = true },
    q.expect { digest = "00000000000000000000000000000000" })";
} // namespace

TEST_CASE("A run whose expectations are met says how many, and ends well") {
    const command qiki;
    qiki.write("good.lua", stage::scenario("calm", good));
    const outcome r = qiki("run good.lua" + plugin);
    INFO(r.err);
    CHECK(r.code == 0);
    CHECK_THAT(r.out, Contains("\n  expectations  6 met\n"));
    CHECK(r.last().rfind("digest ", 0) == 0);
}

TEST_CASE("A failed expectation names file and line, what was expected and what was seen, and fails the run") {
    const command qiki;
    qiki.write("bad.lua", stage::scenario("calm", bad));
    const outcome r = qiki("run bad.lua" + plugin);
    CHECK(r.code == 1);
    CHECK_THAT(r.out, Contains("\n  expectations  1 met, 3 failed\n"));
    CHECK_THAT(
        r.out,
        Contains("\n  failed   bad.lua:5: too much: expected a count of truth records of at most 9, found 10\n"));
    CHECK_THAT(
        r.out,
        Contains(
            "\n  failed   bad.lua:8: expected in this order BRAVO, ALPHA, found no ALPHA (event 2 of 2); the one that "
            "came, from actor at 1 s, is not after BRAVO from actor at 3 s\n"));
    CHECK_THAT(r.out,
               Contains("\n  failed   bad.lua:10: expected digest 00000000000000000000000000000000, found digest "));
    CHECK_THAT(r.err, Contains("qiki run: 3 of 4 expectations failed"));
    CHECK(r.last().rfind("digest ", 0) == 0);
}

TEST_CASE("JSON holds every expectation, also none") {
    const command qiki;
    qiki.write("bad.lua", stage::scenario("calm", bad));
    const auto j = nlohmann::json::parse(qiki("run bad.lua --json --runs 2" + plugin).out);
    REQUIRE(j["expectations"].size() == 4);
    const auto& first = j["expectations"][0];
    CHECK(first["name"] == "too much");
    CHECK(first["subject"] == "records");
    CHECK(first["expected"] == "a count of truth records of at most 9");
    CHECK(first["verdict"] == "failed");
    CHECK(first["seen"] == "found 10");
    CHECK(first["file"] == "bad.lua");
    CHECK(first["line"] == 5);
    CHECK(first["run"] == 1);
    CHECK(j["expectations"][2]["verdict"] == "met");
    CHECK(j["expectations"][2]["seen"] != nullptr);
    qiki.write("none.lua", stage::scenario("calm", ""));
    CHECK(nlohmann::json::parse(qiki("run none.lua --json" + plugin).out)["expectations"] == nlohmann::json::array());
    CHECK_THAT(qiki("run none.lua" + plugin).out, !Contains("expectations"));
}

TEST_CASE("A digest is judged for the scenario's own seed, values and duration, and skipped visibly for others") {
    const command qiki;
    const auto with = [&](const std::string& digest) {
        std::string text = stage::scenario("calm", "q.expect { digest = \"" + digest + "\" }");
        text.insert(text.find("return"), "local n = q.param { \"n\", default = 2 }\n");
        qiki.write("play.lua", text);
    };
    with(std::string(32, '0'));
    const std::string digest = qiki("run play.lua --quiet" + plugin).last().substr(7);
    with(digest);
    CHECK_THAT(qiki("run play.lua" + plugin).out, Contains("expectations  1 met\n"));
    CHECK_THAT(qiki("run play.lua --set n=2 --seed 1 --duration 5" + plugin).out, Contains("expectations  1 met\n"));
    struct row {
        const char *option, *why;
    };
    for (const row& r : {row{"--set n=3", "own values, and this run has --set n=3"},
                         row{"--seed 2", "own seed, and this run has --seed 2"},
                         row{"--duration 2.5", "own values, and this run has --duration 2.5"}}) {
        const outcome o = qiki("run play.lua " + std::string(r.option) + plugin);
        CHECK(o.code == 0);
        CHECK_THAT(o.out, Contains("expectations  1 skipped\n") && Contains(r.why));
    }
}

TEST_CASE("JUnit XML keeps its schema and says what the table says") {
    const command qiki;
    qiki.write("bad.lua", stage::scenario("calm", bad + ", q.expect { no_drops = true, name = \"<&\\\"'>\\t\\1\" }"));
    const outcome r = qiki("run bad.lua --junit result.xml --seed 9" + plugin);
    CHECK(r.code == 1);
    const std::string xml = qiki.read("result.xml");
    INFO(xml);
    CHECK(stage::flaw(qiki, "result.xml") == "");
    CHECK_THAT(xml, Contains("<testsuite name=\"bad.lua\" tests=\"6\" failures=\"2\" errors=\"0\" skipped=\"1\""));
    CHECK_THAT(xml, Contains("<testcase name=\"run\" classname=\"bad\""));
    CHECK_THAT(xml, Contains("<testcase name=\"too much\" classname=\"bad\" time=\"0.000\">\n      <failure "
                             "message=\"found 10\">bad.lua:5: "));
    CHECK_THAT(xml, Contains("<skipped message=\"holds for the scenario&apos;s own seed") ||
                        Contains("<skipped message=\"holds for the scenario's own seed"));
    CHECK_THAT(xml, Contains("name=\"&lt;&amp;&quot;'&gt;&#9;\\x01\""));
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "result.xml.part"));
}

TEST_CASE("Twice the same expectation are two cases of JUnit") {
    const command qiki;
    qiki.write("twice.lua", stage::scenario("calm", "q.expect { no_drops = true }, q.expect { no_drops = true }"));
    CHECK(qiki("run twice.lua --junit result.xml" + plugin).code == 0);
    CHECK(stage::flaw(qiki, "result.xml") == ""); // its names are unique
    CHECK_THAT(qiki.read("result.xml"), Contains("\"no dropped record\"") && Contains("\"no dropped record #2\""));
}

TEST_CASE("Also a run that fails leaves JUnit XML that says why") {
    const command qiki;
    qiki.write("wrong.lua", "return 5");
    qiki.write("full.lua", stage::scenario("overflow", "q.expect { no_drops = true }"));
    CHECK(qiki("run wrong.lua --junit result.xml" + plugin).code == 2);
    CHECK(stage::flaw(qiki, "result.xml") == "");
    CHECK_THAT(qiki.read("result.xml"),
               Contains("errors=\"1\"") && Contains("expected the script to return q.scenario"));
    const outcome full = qiki("run full.lua --junit result.xml" + plugin);
    CHECK(full.code == 1);
    CHECK_THAT(full.err, Contains("5 records were dropped") && Contains("1 of 1 expectation failed"));
    CHECK_THAT(qiki.read("result.xml"),
               Contains("<error message=\"5 records were dropped") && Contains("<failure message=\"found 5\">"));
    CHECK(stage::flaw(qiki, "result.xml") == "");
}

TEST_CASE("What a plugin says is shown without what a terminal would obey") {
    const command qiki;
    qiki.write("warn.lua", stage::scenario("warn", "q.expect { no_warnings = true }"));
    const outcome r = qiki("run warn.lua --junit result.xml" + plugin);
    CHECK(r.code == 1);
    CHECK_THAT(r.out, Contains("expected no warning in the log, found 1, first actor at 2 s: something smells: ") &&
                          !Contains("\x1b"));
    CHECK_THAT(qiki.read("result.xml"), Contains("something smells: \\x1b[31mred") && !Contains("\x1b"));
    CHECK(stage::flaw(qiki, "result.xml") == "");
}

TEST_CASE("A place that JUnit XML cannot be written to is an error before the run, and nothing is replaced") {
    const command qiki;
    qiki.write("good.lua", stage::scenario("calm", good));
    std::filesystem::create_directory(qiki.dir / "folder");
    for (const char* place : {"folder", "no/such/folder/x.xml", "/dev/full"}) {
        const outcome r = qiki("run good.lua --junit " + std::string(place) + plugin);
        INFO(place << "\n" << r.err);
        CHECK(r.code == 2);
        CHECK_THAT(r.err, Contains("qiki run: --junit: " + std::string(place)));
        CHECK(r.out.empty());
    }
    CHECK(std::filesystem::is_directory(qiki.dir / "folder"));
    CHECK(std::filesystem::is_character_file("/dev/full"));
}

TEST_CASE("An interrupted run judges nothing, says so, and reports it as an error to JUnit") {
    const command qiki;
    qiki.write("long.lua", stage::scenario("calm", "q.expect { no_drops = true }"));
    const outcome r = qiki("run long.lua --duration 1e8 --quiet --junit result.xml" + plugin +
                           ">out 2>err & p=$!; sleep 0.6; kill -INT $p; wait $p");
    CHECK(r.code == 130);
    CHECK_THAT(qiki.read("out"), Contains("expectations  1, none judged: the run was interrupted"));
    CHECK_THAT(qiki.read("result.xml"),
               Contains("<error message=\"the run was interrupted\"/>") && Contains("<skipped "));
    CHECK(stage::flaw(qiki, "result.xml") == "");
}

TEST_CASE("Names that the run does not have are errors with file, line and suggestion") {
    const command qiki;
    struct row {
        const char *list, *text;
    };
    const row rows[] = {
        {"q.expect { metric = \"acter/truth\", min = 1 }", "wrong.lua:5: metric: expected the id of an instance before "
                                                           "the '/', found \"acter\"; did you mean \"actor\"?"},
        {"q.expect { absent = { \"ALPHAA\" } }", "wrong.lua:5: absent: expected the code of an event that an instance "
                                                 "of this run may write, found \"ALPHAA\"; did you mean \"ALPHA\"?"},
        {"q.expect { records = \"trth\", min = 1 }", "did you mean \"truth\"?"},
    };
    for (const row& r : rows) {
        qiki.write("wrong.lua", stage::scenario("calm", r.list));
        const outcome o = qiki("run wrong.lua" + plugin);
        CHECK(o.code == 2);
        CHECK_THAT(o.err, Contains(r.text));
        CHECK(o.out.empty());
    }
}

TEST_CASE("XML takes what it may, and everything else as its bytes") {
    using qiki::cli::xml_escaped;
    CHECK(xml_escaped("a<b>&\"c'") == "a&lt;b&gt;&amp;&quot;c'");
    CHECK(xml_escaped("grüße 漢 \U0001F600") == "grüße 漢 \U0001F600");
    CHECK(xml_escaped(std::string("\0\x1b\x7f\t\n\r", 6)) == "\\x00\\x1b\x7f&#9;&#10;&#13;");
    CHECK(xml_escaped("\xff\xc0\xaf\xc3") == "\\xff\\xc0\\xaf\\xc3");                     // no UTF-8, overlong, cut off
    CHECK(xml_escaped("\xed\xa0\x80|\xef\xbf\xbf") == "\\xed\\xa0\\x80|\\xef\\xbf\\xbf"); // a surrogate, U+FFFF
    CHECK(xml_escaped("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");                     // beyond U+10FFFF
}
