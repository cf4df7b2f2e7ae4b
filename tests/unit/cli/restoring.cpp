// SPDX-License-Identifier: MIT
// tests/unit/cli/restoring.cpp - qiki run --restore-at holds its digest against a run that was not restored.
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using Catch::Matchers::Contains;

namespace {
const std::string plugin = " --plugin " QIKI_TEST_PLUGINS " ";

void write_scenario(const command& qiki, const std::string& mood) {
    qiki.write("run.lua", R"(local q = require 'qiki'
return q.scenario { name = 'restored', tick = 0.5, duration = 10,
  vehicles = {
    q.use 'qiki.vehicle.point' { id = 'steady', at = {4e3, 9e3, 500}, velocity = {0, -120, 0} },
    q.use 'org.qiki.test.actor' { id = 'actor', mood = ')" +
                              mood + R"(' },
  },
  radars = { q.use 'qiki.radar.pulse' { id = 'tower' } },
  trackers = { q.use 'qiki.tracker.gnn' { id = 'picture', from = {'tower'} } },
}
)");
}
} // namespace

TEST_CASE("a restored run is played again without the restore, and says that the digest stayed") {
    const command qiki;
    write_scenario(qiki, "calm");
    const std::string plain = qiki("run run.lua --quiet" + plugin).last();
    const outcome r = qiki("run run.lua --quiet --restore-at 3.5 --csv records" + plugin);
    CHECK(r.code == 0);
    CHECK(r.last() == plain);
    CHECK_THAT(r.out, Contains("restored 3.5 s; without it the same digest"));
    CHECK_THAT(qiki.read("records/truth.csv"), Contains("time_s,entity"));
    const auto j = nlohmann::json::parse(qiki("run run.lua --quiet --json --restore-at 3.5" + plugin).out);
    CHECK("digest " + j["restore"]["digest_without"].get<std::string>() == plain);
    CHECK(j["restore"]["at_s"] == 3.5);
    CHECK(j["restore"]["first_to_differ"].is_null());
    CHECK(nlohmann::json::parse(qiki("run run.lua --quiet --json" + plugin).out)["restore"].is_null());
}

TEST_CASE("a restore at the end, or in the last tick, is one, behind the end there is none") {
    const command qiki;
    write_scenario(qiki, "calm");
    const std::string plain = qiki("run run.lua --quiet" + plugin).last();
    for (const std::string at : {"9.5", "9.75", "10"}) {
        const outcome r = qiki("run run.lua --restore-at " + at + plugin);
        INFO(at << ": " << r.err);
        CHECK(r.code == 0);
        CHECK(r.last() == plain);
        CHECK_THAT(r.err, Contains("RUN_RESTORED"));
    }
    const outcome late = qiki("run run.lua --restore-at 10.000000001" + plugin);
    CHECK(late.code == 2);
    CHECK_THAT(late.err, Contains("the run ends at 10 s; expected a time up to that"));
}

TEST_CASE("a plugin that does not save what decides its outputs fails the restored run, by name and time") {
    const command qiki;
    write_scenario(qiki, "forget");
    const std::string plain = qiki("run run.lua --quiet" + plugin).last().substr(7);
    for (const std::string more : {"", "--threads 2", "--runs 2"}) {
        const outcome r = qiki("run run.lua --quiet --restore-at 3.5 " + more + plugin);
        INFO(r.err);
        CHECK(r.code == 1);
        CHECK_THAT(r.err, Contains("restored at 3.5 s the run has another digest than without it, " + plain) &&
                              Contains("'actor', at t = 4 s") && Contains("rule state.1"));
    }
    const outcome r = qiki("run run.lua --quiet --json --restore-at 3.5" + plugin);
    CHECK(r.code == 1);
    const auto j = nlohmann::json::parse(r.out);
    CHECK(j["restore"]["first_to_differ"] == "actor");
    CHECK(j["restore"]["first_differs_s"] == 4.0);
    CHECK(j["restore"]["digest_without"] == plain);
}

TEST_CASE("a difference before the restore is not laid to state()") {
    const command qiki;
    write_scenario(qiki, "outlive");
    const outcome r = qiki("run run.lua --quiet --restore-at 3.5" + plugin);
    INFO(r.err);
    CHECK(r.code == 1);
    CHECK_THAT(r.err, Contains("the same run again has another digest") &&
                          Contains("'actor', at t = 0.5 s, before the restore at 3.5 s") &&
                          Contains("rules det.1, det.5") && !Contains("state.1"));
}
