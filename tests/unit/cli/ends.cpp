// SPDX-License-Identifier: MIT
// tests/unit/cli/ends.cpp - how a run ends when a plugin takes the process with it, or nobody can read the result.
#include "command.hpp"
#include <catch2/catch.hpp>
#include <csignal>

using Catch::Matchers::Contains;

namespace {
const std::string plugin = " --plugin " QIKI_TEST_PLUGINS " ";

void write_scenario(const command& qiki, const std::string& mood) {
    qiki.write(
        "run.lua",
        "local q = require 'qiki'\nreturn q.scenario { name = 'ends', tick = 0.5, duration = 5, vehicles = { q.use "
        "'org.qiki.test.actor' { id = 'actor', mood = '" +
            mood + "' } } }\n");
}
} // namespace

TEST_CASE("A plugin that crashes in a tick is named, and the process ends by the same signal") {
    const command qiki;
    for (const auto& [mood, word, signal] : {std::tuple("abort", "aborted in tick(), tick 4", SIGABRT),
                                             std::tuple("fault", "touched memory that is not there", SIGSEGV)}) {
#ifdef QIKI_SANITIZED
        if (signal == SIGSEGV) continue; // the sanitizer reports it
#endif
        write_scenario(qiki, mood);
        const outcome o = qiki("run run.lua --quiet" + plugin);
        CHECK(o.code == 128 + signal);
        CHECK_THAT(o.err, Contains("'actor' (org.qiki.test.actor)") && Contains(word) && Contains("incomplete"));
    }
}

TEST_CASE("A plugin that calls exit() does not pass for a run that ended well") {
    const command qiki;
    write_scenario(qiki, "leave");
    const outcome o = qiki("run run.lua --quiet" + plugin);
    CHECK(o.code == 1);
    CHECK_THAT(o.err, Contains("'actor' (org.qiki.test.actor) called exit() in tick(), tick 4"));
}

TEST_CASE("A plugin that dies when the process ends is named by its file, and what the run wrote is there") {
    const command qiki;
    write_scenario(qiki, "calm");
    const std::string calm = qiki("run run.lua --quiet" + plugin).last();
    write_scenario(qiki, "linger");
    const outcome o = qiki("run run.lua --quiet" + plugin);
    CHECK(o.code == 128 + SIGABRT);
    CHECK(o.last() == calm);
#ifndef QIKI_SANITIZED // there plugins are loaded by their paths, and the host cannot tell them from libraries
    CHECK_THAT(o.err, Contains("org.qiki.test.actor.so: aborted when the process ended") && Contains("is complete") &&
                          Contains("(rule lang.7)"));
#endif
}

TEST_CASE("A result that cannot be written is no success") {
    const command qiki;
    write_scenario(qiki, "calm");
    CHECK(qiki("run run.lua --quiet" + plugin).code == 0);
    for (const std::string& verb : {"run run.lua --quiet" + plugin, std::string("list"), std::string("version"),
                                    std::string("--help"), std::string("help"), std::string("help run")}) {
        const outcome o = qiki(verb + " >/dev/full 2>said");
        INFO(verb);
        CHECK(o.code == 1);
        CHECK_THAT(qiki.read("said"), Contains("standard output cannot be written"));
    }
}

TEST_CASE("Several equal runs have the digest of one, numbers that make no sense are refused") {
    const command qiki;
    write_scenario(qiki, "calm");
    CHECK(qiki("run run.lua --quiet --runs 3" + plugin).last() == qiki("run run.lua --quiet" + plugin).last());
    for (const std::string bad :
         {"--runs -1", "--runs 0", "--seed -1", "--seed x", "--threads -1", "--duration 0", "--plugin nowhere"}) {
        INFO(bad);
        const outcome o = qiki("run run.lua --quiet " + bad + (bad == "--plugin nowhere" ? "" : plugin));
        CHECK(o.code == 2);
        CHECK_THAT(o.err, Contains(bad.substr(0, bad.find(' ')) + ": expected"));
    }
}

TEST_CASE("One signal is enough for a plugin that hangs: it is named after a while, and everybody else is closed") {
    const command qiki;
    write_scenario(qiki, "hang");
    for (const std::string threads : {"1", "3"}) {
        const outcome o =
            qiki("version >none; " QIKI_BIN_DIR "/qiki run run.lua --csv records --junit j.xml --threads " + threads +
                 plugin +
                 "& for i in $(seq 300); do grep -q 'the actor hangs' err && break; sleep 0.1; done; "
                 "kill $!; wait $!");
        INFO(o.err);
        CHECK(o.code == 128 + SIGTERM);
        CHECK_THAT(o.err, Contains("ended because a call went on for 10 s after SIGTERM while 'actor' "
                                   "(org.qiki.test.actor) was in tick(), tick 4; the other instances are closed"));
        CHECK_THAT(qiki.read("records/truth.csv"), Contains("time_s,entity") && Contains("\n1.5,"));
        CHECK_FALSE(std::filesystem::exists(qiki.dir / "records/truth.csv.part"));
        CHECK_THAT(qiki.read("j.xml"), Contains("a call went on for 10 s") && Contains("</testsuites>"));
        std::filesystem::remove_all(qiki.dir / "records");
    }
}

