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
