// SPDX-License-Identifier: MIT
// tests/unit/craft/warmth.cpp - what costs power makes heat: every joule that comes in is stored, warms a part, or has
// left.
#include "plugins/vehicles/craft/warmth.hpp"
#include "aboard.hpp"
#include "charged.hpp"
#include "qiki/random.h"

using namespace aboard;

TEST_CASE("Thermal plane: power becomes heat to 1e-9: sources are stores, heat of the six, heat outside, and what "
          "radiates",
          "[capability]") {
    for (uint64_t seed = 0; seed < 12; ++seed) {
        const auto chance = [&](uint64_t k, uint32_t i) { return qiki_uniform(qiki_draw(seed, k, i, 3, 0), 0); };
        power_settings s;
        s.capacity = 3600 * (1 + 100 * chance(0, 0)), s.cap = 20000 * chance(0, 1), s.solar = 400 * chance(0, 2);
        s.base_load = seed % 3 ? 120 * chance(0, 3) : 0, s.bus_current = 20 * chance(0, 4);
        s.bus_nominal = seed % 4 ? 28 : 1, s.bus_min = seed % 4 ? 22 : 0.1;
        heat_settings h;
        h.share[base] = {chance(0, 5) / 2, chance(0, 6) / 2, 0, 0, 0, 0};
        const thermal_settings body;
        thermal t{body.start, {}};
        power p = charged(s, chance(0, 7));
        const double before = p.stored + p.cap;
        double came = 0, left = 0, radiated = 0;
        for (uint64_t k = 1; k < 400; ++k) {
            demand d;
            d.speed = chance(k, 0), d.cpu = chance(k, 1), d.valves = 8 * chance(k, 2), d.docked = chance(k, 3) > 0.5;
            p.bridge = chance(k, 4) > 0.5;
            const double span = 2 * chance(k, 5) + 1e-3;
            const flows f = step(s, p, d, span);
            const warmth w = warmth_of(h, f, s.dock_v);
            for (const double q : w.into) REQUIRE(q >= -1e-12 * f.used());
            REQUIRE(w.away >= -1e-9 * f.used());
            came += (f.solar + f.dock - f.spilled) * span, radiated += w.away * span;
            left += step(body, t, w.into, span).out;
        }
        double warmed = 0;
        for (uint32_t i = 0; i < nodes; ++i) warmed += body.capacity[i] * (t.temperature[i] - body.start[i]);
        const double gained = p.stored + p.cap - before;
        CHECK(came == Approx(gained + warmed + left + radiated).margin(1e-9 * (came + qiki_fabs(left) + before)));
        if (seed % 4) CHECK(radiated > 0); // at 1 V all is lost in the bus
    }
}

TEST_CASE(
    "Each load warms what it sits in: the base the hull, the burst link the core, and the radar sends a part away") {
    const heat_settings s;
    const auto alone = [&](load l) {
        flows f;
        f.load[l] = 100, f.bus_v = 28, f.bus_a = 100 / 28.0;
        return warmth_of(s, f, 28);
    };
    const double arrives = 100 - 2 - 0.4 * 100 * 100 / (28.0 * 28.0);
    CHECK(alone(base).into[skin] == Approx(arrives));
    CHECK(alone(base).into[pdu] == Approx(100 - arrives));
    CHECK(alone(base).away == Approx(0).margin(1e-9));
    CHECK((alone(nbl).into[core] == Approx(0.7 * arrives) && alone(nbl).away == Approx(0.3 * arrives)));
    CHECK((alone(radar).into[skin] == Approx(0.7 * arrives) && alone(radar).away == Approx(0.3 * arrives)));
    CHECK((alone(rcs_valves).into[skin] == Approx(0.35 * arrives) && alone(rcs_valves).away == Approx(0.65 * arrives)));
}

TEST_CASE("A craft that idles ends where its heat says, and shares beyond one are refused by name") {
    ship v({{"thermal.coupling", numbers{0, 0, 0, 0, 0}}, {"solar.power", 150.0}});
    v.hears({}, 5, 3600 * second);
    // Its hull: the base, a fifth of the computer, and what radar and transponder do not send away, less what is lost.
    const numbers to = v.said("loads");
    double used = 0;
    for (size_t l = 0; l < loads; ++l) used += to[l];
    const double amps = v.said("bus_current")[0], lost = 0.02 * (used + to[loads]) + 0.4 * amps * amps;
    const double hull = to[base] + 0.2 * to[mcqpu] + 0.7 * (to[radar] + to[transponder]);
    CHECK(v.said("temperature")[skin] == Approx(213.15 + hull * (1 - lost / used) / 1.7).epsilon(5e-4));
    CHECK_THROWS_WITH(ship({{"heat.radar", numbers{0.5, 0, 0, 0, 0, 0.6}}}),
                      Catch::Contains("heat.radar") && Catch::Contains("at most 1, found 1.1"));
}

TEST_CASE("A craft at the edge of what may be set is saved and loaded as any other") {
    rig::settings hot{{"load.base", 1e7}, {"solar.power", 1e7}, {"bus.nominal", 1.0}, {"bus.minimum", 0.1}};
    rig::settings sealed = hot;
    sealed["thermal.cooling"] = numbers{0, 0, 0, 0, 0, 0}, sealed["thermal.exchange"] = 0.0;
    sealed["thermal.capacity"] = numbers{1, 1, 1, 1, 1, 1};
    const rig::settings cold{{"thermal.outside", 3.0}, {"thermal.start", numbers{3, 3, 3, 3, 3, 3}}};
    for (const rig::settings& s : {hot, sealed, cold}) {
        ship v(s), twin(s);
        v.hears({}, 100, second);
        twin.load(v.save(), v);
        twin.now = v.now;
        v.hears({}, 3), twin.hears({}, 3);
        CHECK(v.save() == twin.save());
    }
}
