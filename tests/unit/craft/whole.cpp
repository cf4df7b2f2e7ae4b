// SPDX-License-Identifier: MIT
// tests/unit/craft/whole.cpp - the craft as a plugin: docking, shortage, heat, programs, memory.
#include "aboard.hpp"
#include "plugins/vehicles/craft/words.hpp"

using namespace aboard;

namespace {
// A station above, its port looking down at a craft that rises towards it with its forward bayonet up.
rig::settings rising(double gap, double speed) {
    return {{"station", std::string("station")}, {"station_axis", numbers{0, 0, -1}},
            {"station_port", numbers{0, 0, -2}}, {"at", numbers{0, 0, 100 - 2 - 1.2 - gap}},
            {"velocity", numbers{0, 0, speed}},  {"rcs.spread", 0.0}};
}
qiki_truth berth_at(double up) {
    qiki_truth r{};
    r.entity = station_entity, r.label = QIKI_LABEL_OK, r.valid = QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE;
    r.att[0] = 1, r.pos[2] = up;
    return r;
}
} // namespace

TEST_CASE("docking plane commands: engaged it is captured, locked after 3 s, fed by the bridge, and pushed off when "
          "released") {
    ship v(rising(0.5, 0.1));
    v.station = berth_at(100);
    v.hears({say(dock_engage, {0})}, 1);
    CHECK(v.statuses() == states{QIKI_RECEIPT_ACCEPTED});
    v.hears({}, 60);
    CHECK(v.happened("DOCK_CAPTURED"));
    CHECK(v.said("dock_state")[0] == 1);
    v.hears({say(rcs_fire, {0, 50, 1}, 2)}, 1);
    CHECK(v.refused() == "CRAFT_IS_DOCKED");
    v.hears({}, 40);
    CHECK((v.happened("DOCK_LOCKED") && v.said("dock_state")[0] == 2));
    CHECK(v.statuses() == states{QIKI_RECEIPT_DONE});
    CHECK((v.last.flags & QIKI_TRUTH_DOCKED) != 0);
    CHECK(v.said("dock_range")[2] < 0.1);

    v.hears({say(power_dock, {1}, 3)}, 30);
    CHECK(v.said("sources")[1] == Approx(250));
    v.hears({say(dock_release, {}, 4)}, 1);
    CHECK((v.said("sources")[1] == 0 && v.happened("DOCK_RELEASED")));
    v.hears({}, 10);
    CHECK(v.last.vel[2] == Approx(-0.05).margin(1e-9));
    CHECK((v.last.flags & QIKI_TRUTH_DOCKED) == 0);
}

TEST_CASE("Docking, comms, transponder: a station that moves is docked with as one that rests", "[capability]") {
    rig::settings s = rising(0.5, 0.1);
    s["velocity"] = numbers{30, -4, 0.1};
    ship v(s);
    v.station = berth_at(100);
    v.station->vel[0] = 30, v.station->vel[1] = -4;
    v.hears({say(dock_engage, {0})}, 100);
    CHECK((v.happened("DOCK_CAPTURED") && v.happened("DOCK_LOCKED")));
    CHECK(v.last.vel[0] == 30);
    CHECK(v.said("dock_range")[2] < 0.01);
}

TEST_CASE("A craft with a period longer than the tick docks as one without") {
    for (const qiki_ns fresher : {qiki_ns{0}, tenth, 4 * tenth, 5 * tenth}) {
        rig::settings s = rising(0.5, 0.1);
        s["velocity"] = numbers{30, -4, 0.1};
        ship v(s);
        v.fresher = fresher;
        v.station = berth_at(100);
        v.station->vel[0] = 30, v.station->vel[1] = -4;
        v.hears({say(dock_engage, {0})}, 20, 5 * tenth);
        CHECK((v.happened("DOCK_CAPTURED") && v.happened("DOCK_LOCKED")));
        CHECK(v.last.pos[0] == Approx(30 * 10).margin(0.01));
        CHECK(v.said("dock_range")[2] < 0.01);
    }
}

