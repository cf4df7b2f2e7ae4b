// SPDX-License-Identifier: MIT
// tests/unit/asterix/sources.cpp - times that wrap, go back and are truncated; sources inherited; records that came
// twice.
#include "by_hand.hpp"
#include "timeline.hpp"
#include <catch2/catch.hpp>

using namespace asterix;
using namespace by_hand;

namespace {
constexpr uint32_t last_tick = 11059199;

std::vector<tick> times(const recording& r) {
    std::vector<tick> out;
    for (const plot& p : r.plots) out.push_back(p.when);
    std::sort(out.begin(), out.end());
    return out;
}
// CAT001 plot record with its own 010, position and truncated time.
bytes old_plot(uint16_t source, uint16_t time, uint16_t rho = 128) {
    return join({hex("E2"), big(source, 2), hex("20"), big(rho, 2), big(0x2000, 2), big(time, 2)});
}
bytes north_002(uint16_t source, uint32_t time) {
    return block(2, join({hex("D0"), big(source, 2), hex("01"), big(time, 3)}));
}
} // namespace

TEST_CASE("a time of day is unwrapped to within half a day of the newest") {
    CHECK(unwrap(0, ticks_per_day - 1) == ticks_per_day);
    CHECK(unwrap(ticks_per_day - 1, ticks_per_day) == ticks_per_day - 1);
    CHECK(unwrap(5, 7) == 5);
    CHECK(unwrap(ticks_per_day / 2, 0) == ticks_per_day / 2); // the upper end belongs to it
    CHECK(unwrap(ticks_per_day / 2 + 1, 0) == -ticks_per_day / 2 + 1);
    CHECK(unwrap(100, 3 * ticks_per_day - 50) == 3 * ticks_per_day + 100);
    CHECK(unwrap(100, -50) == 100);
    CHECK(day_of(-1) == -1);
    CHECK(day_of(ticks_per_day) == 1);
}

TEST_CASE("a recording runs on through midnight, and stragglers of the day before stay behind") {
    const recording r =
        decoded(join({plot_of(1, last_tick - 100, 100, 0), plot_of(1, last_tick, 101, 10), plot_of(1, 50, 102, 20),
                      plot_of(1, last_tick - 3, 103, 30), plot_of(1, 60, 104, 40)}));
    CHECK(times(r) ==
          std::vector<tick>{last_tick - 100, last_tick - 3, last_tick, ticks_per_day + 50, ticks_per_day + 60});
    CHECK(about(r, "time.wraps") == 1);
    CHECK(about(r, "time.backwards") == 1);
    CHECK(about(r, "cat048.time.largest_step_back") == Approx((50 + 1 + 3) / 128.0).epsilon(1e-12));
}

TEST_CASE("each source has its own newest time") {
    const recording r = decoded(
        join({plot_of(1, last_tick, 100, 0), plot_of(2, 20, 100, 0), plot_of(1, 10, 101, 0), plot_of(2, 30, 101, 0)}));
    CHECK(times(r) == std::vector<tick>{last_tick, ticks_per_day + 10, ticks_per_day + 20, ticks_per_day + 30});
    CHECK(about(r, "time.wraps") == 1); // of source 1; source 2 began behind midnight
    CHECK(about(r, "time.backwards") == 0);
}

TEST_CASE("SAC/SIC is inherited inside a block and never across blocks") {
    const bytes without = hex("62 20 0080 2000 0080"); // CAT001: 020, 040, 141
    const recording r =
        decoded(join({north_002(0x0832, 100), block(1, join({old_plot(0x0832, 101), without})), block(1, without)}));
    CHECK(r.refusals == 0);
    CHECK(about(r, "inherited") == 1);
    CHECK(about(r, "no_source") == 1);
    REQUIRE(r.sources.size() == 2);
    CHECK(r.sources[0].id == 0x0832);
    CHECK(r.sources[0].records == 3);
    CHECK(r.sources[1].id == 0);
}

TEST_CASE("truncated times take the newest full time of their source, also one that comes later") {
    constexpr uint32_t full = 45824 * 128; // 89 * 512 s + 256 s
    const auto low = static_cast<uint16_t>(full % 65536);
    const recording later = decoded(join({block(1, old_plot(7, static_cast<uint16_t>(low - 40))), north_002(7, full),
                                          block(1, old_plot(7, static_cast<uint16_t>(low + 20)))}));
    CHECK(times(later) == std::vector<tick>{full - 40, full + 20});
    CHECK(about(later, "time.none") == 0);
    const recording other = decoded(join({north_002(8, full), block(1, old_plot(7, low))}));
    CHECK(other.plots.empty());
    CHECK(about(other, "time.none") == 1);
    request r;
    r.start_ns = int64_t{45800} * 1'000'000'000;
    r.reference = true;
    const recording dated = decoded(block(1, old_plot(7, low)), r);
    REQUIRE(dated.plots.size() == 1);
    CHECK(dated.plots[0].when == full);
}

TEST_CASE("records without a time or a position are counted and not replayed") {
    const recording r = decoded(join({block(48, hex("B8 0001 40 0100 0000 0200")),                        // no 140
                                      block(48, hex("E8 0001 000100 40 0200")), plot_of(1, 300, 5, 5)})); // no 040
    CHECK(about(r, "time.none") == 1);
    CHECK(about(r, "no_position") == 1);
    CHECK(about(r, "contacts") == 1);
}

