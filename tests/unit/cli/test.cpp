// SPDX-License-Identifier: MIT
// tests/unit/cli/test.cpp - qiki test: passes, failures, crashes, hangs and what is no scenario, in one folder.
#include "unit/cli/stage.hpp"
#include "unit/rounds.hpp"
#include <nlohmann/json.hpp>

using Catch::Matchers::Contains;
using nlohmann::json;
using stage::plugin;

namespace {
void fill(const command& qiki) {
    std::filesystem::create_directories(qiki.dir / "all/deep/er");
    std::filesystem::create_directories(qiki.dir / "all/.git");
    const std::string calm = "q.expect { records = \"truth\", equals = 10, no_drops = true }";
    qiki.write("all/a_pass.lua", stage::scenario("calm", calm));
    qiki.write(
        "all/b_fail.lua",
        stage::scenario("calm", "q.expect { records = \"truth\", equals = 11 },\n q.expect { no_drops = true }"));
    qiki.write("all/c_crash.lua", stage::scenario("abort", calm));
    qiki.write("all/d_hang.lua", stage::scenario("hang", calm));
    qiki.write("all/e_broken.lua", "local q = require \"qiki\"\nreturn q.scenario { name = = 5 }\n");
    qiki.write("all/f_nothing.lua", stage::scenario("calm", ""));
    std::string needs = stage::scenario("calm", calm);
    needs.insert(needs.find("return"),
                 "local n = q.param { \"n\", type = \"number\" }\nlocal f = q.param { \"file\" }\n");
    qiki.write("all/g_needs.lua", needs);
    qiki.write("all/deep/er/h_shout.lua", stage::scenario("shout", calm));
    qiki.write("all/deep/i_leaves.lua", stage::scenario("exit", calm));
    qiki.write("all/deep/module.lua", "return { scenario = 5 }");
    qiki.write("all/.git/hidden.lua", stage::scenario("abort", calm));
    qiki.write("all/readme.txt", "q.scenario { }");
}
const json& row(const json& all, const std::string& name) {
    for (const json& s : all["scenarios"])
        if (s["scenario"] == name) return s;
    FAIL("no row " + name);
    return all;
}
} // namespace

TEST_CASE("A folder with everything that can go wrong: each is one row, and one's fate is not another's") {
    const command qiki;
    fill(qiki);
    const outcome r = qiki("test all --timeout 3 --jobs 4 --verbose --junit result.xml" + plugin);
    INFO(r.out << r.err);
    CHECK(r.code == 1);
    const char* lines[] = {
        "all/a_pass.lua           2 met", // with time and verdict behind it
        "all/b_fail.lua           1 met, 1 failed",
        "    all/b_fail.lua:5: expected a count of truth records equal to 11, found 10\n",
        "crashed: SIGABRT\n    the process ended with SIGABRT (Aborted); it said last: 'actor' (org.qiki.test.actor) "
        "aborted in tick(), tick 4; what",
        "timed out\n    did not end within 3 s; it said last: ended at once by a second SIGTERM while 'actor' "
        "(org.qiki.test.actor) was in tick(), tick 4; what",
        "wrong scenario\n    all/e_broken.lua:2: ",
        "ran, expects nothing\n",
        "skipped: needs --set n= --set file=\n",
        "all/deep/i_leaves.lua    -",
        "    the run ended without its result on standard output\n",
        "passed over, no q.scenario { ... } in it: all/deep/module.lua\n",
        "9 scenarios: 3 passed (1 expects nothing), 5 failed, 1 skipped, in ",
        " s; 1 module passed over\n",
    };
    for (const char* l : lines) CHECK_THAT(r.out, Contains(l));
    CHECK_THAT(r.out, !Contains("hidden") && !Contains("readme"));
    CHECK(r.out.find("a_pass") < r.out.find("b_fail")); // sorted
    CHECK(r.out.find("b_fail") < r.out.find("h_shout"));

    const std::string xml = qiki.read("result.xml");
    INFO(xml);
    CHECK(stage::flaw(qiki, "result.xml") == "");
    CHECK_THAT(xml, Contains("tests=\"15\" failures=\"1\" errors=\"4\""));
    CHECK_THAT(xml, Contains("classname=\"all.deep.er.h_shout\""));
    CHECK_THAT(xml, Contains("<error message=\"the process ended with SIGABRT"));
    CHECK_THAT(xml, Contains("<skipped message=\"needs --set n= --set file=\""));
}

