// SPDX-License-Identifier: MIT
// tests/unit/vehicles/fleet.cpp - many aircraft in one instance: the same as many instances, scattered, saved, cut up.
#include "flight.hpp"

using namespace flight;

namespace {

// The mission of the peers' simulator: two teams that meet.
rig::settings mission(int64_t count) {
    return {{"count", count},
            {"at", numbers{-1000, 0, 200, 1000, 0, 200}},
            {"headings", numbers{QIKI_PI / 2, 3 * QIKI_PI / 2}},
            {"spread", numbers{100, 100, 20}},
            {"speed", 21.0}};
}

rig::settings lively(int64_t count) {
    rig::settings s = mission(count);
    s["spread_heading"] = 0.5, s["spread_speed"] = 4.0, s["turn"] = 1.0, s["climb"] = 50.0;
    return s;
}

} // namespace

TEST_CASE("A fleet of N is N instances of one, but for the entity") {
    rig::settings s = {{"turn", 2.0}, {"climb", 70.0}, {"accelerate", 5.0}, {"count", int64_t{600}}};
    planes fleet(s, {.self_entity = 10});
    s["count"] = int64_t{1};
    planes alone(s, {.self_entity = 10});
    for (int k = 0; k < 50; ++k) {
        auto all = tick(fleet, k * second / 10, (k + 1) * second / 10);
        const auto one = tick(alone, k * second / 10, (k + 1) * second / 10);
        REQUIRE(all.size() == 600);
        size_t equal = 0;
        for (size_t i = 0; i < all.size(); ++i) {
            equal += all[i].entity == 10 + i;
            all[i].entity = 10;
            equal += std::memcmp(&all[i], &one[0], sizeof one[0]) == 0;
        }
        CHECK(equal == 1200);
    }
}

TEST_CASE("Each aircraft of a scattered fleet flies as it would alone, from where chance put it") {
    planes fleet(lively(7), {.self_entity = 3});
    fly(fleet, 30, second / 10);
    const auto all = fleet.took<qiki_truth>("truth");
    // Aircraft 7 of 7 is the last of the second team; alone, its entity draws the same place.
    rig::settings s = lively(1);
    s["at"] = numbers{1000, 0, 200}, s["headings"] = numbers{3 * QIKI_PI / 2};
    planes alone(s, {.self_entity = 9});
    fly(alone, 30, second / 10);
    CHECK(bytes({all[6]}) == bytes(alone.took<qiki_truth>("truth")));
}

TEST_CASE("Two teams start apart, evenly scattered, and fly towards each other") {
    planes v(mission(400));
    const auto first = fly(v, 1, second / 10);
    vec3 sum{}, low{1e9, 1e9, 1e9}, high{-1e9, -1e9, -1e9};
    for (size_t k = 0; k < 400; ++k) {
        const bool left = k < 200;
        CHECK(first[k].vel[0] == Approx(left ? 21 : -21));
        const vec3 p = {first[k].pos[0] - (left ? -997.9 : 997.9), first[k].pos[1], first[k].pos[2] - 200};
        for (size_t i = 0; i < 3; ++i)
            sum[i] += p[i] / 400, low[i] = std::fmin(low[i], p[i]), high[i] = std::fmax(high[i], p[i]);
    }
    const vec3 half = {100, 100, 20};
    for (size_t i = 0; i < 3; ++i) {
        CHECK(low[i] >= -half[i] - 1e-9);
        CHECK(high[i] <= half[i] + 1e-9);
        CHECK(low[i] < -0.97 * half[i]); // missed with a chance of 0.985^400 = 0.2 %
        CHECK(high[i] > 0.97 * half[i]);
        CHECK(std::fabs(sum[i]) < 4 * half[i] / std::sqrt(3.0 * 400));
    }
}

TEST_CASE("A seed gives the same fleet, another seed another one") {
    planes a(mission(10)), b(mission(10)), c(mission(10), {.seed = 8});
    const auto first = bytes(fly(a, 1, second));
    CHECK(first == bytes(fly(b, 1, second)));
    CHECK(first != bytes(fly(c, 1, second)));
}

