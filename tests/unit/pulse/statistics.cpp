// SPDX-License-Identifier: MIT
// tests/unit/pulse/statistics.cpp - what happens how often: detections, false alarms, errors. Every bound holds with
// probability 1 - 1e-6 for a right radar, unless said otherwise; the seeds are fixed, so a pass stays a pass.
#include "plugins/radar/pulse/detection.hpp"
#include "world.hpp"
#include <catch2/catch.hpp>

using namespace world;

namespace {

// Share of `trials` looks at bodies 10 km away that gave a contact; staring, no false alarms.
double seen(const rig::settings& s, double trials, uint64_t seed = 7) {
    const report r = fly(with({{"scan_period", 0.0}, {"noise_alarms", false}}, s), ring(500, 10e3), trials / 500 * 0.1,
                         0.1, {.seed = seed});
    return static_cast<double>(r.contacts.size()) / trials;
}

struct moments {
    double n = 0, sum = 0, square = 0;
    void add(double x) { n += 1, sum += x, square += x * x; }
};

} // namespace

TEST_CASE("Radar frame generation: targets are detected as often as the exact formula says", "[capability]") {
    constexpr double trials = 20000;
    for (int swerling : {0, 1, 3})
        for (int n : {1, 2, 10})
            for (double snr_db : {2.0, 8.0, 13.0}) {
                const double per_pulse = snr_db - (n == 10 ? 6 : 0);
                const double p = pulse::detection(swerling, n, pulse::from_db(per_pulse), pulse::threshold(n, 1e-4));
                const double share = seen({{"swerling", int64_t{swerling}},
                                           {"pulses", int64_t{n}},
                                           {"pfa", 1e-4},
                                           {"snr_ref_db", per_pulse},
                                           {"range_ref", 10e3}},
                                          trials);
                INFO("swerling " << swerling << ", pulses " << n << ", snr " << per_pulse << " dB, pd " << p);
                CHECK(std::fabs(share - p) < binomial_bound(p, trials));
            }
}

TEST_CASE("A target too weak to be seen crosses the threshold with the false alarm probability") {
    for (int n : {1, 5})
        for (double pfa : {0.1, 0.01}) {
            const double share = seen({{"pulses", int64_t{n}}, {"pfa", pfa}, {"snr_ref_db", -100.0}}, 50000);
            INFO("pulses " << n << ", pfa " << pfa);
            CHECK(std::fabs(share - pfa) < binomial_bound(pfa, 50000));
        }
}

TEST_CASE("The strength of an echo follows range and cross-section in the plugin too") {
    constexpr double trials = 20000;
    const double t = pulse::threshold(1, 1e-4);
    for (double range_ref : {5e3, 10e3, 20e3})
        for (double rcs : {-10.0, 0.0, 5.0}) {
            const double db = 10 + rcs + 40 * std::log10(range_ref / 10e3),
                         p = pulse::detection(1, 1, pulse::from_db(db), t);
            const double share = seen({{"pfa", 1e-4}, {"snr_ref_db", 10.0}, {"range_ref", range_ref}}, trials);
            const double with_rcs = [&] {
                auto all = ring(500, 10e3);
                for (qiki_truth& b : all) b.rcs_dbsm = rcs;
                const report r = fly({{"scan_period", 0.0},
                                      {"noise_alarms", false},
                                      {"pfa", 1e-4},
                                      {"snr_ref_db", 10.0},
                                      {"range_ref", range_ref}},
                                     all, 4);
                return static_cast<double>(r.contacts.size()) / trials;
            }();
            const double p0 = pulse::detection(1, 1, pulse::from_db(db - rcs), t);
            CHECK(std::fabs(share - p0) < binomial_bound(p0, trials));
            CHECK(std::fabs(with_rcs - p) < binomial_bound(p, trials));
        }
}

TEST_CASE("A constant radar detects with the wanted probability at any range and size") {
    for (int swerling : {0, 1, 3})
        for (double pd : {0.5, 0.9}) {
            const rig::settings s = {{"model", std::string("constant")},
                                     {"pd", pd},
                                     {"swerling", int64_t{swerling}},
                                     {"scan_period", 0.0},
                                     {"noise_alarms", false}};
            for (double range : {500.0, 19e3}) {
                auto all = ring(500, range);
                for (qiki_truth& b : all) b.rcs_dbsm = range > 1e3 ? -20 : 20;
                const report r = fly(s, all, 2);
                const double share = static_cast<double>(r.contacts.size()) / 10000;
                CHECK(std::fabs(share - pd) < binomial_bound(pd, 10000));
                CHECK(r.frames.at(0).pd == Approx(pd));
                CHECK_FALSE(bool(r.contacts.at(0).valid & QIKI_CONTACT_HAS_RCS));
            }
        }
}

