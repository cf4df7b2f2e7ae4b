// SPDX-License-Identifier: MIT
// tests/unit/craft/orders.cpp - the craft as a plugin is told: each verb is answered, carried out, or refused by name.
#include "aboard.hpp"
#include <algorithm>
#include <fstream>
#include <iterator>

using namespace aboard;

TEST_CASE("A burn moves the craft as its impulse says, uses propellant, and its receipt says done when it is") {
    ship v({{"rcs.spread", 0.0}, {"bus.current", 20.0}}); // enough for all valves
    v.hears({say(rcs_fire, {0, 100, 1})}, 5);
    CHECK(v.statuses() == states{QIKI_RECEIPT_ACCEPTED});
    v.hears({}, 6);
    CHECK(v.statuses() == states{QIKI_RECEIPT_DONE});
    const double impulse = 1040 / std::sqrt(2.0) * 1, used = 12 - v.said("propellant")[0];
    CHECK(v.last.vel[1] == Approx(impulse / 411.1).epsilon(0.03)); // heading 0: forward is north
    CHECK(std::fabs(v.last.vel[0]) + std::fabs(v.last.vel[2]) < 0.03);
    // Five nozzles' worth: four of 260 N fully, four of 220 N that hold the torque, over Isp g0.
    CHECK(used == Approx((1040 + 4 * 0.2955 * 220) / (60 * 9.80665)).epsilon(0.05));
    const double coasting = v.last.vel[1];
    v.hears({}, 10);
    CHECK(v.last.vel[1] == Approx(coasting).margin(1e-3)); // of its centre, while it turns a little
}

TEST_CASE("In an orbit the change of velocity is limited, carried out, and falls as the craft does") {
    const double mu = 3.986004418e14, r = 6778137, fast = std::sqrt(mu / r);
    const rig::settings s{{"orbit.mu", mu},    {"orbit.at", numbers{0, 0, -r}}, {"velocity", numbers{fast, 0, 0}},
                          {"rcs.spread", 0.0}, {"com", numbers{0, 0, 0}},       {"bus.current", 20.0}};
    ship v(s), drifting(s);
    v.hears({say(keep_velocity, {fast, 0, 0}), say(keep_velocity, {0.8, 0.8, 0}, 2), say(keep_speed, {1.1}, 3)}, 1);
    CHECK(v.statuses() == states(3, QIKI_RECEIPT_REFUSED));
    CHECK(v.refused() == "SPEED_OUT_OF_LIMITS");
    drifting.hears({}, 1);
    CHECK(v.last.vel[2] == drifting.last.vel[2]);
    v.hears({say(keep_velocity, {0.6, -0.3, 0}, 5)}, 200), drifting.hears({}, 200);
    CHECK(v.statuses() == states{QIKI_RECEIPT_ACCEPTED, QIKI_RECEIPT_DONE});
    CHECK(v.last_code().empty());
    // 20 s later the change is still what was asked: the rest is gravity, but for the tide over the way between them.
    CHECK(v.last.vel[0] - drifting.last.vel[0] == Approx(0.6).margin(0.06));
    CHECK(v.last.vel[1] - drifting.last.vel[1] == Approx(-0.3).margin(0.06));
    CHECK(v.last.vel[2] - drifting.last.vel[2] == Approx(0).margin(0.06));
    CHECK(v.said("propellant")[0] > 11); // it does not brake against gravity
    const double drive = v.said("loads")[1];
    CHECK((drive > 20 && drive < 30)); // 40 W s/m of 0.67 m/s, not of 7.7 km/s
    // None is kept as it is, and said again it is added again; so with the speed on its bearing.
    const double east = v.last.vel[0] - drifting.last.vel[0];
    v.hears({say(keep_velocity, {0, 0, 0}, 6)}, 50), drifting.hears({}, 50);
    CHECK(v.last.vel[0] - drifting.last.vel[0] == Approx(east).margin(0.06));
    v.hears({say(keep_velocity, {0.6, -0.3, 0}, 7)}, 50), v.hears({say(keep_speed, {0.4}, 8)}, 50);
    drifting.hears({}, 100);
    const qiki_sc way = qiki_sincos(heading_of({v.last.att[0], v.last.att[1], v.last.att[2], v.last.att[3]}));
    CHECK(v.last.vel[0] - drifting.last.vel[0] == Approx(1.2 + 0.4 * way.sin).margin(0.12));
    CHECK(v.last.vel[1] - drifting.last.vel[1] == Approx(-0.6 + 0.4 * way.cos).margin(0.12));
}

