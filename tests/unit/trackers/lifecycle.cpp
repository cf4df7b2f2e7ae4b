// SPDX-License-Identifier: MIT
// tests/unit/trackers/lifecycle.cpp - how tracks of qiki.tracker.gnn begin, wait, are named and end.
#include "scene.hpp"
#include <catch2/catch.hpp>
#include <set>

using namespace scene;

namespace {
const rig::settings plane{{"state_dims", int64_t{2}}};
qiki_contact flying(double t, double e = 20e3, double n = 30e3, double ve = 120, double vn = -80) {
    return enu(ns(t), e + ve * t, n + vn * t);
}
} // namespace

TEST_CASE("an empty frame gives an empty set of tracks, and no frame keeps the last one") {
    bench b(plane);
    CHECK(b.scan(0, {}).empty());
    CHECK(!b.rig.kept("tracks"));
    b.scan(4 * second, {flying(4)});
    b.rig.tick(4 * second, 5 * second);
    CHECK(b.rig.kept("tracks"));
    CHECK(b.rig.took<qiki_track>("tracks").empty());
}

TEST_CASE("the first plot starts a tentative track without velocity, the third confirms it") {
    bench b(plane);
    const auto first = b.scan(0, {flying(0)});
    REQUIRE(first.size() == 1);
    CHECK(first[0].status == QIKI_TRACK_TENTATIVE);
    CHECK(!(first[0].valid & QIKI_TRACK_HAS_VELOCITY));
    CHECK(first[0].x[3] == 0);
    REQUIRE(b.links().size() == 1);
    CHECK(b.links()[0].flags == (QIKI_ASSOC_BIRTH | QIKI_ASSOC_HARD));
    CHECK(b.links()[0].track == first[0].id);
    const auto second_scan = b.scan(4 * second, {flying(4)});
    REQUIRE(second_scan.size() == 1);
    CHECK(second_scan[0].id == first[0].id);
    CHECK(second_scan[0].status == QIKI_TRACK_TENTATIVE);
    CHECK(second_scan[0].x[3] == Approx(120).margin(8)); // two-point velocity, drawn to 0 a little by the prior
    CHECK(second_scan[0].x[4] == Approx(-80).margin(8));
    const auto third = b.scan(8 * second, {flying(8)});
    REQUIRE(third.size() == 1);
    CHECK(third[0].status == QIKI_TRACK_CONFIRMED);
    CHECK(third[0].hits == 3);
    CHECK(third[0].existence > 0.9);
    CHECK(third[0].t == 8 * second);
    CHECK(third[0].t_birth == 0);
    CHECK(third[0].state_dims == 2);
    CHECK(third[0].x[2] == 0);
}

TEST_CASE("a second plot beyond the greatest speed starts its own track") {
    bench b({{"state_dims", int64_t{2}}, {"max_speed", 100.0}});
    b.scan(0, {enu(0, 0, 0)});
    CHECK(b.scan(4 * second, {enu(4 * second, 1200, 0)}).size() == 2); // 300 m/s
    bench c({{"state_dims", int64_t{2}}, {"max_speed", 400.0}});
    c.scan(0, {enu(0, 0, 0)});
    CHECK(c.scan(4 * second, {enu(4 * second, 1200, 0)}).size() == 1);
}

TEST_CASE("Track lifecycle, quality, identity ownership: a coasting track moves on, its covariance grows, and after "
          "the last miss it says ENDED once",
          "[capability]") {
    bench b({{"state_dims", int64_t{2}}, {"drop_misses", int64_t{3}}});
    for (int k = 0; k < 8; ++k) b.scan(4 * k * second, {flying(4 * k)});
    const qiki_track before = b.tracks().at(0);
    double size = before.p[0];
    for (int k = 8; k < 10; ++k) {
        b.scan(4 * k * second, {});
        REQUIRE(b.tracks().size() == 1);
        const qiki_track& x = b.tracks()[0];
        CHECK(x.status == QIKI_TRACK_COASTING);
        CHECK(x.misses == static_cast<uint32_t>(k - 7));
        CHECK(x.x[0] == Approx(before.x[0] + before.x[3] * 4 * (k - 7)));
        CHECK(x.p[0] > size);
        CHECK(x.t_update == 28 * second);
        CHECK(x.existence < before.existence);
        size = x.p[0];
    }
    b.scan(40 * second, {});
    REQUIRE(b.tracks().size() == 1);
    CHECK(b.tracks()[0].status == QIKI_TRACK_ENDED);
    CHECK(b.scan(44 * second, {}).empty());
    // A plot in the same place is another track.
    const auto again = b.scan(48 * second, {flying(48)});
    REQUIRE(again.size() == 1);
    CHECK(again[0].id > before.id);
}

