// SPDX-License-Identifier: MIT
// tests/unit/trackers/imm_tracker.cpp - qiki.tracker.imm: turns are followed and named, straight flight is smoother for
// it.
#include "qiki/check.h"
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
constexpr double T = 4;

// Straight for 25 scans, 3 degrees/s to the right for 10, straight for 25; in a level plane at `height`, or climbing.
struct leg {
    vec3 at, velocity;
    bool turning;
};
std::vector<leg> course(double rate, double climb = 0) {
    std::vector<leg> all;
    vec3 at{-30e3, 20e3, 5e3}, v{200, 60, climb};
    for (int k = 0; k < 60; ++k) {
        const bool turning = k >= 25 && k < 35;
        all.push_back({at, v, turning});
        for (int fine = 0; fine < 400; ++fine) {
            const double h = T / 400, a = turning ? rate * pi / 180 * h : 0;
            const double e = v[0] * std::cos(a) + v[1] * std::sin(a), n = v[1] * std::cos(a) - v[0] * std::sin(a);
            at = {at[0] + h * (v[0] + e) / 2, at[1] + h * (v[1] + n) / 2, at[2] + h * v[2]};
            v = {e, n, v[2]};
        }
    }
    return all;
}

struct outcome {
    double straight = 0, turning = 0; // RMSE of position, m; straight: from 6 scans after a change on
    double seen = 0, quiet = 0;       // probability of the turn: from its third scan on, and in straight flight
    size_t tracks = 0;                // confirmed at the end
};
outcome fly(const std::string& id, const rig::settings& s, double rate, uint64_t runs, bool space = false) {
    outcome o;
    double n_straight = 0, n_turning = 0, n_seen = 0;
    const auto legs = course(rate, space ? 5 : 0);
    for (uint64_t run = 0; run < runs; ++run) {
        bench b(s, {}, id);
        b.valid = QIKI_FRAME_HAS_SIGMA;
        b.sigma = {50, space ? 0.002 : 50, 0.002, 1};
        for (uint64_t k = 0; k < legs.size(); ++k) {
            const qiki_ns t = ns(T * double(k));
            const vec3& at = legs[k].at;
            qiki_contact c = enu(t, at[0] + 50 * noise(run, k, 0, 0), at[1] + 50 * noise(run, k, 0, 1));
            if (space) {
                c = seen_from({0, 0, 0}, at, t);
                c.z[0] += 50 * noise(run, k, 0, 0), c.z[1] += 0.002 * noise(run, k, 0, 1);
                c.z[2] += 0.002 * noise(run, k, 0, 2);
            }
            const auto tracks = b.scan(t, {c});
            REQUIRE(!tracks.empty());
            if (k < 10) continue;
            const qiki_track& x = tracks[0];
            const double e = (x.x[0] - at[0]) * (x.x[0] - at[0]) + (x.x[1] - at[1]) * (x.x[1] - at[1]);
            const bool settled = k < 25 || k >= 41;
            if (legs[k].turning) o.turning += e, ++n_turning;
            if (settled) o.straight += e, ++n_straight;
            if (id != "qiki.tracker.imm") continue;
            const auto modes = b.rig.took<qiki_track_modes>("modes");
            REQUIRE(modes.size() == tracks.size());
            CHECK(qiki_track_modes_flaw(&modes[0]) == nullptr);
            CHECK(modes[0].track == x.id);
            CHECK(modes[0].count == 3);
            CHECK(modes[0].model[1] == QIKI_MOTION_CT);
            if (k >= 28 && k <= 35) o.seen += modes[0].probability[1], ++n_seen;
            if (settled) o.quiet += modes[0].probability[1];
        }
        o.tracks += confirmed(b.tracks()).size();
    }
    o.straight = std::sqrt(o.straight / n_straight), o.turning = std::sqrt(o.turning / n_turning);
    o.seen /= std::max(n_seen, 1.0), o.quiet /= n_straight;
    return o;
}
} // namespace

TEST_CASE("a turn is followed and told, and straight flight is known better than by one model for both") {
    const rig::settings s{{"state_dims", int64_t{2}}, {"q", 100.0}};
    const outcome one = fly("qiki.tracker.gnn", s, 3, 40), many = fly("qiki.tracker.imm", s, 3, 40);
    INFO("straight " << one.straight << " and " << many.straight << " m, turn " << one.turning << " and "
                     << many.turning << " m; probability of the turn " << many.seen << ", else " << many.quiet);
    CHECK(many.tracks == 40);
    CHECK(many.straight < 0.85 * one.straight);
    CHECK(many.turning < one.turning);
    CHECK(many.seen > 0.6);
    CHECK(many.quiet < 0.35);
}

