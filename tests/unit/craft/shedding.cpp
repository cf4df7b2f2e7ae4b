// SPDX-License-Identifier: MIT
// tests/unit/craft/shedding.cpp - who goes without when the bus cannot feed all: always in one order, and back again.
#include "aboard.hpp"
#include "charged.hpp"
#include "qiki/random.h"

using namespace aboard;
using Catch::Detail::Approx;

namespace {
// 60 W base, 18 radar, 6 transponder, 20 burst link; the bus gives 134 W at 80 %.
flows asked(const power_settings& s, double speed, double valves) {
    power p = charged(s);
    demand d;
    d.speed = speed, d.valves = valves;
    return step(s, p, d, 1e-3);
}
} // namespace

TEST_CASE("power: pdu_overcurrent sheds in deterministic order: burst link, radar and transponder, before the drive "
          "and the valves") {
    const power_settings s;
    CHECK(!asked(s, 0, 1.4).any_shed()); // 132 W
    const flows f = asked(s, 0, 3);
    CHECK((f.shed[nbl] == overcurrent && f.shed[radar] == overcurrent && f.shed[transponder] == overcurrent));
    CHECK((f.load[nbl] == 0 && f.load[radar] == 0 && f.load[transponder] == 0));
    CHECK((f.throttled[drive] == 0 && f.throttled[rcs_valves] == 0 && f.load[rcs_valves] == 60 && f.faults == 0));
}

TEST_CASE("power: pdu_overcurrent throttles motion by the excess") {
    const flows f = asked({}, 1, 3); // 60 + 40 + 60 = 160
    CHECK((f.throttled[drive] == 1 && f.throttled[rcs_valves] == 0 && f.drive_share == Approx(14.0 / 40)));
    CHECK((f.load[drive] == Approx(14) && f.load[rcs_valves] == 60 && f.faults == 0));
}

TEST_CASE("power: pdu_overcurrent throttles RCS by what the drive could not give, and beyond that it is a fault") {
    const flows f = asked({}, 1, 4); // the drive gives way altogether, and the valves by 6 W
    CHECK((f.load[drive] == 0 && f.rcs_share == Approx(74.0 / 80) && f.faults == 0));
    power_settings weak;
    weak.bus_current = 1;
    const flows g = asked(weak, 1, 4);
    CHECK(((g.faults & pdu_overcurrent) && g.rcs_share == 0 && g.load[base] == 60));
}

TEST_CASE("power_load_shedding_order: stable order, whatever is asked for") {
    for (uint64_t k = 0; k < 2000; ++k) {
        const auto chance = [&](uint32_t i) { return qiki_uniform(qiki_draw(17, k, i, 0, 0), 0); };
        power_settings s;
        s.bus_current = 0.5 + 8 * chance(0);
        power p = charged(s, chance(1));
        demand d;
        d.speed = 2 * chance(2), d.cpu = chance(3), d.valves = 16 * chance(4), d.radar_on = chance(5) > 0.2;
        d.radiates = chance(6) > 0.2, d.core_tripped = chance(7) > 0.8, d.pdu_tripped = chance(8) > 0.8;
        power again = p;
        const flows f = step(s, p, d, 0.1), g = step(s, again, d, 0.1);
        INFO(k);
        CHECK((f.load == g.load && f.shed == g.shed && f.throttled == g.throttled && f.faults == g.faults));
        const double small = f.load[nbl] + f.load[radar] + f.load[transponder];
        if (f.throttled[drive] || f.throttled[rcs_valves]) CHECK(small == 0); // they went before
        if (f.throttled[rcs_valves]) CHECK(f.load[drive] == 0);
        if (f.faults & pdu_overcurrent) CHECK(f.load[drive] + f.load[rcs_valves] == 0);
        else CHECK(f.out() <= f.limit * (1 + 1e-9)); // also while the supercapacitor is charged
        CHECK(f.load[base] == s.base_load);          // never shed
    }
}

TEST_CASE("power_load_shedding_order: trip sheds radar/transponder or nbl on the next tick") {
    const power_settings s;
    power p = charged(s);
    demand d;
    d.pdu_tripped = true;
    flows f = step(s, p, d, 1);
    CHECK((f.shed[radar] == overheated && f.shed[transponder] == overheated && f.shed[nbl] == overheated));
    d.pdu_tripped = false, d.core_tripped = true;
    f = step(s, p, d, 1);
    CHECK((f.shed[radar] == 0 && f.shed[transponder] == 0 && f.shed[nbl] == overheated));
    d.core_tripped = false, d.core = 400;
    CHECK(step(s, p, d, 1).shed[nbl] == over_budget);
    p.stored = 0.34 * s.capacity;
    CHECK(step(s, p, {}, 1).shed[nbl] == over_budget);
    // In the craft: what trips in one tick sheds in the next.
    for (const bool of_pdu : {true, false}) {
        ship v({{"thermal.outside", 1000.0}, // it is getting hot
                {"thermal.start",
                 of_pdu ? numbers{298, 368.14, 293, 293, 213, 223} : numbers{363.14, 298, 293, 293, 213, 223}}});
        v.hears({}, 1, second / 20); // to the next instant of control
        CHECK(v.happened("THERMAL_TRIP"));
        const numbers before = v.said("loads");
        CHECK((before[3] == Approx(18) && before[4] == Approx(6) && before[5] == Approx(20)));
        v.hears({}, 1, second / 20);
        const numbers after = v.said("loads"), why = v.said("shed");
        CHECK((after[3] == Approx(of_pdu ? 0 : 18) && after[4] == Approx(of_pdu ? 0 : 6) && after[5] == 0));
        CHECK(why[5] == static_cast<double>(overheated));
    }
}

