// SPDX-License-Identifier: MIT
// tests/unit/sensors/unmix.cpp - fractions out of spectra: right, within their standard deviations, and not told where
// they cannot be known.
#include "plugins/sensors/spectrometer/unmix.hpp"
#include "plugins/sensors/spectrometer/light.hpp"
#include "qiki/random.h"
#include <catch2/catch.hpp>
#include <cmath>

namespace unmixing {
using namespace spectrometer;

constexpr double screen = 100; // of a white one, in every band
inline spectrum flat(double v) {
    spectrum s;
    s.fill(v);
    return s;
}
// Draw number `which` of a noisy look at the mixture, so bright.
inline spectrum noisy(const amounts& truth, double bright, double sigma, uint64_t which) {
    spectrum s = mixed(truth);
    for (size_t b = 0; b < bands; ++b) {
        const auto i = static_cast<uint32_t>(b);
        s[b] = bright * screen * s[b] + sigma * qiki_normal(qiki_draw(77, which, 1, 1, i / 2), static_cast<int>(i % 2));
    }
    return s;
}
inline double square(double x) { return x * x; }

TEST_CASE("Each material alone and any mixture comes out of its own spectrum, however bright it is") {
    const amounts mixtures[] = {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0},       {0, 0, 1, 0, 0},          {0, 0, 0, 1, 0},
                                {0, 0, 0, 0, 1}, {0, 0, 0, 0.25, 0.75}, {0.2, 0.2, 0.2, 0.2, 0.2}};
    for (const amounts& truth : mixtures)
        for (const double bright : {1e-3, 0.2, 3.0}) {
            const made_of m = unmixed(noisy(truth, bright, 0, 0), flat(1e-6), flat(screen));
            REQUIRE(m.known);
            CHECK(m.total == Approx(bright).epsilon(1e-6));
            for (size_t i = 0; i < materials; ++i) CHECK(m.fraction[i] == Approx(truth[i]).margin(1e-6));
        }
}

TEST_CASE("The truth lies within the standard deviations as often as it should") {
    const amounts truth{0.25, 0.2, 0.2, 0.15, 0.2};
    constexpr int n = 2000;
    constexpr double sigma = 0.02; // so small that no bound is met
    amounts sum{}, squares{};
    for (int k = 0; k < n; ++k) {
        const made_of m = unmixed(noisy(truth, 0.5, sigma, static_cast<uint64_t>(k)), flat(sigma), flat(screen));
        REQUIRE(m.known);
        double all = 0;
        for (size_t i = 0; i < materials; ++i) {
            const double off = (m.fraction[i] - truth[i]) / m.sigma[i];
            sum[i] += off, squares[i] += off * off, all += m.fraction[i];
        }
        CHECK(all == Approx(1));
    }
    for (size_t i = 0; i < materials; ++i) {
        CHECK(std::fabs(sum[i] / n) < 5 / std::sqrt(n));
        CHECK(std::fabs(squares[i] / n - 1) < 5 * std::sqrt(2.0 / n)); // variance of chi-squared with one degree
    }
}

TEST_CASE("Fractions are never below 0 nor above 1, and what is absent is rarely found beyond its standard deviation") {
    const amounts truth{0, 0, 0, 0.7, 0.3};
    int beyond = 0;
    constexpr int n = 1000;
    for (int k = 0; k < n; ++k) {
        const made_of m = unmixed(noisy(truth, 0.5, 0.2, static_cast<uint64_t>(k)), flat(0.2), flat(screen));
        REQUIRE(m.known);
        for (size_t i = 0; i < materials; ++i) {
            REQUIRE((m.fraction[i] >= 0 && m.fraction[i] <= 1));
            beyond += square(m.fraction[i] - truth[i]) > square(3 * m.sigma[i]);
        }
    }
    CHECK(beyond < 0.01 * n * materials);
}

TEST_CASE("The fit is the best there is with amounts of 0 or more") {
    for (uint64_t k = 0; k < 300; ++k) {
        const spectrum y = noisy({0.1, 0, 0.3, 0, 0.6}, 0.1, 3, k);
        const made_of m = unmixed(y, flat(3), flat(screen));
        if (!m.known) continue;
        const auto misfit = [&](const amounts& a) {
            double all = 0;
            const spectrum s = mixed(a);
            for (size_t b = 0; b < bands; ++b) all += square(y[b] - screen * s[b]);
            return all;
        };
        amounts best = m.fraction;
        for (double& a : best) a *= m.total;
        for (size_t i = 0; i < materials; ++i)
            for (const double step : {-1e-4, 1e-4}) {
                amounts other = best;
                other[i] += step;
                if (other[i] >= 0) CHECK(misfit(other) >= misfit(best) - 1e-9);
            }
    }
}

TEST_CASE("Of darkness, and of what noise drowns, nothing is said") {
    CHECK_FALSE(unmixed(flat(0), flat(0.1), flat(screen)).known);
    CHECK_FALSE(unmixed(flat(-1), flat(0.1), flat(screen)).known);
    int known = 0;
    for (uint64_t k = 0; k < 500; ++k) known += unmixed(noisy({1, 0, 0, 0, 0}, 0, 1, k), flat(1), flat(screen)).known;
    CHECK(known < 10);
}

TEST_CASE("Sunlight has the solar constant, and brightness the phase law of a diffuse sphere") {
    double all = 0;
    for (double um = 0.15; um < 30; um += 0.002) all += 0.002 * sunlight(um, 1);
    CHECK(all == Approx(1361).epsilon(0.005)); // W/m^2: IAU 2015, resolution B3
    CHECK(sunlight(1, 2) == Approx(sunlight(1, 1) / 4));
    CHECK(brightness(1) == Approx(2.0 / 3));
    CHECK(brightness(0) == Approx(2 / (3 * QIKI_PI)));
    CHECK(brightness(-1) == Approx(0).margin(1e-12));
    // Energy: the integral over all directions is that of the light that falls on the disc.
    double sphere = 0;
    constexpr int n = 20000;
    for (int i = 0; i < n; ++i) {
        const double c = -1 + 2 * (i + 0.5) / n;
        sphere += 2 * QIKI_PI * brightness(c) * 2 / n;
    }
    CHECK(sphere == Approx(QIKI_PI));
}
} // namespace unmixing
