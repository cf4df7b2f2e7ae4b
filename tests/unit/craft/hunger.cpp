// SPDX-License-Identifier: MIT
// tests/unit/craft/hunger.cpp - what is not fed does not work, and what is fed costs the same at any tick.
#include "aboard.hpp"
#include "charged.hpp"

using namespace aboard;

namespace {
// Four nozzles push without torque; the bus lets everything through.
rig::settings bare() {
    return {{"com", numbers{0, 0, 0}}, {"rcs.spread", 0.0}, {"bus.current", 1000.0}, {"supercap.capacity", 0.0}};
}
// Nothing in store, and so much from the sun.
rig::settings poor(double sun) {
    rig::settings s = bare();
    s["battery.capacity"] = 1000.0, s["battery.soc"] = 0.0, s["solar.power"] = sun;
    return s;
}
double full_burn(double seconds) { return 1040 / std::sqrt(2.0) * seconds / 412; }
} // namespace

TEST_CASE("power: burns cost the same at any tick, and what their valves took while they were open") {
    rig::settings s = bare();
    s["battery.capacity"] = 3600.0, s["battery.soc"] = 1.0, s["battery.discharge"] = 0.0;
    ship idle(s);
    idle.hears({}, 120);
    s["burns"] = numbers{1, 0, 1, 0.6, 3, 0, 1, 0.6, 5, 0, 1, 0.6, 7.013, 0, 1, 0.6};
    ship fine(s);
    fine.hears({}, 240, second / 20);
    const double left = fine.said("soc")[0];
    CHECK((idle.said("soc")[0] - left) * 3600 == Approx(4 * 0.6 * 80).epsilon(1e-3));
    for (const qiki_ns tick : {second / 100, 3 * second / 100, tenth, second / 2, second, 2 * second, 4 * second}) {
        ship v(s);
        v.hears({}, static_cast<int>(12 * second / tick), tick);
        INFO(tick);
        CHECK(v.now == 12 * second);
        CHECK(v.said("soc")[0] == Approx(left).epsilon(1e-9));
        if (tick % (second / 20) == 0) CHECK(v.said("temperature")[core] == fine.said("temperature")[core]);
    }
}

TEST_CASE("power: without any, no valve opens, orders fail by name, and later ones are refused") {
    ship v(poor(0));
    v.hears({say(rcs_fire, {0, 100, 2}), say(keep_attitude, {1, 0, 0}, 2)}, 1);
    CHECK(v.failed.size() == 2);
    CHECK(v.last_code() == "NO_POWER");
    CHECK((v.happened("POWER_CRITICAL") && v.happened("LOADS_SHED")));
    v.hears({say(rcs_fire, {0, 100, 2}, 3), say(keep_velocity, {0, 1, 0}, 4)}, 30);
    CHECK(v.statuses() == states{QIKI_RECEIPT_REFUSED, QIKI_RECEIPT_REFUSED});
    CHECK(v.refused() == "NO_POWER");
    CHECK((v.last.vel[1] == 0 && v.said("propellant")[0] == 12));
    for (const double w : v.said("loads")) CHECK(w == 0);
    CHECK(v.said("battery")[3] > 60); // base and computer
    CHECK((v.said("radar_allowed")[0] == 0 && v.said("link")[0] == 1 && v.last.transponder == QIKI_XPDR_NONE));
    rig::settings s = poor(0);
    s["burns"] = numbers{0, 0, 1, 1, 2, 0, 1, 1};
    ship program(s);
    program.hears({}, 40);
    CHECK((program.last.vel[1] == 0 && program.said("propellant")[0] == 12));
}

TEST_CASE("power: valves open no more than what is there lets them, and the receipt says THROTTLED") {
    for (const double sun : {75.0, 90.0, 120.0}) {
        rig::settings s = poor(sun);
        s["load.mcqpu"] = 0.0;
        ship v(s);
        v.hears({}, 1); // at once: nothing is left of what came before
        double valves = 0;
        v.hears({say(rcs_fire, {0, 100, 2})}, 1);
        for (int k = 0; k < 25; ++k) {
            const numbers from = v.said("sources"), to = v.said("loads"), battery = v.said("battery");
            double out = 0;
            for (const double w : to) out += w;
            CHECK(from[0] + battery[1] == Approx(out + battery[0] + battery[2]).epsilon(1e-9));
            CHECK(battery[3] < 1e-9); // nothing works unfed
            valves += 0.1 * to[rcs_valves];
            v.hears({}, 1);
            if (!v.receipts.empty()) CHECK(v.last_code() == "THROTTLED");
        }
        INFO(sun);
        const double share = (sun - 60) / 80; // of all that four valves ask for
        CHECK(valves <= (sun - 60) * 2.7);
        CHECK(v.last.vel[1] <= 1.2 * share * full_burn(2));
        CHECK(v.last.vel[1] >= 0.4 * share * full_burn(2));
    }
    rig::settings rich = poor(200);
    ship v(rich);
    v.hears({say(rcs_fire, {0, 100, 2})}, 25);
    CHECK(v.last_code().empty());
    CHECK(v.last.vel[1] == Approx(full_burn(2)).epsilon(0.02));
}

TEST_CASE("power: a brown-out ends when base and computer have been fed for a while, not before") {
    power_settings s;
    s.cap = 0, s.solar = 40;
    power p = charged(s, 0);
    demand d;
    d.cpu = 0.2;
    grants g = grant(s, p, d, 0.05);
    CHECK((g.dark && g.unserved == Approx(27) && g.load[base] == Approx(40) && g.load[mcqpu] == 0));
    CHECK(((g.shed[radar] & no_source) && (g.faults & discharge_limit)));
    s.solar = 200;
    for (double t = 0; t < s.shed_hold - 0.1; t += 0.05) {
        g = grant(s, p, d, 0.05);
        REQUIRE((g.dark && g.unserved == 0 && g.load[base] == 60 && g.load[mcqpu] == Approx(7)));
        CHECK((g.load[radar] == 0 && g.load[nbl] == 0));
        draw(s, p, g, 0.05);
    }
    for (int k = 0; k < 4; ++k) draw(s, p, grant(s, p, d, 0.05), 0.05);
    g = grant(s, p, d, 0.05);
    CHECK((!g.dark && !(g.shed[radar] & no_source)));
}

TEST_CASE("power: how long the stores last is when they are empty, to the last") {
    power_settings s;
    s.solar = 0, s.cap_discharge = 30;
    for (const double cap : {0.0, 5.0, 60.0, 4000.0})
        for (const double inside : {0.0, 7.0, 90.0}) {
            power p;
            p.cap = cap, p.stored = inside;
            grants g;
            g.load[base] = 50;
            const double t = lasting(s, p, g);
            INFO(cap << " J and " << inside << " J last " << t << " s");
            if (t > 0) CHECK(draw(s, p, g, t).unserved < 1e-9);
            const double least = p.cap > 0 ? 19.9 : 49.9;
            CHECK(draw(s, p, g, 1).unserved >= least);
        }
    power p;
    p.stored = 1;
    CHECK(lasting(s, p, grants{}) > 1e300); // nothing is taken
}
