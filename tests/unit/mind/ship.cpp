// SPDX-License-Identifier: MIT
// tests/unit/mind/ship.cpp - the ship policy, row by row of its table, and the paths through it.
#include "stage.hpp"

using namespace stage;

namespace {
enum outcome { none, pending, executed, no_fact, rejected, failed, timeout, unavailable };
const facts well{{"bios_ok", 1},       {"position_known", 1}, {"propellant", 12},  {"drive", 0},
                 {"rcs", 0},           {"safe_reason", 0},    {"safe", 0},         {"good_cycles", 0},
                 {"drive_active", 0},  {"rcs_active", 0},     {"target_known", 0}, {"target_trust", 1},
                 {"dock_readings", 0}, {"dock_needed", 3},    {"released", 0},     {"receipt", 3}};
facts but(facts f, const facts& more) {
    for (const auto& [k, v] : more) f[k] = v;
    return f;
}
const facts near = but(well, {{"target_known", 1}, {"target_trust", 0}, {"target_range", 4000}, {"target_rate", -1}});

struct ship : actor {
    ship() : actor("ship.lua") {}
    std::string with(const facts& more) { return tick(but(well, more)); }
    ship& to(const std::string& wanted) {
        if (wanted == "SHIP_STARTUP") return *this;
        tick(well);
        if (wanted == "FLIGHT_CRUISE") with({{"drive", executed}, {"drive_active", 1}});
        if (wanted == "FLIGHT_MANEUVERING") with({{"rcs", executed}, {"rcs_active", 1}});
        if (wanted == "DOCKING_APPROACH" || wanted == "DOCKING_ENGAGED") tick(near);
        if (wanted == "DOCKING_ENGAGED") tick(but(near, {{"dock_readings", 3}}));
        if (wanted == "SAFE_MODE") with({{"safe_reason", 4}});
        if (wanted == "EMERGENCY_STOP") with({{"drive", executed}}), with({{"hull", 50}});
        if (wanted == "SYSTEMS_ERROR") with({{"hull", 50}});
        REQUIRE(state() == wanted);
        return *this;
    }
};
const char* const all_states[] = {"SHIP_STARTUP",       "SHIP_IDLE",        "FLIGHT_CRUISE",
                                  "FLIGHT_MANEUVERING", "DOCKING_APPROACH", "DOCKING_ENGAGED",
                                  "SAFE_MODE",          "EMERGENCY_STOP",   "SYSTEMS_ERROR"};
const std::string stop = ", rcs.stop because ";
} // namespace