TEST_CASE("Each axis pushes its own way") {
    const vec3 way[] = {{0, 1, 0}, {0, -1, 0}, {-1, 0, 0}, {1, 0, 0}, {0, 0, 1}, {0, 0, -1}};
    for (size_t k = 0; k < 6; ++k) {
        ship v({{"rcs.spread", 0.0}});
        v.hears({say(rcs_fire, {static_cast<double>(k), 50, 1})}, 15);
        const vec3 got{v.last.vel[0], v.last.vel[1], v.last.vel[2]};
        CHECK(dot(got, way[k]) > 0.6);
        CHECK(length(got - dot(got, way[k]) * way[k]) < 0.08);
    }
}

TEST_CASE("rcs: command consumes propellant, and an empty tank ends it by name") {
    ship v({{"propellant", 3.0}});
    v.hears({say(rcs_fire, {0, 100, 60})}, 8);
    const double left = v.said("propellant")[0];
    CHECK((left < 3 && left > 0));
    v.hears({}, 20);
    CHECK(v.last_code() == "PROPELLANT_EMPTY");
    CHECK(v.said("propellant")[0] == 0);
    CHECK(v.happened("PROPELLANT_EMPTY"));
    v.hears({say(rcs_fire, {0, 100, 1}, 2)}, 1);
    CHECK(v.refused() == "PROPELLANT_EMPTY");
}

TEST_CASE("rcs: zero timeout stops, and one below zero is refused") {
    for (const bool by_actuator : {false, true}) {
        ship v;
        v.hears({say(rcs_fire, {0, 100, 60})}, 8);
        CHECK(v.said("propellant_flow")[0] > 0);
        v.hears({by_actuator ? say(actuate, {3, 1, 100, 0}, 2) : say(rcs_fire, {0, 100, 0}, 2)}, 2);
        CHECK(v.last_code() == "SUPERSEDED");
        const double left = v.said("propellant")[0];
        v.hears({}, 10);
        CHECK((left < 12 && v.said("propellant")[0] == left && v.said("propellant_flow")[0] == 0));
        ship late;
        late.hears({by_actuator ? say(actuate, {3, 1, 100, -5}) : say(rcs_fire, {0, 100, -5})}, 1);
        CHECK(late.refused() == "COMMAND_DOES_NOT_FIT");
        CHECK(late.said("propellant_flow")[0] == 0);
    }
}

TEST_CASE("rcs: snapshots isolated: what was saved or told does not change with what follows, nor changes it") {
    ship v, twin;
    v.hears({say(rcs_fire, {2, 60, 3})}, 7);
    const std::string saved = v.save(), kept(saved.data(), saved.size());
    const std::vector<qiki_sample> told = v.took<qiki_sample>("samples");
    const std::vector<qiki_sample> copy = told;
    twin.load(saved, v);
    twin.now = v.now;
    v.hears({}, 20);
    CHECK((saved == kept && twin.save() == kept)); // the twin stands where it was loaded
    CHECK(v.save() != kept);
    REQUIRE(told.size() == copy.size());
    CHECK(std::memcmp(told.data(), copy.data(), told.size() * sizeof told[0]) == 0);
    twin.hears({}, 20);
    CHECK(twin.save() == v.save());
}

TEST_CASE("control_response uses correlation id: every receipt names the command that it answers, late ones too") {
    ship v;
    const std::vector<qiki_command> three{say(keep_attitude, {0.5, 0, 0}, 77), say(power_nbl, {0}, 9000000),
                                          say(actuate, {9, 1, 50, 1}, 5)};
    v.hears(three, 1);
    std::map<uint64_t, states> answers;
    const auto note = [&] {
        for (const auto& r : v.receipts) {
            answers[r.command].push_back(r.status);
            CHECK(r.entity == 1);
        }
    };
    note();
    v.hears({}, 300);
    note();
    CHECK(answers == std::map<uint64_t, states>{{5, {QIKI_RECEIPT_REFUSED}},
                                                {77, {QIKI_RECEIPT_ACCEPTED, QIKI_RECEIPT_DONE}},
                                                {9000000, {QIKI_RECEIPT_ACCEPTED, QIKI_RECEIPT_DONE}}});
}