TEST_CASE("The pd of a frame is that of design targets spread evenly over the range") {
    std::vector<qiki_truth> all;
    for (uint64_t k = 0; k < 2000; ++k) {
        const double range = 1e3 + (20e3 - 1e3) * (static_cast<double>(k) + 0.5) / 2000;
        const qiki_sc v = qiki_sincos(static_cast<double>(k));
        all.push_back(body(k + 1, range * v.sin, range * v.cos, 0));
        all.back().rcs_dbsm = 3;
    }
    const report r = fly({{"scan_period", 0.0},
                          {"noise_alarms", false},
                          {"range_min", 1e3},
                          {"range", 20e3},
                          {"rcs_design", 3.0},
                          {"snr_ref_db", 5.0}},
                         all, 1);
    const double p = r.frames.at(0).pd, share = static_cast<double>(r.contacts.size()) / 20000;
    CHECK(p > 0.4);
    CHECK(p < 0.95);
    CHECK(std::fabs(share - p) < binomial_bound(p, 20000));
}

TEST_CASE("Errors have the published variance, no bias, and do not depend on each other") {
    for (int swerling : {0, 1}) {
        const rig::settings s = {{"scan_period", 0.0},
                                 {"noise_alarms", false},
                                 {"elevation", true},
                                 {"range_rate", true},
                                 {"swerling", int64_t{swerling}},
                                 {"pfa", 1e-3},
                                 {"snr_ref_db", 12.0},
                                 {"range_ref", 10e3},
                                 {"sigma_range", 20.0},
                                 {"sigma_bearing", 1e-3}};
        auto all = ring(500, 10e3);
        for (qiki_truth& b : all) b.pos[2] = 1000, b.vel[0] = 50;
        rig::instance radar("qiki.radar.pulse", s);
        moments each[4];
        double cross[4][4] = {}, n = 0;
        for (qiki_ns t = 0; t < 4 * second; t += second / 10) {
            for (qiki_truth& b : all) b.t = t + second / 10;
            radar.give("truth", all);
            radar.tick(t, t + second / 10);
            const auto contacts = radar.took<qiki_contact>("contacts");
            const auto origins = radar.took<qiki_origin>("origin");
            for (size_t i = 0; i < contacts.size(); ++i) {
                const qiki_truth& b = all[origins[i].entity - 1];
                const qiki_contact& c = contacts[i];
                const double ground2 = b.pos[0] * b.pos[0] + b.pos[1] * b.pos[1], range = std::sqrt(ground2 + 1e6);
                const double truth[4] = {range, std::atan2(b.pos[0], b.pos[1]), std::atan2(1000, std::sqrt(ground2)),
                                         b.pos[0] * 50 / range};
                const double var[4] = {c.cov[0], c.cov[4], c.cov[7], c.cov[9]};
                double e[4];
                for (int k = 0; k < 4; ++k) {
                    e[k] = (k == 1 ? std::remainder(c.z[k] - truth[k], 2 * QIKI_PI) : c.z[k] - truth[k]) /
                           std::sqrt(var[k]);
                    each[k].add(e[k]);
                    for (int j = 0; j < k; ++j) cross[k][j] += e[k] * e[j];
                }
                for (int k : {1, 2, 3, 5, 6, 8}) CHECK(c.cov[k] == 0);
                n += 1;
            }
        }
        REQUIRE(n > 10000);
        for (int k = 0; k < 4; ++k) {
            INFO("component " << k << ", swerling " << swerling);
            CHECK(std::fabs(each[k].sum / n) < 4.9 / std::sqrt(n));
            CHECK(std::fabs(each[k].square / n - 1) < 4.9 * std::sqrt(2 / n));
            for (int j = 0; j < k; ++j) CHECK(std::fabs(cross[k][j] / n) < 4.9 / std::sqrt(n));
        }
    }
}

TEST_CASE("Measured strength and cross-section scatter around the true ones") {
    moments snr, rcs;
    auto all = ring(500, 10e3);
    for (qiki_truth& b : all) b.rcs_dbsm = 7;
    const report r = fly({{"scan_period", 0.0},
                          {"noise_alarms", false},
                          {"swerling", int64_t{0}},
                          {"snr_ref_db", 18.0},
                          {"range_ref", 10e3},
                          {"pulses", int64_t{4}}},
                         all, 2);
    REQUIRE(r.contacts.size() == 10000);
    for (const qiki_contact& c : r.contacts) {
        CHECK((c.valid & QIKI_CONTACT_HAS_SNR) != 0);
        CHECK((c.valid & QIKI_CONTACT_HAS_RCS) != 0);
        snr.add(pulse::from_db(c.snr_db));
        rcs.add(c.rcs_dbsm);
    }
    // Y has mean N (1 + S) and variance N (1 + 2 S), so the measured S has the variance (1 + 2 S) / N.
    const double s = pulse::from_db(25), sigma = std::sqrt((1 + 2 * s) / 4 / snr.n);
    CHECK(std::fabs(snr.sum / snr.n - s) < 4.9 * sigma);
    CHECK(std::fabs(rcs.sum / rcs.n - 7) < 0.05);
}

