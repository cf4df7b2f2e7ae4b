// SPDX-License-Identifier: MIT
// tests/unit/sensors/seeing.cpp - what range finders and the sun sensor see, held against rays that are followed one by
// one.
#include "plugins/sensors/common/beam.hpp"
#include "plugins/sensors/common/shadow.hpp"
#include "suite.hpp"
#include "tests/unit/rounds.hpp"
#include <random>

using namespace suite;

namespace {
using sensors::vec3;

// Any two directions at right angles to a unit vector.
std::array<vec3, 2> across(const vec3& u) {
    vec3 a = sensors::cross(u, std::fabs(u[0]) < 0.5 ? vec3{1, 0, 0} : vec3{0, 1, 0});
    const double n = sensors::length(a);
    for (double& x : a) x /= n;
    return {a, sensors::cross(u, a)};
}
// Of a ray with a sphere around `to`; negative: it misses, or begins within.
double hit(const vec3& ray, const vec3& to, double radius) {
    const double along = sensors::dot(ray, to), rest = radius * radius - (sensors::dot(to, to) - along * along);
    return rest < 0 || along < 0 ? -1 : along - std::sqrt(rest);
}
rig::settings exact(rig::settings more = {}) {
    return with({{"rate", 0.0}, {"noise", 0.0}, {"noise_angle", 0.0}, {"at", std::vector<double>{0, 0, 0}}}, more);
}
rig::settings proximate(rig::settings more = {}) { return with({{"rate", 0.0}, {"noise", 0.0}}, more); }
} // namespace

TEST_CASE("The nearest point of a sphere in a cone is the nearest hit of any ray in it") {
    std::mt19937_64 dice(5);
    std::uniform_real_distribution<double> u(-1, 1);
    int seen = 0, beside = 0;
    for (uint32_t i = 0; i < rounds(400); ++i) {
        const vec3 to{10 * u(dice), 10 * u(dice), 10 * u(dice)};
        const double radius = 3 * (u(dice) + 1), half = 0.05 + 1.5 * (u(dice) + 1) / 2;
        vec3 axis{u(dice), u(dice), u(dice)};
        const double n = sensors::length(axis);
        for (double& x : axis) x /= n;
        double least = 1e300;
        const auto [a, b] = across(axis);
        constexpr int rings = 60, spokes = 120;
        for (int r = 0; r <= rings; ++r)
            for (int spoke = 0; spoke < spokes; ++spoke) {
                const double off = half * r / rings, way = 2 * pi * spoke / spokes;
                vec3 ray;
                for (size_t k = 0; k < 3; ++k)
                    ray[k] = std::cos(off) * axis[k] + std::sin(off) * (std::cos(way) * a[k] + std::sin(way) * b[k]);
                if (const double h = hit(ray, to, radius); h > 0) least = std::min(least, h);
            }
        const auto e = sensors::seen({axis, half}, to, radius);
        if (sensors::length(to) <= radius) {
            CHECK(!e); // looked through
            continue;
        }
        INFO(i << " radius " << radius << " half " << half << " least " << least);
        if (least < 1e300) {
            REQUIRE(e);
            CHECK(e->range <= least + 1e-9);
            CHECK(hit(e->way, to, radius + 1e-6) == Approx(e->range).margin(0.01)); // it is a hit
            CHECK(sensors::dot(e->way, axis) >= std::cos(half) - 1e-9);             // in the cone
            ++seen, beside += sensors::dot(to, axis) < std::cos(half) * sensors::length(to);
        }
    }
    CHECK(seen > static_cast<int>(rounds(400)) / 10);
    CHECK(beside > static_cast<int>(rounds(400)) / 40); // both cases were there
}

TEST_CASE("A range finder sees the surface of what is ahead, and where it is") {
    scene t("qiki.sensor.lidar", exact());
    t.others = {ball(2, {12, 0, 0}, 4), ball(3, {30, 0, 0}, 4)};
    auto both = t.tick();
    CHECK(both[0].v[0] == 10);
    CHECK((both[1].v[0] == 0 && both[1].v[1] == 0));
    t.others = {ball(2, {10, -10, 0}, 0),
                ball(3, {0, 0, 0}, 100)}; // to the right; a hull around both is looked through
    both = t.tick();
    CHECK(both[0].v[0] == Approx(std::sqrt(200)));
    CHECK(both[1].v[0] == Approx(pi / 4)); // clockwise
    t.others = {ball(2, {10, 0, 10}, 0)};
    CHECK(t.tick()[1].v[1] == Approx(pi / 4));
}

