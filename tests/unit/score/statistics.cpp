// SPDX-License-Identifier: MIT
// tests/unit/score/statistics.cpp - quantiles, bands, bounds and paired tests against known values.
#include "score/bound.hpp"
#include "score/consistency.hpp"
#include "score/efficiency.hpp"
#include "score/paired.hpp"
#include <catch2/catch.hpp>
#include <random>

using namespace qiki::score;

TEST_CASE("chi-square and Student quantiles are those of the tables") {
    CHECK(chi_square_quantile(0.95, 1) == Approx(3.841458820694124).epsilon(1e-12));
    CHECK(chi_square_quantile(0.95, 2) == Approx(5.991464547107979).epsilon(1e-12));
    CHECK(chi_square_quantile(0.025, 10) == Approx(3.246972780236842).epsilon(1e-12));
    CHECK(chi_square_quantile(0.975, 400) == Approx(457.305481966065).epsilon(1e-12));
    CHECK(student_quantile(0.95, 1) == Approx(1 / qiki_tan(0.025 * QIKI_PI)).epsilon(1e-12)); // Cauchy
    CHECK(student_quantile(0.95, 2) == Approx(0.95 * std::sqrt(2 / (4 * 0.975 * 0.025))).epsilon(1e-12));
    CHECK(student_quantile(0.95, 9) == Approx(2.2621571628).epsilon(1e-10));
    CHECK(student_quantile(0.99, 49) == Approx(2.6799519736).epsilon(1e-10));
    CHECK(student_tails(student_quantile(0.95, 9), 9) == Approx(0.05).epsilon(1e-12));
    CHECK(student_tails(-2.5, 9) == student_tails(2.5, 9));
    for (const double degrees : {1.0, 2.0, 5.5, 40.0, 1e5})
        for (const double p : {0.001, 0.3, 0.5, 0.9, 0.9999})
            CHECK(chi_square_probability(chi_square_quantile(p, degrees), degrees) == Approx(p).epsilon(1e-9));
    CHECK_THROWS_AS(chi_square_quantile(0, 1), std::invalid_argument);
    CHECK_THROWS_AS(chi_square_quantile(0.5, 0), std::invalid_argument);
    CHECK_THROWS_AS(student_quantile(1, 3), std::invalid_argument);
}

TEST_CASE("bands of the mean of a hundred runs") {
    struct row {
        size_t dims;
        double low, high;
    };
    for (const row& r : {row{4, 3.465, 4.573}, row{2, 1.627, 2.411}, row{6, 5.340, 6.698}}) {
        const band b = consistency_band(100, 100 * r.dims, 0.95);
        CHECK(b.low == Approx(r.low).margin(5e-4));
        CHECK(b.high == Approx(r.high).margin(5e-4));
    }
}

TEST_CASE("a normalised squared error by hand") {
    CHECK(*normalised_squared(3, 4, {1, 0, 1}) == 25);
    CHECK(*normalised_squared(3, 4, {9, 0, 16}) == 2);
    CHECK(*normalised_squared(1, 0, {2, 1, 2}) == Approx(2.0 / 3));
    CHECK_FALSE(normalised_squared(1, 0, {1, 1, 1}));  // singular
    CHECK_FALSE(normalised_squared(1, 0, {-1, 0, 1})); // no variance
    CHECK_FALSE(normalised_squared(1, 0, {std::nan(""), 0, 1}));
}

TEST_CASE("errors as large as said are inside their bands, larger ones are not") {
    std::mt19937_64 bits(3);
    std::normal_distribution<double> normal;
    consistency_book honest, boastful;
    for (int run = 0; run < 50; ++run)
        for (int k = 0; k < 200; ++k) {
            const double e = normal(bits), n = normal(bits);
            honest.add(k, *normalised_squared(2 * e, n, {4, 0, 1}), 2);
            boastful.add(k, *normalised_squared(2 * e, n, {2, 0, 0.5}), 2);
        }
    const consistency_marks a = honest.result(), b = boastful.result();
    CHECK(a.count == 10000);
    CHECK(a.expected == 2);
    CHECK(a.all->holds(*a.mean));
    CHECK(*a.inside > 0.9);
    CHECK(*a.gated == Approx(0.95).margin(0.01));
    CHECK_FALSE(b.all->holds(*b.mean));
    CHECK(*b.inside < 0.1);
    CHECK_FALSE(consistency_book().result().mean);
}

