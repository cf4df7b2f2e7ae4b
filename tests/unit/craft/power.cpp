// SPDX-License-Identifier: MIT
// tests/unit/craft/power.cpp - the power plane: every joule is accounted for, and what cannot be stored or served is
// told.
#include "charged.hpp"
#include "qiki/random.h"
#include <catch2/catch.hpp>

using namespace craft;
using Catch::Detail::Approx;

namespace {
double held(const power& p) { return p.stored + p.cap; }
} // namespace

TEST_CASE("Power plane: energy balances to 1e-9 in every step, whatever is switched, docked, hot or empty",
          "[capability]") {
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
            const double gained = (f.solar + f.dock - f.out() + f.cap_in - f.spilled) * h;
            CHECK(held(p) - was == Approx(gained).margin(1e-9 * (s.capacity + s.cap)));
            CHECK(f.in() + f.battery_out == Approx(f.out() + f.battery_in + f.spilled).epsilon(1e-9));
            REQUIRE((p.stored >= 0 && p.stored <= s.capacity && p.cap >= 0 && p.cap <= s.cap));
            in += (f.solar + f.dock) * h, out += (f.out() - f.cap_in + f.spilled) * h;
        }
        CHECK(held(p) - before == Approx(in - out).margin(1e-9 * (in + out)));
    }
}

TEST_CASE("power: soc_changes_from_net_power_and_capacity") {
    power_settings s;
    s.cap = 0;
    power p = charged(s);
    demand d;
    d.radar_on = d.radiates = false;
    p.nbl_on = 0;
    step(s, p, d, 3600); // 30 W in, 60 W out
    CHECK(p.soc(s) == Approx(0.8 - 30.0 * 3600 / s.capacity).epsilon(1e-12));
}

TEST_CASE("power: charge_limit reports spill") {
    power_settings s;
    s.cap = 0, s.solar = 300, s.charge = 100;
    power p = charged(s);
    p.nbl_on = 0;
    demand d;
    d.radar_on = d.radiates = false;
    const flows f = step(s, p, d, 1); // 300 W in, 60 W out
    CHECK(f.faults == charge_limit);
    CHECK((f.spilled == Approx(140) && f.battery_in == Approx(100) && f.unserved == 0));
    s.charge = 0; // any
    const flows all = step(s, p, d, 1);
    CHECK((all.faults == 0 && all.spilled == 0 && all.battery_in == Approx(240)));
}

TEST_CASE("power: discharge_limit reports unserved") {
    power_settings s;
    s.cap = 0, s.solar = 0, s.discharge = 20;
    power p = charged(s);
    p.nbl_on = 0;
    demand d;
    d.radar_on = d.radiates = false;
    const flows f = step(s, p, d, 1);
    CHECK((f.faults == discharge_limit && f.spilled == 0 && f.battery_out == Approx(20) && f.unserved == Approx(40)));
    CHECK(f.load[base] == Approx(20)); // what is not there is not had
    s.discharge = 0;                   // any
    const flows all = step(s, p, d, 1);
    CHECK((all.faults == 0 && all.unserved == 0 && all.battery_out == Approx(60)));
}

TEST_CASE("DEFECT spill_and_unserved_are_not_reset: neither outlives its step") {
    power_settings s;
    s.cap = 0, s.solar = 300, s.charge = 100, s.discharge = 20;
    power p = charged(s);
    p.nbl_on = 0;
    demand d;
    d.radar_on = d.radiates = false;
    CHECK(step(s, p, d, 1).spilled > 0);
    s.solar = 0;
    const flows f = step(s, p, d, 1);
    CHECK((f.spilled == 0 && f.unserved > 0));
    s.discharge = 140;
    const flows g = step(s, p, d, 1);
    CHECK((g.faults == 0 && g.spilled == 0 && g.unserved == 0)); // the reference kept both from one tick to the next
}

TEST_CASE("power: soc_load_shedding hysteresis blocks non-critical loads") {
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

TEST_CASE("power: supercap charges and discharges within its limits, before the battery") {
    power_settings s;
    s.solar = 300, s.cap_charge = 120, s.cap_discharge = 30, s.bus_current = 10;
    power p = charged(s);
    p.nbl_on = 0, p.cap = s.cap - 180;
    demand d;
    d.radar_on = d.radiates = false; // 60 W
    flows f = step(s, p, d, 1);
    CHECK((f.cap_in == Approx(120) && f.cap_out == 0 && f.battery_in == Approx(120)));
    f = step(s, p, d, 1); // 60 J of room are left
    CHECK((f.cap_in == Approx(60) && f.battery_in == Approx(120) && f.spilled == Approx(60)));
    CHECK(p.cap == Approx(s.cap));
    CHECK(step(s, p, d, 1).cap_in == 0);
    s.solar = 0;
    f = step(s, p, d, 1);
    CHECK((f.cap_out == Approx(30) && f.cap_in == 0 && f.battery_out == Approx(30)));
    p.cap = 12;
    f = step(s, p, d, 1); // its last drop, and the battery gives the rest
    CHECK((f.cap_out == Approx(12) && f.battery_out == Approx(48) && p.cap == 0));
}

TEST_CASE("power: the supercapacitor is charged with what the bus has left, and the battery has the rest") {
    power_settings s;
    s.solar = 300; // 134 W go through the distribution unit
    power p = charged(s);
    p.nbl_on = 0, p.cap = 0;
    demand d;
    d.radar_on = d.radiates = false; // 60 W
    const flows f = step(s, p, d, 1);
    CHECK((f.cap_in == Approx(74) && f.battery_in == Approx(120) && f.spilled == Approx(46)));
    CHECK((f.out() == Approx(f.limit) && f.bus_a == Approx(5)));
    d.cpu = 1, p.nbl_on = 1, d.radar_on = true; // 60 + 35 + 20 + 18
    CHECK(step(s, p, d, 1).bus_a == Approx(5));
    d.valves = 4;
    CHECK(step(s, p, d, 1).bus_a == Approx(5)); // and none is left
}

TEST_CASE("power: dock soft start ramps in 2 s and begins anew, undocked the dock gives nothing") {
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
