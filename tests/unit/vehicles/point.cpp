// SPDX-License-Identifier: MIT
// tests/unit/vehicles/point.cpp - qiki.vehicle.point: exact motion, attitude along it, appearing and vanishing.
#include "flight.hpp"

using namespace flight;

TEST_CASE("A point moves by the closed form and does not drift in a day of ticks") {
    body v({{"at", numbers{10, -20, 30}}, {"velocity", numbers{3, -4, 5}}, {"acceleration", numbers{0.5, 0.25, -1}}});
    for (const qiki_ns t : {second / 10, second, 3600 * second, 86'400 * second}) {
        const auto now = tick(v, t - second / 10, t);
        REQUIRE(now.size() == 1);
        const double s = static_cast<double>(t) / 1e9;
        const double exact[3] = {10 + 3 * s + 0.25 * s * s, -20 - 4 * s + 0.125 * s * s, 30 + 5 * s - 0.5 * s * s};
        for (size_t i = 0; i < 3; ++i) CHECK(now[0].pos[i] == Approx(exact[i]).epsilon(1e-14));
        CHECK(now[0].vel[0] == 3 + 0.5 * s);
        CHECK(now[0].t == t);
        CHECK(now[0].entity == 1);
        CHECK(now[0].label == QIKI_LABEL_OK);
    }
}

TEST_CASE("The ticks a point is asked in do not matter") {
    const rig::settings s = {{"velocity", numbers{100, 7, 1}}, {"acceleration", numbers{-1, 0.3, 0}}};
    body fine(s), coarse(s);
    fly(fine, 40, second / 20);
    auto a = fine.took<qiki_truth>("truth"), b = fly(coarse, 1, 2 * second);
    a[0].flags = b[0].flags = 0;
    CHECK(bytes(a) == bytes(b));
}

TEST_CASE("A point faces where it goes") {
    body v({{"velocity", numbers{30, 40, 12}}, {"acceleration", numbers{-3, 1, 2}}});
    for (const qiki_truth& r : fly(v, 100, second / 10)) {
        const vec3 ahead = turned(r, {1, 0, 0}), left = turned(r, {0, 1, 0});
        for (size_t i = 0; i < 3; ++i) CHECK(ahead[i] == Approx(r.vel[i] / speed(r)).margin(1e-14));
        CHECK(left[2] == Approx(0).margin(1e-15)); // wings level
        CHECK((r.valid & QIKI_TRUTH_HAS_ATTITUDE) != 0);
    }
}

TEST_CASE("The rates of a point are those of its attitude") {
    body v({{"velocity", numbers{30, 40, 12}}, {"acceleration", numbers{-3, 1, 2}}});
    const qiki_ns h = second / 1000;
    const auto all = fly(v, 5000, h);
    for (size_t k = 1; k + 1 < all.size(); k += 250) {
        const vec3 rate = rate_between(all[k - 1], all[k + 1], 2e-3);
        for (size_t i = 0; i < 3; ++i) CHECK(all[k].rate[i] == Approx(rate[i]).margin(1e-7));
    }
    body straight({{"velocity", numbers{30, 40, 12}}});
    for (const qiki_truth& r : fly(straight, 3, second))
        for (const double rate : r.rate) CHECK(rate == 0);
}

TEST_CASE("A point that stands still faces its heading") {
    body v({{"at", numbers{1, 2, 3}}, {"heading", 90 * degree}, {"object_class", std::string("station")}});
    const auto east = fly(v, 1, second)[0];
    CHECK(turned(east, {1, 0, 0})[0] == Approx(1));
    CHECK(east.object_class == QIKI_CLASS_STATION);
    body north;
    CHECK(turned(fly(north, 1, second)[0], {1, 0, 0})[1] == Approx(1));
}

TEST_CASE("A point appears after its start, vanishes at its stop, and says so once") {
    body v({{"velocity", numbers{10, 0, 0}}, {"start", 1.0}, {"stop", 2.25}});
    std::vector<uint16_t> flags;
    for (int k = 0; k < 8; ++k) {
        const auto now = tick(v, k * second / 2, (k + 1) * second / 2);
        if (k < 2 || k > 4) {
            CHECK(now.empty());
            continue;
        }
        REQUIRE(now.size() == 1);
        flags.push_back(now[0].flags);
        CHECK(now[0].t == std::min<qiki_ns>((k + 1) * second / 2, 2'250'000'000));
        CHECK(now[0].pos[0] == 10 * (static_cast<double>(now[0].t) / 1e9 - 1));
    }
    CHECK(flags == std::vector<uint16_t>{QIKI_TRUTH_CREATED, 0, QIKI_TRUTH_REMOVED});
}

TEST_CASE("A point whose life lies within one tick has one record") {
    body v({{"start", 0.2}, {"stop", 0.3}});
    const auto now = tick(v, 0, second);
    REQUIRE(now.size() == 1);
    CHECK(now[0].flags == (QIKI_TRUTH_CREATED | QIKI_TRUTH_REMOVED));
    CHECK(now[0].t == 300'000'000);
    CHECK(tick(v, second, 2 * second).empty());
}

TEST_CASE("A point refuses times and vectors that make no sense, naming the key") {
    const std::string id = "qiki.vehicle.point";
    CHECK_THAT(refusal(id, {{"at", numbers{1, 2}}}), Catch::StartsWith("at:") && Catch::Contains("found 2"));
    CHECK_THAT(refusal(id, {{"velocity", numbers{}}}), Catch::StartsWith("velocity:"));
    CHECK_THAT(refusal(id, {{"start", 3.0}, {"stop", 2.0}}),
               Catch::StartsWith("stop:") && Catch::Contains("found 2 s"));
}

TEST_CASE("A point's self-test passes at rest, fast and far") {
    for (const rig::settings& s :
         {rig::settings{}, rig::settings{{"velocity", numbers{7e3, -1e3, 10}}, {"acceleration", numbers{0, -9, 1}}}}) {
        body v(s);
        for (const qiki_ns t : {qiki_ns{0}, 3600 * second})
            for (const auto& row : v.selftest(t)) {
                INFO(row.device << " " << row.value);
                CHECK(row.result == QIKI_TEST_PASS);
            }
        CHECK(v.selftest(0).size() == 2);
    }
}
