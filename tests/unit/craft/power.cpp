// SPDX-License-Identifier: MIT
// tests/unit/craft/power.cpp - the power plane: every joule is accounted for, and who goes without is told, in order.
#include "plugins/vehicles/craft/power.hpp"
#include "qiki/random.h"
#include <catch2/catch.hpp>

using namespace craft;
using Catch::Detail::Approx;

namespace {
power charged(const power_settings& s, double soc = 0.8) {
    power p;
    p.stored = soc * s.capacity, p.cap = s.cap_soc * s.cap;
    return p;
}
double held(const power& p) { return p.stored + p.cap; }
} // namespace

TEST_CASE("Energy balances to 1e-9 in every step, whatever is switched, docked, hot or empty") {
    for (uint64_t seed = 0; seed < 20; ++seed) {
        const auto chance = [&](uint64_t k, uint32_t i) { return qiki_uniform(qiki_draw(seed, k, i, 0, 0), 0); };
        power_settings s;
        s.capacity = 3600 * (1 + 500 * chance(0, 90)), s.cap = 20000 * chance(0, 91), s.solar = 100 * chance(0, 92);
        s.charge = seed % 3 ? 120 : 0, s.discharge = seed % 4 ? 140 : 0;
        power p = charged(s, chance(0, 93));
        double in = 0, out = 0;
        const double before = held(p);
        for (uint64_t k = 1; k < 500; ++k) {
            demand d;
            d.speed = chance(k, 0), d.cpu = chance(k, 1), d.valves = 8 * chance(k, 2), d.docked = chance(k, 3) > 0.5;
            d.core_tripped = chance(k, 4) > 0.9, d.radar_on = chance(k, 5) > 0.3;
            p.bridge = chance(k, 6) > 0.5, p.nbl_on = chance(k, 7) > 0.5;
            const double h = 100 * chance(k, 8) + 1e-3, was = held(p);
            const flows f = step(s, p, d, h);
            const double gained = (f.solar + f.dock - f.out() + f.cap_in - f.spilled + f.unserved) * h;
            CHECK(held(p) - was == Approx(gained).margin(1e-9 * (s.capacity + s.cap)));
            CHECK(f.in() + f.battery_out + f.unserved == Approx(f.out() + f.battery_in + f.spilled).epsilon(1e-12));
            REQUIRE((p.stored >= 0 && p.stored <= s.capacity && p.cap >= 0 && p.cap <= s.cap));
            in += (f.solar + f.dock + f.unserved) * h, out += (f.out() - f.cap_in + f.spilled) * h;
        }
        CHECK(held(p) - before == Approx(in - out).margin(1e-9 * (in + out)));
    }
}

TEST_CASE("soc_changes_from_net_power_and_capacity") {
    power_settings s;
    s.cap = 0;
    power p = charged(s);
    demand d;
    d.radar_on = d.radiates = false;
    p.nbl_on = 0;
    step(s, p, d, 3600); // 30 W in, 60 W out
    CHECK(p.soc(s) == Approx(0.8 - 30.0 * 3600 / s.capacity).epsilon(1e-12));
}

TEST_CASE("DEFECT spill_and_unserved_are_not_reset: charge_limit reports spill, discharge_limit reports unserved, "
          "neither outlives its step") {
    power_settings s;
    s.cap = 0, s.solar = 300, s.charge = 100;
    power p = charged(s);
    p.nbl_on = 0;
    demand d;
    d.radar_on = d.radiates = false;
    flows f = step(s, p, d, 1);
    CHECK((f.faults & charge_limit) != 0);
    CHECK((f.spilled == Approx(140) && f.battery_in == Approx(100) && f.unserved == 0));
    s.solar = 0, s.discharge = 20;
    f = step(s, p, d, 1);
    CHECK((f.faults == discharge_limit && f.spilled == 0 && f.unserved == Approx(40)));
    s.discharge = 140;
    f = step(s, p, d, 1);
    CHECK((f.faults == 0 && f.unserved == 0)); // the reference kept both from one tick to the next
}

