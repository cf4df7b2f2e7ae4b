// SPDX-License-Identifier: MIT
// tests/unit/trackers/parts.cpp - the filter, gate, grid, clusters, sectors and identities against values known
// otherwise.
#include "plugins/radar/tracking/cluster.hpp"
#include "plugins/radar/tracking/coverage.hpp"
#include "plugins/radar/tracking/filter.hpp"
#include "plugins/radar/tracking/gate.hpp"
#include "plugins/radar/tracking/grid.hpp"
#include "plugins/radar/tracking/identity.hpp"
#include "plugins/radar/tracking/innovations.hpp"
#include "qiki/random.h"
#include "unit/rounds.hpp"
#include <catch2/catch.hpp>
#include <set>

using namespace tracking;

namespace {
// A plot of the east coordinate alone: one axis is then a textbook filter.
plot east_plot(double z, double variance) {
    plot p;
    p.m = 1, p.what[0] = component::east, p.z[0] = z, p.r[0] = variance;
    return p;
}
gaussian wide(double position, double speed) {
    gaussian g{};
    for (size_t i = 0; i < 3; ++i) g.at(i, i) = position, g.at(i + 3, i + 3) = speed;
    return g;
}
void take(gaussian& g, const plot& p) {
    innovation o;
    compare(g, p, {}, o);
    update(g, p, {}, o);
}
// Smallest pivot of an LDL' factorisation: positive exactly for a positive definite matrix.
double least_pivot(std::array<double, 36> a) {
    double least = 1e300;
    for (size_t k = 0; k < 6; ++k) {
        least = std::min(least, a[7 * k]);
        for (size_t i = k + 1; i < 6; ++i)
            for (size_t j = k + 1; j < 6; ++j) a[6 * i + j] -= a[6 * i + k] * a[6 * k + j] / a[7 * k];
    }
    return least;
}
} // namespace

TEST_CASE("the filter settles at Kalata's alpha-beta gains for a piecewise constant acceleration") {
    const double table[][4] = {{0.1, 0.36, 0.08, 0.04},
                               {0.5, 0.6283734572, 0.3048058984, 0.3903882032},
                               {1, 0.75, 0.5, 1},
                               {4, 0.9282032303, 1.0717967697, 5.8564064606}};
    for (const auto& [index, alpha, beta, p11] : table) {
        gaussian g = wide(100, 100);
        for (int k = 0; k < 500; ++k) {
            white_acceleration{{0, 0, 0}}.predict(g, 1);
            const double w = index * index;
            g.at(0, 0) += w / 4, g.at(0, 3) += w / 2, g.at(3, 0) = g.at(0, 3), g.at(3, 3) += w;
            take(g, east_plot(0, 1));
        }
        INFO("tracking index " << index);
        CHECK(g.at(0, 0) == Approx(alpha).epsilon(1e-9)); // with sigma 1 the covariance is the gain
        CHECK(g.at(0, 3) == Approx(beta).epsilon(1e-9));
        CHECK(g.at(3, 3) == Approx(p11).epsilon(1e-9));
    }
}

TEST_CASE("white acceleration of 0.02 m^2/s^3 settles at the covariance of the published four-target scenario") {
    gaussian g = wide(100, 100);
    for (int k = 0; k < 500; ++k) white_acceleration{{0.02, 0.02, 0.02}}.predict(g, 1), take(g, east_plot(0, 1));
    CHECK(g.at(0, 0) == Approx(0.41246871).epsilon(1e-7));
    CHECK(g.at(0, 3) == Approx(0.10840030).epsilon(1e-7));
    CHECK(g.at(3, 3) == Approx(0.06610102).epsilon(1e-7));
}

TEST_CASE("without process noise the filter reaches the regression bound of a straight line") {
    gaussian g = wide(1e9, 1e9);
    for (int k = 0; k < 10; ++k) {
        if (k) white_acceleration{{0, 0, 0}}.predict(g, 1);
        take(g, east_plot(3.0 + 2.0 * k, 1));
    }
    CHECK(g.at(0, 0) == Approx(2.0 * 19 / 110).epsilon(1e-6));
    CHECK(g.at(3, 3) == Approx(12.0 / 990).epsilon(1e-6));
    CHECK(g.x[0] == Approx(21));
    CHECK(g.x[3] == Approx(2));
}

TEST_CASE("process noise is independent between axes and exact for any division of time") {
    const white_acceleration m{{3, 3, 1}};
    gaussian once = wide(10, 4), often = once;
    m.predict(once, 5);
    for (int k = 0; k < 50; ++k) m.predict(often, 0.1);
    for (size_t i = 0; i < 36; ++i) CHECK(often.p[i] == Approx(once.p[i]).margin(1e-9));
    CHECK(once.at(0, 1) == 0);
    gaussian none{};
    m.predict(none, 2);
    CHECK(least_pivot(none.p) > 0); // rank 6
}