TEST_CASE(
    "structured error detail: a refusal has its status, its reason as a word and a number, its time and its craft") {
    ship v;
    v.hears({say(dock_engage, {0}, 1), say(power_dock, {1}, 2), say(xpdr_mode, {4}, 3)}, 1);
    REQUIRE(v.receipts.size() == 3);
    std::map<std::string, int32_t> codes;
    for (const auto& r : v.receipts) {
        CHECK((r.status == QIKI_RECEIPT_REFUSED && r.label == QIKI_LABEL_OK && r.entity == 1));
        CHECK((r.t > 0 && r.t <= v.now && r.code != 0));
        codes[text_of(r.text)] = r.code;
    }
    REQUIRE(codes.size() == 3);
    CHECK((codes.count("NO_STATION") && codes.count("CRAFT_IS_NOT_DOCKED") && codes.count("INVALID_MODE")));
    CHECK((codes["NO_STATION"] != codes["INVALID_MODE"] && codes["NO_STATION"] != codes["CRAFT_IS_NOT_DOCKED"]));
}

TEST_CASE("DEFECT unknown_actuator_is_accepted: an unknown actuator or command is refused by name") {
    ship v;
    v.hears({say(actuate, {9, 1, 50, 1})}, 1);
    CHECK(v.refused() == "UNKNOWN_ACTUATOR");
    v.hears({say(actuate, {3.5, 1, 50, 1}, 2)}, 1);
    CHECK(v.refused() == "UNKNOWN_ACTUATOR");
    v.hears({say(actuate, {3, 2, 50, 1}, 3)}, 1);
    CHECK(v.refused() == "WRONG_COMMAND_FOR_ACTUATOR");
    v.hears({say(actuate, {0, 5, 1, 1}, 4)}, 1);
    CHECK(v.refused() == "WRONG_COMMAND_FOR_ACTUATOR");
    v.hears({say(actuate, {2, 5, 7, 0}, 5)}, 1);
    CHECK(v.refused() == "INVALID_MODE");
    CHECK(v.metric("commands_refused") == 5);
}

TEST_CASE(
    "DEFECT system_controller_is_inert, actuators_never_report_executed: what is accepted has an effect and is done") {
    ship v;
    v.hears({say(actuate, {2, 5, 0, 0})}, 1);
    CHECK(v.statuses() == states{QIKI_RECEIPT_ACCEPTED, QIKI_RECEIPT_DONE});
    v.hears({say(rcs_fire, {0, 50, 1}, 2)}, 1);
    CHECK(v.refused() == "RCS_DISABLED");
    v.hears({say(actuate, {2, 5, 1, 0}, 3), say(actuate, {3, 4, 0, 0}, 4), say(actuate, {3, 1, 50, 1}, 5)}, 1);
    CHECK(v.refused() == "AXIS_DISABLED");
    v.hears({say(actuate, {3, 3, 0, 0}, 6), say(actuate, {3, 1, 50, 1}, 7)}, 15);
    CHECK(v.statuses().back() == QIKI_RECEIPT_DONE);
    CHECK(v.last.vel[1] > 0.5);
}

TEST_CASE("DEFECT rcs_does_not_move_the_ship, speed_steps_instantly: the motors are a speed loop on the nozzles") {
    ship v({{"heading", QIKI_PI / 2}});
    v.hears({say(actuate, {0, 1, 80, 0})}, 1);
    CHECK(std::fabs(v.last.vel[0]) < 0.5); // not at once
    v.hears({}, 80);
    CHECK(v.statuses() == states{QIKI_RECEIPT_DONE});
    CHECK(v.last.vel[0] == Approx(0.8).margin(0.08));
    v.hears({say(keep_velocity, {0, 1.1, 0}, 2)}, 1);
    CHECK(v.refused() == "SPEED_OUT_OF_LIMITS");
}

