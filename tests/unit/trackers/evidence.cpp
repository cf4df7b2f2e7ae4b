// SPDX-License-Identifier: MIT
// tests/unit/trackers/evidence.cpp - what a plot without track is worth, and how evidence confirms, hides and ends
// tracks where frames say Pd and clutter.
#include "plugins/radar/tracking/crowd.hpp"
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
// Frames of a radar at the origin that says all it knows: 80 km around, Pd 0.9, `clutter` false plots a turn.
struct honest : bench {
    explicit honest(double clutter, rig::settings more = {})
        : bench([&] {
              more.emplace("state_dims", int64_t{2});
              return more;
          }()) {
        valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_PD |
                QIKI_FRAME_HAS_CLUTTER;
        sigma = {50, 0.002, 0, 0};
        shape = [clutter](qiki_frame& f) {
            f.bearing[1] = 2 * pi, f.range[0] = 1e3, f.range[1] = 80e3;
            f.pd = 0.9, f.clutter_kind = QIKI_POLAR;
            f.clutter_density = clutter / (2 * pi * 79e3);
        };
    }
};
qiki_contact at(qiki_ns t, double e, double n) { return polar(t, std::sqrt(e * e + n * n), std::atan2(e, n)); }
// False plots, even in range and bearing.
void mess(std::vector<qiki_contact>& seen, uint64_t key, uint64_t k, uint64_t n) {
    for (uint64_t j = 0; j < n; ++j)
        seen.push_back(
            polar(ns(4.0 * double(k)), 1e3 + 79e3 * chance(key, k, 500 + j, 1), 2 * pi * chance(key, k, 500 + j, 2)));
}
const qiki_track& by_id(const std::vector<qiki_track>& all, uint64_t id) {
    for (const qiki_track& x : all)
        if (x.id == id) return x;
    throw std::runtime_error("no such track");
}
} // namespace

TEST_CASE("the excess over a known Poisson mean is its posterior mean, flat or exponential prior") {
    for (const double known : {0.0, 0.3, 4.0, 25.0})
        for (const size_t n : {0u, 1u, 5u, 30u})
            for (const double mean : {0.0, 0.7, 40.0}) { // 0: flat
                double top = 0, bottom = 0;
                for (double a = 5e-4; a < 150; a += 1e-3) {
                    const double w =
                        std::exp(static_cast<double>(n) * std::log(a + known) - a - (mean > 0 ? a / mean : 0) - 40);
                    top += a * w, bottom += w;
                }
                INFO(n << " events, " << known << " known, prior " << mean);
                CHECK((mean > 0 ? tracking::excess(n, known, mean) : tracking::excess(n, known)) ==
                      Approx(top / bottom).epsilon(2e-3));
            }
    CHECK(tracking::excess(1000, 1e-9) == Approx(1001));
    CHECK(tracking::excess(0, 1e6) == Approx(1)); // nothing seen where a million was expected: no negative number
}

TEST_CASE("at a first look the number of plots beyond clutter says what one of them is worth") {
    const auto first_existence = [](double clutter, uint64_t targets) {
        honest b(clutter, {{"confirm_existence", 0.99}});
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < targets; ++j)
            seen.push_back(at(0, 1e5 * chance(8, 0, j, 0) - 5e4, 1e5 * chance(8, 0, j, 1) - 5e4));
        mess(seen, 8, 0, static_cast<uint64_t>(clutter));
        double sum = 0;
        for (const qiki_track& x : b.scan(0, seen)) sum += x.existence;
        return sum; // the expected number of targets among them
    };
    CHECK(first_existence(60, 0) < 15);
    CHECK(first_existence(60, 60) > 40);
    CHECK(first_existence(60, 60) < 75);
    CHECK(first_existence(1, 60) > 55);
}

