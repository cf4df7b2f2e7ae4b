// SPDX-License-Identifier: MIT
// tests/unit/trackers/reference.cpp - the tests that the reference system has of its track store, by their names there,
// on both trackers of QIKI.
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
// Nearby, slow targets, as the reference's: two plots confirm, more than three looks without one end.
struct store : bench {
    explicit store(const std::string& id)
        : bench(id == "qiki.tracker.gnn" ? rig::settings{{"confirm_hits", int64_t{2}},
                                                         {"confirm_existence", 0.0},
                                                         {"drop_misses", int64_t{4}},
                                                         {"drop_misses_identified", int64_t{4}},
                                                         {"max_speed", 12.0}}
                                         : rig::settings{},
                {}, id) {
        valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA;
        sigma = {2, 0.005, 0.005, 1};
        period = second;
    }
    const std::vector<qiki_track>& at(double t, std::vector<qiki_contact> seen) { return scan(ns(t), std::move(seen)); }
};
qiki_contact echo(double t, double north, uint8_t band = QIKI_BAND_SR) {
    qiki_contact c = seen_from({0, 0, 0}, {0, north, 0}, ns(t));
    c.band = band;
    return c;
}
qiki_contact named(qiki_contact c, uint32_t address) {
    c.valid |= QIKI_CONTACT_HAS_ADDRESS;
    c.address24 = address, c.transponder = QIKI_XPDR_S;
    return c;
}
template <class Test>
void on_both(Test test) {
    for (const char* id : {"qiki.tracker.alphabeta", "qiki.tracker.gnn"}) DYNAMIC_SECTION(id) {
            store s(id);
            test(s);
        }
}
} // namespace

TEST_CASE("track_store creates_and_updates_track") {
    on_both([](store& s) {
        const auto first = s.at(1, {echo(1, 200)});
        REQUIRE(first.size() == 1);
        CHECK(first[0].status == QIKI_TRACK_TENTATIVE);
        const auto next = s.at(2, {echo(2, 201)});
        REQUIRE(next.size() == 1);
        CHECK(next[0].id == first[0].id);
        CHECK(next[0].hits == 2);
        CHECK(next[0].status == QIKI_TRACK_CONFIRMED);
    });
}

TEST_CASE("track_store drops_missed_tracks") {
    on_both([](store& s) {
        s.at(1, {echo(1, 200)}), s.at(2, {echo(2, 201)});
        for (double t : {3., 4., 5.}) CHECK(s.at(t, {}).size() == 1);
        const auto last = s.at(6, {}); // the fourth miss: said once, then gone
        REQUIRE(last.size() == 1);
        CHECK(last[0].status == QIKI_TRACK_ENDED);
        CHECK(s.at(7, {}).empty());
    });
}

TEST_CASE("track_store coasts_confirmed_tracks") {
    on_both([](store& s) {
        s.at(1, {echo(1, 200)}), s.at(2, {echo(2, 201)});
        const auto x = s.at(3, {});
        REQUIRE(x.size() == 1);
        CHECK(x[0].status == QIKI_TRACK_COASTING);
        CHECK(x[0].misses == 1);
    });
}

TEST_CASE(
    "track_store fuses_lr_and_sr_same_contact") { // gnn takes each contact for a target's: its radars say each once
    store s("qiki.tracker.alphabeta");
    for (double t : {1., 2., 3.}) CHECK(s.at(t, {named(echo(t, 200), 7), echo(t, 201, QIKI_BAND_LR)}).size() == 1);
    CHECK(s.tracks().at(0).address24 == 7);
}

TEST_CASE("track_store keeps_sr_id_when_only_lr_is_visible") {
    on_both([](store& s) {
        s.at(1, {named(echo(1, 200), 7)}), s.at(2, {named(echo(2, 200), 7)});
        const uint64_t id = s.tracks().at(0).id;
        const auto x = s.at(3, {echo(3, 201, QIKI_BAND_LR)});
        REQUIRE(x.size() == 1);
        CHECK(x[0].id == id);
        CHECK(x[0].hits == 3);
        CHECK(x[0].address24 == 7);
    });
}

TEST_CASE("track_store preserves_track_id_across_sr_label_mutation") {
    on_both([](store& s) {
        for (double t : {1., 2., 3.}) s.at(t, {named(echo(t, 200), 7)});
        const uint64_t id = s.tracks().at(0).id;
        for (double t : {4., 5., 6.}) {
            const auto x = s.at(t, {named(echo(t, 200), 8)});
            REQUIRE(x.size() == 1);
            CHECK(x[0].id == id);
        }
        CHECK(s.tracks().at(0).hits == 6);
    });
}

TEST_CASE("track_store spawns_new_track_when_mutated_contact_breaks_association") {
    on_both([](store& s) {
        for (double t : {1., 2., 3.}) s.at(t, {named(echo(t, 200), 7)});
        const uint64_t id = s.tracks().at(0).id;
        const auto x = s.at(4, {named(echo(4, 300), 8)});
        REQUIRE(x.size() == 2);
        CHECK(with(x, QIKI_TRACK_COASTING).at(0).id == id);
        CHECK(with(x, QIKI_TRACK_TENTATIVE).at(0).id > id);
    });
}

TEST_CASE("frame_to_track_empty_frame_produces_an_empty_set") { // there: a track at zero that was never there
    on_both([](store& s) {
        CHECK(s.at(1, {}).empty());
        CHECK(!s.rig.kept("tracks"));
    });
}
