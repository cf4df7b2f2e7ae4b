// SPDX-License-Identifier: MIT
// tests/unit/trackers/pmbm.cpp - qiki.tracker.pmbm on the crossing others were measured on, in silence, and in clutter.
#include "crossing_truth.hpp"
#include "gospa.hpp"
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
const char* const id = "qiki.tracker.pmbm";

std::vector<qiki_track> reported(const std::vector<qiki_track>& all) {
    std::vector<qiki_track> r;
    for (const qiki_track& x : all)
        if (x.status == QIKI_TRACK_CONFIRMED || x.status == QIKI_TRACK_COASTING) r.push_back(x);
    return r;
}

// Poisson count by multiplication (Knuth 1969, 3.4.1).
size_t poisson(double mean, uint64_t key, uint64_t k) {
    double p = 1;
    size_t n = 0;
    for (uint32_t i = 0;; ++i, ++n)
        if ((p *= chance(key, k, 1000, i)) < std::exp(-mean)) return n;
}

// What is told of the crossing, and how its radar tells it; models as in the scenario.
rig::settings crossing_settings() {
    return {{"state_dims", int64_t{2}},  {"q", 0.02},
            {"max_speed", 10.0},         {"survival_time", -1 / std::log(0.99)},
            {"birth_first", 3.0},        {"birth_rate", 0.005},
            {"birth_east", 100.0},       {"birth_north", 100.0},
            {"birth_sigma_east", 150.0}, {"birth_sigma_north", 150.0},
            {"birth_sigma_speed", 1.0},  {"expected_tracks", int64_t{50}}};
}
void set_crossing(bench& b, double pd, double clutter) {
    b.sigma = {1, 1, 0, 0};
    b.valid = QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_PD | QIKI_FRAME_HAS_CLUTTER;
    b.shape = [=](qiki_frame& f) { f.pd = pd, f.clutter_kind = QIKI_ENU, f.clutter_density = clutter / 9e4; };
}

// Root of the mean of GOSPA^2 over all steps of `runs` runs, and its parts.
struct outcome {
    double total, location, missed, wrong;
};
outcome play_crossing(uint64_t runs, double pd, double clutter, rig::settings more = {}) {
    rig::settings s = crossing_settings();
    s.insert(more.begin(), more.end());
    const auto lag = s.find("look_back");
    const auto look_back = lag == s.end() ? 0 : static_cast<uint64_t>(std::get<double>(lag->second));
    scoring::gospa sum;
    for (uint64_t run = 0; run < runs; ++run) {
        bench b(s, {}, id);
        set_crossing(b, pd, clutter);
        const uint64_t key = 100 + run;
        std::vector<scoring::set> past;
        for (uint64_t k = 0; k < crossing::steps; ++k) {
            std::vector<qiki_contact> seen;
            scoring::set real;
            for (uint64_t j = 0; j < crossing::targets; ++j) {
                if (j == 0 && k >= crossing::last_of_first) continue;
                const double x = crossing::truth[k][2 * j], y = crossing::truth[k][2 * j + 1];
                real.push_back({j, x, y});
                if (chance(key, k, j, 0) < pd)
                    seen.push_back(enu(ns(double(k)), x + noise(key, k, j, 0), y + noise(key, k, j, 1)));
            }
            past.push_back(real);
            const size_t wrong = poisson(clutter, key, k);
            for (uint32_t j = 0; j < wrong; ++j)
                seen.push_back(
                    enu(ns(double(k)), 300 * chance(key, k, 2000, 2 * j), 300 * chance(key, k, 2000, 2 * j + 1)));
            scoring::set found;
            for (const qiki_track& x : reported(b.scan(ns(double(k)), seen))) found.push_back({x.id, x.x[0], x.x[1]});
            if (k < look_back) continue;
            const scoring::gospa g = scoring::gospa_of(past[k - look_back], found, 10);
            sum.location += g.location, sum.missed += g.missed, sum.wrong += g.wrong;
        }
    }
    const double n = double(runs) * double(crossing::steps - look_back);
    return {std::sqrt(sum.total() / n), std::sqrt(sum.location / n), std::sqrt(sum.missed / n),
            std::sqrt(sum.wrong / n)};
}

const rig::settings plane{{"state_dims", int64_t{2}}};
} // namespace

TEST_CASE("four targets meet: a hundred runs stay within the reference filter's GOSPA and its own error",
          "[statistics]") {
    const outcome g = play_crossing(100, 0.9, 10);
    INFO("location " << g.location << ", missed " << g.missed << ", false " << g.wrong);
    CHECK(g.total <= 3.08);
    CHECK(g.location <= 1.1 * 1.97);
    CHECK(g.missed <= 1.1 * 1.88);
    CHECK(g.wrong <= 1.1 * 1.00);
    CHECK(g.total > 1.92); // the oracle's: nobody can be better
}
TEST_CASE("four targets meet, seen less often or in more clutter", "[statistics]") {
    const outcome rare = play_crossing(40, 0.7, 10), full = play_crossing(40, 0.9, 30);
    INFO("Pd 0.7: " << rare.total << " = " << rare.location << ", " << rare.missed << ", " << rare.wrong);
    INFO("clutter 30: " << full.total << " = " << full.location << ", " << full.missed << ", " << full.wrong);
    CHECK(rare.total <= 4.18);
    CHECK(full.total <= 3.84);
}
TEST_CASE("looked back upon from a few seconds later the crossing is clearer", "[statistics]") {
    const outcome g = play_crossing(20, 0.9, 10, {{"look_back", 4.0}});
    INFO("location " << g.location << ", missed " << g.missed << ", false " << g.wrong);
    CHECK(g.total <= 2.3);
    CHECK(g.location < 1.5);
    CHECK(g.total > 1);
}
TEST_CASE("one hypothesis a cluster is worse than many", "[statistics]") {
    CHECK(play_crossing(20, 0.9, 10, {{"hypotheses", int64_t{1}}}).total > play_crossing(20, 0.9, 10).total);
}

