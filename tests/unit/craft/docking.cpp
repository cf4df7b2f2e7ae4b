// SPDX-License-Identifier: MIT
// tests/unit/craft/docking.cpp - what a port sees of a berth, when latches take hold, and what the coupling does.
#include "plugins/vehicles/craft/docking.hpp"
#include <catch2/catch.hpp>

using namespace craft;
using Catch::Detail::Approx;

namespace {
// A craft whose forward bayonet looks up at a berth that looks down, `gap` below it and coming nearer.
motion below(double gap, double closing) {
    motion m;
    m.pos = {0, 0, -1.2 - gap}, m.vel = {0, 0, closing}, m.mass = 412;
    return m;
}
const berth over_head{{}, {0, 0, -1}};
docking_settings station() {
    docking_settings s;
    s.other = over_head;
    return s;
}
approach of(const motion& m) { return seen(m, {}, ports_table[0], {}, over_head); }
} // namespace

TEST_CASE("Distances, angles and speeds between the ports") {
    motion m = below(2, 0.1);
    m.pos.x = 0.3, m.vel.y = 0.04, m.rate = {0, 0, 0.01};
    const approach a = of(m);
    CHECK(a.gap == Approx(2));
    CHECK(a.lateral == Approx(0.3));
    CHECK(a.closing == Approx(0.1));
    CHECK(a.slide == Approx(0.04));
    CHECK(a.turn == Approx(0.01));
    CHECK(a.angle == Approx(0).margin(1e-9));
    m.att = turned({0.1, 0, 0});
    CHECK(of(m).angle == Approx(0.1));
    m.att = turned({QIKI_PI, 0, 0});
    CHECK(of(m).angle == Approx(QIKI_PI)); // its back to it
    CHECK(ports_table[1].axis.z == -1);    // DEFECT aft_axis_points_into_the_hull: the aft port looks out of the hull
}

TEST_CASE("Soft capture wants all of it: near, straight, slow, still") {
    const docking_settings s = station();
    CHECK(captures(s, of(below(0.05, 0.1))));
    CHECK(!captures(s, of(below(0.11, 0.1))));
    CHECK(!captures(s, of(below(0.05, 0.21))));
    CHECK(!captures(s, of(below(0.05, 0.005))));
    CHECK(!captures(s, of(below(0.05, -0.1))));
    motion m = below(0.05, 0.1);
    m.pos.y = 0.11;
    CHECK(!captures(s, of(m)));
    m = below(0.05, 0.1), m.vel.x = 0.06;
    CHECK(!captures(s, of(m)));
    m = below(0.05, 0.1), m.rate.z = 0.02;
    CHECK(!captures(s, of(m)));
    m = below(0.05, 0.1), m.att = turned({0, 0.09, 0}), m.pos = to_world(m.att, {0, 0, -1.25});
    CHECK(!captures(s, of(m)));
}

TEST_CASE("Too fast or too slanted is a crash, and only where the hulls meet") {
    const docking_settings s = station();
    CHECK(crashes(s, of(below(-0.01, 0.5))));
    CHECK(!crashes(s, of(below(-0.01, 0.3))));
    CHECK(!crashes(s, of(below(0.01, 5))));
    motion m = below(-0.01, 5);
    m.pos.x = 3;
    CHECK(!crashes(s, of(m)));
}

TEST_CASE("The coupling draws the ports together, brings them to rest, and takes energy out") {
    const docking_settings s = station();
    const hull h = build(400, 1.2, {}, {}, 15);
    motion m = below(0.08, 0.15);
    m.pos.x = 0.05, m.rate = {0.01, 0.01, 0.01};
    const auto held = [&](const motion& x) {
        const coupling c = coupled(s, x, h.com, ports_table[0], {});
        return nothing_more::both{(1 / x.mass) * c.force, c.torque};
    };
    const auto kinetic = [&] { return 0.5 * m.mass * dot(m.vel, m.vel) + 0.5 * dot(m.rate, h.inertia * m.rate); };
    const double before = kinetic() + 0.5 * s.stiffness * dot(of(m).apart, of(m).apart);
    for (int k = 0; k < 600; ++k) {
        advance(m, h, {}, {}, 0.01, held);
        REQUIRE(kinetic() + 0.5 * s.stiffness * dot(of(m).apart, of(m).apart) < before * 1.01);
    }
    CHECK(length(of(m).apart) < 0.002);
    CHECK(length(m.vel) < 0.002);
    CHECK(of(m).angle < 0.01);
}

TEST_CASE("A station that moves and turns is where it would be") {
    const pose p = moved_on({{1, 2, 3}, {1, 0, -1}, {}, {0, 0, QIKI_PI / 2}}, 2);
    CHECK(length(p.pos - vec3{3, 2, 1}) < 1e-12);
    CHECK(length(to_world(p.att, {1, 0, 0}) - vec3{-1, 0, 0}) < 1e-12);
}