TEST_CASE("a turn to the left is a turn to the right in a mirror") {
    const rig::settings s{{"state_dims", int64_t{2}}};
    const outcome right = fly("qiki.tracker.imm", s, 4, 30), left = fly("qiki.tracker.imm", s, -4, 30);
    CHECK(left.turning == Approx(right.turning).epsilon(0.15)); // other noise relative to the path
    CHECK(left.seen == Approx(right.seen).margin(0.1));
}

TEST_CASE("a climbing turn is followed in space") {
    const outcome o = fly("qiki.tracker.imm", {}, 3, 30, true);
    INFO("straight " << o.straight << " m, turn " << o.turning << " m, told with " << o.seen);
    CHECK(o.tracks == 30);
    CHECK(o.straight < 70);
    CHECK(o.turning < 100);
    CHECK(o.seen > 0.6);
}

TEST_CASE("without turns in the world it is one model, and the straight mode has nearly all") {
    const rig::settings s{{"state_dims", int64_t{2}}, {"turn_rate", 0.0}};
    CHECK(fly("qiki.tracker.imm", s, 0, 5).quiet == 0);
    // Where all modes move alike they are that one model: the same tracks as gnn's.
    const rig::settings one{{"state_dims", int64_t{2}}, {"q", 2.0}};
    rig::settings same = one;
    same["turn_rate"] = 0.0, same["q_steady"] = 2.0;
    const outcome a = fly("qiki.tracker.imm", same, 0, 5), b = fly("qiki.tracker.gnn", one, 0, 5);
    CHECK(a.straight == Approx(b.straight).epsilon(1e-9));
}

TEST_CASE("a target that its address names is kept through what no mode foresees") {
    bench b({{"state_dims", int64_t{2}}}, {}, "qiki.tracker.imm");
    for (int k = 0; k < 30; ++k) {
        const double s = T * k, aside = k < 15 ? 0 : 1200; // three hundred sigmas of a settled track, in one scan
        qiki_contact c = enu(ns(s), 100 * s, 5e3 + aside);
        c.valid |= QIKI_CONTACT_HAS_ADDRESS;
        c.address24 = 0x4B1805;
        b.scan(ns(s), {c});
    }
    const auto sure = confirmed(b.tracks());
    REQUIRE(sure.size() == 1);
    CHECK(sure[0].hits == 30);
    CHECK(sure[0].x[1] == Approx(6200).margin(60));
}

TEST_CASE("over a radar that measures no height, false plots carry no track of several modes away") {
    for (uint64_t run = 0; run < 8; ++run) {
        bench b({}, {}, "qiki.tracker.imm");
        b.valid = QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_PLATFORM;
        for (uint64_t k = 0; k < 50; ++k) {
            const double t = T * double(k);
            qiki_contact c = seen_from({0, 0, 0}, {0, 15e3 - 150 * t, 2500}, ns(t));
            c.z[0] += 50 * noise(run, k, 0, 0), c.z[1] += 0.003 * noise(run, k, 0, 1);
            c.valid &= ~QIKI_CONTACT_HAS_Z(2), c.z[2] = 0;
            std::vector<qiki_contact> seen{c};
            for (uint32_t j = 0; j < 20; ++j)
                seen.push_back(
                    polar(ns(t), 1e3 + 11e3 * chance(run, k, 1, 2 * j), 2 * pi * chance(run, k, 1, 2 * j + 1)));
            b.scan(ns(t), seen);
            for (const qiki_track& x : confirmed(b.tracks())) {
                INFO("run " << run << ", scan " << k << ", track " << x.id);
                CHECK(std::hypot(x.x[3], x.x[4]) < 400 + 3.1 * std::sqrt(x.p[15] + x.p[18]));
                CHECK(std::hypot(x.x[0], x.x[1]) < 20e3);
            }
        }
    }
}