TEST_CASE("soc_load_shedding hysteresis blocks non-critical loads") {
    const power_settings s;
    power p = charged(s, 0.21);
    CHECK(step(s, p, {}, 1e-3).shed[radar] == 0);
    p.stored = 0.2 * s.capacity;
    flows f = step(s, p, {}, 1e-3);
    CHECK((f.shed[radar] == low_soc && f.shed[transponder] == low_soc && f.load[radar] == 0));
    p.stored = 0.29 * s.capacity;
    CHECK(step(s, p, {}, 1e-3).shed[radar] == low_soc); // not yet
    p.stored = 0.3 * s.capacity;
    f = step(s, p, {}, 1e-3);
    CHECK((f.shed[radar] == 0 && f.load[radar] == 18));
}

TEST_CASE(
    "pdu_overcurrent sheds in its order, throttles the drive, then the valves, then it is a fault, and it recovers") {
    const power_settings s;
    power p = charged(s); // the bus gives 134 W
    demand d;
    d.valves = 1.4; // 28 W: 60 + 18 + 6 + 20 + 28 = 132
    CHECK(!step(s, p, d, 1e-3).any_shed());
    d.valves = 3;
    flows f = step(s, p, d, 1e-3);
    CHECK((f.shed[nbl] == overcurrent && f.shed[radar] == overcurrent && f.shed[transponder] == overcurrent));
    CHECK((f.throttled[rcs_valves] == 0 && f.load[rcs_valves] == 60));
    d.speed = 1, d.valves = 3; // 60 + 40 + 60 = 160
    f = step(s, p, d, 1e-3);
    CHECK((f.throttled[drive] == 1 && f.throttled[rcs_valves] == 0 && f.drive_share == Approx(14.0 / 40)));
    d.valves = 4; // the drive gives way altogether, and the valves by 6 W
    f = step(s, p, d, 1e-3);
    CHECK((f.load[drive] == 0 && f.rcs_share == Approx(74.0 / 80) && f.faults == 0));
    power_settings weak = s;
    weak.bus_current = 1;
    f = step(weak, p, d, 1e-3);
    CHECK(((f.faults & pdu_overcurrent) && f.rcs_share == 0));
    // What was shed comes back after 5 s, not with the next pause between pulses.
    CHECK(step(s, p, {}, 1e-3).shed[radar] == overcurrent);
    CHECK(step(s, p, {}, 4.9).shed[radar] == overcurrent);
    CHECK(!step(s, p, {}, 0.2).any_shed());
}

TEST_CASE("A trip sheds radar and transponder, or the burst link, in the next step") {
    const power_settings s;
    power p = charged(s);
    demand d;
    d.pdu_tripped = true;
    flows f = step(s, p, d, 1);
    CHECK((f.shed[radar] == overheated && f.shed[transponder] == overheated && f.shed[nbl] == overheated));
    d.pdu_tripped = false, d.core_tripped = true;
    f = step(s, p, d, 1);
    CHECK((f.shed[radar] == 0 && f.shed[nbl] == overheated));
    d.core_tripped = false, d.core = 400;
    CHECK(step(s, p, d, 1).shed[nbl] == over_budget);
    p.stored = 0.34 * s.capacity;
    CHECK(step(s, p, {}, 1).shed[nbl] == over_budget);
}

TEST_CASE("The dock gives nothing undocked, ramps up in 2 s, and the ramp begins anew") {
    const power_settings s;
    power p = charged(s);
    p.bridge = 1;
    CHECK(step(s, p, {}, 1).dock == 0);
    demand d;
    d.docked = true;
    CHECK(step(s, p, d, 1).dock == Approx(62.5)); // mean of 0 to 125
    CHECK(step(s, p, d, 1).dock == Approx(187.5));
    CHECK(step(s, p, d, 1).dock == Approx(250));
    p.bridge = 0;
    CHECK(step(s, p, d, 1).dock == 0);
    p.bridge = 1;
    CHECK(step(s, p, d, 4).dock == Approx(250 * 0.75)); // the same energy in one step as in four
}

TEST_CASE("An empty battery gives nothing, and says so") {
    power_settings s;
    s.cap = 0;
    power p = charged(s, 0);
    const flows f = step(s, p, {}, 10);
    CHECK((f.battery_out == 0 && f.unserved > 0 && (f.faults & battery_empty)));
    CHECK(p.stored == 0);
}
