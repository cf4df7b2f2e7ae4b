// SPDX-License-Identifier: MIT
// tests/unit/trackers/properties/covariance.cpp - of every tracker that has one: the covariance stays positive definite
// however long it runs, however sharp the radar is and whatever it does not measure.
#include "every.hpp"

using namespace every;

namespace {
struct sensor_kind {
    const char* name;
    bool plane, rate, elevation;
    std::array<double, 4> sigma;
};
constexpr std::array<sensor_kind, 4> kinds{{
    {"a plane, sharp in range", true, false, false, {0.5, 0.01, 0, 0}},
    {"a plane, with range rate", true, true, false, {30, 0.001, 0, 0.1}},
    {"space, range and bearing alone", false, false, false, {30, 0.001, 0, 0}},
    {"space, all four, sharp", false, true, true, {0.5, 1e-5, 1e-5, 0.01}},
}};

// Smallest pivot of the correlations of the state (of what is known of it), by Cholesky; not positive: not definite.
double least_pivot(const qiki_track& r) {
    std::vector<size_t> rows;
    for (size_t i = 0; i < (r.valid & QIKI_TRACK_HAS_VELOCITY ? 6u : 3u); ++i)
        if (r.state_dims == 3 || i % 3 != 2) rows.push_back(i);
    const auto p = [&](size_t i, size_t j) {
        if (i > j) std::swap(i, j);
        return r.p[i * 6 - i * (i + 1) / 2 + j];
    };
    const size_t n = rows.size();
    std::vector<double> l(n * n);
    double least = 1;
    for (size_t j = 0; j < n; ++j)
        for (size_t i = j; i < n; ++i) {
            if (!(p(rows[i], rows[i]) > 0)) return -1;
            double v = p(rows[i], rows[j]) / std::sqrt(p(rows[i], rows[i]) * p(rows[j], rows[j]));
            for (size_t k = 0; k < j; ++k) v -= l[i * n + k] * l[j * n + k];
            if (i == j) {
                least = std::min(least, v);
                if (!(v > 0)) return v == v ? v : -2;
                l[i * n + i] = std::sqrt(v);
            } else l[i * n + j] = v / l[j * n + j];
        }
    return least;
}

// One target around a circle beside the antenna, one to and fro over it; a tenth of the plots is missing, and every 500
// scans a dozen in a row.
void run(const std::string& id, const sensor_kind& s, uint64_t scans) {
    bench b(known(id, {{"state_dims", int64_t{s.plane ? 2 : 3}}, {"q", 20.0}, {"expected_tracks", int64_t{20}}}), {},
            id);
    b.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SIGMA | QIKI_FRAME_HAS_PD;
    b.sigma = s.sigma;
    b.shape = [](qiki_frame& f) { f.pd = 0.9; };
    size_t held = 0, judged = 0;
    for (uint64_t k = 0; k < scans; ++k) {
        const double t = 2.0 * double(k), w = 0.01 * t, v = 0.004 * t;
        const std::array<vec3, 2> at{{{4e4 + 2e4 * std::cos(w), 3e4 + 2e4 * std::sin(w), 6e3},
                                      {2e4 * std::cos(v), 5e2 * std::sin(v), s.plane ? 0 : 4e3}}};
        const std::array<vec3, 2> speed{
            {{-200 * std::sin(w), 200 * std::cos(w), 0}, {-80 * std::sin(v), 2 * std::cos(v), 0}}};
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < 2; ++j) {
            if (chance(31, k, j, 0) > 0.9 || k % 500 > 487) continue;
            const vec3& x = at[j];
            const double range = std::hypot(std::hypot(x[0], x[1]), x[2]);
            qiki_contact c = seen_from({0, 0, s.plane ? x[2] : 0}, x, ns(t));
            if (!s.elevation) c.valid &= ~QIKI_CONTACT_HAS_Z(2);
            if (s.rate) {
                c.valid |= QIKI_CONTACT_HAS_Z(3);
                c.z[3] = (x[0] * speed[j][0] + x[1] * speed[j][1]) / range;
            }
            for (uint32_t i = 0; i < 4; ++i) c.z[i] += s.sigma[i] * noise(32, k, j, i);
            seen.push_back(c);
        }
        for (const qiki_track& r : b.scan(ns(t), seen)) {
            held += r.status == QIKI_TRACK_CONFIRMED;
            if (!(r.valid & QIKI_TRACK_HAS_COV)) continue;
            ++judged;
            if (const double pivot = least_pivot(r); !(pivot > 0))
                FAIL(s.name << ": scan " << k << ", track " << r.id << ": pivot " << pivot);
        }
    }
    INFO(s.name);
    CHECK(held > scans);
    CHECK((judged > scans || id == "qiki.tracker.alphabeta")); // which has no covariance
}
} // namespace

TEST_CASE("every tracker: the covariance is positive definite over thousands of scans, whatever is measured",
          "[statistics]") {
    for (const std::string& id : trackers())
        for (const sensor_kind& s : kinds) DYNAMIC_SECTION(id << ": " << s.name) {
                run(id, s, 2'000);
            }
}

// By name only: scripts/test --full.
TEST_CASE("every tracker: the covariance is positive definite over 100,000 scans", "[.long]") {
    for (const std::string& id : trackers())
        for (const sensor_kind& s : kinds) DYNAMIC_SECTION(id << ": " << s.name) {
                run(id, s, 100'000);
            }
}