TEST_CASE("Clutter is Poisson in number, even over range and bearing, and its density is published") {
    const rig::settings s = {{"clutter", 40.0}, {"noise_alarms", false}, {"range_min", 1e3},
                             {"range", 20e3},   {"scan_period", 1.0},    {"sectors", int64_t{4}}};
    rig::instance radar("qiki.radar.pulse", s);
    const report r = fly(radar, {}, 0, 500 * second, second);
    const double frames = static_cast<double>(r.frames.size()), n = static_cast<double>(r.contacts.size());
    REQUIRE(frames == 2000);
    CHECK(std::fabs(n - 20000) < 4.9 * std::sqrt(20000.0));
    moments count;
    double expected = 0;
    for (const qiki_frame& f : r.frames) {
        count.add(f.count);
        expected += f.clutter_density * (f.range[1] - f.range[0]) * (f.bearing[1] - f.bearing[0]);
    }
    CHECK(expected == Approx(20000).epsilon(1e-9));
    // Index of dispersion: (n - 1) s^2 / mean is chi-square with n - 1 degrees of freedom.
    const double mean = count.sum / count.n, variance = (count.square - count.n * mean * mean) / (count.n - 1);
    CHECK(std::fabs(variance / mean - 1) < 4.9 * std::sqrt(2 / (count.n - 1)));
    double cells[10][10] = {};
    for (size_t i = 0; i < r.contacts.size(); ++i) {
        const qiki_contact& c = r.contacts[i];
        CHECK(c.z[0] >= 1e3);
        CHECK(c.z[0] <= 20e3);
        CHECK(r.origins[i].cause == QIKI_CAUSE_CLUTTER);
        CHECK(r.origins[i].entity == 0);
        const auto a = std::min<size_t>(9, static_cast<size_t>((c.z[0] - 1e3) / 1.9e3));
        const auto b = std::min<size_t>(9, static_cast<size_t>(c.z[1] / (2 * QIKI_PI) * 10));
        cells[a][b] += 1;
    }
    double chi2 = 0;
    for (const auto& row : cells)
        for (double k : row) chi2 += (k - n / 100) * (k - n / 100) / (n / 100);
    CHECK(chi2 < 180); // chi-square, 99 degrees of freedom: exceeded with probability 1e-6
    CHECK(chi2 > 45);
}

TEST_CASE("Noise crosses the threshold pfa times per resolution cell, and as weakly as noise does") {
    for (int n : {1, 8}) {
        const rig::settings s = {{"pfa", 1e-3},       {"pulses", int64_t{n}}, {"resolution", 100.0},
                                 {"beamwidth", 0.05}, {"scan_period", 0.0},   {"range_min", 1e3},
                                 {"range", 11e3}};
        const report r = fly(s, {}, 100);
        const double mean = 1e-3 * 100 * (2 * QIKI_PI / 0.05) * 1000, found = static_cast<double>(r.contacts.size());
        CHECK(std::fabs(found - mean) < 4.9 * std::sqrt(mean));
        // Half of them lie below the threshold of half the pfa.
        const double half = pulse::to_db(pulse::threshold(n, 0.5e-3) / n - 1),
                     least = pulse::to_db(pulse::threshold(n, 1e-3) / n - 1);
        double below = 0;
        for (size_t i = 0; i < r.contacts.size(); ++i) {
            CHECK(r.origins[i].cause == QIKI_CAUSE_NOISE);
            CHECK(r.contacts[i].snr_db >= least - 1e-9);
            below += r.contacts[i].snr_db < half;
        }
        CHECK(std::fabs(below / found - 0.5) < binomial_bound(0.5, found));
        CHECK(r.frames.at(0).clutter_density == Approx(mean / 1000 / (10e3 * 2 * QIKI_PI)));
    }
}

TEST_CASE("The density of false contacts counts in all components that are measured") {
    const rig::settings s = {{"clutter", 60.0},       {"noise_alarms", false}, {"elevation", true},
                             {"elevation_min", -0.1}, {"elevation_max", 0.4},  {"range_rate", true},
                             {"clutter_speed", 25.0}, {"range_min", 1e3},      {"range", 20e3},
                             {"scan_period", 0.0},    {"azimuth_width", 1.0}};
    const report r = fly(s, {}, 20);
    CHECK(r.frames.at(0).clutter_density == Approx(60 / (19e3 * 1.0 * 0.5 * 50)));
    CHECK(r.frames[0].clutter_kind == QIKI_POLAR);
    CHECK(std::fabs(static_cast<double>(r.contacts.size()) - 12000) < 4.9 * std::sqrt(12000.0));
    moments up, speed;
    for (const qiki_contact& c : r.contacts) {
        CHECK(std::fabs(std::remainder(c.z[1], 2 * QIKI_PI)) <= 0.5);
        CHECK((c.z[2] >= -0.1 && c.z[2] <= 0.4));
        CHECK(std::fabs(c.z[3]) <= 25);
        up.add(c.z[2]), speed.add(c.z[3]);
    }
    CHECK(std::fabs(up.sum / up.n - 0.15) < 4.9 * 0.5 / std::sqrt(12 * up.n));
    CHECK(std::fabs(speed.sum / speed.n) < 4.9 * 50 / std::sqrt(12 * speed.n));
}