TEST_CASE("JSON tells the same to machines") {
    const command qiki;
    fill(qiki);
    const outcome r = qiki("test all --timeout 3 --jobs 4 --json --set n=3 --set file=x" + plugin);
    CHECK(r.code == 1);
    const json j = json::parse(r.out);
    CHECK(j["ok"] == false);
    CHECK((j["passed"] == 4 && j["failed"] == 5 && j["skipped"] == 0));
    CHECK(j["modules"] == json{"all/deep/module.lua"});
    CHECK((row(j, "all/c_crash.lua")["ending"] == "crashed" && row(j, "all/c_crash.lua")["exit"] == 134));
    CHECK(row(j, "all/d_hang.lua")["ending"] == "timed out");
    CHECK((row(j, "all/e_broken.lua")["exit"] == 2 && row(j, "all/e_broken.lua")["ending"] == "failed"));
    CHECK(row(j, "all/g_needs.lua")["ending"] == "passed");
    CHECK(row(j, "all/a_pass.lua")["digest"].get<std::string>().size() == 32);
    const json& failed = row(j, "all/b_fail.lua")["expectations"].at(0);
    CHECK((failed["verdict"] == "failed" && failed["seen"] == "found 10" && failed["line"] == 5));
}

TEST_CASE("All that pass or are skipped end with 0, one at a time gives the same rows") {
    const command qiki;
    fill(qiki);
    const std::string these = "test all/a_pass.lua all/f_nothing.lua all/g_needs.lua ";
    const outcome r = qiki(these + plugin);
    CHECK(r.code == 0);
    CHECK_THAT(r.out, Contains("3 scenarios: 2 passed (1 expects nothing), 1 skipped, in "));
    const outcome one = qiki(these + "--jobs 1" + plugin);
    CHECK(one.code == 0);
    CHECK_THAT(one.out, Contains("3 scenarios: 2 passed (1 expects nothing), 1 skipped, in "));
    CHECK(qiki("test all/a_pass.lua ./all/a_pass.lua all --filter 'a_*'" + plugin).out.find("1 scenario: 1 passed") !=
          std::string::npos); // each file once
    CHECK_THAT(qiki("test all --filter 'all/deep/*shout*'" + plugin).out, Contains("1 scenario: 1 passed, in "));
}

TEST_CASE("A module that is named is run, and fails as a scenario") {
    const command qiki;
    fill(qiki);
    const outcome r = qiki("test all/deep/module.lua" + plugin);
    CHECK(r.code == 1);
    CHECK_THAT(r.out, Contains("wrong scenario\n    all/deep/module.lua:1: expected the script to return q.scenario"));
}

TEST_CASE("Nothing to test has an exit code of its own") {
    const command qiki;
    fill(qiki);
    std::filesystem::create_directory(qiki.dir / "empty");
    const outcome none = qiki("test empty");
    CHECK((none.code == 4 && none.out.empty()));
    CHECK_THAT(none.err, Contains("no scenario found"));
    const outcome filtered = qiki("test all --filter 'z*'");
    CHECK(filtered.code == 4);
    CHECK_THAT(filtered.err, Contains("none of 9 scenarios matches --filter z*"));
}

TEST_CASE("What is wrong with the question is said in one line, and nothing runs") {
    const command qiki;
    fill(qiki);
    struct line {
        const char *arguments, *text;
    };
    const line lines[] = {
        {"test", "expected a folder or scenario files"},
        {"test nowhere", "nowhere: no such file or folder"},
        {"test all --set fil=3", "--set fil=3: no scenario declares the value \"fil\"; did you mean \"file\"?"},
        {"test all --set n", "--set: expected KEY=VALUE, found 'n'"},
        {"test all --jobs 257", "--jobs: expected 1 to 256"},
        {"test all --threads 0", "--threads: expected 1 to 256"},
        {"test all --timeout 0", "--timeout: expected more than 0"},
        {"test all --timeout nan", "--timeout"},
        {"test all --job 2", "--job"},
    };
    for (const line& l : lines) {
        const outcome r = qiki(l.arguments);
        INFO(l.arguments << "\n" << r.err);
        CHECK(r.code == 2);
        CHECK_THAT(r.err, Contains(l.text));
        CHECK(r.out.empty());
    }
    CHECK(qiki("test all --junit all").code == 2);
    CHECK(qiki("test --help").code == 0);
}

TEST_CASE("Interrupted, it ends its children and says so") {
    const command qiki;
    fill(qiki);
    const outcome r = qiki("test all/d_hang.lua all/a_pass.lua --junit result.xml" + plugin +
                           ">out 2>err & p=$!; sleep 1; kill -TERM $p; wait $p");
    CHECK(r.code == 143);
    CHECK_THAT(qiki.read("err"), Contains("interrupted; nothing is reported"));
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "result.xml"));
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "result.xml.part"));
}

TEST_CASE("Every shipped scenario passes what it expects, under its own seed and others") {
    const command qiki;
    const std::string all =
        "test " QIKI_SOURCE_DIR "/scripts/lua --set file=" QIKI_SOURCE_DIR "/tests/fuzz/seeds/fuzz_asterix/plots.raw ";
    for (const char* seed : {"", "--seed 2", "--seed 31", "--seed 18446744073709551615"}) {
        if (sanitized && *seed) break;
        const outcome r = qiki(all + seed);
        INFO(seed << "\n" << r.out << r.err);
        CHECK(r.code == 0);
        CHECK_THAT(r.out, !Contains("expects nothing") && !Contains("expect nothing"));
    }
}
