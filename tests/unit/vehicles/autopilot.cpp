// SPDX-License-Identifier: MIT
// tests/unit/vehicles/autopilot.cpp - course, height and speed are reached and held.
#include "flight.hpp"

using namespace flight;

namespace {

double heading(const qiki_truth& r) { return std::remainder(QIKI_PI / 2 - yaw(r), 2 * QIKI_PI); }

} // namespace

TEST_CASE("Headings are bearings: clockwise from north") {
    const std::pair<double, vec3> ways[] = {{0, {0, 20, 0}}, {90, {20, 0, 0}}, {180, {0, -20, 0}}, {-90, {-20, 0, 0}}};
    for (const auto& [degrees, velocity] : ways) {
        planes v({{"heading", degrees * degree}});
        const auto r = fly(v, 1, second / 10)[0];
        for (size_t i = 0; i < 3; ++i) CHECK(r.vel[i] == Approx(velocity[i]).margin(1e-12));
    }
}

TEST_CASE("A turn ends on the new heading, goes the shorter way, and does not overshoot") {
    for (const double degrees : {30.0, -30.0, 90.0, -135.0, 179.0}) {
        planes v({{"heading", 170 * degree}, {"turn", degrees * degree}});
        const auto all = fly(v, 600, second / 10);
        double turned_so_far = 0, last = 170 * degree, furthest = 0;
        for (const qiki_truth& r : all) {
            turned_so_far += std::remainder(heading(r) - last, 2 * QIKI_PI);
            last = heading(r);
            furthest = std::fmax(furthest, turned_so_far * (degrees < 0 ? -1 : 1));
            CHECK(r.pos[2] == 200);
        }
        CHECK(turned_so_far == Approx(degrees * degree).margin(1e-3));
        CHECK(furthest < std::fabs(degrees) * degree + 0.01);
        CHECK(roll(all[15]) * degrees < 0); // a turn to the right has the right wing down
    }
}

TEST_CASE("A climb ends at the new height with level wings and constant speed") {
    for (const double height : {300.0, -150.0, 5.0}) {
        planes v({{"climb", height}, {"heading", 0.3}});
        const auto all = fly(v, 1200, second / 10);
        double furthest = 0;
        for (const qiki_truth& r : all) {
            furthest = std::fmax(furthest, (r.pos[2] - 200) * (height < 0 ? -1 : 1));
            CHECK(roll(r) == Approx(0).margin(1e-12));
            CHECK(speed(r) == Approx(20).epsilon(1e-12));
        }
        CHECK(all.back().pos[2] == Approx(200 + height).margin(0.05));
        CHECK(furthest < std::fabs(height) * 1.02 + 0.1);
    }
}

TEST_CASE("A change of speed is made within the throttle's means") {
    planes v({{"speed", 16.0}, {"accelerate", 22.0}});
    const auto all = fly(v, 200, second / 10);
    double last = 16;
    for (const qiki_truth& r : all) {
        CHECK(speed(r) >= last - 1e-12);
        CHECK(speed(r) <= last + 2 + 1e-12);
        last = speed(r);
    }
    CHECK(last == Approx(38).margin(1e-6));
}

TEST_CASE("The autopilot stays stable when its steps are long") {
    for (const qiki_ns period : {second / 100, second / 2, second, 2 * second}) {
        planes v({{"turn", 1.0}, {"climb", 100.0}, {"accelerate", 5.0}});
        const auto all = fly(v, static_cast<int>(240 * second / period), period);
        CHECK(heading(all.back()) == Approx(1.0).margin(0.01));
        CHECK(all.back().pos[2] == Approx(300).margin(0.5));
        CHECK(speed(all.back()) == Approx(25).margin(1e-3));
    }
}

TEST_CASE("With a fixed internal step the ticks do not matter") {
    rig::settings s = {{"turn", 2.0},        {"climb", 80.0},       {"accelerate", 9.0},
                       {"dt", 0.05},         {"count", int64_t{5}}, {"spread", numbers{50, 50, 20}},
                       {"spread_speed", 3.0}};
    planes coarse(s), fine(s), one(s);
    fly(coarse, 200, second / 10), fly(fine, 400, second / 20), fly(one, 1, 20 * second);
    auto a = coarse.took<qiki_truth>("truth"), b = fine.took<qiki_truth>("truth"), c = one.took<qiki_truth>("truth");
    for (auto& r : c) {
        CHECK(r.flags == QIKI_TRUTH_CREATED);
        r.flags = 0;
    }
    CHECK(bytes(a) == bytes(b));
    CHECK(bytes(a) == bytes(c));
    s["dt"] = 0.1;
    planes other(s);
    fly(other, 200, second / 10);
    CHECK(bytes(a) != bytes(other.took<qiki_truth>("truth")));
}
