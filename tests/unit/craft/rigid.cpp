// SPDX-License-Identifier: MIT
// tests/unit/craft/rigid.cpp - the rigid body keeps what nature keeps: momentum, spin, energy, and the rocket equation.
#include "plugins/vehicles/craft/orbit.hpp"
#include <catch2/catch.hpp>
#include <vector>

using namespace craft;
using Catch::Detail::Approx;

namespace {
const std::vector<uint32_t> two{2, 9};
hull lopsided() { return build(400, 1.2, {0, 0, 0.1}, two, 15); }
hull plain() { return build(400, 1.2, {0, 0, 0.1}, {}, 15); }

double energy(const motion& m, const hull& h) {
    return 0.5 * m.mass * dot(m.vel, m.vel) + 0.5 * (m.mass / h.dry) * dot(m.rate, h.inertia * m.rate);
}
vec3 spin(const motion& m, const hull& h) { return to_world(m.att, (m.mass / h.dry) * (h.inertia * m.rate)); }
} // namespace

TEST_CASE("The inertia follows from the hull: 376 kg m^2 for 400 kg, the same about each axis") {
    const hull h = plain();
    CHECK(h.inertia.xx == Approx(376.2).margin(0.1));
    CHECK((h.inertia.xx == h.inertia.yy && h.inertia.yy == h.inertia.zz && h.inertia.xy == 0));
    CHECK((h.com.z == 0.1 && h.dry == 400));
}

TEST_CASE("Modules move the centre of mass towards their faces, and add to the inertia by Steiner") {
    const std::vector<uint32_t> one{2};
    const hull h = build(400, 1.2, {}, one, 15), bare = build(400, 1.2, {}, {}, 15);
    const vec3 n = face_normal(2);
    CHECK(h.dry == 415);
    CHECK(length(h.com - (15 * 1.2 / 415) * n) < 1e-15);
    // About the axis to the module nothing is added; across it the reduced mass at the distance.
    CHECK(dot(n, h.inertia * n) == Approx(bare.inertia.xx).epsilon(1e-12));
    const vec3 across{0, 1, 0};
    CHECK(dot(across, h.inertia * across) - bare.inertia.xx == Approx(400.0 * 15 / 415 * 1.44).epsilon(1e-12));
}

TEST_CASE("Faces are twelve, of length one, and each has its opposite") {
    for (uint32_t f = 0; f < faces; ++f) {
        CHECK(length(face_normal(f)) == Approx(1).epsilon(1e-15));
        int opposite = 0;
        for (uint32_t g = 0; g < faces; ++g) opposite += dot(face_normal(f), face_normal(g)) < -1 + 1e-12;
        CHECK(opposite == 1);
    }
}

TEST_CASE("A body that tumbles freely keeps its energy and its angular momentum to 1e-9") {
    const hull h = lopsided();
    motion m;
    m.mass = h.dry + 12, m.rate = {0.3, -0.2, 0.25}, m.vel = {1, 2, 3};
    const double e = energy(m, h);
    const vec3 l = spin(m, h), rate = m.rate;
    for (int k = 0; k < 600; ++k) advance(m, h, {}, {}, 1);
    CHECK(energy(m, h) == Approx(e).epsilon(1e-9));
    CHECK(length(spin(m, h) - l) < 1e-9 * length(l));
    CHECK(length(m.pos - vec3{600, 1200, 1800}) < 1e-7);
    CHECK(length(m.rate - rate) > 1e-3); // it does tumble: its axes are not all alike
}

