// SPDX-License-Identifier: MIT
// tests/unit/trackers/invariance.cpp - what must not matter to qiki.tracker.gnn: order, place, direction, date,
// buffers, repeats.
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
// Seven targets, clutter, misses: the contacts of scan k around the origin, in the plane.
std::vector<qiki_contact> scan_of(uint64_t k, double turned = 0, double de = 0, double dn = 0, qiki_ns later = 0) {
    std::vector<qiki_contact> seen;
    const double s = 4.0 * static_cast<double>(k), c = std::cos(turned), w = std::sin(turned);
    const auto add = [&](double e, double n) {
        seen.push_back(enu(ns(s) + later, c * e - w * n + de, w * e + c * n + dn));
    };
    for (uint64_t j = 0; j < 7; ++j) {
        if (chance(2, k, j, 0) > 0.9) continue;
        const double a = 0.9 * static_cast<double>(j), r = 2e3 * static_cast<double>(j + 1);
        add(r * std::cos(a) + 90 * s * std::sin(a) + 50 * noise(2, k, j, 0),
            r * std::sin(a) + 70 * s + 50 * noise(2, k, j, 1));
    }
    for (uint64_t j = 0; j < 10; ++j) add(8e4 * chance(2, k, 100 + j, 1) - 4e4, 8e4 * chance(2, k, 100 + j, 2) - 4e4);
    return seen;
}
const rig::settings plane{{"state_dims", int64_t{2}}};
bool same_bytes(const std::vector<qiki_track>& a, const std::vector<qiki_track>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(qiki_track)) == 0);
}
} // namespace

TEST_CASE("the order of contacts inside a frame changes nothing") {
    bench a(plane), b(plane);
    for (uint64_t k = 0; k < 40; ++k) {
        auto seen = scan_of(k), other = seen;
        for (size_t i = 0; i < other.size(); ++i) std::swap(other[i], other[(i * 7 + k) % other.size()]);
        CHECK(same_bytes(a.scan(ns(4.0 * double(k)), seen), b.scan(ns(4.0 * double(k)), other)));
    }
    CHECK(confirmed(a.tracks()).size() >= 6);
}

TEST_CASE("moving the scene or turning it moves and turns the tracks to 1e-9, a later date changes no bit but time") {
    const double turn = 0.7345, de = 4096, dn = -2048;
    const qiki_ns later = 86400 * second;
    bench a(plane), shifted(plane), turned(plane), dated(plane);
    const double c = std::cos(turn), w = std::sin(turn);
    for (uint64_t k = 0; k < 40; ++k) {
        const qiki_ns t = ns(4.0 * double(k));
        const auto base = a.scan(t, scan_of(k));
        const auto there = shifted.scan(t, scan_of(k, 0, de, dn)), round = turned.scan(t, scan_of(k, turn));
        auto late = dated.scan(t + later, scan_of(k, 0, 0, 0, later));
        REQUIRE(there.size() == base.size());
        REQUIRE(round.size() == base.size());
        for (qiki_track& x : late) x.t -= later, x.t_update -= later, x.t_birth -= later;
        CHECK(same_bytes(late, base));
        for (size_t i = 0; i < base.size(); ++i) {
            CHECK(std::fabs(there[i].x[0] - de - base[i].x[0]) < 1e-9 * 4e4);
            CHECK(std::fabs(there[i].x[1] - dn - base[i].x[1]) < 1e-9 * 4e4);
            CHECK(std::fabs(there[i].x[3] - base[i].x[3]) < 1e-9 * 1e3);
        }
        // New tracks of one frame are numbered in the order of their position, which turning changes: compare by place.
        for (const qiki_track& x : base) {
            double nearest = 1e300;
            for (const qiki_track& y : round)
                nearest = std::min(nearest,
                                   std::hypot(c * x.x[0] - w * x.x[1] - y.x[0], w * x.x[0] + c * x.x[1] - y.x[1]) +
                                       std::hypot(c * x.x[3] - w * x.x[4] - y.x[3], w * x.x[3] + c * x.x[4] - y.x[4]));
            CHECK(nearest < 1e-9 * 4e4);
        }
    }
}

TEST_CASE("a target that crosses north is tracked like one that crosses south") {
    const auto run = [](double centre) {
        bench b(plane);
        b.valid |= QIKI_FRAME_HAS_PLATFORM;
        std::vector<double> along;
        for (uint64_t k = 0; k < 60; ++k) {
            const double s = 4.0 * double(k), e = -12e3 + 100 * s, n = 30e3;
            double bearing = std::atan2(e, n) + centre + 0.002 * noise(6, k, 0, 0);
            if (bearing < 0) bearing += 2 * pi;
            b.scan(ns(s), {polar(ns(s), std::hypot(e, n) + 50 * noise(6, k, 0, 1), bearing)});
            if (b.tracks().size() != 1) FAIL("scan " << k << ": " << b.tracks().size() << " tracks");
            const qiki_track& x = b.tracks()[0];
            const double c = std::cos(centre), w = std::sin(centre); // back to the course over north
            along.push_back(c * x.x[0] - w * x.x[1]);
            along.push_back(w * x.x[0] + c * x.x[1]);
        }
        return along;
    };
    const auto north = run(0), south = run(pi), west = run(1.5 * pi);
    for (size_t i = 0; i < north.size(); ++i) {
        CHECK(std::fabs(north[i] - south[i]) < 1e-6);
        CHECK(std::fabs(north[i] - west[i]) < 1e-6);
    }
}

