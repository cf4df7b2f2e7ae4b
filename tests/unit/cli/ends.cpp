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

TEST_CASE("A result that cannot be written is no success") {
    const command qiki;
    write_scenario(qiki, "calm");
    CHECK(qiki("run run.lua --quiet" + plugin).code == 0);
    for (const std::string& verb : {"run run.lua --quiet" + plugin, std::string("list"), std::string("version")}) {
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
