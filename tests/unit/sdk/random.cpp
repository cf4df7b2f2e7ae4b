// SPDX-License-Identifier: MIT
// tests/unit/sdk/random.cpp - published answers of Philox and AS 241, and the distributions against their exact
// probabilities.
#include "qiki/random.h"
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <vector>

namespace {
constexpr uint64_t key = 0x0123456789ABCDEF;
qiki_bits draw(uint32_t i) { return qiki_draw(key, i, 1, 2, 3); }

// Chi-square of counts against expected ones; cells with fewer than 10 expected are joined to their left neighbour.
double chi_square(std::vector<double> seen, std::vector<double> expected, size_t* cells) {
    for (size_t i = expected.size() - 1; i > 0; --i)
        if (expected[i] < 10) {
            expected[i - 1] += expected[i], seen[i - 1] += seen[i];
            expected.erase(expected.begin() + static_cast<long>(i)), seen.erase(seen.begin() + static_cast<long>(i));
        }
    double sum = 0;
    for (size_t i = 0; i < seen.size(); ++i) sum += (seen[i] - expected[i]) * (seen[i] - expected[i]) / expected[i];
    *cells = seen.size();
    return sum;
}
// Whether chi-square with f degrees of freedom lies below its 1 - 3e-5 point (Wilson, Hilferty 1931).
bool plausible(double x, double f) {
    const double c = 2 / (9 * f);
    return x < f * std::pow(1 - c + 4 * std::sqrt(c), 3);
}
} // namespace