TEST_CASE("Truth labelling (OK/NO_DATA/FALLBACK/INVALID): nothing in view is NO_DATA by a device that is well, too "
          "near hides what is behind",
          "[capability]") {
    scene t("qiki.sensor.lidar", exact({{"fov", pi / 2}, {"range_max", 50.0}}));
    for (const auto& nothing : {std::vector<qiki_truth>{}, {ball(2, {-12, 0, 0}, 4)}, {ball(2, {60, 0, 0}, 4)}}) {
        t.others = nothing;
        const auto all = t.tick();
        CHECK((all[0].label == QIKI_LABEL_NO_DATA && all[0].n == 0 && all[0].status == QIKI_SENSE_OK));
        CHECK(all[1].label == QIKI_LABEL_NO_DATA);
        CHECK(said(all[2], reason::none));
    }
    t.others = {ball(2, {3.05, 0, 0}, 6), ball(3, {20, 0, 0}, 2)};
    const auto all = t.tick();
    CHECK(all[0].label == QIKI_LABEL_NO_DATA);
    CHECK(said(all[2], reason::too_close));
    t.others = {ball(3, {20, 0, 0}, 2)};
    t.others[0].label = QIKI_LABEL_NO_DATA, t.others[0].valid = 0, t.others[0].size_m = t.others[0].pos[0] = 0;
    CHECK(t.tick()[0].label == QIKI_LABEL_NO_DATA);
}

TEST_CASE("A range finder looks with its carrier, from where it is mounted") {
    scene t("qiki.sensor.lidar", exact({{"at", std::vector<double>{2, 0, 0}}}), [](double at) {
        qiki_truth b = at_rest(at); // nose north
        b.att[0] = b.att[3] = std::sqrt(0.5);
        return b;
    });
    t.others = {ball(2, {0, 12, 0}, 0)};
    const auto all = t.tick();
    CHECK(all[0].v[0] == Approx(10));
    CHECK(all[1].v[0] == Approx(0).margin(1e-12));
    scene blind("qiki.sensor.lidar", exact(), [](double at) {
        qiki_truth b = at_rest(at);
        b.valid = 0, b.att[0] = 0;
        return b;
    });
    CHECK(said(blind.tick()[2], reason::no_attitude));
}

TEST_CASE("A range finder on a slow carrier looks from where that is now, the way it faces now") {
    // Counter-example: the place and the attitude of up to three ticks ago. The body ahead is where the nose passes
    // 10 m before it, and the nose has turned by then.
    scene t("qiki.sensor.lidar", exact(), [](double at) {
        qiki_truth b = at_rest(at);
        b.pos[0] = 20 * at, b.vel[0] = 20;
        b.att[0] = std::cos(at), b.att[3] = std::sin(at), b.rate[2] = 2; // to the left
        return b;
    });
    t.every = 40 * ms;
    t.others = {ball(2, {12, 0, 0}, 0)};
    for (int i = 0; i < 20; ++i) {
        const auto all = t.tick();
        const double at = static_cast<double>(t.now) / 1e9;
        CHECK(all[0].v[0] == Approx(12 - 20 * at).epsilon(1e-12));
        CHECK(all[1].v[0] == Approx(2 * at).epsilon(1e-9));
    }
}

TEST_CASE("Range finders see bodies whose truth is older than the tick where these are now") {
    // Counter-example: 3 m too far, and out of reach, 0.1 s after it was 13 m away.
    for (const char* id : {"qiki.sensor.lidar", "qiki.sensor.proximity"}) {
        const bool lidar = std::string(id) == "qiki.sensor.lidar";
        scene t(id, lidar ? exact({{"range_max", 10.5}}) : proximate({{"range", 10.5}}));
        t.others = {ball(2, {13, 0, 0}, 0)};
        t.others[0].vel[0] = -30;
        for (int i = 0; i < 20; ++i) {
            const auto all = t.tick();
            const double far = 13 - 30 * static_cast<double>(t.now) / 1e9;
            INFO(id << ' ' << far);
            CHECK((all[0].label == QIKI_LABEL_OK) == (far <= 10.5));
            if (far <= 10.5) CHECK(all[0].v[0] == Approx(far).epsilon(1e-12));
        }
    }
}

TEST_CASE("Proximity counts who is within reach on any side, and says how near the nearest is") {
    scene t("qiki.sensor.proximity", proximate({{"warn", 5.0}, {"crit", 2.0}}));
    t.others = {ball(2, {-12, 0, 0}, 4), ball(3, {0, 21, 0}, 2), ball(4, {0, 0, 23}, 2)};
    auto all = t.tick();
    CHECK((all[0].v[0] == 10 && all[1].v[0] == 2));
    CHECK(said(all[2], reason::none));
    t.others = {ball(2, {0, 5, 0}, 0)};
    CHECK(said(t.tick()[2], reason::over_warn));
    t.others = {ball(2, {0, 1, 0}, 4)}; // within its sphere
    all = t.tick();
    CHECK((all[0].v[0] == 0 && all[0].label == QIKI_LABEL_OK));
    CHECK(said(all[2], reason::over_crit));
    t.others = {};
    all = t.tick();
    CHECK((all[0].label == QIKI_LABEL_NO_DATA && all[1].label == QIKI_LABEL_OK && all[1].v[0] == 0));
}