TEST_CASE("By verbs alone it comes from afar to the side, and docks") {
    rig::settings s = rising(40, 0);
    s["at"] = numbers{6, -4, 56}, s["rcs.pulse"] = 0.005, s.erase("rcs.spread");
    ship v(s);
    v.station = berth_at(100);
    v.hears({say(keep_attitude, {0, 0, 0}), say(dock_engage, {0}, 2)}, 1);
    uint32_t n = 3;
    for (int k = 0; k < 400 && v.said("dock_state")[0] == 0; ++k) {
        const vec3 beside{v.last.pos[0], v.last.pos[1], 0};
        const vec3 across = cut(-0.1 * beside, 0.3);
        const double up = length(beside) > 0.5 ? 0 : v.last.pos[2] < 94 ? 0.4 : 0.08;
        v.hears({say(keep_velocity, {across.x, across.y, up}, n++)}, 10);
    }
    v.hears({}, 60);
    CHECK(v.said("dock_state")[0] == 2);
    CHECK(v.said("propellant")[0] > 6);
}

TEST_CASE("It is not captured unless it was told to, nor too fast, too fast is a collision") {
    ship idle(rising(0.5, 0.1));
    idle.station = berth_at(100);
    idle.hears({}, 60);
    CHECK(idle.said("dock_state")[0] == 0);
    ship fast(rising(0.5, 0.6));
    fast.station = berth_at(100);
    fast.hears({say(dock_engage, {0})}, 20);
    CHECK(fast.said("dock_state")[0] == 0);
    CHECK(fast.happened("COLLISION"));
}

TEST_CASE("Locked it goes where the station goes, without a station it is let go") {
    rig::settings s = rising(0.05, 0);
    s["docked"] = true, s["velocity"] = numbers{2, 0, 0};
    ship v(s);
    v.station = berth_at(100);
    v.station->vel[0] = 2;
    v.hears({}, 50);
    CHECK(v.last.vel[0] == 2);
    CHECK(v.last.pos[0] == Approx(10).margin(1e-6));
    v.station.reset();
    v.give("world", std::vector<qiki_truth>{}, UINT32_MAX);
    v.hears({}, 2);
    CHECK((v.happened("DOCK_RELEASED") && v.said("dock_state")[0] == 0));
}

TEST_CASE(
    "Docked from the start it stands at the berth, by either port, or it is an error that says how far off it is") {
    const auto docked = [](rig::settings s) {
        s["docked"] = true;
        return s;
    };
    const auto fails = [](const rig::settings& s, bool there, const char* found) {
        ship v(s); // as in a run: the station is seen when the first tick is over
        v.hears({}, 1);
        if (there) v.station = berth_at(100), v.station->t = v.now;
        CHECK_THROWS_WITH(v.hears({}, 1),
                          Catch::Contains("docked: expected") && Catch::Contains("station") && Catch::Contains(found));
    };
    fails(docked(rising(0.11, 0)), true, "found 0.11 m");
    fails(docked(rising(0.05, 0.3)), true, "found 0.3 m/s");
    fails(docked(rising(0, 0)), false, "found nobody");
    rig::settings far = docked(rising(0, 0)), slanted = far, wide = far, back = far;
    far["at"] = numbers{-1e6, 0, 96.8}, slanted["roll"] = 0.1;
    fails(far, true, "found 1e+06 m");
    fails(slanted, true, "and 0.1 rad");
    wide["at"] = numbers{0, 0, 96.5}, wide["capture.gap"] = 0.5;
    back["roll"] = QIKI_PI, back["com"] = numbers{0, 0, 0}; // by the aft bayonet
    for (const rig::settings& s : {wide, back}) {
        ship v(s);
        v.hears({}, 1);
        v.station = berth_at(100), v.station->t = v.now;
        v.hears({say(power_dock, {1})}, 30);
        CHECK((v.said("dock_state")[0] == 2 && v.said("sources")[1] == Approx(250)));
    }
}