TEST_CASE("innovations of several dimensions share a band") {
    consistency_book b;
    b.add(0, 3, 3), b.add(0, 1, 1);
    const consistency_marks m = b.result();
    CHECK(m.mean == 2);
    CHECK(m.expected == 2);
    CHECK(m.all->low == Approx(chi_square_quantile(0.025, 4) / 2));
}

TEST_CASE("the bound of a straight path without process noise is that of a regression") {
    std::vector<path_point> path;
    for (int k = 0; k < 10; ++k) path.push_back({2.0 * k, {100.0 * k, 0}});
    const auto b = position_bound(path, {{.sigma_xy = 3, .pd = 1}, 0, 1e4, 0});
    for (size_t n = 2; n <= 10; ++n) {
        const auto looks = static_cast<double>(n);
        CHECK(b[n - 1] == Approx(2 * 9 * 2 * (2 * looks - 1) / (looks * (looks + 1))).epsilon(1e-6));
    }
}

TEST_CASE("the bound settles at the solution of the Riccati equation") {
    std::vector<path_point> path;
    for (int k = 0; k < 200; ++k) path.push_back({1.0 * k, {}});
    CHECK(position_bound(path, {{.sigma_xy = 1, .pd = 1}, 0.02, 100, 0})[199] / 2 == Approx(0.41246871).epsilon(1e-7));
}

TEST_CASE("the bound of a polar radar is that of another program") {
    std::vector<path_point> path;
    for (int k = 0; k < 60; ++k) path.push_back({4.0 * k, {20000 + 170 * 4.0 * (k - 30), 25000}});
    bound_model m{{.polar = true, .sigma_range = 30, .sigma_bearing = 0.3 * QIKI_PI / 180, .pd = 1}, 0.5, 100, 4};
    const auto rounded = [](double v) { return std::round(10 * std::sqrt(v)) / 10; };
    auto b = position_bound(path, m);
    CHECK(rounded(b[9]) == 80.7);
    CHECK(rounded(b[29]) == 80.0);
    CHECK(rounded(b[59]) == 107.0);
    m.sensor.pd = 0.9;
    b = position_bound(path, m);
    CHECK(rounded(b[9]) == 84.8);
    CHECK(rounded(b[29]) == 83.3);
    CHECK(rounded(b[59]) == 111.4);
    // A path with points between the looks has the same bound at the looks.
    std::vector<path_point> fine;
    for (int k = 0; k < 60 * 8; ++k) fine.push_back({0.5 * k, {20000 + 170 * 0.5 * (k - 240), 25000}});
    CHECK(position_bound(fine, m)[9 * 8] == Approx(b[9]).epsilon(1e-9));
    CHECK(position_bound(fine, m)[9 * 8 + 4] > b[9]);
    m.sensor.at = {20000, 25000}; // over the radar
    CHECK(std::isfinite(position_bound(path, m)[30]));
    m.sensor.sigma_range = 0;
    CHECK_THROWS_AS(position_bound(path, m), std::invalid_argument);
}

TEST_CASE("a range rate tells the speed along the line of sight, and the bound knows") {
    // Straight away from the radar along y: the rate is vy alone, so y is a filter of position and speed, x one of
    // position. Joint information of n looks without process noise, by hand: sums of 1, t and t^2 over their variances.
    std::vector<path_point> path;
    const double speed = 100, sigma = 5, rate = 0.5, wide = 1e-3;
    for (int k = 0; k < 8; ++k) path.push_back({2.0 * k, {0, 1e4 + speed * 2.0 * k}, point{0, speed}});
    bound_model m{{.polar = true, .sigma_range = sigma, .sigma_bearing = wide, .pd = 1}, 0, 1e4, 0};
    const double without = position_bound(path, m)[7];
    m.sensor.sigma_range_rate = rate;
    const double with = position_bound(path, m)[7];
    double s0 = 0, s1 = 0, s2 = 0;
    for (int k = 0; k < 8; ++k) { // about the last look
        const double t = 2.0 * k - 14;
        s0 += 1 / (sigma * sigma), s1 += t / (sigma * sigma), s2 += t * t / (sigma * sigma);
    }
    const double unaided = s2 / (s0 * s2 - s1 * s1), helped = s2 + 8 / (rate * rate);
    CHECK(without - with == Approx(unaided - helped / (s0 * helped - s1 * s1)).epsilon(1e-3));
    CHECK(without - with > 1);
    path[3].velocity.reset();
    CHECK_THROWS_AS(position_bound(path, m), std::invalid_argument);
}

