// SPDX-License-Identifier: MIT
// tests/scenario/mind.cpp - the shipped scenarios of the mind: through which states it goes, why, and what it commands.
#include "tests/unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <sstream>

namespace {
// The reasons of one code in the order of their times; with what is said.
struct flight {
    std::string events, commands, receipts;
    explicit flight(const std::string& scenario, const std::string& more = "") {
        command here;
        const outcome o =
            here("run " QIKI_SOURCE_DIR "/scripts/lua/scenarios/" + scenario + ".lua --check --quiet --csv csv" + more);
        INFO(o.err);
        REQUIRE(o.code == 0);
        events = here.read("csv/events.csv"), commands = here.read("csv/commands.csv"),
        receipts = here.read("csv/receipts.csv");
    }
    std::vector<std::string> reasons(const std::string& code) const {
        std::vector<std::string> out;
        std::istringstream in(events);
        for (std::string line; std::getline(in, line);) {
            std::vector<std::string> cell(1);
            for (const char c : line)
                if (c == ',') cell.emplace_back();
                else cell.back() += c;
            if (cell.size() > 11 && cell[1] == code) out.push_back(cell[11]);
        }
        return out;
    }
};
using trace = std::vector<std::string>;
} // namespace

TEST_CASE("e2e boot, idle, maneuvering, docking: the event trace matches the expected order") {
    const flight f("docking");
    CHECK(f.reasons("STATE_CHANGED") == trace{"SHIP_SYSTEMS_PARTIAL", "RCS_EXECUTED_MANEUVERING_ACTIVE",
                                              "DOCKING_TARGET_IN_RANGE", "DOCKING_CONFIRMED", "DOCKING_RELEASED"});
    CHECK(f.reasons("STATE_HELD") == trace{"DOCKING_CONFIRMING_1_OF_3", "DOCKING_CONFIRMING_2_OF_3"});
    CHECK(f.reasons("PROCEDURE_STARTED") == trace{"DOCK"});
    CHECK(f.reasons("PROCEDURE_DONE") == trace{"DOCK"});
    CHECK(f.reasons("DOCK_LOCKED").size() == 1);
    CHECK(f.reasons("DOCK_RELEASED").size() == 1);
}
TEST_CASE("The mind boots, is idle, active while it looks around, and idle again") {
    const trace all = flight("boot").reasons("STATE_CHANGED");
    REQUIRE(all.size() >= 3);
    CHECK(trace(all.begin(), all.begin() + 3) == trace{"BOOT_COMPLETE", "PROPOSALS_RECEIVED", "NO_PROPOSALS"});
}
TEST_CASE(
    "SAFE_MODE entry/exit: sensors that go dark lead to SAFE_MODE by their staleness, and back after three good cycles",
    "[capability]") {
    const flight f("sensor_blackout");
    CHECK(f.reasons("STATE_CHANGED") ==
          trace{"SHIP_SYSTEMS_PARTIAL", "SAFE_MODE_ENTER_SENSORS_STALE", "SAFE_MODE_EXIT_CONFIRMED"});
    CHECK(f.reasons("STATE_HELD") ==
          trace{"SAFE_MODE_HOLD_SENSORS_STALE", "SAFE_MODE_RECOVERING_1_OF_3", "SAFE_MODE_RECOVERING_2_OF_3"});
    for (const std::string& why : f.reasons("SAFE_REQUEST")) CHECK(why == "SENSORS_STALE");
}