TEST_CASE("SIGHUP ends a run as SIGTERM does, unless it is to be ignored") {
    const command qiki;
    write_scenario(qiki, "calm");
    const std::string start = "version >none; ", run = QIKI_BIN_DIR "/qiki run run.lua --pause --csv records" + plugin,
                      paused = "& for i in $(seq 300); do grep -q 'kill -USR1' err && break; sleep 0.1; done; ";
    const outcome o = qiki(start + run + paused + "kill -HUP $!; wait $!");
    INFO(o.err);
    CHECK(o.code == 128 + SIGHUP);
    CHECK_THAT(o.out, Contains("(interrupted)"));
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "records/truth.csv.part"));
    const outcome kept = qiki(start + "nohup " + run + paused + "kill -HUP $!; kill -USR1 $!; wait $!");
    INFO(kept.err);
    CHECK(kept.code == 0);
}

TEST_CASE("A file that may not grow is told as one, and no part of it is left") {
    const command qiki;
    qiki.write("run.lua", R"(local q = require 'qiki'
return q.scenario { name = 'long', tick = 0.1, duration = 300,
  vehicles = { q.use 'qiki.vehicle.point' { id = 'a' }, q.use 'qiki.vehicle.point' { id = 'b', at = {1e3, 0, 0} } } }
)");
    const outcome o = qiki("run run.lua --csv records", "ulimit -f 100;");
    CHECK(o.code == 1);
    CHECK_THAT(o.err, Contains("truth.csv") && Contains("File too large"));
    for (const auto& f : std::filesystem::directory_iterator(qiki.dir / "records"))
        CHECK(f.path().extension() != ".part");
}

TEST_CASE("What an option cannot mean is told with what it takes, for every verb alike") {
    const command qiki;
    write_scenario(qiki, "calm");
    struct row {
        const char *arguments, *text;
    };
    const row rows[] = {
        {"run run.lua --duration abc", "--duration: expected a number, found 'abc'"},
        {"run run.lua --duration -3", "--duration: expected seconds above 0 and up to 9.2e9, found -3"},
        {"run run.lua --duration 0", "--duration: expected seconds above 0 and up to 9.2e9, found 0"},
        {"run run.lua --threads x", "--threads: expected a whole number, found 'x'"},
        {"run run.lua run.lua", "expected SCENARIO.lua [options], found more words"},
        {"run run.lua --plot x.pdf", "--plot: expected a file that ends in .svg, found 'x.pdf'"},
        {"test run.lua --jobs -1", "--jobs: expected a whole number from 0 to 4294967295, found '-1'"},
        {"test run.lua --jobs 0", "--jobs: expected 1 to 256, found 0"},
        {"test run.lua --seed -1", "--seed: expected a whole number from 0"},
        {"conform x.so --jobs 0", "--jobs expects 1 to 256"},
        {"conform x.so --seed -1", "--seed: expected a whole number from 0"},
        {"new tracker", "found 1 word;"},
        {"new tracker mine there", "found 3 words;"},
    };
    for (const row& r : rows) {
        const outcome o = qiki(r.arguments);
        INFO(r.arguments << "\n" << o.err);
        CHECK(o.code == 2);
        CHECK_THAT(o.err, Contains(r.text));
    }
}

TEST_CASE("A place that cannot be written is the caller's, whatever the verb") {
    const command qiki;
    write_scenario(qiki, "calm");
    qiki.write("file", "");
    for (const std::string& verb : {"run run.lua --quiet --csv /proc/x" + plugin, std::string("man --to /proc/x"),
                                    std::string("types --to /proc/x"), std::string("new tracker mine --dir /proc/x"),
                                    std::string("new tracker mine --dir file/x")}) {
        const outcome o = qiki(verb);
        INFO(verb << "\n" << o.err);
        CHECK(o.code == 2);
    }
}

TEST_CASE("Help about help is the help") {
    const command qiki;
    const std::string all = qiki("--help").out;
    CHECK_THAT(all, Contains("usage: qiki VERB"));
    for (const std::string line : {"help", "help --help", "help -h", "help help"}) {
        const outcome o = qiki(line);
        CHECK(o.code == 0);
        CHECK(o.out == all);
    }
    CHECK(qiki("help fly").code == 2);
}

TEST_CASE("A duration that is no whole number of ticks is told") {
    const command qiki;
    qiki.write("run.lua", "local q = require 'qiki'\nreturn q.scenario { name = 'odd', tick = 0.7, duration = 1, "
                          "vehicles = { q.use 'qiki.vehicle.point' { id = 'a' } } }\n");
    const outcome o = qiki("run run.lua --quiet");
    CHECK(o.code == 0);
    CHECK_THAT(
        o.err,
        Contains("note: run.lua: the duration of 1 s is no whole number of ticks of 0.7 s; the run ends at 1.4 s"));
    CHECK_THAT(qiki("run run.lua --quiet --duration 1.4").err, !Contains("note: "));
}

TEST_CASE("A place in a file stands first in its line, where an editor looks for it") {
    const command qiki;
    write_scenario(qiki, "fail");
    const outcome failed = qiki("run run.lua --quiet" + plugin);
    CHECK(failed.code == 1);
    CHECK_THAT("\n" + failed.err, Contains("\nrun.lua:2: 'actor' (org.qiki.test.actor) failed at t = 2 s"));
    write_scenario(qiki, "refuse");
    CHECK(qiki("run run.lua --quiet" + plugin).err.rfind("run.lua:2: ", 0) == 0);
    CHECK(qiki("run run.lua --quiet").err.rfind("run.lua:2: ", 0) == 0); // a plugin that is not there
    CHECK(qiki("run nowhere.lua").err.find("nowhere.lua") != std::string::npos);
}
