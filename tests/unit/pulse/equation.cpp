// SPDX-License-Identifier: MIT
// tests/unit/pulse/equation.cpp - the radar equation: the fourth power of range, a published example, the horizon.
#include "plugins/radar/pulse/equation.hpp"
#include "plugins/radar/pulse/accuracy.hpp"
#include <catch2/catch.hpp>

using namespace pulse;

TEST_CASE("Doubling the range costs 12.04 dB and ten times the cross-section gains 10 dB") {
    for (const link_budget& b : {from_reference(20, 10e3), from_transmitter({1e6, 35, 3e9, 1e6, 4, 6, 290})}) {
        for (double r : {100.0, 5e3, 80e3}) CHECK(b.snr_db(r, 3) - b.snr_db(2 * r, 3) == Approx(12.0411998266));
        CHECK(b.snr_db(1e4, 10) - b.snr_db(1e4, 0) == Approx(10));
    }
    CHECK(from_reference(20, 10e3).snr_db(10e3, 0) == Approx(20));
}

TEST_CASE("The physical model agrees with a textbook example") {
    // Mahafza 2000, "Radar Systems Analysis and Design using MATLAB", example 1.4: C-band, 1.5 MW, 45 dB, 5 MHz, F 3
    // dB, 290 K; a target of 0.1 m^2 is seen with 20 dB at 86.2 km. The book rounds every term to three decimals of a
    // dB.
    const link_budget b = from_transmitter({1.5e6, 45, 5.6e9, 5e6, 3, 0, 290});
    CHECK(b.snr_db(86.2e3, -10) == Approx(20).epsilon(0).margin(0.1));
}

TEST_CASE("A constant budget knows neither range nor size") {
    const link_budget b{12, true};
    CHECK(b.snr_db(10, 30) == 12);
    CHECK(b.snr_db(1e6, -30) == 12);
}

TEST_CASE("The horizon lies at 4.12 km times the root of the height in metres, from either side") {
    CHECK(horizon_m(1, 0) == Approx(4120).epsilon(2e-3));
    CHECK(horizon_m(100, 0) == Approx(10 * horizon_m(1, 0)));
    CHECK(horizon_m(30, 1000) == Approx(horizon_m(30, 0) + horizon_m(0, 1000)));
    CHECK(horizon_m(-5, 0) == 0);
    CHECK(height_m(0, 0, 120, 30) == 150);
    CHECK(height_m(30e3, -40e3, 0, 0) ==
          Approx(earth_radius - std::sqrt(earth_radius * earth_radius - 50e3 * 50e3)).epsilon(1e-4));
}

TEST_CASE("Errors shrink with the root of SNR down to their floor") {
    const accuracy a{{150, 0.02, 0.04, 5}, {3, 1e-3, 2e-3, 0.5}};
    for (size_t i = 0; i < 4; ++i) {
        const double floor2 = a.floor[i] * a.floor[i];
        CHECK(a.variance(i, 1e12) == Approx(floor2));
        CHECK((a.variance(i, 10) - floor2) / (a.variance(i, 40) - floor2) == Approx(4));
    }
    CHECK(a.variance(0, 50) == Approx(9 + 150.0 * 150 / 100));
    CHECK(a.variance(1, 50) == Approx(1e-6 + 0.02 * 0.02 / 1.6 / 1.6 / 100));
}
