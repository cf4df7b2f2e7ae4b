// SPDX-License-Identifier: MIT
// tests/unit/gate/safe.cpp - SAFE_MODE as a value: who holds it, and how many good cycles let him go.
#include "host/gate/safe.hpp"
#include <catch2/catch.hpp>

using namespace qiki::gate;

TEST_CASE("safe_mode FSM: every reason of entry has its word, and a stranger is UNKNOWN") {
    for (size_t i = 0; i < safe_reasons().size(); ++i)
        CHECK(safe_reason_of(safe_reasons()[i]) == static_cast<safe_reason>(i));
    CHECK(safe_reasons().size() == 7);
    for (const char* stranger : {"", "bios_invalid", "SENSORS_STALE ", "NO"})
        CHECK(safe_reason_of(stranger) == safe_reason::unknown);
}

TEST_CASE("safe_mode FSM: exits after N cycles") {
    for (const uint32_t cycles : {1u, 3u, 10u}) {
        safe_mode m;
        CHECK(good_cycle(m, 5, cycles).what == safe_change::none); // nothing to recover from
        CHECK(request(m, 5, safe_reason::bios_unavailable).what == safe_change::entered);
        for (uint32_t i = 1; i < cycles; ++i) {
            const safe_step s = good_cycle(m, 5, cycles);
            CHECK((s.what == safe_change::recovering && s.who.good == i && m.on()));
        }
        CHECK(good_cycle(m, 5, cycles).what == safe_change::left);
        CHECK(!m.on());
    }
}

TEST_CASE("safe_mode FSM: flapping resets counter") {
    safe_mode m;
    request(m, 5, safe_reason::sensors_stale);
    for (int i = 0; i < 20; ++i) {
        good_cycle(m, 5, 3), good_cycle(m, 5, 3);
        const safe_step s = request(m, 5, safe_reason::sensors_unavailable);
        CHECK((s.what == safe_change::held && s.who.good == 2 && s.who.why == safe_reason::sensors_unavailable));
        CHECK(request(m, 5, safe_reason::sensors_unavailable).what == safe_change::none); // says nothing new
    }
    CHECK(m.on());
    good_cycle(m, 5, 3), good_cycle(m, 5, 3);
    CHECK(good_cycle(m, 5, 3).what == safe_change::left);
}

TEST_CASE("safe_mode FSM: one holder's good cycles do not free another's") {
    safe_mode m;
    request(m, 5, safe_reason::sensors_stale);
    CHECK(request(m, the_post, safe_reason::bios_invalid).what == safe_change::entered);
    for (int i = 0; i < 9; ++i) good_cycle(m, 5, 3);
    REQUIRE(m.held.size() == 1);
    CHECK(m.held[0].who == the_post);
    CHECK(good_cycle(m, 6, 3).what == safe_change::none); // who holds nothing counts nothing
    CHECK(m.held[0].good == 0);
}