TEST_CASE("thousands of scans leave covariances positive definite and values finite", "[statistics]") {
    bench b({{"state_dims", int64_t{3}}}, {}, "qiki.tracker.imm");
    b.valid = QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_PLATFORM;
    b.sigma = {1, 1e-5, 1e-5, 1}; // a sensor far better than the motion is known
    for (uint64_t k = 0; k < 20'000; ++k) {
        const double s = T * double(k), a = 2e-4 * s + 0.5 * std::sin(0.01 * s);
        const vec3 at{3e4 * std::sin(a), 3e4 * std::cos(a), 5e3 + 500 * std::sin(0.003 * s)};
        const auto tracks = b.scan(ns(s), chance(3, k, 0, 0) < 0.8 ? std::vector{seen_from({0, 0, 0}, at, ns(s))}
                                                                   : std::vector<qiki_contact>{});
        for (const qiki_track& x : tracks) {
            if (x.status == QIKI_TRACK_ENDED || !(x.valid & QIKI_TRACK_HAS_VELOCITY)) continue;
            const double square = nees(x, at, {}, 3);
            REQUIRE(std::isfinite(square));
            REQUIRE(square >= 0);
        }
    }
}

TEST_CASE("with one law of motion for all modes, joint probabilities make it the joint tracker") {
    rig::settings one{{"state_dims", int64_t{2}}, {"q", 4.0}}, same = one;
    same["turn_rate"] = 0.0, same["q_steady"] = 4.0, same["association"] = std::string("joint");
    for (const bool coalesce : {false, true}) {
        one["coalesce"] = same["coalesce"] = coalesce;
        bench modes(same, {}, "qiki.tracker.imm"), joint(one, {}, "qiki.tracker.jpda");
        double shared = 0;
        for (uint64_t k = 0; k < 40; ++k) {
            const double t = T * double(k);
            std::vector<qiki_contact> seen;
            for (uint64_t who = 0; who < 3; ++who) { // side by side, within each other's gates
                if (chance(3, k, who, 9) > 0.9) continue;
                const double e = -20e3 + 180 * t, n = 150 * double(who);
                seen.push_back(enu(ns(t), e + 50 * noise(3, k, who, 0), n + 50 * noise(3, k, who, 1)));
            }
            for (uint64_t c = 0; c < 4; ++c)
                seen.push_back(enu(ns(t), -22e3 + 180 * t + 4e3 * chance(4, k, c, 0), 4e3 * chance(4, k, c, 1) - 2e3));
            const auto a = modes.scan(ns(t), seen), b = joint.scan(ns(t), seen);
            REQUIRE(a.size() == b.size());
            for (size_t i = 0; i < a.size(); ++i) {
                CHECK(a[i].id == b[i].id);
                CHECK(a[i].status == b[i].status);
                CHECK(a[i].existence == Approx(b[i].existence).epsilon(1e-6));
                for (size_t n = 0; n < 6; ++n) CHECK(a[i].x[n] == Approx(b[i].x[n]).epsilon(1e-6).margin(1e-3));
                for (size_t n = 0; n < 21; ++n) CHECK(a[i].p[n] == Approx(b[i].p[n]).epsilon(1e-5).margin(1e-3));
            }
            auto x = modes.links(), y = joint.links();
            for (auto* all : {&x, &y})
                std::sort(all->begin(), all->end(), [](const qiki_assoc& p, const qiki_assoc& q) {
                    return std::tie(p.track, p.item) < std::tie(q.track, q.item);
                });
            REQUIRE(x.size() == y.size());
            for (size_t i = 0; i < x.size(); ++i) {
                CHECK(x[i].item == y[i].item);
                CHECK(x[i].weight == Approx(y[i].weight).epsilon(1e-5).margin(1e-6));
                shared += x[i].weight < 0.95;
            }
        }
        CHECK(shared > 50); // they did compete
        CHECK(modes.rig.metric("clusters.exact") == joint.rig.metric("clusters.exact"));
    }
}

TEST_CASE("joint probabilities follow a turn as well as the nearest plot does, and know straight flight as well") {
    rig::settings s{{"state_dims", int64_t{2}}, {"q", 100.0}};
    const outcome nearest = fly("qiki.tracker.imm", s, 3, 40);
    s["association"] = std::string("joint");
    const outcome joint = fly("qiki.tracker.imm", s, 3, 40);
    CHECK(joint.tracks == 40);
    CHECK(joint.straight == Approx(nearest.straight).epsilon(0.02));
    CHECK(joint.turning == Approx(nearest.turning).epsilon(0.02));
    CHECK(joint.seen == Approx(nearest.seen).margin(0.02));
}
