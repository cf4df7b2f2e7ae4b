// SPDX-License-Identifier: MIT
// tests/unit/vehicles/collisions.cpp - who is near whom: the grid against all pairs, and what follows from it.
#include "plugins/vehicles/aircraft/collisions.hpp"
#include "flight.hpp"
#include "unit/rounds.hpp"
#include <set>

using namespace flight;
using pairs = std::set<std::pair<uint64_t, uint64_t>>;

namespace {

struct cloud {
    numbers x, y, z;
    cloud(uint32_t n, uint64_t key, const vec3& width, const vec3& centre) {
        for (uint32_t i = 0; i < n; ++i) {
            const qiki_bits a = qiki_draw(key, 0, i, 0, 0), b = qiki_draw(key, 0, i, 0, 1);
            x.push_back(centre[0] + width[0] * (2 * qiki_uniform(a, 0) - 1));
            y.push_back(centre[1] + width[1] * (2 * qiki_uniform(a, 1) - 1));
            z.push_back(centre[2] + width[2] * (2 * qiki_uniform(b, 0) - 1));
        }
    }
    std::vector<aircraft::pair> all(double distance) const {
        std::vector<aircraft::pair> r;
        for (uint32_t i = 0; i < x.size(); ++i)
            for (uint32_t j = i + 1; j < x.size(); ++j) {
                const double dx = x[i] - x[j], dy = y[i] - y[j], dz = z[i] - z[j];
                if (dx * dx + dy * dy + dz * dz < distance * distance) r.push_back({i, j});
            }
        return r;
    }
};

pairs near(const std::vector<qiki_truth>& all, double distance) {
    pairs r;
    for (const qiki_truth& a : all)
        for (const qiki_truth& b : all) {
            const double dx = a.pos[0] - b.pos[0], dy = a.pos[1] - b.pos[1], dz = a.pos[2] - b.pos[2];
            if (a.entity < b.entity && dx * dx + dy * dy + dz * dz < distance * distance)
                r.insert({a.entity, b.entity});
        }
    return r;
}
pairs told(const rig::instance& v) {
    pairs r;
    for (const qiki_event& e : v.took<qiki_event>("events")) r.insert({e.entity, static_cast<uint64_t>(e.v[2])});
    return r;
}

rig::settings crowd(int64_t count, const std::string& on) {
    return {{"count", count},
            {"at", numbers{-300, 0, 200, 300, 0, 200}},
            {"headings", numbers{QIKI_PI / 2, -QIKI_PI / 2}},
            {"spread", numbers{100, 40, 20}},
            {"spread_heading", 0.3},
            {"spread_speed", 5.0},
            {"collision_distance", 6.0},
            {"on_collision", on}};
}

} // namespace

TEST_CASE("The grid finds exactly the pairs that all pairs give") {
    size_t found = 0;
    for (uint64_t key = 0; key < 12; key += sanitized ? 5 : 1)
        for (const vec3& width : {vec3{100, 100, 20}, vec3{1000, 0, 0}, vec3{0, 0, 500}, vec3{8, 8, 8}, vec3{1, 1, 1}})
            for (const vec3& centre : {vec3{0, 0, 0}, vec3{-1e6, 1e6, 12.5}}) {
                const cloud c(400, key, width, centre);
                const double distance = 0.5 + static_cast<double>(key);
                const auto expected = c.all(distance);
                aircraft::grid g;
                CHECK(g.near(c.x.data(), c.y.data(), c.z.data(), c.x.size(), distance) == expected);
                found += expected.size();
            }
    CHECK(found > (sanitized ? 20'000 : 100'000));
}

TEST_CASE("Points on cell borders and at the very distance are judged as in all pairs") {
    cloud c(0, 0, {}, {});
    for (int i = -4; i <= 4; ++i)
        for (int j = -4; j <= 4; ++j)
            for (int k = -4; k <= 4; ++k) c.x.push_back(2.0 * i), c.y.push_back(2.0 * j), c.z.push_back(2.0 * k);
    aircraft::grid g;
    CHECK(g.near(c.x.data(), c.y.data(), c.z.data(), c.x.size(), 2.0).empty());
    const auto neighbours = g.near(c.x.data(), c.y.data(), c.z.data(), c.x.size(), std::nextafter(2.0, 3.0));
    CHECK(neighbours.size() == 3 * 8 * 9 * 9);
    CHECK(neighbours == c.all(std::nextafter(2.0, 3.0)));
}

