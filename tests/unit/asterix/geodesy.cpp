// SPDX-License-Identifier: MIT
// tests/unit/asterix/geodesy.cpp - WGS-84 against published positions and against its own symmetries.
#include "geodesy.hpp"
#include <catch2/catch.hpp>
#include <cmath>

using namespace asterix;

namespace {
constexpr double degree = QIKI_PI / 180;
}

TEST_CASE("the ends of the axes lie where the ellipsoid says") {
    const vec3 equator = earth_centred(0, 0, 100);
    CHECK(equator[0] == 6378237.0);
    CHECK(equator[1] == 0);
    CHECK(equator[2] == 0);
    const vec3 pole = earth_centred(90 * degree, 0, 0);
    CHECK(pole[2] == Approx(6356752.3142).margin(1e-4)); // TR8350.2 table 3.3: semi-minor axis
    CHECK(pole[0] == Approx(0).margin(1e-6));
    const vec3 east = earth_centred(0, 90 * degree, 0);
    CHECK(east[1] == Approx(6378137.0).margin(1e-6));
}

TEST_CASE("a place seen from itself is the origin, from below it is up") {
    const tangent_plane p(41.3 * degree, 2.1 * degree, 27);
    const vec3 here = p.place(41.3 * degree, 2.1 * degree, 27), above = p.place(41.3 * degree, 2.1 * degree, 1027);
    for (const double v : here) CHECK(std::fabs(v) < 1e-8);
    CHECK(above[2] == Approx(1000).margin(1e-6));
    CHECK(above[0] == Approx(0).margin(1e-6));
    CHECK(above[1] == Approx(0).margin(1e-6));
}

TEST_CASE("small steps north and east have the lengths of the radii of curvature") {
    const double latitude = 45 * degree, step = 1e-6;
    const tangent_plane p(latitude, 0.3, 0);
    const double s2 = 0.5, w = std::sqrt(1 - wgs84_e2 * s2);
    const double meridian = wgs84_a * (1 - wgs84_e2) / (w * w * w), transverse = wgs84_a / w;
    CHECK(p.place(latitude + step, 0.3, 0)[1] == Approx(meridian * step).epsilon(1e-6));
    CHECK(p.place(latitude, 0.3 + step, 0)[0] == Approx(transverse * std::sqrt(0.5) * step).epsilon(1e-6));
}

TEST_CASE("the distance between two places does not depend on where the plane touches") {
    const auto distance = [](const tangent_plane& p) {
        const vec3 a = p.place(-0.4, -1.0, 500), b = p.place(-0.5, -1.1, 9000);
        return std::sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
    };
    const double one = distance(tangent_plane(-0.46, -1.05, 100));
    CHECK(distance(tangent_plane(0.9, 2.0, 0)) == Approx(one).epsilon(1e-12));
    CHECK(distance(tangent_plane(1.5, -3.0, 4000)) == Approx(one).epsilon(1e-12));
}
