// SPDX-License-Identifier: MIT
// tests/unit/trackers/alphabeta.cpp - qiki.tracker.alphabeta does what the reference did, and right where it was wrong.
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
struct store : bench {
    explicit store(const rig::settings& s = {}, const rig::birth& b = {}) : bench(s, b, "qiki.tracker.alphabeta") {
        valid = QIKI_FRAME_HAS_PLATFORM;
    }
};
// A contact of a target 200 m away, with range rate and signal.
qiki_contact echo(double t, const vec3& at, double rate = 0, uint8_t band = QIKI_BAND_SR, double snr = 20) {
    qiki_contact c = seen_from({0, 0, 0}, at, ns(t));
    c.valid |= QIKI_CONTACT_HAS_Z(3) | QIKI_CONTACT_HAS_SNR;
    c.z[3] = rate, c.snr_db = snr, c.band = band;
    return c;
}
qiki_contact named(qiki_contact c, uint32_t address) {
    c.valid |= QIKI_CONTACT_HAS_ADDRESS;
    c.address24 = address, c.transponder = QIKI_XPDR_S;
    return c;
}
} // namespace

TEST_CASE("an empty frame gives the alpha-beta tracker an empty set") {
    store b;
    CHECK(b.scan(0, {}).empty());
    CHECK(!b.rig.kept("tracks"));
}

TEST_CASE("two hits confirm, a miss makes it coast, and more than three misses end it with one last record") {
    store b;
    CHECK(b.scan(second, {echo(1, {0, 200, 0})}).at(0).status == QIKI_TRACK_TENTATIVE);
    const auto x = b.scan(2 * second, {echo(2, {0, 201, 0})});
    REQUIRE(x.size() == 1);
    CHECK(x[0].status == QIKI_TRACK_CONFIRMED);
    CHECK(x[0].quality == 1);
    for (uint32_t k = 1; k <= 3; ++k) {
        const auto y = b.scan(ns(2 + k), {});
        REQUIRE(y.size() == 1);
        CHECK(y[0].status == QIKI_TRACK_COASTING);
        CHECK(y[0].misses == k);
        CHECK(y[0].quality == Approx(1 - k / 3.0).margin(1e-12));
    }
    const auto last = b.scan(6 * second, {});
    REQUIRE(last.size() == 1);
    CHECK(last[0].status == QIKI_TRACK_ENDED);
    CHECK(b.scan(7 * second, {}).empty());
}

TEST_CASE(
    "a frame that comes after a newer one of its radar is left out and told of, and one that comes again is not") {
    store b;
    b.scan(second, {echo(1, {0, 200, 0})});
    std::vector<qiki_contact> seen{echo(1.5, {0, 200, 0})};
    qiki_frame late = b.frame(ns(1.5), seen, 1, 0);
    b.scan(2 * second, {echo(2, {0, 200, 0})});
    late.first = 2, late.count = 1; // the third contact that the tracker is given
    qiki_ns now = b.now();
    for (const qiki_status expected : {QIKI_TRUNCATED, QIKI_SKIPPED}) {
        late.t_available = now + second;
        b.rig.give<qiki_frame>("frames", {late}, 1);
        b.rig.give<qiki_contact>("contacts", seen, 1);
        CHECK(b.rig.tick(now, late.t_available) == expected);
        CHECK(b.rig.kept("tracks"));
        now += second, late.first += 1;
    }
}

TEST_CASE("quality falls with the signal below 20 dB") {
    store b;
    CHECK(b.scan(second, {echo(1, {0, 200, 0}, 0, QIKI_BAND_SR, 5)}).at(0).quality == Approx(0.25));
}

TEST_CASE("Track filter and association: position takes 0.6 of the residual and velocity 0.1 of it over time, across "
          "the line of sight too",
          "[capability]") {
    store b;
    b.scan(second, {echo(1, {0, 200, 0})});
    const auto x = b.scan(2 * second, {seen_from({0, 0, 0}, {5, 200, 0}, 2 * second)});
    REQUIRE(x.size() == 1);
    CHECK(x[0].x[0] == Approx(3).margin(1e-3));
    CHECK(x[0].x[3] == Approx(0.5).margin(1e-3)); // there: 0 for ever
}

TEST_CASE("a target that flies across is followed, and a coasting track moves on") {
    store b;
    for (int k = 0; k < 120; ++k)
        b.scan(ns(1 + k),
               {echo(1 + k, {-180 + 3.0 * k, 200, 0}, 3 * (-180 + 3.0 * k) / std::hypot(-180 + 3.0 * k, 200))});
    REQUIRE(b.tracks().size() == 1);
    CHECK(b.tracks()[0].x[3] == Approx(3).margin(0.2));
    const double before = b.tracks()[0].x[0];
    b.scan(ns(122), {});
    CHECK(b.tracks().at(0).x[0] == Approx(before + 2 * b.tracks()[0].x[3]).margin(1e-9));
}