TEST_CASE("Philox gives the answers of its authors") {
    // kat_vectors of Random123, philox4x32 10.
    const auto equal = [](qiki_bits got, std::array<uint32_t, 4> want) {
        return std::equal(want.begin(), want.end(), got.v);
    };
    CHECK(equal(qiki_philox(0, 0, {{0, 0, 0, 0}}), {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    CHECK(equal(qiki_philox(~0u, ~0u, {{~0u, ~0u, ~0u, ~0u}}), {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    CHECK(equal(qiki_philox(0xa4093822, 0x299f31d0, {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}),
                {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST_CASE("Every part of an address changes the draw") {
    std::set<std::array<uint32_t, 4>> all;
    const auto add = [&](qiki_bits b) { all.insert({b.v[0], b.v[1], b.v[2], b.v[3]}); };
    add(qiki_draw(1, 2, 3, 4, 5));
    add(qiki_draw(1ull << 40, 2, 3, 4, 5));
    add(qiki_draw(1, 3, 3, 4, 5));
    add(qiki_draw(1, 2 | 1ull << 47, 3, 4, 5));
    add(qiki_draw(1, 2, 4, 4, 5));
    add(qiki_draw(1, 2, 3 | 1ull << 63, 4, 5));
    add(qiki_draw(1, 2, 3, 5, 5));
    add(qiki_draw(1, 2, 3, 0x8004, 5));
    add(qiki_draw(1, 2, 3, 4, 6));
    CHECK(all.size() == 9);
    CHECK(qiki_rng_key(7, "nose") != qiki_rng_key(8, "nose"));
    CHECK(qiki_rng_key(7, "nose") != qiki_rng_key(7, "tail"));
}

TEST_CASE("Uniforms keep to their ends") {
    const qiki_bits zeros = {{0, 0, 0, 0}}, ones = {{~0u, ~0u, ~0u, ~0u}};
    CHECK(qiki_uniform(zeros, 0) == 0);
    CHECK(qiki_uniform(ones, 1) == 1 - 0x1p-53);
    CHECK(qiki_uniform_open(zeros, 0) == 0x1p-53);
    CHECK(qiki_uniform_open(ones, 1) == 1 - 0x1p-53);
}

TEST_CASE("Bounded integers are even, reach both ends, and 0 gives 0") {
    const qiki_bits zeros = {{0, 0, 0, 0}}, ones = {{~0u, ~0u, ~0u, ~0u}};
    for (uint32_t n : {1u, 2u, 10u, 0x80000001u, 0xFFFFFFFFu}) {
        CHECK(qiki_below(zeros, n) == 0);
        CHECK(qiki_below(ones, n) == n - 1);
    }
    CHECK(qiki_below(ones, 0) == 0);
    for (uint32_t n : {3u, 10u, 257u}) {
        std::vector<double> seen(n), expected(n, 200000.0 / n);
        for (uint32_t i = 0; i < 200000; ++i) ++seen.at(qiki_below(draw(i), n));
        size_t cells;
        const double x = chi_square(seen, expected, &cells);
        CHECK(plausible(x, n - 1.0));
    }
    // Near 2^31, where a single multiply of 32 bits would give some values twice as often: the upper half is drawn half
    // the time.
    double upper = 0;
    for (uint32_t i = 0; i < 100000; ++i) upper += qiki_below(draw(i), 0xC0000000u) % 3 == 0;
    CHECK(std::abs(upper - 100000 / 3.0) < 4 * std::sqrt(100000 * 2 / 9.0));
}

TEST_CASE("Normal quantiles are those published with AS 241, and invert the distribution function") {
    CHECK(qiki_normal_quantile(0.25) == Approx(-0.6744897501960817).epsilon(1e-15));
    CHECK(qiki_normal_quantile(0.001) == Approx(-3.090232306167814).epsilon(1e-15));
    CHECK(qiki_normal_quantile(1e-20) == Approx(-9.262340089798408).epsilon(1e-15));
    CHECK(qiki_normal_quantile(0.5) == 0);
    for (int i = 1; i < 1000; ++i) {
        const double p = i / 1000.0;
        CHECK(0.5 * std::erfc(-qiki_normal_quantile(p) / std::sqrt(2.0)) == Approx(p).epsilon(1e-13));
    }
    double last = qiki_normal_quantile(0x1p-53);
    for (int i = 1; i <= 4000; ++i) {
        const double x = qiki_normal_quantile(i / 4001.0);
        CHECK(x > last);
        last = x;
    }
}

TEST_CASE("Normal variates: finite for every draw, antithetic, and distributed as they should") {
    const qiki_bits zeros = {{0, 0, 0, 0}}, ones = {{~0u, ~0u, ~0u, ~0u}};
    CHECK(qiki_normal(zeros, 0) == Approx(-8.2095361516013).epsilon(1e-12));
    CHECK(qiki_normal(ones, 1) == -qiki_normal(zeros, 1));
    constexpr uint32_t n = 200000;
    std::vector<double> all;
    double cross = 0, moment[5] = {};
    for (uint32_t i = 0; i < n; ++i) {
        const qiki_bits b = draw(i);
        qiki_bits opposite = b;
        for (uint32_t& w : opposite.v) w = ~w;
        const double x = qiki_normal(b, 0), y = qiki_normal(b, 1);
        if (i < 1000) CHECK(qiki_normal(opposite, 0) == -x);
        cross += x * y;
        for (double v : {x, y}) {
            double power = 1;
            for (double& m : moment) m += power, power *= v;
            all.push_back(v);
        }
    }
    const double N = 2.0 * n;
    CHECK(std::abs(moment[1] / N) < 4 / std::sqrt(N));
    CHECK(std::abs(moment[2] / N - 1) < 4 * std::sqrt(2 / N));
    CHECK(std::abs(moment[3] / N) < 4 * std::sqrt(15 / N));
    CHECK(std::abs(moment[4] / N - 3) < 4 * std::sqrt(96 / N));
    CHECK(std::abs(cross / n) < 4 / std::sqrt(double(n)));
    std::sort(all.begin(), all.end());
    double worst = 0; // Kolmogorov, Smirnov
    for (size_t i = 0; i < all.size(); ++i)
        worst =
            std::max(worst, std::abs(0.5 * std::erfc(-all[i] / std::sqrt(2.0)) - (static_cast<double>(i) + 0.5) / N));
    CHECK(worst * std::sqrt(N) < 2.23); // 1e-4
}

TEST_CASE("Exponential variates are positive, with mean 1 and the right tail") {
    const qiki_bits ones = {{~0u, ~0u, ~0u, ~0u}};
    CHECK(qiki_exponential(ones, 0) > 0);
    double sum = 0, beyond = 0;
    for (uint32_t i = 0; i < 100000; ++i) {
        const double x = qiki_exponential(draw(i), 1);
        sum += x, beyond += x > 3;
    }
    CHECK(std::abs(sum / 1e5 - 1) < 4 / std::sqrt(1e5));
    CHECK(std::abs(beyond / 1e5 - std::exp(-3.0)) < 4 * std::sqrt(std::exp(-3.0) / 1e5));
}

TEST_CASE("Poisson variates have the exact probabilities, by inversion and by rejection") {
    for (double mean : {0.05, 1.0, 4.0, 9.99, 10.0, 12.5, 40.0, 300.0}) {
        constexpr uint32_t n = 100000;
        const size_t top = static_cast<size_t>(mean + 12 * std::sqrt(mean) + 20);
        std::vector<double> seen(top), expected(top);
        for (uint32_t i = 0; i < n; ++i) seen.at(std::min<size_t>(qiki_poisson(key, i, 5, 6, mean), top - 1)) += 1;
        for (size_t k = 0; k < top; ++k)
            expected[k] =
                n * std::exp(static_cast<double>(k) * std::log(mean) - mean - std::lgamma(static_cast<double>(k) + 1));
        // Join thin cells at the left end too.
        size_t left = 0;
        while (expected[left] < 10) expected[left + 1] += expected[left], seen[left + 1] += seen[left], ++left;
        size_t cells;
        const double x = chi_square({seen.begin() + static_cast<long>(left), seen.end()},
                                    {expected.begin() + static_cast<long>(left), expected.end()}, &cells);
        INFO("mean " << mean << ", chi-square " << x << " in " << cells << " cells");
        CHECK(plausible(x, static_cast<double>(cells) - 1));
    }
}

TEST_CASE("Poisson: large means, and what lies outside the domain") {
    double sum = 0, square = 0;
    for (uint32_t i = 0; i < 20000; ++i) {
        const double d = (qiki_poisson(key, i, 7, 8, 1e9) - 1e9) / std::sqrt(1e9);
        sum += d, square += d * d;
    }
    CHECK(std::abs(sum / 2e4) < 4 / std::sqrt(2e4));
    CHECK(std::abs(square / 2e4 - 1) < 4 * std::sqrt(2 / 2e4));
    for (double mean : {0.0, -1.0, std::nan("")}) CHECK(qiki_poisson(key, 1, 2, 3, mean) == 0);
    CHECK(qiki_poisson(key, 1, 2, 3, 1e300) == qiki_poisson(key, 1, 2, 3, 1e9));
}

TEST_CASE("What one purpose draws does not move with the means or counts of another") {
    const uint32_t before = qiki_poisson(key, 1, 2, 3, 50);
    (void)qiki_poisson(key, 1, 2, 4, 1e6);
    CHECK(qiki_poisson(key, 1, 2, 3, 50) == before);
    CHECK(qiki_normal(qiki_draw(key, 1, 2, 5, 0), 0) != qiki_normal(qiki_draw(key, 1, 3, 5, 0), 0));
}
