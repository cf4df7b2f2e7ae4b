// SPDX-License-Identifier: MIT
// tests/unit/craft/contacts.cpp - hulls that meet are an event with distance, limit and who.
#include "aboard.hpp"

using namespace aboard;

namespace {
// What the event has to say, from where two balls are at t = 0: the first instant at which they are `limit` apart.
double first_touch(vec3 apart, vec3 drift, double limit) {
    double low = 0, high = 0;
    while (length(apart + high * drift) > limit) {
        high += limit / length(drift) / 100;
        if (high > 1e4) return -1;
    }
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (length(apart + middle * drift) > limit ? low : high) = middle;
    }
    return high;
}
qiki_truth ball(uint64_t entity, numbers at, numbers velocity, double size) {
    qiki_truth r{};
    r.entity = entity, r.label = QIKI_LABEL_OK, r.size_m = size, r.att[0] = 1;
    r.valid = QIKI_TRUTH_HAS_SIZE | QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE;
    if (size == 0) r.valid &= ~QIKI_TRUTH_HAS_SIZE;
    for (size_t i = 0; i < 3; ++i) r.pos[i] = at[i], r.vel[i] = velocity[i];
    return r;
}
std::vector<qiki_event> collisions(ship& v, int ticks, qiki_ns period = tenth) {
    std::vector<qiki_event> all;
    v.hears({}, ticks, period);
    for (const qiki_event& e : v.events)
        if (text_of(e.code) == "COLLISION") all.push_back(e);
    return all;
}
} // namespace

TEST_CASE("A ball that rams the craft is one COLLISION: distance, limit, who and how fast, at any tick and speed") {
    for (uint32_t k = 0; k < 60; ++k) {
        const auto chance = [&](uint32_t i) { return qiki_uniform(qiki_draw(5, k, i, 0, 0), 0); };
        const double size = 0.5 + 20 * chance(0), fast = 0.5 * std::pow(1e4, chance(1)), limit = size / 2 + 1.5101;
        const vec3 aim{limit * 0.6 * chance(2), limit * 0.6 * chance(3), 0};
        const vec3 way{fast, 0, 0}, start = aim - (7 + chance(5)) * way - vec3{limit, 0, 0};
        for (const qiki_ns period : {tenth, second / 4, 3 * second}) {
            ship v({{"com", numbers{0, 0, 0.3}}});
            v.others = {ball(8, {start.x, start.y, start.z}, {fast, 0, 0}, size)};
            const auto all = collisions(v, static_cast<int>(18 * second / period), period);
            REQUIRE(all.size() == 1);
            CHECK(all[0].n == 4);
            CHECK(all[0].v[0] == Approx(limit).epsilon(1e-6));
            CHECK(all[0].v[1] == Approx(limit).epsilon(1e-12));
            CHECK(all[0].v[2] == 8);
            CHECK(all[0].v[3] == Approx(fast).epsilon(1e-9));
            CHECK(static_cast<double>(all[0].t) / 1e9 == Approx(first_touch(start, way, limit)).margin(1e-6));
        }
    }
}

TEST_CASE("Slow, beside it, leaving, gone or of no known size: no COLLISION, and met again it is another one") {
    const auto told = [](const qiki_truth& r, double speed = 0) {
        ship v({{"velocity", numbers{speed, 0, 0}}});
        v.others = {r};
        return collisions(v, 200).size();
    };
    CHECK(told(ball(8, {5, 0, 0}, {-0.39, 0, 0}, 3)) == 0);
    CHECK(told(ball(8, {5, 0, 0}, {-0.41, 0, 0}, 3)) == 1);
    CHECK(told(ball(8, {5, 0, 0}, {2, 0, 0}, 3), 2.2) == 0); // against each other, not against the world
    CHECK(told(ball(8, {5, 0, 0}, {2, 0, 0}, 3), 3) == 1);
    CHECK(told(ball(8, {5, 3.1, 0}, {-1, 0, 0}, 3)) == 0);
    CHECK(told(ball(8, {5, 2.9, 0}, {-1, 0, 0}, 3)) == 1);
    CHECK(told(ball(8, {1, 0, 0}, {1, 0, 0}, 3)) == 0);  // begun within, and leaving
    CHECK(told(ball(1, {5, 0, 0}, {-1, 0, 0}, 3)) == 0); // itself
    CHECK(told(ball(8, {5, 0, 0}, {-1, 0, 0}, 0)) == 0);
    qiki_truth gone = ball(8, {5, 0, 0}, {-1, 0, 0}, 3);
    gone.flags = QIKI_TRUTH_REMOVED;
    CHECK(told(gone) == 0);

    ship v;
    v.others = {ball(8, {5, 0, 0}, {-1, 0, 0}, 3), ball(9, {-5, 0, 0}, {1, 0, 0}, 3)};
    const auto both = collisions(v, 120);
    REQUIRE(both.size() == 2);
    CHECK((both[0].v[2] == 8 && both[1].v[2] == 9));
    for (qiki_truth& r : v.others) r.vel[0] = -r.vel[0];
    CHECK(collisions(v, 120).size() == 2);
}

TEST_CASE("Two craft that fall side by side in an orbit do not meet, at ticks of ten seconds either") {
    const double mu = 3.986004418e14, r = 6778137, fast = std::sqrt(mu / r);
    const auto orbiting = [&](double down, uint64_t entity) {
        const double away = r - down;
        return std::make_unique<ship>(rig::settings{{"orbit.mu", mu},
                                                    {"orbit.at", numbers{0, 0, -r}},
                                                    {"at", numbers{0, 0, -down}},
                                                    {"velocity", numbers{fast * away / r, 0, 0}}},
                                      rig::birth{.self_entity = entity});
    };
    for (const qiki_ns period : {tenth, second, 10 * second}) {
        const auto above = orbiting(0, 1), below = orbiting(3.1, 2);
        for (qiki_ns t = 0; t < 30 * second; t += period) {
            CHECK(collisions(*above, 1, period).empty());
            CHECK(collisions(*below, 1, period).empty());
            above->others = {below->last}, below->others = {above->last};
        }
    }
}