TEST_CASE("silence of a sector that did not look there, or of an incomplete frame, is no miss") {
    bench b(plane);
    for (int k = 0; k < 5; ++k) b.scan(4 * k * second, {flying(4 * k)});
    b.valid |= QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_PLATFORM;
    b.shape = [](qiki_frame& f) {
        f.bearing[0] = pi, f.bearing[1] = 1.5 * pi; // south-west; the target is in the north-east
        f.range[1] = 100e3;
    };
    for (int k = 5; k < 12; ++k) b.scan(4 * k * second, {});
    REQUIRE(b.tracks().size() == 1);
    CHECK(b.tracks()[0].misses == 0);
    CHECK(b.tracks()[0].status == QIKI_TRACK_CONFIRMED);
    b.shape = [](qiki_frame& f) { f.bearing[0] = 0, f.bearing[1] = pi / 2, f.range[1] = 10e3; }; // not so far
    b.scan(48 * second, {});
    CHECK(b.tracks()[0].misses == 0);
    b.flags = 0; // looked there, but not all of it
    b.shape = [](qiki_frame& f) { f.bearing[0] = 0, f.bearing[1] = pi / 2, f.range[1] = 100e3; };
    b.scan(52 * second, {});
    CHECK(b.tracks()[0].misses == 0);
    b.flags = QIKI_FRAME_COMPLETE;
    b.scan(56 * second, {});
    CHECK(b.tracks()[0].misses == 1);
}

TEST_CASE("a target on the edge of two sectors is not missed by the one when the other has its plot") {
    bench b(plane);
    b.valid |= QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_PLATFORM;
    uint64_t id = 0;
    for (int k = 0; k < 30; ++k)
        for (int s = 0; s < 2; ++s) { // two halves; the target wobbles over the border at bearing pi
            b.shape = [s](qiki_frame& f) { f.bearing[0] = s * pi, f.bearing[1] = (s + 1) * pi, f.range[1] = 100e3; };
            const double bearing = pi + (k * 7 % 5 - 2) * 0.001;
            const qiki_ns t = ns(4 * k + 2 * s + 2);
            std::vector<qiki_contact> seen;
            if ((bearing >= pi) == (s == 1)) seen.push_back(polar(ns(4 * k + 2 + (s ? 0.01 : -0.01)), 30e3, bearing));
            const auto tracks = b.scan(t, seen);
            for (const qiki_track& x : tracks) {
                if (!id) id = x.id;
                CHECK(x.id == id);
                CHECK(x.misses <= 1);
                if (k > 3 && s == 1) CHECK(x.misses == 0);
            }
        }
    REQUIRE(b.tracks().size() == 1);
    CHECK(b.tracks()[0].hits == 30);
    CHECK(b.tracks()[0].existence > 0.99);
}

TEST_CASE("time alone ends a track that nobody looks for") {
    bench b({{"state_dims", int64_t{2}}, {"drop_time", 20.0}, {"drop_time_tentative", 9.0}});
    b.flags = 0;
    for (int k = 0; k < 5; ++k) b.scan(4 * k * second, {flying(4 * k)});
    b.scan(20 * second, {enu(20 * second, -50e3, -50e3)}); // a lone plot
    CHECK(b.tracks().size() == 2);
    b.scan(30 * second, {});
    CHECK(with(b.tracks(), QIKI_TRACK_ENDED).size() == 1);
    b.scan(40 * second, {});
    REQUIRE(b.tracks().size() == 1);
    CHECK(b.tracks()[0].status == QIKI_TRACK_ENDED);
}

TEST_CASE("track ids are above 0, rise, and are never used twice, whatever comes and goes") {
    bench b(plane);
    std::set<uint64_t> ended, ever;
    uint64_t newest = 0;
    for (uint64_t k = 0; k < 200; ++k) {
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < 6; ++j)
            if (chance(5, k / 9, j, 0) < 0.6)
                seen.push_back(
                    enu(ns(4.0 * static_cast<double>(k)), 1e4 * static_cast<double>(j), 2e4 * chance(5, k / 9, j, 1)));
        std::set<uint64_t> now;
        for (const qiki_track& x : b.scan(ns(4.0 * static_cast<double>(k)), seen)) {
            CHECK(x.id > 0);
            CHECK(now.insert(x.id).second);
            CHECK(!ended.count(x.id));
            if (ever.insert(x.id).second) {
                CHECK(x.id > newest);
                newest = x.id;
            }
            if (x.status == QIKI_TRACK_ENDED) ended.insert(x.id);
        }
    }
    CHECK(ended.size() > 20);
}