TEST_CASE("a Kalman filter with the right model reaches the bound") {
    const double q = 0.1, sigma = 2;
    std::mt19937_64 bits(17);
    std::normal_distribution<double> normal;
    efficiency_book book({{.sigma_xy = sigma, .pd = 1}, q, 100, 1}, 10);
    const auto run_once = [&](double gain_error) {
        book.begin_run();
        // Each axis alone; the optimal gains follow from the covariance, gain_error spoils them.
        double x[2] = {0, 0}, v[2] = {3, -2}, m[2], w[2] = {0, 0}, pxx = sigma * sigma, pxv = 0, pvv = 1e4;
        for (int a = 0; a < 2; ++a) m[a] = x[a] + sigma * normal(bits);
        for (int k = 0; k < 60; ++k) {
            if (k > 0) {
                for (int a = 0; a < 2; ++a) {
                    const double e = normal(bits), f = normal(bits);
                    x[a] += v[a] + std::sqrt(q / 3) * e;
                    v[a] += std::sqrt(q) * (std::sqrt(0.75) * e + 0.5 * f);
                }
                pxx += 2 * pxv + pvv + q / 3, pxv += pvv + q / 2, pvv += q;
                const double s = pxx + sigma * sigma, kx = pxx / s * gain_error, kv = pxv / s;
                for (int a = 0; a < 2; ++a) {
                    m[a] += w[a];
                    const double nu = x[a] + sigma * normal(bits) - m[a];
                    m[a] += kx * nu, w[a] += kv * nu;
                }
                pvv -= pxv / s * pxv, pxv -= pxx / s * pxv, pxx -= pxx / s * pxx;
            }
            sighted truth, track;
            truth.place = {1, {x[0], x[1]}}, track.place = {2, {m[0], m[1]}};
            book.add(k, {1.0 * k, {truth}, {track}, {0}, {0}});
        }
    };
    for (int n = 0; n < 300; ++n) run_once(1);
    const efficiency_marks good = book.result();
    CHECK(good.pairs == 300 * 50);
    CHECK(*good.ratio == Approx(1).margin(0.03));
    book = efficiency_book({{.sigma_xy = sigma, .pd = 1}, q, 100, 1}, 10);
    for (int n = 0; n < 300; ++n) run_once(0.4);
    CHECK(*book.result().ratio > 1.1);
}

TEST_CASE("paired differences: a worked example") {
    const std::vector<double> a = {30, 31, 34, 40, 36, 35, 34, 30, 28, 29},
                              b = {30, 31, 32, 38, 32, 31, 32, 29, 28, 30};
    const auto d = paired_test(a, b); // differences 0 0 2 2 4 4 2 1 0 -1: mean 1.4, deviation 1.7127
    REQUIRE(d);
    CHECK(d->of.mean == Approx(1.4));
    CHECK(*d->of.deviation == Approx(1.712697677155350).epsilon(1e-12));
    CHECK(d->t == Approx(2.584921310565987).epsilon(1e-12));
    CHECK(d->p == Approx(0.029457853822895).epsilon(1e-10));
    CHECK(*d->of.half == Approx(1.2251901111620092).epsilon(1e-10));
    CHECK(paired_test(b, a)->p == d->p);
    CHECK(paired_test(a, a)->p == 1);
    CHECK_FALSE(paired_test(std::vector<double>{1}, std::vector<double>{2}));
    CHECK_THROWS_AS(paired_test(a, std::vector<double>{1}), std::invalid_argument);
    const std::vector<double> shifted = {31, 32, 35, 41, 37, 36, 35, 31, 29, 30};
    CHECK(paired_test(shifted, a)->p == 0); // one more, every time
}

TEST_CASE("Holm's method raises the least p most, and never changes the order") {
    const std::vector<double> p = holm(std::vector<double>{0.01, 0.04, 0.03, 0.005});
    CHECK(p[0] == Approx(0.03));
    CHECK(p[1] == Approx(0.06));
    CHECK(p[2] == Approx(0.06));
    CHECK(p[3] == Approx(0.02));
    CHECK(holm(std::vector<double>{0.9, 0.8})[0] == 1);
    CHECK(holm({}).empty());
}