TEST_CASE(
    "World kinematics, 6-DOF: momentum of craft and exhaust together is kept to 1e-9 while the craft burns and turns",
    "[capability]") {
    const hull h = lopsided();
    motion m;
    m.mass = h.dry + 12, m.rate = {0.1, 0.05, -0.2}, m.vel = {0.5, 0, -0.1};
    const push p{{300, -100, 50}, {20, -5, 30}, 0.5};
    const vec3 p0 = m.mass * m.vel, l0 = spin(m, h);
    vec3 gone, turned_away;
    // What leaves has the craft's velocity less the push per flow; summed by Simpson's rule.
    const auto leaving = [&](const motion& x) { return p.flow * x.vel - to_world(x.att, p.force); };
    const auto spun = [&](const motion& x) { return (p.flow / x.mass) * spin(x, h) - to_world(x.att, p.torque); };
    const double step = 0.01;
    for (int k = 0; k < 1000; ++k) {
        motion half = m;
        advance(half, h, p, {}, step / 2);
        motion end = half;
        advance(end, h, p, {}, step / 2);
        gone += (step / 6) * (leaving(m) + 4 * leaving(half) + leaving(end));
        turned_away += (step / 6) * (spun(m) + 4 * spun(half) + spun(end));
        m = end;
    }
    CHECK(m.mass == Approx(h.dry + 7).epsilon(1e-12));
    CHECK(length(m.mass * m.vel + gone - p0) < 1e-9 * length(gone));
    CHECK(length(spin(m, h) + turned_away - l0) < 1e-9 * length(turned_away));
}

TEST_CASE("Work done on the craft is its gain of energy, to 1e-9, where no mass leaves") {
    const hull h = lopsided();
    motion m;
    m.mass = h.dry, m.rate = {0.1, 0, 0.1};
    const push p{{30, -10, 5}, {2, -1, 3}, 0};
    double work = 0;
    const double before = energy(m, h), step = 0.01;
    const auto power = [&](const motion& x) { return dot(to_world(x.att, p.force), x.vel) + dot(p.torque, x.rate); };
    for (int k = 0; k < 2000; ++k) {
        motion half = m, end;
        advance(half, h, p, {}, step / 2);
        end = half;
        advance(end, h, p, {}, step / 2);
        work += (step / 6) * (power(m) + 4 * power(half) + power(end));
        m = end;
    }
    CHECK(energy(m, h) - before == Approx(work).epsilon(1e-9));
}

TEST_CASE("A straight burn follows the rocket equation") {
    const hull h = plain();
    motion m;
    m.mass = 412;
    const double exhaust = 60 * 9.80665, flow = 1.2;
    advance(m, h, {{exhaust * flow, 0, 0}, {}, flow}, {}, 10);
    CHECK(m.mass == Approx(400).epsilon(1e-12));
    CHECK(m.vel.x == Approx(exhaust * qiki_log(412.0 / 400)).epsilon(1e-9)); // Tsiolkovsky 1903
}

TEST_CASE(
    "World kinematics, 6-DOF: an orbit returns to where it was after its period, with its energy, momentum and apsides",
    "[capability]") {
    const hull h = plain();
    const attraction earth{3.986004418e14, {0, 0, -6778e3}};
    motion m;
    m.mass = 412, m.vel = {8000, 0, 0};
    const orbit o = orbit_of(m, earth);
    const auto total = [&](const motion& x) { return dot(x.vel, x.vel) / 2 - earth.mu / length(x.pos - earth.at); };
    const double e = total(m);
    const vec3 l = cross(m.pos - earth.at, m.vel);
    CHECK(o.periapsis == Approx(6778e3).epsilon(1e-12));
    CHECK(o.apoapsis > o.periapsis * 1.1);
    advance(m, h, {}, earth, o.period / 2);
    CHECK(length(m.pos - earth.at) == Approx(o.apoapsis).epsilon(1e-9));
    advance(m, h, {}, earth, o.period / 2);
    CHECK(length(m.pos) < 1e-9 * o.apoapsis * 10);
    CHECK(total(m) == Approx(e).epsilon(1e-9));
    CHECK(length(cross(m.pos - earth.at, m.vel) - l) < 1e-9 * length(l));
    const vec3 still{0, 0, 0};
    CHECK(length(attraction{}.on(still)) == 0); // no body, no pull
}