TEST_CASE("after a million very accurate plots the covariance is symmetric and positive definite", "[statistics]") {
    gaussian g = wide(1e4, 1e4);
    const white_acceleration m{{1, 1, 1}};
    plot p;
    p.m = 3, p.what = {component::range, component::bearing, component::elevation, component::range};
    p.r[0] = 1e-4, p.r[5] = 1e-16, p.r[10] = 1e-16; // 1e-8 of the covariance and less
    g.x = {20e3, 30e3, 5e3, 0, 0, 0};
    const double ground = std::hypot(20e3, 30e3);
    p.z = {std::hypot(ground, 5e3), std::atan2(20e3, 30e3), std::atan2(5e3, ground), 0};
    p.at = {20e3, 30e3, 5e3};
    innovation o;
    for (uint32_t k = 0; k < rounds(1'000'000); ++k) {
        if (k % 1000 == 0) m.predict(g, 1);
        compare(g, p, {}, o);
        if (!o.good) FAIL("the innovation covariance is not positive definite at update " << k);
        update(g, p, {}, o);
    }
    CHECK(least_pivot(g.p) > 0);
    for (size_t i = 0; i < 6; ++i)
        for (size_t j = 0; j < 6; ++j) CHECK(g.at(i, j) == g.at(j, i));
}

TEST_CASE("the Jacobian of every component is the derivative of what is expected") {
    gaussian g{};
    g.x = {12e3, -7e3, 3e3, 90, -40, 5};
    const double turn[] = {0.8, 0.2, -0.4, 0.4};
    viewpoint v;
    v.frame = axes::body(turn), v.turned = true, v.velocity = {11, -3, 2};
    plot p;
    p.antenna = {400, 300, 50};
    const component polar[] = {component::range, component::bearing, component::elevation, component::range_rate};
    const component flat[] = {component::east, component::north, component::up, component::height};
    for (const auto* kind : {polar, flat}) {
        p.m = 4;
        std::copy_n(kind, 4, p.what.begin());
        innovation o, up, down;
        expect(g, g.x, p, v, o);
        for (size_t j = 0; j < 6; ++j) {
            const double h = 1e-2;
            auto a = g.x, b = g.x;
            a[j] += h, b[j] -= h;
            expect(g, a, p, v, up), expect(g, b, p, v, down);
            for (size_t k = 0; k < 4; ++k)
                CHECK(o.h[6 * k + j] == Approx((down.nu[k] - up.nu[k]) / (2 * h)).epsilon(1e-5).margin(1e-9));
        }
    }
}

TEST_CASE("chi-square limits are those of the tables") {
    CHECK(chi_square_quantile(0.99, 1) == Approx(6.634897).epsilon(1e-6));
    CHECK(chi_square_quantile(0.99, 2) == Approx(9.210340).epsilon(1e-6));
    CHECK(chi_square_quantile(0.99, 3) == Approx(11.344867).epsilon(1e-6));
    CHECK(chi_square_quantile(0.99, 4) == Approx(13.276704).epsilon(1e-6));
    CHECK(chi_square_quantile(0.9999, 2) == Approx(18.420681).epsilon(1e-6));
}

TEST_CASE("the mean of a gated squared innovation is that of chi-square below the gate") {
    const double limit = 9.21034037197618; // 2 ln 100: 99 % of two components
    CHECK(chi_square_mean_below(limit, 2) == Approx(2 - limit * 0.01 / 0.99).epsilon(1e-12));
    for (size_t m = 1; m <= 4; ++m) {
        INFO(m << " components");
        double mean = 0, width = 1e-3;
        for (double x = 0; x < 5; x += width) mean += (x + width / 2) * (chi_square(x + width, m) - chi_square(x, m));
        CHECK(chi_square_mean_below(5, m) == Approx(mean / chi_square(5, m)).epsilon(1e-4));
        CHECK(chi_square_mean_below(150, m) == Approx(static_cast<double>(m)).epsilon(1e-12)); // no gate
    }
}

TEST_CASE("the grid finds every point within the radius, each once, also over a huge empty area") {
    const size_t n = 400;
    std::vector<double> x(n), y(n);
    for (size_t i = 0; i < n; ++i) {
        const double far = i % 7 == 0 ? 1e8 : 1e3; // a few very distant ones
        x[i] = far * (2 * qiki_uniform(qiki_draw(1, i, 0, 0, 0), 0) - 1);
        y[i] = far * (2 * qiki_uniform(qiki_draw(1, i, 0, 0, 1), 0) - 1);
    }
    grid g;
    size_t near = 0, missed = 0, repeated = 0;
    for (double side : {3.0, 50.0, 1e7}) {
        g.build(
            n, side, [&](size_t i) { return x[i]; }, [&](size_t i) { return y[i]; });
        for (size_t q = 0; q < n; q += 5)
            for (double r : {0.0, 20.0, 300.0, 1e6}) {
                std::multiset<uint32_t> found;
                g.near(x[q], y[q], r, [&](uint32_t i) { found.insert(i); });
                for (uint32_t i = 0; i < n; ++i) {
                    const bool inside = std::fabs(x[i] - x[q]) <= r && std::fabs(y[i] - y[q]) <= r;
                    near += inside, missed += inside && found.count(i) == 0, repeated += found.count(i) > 1;
                }
            }
    }
    CHECK(near > 10000);
    CHECK(missed == 0);
    CHECK(repeated == 0);
}