TEST_CASE("a first plot that is given back is not thinned by the look that saw it") {
    rig::settings s = crossing_settings();
    s["recycle"] = 0.2;
    bench b(s, {}, id);
    set_crossing(b, 0.9, 10);
    CHECK(b.scan(0, {enu(0, 150, 150)}).empty());
    const std::vector<qiki_track> told = b.scan(second, {enu(second, 150.8, 150.6)});
    REQUIRE(told.size() == 1);
    // Of the exact mixture of these two plots (test_pmbm_mixture "two scans*"): what the second plot may be of.
    const double alone = 10 / 9e4 / (1 - 0.0151994580), born = alone - 10 / 9e4;
    const double seen = 0.9816486468 / 0.0183513532 * alone * (1 - 0.9 * 0.99 * 0.1333027759);
    CHECK(told[0].existence == Approx((born + seen) / (born + seen + 10 / 9e4)).epsilon(1e-6)); // thinned twice: 0.83
}

TEST_CASE("a range rate at which nothing flies begins a target where it is, without velocity") {
    const auto begun = [](double rate) {
        bench b(plane, {}, id);
        b.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA;
        b.shape = [](qiki_frame& f) { f.vel[0] = 200; };
        qiki_contact c = polar(0, 3e4, 0.5);
        c.valid |= QIKI_CONTACT_HAS_Z(3), c.z[3] = rate;
        const std::vector<qiki_track> told = b.scan(0, {c});
        REQUIRE(told.size() == 1);
        CHECK(std::hypot(told[0].x[0] - 3e4 * std::sin(0.5), told[0].x[1] - 3e4 * std::cos(0.5)) < 300);
        return told[0];
    };
    CHECK((begun(-150).valid & QIKI_TRACK_HAS_VELOCITY) != 0);
    for (const double wild : {1e12, -1e12, 1e6}) CHECK((begun(wild).valid & QIKI_TRACK_HAS_VELOCITY) == 0);
}

TEST_CASE("silence where nobody looked takes no existence, silence where a radar looked does") {
    const auto existence_after = [](double from, double to) {
        bench b(plane, {}, id);
        b.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA;
        for (int k = 0; k < 5; ++k) b.scan(ns(4 * k), {polar(ns(4 * k), 3e4, 0.5)});
        b.valid |= QIKI_FRAME_HAS_SECTOR;
        b.shape = [&](qiki_frame& f) { f.bearing[0] = from, f.bearing[1] = to, f.range[1] = 1e5; };
        b.scan(20 * second, {});
        REQUIRE(b.tracks().size() == 1);
        return b.tracks()[0].existence;
    };
    CHECK(existence_after(1, 2) > 0.99);
    CHECK(existence_after(0, 1) < 0.97);
    const double edge = existence_after(0.5, 1.5); // half of it may be inside
    CHECK((edge < existence_after(1, 2) && edge > existence_after(0, 1)));
}

TEST_CASE("ten times the clutter that was declared degrades the mixture and does not explode it") {
    bench b({{"state_dims", int64_t{2}}, {"q", 1.0}, {"max_speed", 300.0}}, {}, id);
    b.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_CLUTTER |
              QIKI_FRAME_HAS_PD;
    b.sigma = {50, 0.002, 0, 0};
    b.shape = [](qiki_frame& f) {
        f.bearing[1] = 2 * pi, f.range[1] = 6e4, f.pd = 0.9;
        f.clutter_kind = QIKI_POLAR, f.clutter_density = 20 / (6e4 * 2 * pi);
    };
    size_t most = 0;
    for (uint64_t k = 0; k < 40; ++k) {
        std::vector<qiki_contact> seen;
        const double s = 4.0 * double(k);
        for (uint64_t j = 0; j < 10; ++j)
            if (chance(9, k, j, 0) < 0.9)
                seen.push_back(polar(ns(s), 1e4 + 4e3 * double(j) + 50 * noise(9, k, j, 0),
                                     0.5 * double(j) + 0.003 * s + 0.002 * noise(9, k, j, 1)));
        for (uint64_t j = 0; j < 200; ++j)
            seen.push_back(polar(ns(s), 6e4 * chance(9, k, 100 + j, 1), 2 * pi * chance(9, k, 100 + j, 2)));
        b.scan(ns(s), seen);
        most = std::max(most, b.tracks().size());
    }
    size_t kept = 0;
    for (uint64_t j = 0; j < 10; ++j)
        for (const qiki_track& x : reported(b.tracks())) {
            const double bearing = 0.5 * double(j) + 0.003 * 156, r = 1e4 + 4e3 * double(j);
            if (std::hypot(x.x[0] - r * std::sin(bearing), x.x[1] - r * std::cos(bearing)) < 600) {
                ++kept;
                break;
            }
        }
    CHECK(kept >= 8);
    CHECK(most < 3000);
}
