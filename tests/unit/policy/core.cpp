// SPDX-License-Identifier: MIT
// tests/unit/policy/core.cpp - the core policy, row by row of its table.
#include "play.hpp"
#include <fstream>
#include <iterator>

using namespace play;

namespace {
std::string core() {
    std::ifstream in(QIKI_SOURCE_DIR "/scripts/lua/policies/core.lua");
    return {std::istreambuf_iterator<char>(in), {}};
}

struct mind : stage {
    mind() : stage(core()) {}
    explicit mind(const char* initial) : stage(core(), {give("initial", {std::string(initial)})}) {}

    std::string all_of(const known& k, std::vector<known> tracks = {}) {
        t += s;
        uint64_t id = 0;
        for (const known& x : tracks) judge(t, ++id, x);
        return decide(t, k);
    }
    // Without what is proposed.
    std::string tick(const known& k, std::vector<known> tracks = {}) {
        std::string out, rest = all_of(k, std::move(tracks)) + ", ";
        for (size_t at = 0, end; (end = rest.find(", ", at)) != std::string::npos; at = end + 2) {
            const std::string part = rest.substr(at, end - at);
            if (part.find("actuator(") == 0 || part.find("nothing ") == 0) { // to the end of its arguments
                while (rest.compare(at, 9, "actuator(") == 0 &&
                       rest.substr(at, end - at).find(')') == std::string::npos)
                    end = rest.find(", ", end + 1);
                continue;
            }
            out += (out.empty() ? "" : ", ") + part;
        }
        return out;
    }
    // Puts it into a state by what leads there.
    void to(const std::string& wanted) {
        if (wanted == "BOOTING") return;
        tick({{"bios_ok", wanted == "ERROR_STATE" ? 0.0 : 1.0}});
        if (wanted == "ACTIVE") tick({{"bios_ok", 1}, {"has_proposals", 1}});
        REQUIRE(state() == wanted);
    }
    qiki_ns t = 0;
};

const known unknown_close{{"range", 50}, {"quality", 0.9}, {"iff", QIKI_IFF_UNKNOWN}, {"transponder", QIKI_XPDR_NONE}};
const known foe_silent{{"range", 120}, {"quality", 0.9}, {"iff", QIKI_IFF_HOSTILE}, {"transponder", QIKI_XPDR_NONE}};
const known spoofer{{"range", 400}, {"quality", 0.9}, {"iff", QIKI_IFF_FRIEND}, {"spoofed", 1}};
const known ok{{"bios_ok", 1}, {"has_proposals", 0}}, busy{{"bios_ok", 1}, {"has_proposals", 1}},
    broken{{"bios_ok", 0}, {"has_proposals", 0}};
} // namespace

TEST_CASE("fsm_handler boot ok: BOOTING to IDLE, BOOT_COMPLETE") {
    mind m;
    CHECK(m.tick(ok) == "BOOTING->IDLE because BOOT_COMPLETE");
}
TEST_CASE("fsm_handler boot fail: BOOTING to ERROR_STATE, BIOS_ERROR") {
    mind m;
    CHECK(m.tick(broken) == "BOOTING->ERROR_STATE because BIOS_ERROR");
}
TEST_CASE("fsm_handler BIOS not heard yet: BOOTING stays") {
    mind m;
    CHECK(m.tick({}) == "");
    CHECK(m.state() == "BOOTING");
}
TEST_CASE("fsm_handler proposals: IDLE to ACTIVE, PROPOSALS_RECEIVED") {
    mind m;
    m.to("IDLE");
    CHECK(m.tick(busy) == "IDLE->ACTIVE because PROPOSALS_RECEIVED");
}
TEST_CASE("fsm_handler none: ACTIVE to IDLE, NO_PROPOSALS") {
    mind m;
    m.to("ACTIVE");
    CHECK(m.tick(ok) == "ACTIVE->IDLE because NO_PROPOSALS");
}
TEST_CASE("fsm_handler recovery: ERROR_STATE to IDLE, ERROR_CLEARED") {
    mind m;
    m.to("ERROR_STATE");
    CHECK(m.tick(broken) == "");
    CHECK(m.tick(ok) == "ERROR_STATE->IDLE because ERROR_CLEARED");
}
TEST_CASE("fsm_handler recovery waits while the gate is in SAFE_MODE") {
    mind m;
    m.to("ERROR_STATE");
    CHECK(m.tick({{"bios_ok", 1}, {"has_proposals", 0}, {"safe", 1}}) == "");
    CHECK(m.tick({{"bios_ok", 1}, {"has_proposals", 0}, {"safe", 0}}) == "ERROR_STATE->IDLE because ERROR_CLEARED");
}
TEST_CASE("fsm_handler otherwise: unchanged") {
    mind idle, active;
    idle.to("IDLE"), active.to("ACTIVE");
    CHECK(idle.tick(ok) == "");
    CHECK(active.tick(busy) == "");
    CHECK(idle.tick({{"bios_ok", 0}, {"has_proposals", 0}}) == ""); // only BOOTING and ERROR_STATE ask the BIOS
    CHECK(idle.state() + active.state() == "IDLEACTIVE");
}

