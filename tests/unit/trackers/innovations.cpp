// SPDX-License-Identifier: MIT
// tests/unit/trackers/innovations.cpp - what a tracker tells of its own consistency: metrics nis, nis.tail, nis.plots.
#include "scene.hpp"
#include <catch2/catch.hpp>

using namespace scene;

TEST_CASE("the squared innovations that the tracker tells are 1 when it knows the noise, and say how wrong it is") {
    const auto told = [](double assumed) { // sigma of the tracker over the true one
        double sum = 0, in_tail = 0, plots = 0;
        for (uint64_t run = 0; run < 10; ++run) {
            bench b({{"state_dims", int64_t{2}}, {"q", 1e-9}, {"sigma_position", 25 * assumed}});
            for (uint64_t k = 0; k < 100; ++k) {
                const double t = 4.0 * double(k);
                b.scan(ns(t),
                       {enu(ns(t), 9e3 - 150 * t + 25 * noise(run, k, 0, 0), 80 * t + 25 * noise(run, k, 0, 1))});
            }
            const double n = b.rig.metric("nis.plots");
            plots += n, sum += n * b.rig.metric("nis"), in_tail += n * b.rig.metric("nis.tail");
        }
        return std::array{sum / plots, in_tail / plots, plots};
    };
    const auto right = told(1), twice = told(2), half = told(0.5);
    CHECK(right[2] > 900); // all behind the third plot, which confirms
    CHECK(std::abs(right[0] - 1) < 1.96 * std::sqrt(2 / (2 * right[2])));
    CHECK(std::abs(right[1] - 0.05) < 1.96 * std::sqrt(0.05 * 0.95 / right[2]));
    CHECK(twice[0] == Approx(0.25).margin(0.03));
    CHECK(twice[1] < 0.001);
    CHECK(half[0] > 2.5); // not 4: what is beyond the gate starts other tracks
    CHECK(half[1] > 0.3);
}

TEST_CASE("before a confirmed track has taken a plot there is no innovation to tell of") {
    bench b({{"state_dims", int64_t{2}}});
    b.scan(0, {enu(0, 9e3, 0)});
    CHECK(b.rig.metric("nis.plots") == 0);
    CHECK(b.rig.metric("nis") == 0); // the rig's value of a metric that nobody set
}