TEST_CASE(
    "ship STARTUP: online, partial without navigation, critical failure, and patience before the BIOS has spoken") {
    CHECK(ship().tick(well) == "SHIP_STARTUP->SHIP_IDLE because SHIP_SYSTEMS_ONLINE");
    CHECK(ship().with({{"propellant", 10}}) == "SHIP_STARTUP->SHIP_IDLE because SHIP_SYSTEMS_PARTIAL");
    CHECK(ship().with({{"position_known", 0}}) == "SHIP_STARTUP->SHIP_IDLE because SHIP_SYSTEMS_PARTIAL");
    CHECK(ship().with({{"hull", 50}}) == "SHIP_STARTUP->SYSTEMS_ERROR because CRITICAL_SYSTEMS_FAILURE");
    CHECK(ship().tick({{"safe_reason", 0}}) == "");
}
TEST_CASE("ship systems ok: each limit, on both sides") {
    const std::string fine = "SHIP_STARTUP->SHIP_IDLE because SHIP_SYSTEMS_ONLINE",
                      bad = "SHIP_STARTUP->SYSTEMS_ERROR because CRITICAL_SYSTEMS_FAILURE";
    for (const auto& [k, v] :
         facts{{"hull", 50.1}, {"reactor", 1}, {"soc", 0.01}, {"oxygen", 18}, {"co2", 4999}, {"core_tripped", 0}})
        CHECK(ship().with({{k, v}}) == fine);
    CHECK(ship().with({{"oxygen", 25}}) == fine);
    for (const auto& [k, v] :
         facts{{"hull", 50}, {"reactor", 0}, {"soc", 0}, {"oxygen", 17.9}, {"co2", 5000}, {"core_tripped", 1}})
        CHECK(ship().with({{k, v}}) == bad);
    CHECK(ship().with({{"oxygen", 25.1}}) == bad);
}
TEST_CASE("ship IDLE: degraded systems, both drives executed, a target") {
    const auto idle = [](const facts& f) { return ship().to("SHIP_IDLE").with(f); };
    CHECK(idle({{"hull", 10}}) == "SHIP_IDLE->SYSTEMS_ERROR because SYSTEMS_DEGRADED");
    CHECK(idle({{"drive", executed}}) == "SHIP_IDLE->FLIGHT_CRUISE because MAIN_DRIVE_EXECUTED");
    CHECK(idle({{"rcs", executed}}) == "SHIP_IDLE->FLIGHT_MANEUVERING because RCS_EXECUTED_MANEUVERING_ACTIVE");
    CHECK(ship().to("SHIP_IDLE").tick(near) == "SHIP_IDLE->DOCKING_APPROACH because DOCKING_TARGET_ACQUIRED");
    CHECK(ship().to("SHIP_IDLE").tick(but(near, {{"target_range", 5000}})) ==
          "SHIP_IDLE->DOCKING_APPROACH because DOCKING_TARGET_ACQUIRED");
    CHECK(ship().to("SHIP_IDLE").tick(but(near, {{"target_range", 5001}})) == "");
    CHECK(ship().to("SHIP_IDLE").tick(but(near, {{"target_rate", 0.1}})) == "");
    CHECK(idle({{"target_trust", 2}, {"target_range", 100}}) == ""); // not trusted
}
TEST_CASE("actuation_result_affects_fsm: accepted stays pending, told once, and no fact is no leave") {
    ship a;
    a.to("SHIP_IDLE");
    CHECK(a.with({{"drive", pending}}) == "stays because MAIN_DRIVE_ACCEPTED_PENDING_EXECUTION");
    CHECK(a.with({{"drive", pending}}) == ""); // told once
    CHECK(a.with({{"drive", no_fact}}) == "stays because MAIN_DRIVE_NO_ACTUATION_FACT");
    CHECK(a.with({{"rcs", pending}}) == "stays because RCS_ACCEPTED_PENDING_EXECUTION");
    CHECK(a.with({{"rcs", no_fact}}) == "stays because RCS_NO_ACTUATION_FACT");
    CHECK(a.state() == "SHIP_IDLE");
}
TEST_CASE("actuation_result_affects_fsm: executed permits cruise") {
    ship a, b;
    a.to("SHIP_IDLE"), b.to("SHIP_IDLE");
    CHECK(a.with({{"drive", pending}}) == "stays because MAIN_DRIVE_ACCEPTED_PENDING_EXECUTION");
    CHECK(a.with({{"drive", executed}}) == "SHIP_IDLE->FLIGHT_CRUISE because MAIN_DRIVE_EXECUTED");
    CHECK(b.with({{"rcs", executed}}) == "SHIP_IDLE->FLIGHT_MANEUVERING because RCS_EXECUTED_MANEUVERING_ACTIVE");
}
TEST_CASE("actuation_result_affects_fsm: rejected stays IDLE") {
    ship a;
    a.to("SHIP_IDLE");
    CHECK(a.with({{"drive", rejected}}) == "stays because MAIN_DRIVE_REJECTED");
    CHECK(a.with({{"rcs", rejected}}) == "stays because RCS_COMMAND_REJECTED");
    CHECK(a.state() == "SHIP_IDLE");
}
TEST_CASE("actuation_result_affects_fsm: timeout/unavailable -> SAFE, from flight too") {
    for (const char* from : {"SHIP_IDLE", "FLIGHT_CRUISE", "FLIGHT_MANEUVERING", "DOCKING_APPROACH"}) {
        for (const outcome lost : {timeout, unavailable, failed}) {
            const std::string reason = "SAFE_MODE_ENTER_ACTUATOR_UNAVAILABLE";
            CHECK(ship().to(from).with({{"drive", lost}, {"safe_reason", 5}}) ==
                  std::string(from) + "->SAFE_MODE because " + reason + stop + reason + " as SAFETY");
        }
    }
}
TEST_CASE("ship CRUISE: emergency, manoeuvring, completed") {
    const auto cruise = [](const facts& f) { return ship().to("FLIGHT_CRUISE").with(f); };
    CHECK(cruise({{"hull", 1}, {"drive_active", 1}}) ==
          "FLIGHT_CRUISE->EMERGENCY_STOP because EMERGENCY_SYSTEMS_FAILURE" + stop +
              "EMERGENCY_SYSTEMS_FAILURE as SAFETY");
    CHECK(cruise({{"rcs", executed}, {"drive_active", 1}}) ==
          "FLIGHT_CRUISE->FLIGHT_MANEUVERING because SWITCHING_TO_MANEUVERING_EXECUTED");
    CHECK(cruise({{"drive_active", 1}}) == "");
    CHECK(cruise({}) == "FLIGHT_CRUISE->SHIP_IDLE because FLIGHT_COMPLETED");
}
TEST_CASE("ship MANEUVERING: emergency, cruise, completed, a target in range") {
    const auto turning = [](const facts& f) { return ship().to("FLIGHT_MANEUVERING").with(f); };
    CHECK(turning({{"soc", 0}}) == "FLIGHT_MANEUVERING->EMERGENCY_STOP because EMERGENCY_SYSTEMS_FAILURE" + stop +
                                       "EMERGENCY_SYSTEMS_FAILURE as SAFETY");
    CHECK(turning({{"drive", executed}}) == "FLIGHT_MANEUVERING->FLIGHT_CRUISE because SWITCHING_TO_CRUISE_EXECUTED");
    CHECK(turning({{"rcs_active", 1}}) == "");
    CHECK(turning({}) == "FLIGHT_MANEUVERING->SHIP_IDLE because MANEUVERING_COMPLETED");
    CHECK(ship().to("FLIGHT_MANEUVERING").tick(near) ==
          "FLIGHT_MANEUVERING->DOCKING_APPROACH because DOCKING_TARGET_IN_RANGE");
}
TEST_CASE("ship DOCKING_APPROACH: confirming, confirmed, not trusted, lost, emergency") {
    ship a;
    a.to("DOCKING_APPROACH");
    CHECK(a.tick(near) == "");
    CHECK(a.tick(but(near, {{"dock_readings", 1}})) == "stays because DOCKING_CONFIRMING_1_OF_3");
    CHECK(a.tick(but(near, {{"dock_readings", 2}})) == "stays because DOCKING_CONFIRMING_2_OF_3");
    CHECK(a.tick(but(near, {{"dock_readings", 3}, {"dock_needed", 4}})) == "stays because DOCKING_CONFIRMING_3_OF_4");
    CHECK(a.with({{"target_known", 0}, {"target_trust", 3}}) == "stays because DOCKING_SENSOR_VALIDATION_FAILED");
    CHECK(a.tick(but(near, {{"dock_readings", 3}})) == "DOCKING_APPROACH->DOCKING_ENGAGED because DOCKING_CONFIRMED");
    CHECK(ship().to("DOCKING_APPROACH").tick(well) ==
          "DOCKING_APPROACH->FLIGHT_MANEUVERING because DOCKING_TARGET_LOST");
    CHECK(ship().to("DOCKING_APPROACH").tick(but(near, {{"hull", 2}})) ==
          "DOCKING_APPROACH->EMERGENCY_STOP because EMERGENCY_DURING_DOCKING" + stop +
              "EMERGENCY_DURING_DOCKING as SAFETY");
}
TEST_CASE("DEFECT no path leaves DOCKING_ENGAGED: released, lost before the latches hold, an emergency") {
    CHECK(ship().to("DOCKING_ENGAGED").tick(but(near, {{"released", 1}, {"dock_state", 0}})) ==
          "DOCKING_ENGAGED->SHIP_IDLE because DOCKING_RELEASED");
    CHECK(ship().to("DOCKING_ENGAGED").tick(well) == "DOCKING_ENGAGED->FLIGHT_MANEUVERING because DOCKING_TARGET_LOST");
    CHECK(ship().to("DOCKING_ENGAGED").with({{"dock_state", 2}}) == ""); // held: needs no sight of it
    CHECK(ship().to("DOCKING_ENGAGED").with({{"hull", 2}}) ==
          "DOCKING_ENGAGED->EMERGENCY_STOP because EMERGENCY_DURING_DOCKING" + stop +
              "EMERGENCY_DURING_DOCKING as SAFETY");
}
TEST_CASE("ship EMERGENCY_STOP and SYSTEMS_ERROR clear when the systems are well, and the stop was heard") {
    ship a;
    a.to("EMERGENCY_STOP");
    CHECK(a.with({{"hull", 2}}) == "");
    CHECK(a.with({{"receipt", 1}}) == "");
    CHECK(a.with({}) == "EMERGENCY_STOP->SHIP_IDLE because EMERGENCY_CLEARED");
    ship b;
    b.to("SYSTEMS_ERROR");
    CHECK(b.with({{"hull", 2}}) == "");
    CHECK(b.with({}) == "SYSTEMS_ERROR->SHIP_IDLE because SYSTEMS_RECOVERED");
}
TEST_CASE("safe_mode FSM: enters from every state, for every reason, with an emergency stop") {
    const char* const why[] = {"BIOS_UNAVAILABLE", "BIOS_INVALID",         "SENSORS_UNAVAILABLE",
                               "SENSORS_STALE",    "ACTUATOR_UNAVAILABLE", "PROVIDER_UNAVAILABLE",
                               "UNKNOWN"};
    for (const char* from : all_states) {
        if (std::string(from) == "SAFE_MODE") continue;
        for (int k = 0; k < 7; ++k) {
            const std::string reason = std::string("SAFE_MODE_ENTER_") + why[k];
            CHECK(ship().to(from).with({{"safe_reason", k + 1}}) ==
                  std::string(from) + "->SAFE_MODE because " + reason + stop + reason + " as SAFETY");
        }
        CHECK(ship().to(from).with({{"safe", 1}}) == std::string(from) + "->SAFE_MODE because SAFE_MODE_ENTER_BY_GATE" +
                                                         stop + "SAFE_MODE_ENTER_BY_GATE as SAFETY");
    }
}
TEST_CASE("safe_mode FSM: enters on BIOS unavailable") {
    for (const char* from : {"SHIP_STARTUP", "SHIP_IDLE", "DOCKING_ENGAGED"})
        CHECK(ship().to(from).with({{"safe_reason", 1}}) == std::string(from) +
                                                                "->SAFE_MODE because SAFE_MODE_ENTER_BIOS_UNAVAILABLE" +
                                                                stop + "SAFE_MODE_ENTER_BIOS_UNAVAILABLE as SAFETY");
    CHECK(ship().to("SHIP_IDLE").with({{"safe_reason", 0}}) == "");
}
TEST_CASE("safe_mode FSM: enters on sensor stale") {
    for (const char* from : {"SHIP_STARTUP", "SHIP_IDLE", "FLIGHT_CRUISE"})
        CHECK(ship().to(from).with({{"safe_reason", 4}, {"drive_active", 1}}) ==
              std::string(from) + "->SAFE_MODE because SAFE_MODE_ENTER_SENSORS_STALE" + stop +
                  "SAFE_MODE_ENTER_SENSORS_STALE as SAFETY");
}
TEST_CASE("safe_mode FSM: blocks active states, whatever was executed and whoever is near") {
    ship a;
    a.to("SAFE_MODE");
    for (const facts& active : {facts{{"drive", executed}, {"drive_active", 1}}, facts{{"rcs", executed}},
                                facts{{"target_known", 1}, {"target_trust", 0}, {"target_range", 10}},
                                facts{{"dock_readings", 3}}, facts{{"released", 1}}}) {
        CHECK(a.with(active) == "");
        CHECK(a.state() == "SAFE_MODE");
    }
}
TEST_CASE("safe_mode FSM: exits after N cycles, when the gate is free, too") {
    ship a;
    a.to("SAFE_MODE");
    CHECK(a.with({{"good_cycles", 1}}) == "stays because SAFE_MODE_RECOVERING_1_OF_3");
    CHECK(a.with({{"good_cycles", 2}}) == "stays because SAFE_MODE_RECOVERING_2_OF_3");
    CHECK(a.with({{"good_cycles", 3}, {"safe", 1}}) == ""); // the gate is still shut
    CHECK(a.with({{"good_cycles", 3}}) == "SAFE_MODE->SHIP_IDLE because SAFE_MODE_EXIT_CONFIRMED");
}
TEST_CASE("safe_mode FSM: flapping resets counter, and each round is told anew") {
    ship a;
    a.to("SAFE_MODE");
    for (int k = 0; k < 5; ++k) {
        CHECK(a.with({{"good_cycles", 1}}) == "stays because SAFE_MODE_RECOVERING_1_OF_3");
        CHECK(a.with({{"good_cycles", 2}}) == "stays because SAFE_MODE_RECOVERING_2_OF_3");
        CHECK(a.with({{"safe_reason", 4}}) == "stays because SAFE_MODE_HOLD_SENSORS_STALE");
    }
    CHECK(a.state() == "SAFE_MODE");
}
TEST_CASE("sensor_trust layer: FSM consumes only trusted frames") {
    for (const int verdict : {1, 2, 3, 4, 5}) { // near enough, and not trusted for each reason there is
        const facts untrusted = but(near, {{"target_known", 0}, {"target_trust", verdict}});
        CHECK(ship().to("SHIP_IDLE").tick(untrusted) == "");
        ship a;
        a.to("DOCKING_APPROACH");
        CHECK(a.tick(but(untrusted, {{"dock_readings", 3}})) ==
              (verdict == 1 ? "DOCKING_APPROACH->FLIGHT_MANEUVERING because DOCKING_TARGET_LOST"
                            : "stays because DOCKING_SENSOR_VALIDATION_FAILED"));
    }
}
TEST_CASE("docking validation: target loss returns, and the count begins anew") {
    ship a;
    a.to("DOCKING_APPROACH");
    CHECK(a.tick(but(near, {{"dock_readings", 2}})) == "stays because DOCKING_CONFIRMING_2_OF_3");
    CHECK(a.tick(well) == "DOCKING_APPROACH->FLIGHT_MANEUVERING because DOCKING_TARGET_LOST");
    CHECK(a.tick(near) == "FLIGHT_MANEUVERING->DOCKING_APPROACH because DOCKING_TARGET_IN_RANGE");
    CHECK(a.tick(but(near, {{"dock_readings", 1}})) == "stays because DOCKING_CONFIRMING_1_OF_3");
}
