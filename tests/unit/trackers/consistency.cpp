// SPDX-License-Identifier: MIT
// tests/unit/trackers/consistency.cpp - the covariance says how wrong the track is: NEES and bias in the hard
// geometries.
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

namespace {
struct flight {
    vec3 start, velocity;
    bool plane;     // 2-D radar and tracker
    bool height;    // pressure height told
    bool elevation; // measured
    double sigma_range, sigma_bearing, sigma_elevation;
    int scans;
    double q = 1e-9;  // straight flight
    double drawn = 0; // spread of the true velocity and height around the nominal
    double rate = 0;  // standard deviation of a measured range rate; 0: none
};
struct outcome {
    double nees = 0;       // mean at the last scan
    double east_bias = 0;  // mean error across the line of sight
    double range_bias = 0; // mean error of the ground position along the line of sight
    size_t runs = 0;
    double horizontal_nees = 0; // of position only, 2 components
};

outcome fly(const flight& f, size_t runs, rig::settings extra = {}) {
    outcome o;
    for (uint64_t run = 0; run < runs; ++run) {
        rig::settings s = std::move(extra);
        s.emplace("state_dims", int64_t{f.plane ? 2 : 3});
        s.emplace("q", f.q), s.emplace("q_up", f.q);
        s.emplace("max_speed", 600.0);
        bench b(s);
        extra = s;
        b.valid = QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_PLATFORM;
        b.sigma = {f.sigma_range, f.sigma_bearing, f.sigma_elevation, f.rate > 0 ? f.rate : 1};
        vec3 at{}, v = f.velocity;
        for (uint32_t i = 0; i < 2; ++i) v[i] += f.drawn * noise(run, 1000, 0, i);
        for (uint64_t k = 0; k < static_cast<uint64_t>(f.scans); ++k) {
            const double t = 4.0 * double(k);
            for (size_t i = 0; i < 3; ++i) at[i] = f.start[i] + v[i] * t;
            qiki_contact c = seen_from({0, 0, 0}, at, ns(t));
            c.z[0] += f.sigma_range * noise(run, k, 0, 0);
            c.z[1] += f.sigma_bearing * noise(run, k, 0, 1);
            if (f.elevation) c.z[2] += f.sigma_elevation * noise(run, k, 0, 2);
            else c.valid &= ~QIKI_CONTACT_HAS_Z(2), c.z[2] = 0;
            if (f.plane && !f.height) c.z[0] = std::hypot(at[0], at[1]) + f.sigma_range * noise(run, k, 0, 0);
            if (f.height) {
                c.valid |= QIKI_CONTACT_HAS_HEIGHT;
                c.height_m = at[2] + (at[0] * at[0] + at[1] * at[1]) / (2 * 6371008.7714) + 20 * noise(run, k, 0, 3);
            }
            if (f.rate > 0) {
                c.z[3] = (at[0] * v[0] + at[1] * v[1]) / std::hypot(at[0], at[1]) + f.rate * noise(run, k, 0, 4);
                c.valid |= QIKI_CONTACT_HAS_Z(3);
            }
            b.scan(ns(t), {c});
        }
        const auto tracks = b.tracks();
        if (tracks.empty()) continue;
        const qiki_track& x = tracks[0]; // the oldest
        const double e = x.x[0] - at[0], n = x.x[1] - at[1], g = std::hypot(at[0], at[1]);
        o.nees += nees(x, at, v, f.plane ? 2 : 3);
        o.range_bias += (e * at[0] + n * at[1]) / g;
        o.east_bias += (e * at[1] - n * at[0]) / g;
        const double det = x.p[0] * x.p[6] - x.p[1] * x.p[1];
        o.horizontal_nees += (x.p[6] * e * e - 2 * x.p[1] * e * n + x.p[0] * n * n) / det;
        ++o.runs;
    }
    const auto n = static_cast<double>(o.runs);
    o.nees /= n, o.range_bias /= n, o.east_bias /= n, o.horizontal_nees /= n;
    return o;
}
} // namespace

TEST_CASE("a straight flight seen by a 2-D radar has a NEES in the 95 per cent band, at every bearing accuracy") {
    for (double degrees : {0.1, 1.0, 3.0}) {
        const outcome o =
            fly({{40e3, 60e3, 0}, {150, -100, 0}, true, false, false, 50, degrees * pi / 180, 0, 25}, 100);
        INFO("sigma " << degrees << " degrees, bias along " << o.range_bias << " m, across " << o.east_bias << " m");
        REQUIRE(o.runs == 100);
        CHECK(o.nees > 3.465); // 4 states, 100 runs
        CHECK(o.nees < 4.573);
    }
}

TEST_CASE("a range rate that is sharper than its direction is known says no more than it knows") {
    // 0.3 m/s, but across the sight nobody knows 20 m/s times 260 m in 50 km at first. Taken as straight, NEES is 24.6.
    const outcome o =
        fly({{30e3, 40e3, 0}, {120, -120, 0}, true, false, false, 30, 0.3 * pi / 180, 0, 6, 1e-9, 150, 0.3}, 400);
    INFO(o.nees);
    REQUIRE(o.runs == 400);
    CHECK(o.nees > 3.3);
    CHECK(o.nees < 4.3);
}