TEST_CASE("critical guard lands in shared ERROR: from every state of the agent, BOOTING included") {
    for (const char* from : {"BOOTING", "IDLE", "ACTIVE"}) {
        mind a, b;
        a.to(from), b.to(from);
        CHECK(a.tick(busy, {unknown_close}) == "+UNKNOWN_CONTACT_CLOSE 1 (50), " + std::string(from) +
                                                   "->ERROR_STATE because RADAR_ALERT_UNKNOWN_CLOSE");
        CHECK(b.tick(busy, {foe_silent}) == "+FOE_TRANSPONDER_OFF_APPROACH 1 (120), " + std::string(from) +
                                                "->ERROR_STATE because RADAR_ALERT_FOE_APPROACH");
    }
}
TEST_CASE("A critical guard keeps ERROR_STATE, although the BIOS is well, until it is gone") {
    mind m;
    m.to("IDLE");
    m.tick(ok, {unknown_close});
    CHECK(m.tick(ok, {unknown_close}) == "");
    CHECK(m.state() == "ERROR_STATE");
    CHECK(m.tick(ok) == "-UNKNOWN_CONTACT_CLOSE 1, ERROR_STATE->IDLE because ERROR_CLEARED");
}
TEST_CASE("A warning guard wakes IDLE: ACTIVE, RADAR_ALERT_SPOOF") {
    mind m;
    m.to("IDLE");
    CHECK(m.tick(ok, {spoofer}) == "+SPOOFING_DETECTED 1 (400), IDLE->ACTIVE because RADAR_ALERT_SPOOF");
}
TEST_CASE("A warning guard leaves every other state as it is, also where another rule would move it") {
    mind booting, active, error;
    active.to("ACTIVE"), error.to("ERROR_STATE");
    CHECK(booting.tick(ok, {spoofer}) == "+SPOOFING_DETECTED 1 (400)");
    CHECK(active.tick(ok, {spoofer}) == "+SPOOFING_DETECTED 1 (400)");
    CHECK(error.tick(ok, {spoofer}) == "+SPOOFING_DETECTED 1 (400)");
    CHECK(booting.state() == "BOOTING");
    CHECK(active.state() == "ACTIVE");
    CHECK(error.state() == "ERROR_STATE");
    CHECK(active.tick(ok) == "-SPOOFING_DETECTED 1, ACTIVE->IDLE because NO_PROPOSALS");
}
TEST_CASE("The gravest guard speaks when several are active") {
    mind m;
    m.to("IDLE");
    CHECK(m.tick(ok, {spoofer, foe_silent}) == "+FOE_TRANSPONDER_OFF_APPROACH 2 (120), +SPOOFING_DETECTED 1 (400), "
                                               "IDLE->ERROR_STATE because RADAR_ALERT_FOE_APPROACH");
}
TEST_CASE("paused_state_is_not_healed_as_error") {
    for (const char* held : {"PAUSED", "SHUTDOWN"}) {
        mind m(held);
        CHECK(m.tick(busy) == "");
        CHECK(m.tick(broken) == "");
        CHECK(m.tick(ok, {unknown_close}) == "+UNKNOWN_CONTACT_CLOSE 1 (50)"); // told, not acted on
        CHECK(m.state() == held);
    }
}
TEST_CASE("The conditions of the guards of the core") {
    mind m;
    const auto with = [](known k, const char* name, double x) {
        k.set(name, x);
        return k;
    };
    CHECK(m.tick({}, {with(unknown_close, "range", 70.1), with(unknown_close, "quality", 0.19),
                      with(unknown_close, "iff", QIKI_IFF_FRIEND), with(foe_silent, "range", 150.1),
                      with(foe_silent, "quality", 0.09), with(foe_silent, "transponder", QIKI_XPDR_S),
                      with(spoofer, "range", 500.1), with(spoofer, "spoofed", 0)}) == "");
    CHECK(m.tick({}, {with(spoofer, "range", 500), with(spoofer, "range", 0)}) ==
          "+SPOOFING_DETECTED 1 (500), +SPOOFING_DETECTED 2 (0)");
}
TEST_CASE("rule engine: BIOS error proposal, SET_MODE of the system controller for the craft's safety") {
    mind m;
    CHECK(m.all_of(broken) ==
          "BOOTING->ERROR_STATE because BIOS_ERROR, actuator(2, 5, 0, 0) because BIOS_ERROR as SAFETY");
    CHECK(m.all_of(ok) ==
          "ERROR_STATE->IDLE because ERROR_CLEARED, actuator(2, 5, 1, 0) because ERROR_CLEARED as SAFETY");
}
TEST_CASE("rule engine: guard proposal, one for each rule and track, once") {
    mind m;
    m.to("IDLE");
    CHECK(m.all_of(ok, {unknown_close, unknown_close}) ==
          "+UNKNOWN_CONTACT_CLOSE 1 (50), +UNKNOWN_CONTACT_CLOSE 2 (50), IDLE->ERROR_STATE because "
          "RADAR_ALERT_UNKNOWN_CLOSE, "
          "actuator(2, 5, 0, 0) because RADAR_ALERT_UNKNOWN_CLOSE as SAFETY of 1, "
          "actuator(2, 5, 0, 0) because RADAR_ALERT_UNKNOWN_CLOSE as SAFETY of 2");
    CHECK(m.all_of(ok, {unknown_close, unknown_close}) == "");
    mind foe;
    CHECK(foe.all_of(ok, {foe_silent}) ==
          "+FOE_TRANSPONDER_OFF_APPROACH 1 (120), BOOTING->ERROR_STATE because "
          "RADAR_ALERT_FOE_APPROACH, actuator(2, 5, 0, 0) because RADAR_ALERT_FOE_APPROACH as SAFETY of 1");
}
TEST_CASE("rule engine: spoof diagnostics, a proposal to do nothing") {
    mind m;
    m.to("IDLE");
    CHECK(m.all_of(ok, {spoofer}) == "+SPOOFING_DETECTED 1 (400), IDLE->ACTIVE because RADAR_ALERT_SPOOF, "
                                     "nothing because RADAR_ALERT_SPOOF as DIAGNOSTICS of 1");
}
TEST_CASE("The ranges of the core are parameters of the scenario") {
    stage m(core(), {give("close_range", {80.0})});
    m.judge(s, 1, {{"range", 79}, {"quality", 0.9}, {"iff", 0}});
    CHECK(m.decide(s) == "+UNKNOWN_CONTACT_CLOSE 1 (79), BOOTING->ERROR_STATE because RADAR_ALERT_UNKNOWN_CLOSE, "
                         "actuator(2, 5, 0, 0) because RADAR_ALERT_UNKNOWN_CLOSE as SAFETY of 1");
}