TEST_CASE("A station that vanishes right after the lock has closed lets go as at any other time") {
    for (const int later : {0, 1, 2, 7}) {
        ship v(rising(0.5, 0.1));
        v.station = berth_at(100);
        v.hears({say(dock_engage, {0})}, 1, second / 20);
        for (int k = 0; k < 400 && !v.happened("DOCK_LOCKED"); ++k) v.hears({}, 1, second / 20);
        REQUIRE(v.happened("DOCK_LOCKED"));
        v.hears({say(power_dock, {1}, 2)}, later, second / 20);
        v.station.reset();
        v.give("world", std::vector<qiki_truth>{}, UINT32_MAX);
        v.hears({}, 1, second / 20);
        CHECK((v.happened("DOCK_RELEASED") && v.said("dock_state")[0] == 0 && v.said("sources")[1] == 0));
        v.hears({say(keep_velocity, {0, 0, 0}, 3)}, 1, second / 20);
        CHECK(v.refused().empty());
    }
}

TEST_CASE("A station that is not there is refused, by name") {
    CHECK_THROWS_WITH(ship({{"station", std::string("statoin")}}),
                      Catch::Contains("station: expected the id") && Catch::Contains("statoin; there are: station"));
    CHECK_THROWS_WITH(ship({{"docked", true}}), Catch::Contains("docked: needs a station"));
}

TEST_CASE("Docking range is absent beyond 20 m, never zero") {
    ship v(rising(50, 0.1));
    v.station = berth_at(100);
    v.hears({}, 2);
    CHECK(v.said("dock_range").empty());
}

TEST_CASE("low_soc: the radar is shed and comes back, with events, and the transponder falls silent") {
    ship v({{"battery.capacity", 3600.0 * 2}, {"battery.soc", 0.21}, {"supercap.capacity", 0.0}});
    v.hears({}, 100);
    CHECK((v.happened("POWER_LOW") && v.happened("LOADS_SHED") && v.happened("LINK_DEGRADED")));
    CHECK((v.said("radar_allowed")[0] == 0 && v.last.transponder == QIKI_XPDR_NONE));
}

TEST_CASE("What the events say in numbers of loads, masses and reasons the log says in words") {
    const auto line = [](const happening& h) { return std::string(in_words(h).text); };
    CHECK(line({code::shed, 0, 3, {56, overcurrent, 56}}) == "without power: radar, transponder, nbl (overcurrent)");
    CHECK(line({code::shed, 0, 3, {56, low_soc | overheated, 24}}) ==
          "without power: radar, transponder (low charge, too hot), as before: nbl");
    CHECK(line({code::restored, 0, 2, {0, 56}}) == "power again: radar, transponder, nbl");
    CHECK(line({code::restored, 0, 2, {32, 24}}) == "power again: radar, transponder, still without: nbl");
    for (uint64_t l = 0; l < loads; ++l) {
        const auto bit = static_cast<double>(1u << l);
        const happening h{code::shed, 0, 3, {bit, no_source, bit}};
        CHECK(line(h) == std::string("without power: ") + load_names[l] + " (no power)");
    }
    CHECK(line({code::too_hot, 0, 3, {battery, 344, 343.15}}) == "battery: 344.00 K, the limit is 343.15 K");
    CHECK(line({code::link_down, 0, 1, {static_cast<double>(link_block::disabled)}}) == "the link: comms are off");
    CHECK(line({code::link_up, 0, 1, {0}}).empty());
    CHECK(line({code::power_low, 0, 1, {0.2}}).empty());
    const happening all{code::shed, 0, 3, {127, 31, 127}}, most{code::shed, 0, 3, {127, 31, 126}};
    CHECK(line(all).back() == ')');
    CHECK(in_words(most).size + 1 < sizeof remark::text);
    CHECK(line(most).ends_with("as before: base")); // the longest is not cut

    ship v({{"battery.capacity", 3600.0 * 2}, {"battery.soc", 0.21}, {"supercap.capacity", 0.0}, {"nbl.soc", 0.05}});
    v.hears({}, 100);
    REQUIRE(v.happened("LOADS_SHED"));
    CHECK_THAT(v.log(), Catch::Contains("without power: radar, transponder (low charge)") &&
                            Catch::Contains("the link: no power"));
}

TEST_CASE("A burn beyond the bus is throttled, and its receipt says so") {
    ship v({{"bus.current", 4.0}});
    v.hears({say(rcs_fire, {0, 100, 1})}, 15);
    CHECK(v.last_code() == "THROTTLED");
    CHECK(v.last.vel[1] < 1.5);
    CHECK(v.last.vel[1] > 0.3);
}