TEST_CASE("later a lone plot is worth little, a second where a target would be much more") {
    honest b(20);
    for (uint64_t k = 0; k < 10; ++k) {
        std::vector<qiki_contact> seen;
        mess(seen, 9, k, 20);
        b.scan(ns(4.0 * double(k)), seen);
    }
    const auto newest = [&](qiki_ns t, double e, double n) {
        for (const qiki_track& x : b.scan(t, {at(t, e, n)}))
            if (x.t_update == t && std::fabs(x.x[0] - e) < 1e3 && std::fabs(x.x[1] - n) < 1e3) return x;
        return qiki_track{};
    };
    const qiki_track one = newest(ns(40), 30e3, 40e3), two = newest(ns(44), 30.8e3, 40e3),
                     three = newest(ns(48), 31.6e3, 40e3);
    CHECK(one.existence < 0.02);
    CHECK(one.status == QIKI_TRACK_TENTATIVE);
    CHECK(two.existence > 10 * one.existence);
    CHECK(three.id == one.id);
    CHECK(three.existence > 0.9);
    CHECK(three.status == QIKI_TRACK_CONFIRMED);
}

TEST_CASE("a confirmed track that is more likely gone than not is hidden, comes back under its number, or ends") {
    honest b(1);
    uint64_t id = 0;
    for (int k = 0; k < 10; ++k) {
        const auto now = b.scan(ns(4 * k), {at(ns(4 * k), 30e3 + 600 * k, 30e3)});
        if (!now.empty()) id = now[0].id;
    }
    CHECK(by_id(b.tracks(), id).status == QIKI_TRACK_CONFIRMED);
    b.scan(ns(40), {});
    CHECK(by_id(b.tracks(), id).status == QIKI_TRACK_COASTING);
    b.scan(ns(44), {});
    b.scan(ns(48), {});
    CHECK(by_id(b.tracks(), id).status == QIKI_TRACK_TENTATIVE); // three misses at Pd 0.9
    CHECK(by_id(b.tracks(), id).existence < 0.5);
    b.scan(ns(52), {at(ns(52), 30e3 + 600 * 13, 30e3)});
    CHECK(by_id(b.tracks(), id).status == QIKI_TRACK_CONFIRMED);
    for (int k = 14; k < 18; ++k) b.scan(ns(4 * k), {});
    CHECK(by_id(b.tracks(), id).status == QIKI_TRACK_ENDED);
    CHECK(b.scan(ns(80), {}).empty());
}

TEST_CASE("two plots that no third continues give their track to the plot that one of them began") {
    honest b(1, {{"max_speed", 300.0}});
    // A false plot, then a target that flies the other way from 600 m beside it.
    b.scan(0, {at(0, 30e3, 30e3)});
    const auto next = b.scan(ns(4), {at(ns(4), 30.6e3, 30e3)});
    REQUIRE(next.size() == 1);
    const auto third = b.scan(ns(8), {at(ns(8), 30.2e3, 29.1e3)});
    REQUIRE(third.size() == 1);
    CHECK(third[0].id == next[0].id);
    CHECK(third[0].x[4] < -100); // velocity of the second pair
    const auto fourth = b.scan(ns(12), {at(ns(12), 29.8e3, 28.2e3)});
    REQUIRE(fourth.size() == 1);
    CHECK(fourth[0].status == QIKI_TRACK_CONFIRMED);
}

