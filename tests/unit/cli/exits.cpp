// SPDX-License-Identifier: MIT
// tests/unit/cli/exits.cpp - the exit code says whose doing it was, and texts of plugins cannot steer a terminal.
#include "command.hpp"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using Catch::Matchers::Contains;

namespace {
const std::string plugin = " --plugin " QIKI_TEST_PLUGINS " ";

std::string scenario(const std::string& mood, const std::string& more = "",
                     const std::string& duration = "duration = 5,") {
    return "local q = require 'qiki'\nreturn q.scenario { name = 'exits', tick = 0.5, " + duration +
           " vehicles = { q.use 'org.qiki.test.actor' { id = 'actor', mood = '" + mood + "' } }, " + more + " }\n";
}

// Bytes that a terminal obeys: all controls but the line feed, C1, foreign ones, and marks of writing direction.
bool tame(const std::string& s) {
    for (size_t i = 0; i < s.size(); ++i) {
        const auto c = static_cast<unsigned char>(s[i]);
        if ((c < 0x20 && c != '\n') || c == 0x7F || c == 0xFF) return false;
        if (c == 0xC2 && i + 1 < s.size() && static_cast<unsigned char>(s[i + 1]) < 0xA0) return false;
    }
    return s.find("\xe2\x80\xae") == s.npos && s.find("\xe2\x80\x8f") == s.npos;
}
bool has_line(const std::string& s, const std::string& line) { return ("\n" + s).find("\n" + line + "\n") != s.npos; }
} // namespace

TEST_CASE("Each exit code has its cause") {
    struct row {
        int code;
        std::string script, options;
        const char* says;
    };
    const std::string deaf = "trackers = { q.use 'qiki.tracker.gnn' { id = 'picture' } },";
    const std::string strict = "expect = { q.expect { metric = 'host/commands.passed', min = 5 } },";
    const row rows[] = {
        {0, scenario("calm"), "", ""},
        {1, scenario("fail"), "", "failed at t = 2 s (tick 4): the sky fell"},
        {1, scenario("overflow"), "", "records were dropped at full outputs"},
        {2, scenario("refuse"), "", "refuses its configuration: mood: expected a better one"},
        {2, scenario("sour"), "", "mood"},
        {2, scenario("calm", deaf), "", "run.lua:2: 'picture' (qiki.tracker.gnn): "},
        {2, scenario("calm", "", ""), "", "say duration = <seconds>"},
        {2, scenario("calm"), "--restore-at 99", "cannot restore at 99 s: the run ends at 5 s"},
        {2, scenario("calm"), "--plot no/such/folder.svg", "no/such"},
        {2, scenario("calm"), "--junit no/such/folder.xml", "no/such/folder.xml"},
        {2, "return 7", "", "run.lua"},
        {3, scenario("throw"), "", "a bug of its own"},
        {3, scenario("calm", "radars = { q.use 'org.qiki.no.such' { id = 'x' } },"), "",
         "no plugin 'org.qiki.no.such'"},
    };
    for (const row& r : rows) {
        const command qiki;
        qiki.write("run.lua", r.script);
        const outcome o = qiki("run run.lua --quiet " + r.options + plugin);
        INFO(r.script << r.options << "\n" << o.err);
        CHECK(o.code == r.code);
        CHECK_THAT(o.err, Contains(r.says));
    }
}

TEST_CASE("A plugin that leaves its folder is named by a checked run, and files still land where they were asked for") {
    const command qiki;
    qiki.write("run.lua", scenario("wander"));
    CHECK(qiki("run run.lua --quiet" + plugin).code == 0); // nobody looked
    const outcome o = qiki("run run.lua --quiet --check --plot out.svg" + plugin);
    CHECK(o.code == 1);
    CHECK_THAT(o.err,
               Contains("run.lua:2: 'actor' (org.qiki.test.actor) failed at t = 2 s (tick 4): changed the working "
                        "directory: ") &&
                   Contains(" became /; no call may (rule err.5): leave it, or put it back before tick() returns"));
    CHECK(std::filesystem::exists(qiki.dir / "out.svg")); // what was recorded until then is kept
}

TEST_CASE("What a failed call is worth depends on when it fails, and the help says so") {
    const command qiki;
    const std::string all = qiki("--help").out;
    for (const char* words : {"0 done", "1 it failed: ", "2 wrong usage, scenario, setting or input file",
                              "3 a plugin is not there", "4 nothing to test", "5 internal error"}) {
        std::string flat = all; // wrapped
        for (char& c : flat)
            if (c == '\n') c = ' ';
        CHECK_THAT(flat, Contains(words));
    }
    for (const char* verb : {"run", "asterix", "score", "test", "list", "doctor", "man", "version"}) {
        const outcome help = qiki(std::string(verb) + " --help");
        INFO(verb);
        CHECK(help.code == 0);
        CHECK_THAT(help.out, Contains("Exit codes: 0") && Contains("2 wrong usage"));
        CHECK(qiki(std::string(verb) + " --no-such-option").code == 2);
    }
}