TEST_CASE("thermal: core overheat raises fault and blocks nbl, and clears below the hysteresis") {
    const numbers hot{370, 298, 293, 293, 213, 223};
    ship v({{"thermal.start", hot}});
    v.hears({}, 2);
    CHECK(v.happened("THERMAL_TRIP"));
    CHECK((v.said("loads")[5] == 0 && v.said("heat")[0] == 2 && v.said("shed")[5] == 2));
    v.hears({}, 600);
    CHECK(v.happened("THERMAL_CLEAR"));
    CHECK(v.said("loads")[5] == Approx(20));
}

TEST_CASE("RCS allocation and propellant: what the tank loses is what flowed, to 1e-9, also to its last drop",
          "[capability]") {
    ship v({{"propellant", 3.0}, {"bus.current", 20.0}});
    double flowed = 0;
    v.hears({say(rcs_fire, {3, 60, 10})}, 1);
    flowed += 0.1 * v.said("propellant_flow")[0];
    for (int k = 0; k < 50; ++k) {
        v.hears({}, 1);
        flowed += 0.1 * v.said("propellant_flow")[0];
        CHECK(flowed + v.said("propellant")[0] == Approx(3).epsilon(1e-9));
    }
    CHECK(v.said("propellant")[0] == 0);
}

TEST_CASE("An orbit is told by its apsides and period, without a body there is nothing to tell") {
    ship none;
    none.hears({}, 1);
    CHECK((none.said("apsides").empty() && none.said("orbit_period").empty()));
    const double mu = 3.986004418e14, r = 7000e3, fast = std::sqrt(mu / r);
    ship v({{"orbit.mu", mu},
            {"orbit.at", numbers{0, 0, -r}},
            {"velocity", numbers{fast, 0, 0}},
            {"com", numbers{0, 0, 0}}});
    const double period = 2 * QIKI_PI * r / fast;
    v.hears({}, 583, 10 * second);
    CHECK(v.said("apsides")[0] == Approx(r).epsilon(1e-6));
    CHECK(v.said("orbit_period")[0] == Approx(period).epsilon(1e-6));
    // 583 ticks of 10 s are a turn and a little more: as far along the circle as is left over.
    const double over = (5830 - period) / period * 2 * QIKI_PI;
    CHECK(v.last.pos[0] == Approx(r * std::sin(over)).margin(1));
    CHECK(v.last.pos[2] == Approx(r * (std::cos(over) - 1)).margin(1));
}

TEST_CASE("A program of burns is flown at its times, and refused where it is none") {
    ship v({{"burns", numbers{1, 0, 0.5, 1, 4, 1, 0.5, 1}}, {"rcs.spread", 0.0}});
    v.hears({}, 10);
    CHECK(v.last.vel[1] == 0);
    v.hears({}, 15);
    CHECK(v.last.vel[1] > 0.8);
    v.hears({}, 30);
    CHECK(std::fabs(v.last.vel[1]) < 0.05);
    CHECK(v.receipts.empty());
    CHECK_THROWS_WITH(ship({{"burns", numbers{1, 0, 0.5}}}), Catch::Contains("four numbers"));
    CHECK_THROWS_WITH(ship({{"burns", numbers{1, 6, 0.5, 1}}}), Catch::Contains("axis of burn 1"));
    CHECK_THROWS_WITH(ship({{"burns", numbers{1, 0, 0.5, 2, 2, 0, 1, 1}}}), Catch::Contains("burn 2"));
}

TEST_CASE("Long ticks and short ones fly the same burn, an hour is the longest") {
    ship fine({{"burns", numbers{1, 0, 0.5, 2}}}), coarse({{"burns", numbers{1, 0, 0.5, 2}}});
    fine.hears({}, 1000, second / 100);
    coarse.hears({}, 1, 10 * second);
    CHECK(fine.last.vel[1] == Approx(coarse.last.vel[1]).epsilon(0.02));
    CHECK(fine.said("propellant")[0] == Approx(coarse.said("propellant")[0]).epsilon(1e-3));
    CHECK_THROWS_WITH(coarse.hears({}, 1, 3601 * second), Catch::Contains("3600 s"));
}

