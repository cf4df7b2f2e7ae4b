// SPDX-License-Identifier: MIT
// tests/unit/asterix/cuts.cpp - antennas that say where they look, antennas that do not, and plots that come late.
#include "by_hand.hpp"
#include "cut.hpp"
#include <catch2/catch.hpp>
#include <map>
#include <set>

using namespace asterix;
using namespace by_hand;

namespace {

constexpr int64_t second = 1'000'000'000;

// A radar that turns in 5.12 s with 32 sectors of 20 ticks, and sends plots one sector late.
struct turning {
    uint32_t start = 100000;
    uint32_t time_of(uint32_t sector) const { return start + 20 * sector; }
    bytes messages(uint32_t first, uint32_t last, bool north = true) const {
        bytes b;
        for (uint32_t i = first; i < last; ++i) {
            if (north && i % 32 == 0) b = join({b, crossing(9, time_of(i), -1)});
            b = join({b, crossing(9, time_of(i), static_cast<int>(i % 32 * 8))});
        }
        return b;
    }
    bytes plot_in(uint32_t sector, uint32_t tick = 10, uint16_t rho = 500) const {
        return plot_of(9, time_of(sector) + tick, rho, static_cast<uint16_t>(sector % 32 * 2048 + tick * 102));
    }
};

// Every plot exactly once, inside its frame's times; seq without gaps; emission in order.
void is_sound(const recording& r) {
    uint32_t next = 0;
    std::map<uint16_t, uint64_t> seq;
    int64_t available = INT64_MIN;
    std::set<uint32_t> seen;
    for (const frame& f : r.frames) {
        REQUIRE(f.first == next);
        next += f.count;
        REQUIRE(f.seq == seq[f.source]++);
        REQUIRE(f.available >= available);
        REQUIRE(f.available >= f.to);
        REQUIRE(f.from <= f.to);
        available = f.available;
        for (uint32_t i = f.first; i < f.first + f.count; ++i) {
            REQUIRE(ns_of(r.plots[i].when) >= f.from);
            REQUIRE(ns_of(r.plots[i].when) <= f.to);
            REQUIRE(seen.insert(r.plots[i].order).second);
        }
    }
    REQUIRE(next == r.plots.size());
}
} // namespace

TEST_CASE("sector messages cut: each frame is one sector, complete, given out three messages after it began") {
    const turning t;
    const bytes b =
        join({t.messages(0, 6), t.plot_in(4), t.messages(6, 7), t.plot_in(5), t.plot_in(5, 15), t.messages(7, 40)});
    const recording r = decoded(b);
    is_sound(r);
    REQUIRE(r.frames.size() == 39);
    for (size_t i = 0; i < r.frames.size(); ++i) {
        const frame& f = r.frames[i];
        CHECK(f.complete);
        CHECK_FALSE(f.late);
        CHECK(f.begin == i % 32 * 2048);
        CHECK(f.end == (i % 32 + 1) * 2048);
        CHECK(f.north == (i % 32 == 31));
        CHECK(f.from == ns_of(t.time_of(static_cast<uint32_t>(i))));
        CHECK(f.to == ns_of(t.time_of(static_cast<uint32_t>(i) + 1)));
        const auto closing = std::min<uint32_t>(static_cast<uint32_t>(i) + 3, 39);
        CHECK(f.available == ns_of(t.time_of(closing)));
        CHECK(f.count == (i == 4 ? 1u : i == 5 ? 2u : 0u));
    }
    CHECK(about(r, "north_marks") == 2);
    CHECK(about(r, "sector_crossings") == 40);
    CHECK(about(r, "sensor.0-9.period_s") == 5.0);
}

TEST_CASE("a plot sent after its sector was given out comes in a late, incomplete frame") {
    const turning t;
    const recording r = decoded(join({t.messages(0, 10), t.plot_in(2), t.messages(10, 20)}));
    is_sound(r);
    CHECK(about(r, "late") == 1);
    size_t late = 0;
    for (const frame& f : r.frames) {
        if (f.count == 0) continue;
        ++late;
        CHECK(f.late);
        CHECK_FALSE(f.complete);
        CHECK(f.to == ns_of(t.time_of(2) + 10));
        CHECK(f.available >= ns_of(t.time_of(10)));
    }
    CHECK(late == 1);
}