TEST_CASE("outputs with room for one record give the same tracks and associations") {
    rig::birth narrow;
    narrow.capacity = 1;
    bench a(plane), b(plane, narrow);
    for (uint64_t k = 0; k < 25; ++k) {
        const auto x = a.scan(ns(4.0 * double(k)), scan_of(k)), y = b.scan(ns(4.0 * double(k)), scan_of(k));
        CHECK(same_bytes(x, y));
        const auto la = a.links(), lb = b.links();
        REQUIRE(la.size() == lb.size());
        CHECK(std::memcmp(la.data(), lb.data(), la.size() * sizeof(qiki_assoc)) == 0);
        CHECK(b.rig.dropped("tracks") == 0);
    }
}

TEST_CASE("a saved and loaded tracker goes on as the one that was not, and equal states are equal bytes") {
    bench a(plane), b(plane);
    for (uint64_t k = 0; k < 20; ++k) a.scan(ns(4.0 * double(k)), scan_of(k));
    const std::string saved = a.rig.save();
    b.rig.load(saved, a.rig);
    b.follow(a);
    CHECK(b.rig.save() == saved);
    for (uint64_t k = 20; k < 40; ++k)
        CHECK(same_bytes(a.scan(ns(4.0 * double(k)), scan_of(k)), b.scan(ns(4.0 * double(k)), scan_of(k))));
    CHECK(a.rig.save() == b.rig.save());
    CHECK_THROWS(b.rig.load(saved.substr(0, saved.size() / 2), a.rig));
}

TEST_CASE("after reset everything happens again, bit for bit") {
    bench a(plane), b(plane);
    for (uint64_t k = 0; k < 15; ++k) b.scan(ns(4.0 * double(k)), scan_of(50 + k));
    b.rig.reset();
    b.follow(a);
    for (uint64_t k = 0; k < 15; ++k)
        CHECK(same_bytes(a.scan(ns(4.0 * double(k)), scan_of(k)), b.scan(ns(4.0 * double(k)), scan_of(k))));
}

TEST_CASE("a frame that comes twice, and a contact that is twice in a frame, count once") {
    bench a(plane), b(plane);
    for (uint64_t k = 0; k < 20; ++k) {
        const qiki_ns t = ns(4.0 * double(k));
        auto seen = scan_of(k), doubled = seen;
        const auto x = a.scan(t, seen);
        for (const qiki_contact& c : seen) doubled.push_back(c);
        qiki_frame f = b.frame(t, doubled, 1, 0);
        CHECK(same_bytes(x, b.feed({f, f}, {doubled, doubled}, std::max(t, b.now() + 1))));
        f.t_available = b.now() + 1;
        b.feed({f}, {doubled}, b.now() + 1); // and once more, alone
        CHECK(b.rig.kept("tracks"));
    }
}

TEST_CASE("Multi-sensor fusion, trust: frames of two radars in one tick are taken by time, whatever port or order they "
          "come in",
          "[capability]") {
    bench a(plane), b(plane);
    for (uint64_t k = 0; k < 20; ++k) {
        const qiki_ns t = ns(4.0 * double(k));
        auto one = scan_of(k), two = scan_of(k, 0, 0, 0, second);
        const auto frames = [&](bench& x) {
            qiki_frame f = x.frame(t, one, 1, 7), g = x.frame(t + second, two, 2, 7);
            f.t_available = g.t_available = t + second;
            return std::pair(f, g);
        };
        const auto [fa, ga] = frames(a);
        const auto [fb, gb] = frames(b);
        CHECK(same_bytes(a.feed({fa, ga}, {one, two}, t + second), b.feed({gb, fb}, {two, one}, t + second)));
    }
    CHECK(confirmed(a.tracks()).size() >= 6);
}

TEST_CASE("a far scene added changes no bit of the near one") {
    bench a(plane), b(plane);
    for (uint64_t k = 0; k < 30; ++k) {
        const qiki_ns t = ns(4.0 * double(k));
        auto both = scan_of(k);
        for (const qiki_contact& c : scan_of(k, 1.1, 3e6, 3e6)) both.push_back(c);
        std::vector<qiki_track> x = a.scan(t, scan_of(k)), near;
        for (qiki_track y : b.scan(t, both))
            if (y.x[0] < 1e6) near.push_back(y);
        REQUIRE(near.size() == x.size());
        for (size_t i = 0; i < x.size(); ++i) x[i].id = near[i].id = 0; // numbers are shared
        CHECK(same_bytes(x, near));
    }
}