TEST_CASE("clusters are the connected groups, and none exceeds the limit: the weakest links go first") {
    std::vector<candidate> chain;
    for (uint32_t i = 0; i < 50; ++i) {
        chain.push_back({i, i, 10, 0});
        if (i + 1 < 50) chain.push_back({i, i + 1, i % 5 == 4 ? 1.0 : 5.0, 0}); // every fifth link is weak
    }
    clusters c;
    std::vector<candidate> pairs = chain;
    c.split(pairs, 50, 50, 1000);
    CHECK(c.count() == 1);
    CHECK(c.cut() == 0);
    pairs = chain;
    c.split(pairs, 50, 50, 12);
    CHECK(c.count() == 10);
    CHECK(c.cut() == 9);
    for (const candidate& p : pairs) CHECK(p.gain > 1);
    for (size_t k = 0; k < c.count(); ++k) CHECK(c.begin(k + 1) - c.begin(k) == 9);
}

TEST_CASE("a sector that wraps through north holds what lies in it and nothing else") {
    CHECK(inside_arc(0.05, 6.2, 0.1));
    CHECK(inside_arc(-0.05, 6.2, 0.1));
    CHECK(!inside_arc(3, 6.2, 0.1));
    CHECK(inside_arc(3, 0, 2 * QIKI_PI));
    qiki_frame f{};
    f.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR;
    f.pos[0] = 1000, f.att[0] = 1;
    f.bearing[0] = 2 * QIKI_PI - 0.1, f.bearing[1] = 0.1;
    f.range[0] = 100, f.range[1] = 5000, f.elevation[0] = -0.1, f.elevation[1] = 0.3;
    const coverage c = coverage::of(f, false);
    CHECK(c.holds({1000, 2000, 0}));
    CHECK(c.holds({1100, 2000, 100}));
    CHECK(!c.holds({1300, 2000, 0}));   // beside
    CHECK(!c.holds({1000, -2000, 0}));  // behind
    CHECK(!c.holds({1000, 6000, 0}));   // beyond
    CHECK(!c.holds({1000, 50, 0}));     // too near
    CHECK(!c.holds({1000, 2000, 900})); // above
}

TEST_CASE("Track lifecycle, quality, identity ownership: an identity is voted on: one wrong answer changes nothing, a "
          "lasting change is followed",
          "[capability]") {
    known_identity k;
    const identity_errors e = identity_errors::of(1e-6, 1e-3);
    claim a, b;
    a.valid = b.valid = QIKI_TRACK_HAS_ADDRESS;
    a.address24 = 0xABCDEF, b.address24 = 0x123456;
    for (int i = 0; i < 5; ++i) k.hear(a);
    k.hear(b);
    CHECK(k.is.address24 == 0xABCDEF);
    CHECK(k.log_ratio(a, e) > 10);
    CHECK(k.log_ratio(b, e) < -10);
    for (int i = 0; i < 10; ++i) k.hear(b);
    CHECK(k.is.address24 == 0x123456);
    // With the same address a change of Mode A is no contradiction.
    a = b, a.valid |= QIKI_TRACK_HAS_MODE3A, a.mode3a = 01234;
    k.hear(a);
    b.valid |= QIKI_TRACK_HAS_MODE3A, b.mode3a = 04321;
    CHECK(k.log_ratio(b, e) > 0);
}

TEST_CASE("a transponder is off after five silences where it could have answered, and its target is still known") {
    known_identity x;
    claim said, nothing, far;
    said.transponder = QIKI_XPDR_S, said.asked = 1, said.valid = QIKI_TRACK_HAS_ADDRESS, said.address24 = 77;
    nothing.asked = 1; // near enough, and no answer; `far` was not
    x.hear(said);
    for (int i = 0; i < 100; ++i) x.hear(far);
    CHECK(x.is.transponder == QIKI_XPDR_S);
    for (int round = 0; round < 3; ++round) { // missed answers
        for (int i = 0; i < 4; ++i) x.hear(nothing);
        CHECK(x.is.transponder == QIKI_XPDR_S);
        x.hear(said);
    }
    for (int i = 0; i < 5; ++i) x.hear(nothing);
    CHECK(x.is.transponder == QIKI_XPDR_NONE);
    CHECK(((x.is.valid & QIKI_TRACK_HAS_ADDRESS) && x.is.address24 == 77));
    x.hear(said);
    CHECK(x.is.transponder == QIKI_XPDR_S);
}
