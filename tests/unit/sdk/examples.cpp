// SPDX-License-Identifier: MIT
// tests/unit/sdk/examples.cpp - the example radars, loaded as plugins: what they see, the rules they keep, what they
// must not depend on.
#include "qiki/check.h"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>
#include <cmath>

namespace {
constexpr qiki_ns second = 1'000'000'000;

std::vector<qiki_truth> bodies(qiki_ns t, uint64_t n) {
    std::vector<qiki_truth> all(n);
    for (uint64_t i = 0; i < n; ++i) {
        qiki_truth& b = all[i];
        b.entity = i + 1, b.t = t, b.label = QIKI_LABEL_OK;
        b.pos[0] = 300.0 * static_cast<double>(i) - 4000, b.pos[1] = 5000 - 40.0 * static_cast<double>(i),
        b.pos[2] = 500;
    }
    return all;
}
struct scan {
    std::vector<qiki_frame> frames;
    std::vector<qiki_contact> contacts;
};
scan look(rig::instance& radar, qiki_ns t0, uint64_t n) {
    radar.give("truth", bodies(t0 + second, n), 9);
    REQUIRE(radar.tick(t0, t0 + second) == QIKI_OK);
    return {radar.took<qiki_frame>("frames"), radar.took<qiki_contact>("contacts")};
}
template <class R>
bool same(const std::vector<R>& a, const std::vector<R>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(R)) == 0);
}
} // namespace

TEST_CASE("Both example radars see what is in range, and every record keeps the rules") {
    for (const char* id : {"org.example.radar.cpp", "org.example.radar.c"}) {
        INFO(id);
        rig::instance radar(id, {{"range", 6000.0}});
        uint64_t before = 0;
        for (qiki_ns t = 0; t < 5 * second; t += second) {
            const scan s = look(radar, t, 40);
            size_t inside = 0;
            for (const qiki_truth& b : bodies(t, 40)) inside += std::hypot(b.pos[0], b.pos[1], b.pos[2]) < 6000;
            REQUIRE(inside > 5);
            REQUIRE(inside < 40);
            CHECK(s.contacts.size() == inside);
            REQUIRE(s.frames.size() == 1);
            CHECK(s.frames[0].count == inside);
            CHECK(s.frames[0].first == before);
            CHECK(s.frames[0].seq == static_cast<uint64_t>(t / second));
            before += inside;
            for (const qiki_frame& f : s.frames)
                CHECK(std::string(qiki_frame_flaw(&f) ? qiki_frame_flaw(&f) : "") == "");
            for (const qiki_contact& c : s.contacts)
                CHECK(std::string(qiki_contact_flaw(&c) ? qiki_contact_flaw(&c) : "") == "");
        }
    }
}

TEST_CASE("The examples' results depend neither on the capacity nor on who else is there, but on the seed") {
    for (const char* id : {"org.example.radar.cpp", "org.example.radar.c"}) {
        INFO(id);
        rig::birth tight, other;
        tight.capacity = 1, other.seed = 8;
        rig::instance a(id), b(id, {}, tight), c(id, {}, other), d(id);
        const scan one = look(a, 0, 30), two = look(b, 0, 30), three = look(c, 0, 30), fewer = look(d, 0, 20);
        CHECK(same(one.contacts, two.contacts));
        CHECK(same(one.frames, two.frames));
        CHECK_FALSE(same(one.contacts, three.contacts));
        REQUIRE(fewer.contacts.size() == 20);
        for (size_t i = 0; i < 20; ++i)
            CHECK(std::memcmp(&one.contacts[i], &fewer.contacts[i], sizeof(qiki_contact)) == 0);
        a.reset();
        CHECK(same(look(a, 0, 30).contacts, one.contacts));
    }
}

TEST_CASE("The examples refuse a position that is none, by name") {
    const rig::settings wrong = {{"position", std::vector<double>{1, 2}}};
    rig::instance one("org.example.radar.cpp"), two("org.example.radar.c");
    CHECK_THROWS_WITH(one.configure(wrong), "position: expected {east, north, up}, found 2 numbers");
    CHECK_THROWS_WITH(two.configure(wrong), "position: expected {east, north, up}");
}

TEST_CASE("The noise of the examples is unbiased and as wide as they say") {
    rig::instance radar("org.example.radar.c", {{"sigma", 50.0}, {"range", 1e6}});
    double sum = 0, square = 0, n = 0;
    for (qiki_ns t = 0; t < 200 * second; t += second) {
        const scan s = look(radar, t, 50);
        for (size_t i = 0; i < s.contacts.size(); ++i) {
            const double d = (s.contacts[i].z[0] - (300.0 * static_cast<double>(i) - 4000)) / 50;
            sum += d, square += d * d, ++n;
        }
    }
    REQUIRE(n == 10000);
    CHECK(std::abs(sum / n) < 4 / std::sqrt(n));
    CHECK(std::abs(square / n - 1) < 4 * std::sqrt(2 / n));
}