TEST_CASE("a plot beyond 12 m, or with a range rate 15 m/s off, is another target") {
    store b;
    b.scan(second, {echo(1, {0, 200, 0})});
    CHECK(b.scan(2 * second, {echo(2, {13, 200, 0})}).size() == 2);
    store c;
    c.scan(second, {echo(1, {0, 200, 0})});
    CHECK(c.scan(2 * second, {echo(2, {0, 205, 0}, 16)}).size() == 2);
}

TEST_CASE("the SR echo swallows the LR echo of the same place, not that of the same line of sight") {
    store b;
    CHECK(b.scan(second, {echo(1, {0, 200, 0}), echo(1, {0, 210, 0}, 0, QIKI_BAND_LR)}).size() == 1);
    store c;
    CHECK(c.scan(second, {echo(1, {0, 200, 0}), echo(1, {0, 900, 0}, 0, QIKI_BAND_LR)}).size() == 2); // there: 1
}

TEST_CASE(
    "a named track that leaves its gate is continued by an LR echo at the same angles and range, and keeps its name") {
    store b;
    b.scan(second, {named(echo(1, {0, 2000, 0}), 0x1234)});
    b.scan(2 * second, {named(echo(2, {0, 2000, 0}), 0x1234)});
    const auto x = b.scan(3 * second, {echo(3, {0, 2030, 0}, 0, QIKI_BAND_LR)});
    REQUIRE(x.size() == 1);
    CHECK(x[0].hits == 3);
    CHECK(x[0].address24 == 0x1234);
    CHECK(x[0].transponder == QIKI_XPDR_S);
    const auto y = b.scan(4 * second, {echo(4, {0, 2500, 0}, 0, QIKI_BAND_LR)}); // there: taken, by angle alone
    CHECK(y.size() == 2);
}

TEST_CASE("Publish all tracks: all tracks are published, each with what it took, whatever the order of contacts and "
          "the room of outputs",
          "[capability]") {
    rig::birth narrow;
    narrow.capacity = 1;
    store a, b({}, narrow);
    for (int k = 0; k < 6; ++k) {
        std::vector<qiki_contact> seen, other;
        for (int j = 0; j < 9; ++j) seen.push_back(echo(1 + k, {40.0 * j - 160 + k, 300.0 + 5 * j, 10.0 * j}));
        other.assign(seen.rbegin(), seen.rend());
        const auto x = a.scan(ns(1 + k), seen), y = b.scan(ns(1 + k), other);
        REQUIRE(x.size() == 9);
        REQUIRE(y.size() == 9);
        CHECK(std::memcmp(x.data(), y.data(), 9 * sizeof(qiki_track)) == 0);
        CHECK(a.links().size() == 9);
        CHECK(b.links().size() == 9);
    }
}

TEST_CASE("two plots between two tracks go where the sum of distances is least, not first come first served") {
    store b;
    for (double t : {1.0, 2.0}) b.scan(ns(t), {echo(t, {0, 200, 0}), echo(t, {10, 200, 0})});
    const uint64_t left = b.tracks()[0].x[0] < 5 ? b.tracks()[0].id : b.tracks()[1].id;
    // 4.9 is nearest to the left track, but then 9.9 - 10 fits and nothing else would: both must be used.
    b.scan(3 * second, {echo(3, {-4, 200, 0}), echo(3, {4.9, 200, 0})});
    REQUIRE(b.tracks().size() == 2);
    for (const qiki_track& x : b.tracks()) {
        CHECK(x.hits == 3);
        CHECK(x.x[0] == Approx(x.id == left ? -2.4 : 10 - 0.6 * 5.1).margin(0.01));
    }
}

TEST_CASE("a saved alpha-beta tracker goes on as the one that was not") {
    store a, b;
    for (int k = 0; k < 4; ++k) a.scan(ns(1 + k), {named(echo(1 + k, {k * 2.0, 200, 0}), 7)});
    b.rig.load(a.rig.save(), a.rig);
    b.follow(a);
    CHECK(a.rig.save() == b.rig.save());
    for (int k = 4; k < 8; ++k) {
        const auto x = a.scan(ns(1 + k), {echo(1 + k, {k * 2.0, 200, 0})}),
                   y = b.scan(ns(1 + k), {echo(1 + k, {k * 2.0, 200, 0})});
        REQUIRE(x.size() == y.size());
        CHECK(std::memcmp(x.data(), y.data(), x.size() * sizeof(qiki_track)) == 0);
    }
}

TEST_CASE("an alpha-beta gain that cannot settle is a warning of the self-test") {
    rig::instance t("qiki.tracker.alphabeta", {{"alpha", 1.0}, {"beta", 2.0}});
    CHECK(t.selftest(0).at(0).result == QIKI_TEST_WARN);
}

TEST_CASE("a target whose plots say nothing about its height is taken to fly at height_mean") {
    for (const double height : {5000.0, 1200.0}) {
        store b(height == 5000 ? rig::settings{} : rig::settings{{"height_mean", height}});
        const auto x = b.scan(second, {enu(second, 20e3, 30e3)});
        REQUIRE(x.size() == 1);
        CHECK(x[0].x[2] == Approx(height).margin(1e-6));
    }
}
