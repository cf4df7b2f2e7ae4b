// SPDX-License-Identifier: MIT
// tests/unit/bridges/identity.cpp - tracks against identities they could not see: cases counted by hand.
#include "plugins/bridges/identity/holds.hpp"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>

using identity::marks;
using identity::row;

namespace {
// `rows` of a target by a track, one a second from t on.
void add(std::vector<row>& all, int64_t t, uint64_t who, uint64_t track, int rows) {
    for (int i = 0; i < rows; ++i, ++t) all.push_back({t, all.size() + 1, who, track});
}
} // namespace

TEST_CASE("a track of its own for every target is perfect") {
    std::vector<row> all;
    add(all, 0, 7, 1, 10);
    add(all, 0, 8, 2, 12);
    const marks m = judge(all, {});
    CHECK(m.purity == 1);
    CHECK(m.fragmentation == 1);
    CHECK(m.completeness == 1);
    CHECK(m.swaps == 0);
    CHECK(m.targets == 2);
    CHECK(m.rows == 22);
}

TEST_CASE("false plots cost purity, pieces fragmentation, the longest one is completeness") {
    std::vector<row> all;
    add(all, 0, 7, 1, 6);
    add(all, 6, identity::nobody, 1, 2);
    add(all, 8, 7, 2, 4);
    add(all, 12, 7, 0, 2);               // taken by none
    add(all, 0, identity::nobody, 3, 3); // a false track
    add(all, 0, identity::nobody, 4, 2); // too short to count
    const marks m = judge(all, {});
    CHECK(m.purity == Approx(10.0 / 15)); // 6 + 4 + 0 of 8 + 4 + 3
    CHECK(m.fragmentation == 2);
    CHECK(m.completeness == Approx(6.0 / 12));
    CHECK(m.false_tracks == 1);
    CHECK(m.swaps == 0);
}

TEST_CASE("a swap is counted where the target changes, false plots in between or not, in order of time") {
    std::vector<row> all;
    add(all, 10, 8, 1, 5); // given first, happens second
    add(all, 0, 7, 1, 5);
    add(all, 5, identity::nobody, 1, 1);
    add(all, 20, 7, 1, 1);
    CHECK(judge(all, {}).swaps == 2);
}

TEST_CASE("short tracks and targets seen seldom do not count, and nothing over nothing is not a number") {
    std::vector<row> all;
    add(all, 0, 7, 1, 2);
    const marks m = judge(all, {});
    CHECK(m.purity == -1);
    CHECK(m.fragmentation == -1);
    CHECK(m.completeness == -1);
    CHECK(m.targets == 0);
    std::vector<row> none;
    CHECK(judge(none, {}).purity == -1);
}

TEST_CASE("the bridge joins origins and associations, and leaves out tracks that were never confirmed") {
    const auto score = [](const std::string& tracks) {
        rig::instance b("qiki.bridge.identity", {{"tracks", tracks}});
        for (uint64_t i = 1; i <= 20; ++i) {
            qiki_origin o{};
            o.contact = i, o.entity = i <= 10 ? 7 : 8, o.source = 5, o.t = static_cast<qiki_ns>(i);
            qiki_assoc a{};
            a.track = i <= 10 ? 1 : 2, a.item = i, a.source = 5, a.t = o.t, a.weight = 1;
            qiki_assoc lesser = a;
            lesser.track = 9, lesser.weight = 0.5;
            qiki_track x{};
            x.id = 1, x.status = QIKI_TRACK_CONFIRMED;
            b.give<qiki_origin>("origins", {o}, 5);
            b.give<qiki_assoc>("assoc", {lesser, a}, 6);
            b.give<qiki_track>("tracks", {x}, 6);
            b.tick(static_cast<qiki_ns>(i - 1), static_cast<qiki_ns>(i));
        }
        b.finish();
        return std::pair{b.metric("tracks"), b.metric("completeness")};
    };
    CHECK(score("confirmed") == std::pair{1.0, 0.5});
    CHECK(score("all") == std::pair{2.0, 1.0});
}