TEST_CASE("A craft whose radar was switched off, before SAFE_MODE or in it, leaves SAFE_MODE when it is on again: by "
          "the operator, or by its own policy") {
    const command here;
    here.write("rescue.lua", R"(local q = require "qiki"
return q.policy { initial = "ON", states = {
  ON = { { when = function(f) return f.safe end, to = "SAFE", because = "HELD" } },
  SAFE = { { when = function(f) return f.state_time >= 3 and f.receipt ~= 3 end, because = "LIGHT", say = { "power.radar", 1 },
             type = "SAFETY", priority = 1 },
           { when = function(f) return not f.safe end, to = "ON", because = "FREE" } } } })");
    here.write("idle.lua", R"(local q = require "qiki"
return q.policy { initial = "ON", states = { ON = {} } })");
    here.write("dark.lua", R"(local q = require "qiki"
local policy = q.param { "policy", default = "idle.lua", choices = { "idle.lua", "rescue.lua" } }
return q.scenario { name = "dark", seed = 3, tick = 0.1, duration = 30,
  vehicles = { q.use "qiki.vehicle.craft" { id = "me", hold = true },
    q.use "qiki.vehicle.point" { id = "they", at = { 0, 900, 0 }, rcs_dbsm = 20 } },
  sensors = { q.use "qiki.sensor.gnss" { id = "place", on = "me", rate = 5 } },
  radars = { q.use "qiki.radar.pulse" { id = "nose", on = "me", range = q.km(30), scan_period = 1, noise_alarms = false, swerling = 0, snr_ref_db = 30 } },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = "nose" } },
  agents = { q.use "qiki.agent.core" { id = "mind", of = "me", policy = policy, stale_after = 2, dead_after = 4 } } })");
    here.write("off.lua", R"(local q = require "qiki"
return { q.at(5, { command = "power.radar", to = "me", args = { on = 0 } }) })");
    here.write("offon.lua", R"(local q = require "qiki"
return { q.at(5, { command = "power.radar", to = "me", args = { on = 0 } }),
  q.at(15, { command = "power.radar", to = "me", args = { on = 1 } }) })");
    here.write("inside.lua", R"(local q = require "qiki"
return { q.at(2, { safe = "me", because = "UNKNOWN" }), q.at(3, { command = "power.radar", to = "me", args = { on = 0 } }),
  q.at(15, { command = "power.radar", to = "me", args = { on = 1 } }),
  q.at(16, { safe = "me", good = true }), q.at(17, { safe = "me", good = true }), q.at(18, { safe = "me", good = true }) })");
    const auto story = [&](const std::string& with) {
        const outcome o = here("run dark.lua --check --quiet --csv csv " + with);
        INFO(o.err);
        REQUIRE(o.code == 0);
        std::string all;
        std::istringstream in(here.read("csv/events.csv"));
        for (std::string line; std::getline(in, line);)
            for (const char* code : {"SAFE_MODE_ENTER", "SAFE_MODE_EXIT", "VERB_NOT_IN_SAFE_MODE"})
                if (line.find(std::string(",") + code + ",") != line.npos)
                    all += std::string(all.empty() ? "" : " ") + code;
        return all;
    };
    CHECK(story("--operator off.lua") == "SAFE_MODE_ENTER"); // a dark radar is a reason, and stays one
    CHECK(story("--operator offon.lua") == "SAFE_MODE_ENTER SAFE_MODE_EXIT");
    CHECK(story("--operator inside.lua") == "SAFE_MODE_ENTER SAFE_MODE_ENTER SAFE_MODE_EXIT");
    CHECK(story("--operator off.lua --set policy=rescue.lua") == "SAFE_MODE_ENTER SAFE_MODE_EXIT");
}

TEST_CASE("A limit of the gate that no vehicle could take is refused before the first tick, with file and line") {
    const command here;
    const auto limited = [&](const std::string& to) {
        here.write("limits.lua", "local q = require 'qiki'\n"
                                 "return q.scenario { name = 'limits', tick = 0.1, duration = 1,\n"
                                 "  vehicles = { q.use 'qiki.vehicle.craft' { id = 'me' } },\n"
                                 "  gate = { limits = { me = { ['rcs.fire'] = " +
                                     to + " } } } }");
        const outcome o = here("run limits.lua --quiet");
        return std::to_string(o.code) + " " + o.err;
    };
    using Catch::Matchers::Contains;
    CHECK_THAT(limited("{ axis = { 1.5, 1.5 } }"),
               Contains("limits.lua:4: limits: expected whole numbers for 'rcs.fire', axis"));
    CHECK_THAT(limited("{ axis = { 7, 7 } }"),
               Contains("limits.lua:4: limits: expected a range within that of 'rcs.fire', axis: {0, 5}"));
    CHECK_THAT(limited("{ axis = { 3, 2 } }"), Contains("limits.lua:4") && Contains("min not above max"));
    CHECK(limited("{ axis = { 1, 1 }, percent = { 2.5, 2.5 } }")[0] == '0');
}
