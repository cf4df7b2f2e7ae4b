// SPDX-License-Identifier: MIT
// tests/unit/policy/machine.cpp - rules: their order, what they do, what they see.
#include "play.hpp"

using namespace play;

TEST_CASE("FSM states and transitions: the first rule that holds fires, one a tick, and says why", "[capability]") {
    stage a(lua(R"(
return q.policy {
  initial = "BOOTING",
  states = {
    BOOTING = {
      { when = function(f) return f.bios_ok end, to = "IDLE", because = "BOOT_COMPLETE" },
      { when = function(f) return f.bios_ok == false end, to = "ERROR_STATE", because = "BIOS_ERROR" },
    },
    IDLE = { { when = function(f) return f.has_proposals end, to = "ACTIVE", because = "PROPOSALS",
               say = { { "go", 1, 2.5 }, { "hold" } } } },
    ACTIVE = { { when = function(f) return f.speed and f.speed > 3 end, say = function(f) return { "shout", f.speed } end,
                 because = "FAST", priority = 0.25 } },
    ERROR_STATE = {},
  },
})"));
    CHECK(a.state() == "BOOTING");
    CHECK(a.decide(1 * s) == "");
    CHECK(a.decide(2 * s, {{"bios_ok", 1}, {"has_proposals", 1}}) == "BOOTING->IDLE because BOOT_COMPLETE");
    CHECK(a.state() == "IDLE");
    CHECK(a.decide(3 * s, {{"bios_ok", 1}, {"has_proposals", 1}}) ==
          "IDLE->ACTIVE because PROPOSALS, go(1, 2.5) because PROPOSALS, hold() because PROPOSALS");
    CHECK(a.decide(4 * s, {{"speed", 3}}) == "");
    CHECK(a.decide(5 * s, {{"speed", 4}}) == "shout(4) because FAST");
    CHECK(a.decide(6 * s, {{"speed", 5}}) == "shout(5) because FAST");
    CHECK(a.decide(7 * s) == "");
    stage b(lua(R"(
return q.policy { initial = "BOOTING", states = {
  BOOTING = { { when = function(f) return f.bios_ok == false end, to = "ERROR_STATE", because = "BIOS_ERROR" } },
  ERROR_STATE = {} } })"));
    CHECK(b.decide(1 * s, {{"bios_ok", 0}}) == "BOOTING->ERROR_STATE because BIOS_ERROR");
}

TEST_CASE("Rules of any state come before those of the state, but for the states they except") {
    stage a(lua(R"(
return q.policy {
  initial = "A",
  any = { except = { "C" }, { when = function(f) return f.bios_ok == false end, to = "C", because = "BROKEN" } },
  states = {
    A = { { when = function(f) return f.has_proposals end, to = "B", because = "WORK" } },
    B = {},
    C = { { when = function(f) return f.bios_ok end, to = "A", because = "MENDED" } },
  },
})"));
    CHECK(a.decide(1 * s, {{"bios_ok", 0}, {"has_proposals", 1}}) == "A->C because BROKEN");
    CHECK(a.decide(2 * s, {{"bios_ok", 0}}) == "");
    CHECK(a.decide(3 * s, {{"bios_ok", 1}}) == "C->A because MENDED");
    CHECK(a.decide(4 * s, {{"bios_ok", 1}, {"has_proposals", 1}}) == "A->B because WORK");
    CHECK(a.decide(5 * s, {{"bios_ok", 0}}) == "B->C because BROKEN");
}

TEST_CASE("Time in a state counts from its transition, the first state's from the first tick") {
    stage a(lua(R"(
return q.policy { initial = "A", states = {
  A = { { when = function(f) return f.state_time >= 2 end, to = "B", because = "LATE" } },
  B = { { when = function(f) return f.state_time >= 1.5 and f.t > 0 and f.state == "B" end, to = "A", because = "BACK" } } } })"));
    CHECK(a.decide(10 * s) == "");
    CHECK(a.decide(11 * s) == "");
    CHECK(a.decide(12 * s) == "A->B because LATE");
    CHECK(a.decide(13 * s) == "");
    CHECK(a.decide(14 * s) == "B->A because BACK");
    CHECK(a.decide(15 * s) == "");
    CHECK(a.decide(16 * s) == "A->B because LATE");
}
