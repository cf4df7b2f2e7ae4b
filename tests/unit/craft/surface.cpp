// SPDX-License-Identifier: MIT
// tests/unit/craft/surface.cpp - a body of gravity has a surface: a fall ends there, at its time and with its speed.
#include "aboard.hpp"

using namespace aboard;

namespace {
constexpr double earth = 3.986004418e14, radius = 6371008.8;

rig::settings above(double mu, double r, double away, numbers velocity = {0, 0, 0}) {
    return {{"orbit.mu", mu},
            {"orbit.radius", r},
            {"orbit.at", numbers{0, 0, -away}},
            {"velocity", std::move(velocity)},
            {"com", numbers{0, 0, 0}}};
}
// How long a fall from rest at r0 to r takes, and how fast it ends: Bate, Mueller, White 1971, 4.2, of eccentricity 1.
double fall_time(double mu, double r0, double r) {
    const double x = r / r0;
    return std::sqrt(r0 * r0 * r0 / (2 * mu)) * (std::acos(std::sqrt(x)) + std::sqrt(x * (1 - x)));
}
double fall_speed(double mu, double r0, double r) { return std::sqrt(2 * mu * (1 / r - 1 / r0)); }
const qiki_event* collision(const ship& v) {
    for (const qiki_event& e : v.events)
        if (text_of(e.code) == "COLLISION") return &e;
    return nullptr;
}
} // namespace

TEST_CASE("A fall ends on the surface, when and as fast as the fall says, at any tick") {
    struct fall {
        double mu, r, away;
    };
    for (const fall& f : {fall{earth, radius, radius + 1000}, fall{earth, radius, 2 * radius}, fall{1e10, 500, 3000}})
        for (const double period : {0.1, 7.0, 3600.0}) {
            ship v(above(f.mu, f.r, f.away));
            const double t = fall_time(f.mu, f.away, f.r), fast = fall_speed(f.mu, f.away, f.r);
            v.hears({}, static_cast<int>(t / period) + 1, static_cast<qiki_ns>(period * 1e9));
            const qiki_event* e = collision(v);
            REQUIRE(e);
            CHECK(static_cast<double>(e->t) / 1e9 == Approx(t).epsilon(1e-7));
            CHECK(e->n == 4);
            CHECK(e->v[0] == Approx(f.r).epsilon(1e-12)); // distance of the centres, limit, who, speed
            CHECK(e->v[1] == f.r);
            CHECK(e->v[2] == 0);
            CHECK(e->v[3] == Approx(fast).epsilon(1e-7));
            CHECK(v.last.pos[2] + f.away == Approx(f.r).epsilon(1e-12));
        }
}

TEST_CASE("There it lies: it says so once, its orders end, and none that moves it is taken") {
    ship v(above(earth, radius, radius + 100));
    v.hears({say(keep_attitude, {1, 0, 0})}, 60);
    REQUIRE(v.happened("COLLISION"));
    CHECK(v.said("apsides").empty());
    const qiki_truth lying = v.last;
    CHECK((lying.vel[0] == 0 && lying.vel[1] == 0 && lying.vel[2] == 0 && lying.rate[2] == 0));
    const double left = v.said("propellant")[0];
    v.hears({say(rcs_fire, {4, 100, 3}, 2), say(keep_velocity, {0, 0, 0}, 3), say(turn_by, {1}, 4)}, 50);
    CHECK(!v.happened("COLLISION"));
    CHECK(v.statuses() == states(3, QIKI_RECEIPT_REFUSED));
    CHECK(v.refused() == "CRAFT_HAS_CRASHED");
    CHECK(v.said("propellant")[0] == left);
    for (int i = 0; i < 3; ++i) CHECK(v.last.pos[i] == lying.pos[i]);

    ship burns(above(earth, radius, radius + 100));
    burns.hears({say(rcs_fire, {0, 20, 60})}, 60);
    CHECK(burns.last_code() == "CRASHED");
    ship twin(above(earth, radius, radius + 100));
    twin.load(burns.save(), burns), twin.now = burns.now;
    twin.hears({}, 3);
    CHECK((!twin.happened("COLLISION") && twin.last.pos[2] == burns.last.pos[2]));
}

TEST_CASE(
    "Near a small and heavy body the steps are short enough: energy to 1e-9 over ten turns, and nothing is jumped "
    "over") {
    const hull h = build(400, 1.2, {}, {}, 15);
    const attraction heavy{1e10, {0, 0, 0}, 500};
    motion m;
    m.mass = 400, m.pos = {520, 0, 0}, m.vel = {0, 1.3 * std::sqrt(heavy.mu / 520), 0};
    const auto energy = [&] { return dot(m.vel, m.vel) / 2 - heavy.mu / length(m.pos); };
    const double e = energy(), a = -heavy.mu / (2 * e), turn = 2 * QIKI_PI * std::sqrt(a * a * a / heavy.mu);
    CHECK(advance(m, h, {}, heavy, 10 * turn) == 10 * turn);
    CHECK(energy() == Approx(e).epsilon(1e-9));

    const attraction pebble{1e-6, {0, 0, 0}, 1};
    for (const double beside : {0.0, 0.9, 1.1}) {
        motion fast;
        fast.mass = 400, fast.pos = {5e4, beside, 0}, fast.vel = {-1e5, 0, 0};
        const double took = advance(fast, h, {}, pebble, 1);
        if (beside > 1) CHECK(took == 1);
        else CHECK(took == Approx((5e4 - std::sqrt(1 - beside * beside)) / 1e5).epsilon(1e-9));
    }
}

TEST_CASE("Without a radius the body is as dense as the Earth, and what cannot be is refused") {
    ship v(above(earth, 0, radius + 100));
    v.hears({}, 60);
    REQUIRE(collision(v));
    CHECK(collision(v)->v[1] == Approx(radius).epsilon(1e-12));
    using Catch::Contains;
    CHECK_THROWS_WITH(ship(above(earth, radius, radius - 5000)),
                      Contains("orbit.radius: expected the craft to start above the surface"));
    CHECK_THROWS_WITH(ship(above(earth, 0, radius - 5000)), Contains("above the surface"));
    CHECK_THROWS_WITH(ship(above(earth, 10, 7e6)), Contains("orbit.radius: expected at least"));
    CHECK_THROWS_WITH(ship(above(0, 10, 7e6)), Contains("orbit.mu"));
}