TEST_CASE("a straight flight in space, with elevation, has a NEES in the band of six states") {
    const outcome o = fly({{30e3, 40e3, 8e3}, {150, -100, 3}, false, false, true, 30, 0.003, 0.004, 25}, 400);
    REQUIRE(o.runs == 400);
    CHECK(o.nees > 5.665); // 95 per cent of 400 runs
    CHECK(o.nees < 6.344);
}

TEST_CASE("slant range with a pressure height gives the ground position without bias") {
    const outcome o =
        fly({{0, 30e3, 10e3}, {80, 0, 0}, false, true, false, 30, 0.001, 0, 20}, 100, {{"sigma_height", 20.0}});
    INFO("without height the slant range would be 1.6 km too long");
    CHECK(o.runs == 100);
    CHECK(std::fabs(o.range_bias) < 50);
    CHECK(o.horizontal_nees < 3.2);
    // And the same in a plane: there the height only shortens the range.
    const outcome flat =
        fly({{0, 30e3, 10e3}, {80, 0, 0}, true, true, false, 30, 0.001, 0, 20}, 100, {{"sigma_height", 20.0}});
    CHECK(flat.runs == 100);
    CHECK(std::fabs(flat.range_bias) < 50);
}

TEST_CASE("slant range without any height is covered by the covariance") {
    double sum = 0, bias = 0;
    const size_t runs = 60;
    for (uint64_t run = 0; run < runs; ++run) {
        const double h = 5000 + 4000 * std::clamp(noise(run, 0, 9, 0), -1.2, 1.2);
        const outcome o = fly({{0, 30e3, h}, {80, 0, 0}, false, false, false, 30, 0.001, 0, 20}, 1);
        sum += o.horizontal_nees, bias += o.range_bias;
    }
    CHECK(sum / runs < 3.5);
    CHECK(sum / runs > 0.3);
}

TEST_CASE("an overflight at ten kilometres height, one kilometre beside the antenna, stays consistent") {
    const outcome o =
        fly({{-9e3, 1e3, 10e3}, {180, 0, 0}, false, true, false, 30, 0.002, 0, 14}, 100, {{"sigma_height", 20.0}});
    CHECK(o.runs == 100);
    CHECK(o.nees < 6.698);
    CHECK(o.nees > 3.5); // second-order terms make it careful near the zenith
}

TEST_CASE("over a radar that measures no height, false plots carry no track away") {
    for (uint64_t run = 0; run < 20; ++run) {
        bench b;
        b.valid = QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_PLATFORM;
        for (uint64_t k = 0; k < 50; ++k) {
            const double t = 4 * double(k);
            qiki_contact c = seen_from({0, 0, 0}, {0, 15e3 - 150 * t, 2500}, ns(t));
            c.z[0] += 50 * noise(run, k, 0, 0), c.z[1] += 0.003 * noise(run, k, 0, 1);
            c.valid &= ~QIKI_CONTACT_HAS_Z(2), c.z[2] = 0;
            std::vector<qiki_contact> seen{c};
            for (uint32_t j = 0; j < 20; ++j) // most of them as far away as the target when it is near
                seen.push_back(
                    polar(ns(t), 1e3 + 11e3 * chance(run, k, 1, 2 * j), 2 * pi * chance(run, k, 1, 2 * j + 1)));
            b.scan(ns(t), seen);
            for (const qiki_track& x : confirmed(b.tracks())) {
                INFO("run " << run << ", scan " << k << ", track " << x.id);
                CHECK(std::hypot(x.x[3], x.x[4]) < 400 + 3 * std::sqrt(x.p[15] + x.p[18]));
                CHECK(std::hypot(x.x[0], x.x[1]) < 20e3);
            }
        }
    }
}

TEST_CASE("the error of a straight flight reaches the regression bound") {
    // Cartesian plots of 50 m, twenty of them: variance of the last position 2 (2N - 1) / (N (N + 1)) sigma^2.
    double sum = 0;
    const int n = 20;
    for (uint64_t run = 0; run < 400; ++run) {
        bench b({{"state_dims", int64_t{2}}, {"q", 1e-9}, {"max_speed", 2000.0}});
        for (int k = 0; k < n; ++k) {
            const auto K = static_cast<uint64_t>(k);
            b.scan(4 * k * second,
                   {enu(4 * k * second, 400.0 * k + 50 * noise(run, K, 0, 0), 50 * noise(run, K, 0, 1))});
        }
        const qiki_track& x = b.tracks().at(0);
        sum += (x.x[0] - 400.0 * (n - 1)) * (x.x[0] - 400.0 * (n - 1)) + x.x[1] * x.x[1];
    }
    const double bound = 2 * 2500.0 * 2 * (2 * n - 1) / (n * (n + 1));
    CHECK(sum / 400 < 1.1 * bound); // 800 samples: a deviation of 5 per cent is one sigma
    CHECK(sum / 400 > 0.9 * bound);
}