TEST_CASE("What cannot be reached is given up and NOT_REACHED, and nothing is taken for it any more") {
    ship fast({{"max_speed", 20.0}, {"propellant", 50.0}, {"hold", true}}); // the bus carries 1.7 m/s
    for (const double speed : {3.0, 10.0}) {
        fast.hears({say(keep_velocity, {0, speed, 0}, static_cast<uint32_t>(speed))}, 1);
        CHECK(fast.said("radar_allowed")[0] == 0);
        fast.hears({}, 899);
        CHECK(fast.last_code() == "NOT_REACHED");
        CHECK(fast.receipts.back().status == QIKI_RECEIPT_FAILED);
        CHECK((fast.said("loads")[1] == 0 && fast.said("radar_allowed")[0] == 1));
        CHECK((fast.last.vel[1] > 1.4 && fast.last.vel[1] < 2));
    }
    const rig::settings half{{"rcs.stuck", numbers{0, 1, 2, 3}}}; // nothing pushes aft
    ship stuck(half), whole;
    for (ship* v : {&stuck, &whole}) v->hears({say(keep_velocity, {0, -0.5, 0})}, 400);
    CHECK((stuck.last_code() == "NOT_REACHED" && whole.last_code().empty()));
    CHECK(whole.statuses() == states{QIKI_RECEIPT_ACCEPTED, QIKI_RECEIPT_DONE});
    // Told between, it is remembered since when.
    ship before(half), after(half);
    before.hears({say(keep_velocity, {0, -0.5, 0})}, 200);
    after.load(before.save(), before), after.now = before.now;
    after.hears({}, 120);
    CHECK(after.last_code() == "NOT_REACHED");
    ship lame({{"rcs.stuck", numbers{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}}});
    lame.hears({say(keep_attitude, {1, 0, 0})}, 310);
    CHECK(lame.last_code() == "NOT_REACHED");
}

TEST_CASE("An attitude is reached by torque and kept") {
    ship v({{"rcs.pulse", 0.005}});
    v.hears({say(keep_attitude, {1, 0, 0})}, 400);
    CHECK(v.statuses() == states{QIKI_RECEIPT_ACCEPTED, QIKI_RECEIPT_DONE});
    const quat q{v.last.att[0], v.last.att[1], v.last.att[2], v.last.att[3]};
    CHECK(length(rotation(inverse(q) * facing(1, 0, 0))) < 0.06);
    v.hears({say(turn_by, {-1}, 2)}, 400);
    const quat back{v.last.att[0], v.last.att[1], v.last.att[2], v.last.att[3]};
    CHECK(heading_of(back) == Approx(0).margin(0.06));
}

TEST_CASE("Actuator execution receipts: a later order takes the place of the one before, which is told",
          "[capability]") {
    ship v;
    v.hears({say(rcs_fire, {0, 20, 10})}, 1);
    v.hears({say(keep_velocity, {0, 0.9, 0}, 2)}, 1);
    CHECK(v.last_code() == "SUPERSEDED");
    v.hears({say(rcs_stop, {}, 3)}, 1);
    CHECK(v.failed == std::vector<uint64_t>{1, 2});
}