TEST_CASE("The first record of an aircraft says that it is new, the others do not") {
    planes v(mission(5));
    for (int k = 0; k < 3; ++k)
        for (const qiki_truth& r : tick(v, k * second, (k + 1) * second))
            CHECK(r.flags == (k == 0 ? QIKI_TRUTH_CREATED : 0));
    v.reset();
    for (const qiki_truth& r : tick(v, 0, second)) CHECK(r.flags == QIKI_TRUTH_CREATED);
}

TEST_CASE("The room given to the outputs does not matter") {
    rig::settings s = lively(700);
    s["collision_distance"] = 20.0;
    planes whole(s), single(s, {.capacity = 1}), pieces(s, {.capacity = 300});
    for (int k = 0; k < 20; ++k) {
        const qiki_ns from = k * second, to = from + second;
        const auto a = tick(whole, from, to), b = tick(single, from, to), c = tick(pieces, from, to);
        REQUIRE(a.size() == 700);
        CHECK(bytes(a) == bytes(b));
        CHECK(bytes(a) == bytes(c));
        CHECK(whole.took<qiki_event>("events").size() == single.took<qiki_event>("events").size());
        CHECK(whole.dropped("truth") + single.dropped("truth") + single.dropped("events") == 0);
    }
    CHECK(whole.metric("collisions") > 0);
}

TEST_CASE("A saved fleet flies on as if nothing had been") {
    rig::settings s = lively(300);
    s["collision_distance"] = 15.0;
    s["turn"] = 0.0, s["climb"] = 0.0;
    s["waypoints"] = numbers{0, 0, 200, 300, 300, 250}, s["at_end"] = std::string("loop");
    for (const std::string on : {"count", "remove"}) {
        s["on_collision"] = on;
        planes a(s), b(s);
        fly(a, 60, second);
        const std::string saved = a.save();
        b.load(saved, a);
        CHECK(b.save() == saved);
        for (int k = 60; k < 120; ++k) {
            const auto x = tick(a, k * second, (k + 1) * second), y = tick(b, k * second, (k + 1) * second);
            REQUIRE(bytes(x) == bytes(y));
            REQUIRE(a.took<qiki_event>("events").size() == b.took<qiki_event>("events").size());
        }
        CHECK(a.metric("collisions") > 0);
    }
}

TEST_CASE("A fleet refuses a state that is not its own and stays as it was") {
    planes a(mission(5)), small(mission(4)), same(mission(5));
    fly(a, 3, second), fly(same, 3, second);
    const std::string good = a.save();
    CHECK_THROWS_AS(small.load(good, a), rig::failed);
    CHECK_THROWS_AS(a.load(good.substr(0, good.size() - 1), same), rig::failed);
    CHECK_THROWS_AS(a.load(good + "x", same), rig::failed);
    int refused = 0;
    for (size_t k = 0; k < good.size(); ++k) { // no single damaged byte may crash; many are noticed
        std::string bad = good;
        bad[k] = static_cast<char>(bad[k] ^ 0xFF);
        planes other(mission(5));
        try {
            other.load(bad, a);
            fly(other, 2, second, 3 * second);
        } catch (const rig::failed&) { ++refused; }
    }
    CHECK(refused > 50);
    CHECK(bytes(tick(a, 3 * second, 4 * second)) == bytes(tick(same, 3 * second, 4 * second)));
}

TEST_CASE("A fleet's self-test passes") {
    for (const rig::settings& s : {rig::settings{}, mission(10), rig::settings{{"length", 100.0}, {"max_roll", 1.0}}}) {
        planes v(s);
        const auto rows = v.selftest(0);
        CHECK(rows.size() == 2);
        for (const auto& row : rows) {
            INFO(row.device << " " << row.value);
            CHECK(row.result == QIKI_TEST_PASS);
        }
    }
}
