// SPDX-License-Identifier: MIT
// tests/unit/craft/thermal.cpp - heat goes where it must, at any step, and trips with hysteresis.
#include "plugins/vehicles/craft/thermal.hpp"
#include <catch2/catch.hpp>

using namespace craft;
using Catch::Detail::Approx;

namespace {
double stored(const thermal_settings& s, const thermal& t) {
    double sum = 0;
    for (uint32_t i = 0; i < nodes; ++i) sum += s.capacity[i] * t.temperature[i];
    return sum;
}
} // namespace

TEST_CASE("Thermal plane: heat balances to 1e-9, with everything coupled", "[capability]") {
    const thermal_settings s;
    thermal t{s.start, {}};
    const double before = stored(s, t);
    double in = 0, out = 0, moved = 0;
    for (int k = 0; k < 1000; ++k) {
        const exchange x = step(s, t, {30.0 + k % 7, 12, 1, 2, k % 5 * 10.0, 5}, 0.1 + k % 3);
        in += x.in, out += x.out, moved += qiki_fabs(x.in) + qiki_fabs(x.out);
    }
    CHECK(stored(s, t) - before == Approx(in - out).margin(1e-9 * moved));
}

TEST_CASE("thermal: no overshoot below ambient, at any step") {
    const thermal_settings s;
    for (const double h : {1e-3, 1.0, 333.0, 1e4, 1e7}) {
        thermal t{s.start, {}};
        for (int k = 0; k < 50; ++k) {
            const thermal was = t;
            step(s, t, {}, h);
            for (uint32_t i = 0; i < nodes; ++i) {
                CHECK(t.temperature[i] >= s.outside - 1e-9);
                CHECK(t.temperature[i] <= 298.15 + 1e-9);
            }
            CHECK(t.temperature[core] <= was.temperature[core]);
        }
    }
}

TEST_CASE("A node alone cools with its own time constant") {
    thermal_settings s;
    s.coupling = {};
    thermal t{s.start, {}};
    for (int k = 0; k < 57143; ++k) step(s, t, {}, 0.01); // 800 / 1.4 s
    CHECK((t.temperature[core] - s.outside) / (298.15 - s.outside) == Approx(qiki_exp(-1)).epsilon(1e-4));
}

TEST_CASE("Constant heat leads to the equilibrium of the network, whatever the step") {
    const thermal_settings s;
    const per_node q{40, 10, 0, 0, 0, 20};
    thermal a{s.start, {}}, b{s.start, {}};
    for (int k = 0; k < 100000; ++k) step(s, a, q, 1);
    for (int k = 0; k < 100; ++k) step(s, b, q, 1e6);
    for (uint32_t i = 0; i < nodes; ++i) CHECK(a.temperature[i] == Approx(b.temperature[i]).epsilon(1e-9));
}

TEST_CASE("thermal: hysteresis clears below trip - hys, and not before") {
    thermal_settings s;
    s.coupling = {}, s.cooling = {}, s.exchange = 0;
    s.start[core] = s.trip[core] - 1;
    thermal t{s.start, {}};
    step(s, t, {}, 1);
    CHECK(!t.tripped[core]);
    step(s, t, {2 * s.capacity[core]}, 1);
    CHECK(t.tripped[core]);
    step(s, t, {-5.5 * s.capacity[core]}, 1);
    CHECK(t.tripped[core]); // 4.5 K below: not yet
    step(s, t, {-s.capacity[core]}, 1);
    CHECK(!t.tripped[core]);
}