TEST_CASE("comms_disabled_forces_xpdr_off, transponder_modes, xpdr_spoof_id_stable") {
    ship off({{"comms", false}});
    off.hears({say(xpdr_mode, {1})}, 1);
    CHECK(off.refused() == "COMMS_DISABLED");
    CHECK(off.last.transponder == QIKI_XPDR_NONE);

    ship v({{"address24", int64_t{0x3C0001}}});
    v.hears({}, 1);
    const std::string own(v.last.identity, 5);
    CHECK((own == "ALLY-" && v.last.transponder == QIKI_XPDR_S && (v.last.valid & QIKI_TRUTH_HAS_ADDRESS)));
    v.hears({say(xpdr_mode, {3})}, 1);
    const std::string lie(v.last.identity, 16);
    CHECK((lie.substr(0, 6) == "SPOOF-" && v.last.transponder == QIKI_XPDR_SPOOF));
    CHECK(!(v.last.valid & (QIKI_TRUTH_HAS_ADDRESS | QIKI_TRUTH_HAS_MODE3A))); // the claim stands alone
    for (const double mode : {0.0, 2.0}) {
        v.hears({say(xpdr_mode, {mode}, 2)}, 1);
        CHECK((v.last.transponder == QIKI_XPDR_NONE && !(v.last.valid & QIKI_TRUTH_HAS_ADDRESS)));
    }
    v.hears({say(xpdr_mode, {3}, 3)}, 1);
    CHECK(std::string(v.last.identity, 16) == lie);
    v.hears({say(xpdr_mode, {4}, 4)}, 1);
    CHECK(v.refused() == "INVALID_MODE");

    for (const char* kind : {"s", "spoof"}) {
        ship liar({{"xpdr", std::string(kind[1] ? "on" : "spoof")},
                   {"transponder", std::string(kind)},
                   {"spoof_identity", std::string("STATION")},
                   {"address24", int64_t{0x3C0001}}});
        liar.hears({}, 1);
        CHECK((std::string(liar.last.identity) == "STATION" && liar.last.transponder == QIKI_XPDR_SPOOF));
        CHECK((liar.last.address24 == 0 && !(liar.last.valid & QIKI_TRUTH_HAS_ADDRESS)));
    }
}

TEST_CASE("Power verbs: a bridge without a dock is refused, the burst link and the radar are switched") {
    ship v;
    v.hears({say(power_dock, {1})}, 1);
    CHECK(v.refused() == "CRAFT_IS_NOT_DOCKED");
    CHECK((v.said("loads")[5] == Approx(20) && v.said("radar_allowed")[0] == 1));
    v.hears({say(power_nbl_max, {7}, 2), say(power_radar, {0}, 3)}, 1);
    CHECK((v.said("loads")[5] == Approx(7) && v.said("loads")[3] == 0 && v.said("radar_allowed")[0] == 0));
    v.hears({say(power_nbl, {0}, 4)}, 1);
    CHECK(v.said("loads")[5] == 0);
    v.hears({say(dock_engage, {0}, 5)}, 1);
    CHECK(v.refused() == "NO_STATION");
    v.hears({say(dock_release, {}, 6)}, 1);
    CHECK(v.refused() == "CRAFT_IS_NOT_DOCKED");
}

TEST_CASE("Commands that do not fit are refused, also where no gate stands before them") {
    ship v;
    qiki_command none = say(99, {}), few = say(rcs_fire, {0}, 2), nan = say(power_nbl_max, {5}, 3);
    nan.arg[0] = QIKI_NAN;
    v.hears({none, few, nan}, 1);
    CHECK(v.statuses() == states{QIKI_RECEIPT_REFUSED, QIKI_RECEIPT_REFUSED, QIKI_RECEIPT_REFUSED});
    CHECK(v.refused() == "COMMAND_DOES_NOT_FIT");
}

TEST_CASE("The page lists the numbers of refusals and ends as the receipts have them, and the bits of what is shed") {
    std::ifstream in(QIKI_SOURCE_DIR "/docs/craft.md");
    std::string page{std::istreambuf_iterator<char>(in), {}};
    std::replace(page.begin(), page.end(), '\n', ' ');
    const auto has = [&](size_t number, const char* name) {
        INFO(number << " " << name);
        CHECK(page.find(" " + std::to_string(number) + " `" + name + "`") != std::string::npos);
    };
    for (size_t i = 1; i < std::size(craft::refusal_names); ++i) has(i, craft::refusal_names[i]);
    for (size_t i = 1; i < std::size(craft::outcome_names); ++i) has(i, craft::outcome_names[i]);
    const char* const words[craft::loads] = {"base",        "drive",      "computer", "radar",
                                             "transponder", "burst link", "valves"};
    std::string sum;
    for (size_t i = 0; i < craft::loads; ++i) sum += (i ? ", " : "(") + std::to_string(1u << i) + " " + words[i];
    CHECK(page.find(sum + ")") != std::string::npos);
}