TEST_CASE("power_load_shedding_order: each load that goes or comes back is told, and all that go without beside it") {
    using told = std::vector<numbers>;
    ship v({{"battery.capacity", 3600.0}, {"battery.soc", 0.36}, {"supercap.capacity", 0.0}});
    const auto heard = [&](const char* code) {
        told all;
        for (const auto& e : v.events)
            if (text_of(e.code) == code) all.emplace_back(e.v, e.v + e.n);
        return all;
    };
    v.hears({}, 200); // the burst link, then radar and transponder
    CHECK(heard("LOADS_SHED") == told{{32, over_budget, 32}, {56, low_soc, 24}});
    CHECK(heard("LOADS_RESTORED").empty());
    CHECK_THAT(v.log(), Catch::Contains("without power: radar, transponder (low charge), as before: nbl"));
    v.hears({}, 200); // drive and valves, in the brown-out
    CHECK(heard("LOADS_SHED") == told{{122, no_source, 66}});

    ship sunny(
        {{"battery.capacity", 1200.0}, {"battery.soc", 0.2}, {"solar.power", 120.0}, {"supercap.capacity", 0.0}});
    sunny.hears({}, 1);
    v.events = sunny.events;
    CHECK(heard("LOADS_SHED") == told{{56, over_budget | low_soc, 56}});
    sunny.hears({}, 300);
    v.events = sunny.events;
    CHECK(heard("LOADS_RESTORED") == told{{32, 24}, {0, 32}});
    CHECK(heard("LOADS_SHED").empty());
}

TEST_CASE("power: the burst link comes back by a margin after it was shed for charge or heat, and does not flap") {
    power_settings s;
    power p = charged(s, 0.36);
    const auto why = [&](double soc, double k) {
        p.stored = soc * s.capacity;
        demand d;
        d.core = k;
        return grant(s, p, d, 0.05).shed[nbl];
    };
    CHECK((why(0.36, 293) == 0 && why(0.349, 293) == over_budget)); // 0.35
    CHECK((why(0.36, 293) == over_budget && why(0.399, 293) == over_budget && why(0.4, 293) == 0));
    CHECK((why(0.36, 363) == 0 && why(0.36, 364) == over_budget)); // 363.15 K
    CHECK((why(0.36, 362) == over_budget && why(0.36, 358) == 0));
    s.nbl_soc = 0.98; // more than full is never
    CHECK((why(0.97, 293) == over_budget && why(0.999, 293) == over_budget && why(1, 293) == 0));

    // The sun feeds all but the burst link.
    ship v({{"battery.capacity", 7200.0}, {"battery.soc", 0.36}, {"supercap.capacity", 0.0}, {"solar.power", 105.0}});
    v.hears({}, 600);
    size_t sheds = 0;
    for (const auto& e : v.events) sheds += text_of(e.code) == "LOADS_SHED";
    CHECK((sheds >= 1 && sheds <= 2));
}

TEST_CASE(
    "power_load_shedding_order: overcurrent recovers, 5 s after the last, not with the next pause between pulses") {
    const power_settings s;
    power p = charged(s);
    demand d;
    d.valves = 4;
    CHECK(step(s, p, d, 1e-3).shed[radar] == overcurrent);
    CHECK(step(s, p, {}, 1e-3).shed[radar] == overcurrent);
    CHECK(step(s, p, {}, 4.9).shed[radar] == overcurrent);
    CHECK(step(s, p, {}, 0.2).shed[radar] == overcurrent); // 4.9 s have passed when it begins
    CHECK(!step(s, p, {}, 0.2).any_shed());
}

TEST_CASE("power: breakdown is consistent with totals, as the craft tells them, under random orders") {
    ship v({{"battery.capacity", 3600.0 * 20}, {"propellant", 200.0}, {"max_speed", 5.0}});
    for (uint32_t k = 0; k < 600; ++k) {
        const auto chance = [&](uint32_t i) { return qiki_uniform(qiki_draw(23, k, i, 0, 0), 0); };
        std::vector<qiki_command> all;
        if (chance(0) < 0.2)
            all.push_back(say(rcs_fire, {std::floor(6 * chance(1)), 100 * chance(2), 3 * chance(3)}, 2 * k + 1));
        if (chance(4) < 0.1) all.push_back(say(power_nbl_max, {60 * chance(5)}, 2 * k + 2));
        v.hears(all, 1);
        const numbers from = v.said("sources"), to = v.said("loads"), battery = v.said("battery");
        REQUIRE((from.size() == 3 && to.size() == loads + 1 && battery.size() == 4));
        double in = 0, out = 0;
        for (const double w : from) in += w;
        for (const double w : to) out += w;
        CHECK(in + battery[1] == Approx(out + battery[0] + battery[2]).epsilon(1e-9));
        CHECK(v.said("bus_voltage")[0] * v.said("bus_current")[0] == Approx(out).epsilon(1e-9));
    }
}