TEST_CASE("A grid serves any number of points one call after another") {
    aircraft::grid g;
    for (const uint32_t n : {1000u, 3u, 0u, 2000u, 1u}) {
        const cloud c(n, n, {50, 50, 50}, {});
        CHECK(g.near(c.x.data(), c.y.data(), c.z.data(), n, 3) == c.all(3));
    }
}

TEST_CASE("A pair collides when it comes near, and again only after it was apart") {
    planes v(crowd(300, "count"));
    pairs before;
    size_t collisions = 0;
    for (int k = 0; k < 300; ++k) {
        const auto now = tick(v, k * second / 10, (k + 1) * second / 10);
        REQUIRE(now.size() == 300);
        const pairs close = near(now, 6);
        pairs fresh;
        std::set_difference(close.begin(), close.end(), before.begin(), before.end(),
                            std::inserter(fresh, fresh.end()));
        REQUIRE(told(v) == fresh);
        collisions += fresh.size();
        before = close;
    }
    CHECK(collisions > 100);
    CHECK(v.metric("collisions") == static_cast<double>(collisions));
}

TEST_CASE("Those who collide are removed, once, and nobody else") {
    planes v(crowd(300, "remove"));
    std::set<uint64_t> there;
    for (uint64_t e = 1; e <= 300; ++e) there.insert(e);
    for (int k = 0; k < 300; ++k) {
        const auto now = tick(v, k * second / 10, (k + 1) * second / 10);
        std::set<uint64_t> seen, gone, hit;
        for (const qiki_truth& r : now) {
            seen.insert(r.entity);
            if (r.flags & QIKI_TRUTH_REMOVED) gone.insert(r.entity);
            REQUIRE((r.flags & QIKI_TRUTH_CREATED) == (k == 0 ? QIKI_TRUTH_CREATED : 0));
        }
        REQUIRE(seen == there);
        for (const auto& [a, b] : near(now, 6)) hit.insert(a), hit.insert(b);
        REQUIRE(gone == hit);
        for (const uint64_t e : gone) there.erase(e);
    }
    CHECK(there.size() < 250);
    CHECK(there.size() > 1);
}

TEST_CASE("Those who survive fly as if the removed had never been near") {
    auto s = crowd(200, "remove");
    planes removing(s);
    s["collision_distance"] = 0.0;
    planes blind(s);
    fly(removing, 200, second / 10), fly(blind, 200, second / 10);
    std::map<uint64_t, qiki_truth> all;
    for (const qiki_truth& r : blind.took<qiki_truth>("truth")) all[r.entity] = r;
    const auto left = removing.took<qiki_truth>("truth");
    REQUIRE(left.size() < 200);
    REQUIRE(!left.empty());
    for (qiki_truth r : left) {
        r.flags = 0;
        CHECK(std::memcmp(&r, &all.at(r.entity), sizeof r) == 0);
    }
}

TEST_CASE("A collision is an event with its name, distance, limit and the other one") {
    static std::string interned;
    static const qiki_texts texts{QIKI_HEAD(qiki_texts),
                                  [](const qiki_host*, const char* t, uint64_t n) {
                                      interned.assign(t, n);
                                      return 77u;
                                  },
                                  nullptr};
    // Two teams of one, head on.
    planes v({{"count", int64_t{2}},
              {"at", numbers{-100, 0, 200, 100, 1, 200}},
              {"headings", numbers{QIKI_PI / 2, -QIKI_PI / 2}},
              {"collision_distance", 30.0}},
             {.index = 42, .self_entity = 7, .services = {{QIKI_TEXT_ID, &texts}}});
    CHECK(interned == "COLLISION");
    std::vector<qiki_event> all;
    for (int k = 0; k < 100; ++k) {
        tick(v, k * second / 10, (k + 1) * second / 10);
        for (const qiki_event& e : v.took<qiki_event>("events")) all.push_back(e);
    }
    REQUIRE(all.size() == 1);
    CHECK(all[0].code == 77);
    CHECK(all[0].entity == 7);
    CHECK(all[0].v[2] == 8);
    CHECK(all[0].v[1] == 30);
    CHECK(all[0].t == 4'300'000'000); // 200 m apart, 40 m/s together: below 30 m after 4.3 s, at 28 m
    CHECK(all[0].v[0] == Approx(std::hypot(28, 1)).epsilon(1e-12));
    CHECK(all[0].source == 42);
    CHECK(all[0].n == 3);
    CHECK(all[0].label == QIKI_LABEL_OK);
}