TEST_CASE("evidence does not depend on the order of plots, on where north is, or on sectors against a whole turn") {
    const auto scene_of = [](uint64_t k, double turn) {
        std::vector<qiki_contact> seen;
        const double s = 4.0 * double(k);
        for (uint64_t j = 0; j < 8; ++j) {
            if (chance(6, k, j, 0) > 0.9) continue;
            const double e = 2e4 + 3e3 * double(j) + 150 * s + 50 * noise(6, k, j, 0),
                         n = 4e4 - 100 * s + 50 * noise(6, k, j, 1);
            seen.push_back(at(ns(s), e, n));
        }
        mess(seen, 6, k, 12);
        for (qiki_contact& c : seen) c.z[1] = std::fmod(c.z[1] + turn + 4 * pi, 2 * pi);
        return seen;
    };
    honest a(12), shuffled(12), turned(12);
    const double turn = 1.234;
    for (uint64_t k = 0; k < 30; ++k) {
        auto other = scene_of(k, 0);
        std::reverse(other.begin(), other.end());
        const qiki_ns t = ns(4.0 * double(k));
        const auto base = a.scan(t, scene_of(k, 0)), same = shuffled.scan(t, other),
                   round = turned.scan(t, scene_of(k, turn));
        REQUIRE(same.size() == base.size());
        REQUIRE(round.size() == base.size());
        for (size_t i = 0; i < base.size(); ++i) { CHECK(std::memcmp(&same[i], &base[i], sizeof base[i]) == 0); }
        double sum = 0, sum_round = 0; // numbers go by bearing, so they differ
        for (const qiki_track& x : base) sum += x.existence;
        for (const qiki_track& x : round) sum_round += x.existence;
        CHECK(sum_round == Approx(sum).epsilon(1e-9));
        CHECK(confirmed(round).size() == confirmed(base).size());
    }
    CHECK(confirmed(a.tracks()).size() >= 7);
}

TEST_CASE(
    "a radar that turns through sectors, narrow ones and one across north, comes near to what a whole turn says") {
    const auto told = [](size_t sectors, double from) {
        honest b(40, {{"confirm_existence", 0.99}});
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < 40; ++j)
            seen.push_back(at(0, 1e5 * chance(4, 0, j, 0) - 5e4, 1e5 * chance(4, 0, j, 1) - 5e4));
        mess(seen, 4, 0, 40);
        const auto whole = b.shape;
        const double step = 2 * pi / double(sectors);
        for (size_t s = 0; s < sectors; ++s) {
            b.shape = [&](qiki_frame& f) {
                whole(f);
                f.bearing[0] = std::fmod(from + double(s) * step, 2 * pi);
                f.bearing[1] = std::fmod(from + double(s + 1) * step, 2 * pi);
                if (sectors == 1) f.bearing[0] = 0, f.bearing[1] = 2 * pi;
            };
            std::vector<qiki_contact> part;
            for (qiki_contact c : seen) {
                const double past = std::fmod(c.z[1] - from + 6 * pi, 2 * pi);
                if (past < double(s) * step || past >= double(s + 1) * step) continue;
                c.t = ns(4 * double(s) / double(sectors));
                part.push_back(c);
            }
            b.scan(ns(4 * double(s) / double(sectors)), part);
        }
        double sum = 0;
        for (const qiki_track& x : b.tracks()) sum += x.existence;
        CHECK(b.tracks().size() == seen.size());
        return sum;
    };
    const double whole = told(1, 0);
    CHECK(told(8, 0) == Approx(whole).epsilon(0.3));   // the first sectors know the least
    CHECK(told(8, 0.3) == Approx(whole).epsilon(0.3)); // the last one crosses north
    CHECK(told(100, 0) == Approx(whole).epsilon(0.35));
}

TEST_CASE("ten times the declared clutter degrades and does not explode") {
    honest b(10);
    size_t most = 0, shown = 0;
    for (uint64_t k = 0; k < 60; ++k) {
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < 5; ++j)
            if (chance(3, k, j, 0) < 0.9)
                seen.push_back(at(ns(4.0 * double(k)), 1e4 * double(j + 1) + 600 * double(k), 2e4));
        mess(seen, 3, k, 100);
        most = std::max(most, b.scan(ns(4.0 * double(k)), seen).size());
        if (k >= 5) shown += confirmed(b.tracks()).size();
    }
    CHECK(most < 600);
    CHECK(shown / 55 >= 5);
    CHECK(shown / 55 < 30);
}
