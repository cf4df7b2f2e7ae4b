// SPDX-License-Identifier: MIT
// tests/unit/sensors/statistics.cpp - the errors are as large as asked for, and of the colour asked for. Every bound
// holds with probability above 1 - 1e-6 for a right sensor; the seeds are fixed, so a pass stays a pass.
#include "ride.hpp"
#include <numeric>

using namespace ride;

namespace {
struct moments {
    double mean = 0, variance = 0;
};
moments of(const std::vector<double>& x) {
    moments m;
    for (double v : x) m.mean += v / static_cast<double>(x.size());
    for (double v : x) m.variance += (v - m.mean) * (v - m.mean) / static_cast<double>(x.size() - 1);
    return m;
}
std::vector<double> axis(const std::vector<qiki_sample>& all, int i) {
    std::vector<double> x;
    for (const qiki_sample& s : all)
        if (s.label == QIKI_LABEL_OK) x.push_back(s.v[i]);
    return x;
}
// Allan variance over clusters of m samples, without overlap (IEEE Std 952-1997, annex C).
double allan(const std::vector<double>& x, size_t m) {
    std::vector<double> mean;
    for (size_t i = 0; i + m <= x.size(); i += m)
        mean.push_back(std::accumulate(x.begin() + static_cast<long>(i), x.begin() + static_cast<long>(i + m), 0.0) /
                       static_cast<double>(m));
    double sum = 0;
    for (size_t i = 1; i < mean.size(); ++i) sum += (mean[i] - mean[i - 1]) * (mean[i] - mean[i - 1]);
    return sum / (2 * static_cast<double>(mean.size() - 1));
}
double correlation(const std::vector<double>& x, size_t lag) {
    double a = 0, b = 0;
    for (size_t i = 0; i + lag < x.size(); ++i) a += x[i] * x[i + lag], b += x[i] * x[i];
    return a / b;
}
} // namespace

TEST_CASE("White noise follows its density at any rate, and averages out by the root of time") {
    for (double rate : {0.0, 50.0, 10.0}) {
        trip t("qiki.sensor.imu", with(ideal_imu(), {{"rate", rate}, {"gyro_noise", 1e-3}, {"force_noise", 2e-2}}));
        const size_t ticks = rate == 0 ? 20000 : rate == 50 ? 40000 : 100000;
        const double dt = rate == 0 ? 0.01 : 1 / rate, n = rate == 0 || rate == 50 ? 20000 : 10000;
        const auto x = axis(t.channel(0, ticks), 1);
        REQUIRE(x.size() == static_cast<size_t>(n));
        const double expected = 1e-6 / dt;
        const moments m = of(x);
        CHECK(std::fabs(m.mean) < 5 * std::sqrt(expected / n));
        CHECK(std::fabs(m.variance / expected - 1) < 5 * std::sqrt(2 / n));
        for (size_t cluster : {size_t{1}, size_t{10}, size_t{100}}) { // slope -1/2 of the deviation
            // The variance of an Allan variance of white noise is 3 / clusters of its square, for many of them.
            const double clusters = n / static_cast<double>(cluster);
            INFO("rate " << rate << ", cluster " << cluster);
            CHECK(std::fabs(allan(x, cluster) * static_cast<double>(cluster) / expected - 1) <
                  5.5 * std::sqrt(3 / clusters));
        }
    }
}

TEST_CASE("The axes and the devices err each by itself") {
    trip t("qiki.sensor.imu", with(ideal_imu(), {{"gyro_noise", 1e-3}, {"force_noise", 1e-3}}));
    std::vector<std::vector<double>> x(6);
    for (int i = 0; i < 20000; ++i) {
        const auto both = t.tick();
        if (i == 0) continue;
        for (size_t c = 0; c < 2; ++c)
            for (size_t k = 0; k < 3; ++k) x[3 * c + k].push_back(both[c].v[k] - (c == 1 && k == 2 ? 9.80665 : 0));
    }
    for (size_t a = 0; a < 6; ++a)
        for (size_t b = 0; b < a; ++b) {
            double sum = 0;
            for (size_t i = 0; i < x[a].size(); ++i) sum += x[a][i] * x[b][i];
            CHECK(std::fabs(sum / static_cast<double>(x[a].size()) / 1e-4) < 5.5 / std::sqrt(19999.0));
        }
}