TEST_CASE("In-frame LR/SR merge, identity handoff: split plots of one radar start no second track", "[capability]") {
    bench b(plane);
    size_t most = 0;
    for (int k = 0; k < 100; ++k) {
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < 5; ++j) {
            const auto K = static_cast<uint64_t>(k);
            const double e = 10e3 * static_cast<double>(j + 1) + 100.0 * 4 * k + 50 * noise(3, K, j, 0);
            const double n = 25e3 + 50 * noise(3, K, j, 1);
            seen.push_back(enu(ns(4 * k), e, n));
            if (k > 4 && chance(3, K, j, 7) < 0.1)
                seen.push_back(enu(ns(4 * k), e + 70 * noise(3, K, j, 2), n + 70 * noise(3, K, j, 3)));
        }
        most = std::max(most, confirmed(b.scan(4 * k * second, seen)).size());
    }
    CHECK(most == 5);
    CHECK(b.tracks().size() == 5);
}

TEST_CASE(
    "an identity stays with its track, garbled codes are not heard, and one per cent of wrong codes break nothing") {
    bench b(plane);
    uint64_t ids[4] = {};
    for (uint64_t k = 0; k < 150; ++k) {
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < 4; ++j) { // four in line abreast, 600 m apart
            const double s = static_cast<double>(4 * k);
            qiki_contact c = enu(ns(s), 5e3 + 180 * s + 50 * noise(9, k, j, 0),
                                 600.0 * static_cast<double>(j) + 50 * noise(9, k, j, 1));
            c.valid |= QIKI_CONTACT_HAS_MODE3A | QIKI_CONTACT_HAS_HEIGHT;
            c.height_m = 9000;
            c.mode3a = static_cast<uint16_t>(0100 + j);
            if (chance(9, k, j, 0) < 0.05) c.mode3a = 07777, c.code_flags = QIKI_CODE_GARBLED;
            else if (chance(9, k, j, 1) < 0.01) c.mode3a = static_cast<uint16_t>(0100 + (j + 1) % 4); // a neighbour's
            seen.push_back(c);
        }
        b.scan(ns(static_cast<double>(4 * k)), seen);
        if (k < 5) continue;
        const auto now = confirmed(b.tracks());
        REQUIRE(now.size() == 4);
        for (const qiki_track& x : now) {
            REQUIRE((x.mode3a >= 0100 && x.mode3a < 0104));
            uint64_t& id = ids[x.mode3a - 0100];
            if (id == 0) id = x.id;
            CHECK(x.id == id);
            CHECK((x.valid & QIKI_TRACK_HAS_HEIGHT));
            CHECK(x.height_m == 9000);
        }
    }
    CHECK(b.tracks().size() == 4);
}

TEST_CASE("two targets that cross keep their tracks when their addresses are told") {
    for (bool told : {true, false}) {
        bench b({{"state_dims", int64_t{2}}, {"q", 0.5}});
        size_t wrong = 0;
        std::map<uint64_t, uint32_t> owner;
        for (uint64_t k = 0; k < 60; ++k) {
            std::vector<qiki_contact> seen;
            for (uint64_t j = 0; j < 2;
                 ++j) { // meet head-on after 30 scans, 20 m apart with 50 m of noise, and turn back
                const double s = static_cast<double>(k) - 30, side = j ? 1 : -1;
                qiki_contact c = enu(ns(static_cast<double>(4 * k)), 300 * s + 50 * noise(4, k, j, 0),
                                     side * (10 + 12 * std::fabs(s)) + 50 * noise(4, k, j, 1));
                c.valid |= QIKI_CONTACT_HAS_ADDRESS;
                c.address24 = 0x400000 + static_cast<uint32_t>(j);
                if (!told) c.valid &= ~QIKI_CONTACT_HAS_ADDRESS, c.address24 = 0;
                c.id = 1 + 2 * k + j;
                seen.push_back(c);
            }
            b.scan(ns(static_cast<double>(4 * k)), seen);
            for (const qiki_assoc& a : b.links()) {
                const auto j = static_cast<uint32_t>((a.item - 1) % 2);
                wrong += !owner.emplace(a.track, j).second && owner[a.track] != j;
            }
        }
        if (told) CHECK(wrong == 0);
        else CHECK(wrong > 0); // else this test would say nothing
    }
}