TEST_CASE("where messages are missing no frame claims that the antenna looked") {
    const turning t;
    bytes gap = t.messages(0, 40);
    gap = join({gap, t.messages(40 + 320, 80 + 320)}); // ten turns of silence, and on at the same sector
    const recording r = decoded(gap);
    is_sound(r);
    CHECK(r.frames.size() == 39 + 39);
    for (const frame& f : r.frames) CHECK(f.to - f.from == ns_of(20));
    const recording one_lost = decoded(join({t.messages(0, 10), t.messages(11, 20)}));
    CHECK(one_lost.frames.size() == 18); // one of them twice as wide
    CHECK(one_lost.frames[9].end - one_lost.frames[9].begin == 4096);
}

TEST_CASE("a message with a wild time does not stop the frames behind it") {
    const turning t;
    bytes b = join({t.messages(0, 10), crossing(9, t.time_of(10) + 128 * 1000, 80), t.messages(11, 60)});
    const recording r = decoded(b);
    is_sound(r);
    CHECK(r.frames.size() > 50);
}

TEST_CASE("plots alone show the antenna: 32 sectors a turn, all of them, given out after the window") {
    // 4 s a turn, 25 plots a second, azimuth jitter of 0.05 deg; some sectors stay empty for good
    bytes b;
    const double period = 4.0;
    uint32_t shuffle = 1;
    for (uint32_t k = 0; k < 4000; ++k) {
        shuffle = shuffle * 1664525 + 1013904223;
        const double turns = (k + (shuffle >> 24) / 512.0) * 0.04 / period;
        const double azimuth = turns - std::floor(turns);
        if (azimuth > 0.25 && azimuth < 0.5) continue;
        const auto theta = static_cast<uint16_t>(azimuth * 65536 + (shuffle >> 12 & 15) - 8);
        b = join({b, plot_of(5, 640000 + static_cast<uint32_t>(turns * period * 128), static_cast<uint16_t>(2000 + k),
                             theta)});
    }
    const recording r = decoded(b);
    is_sound(r);
    CHECK(about(r, "sensor.0-5.period_s") == Approx(4.0).epsilon(1e-4));
    CHECK(about(r, "outside") < 3);
    CHECK(about(r, "late") == 0);
    // 160 s are 40 turns
    CHECK(std::abs(static_cast<int>(r.frames.size()) - 40 * 32) <= 3);
    size_t complete = 0, empty = 0;
    for (const frame& f : r.frames) {
        complete += f.complete;
        empty += f.count == 0;
        if (f.complete) {
            CHECK(static_cast<double>(f.to - f.from) == Approx(0.125e9).epsilon(0.2));
            CHECK(f.available >= f.to);
            CHECK(f.available <= f.to + second);
        }
    }
    CHECK(complete + 4 >= r.frames.size());
    CHECK(empty >= 8 * 39);
}

TEST_CASE("two aircraft in a sector, out of order by half a second, share its frame") {
    bytes b;
    for (uint32_t turn = 0; turn < 30; ++turn)
        for (uint32_t k = 0; k < 32; ++k) { // one plot a sector, every 16 ticks; the sector before comes after it
            const uint32_t s = k ^ 1u;
            b = join({b, plot_of(5, 640000 + (turn * 32 + s) * 16 + 8, static_cast<uint16_t>(300 + turn),
                                 static_cast<uint16_t>(s * 2048 + 1024))});
        }
    const recording r = decoded(b);
    is_sound(r);
    CHECK(about(r, "late") == 0);
    size_t full = 0;
    for (const frame& f : r.frames) {
        CHECK(f.count <= 1);
        full += f.count;
    }
    CHECK(full == 960);
}

TEST_CASE("a handful of plots becomes frames of their sector that claim nothing") {
    const recording r = decoded(join({plot_of(5, 1000, 300, 1024), plot_of(5, 1040, 301, 1100),
                                      plot_of(5, 1050, 302, 40000), plot_of(5, 1400, 303, 1024)}));
    is_sound(r);
    REQUIRE(r.frames.size() == 3);
    for (const frame& f : r.frames) {
        CHECK_FALSE(f.complete);
        CHECK(f.available == f.to + second);
        CHECK(f.end - f.begin == 2048);
    }
    CHECK(r.frames[0].count == 2);
}

TEST_CASE("the frames of several radars are numbered each for itself") {
    bytes b;
    for (uint32_t i = 0; i < 20; ++i)
        b = join({b, crossing(1, 1000 + 20 * i, static_cast<int>(i * 8)),
                  crossing(2, 1003 + 30 * i, static_cast<int>(i * 8))});
    const recording r = decoded(b);
    is_sound(r);
    CHECK(r.sources.size() == 2);
    CHECK(r.frames.size() == 38);
}