TEST_CASE("extrapolated, simulated and test targets are no contacts unless asked for") {
    const auto typed = [](const std::string& descriptor, uint32_t time) {
        return block(48, join({hex("F0 0001"), big(time, 3), hex(descriptor), hex("0100 0000")}));
    };
    const bytes b = join({typed("00", 100), typed("40", 101), typed("50", 102), typed("41 80", 103), typed("A0", 104)});
    const recording r = decoded(b);
    CHECK(about(r, "not_detected") == 1);
    CHECK(about(r, "simulated") == 2);
    CHECK(about(r, "contacts") == 2);
    request all;
    all.test_targets = true;
    CHECK(about(decoded(b, all), "contacts") == 4);
}

TEST_CASE("a target whose range is beyond its item has no position") {
    const recording r = decoded(block(48, hex("F0 0001 000100 4140 FFFF 0000")));
    CHECK(r.refusals == 0);
    CHECK(r.plots.empty());
}

TEST_CASE("a record that comes again by another feed is dropped and counted, a similar one is not") {
    const bytes a = plot_of(1, 1000, 256, 77), later = plot_of(1, 1001, 256, 77), farther = plot_of(1, 1000, 257, 77),
                radar = plot_of(2, 1000, 256, 77), code = plot_of(1, 1000, 256, 77, 01001);
    const recording r =
        decoded(join({a, later, a, farther, radar, code, a, crossing(1, 1010, 8), crossing(1, 1010, 8)}));
    CHECK(about(r, "cat048.duplicates") == 2);
    CHECK(about(r, "cat034.duplicates") == 1);
    CHECK(about(r, "duplicates") == 3);
    CHECK(about(r, "cat048.records") == 7);
    CHECK(about(r, "contacts") == 5);
}

TEST_CASE("the whole of a feed is recognised as the copy it is") {
    bytes feed;
    for (uint32_t i = 0; i < 500; ++i)
        feed = join({feed, plot_of(3, 5000 + 10 * i, static_cast<uint16_t>(1000 + i), static_cast<uint16_t>(131 * i))});
    bytes both;
    const size_t size = plot_of(3, 0, 0, 0).size();
    for (size_t at = 0; at < feed.size(); at += size) {
        const bytes one(feed.begin() + static_cast<std::ptrdiff_t>(at),
                        feed.begin() + static_cast<std::ptrdiff_t>(at + size));
        both = join({both, one, one});
    }
    CHECK(about(decoded(feed), "contacts") == 500);
    CHECK(about(decoded(both), "contacts") == 500);
    CHECK(about(decoded(both), "duplicates") == 500);
}

TEST_CASE("a system track's repetition with other news is kept") {
    const bytes alive = track_of(1, 500, 1000, 1000, 0, 0, 42), ended = track_of(1, 500, 1000, 1000, 0, 0, 42, true);
    const recording r = decoded(join({alive, alive, ended}));
    CHECK(about(r, "duplicates") == 1);
    CHECK(r.tracks.size() == 2);
}

TEST_CASE("a plot whose time is alone an hour off is dropped") {
    bytes b;
    for (uint32_t i = 0; i < 20; ++i)
        b = join({b, plot_of(1, 1000 + i * 20 + (i == 9 ? 3600 * 128 : 0), 100, static_cast<uint16_t>(i))});
    const recording r = decoded(b);
    CHECK(about(r, "time.astray") == 1);
    CHECK(about(r, "contacts") == 19);
}

TEST_CASE("one wrong time does not stretch a recording, be it of plots or of tracks") {
    const auto span_of = [](const std::vector<uint8_t>& b) {
        const recording r = decoded(b);
        return r.end_ns - r.start_ns;
    };
    const auto plots = [](uint32_t wrong) {
        std::vector<uint8_t> b;
        for (uint32_t i = 0; i < 20; ++i)
            b = join({b, plot_of(1, 7200 * 128 + i * 20 - (i == 9 ? wrong : 0), 100, static_cast<uint16_t>(i))});
        return b;
    };
    const auto tracks = [](uint32_t wrong) {
        std::vector<uint8_t> b;
        for (uint32_t i = 0; i < 20; ++i)
            b = join({b, track_of(1, 7200 * 128 + i * 20 + (i == 9 ? wrong : 0), 1000, 1000, 0, 0, 42, false)});
        return b;
    };
    CHECK(span_of(plots(3600 * 128)) == span_of(plots(0)));
    CHECK(span_of(tracks(3600 * 128)) == span_of(tracks(0)));
    CHECK(about(decoded(tracks(3600 * 128)), "time.astray") == 1);
}

TEST_CASE("a track number that ended, or was silent for long, is another track when it comes again") {
    const auto at = [](uint32_t s, bool ends) { return track_of(1, s * 128, 1000, 1000, 0, 0, 42, ends); };
    const recording r = decoded(join({at(100, false), at(104, true), at(108, false), at(112, false), at(150, false)}));
    REQUIRE(r.tracks.size() == 5);
    std::vector<uint64_t> lives;
    std::vector<uint32_t> hits;
    for (const track_update& u : r.tracks) lives.push_back(u.life), hits.push_back(u.hits);
    CHECK(lives == std::vector<uint64_t>{1, 1, 2, 2, 3});
    CHECK(hits == std::vector<uint32_t>{1, 2, 1, 2, 1});
    CHECK(r.tracks[1].ends);
    CHECK(r.tracks[3].born == 108 * 128);
}