TEST_CASE("What wanders has its spread and its correlation time") {
    // 100000 samples over 1000 correlation times: the variance of the mean square is 2 sigma^4 tau / T (Bendat, Piersol
    // 2010, "Random data", eq. 8.54), so sigma 4.5 %; correlations at one tau err by less.
    trip t("qiki.sensor.gnss", with(ideal_gnss(), {{"drift_horizontal", 2.0}, {"drift_time", 1.0}}));
    const auto x = axis(t.channel(0, 100000), 0);
    double square = 0;
    for (double v : x) square += v * v / static_cast<double>(x.size());
    CHECK(std::fabs(square / 4 - 1) < 0.25);
    CHECK(std::fabs(correlation(x, 100) - std::exp(-1)) < 0.15);
    CHECK(std::fabs(correlation(x, 10) - std::exp(-0.1)) < 0.05);
    const double rise = allan(x, 10) / allan(x, 1); // what wanders grows with time at first, where noise would fall
    CHECK(rise > 3);
}

TEST_CASE("The drift is there from the first sample on, as wide as later, so are the errors a device is born with") {
    // 2000 devices: a variance errs by sqrt(2 / 2000) = 3.2 %; 0.16 is five of those.
    std::vector<double> wander, bias, scale;
    for (uint64_t seed = 0; seed < 2000; ++seed) {
        const auto first = [&](const char* key, double v, const motion& m) {
            trip t("qiki.sensor.imu", with(ideal_imu(), {{key, v}}), m, 10 * ms, {.seed = seed});
            return t.tick()[0].v[2];
        };
        wander.push_back(first("gyro_drift", 0.1, at_rest));
        bias.push_back(first("gyro_bias", 0.1, at_rest));
        scale.push_back(first("gyro_scale", 0.1,
                              [](double at) {
                                  qiki_truth b = at_rest(at);
                                  b.rate[2] = 3;
                                  return b;
                              }) /
                            3 -
                        1);
    }
    for (const auto* x : {&wander, &bias, &scale}) {
        const moments m = of(*x);
        CHECK(std::fabs(m.variance / 0.01 - 1) < 0.16);
        CHECK(std::fabs(m.mean) < 5 * 0.1 / std::sqrt(2000.0));
    }
}

TEST_CASE("A bias stays, an error of scale grows with what is measured") {
    trip t("qiki.sensor.imu", with(ideal_imu(), {{"gyro_bias", 0.1}, {"gyro_scale", 0.1}}), [](double at) {
        qiki_truth b = at_rest(at);
        b.rate[0] = at > 1 ? 2 : at > 0.5 ? 1 : 0;
        return b;
    });
    const auto x = axis(t.channel(0, 150), 0);
    CHECK(x[0] == x[40]);
    CHECK(x[0] != 0);
    CHECK(x[120] - x[70] == Approx(x[70] - x[10]));
    CHECK(x[70] - x[10] != Approx(1));
}

TEST_CASE("Fixes err as their stated accuracy says") {
    trip t("qiki.sensor.gnss", {{"rate", 0.0}, {"drift_time", 0.05}});
    std::vector<double> x[3];
    double stated[3] = {};
    for (int i = 0; i < 20000; ++i) {
        const auto all = t.tick();
        for (size_t k = 0; k < 3; ++k) x[k].push_back(all[0].v[k]), stated[k] = all[2].v[k == 2];
    }
    for (size_t k = 0; k < 3; ++k) CHECK(std::fabs(of(x[k]).variance / (stated[k] * stated[k]) - 1) < 0.15);
}
