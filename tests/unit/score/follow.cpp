// SPDX-License-Identifier: MIT
// tests/unit/score/follow.cpp - switches, fragments, latency, purity and completeness of runs worked by hand.
#include "score/score.hpp"
#include <catch2/catch.hpp>

using namespace qiki::score;
using set = std::vector<labelled>;

TEST_CASE("two targets, four instants: one track gives way to another, and one is lost for a while") {
    const set truth = {{1, {0, 0}}, {2, {100, 0}}};
    const set seen[] = {{{11, {0, 0}}, {12, {100, 0}}},
                        {{12, {100, 0}}, {11, {0, 1}}},
                        {{12, {103, 0}}},
                        {{12, {0, 0}}, {13, {100, 4}}}};
    scorer s(5, 2);
    for (int k = 0; k < 4; ++k) s.step(k, truth, seen[k]);
    const marks m = s.result();
    CHECK(*m.switches == 2);
    CHECK(*m.fragments == 1);
    CHECK(*m.recall == 7.0 / 8);
    CHECK(*m.precision == 1);
    CHECK(*m.late == 0);
    CHECK(*m.gospa * *m.gospa == Approx((0 + 1 + (9 + 12.5) + 16) / 4));
    CHECK(*m.count_error == 0.25);
    CHECK(*m.count_bias == -0.25);
    CHECK(*m.swaps == 1); // 12 goes from target 2 to target 1
}

TEST_CASE("a match is kept while it is within the cut-off, though another track is nearer") {
    follower f;
    f.step(0, set{{1, {0, 0}}}, set{{7, {1, 0}}}, 5);
    f.step(1, set{{1, {0, 0}}}, set{{7, {4, 0}}, {8, {0, 0}}}, 5);
    CHECK(f.switches == 0);
    CHECK(f.pairs().at(1) == 7);
    f.step(2, set{{1, {0, 0}}}, set{{7, {5, 0}}, {8, {0, 0}}}, 5);
    CHECK(f.switches == 1);
}

TEST_CASE("a target that was away is no fragment, one that was there and unseen is") {
    follower away, unseen;
    for (const int k : {0, 1, 2}) {
        away.step(k, k == 1 ? set{} : set{{1, {0, 0}}}, k == 1 ? set{} : set{{7, {0, 0}}}, 5);
        unseen.step(k, set{{1, {0, 0}}}, k == 1 ? set{} : set{{7, {0, 0}}}, 5);
    }
    CHECK(away.fragments == 0);
    CHECK(unseen.fragments == 1);
}

TEST_CASE("latency counts scans and seconds, and a target never found costs its whole life") {
    follower f;
    for (int k = 0; k < 5; ++k) f.step(2.0 * k, set{{1, {0, 0}}, {2, {50, 0}}}, k < 3 ? set{} : set{{7, {0, 0}}}, 5);
    const auto d = f.delays();
    REQUIRE(d.size() == 2);
    CHECK((d[0].found && d[0].scans == 3 && d[0].seconds == 6));
    CHECK((!d[1].found && d[1].scans == 5 && d[1].seconds == 8));
}

TEST_CASE("purity, completeness, fragmentation, swaps and false tracks by identity") {
    identity_book b;
    for (int i = 0; i < 8; ++i) b.add(1, 100);            // track 1: 8 of identity 100,
    b.add(1, 200);                                        // one of 200,
    b.add(1, std::nullopt);                               // and one of nobody
    for (int i = 0; i < 4; ++i) b.add(2, 100);            // track 2 goes on with 100
    for (int i = 0; i < 3; ++i) b.add(3, std::nullopt);   // a false track
    for (int i = 0; i < 2; ++i) b.add(4, std::nullopt);   // too short to count
    for (int i = 0; i < 4; ++i) b.add(std::nullopt, 100); // missed
    const identity_score s = b.result();
    CHECK(*s.purity == Approx((8.0 + 4 + 0) / (10 + 4 + 3)));
    CHECK(*s.fragmentation == 2);
    CHECK(*s.completeness == 8.0 / 16);
    CHECK(s.swaps == 1);
    CHECK(s.false_tracks == 1);
    CHECK_FALSE(identity_book().result().purity);
}

TEST_CASE("what was scored over nothing is absent, not zero") {
    const marks m = scorer(5, 2).result();
    CHECK_FALSE(m.gospa);
    CHECK_FALSE(m.recall);
    scorer s(5, 2);
    s.step(0, set{}, set{});
    CHECK(*s.result().gospa == 0);
    CHECK_FALSE(s.result().rmse);
    CHECK_FALSE(s.result().late);
}

TEST_CASE("runs are scored apart and averaged") {
    scorer s(5, 2);
    for (int run = 0; run < 2; ++run) {
        s.begin_run();
        for (int k = 0; k < 4; ++k) s.step(k, set{{1, {0, 0}}}, set{{run == 0 || k < 2 ? 7u : 8u, {0, 0}}});
    }
    const marks m = s.result();
    CHECK(m.runs == 2);
    CHECK(m.times == 8);
    CHECK(*m.switches == 0.5);
}