TEST_CASE("A sphere hides as much of the sun's disc as points of it say") {
    std::mt19937_64 dice(6);
    std::uniform_real_distribution<double> u(0, 1);
    int partly = 0;
    for (uint32_t i = 0; i < rounds(200); ++i) {
        const double disc = 0.002 + 0.01 * u(dice), big = 0.02 * u(dice), off = 0.03 * u(dice), far = 1000;
        const vec3 to{far * std::cos(off), far * std::sin(off), 0};
        constexpr int grid = 200;
        int all = 0, dark = 0;
        for (int x = -grid; x <= grid; ++x)
            for (int y = -grid; y <= grid; ++y) {
                if (x * x + y * y > grid * grid) continue;
                const double a = disc * x / grid, b = disc * y / grid;
                ++all, dark += std::hypot(a - off, b) < std::asin(std::sin(big));
            }
        const double h = sensors::hidden(to, far * std::sin(big), {1, 0, 0}, disc);
        INFO(disc << ' ' << big << ' ' << off);
        CHECK(std::fabs(h - static_cast<double>(dark) / all) < 0.01);
        partly += h > 0.05 && h < 0.95;
    }
    CHECK(partly > static_cast<int>(rounds(200)) / 10);
    CHECK(sensors::hidden({-1000, 0, 0}, 900, {1, 0, 0}, 0.005) == 0); // behind
    CHECK(sensors::hidden({1, 0, 0}, 2, {0, 0, 1}, 0.005) == 1);       // within
}

TEST_CASE("Light falls by the cosine, not from behind, and not in the shadow of a large body or a planet") {
    const rig::settings still{{"rate", 0.0}, {"noise", 0.0}, {"noise_angle", 0.0}};
    const auto shine = [&](std::vector<double> sun, std::vector<qiki_truth> others, rig::settings more = {}) {
        scene t("qiki.sensor.solar", with(with(still, {{"sun", sun}}), more));
        t.others = std::move(others);
        return t.tick();
    };
    auto all = shine({0, 0, 1}, {});
    CHECK((all[0].v[0] == 100 && all[1].v[2] == 1));
    all = shine({0, 1, 1}, {ball(2, {0, 0, 500}, 400)});
    CHECK(all[0].v[0] == Approx(100 * std::sqrt(0.5)));
    CHECK(all[1].v[1] == Approx(std::sqrt(0.5))); // north is to the left of a nose to the east
    all = shine({0, 0, -1}, {});
    CHECK((all[0].v[0] == 0 && all[0].label == QIKI_LABEL_OK && all[1].label == QIKI_LABEL_NO_DATA));
    all = shine({0, 0, 1}, {ball(2, {0, 0, 500}, 400)});
    CHECK((all[0].v[0] == 0 && all[1].label == QIKI_LABEL_NO_DATA));
    CHECK(shine({0, 0, 1}, {ball(2, {0, 0, 500}, 50)})[0].v[0] == 100); // small ones do not count
    CHECK(shine({0, 0, 1}, {}, {{"bodies", std::vector<double>{0, 0, 7e6, 6.4e6}}})[0].v[0] == 0);
}

TEST_CASE("On a slow carrier the sun stands where it does now") {
    // Counter-example: as seen with the attitude of up to three ticks ago.
    scene t("qiki.sensor.solar", {{"rate", 0.0}, {"noise", 0.0}, {"noise_angle", 0.0}}, [](double at) {
        qiki_truth b = at_rest(at);
        b.att[0] = std::cos(at), b.att[1] = std::sin(at), b.rate[0] = 2; // about its nose
        return b;
    });
    t.every = 40 * ms, t.others = {};
    for (int i = 0; i < 20; ++i) {
        const auto all = t.tick();
        const double turned = 2 * static_cast<double>(t.now) / 1e9;
        CHECK(all[0].v[0] == Approx(100 * std::cos(turned)).epsilon(1e-12));
        CHECK(all[1].v[1] == Approx(std::sin(turned)).epsilon(1e-9));
    }
}

TEST_CASE("The shadow of a body whose truth is older than the tick falls where that is now") {
    // Counter-example: light, in the shadow of what was aside 0.1 s ago.
    scene shaded("qiki.sensor.solar", {{"rate", 0.0}, {"noise", 0.0}, {"noise_angle", 0.0}});
    shaded.others = {ball(2, {600, 0, 500}, 400)};
    shaded.others[0].vel[0] = -6000; // above the carrier after 0.1 s
    CHECK(shaded.channel(0, 10)[0].v[0] == 100);
    CHECK(shaded.now == 100 * ms);
    CHECK(shaded.tick()[0].v[0] == 0);
}