TEST_CASE("Log lines, errors, events and metrics of a hostile plugin cannot steer a terminal") {
    const command qiki;
    qiki.write("run.lua", scenario("hostile"));
    const outcome failed = qiki("run run.lua --check --log said.txt" + plugin);
    INFO(failed.err);
    CHECK(failed.code == 1);
    CHECK(tame(failed.err));
    CHECK(tame(failed.out));
    CHECK(tame(qiki.read("said.txt")));
    CHECK_THAT(failed.err, Contains("\\x1b[2J\\x1b]0;mine\\x07\\rall well\\ndigest 0\\n"));
    CHECK_FALSE(has_line(failed.err, "digest 0"));

    qiki.write("short.lua", scenario("hostile", "", "duration = 1,")); // it ends before it fails
    const outcome ended = qiki("run short.lua" + plugin);
    CHECK(ended.code == 0);
    CHECK(tame(ended.out));
    CHECK_FALSE(has_line(ended.out, "digest 0"));
    CHECK_THAT(ended.out, Contains("\\x1b[2J"));

    const outcome json = qiki("run short.lua --json" + plugin);
    CHECK(tame(json.err));
    const auto metrics = nlohmann::json::parse(json.out)["metrics"]["actor"];
    CHECK(metrics.contains("\x1b[2J\x1b]0;mine\x07\rall well\ndigest 0\n\xef\xbf\xbd\xc2\x9b"
                           "31m\xe2\x80\xae\xe2\x80\x8f"));

    qiki.write("refused.lua", scenario("hostile", "expect = { q.expect { metric = 'actor/none', min = 1 } },"));
    const outcome refused = qiki("run refused.lua --quiet" + plugin);
    CHECK(refused.code == 2);
    CHECK(tame(refused.err)); // it lists the metrics that there are
    CHECK_THAT(qiki("run run.lua --quiet --explain guard:NONE" + plugin).err, !Contains("\x1b"));
}

TEST_CASE("What a hostile scenario prints, and calls itself, cannot steer a terminal") {
    const command qiki;
    const std::string bad = "\\27[2J\\27]0;mine\\7\\r\\194\\155\\226\\128\\174";
    qiki.write("run.lua", "local q = require 'qiki'\nq.param { 'v', default = 1, help = '" + bad +
                              "' }\nprint('two\\nlines', 7)\nprint('" + bad +
                              "')\nprint()\nreturn q.scenario { name = '" + bad +
                              "', tick = 1, duration = 2, vehicles = { q.use 'qiki.vehicle.point' { id = 'v' } } }\n");
    for (const char* verb : {"run run.lua", "run run.lua --help", "run run.lua --log-format json", "test run.lua"}) {
        const outcome o = qiki(verb);
        INFO(verb << "\n" << o.out << o.err);
        CHECK(tame(o.out));
        CHECK(tame(o.err));
    }
    const outcome o = qiki("run run.lua");
    CHECK(o.code == 0);
    CHECK_THAT(o.err, Contains("two\nlines 7\n\\x1b[2J\\x1b]0;mine\\x07\\r"));
    CHECK_THAT(qiki("run run.lua --json").err, Contains("lines 7"));
}

TEST_CASE("A plugin file that was named and is refused is an error, in a folder a warning") {
    const command qiki;
    qiki.write("run.lua", scenario("calm"));
    std::ifstream whole(QIKI_TEST_PLUGINS "/org.qiki.test.actor.so", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(whole), {}};
    REQUIRE(bytes.size() > 4000);
    std::filesystem::create_directory(qiki.dir / "folder");
    qiki.write("folder/cut.so", bytes.substr(0, bytes.size() / 2));
    for (const std::string file : {"folder/cut.so", "run.lua", "/dev/null"}) {
        INFO(file);
        for (const std::string verb : {"run run.lua --quiet", "list", "list --names", "types"}) {
            const outcome o = qiki(verb + " --plugin " + file + plugin);
            CHECK(o.code == 3);
            CHECK_THAT(o.err, Contains(file + ": "));
        }
        CHECK(qiki("test run.lua --plugin " + file + plugin).code == 1);
    }
    const outcome o = qiki("run run.lua --quiet --plugin folder" + plugin);
    CHECK(o.code == 0);
    CHECK_THAT(o.err, Contains("PLUGIN_REFUSED") && Contains("folder/cut.so: "));
    CHECK(qiki("list --plugin folder" + plugin).code == 0);
}

TEST_CASE("The table shows a measure of zero and no count of zero, machines get both") {
    const command qiki;
    qiki.write("run.lua", scenario("measure"));
    const outcome o = qiki("run run.lua --quiet" + plugin);
    CHECK_THAT(o.out, Contains("actor   least      0  m") && !Contains("often"));
    const auto metrics = nlohmann::json::parse(qiki("run run.lua --json" + plugin).out)["metrics"]["actor"];
    CHECK(metrics["least"] == 0);
    CHECK(metrics["often"] == 0);
}