TEST_CASE("What it remembers is saved and loaded whole, reset forgets it, foreign bytes are refused") {
    ship v, twin, never;
    v.hears({say(keep_velocity, {0.3, 0, 0}), say(keep_attitude, {1, 0, 0}, 2)}, 7);
    const std::string saved = v.save();
    twin.load(saved, v);
    twin.now = v.now;
    for (int k = 0; k < 20; ++k) {
        v.hears({}, 1), twin.hears({}, 1);
        REQUIRE(std::memcmp(&v.last, &twin.last, sizeof v.last) == 0);
    }
    CHECK(v.save() == twin.save());
    std::string torn = saved;
    for (size_t i = 8; i < 64; ++i) torn[i] = '\xff';
    CHECK_THROWS_AS(twin.load(torn, v), rig::failed);
    v.reset(), v.now = 0;
    v.hears({}, 1), never.hears({}, 1);
    CHECK(std::memcmp(&v.last, &never.last, sizeof v.last) == 0);
}

TEST_CASE("Minutes of random orders beside a station: every record is sound, every order ends once, and twice it is "
          "the same") {
    std::string ends[2];
    for (std::string& end : ends) {
        rig::settings s = rising(3, 0.1);
        s["propellant"] = 400.0, s["max_speed"] = 5.0, s["battery.capacity"] = 3600.0 * 30;
        ship v(s);
        v.station = berth_at(100);
        std::map<uint64_t, int> answered, ended;
        for (uint32_t k = 1; k < 3000; ++k) {
            const auto chance = [&](uint32_t i) { return qiki_uniform(qiki_draw(11, k, i, 0, 0), 0); };
            std::vector<qiki_command> all;
            for (uint32_t i = 0; chance(10 + i) < 0.3; ++i) {
                const auto which = static_cast<uint32_t>(chance(20 + i) * static_cast<double>(verbs_));
                std::vector<double> arguments;
                for (uint32_t a = 0; a < verb_rows[which].argc; ++a) {
                    const double lo = std::max(-7.0, verb_rows[which].min[a]),
                                 hi = std::min(10.0, verb_rows[which].max[a]);
                    const double x = lo + (hi - lo) * chance(30 + 10 * i + a);
                    arguments.push_back(chance(900 + 10 * i + a) < 0.5 ? std::floor(x) : x);
                }
                all.push_back(say(which, arguments, 100 * k + i));
            }
            v.hears(all, 1);
            for (const auto& r : v.receipts) {
                const bool answer = r.status == QIKI_RECEIPT_ACCEPTED || r.status == QIKI_RECEIPT_REFUSED;
                ++(answer ? answered : ended)[r.command];
            }
        }
        for (const auto& [command, times] : answered) REQUIRE(times == 1);
        for (const auto& [command, times] : ended) REQUIRE((times == 1 && answered.count(command) == 1));
        CHECK(answered.size() > 800);
        CHECK(v.last.pos[0] * v.last.pos[0] > 1); // it has been somewhere
        end = v.save();
    }
    CHECK(ends[0] == ends[1]);
}

TEST_CASE("BIOS POST, hardware manifest: the self-test is the manifest: a stuck valve and an empty battery show in "
          "their rows",
          "[capability]") {
    const auto result = [](const ship& v, const std::string& device) {
        for (const auto& r : v.selftest(0))
            if (std::string(r.device, strnlen(r.device, 24)) == device) return static_cast<int>(r.result);
        return -1;
    };
    const ship good;
    for (const auto& r : good.selftest(0)) {
        CHECK(qiki_selftest_row_flaw(&r) == nullptr);
        CHECK(r.result == QIKI_TEST_PASS);
    }
    CHECK(good.selftest(0).size() == 21);
    const ship bad({{"rcs.stuck", numbers{4, 5, 6, 7}}, {"battery.soc", 0.0}, {"xpdr", std::string("off")}});
    CHECK(result(bad, "rcs_forward") == QIKI_TEST_FAIL);
    CHECK(result(bad, "rcs_up") == QIKI_TEST_PASS);
    CHECK(result(bad, "power_supervisor") == QIKI_TEST_FAIL);
    CHECK(result(bad, "transponder") == QIKI_TEST_SKIP);
}
