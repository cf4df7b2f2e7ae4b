// SPDX-License-Identifier: MIT
// tests/unit/sdk/looked.cpp - what a frame looked at: sectors through north, limits that are none.
#include "qiki/looked.h"
#include "qiki/check.h"
#include <catch2/catch.hpp>

namespace {
constexpr double deg = QIKI_PI / 180;

// Of an antenna at (1000, -2000, 50): whole and OK, everywhere.
qiki_frame frame() {
    qiki_frame f{};
    f.label = QIKI_LABEL_OK, f.flags = QIKI_FRAME_COMPLETE, f.valid = QIKI_FRAME_HAS_PLATFORM;
    f.pos[0] = 1000, f.pos[1] = -2000, f.pos[2] = 50, f.att[0] = 1;
    return f;
}
qiki_frame sector(double from, double to) { // degrees
    qiki_frame f = frame();
    f.valid |= QIKI_FRAME_HAS_SECTOR, f.bearing[0] = from * deg, f.bearing[1] = to * deg;
    return f;
}
// A place seen from that antenna: m, degrees.
bool looked(const qiki_frame& f, double range, double bearing, double elevation = 0) {
    REQUIRE(qiki_frame_flaw(&f) == nullptr);
    const qiki_sc way = qiki_sincos(bearing * deg), tilt = qiki_sincos(elevation * deg);
    const double enu[3] = {1000 + range * tilt.cos * way.sin, -2000 + range * tilt.cos * way.cos,
                           50 + range * tilt.sin};
    return qiki_looked_at(&f, enu) == 1;
}
} // namespace

TEST_CASE("A frame without a sector looked everywhere, unless it is not complete or not OK") {
    qiki_frame f = frame();
    CHECK(looked(f, 1e5, 123, -60));
    f.valid = 0; // nor says it where it stands
    f.pos[0] = f.pos[1] = f.pos[2] = f.att[0] = 0;
    CHECK(looked(f, 1e5, 123, -60));
    f.flags = QIKI_FRAME_NORTH;
    CHECK_FALSE(looked(f, 1e5, 123, -60));
    f.flags |= QIKI_FRAME_COMPLETE;
    CHECK(looked(f, 1e5, 123, -60));
    f.label = QIKI_LABEL_STALE;
    CHECK_FALSE(looked(f, 1e5, 123, -60));
}

TEST_CASE("A sector is what lies clockwise from its first bearing to its second, also through north") {
    const double limits[][2] = {{10, 80},   {80, 10}, {350, 10},    {-10, 10}, {170, 190},
                                {190, 170}, {0, 270}, {-350, -200}, {-10, -30}};
    for (const auto& [from, to] : limits) {
        const qiki_frame f = sector(from, to);
        const double wide = to > from ? to - from : to - from + 360;
        for (double b = -359.5; b < 360; b += 1) {
            double past = b - from; // by degrees, no angle of the one that is tested
            while (past < 0) past += 360;
            while (past >= 360) past -= 360;
            INFO(from << " to " << to << " at " << b);
            CHECK(looked(f, 5000, b) == (past < wide));
        }
    }
}

TEST_CASE("Sectors that touch share no bearing and leave none out") {
    for (double b = -180; b < 180; b += 7.5) {
        int times = 0;
        for (double from = 0; from < 360; from += 45) times += looked(sector(from, from + 45), 5000, b + 0.01);
        CHECK(times == 1);
    }
    const double north[3] = {1000, 3000, 50}; // exactly on a limit
    const qiki_frame before = sector(-45, 0), after = sector(0, 45);
    CHECK(qiki_looked_at(&before, north) == 0);
    CHECK(qiki_looked_at(&after, north) == 1);
}

TEST_CASE("Equal bearings, and those a turn apart, are all around") {
    for (double b = 0; b < 360; b += 30) {
        CHECK(looked(sector(0, 0), 5000, b));
        CHECK(looked(sector(0, 360), 5000, b));
        CHECK(looked(sector(-180, 180), 5000, b));
        CHECK(looked(sector(-270, 90.001), 5000, b));
        CHECK(looked(sector(180, -180), 5000, b));
        CHECK(looked(sector(270, -90.001), 5000, b));
    }
}

TEST_CASE("Range and elevation are from the antenna, and equal limits are none") {
    qiki_frame f = sector(0, 360);
    f.range[0] = 1000, f.range[1] = 20e3;
    CHECK(looked(f, 1001, 40));
    CHECK_FALSE(looked(f, 999, 40));
    CHECK(looked(f, 19'999, 40, 80));
    CHECK_FALSE(looked(f, 20'001, 40));
    CHECK(looked(f, 5000, 40, -70)); // no limits of elevation
    f.elevation[0] = -2 * deg, f.elevation[1] = 30 * deg;
    CHECK(looked(f, 5000, 40, 29.9));
    CHECK(looked(f, 5000, 40, -1.9));
    CHECK_FALSE(looked(f, 5000, 40, 30.1));
    CHECK_FALSE(looked(f, 5000, 40, -2.1));
    f.range[1] = f.range[0];
    CHECK(looked(f, 10, 40));
}

TEST_CASE("The sector of an antenna of which nobody knows where it is says nothing") {
    qiki_frame f = sector(0, 360);
    f.valid = QIKI_FRAME_HAS_SECTOR;
    f.pos[0] = f.pos[1] = f.pos[2] = f.att[0] = 0;
    CHECK_FALSE(looked(f, 5000, 40));
}

TEST_CASE("The sector of a body turns with it") {
    qiki_frame f = sector(-10, 10);
    f.axes = QIKI_AXES_BODY; // unturned: its nose points east, so that its bearings begin there
    CHECK(looked(f, 5000, 90 + 9));
    CHECK(looked(f, 5000, 90 - 9));
    CHECK_FALSE(looked(f, 5000, 0));
    f.bearing[0] = 80 * deg, f.bearing[1] = 100 * deg; // to the right of the nose
    CHECK(looked(f, 5000, 180));
    CHECK_FALSE(looked(f, 5000, 0));
    const qiki_sc half = qiki_sincos(15 * deg); // 30 degrees to the left, about z: the nose points to 60
    f.att[0] = half.cos, f.att[3] = half.sin;
    CHECK(looked(f, 5000, 150));
    CHECK_FALSE(looked(f, 5000, 180));
    f.att[3] = 0, f.att[2] = -half.sin; // the nose 30 degrees up, about y
    f.bearing[0] = -10 * deg, f.bearing[1] = 10 * deg;
    f.elevation[0] = -5 * deg, f.elevation[1] = 5 * deg;
    CHECK(looked(f, 5000, 90, 30));
    CHECK_FALSE(looked(f, 5000, 90, 0));
    CHECK_FALSE(looked(f, 5000, 90, -30));
}
