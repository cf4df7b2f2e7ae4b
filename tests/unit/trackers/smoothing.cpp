// SPDX-License-Identifier: MIT
// tests/unit/trackers/smoothing.cpp - smoothing against values worked otherwise, in its band, and at a lag.
#include "flights.hpp"
#include "plugins/radar/tracking/filters/smooth.hpp"
#include "plugins/radar/tracking/models/turn_rate.hpp"
#include <catch2/catch.hpp>

using namespace flights;
using namespace tracking::filters;

namespace {
template <class M>
void take(filtered<M::n>& s, const plot& p) {
    innovation o;
    filters::compare<M::dims>(s.before, p, flat, o);
    s.after = s.before;
    filters::update<M::dims>(s.after, p, flat, o);
}
plot east(double z, double variance) {
    plot p;
    p.m = 1, p.what[0] = component::east, p.z[0] = z, p.r[0] = variance;
    return p;
}
} // namespace

TEST_CASE("three plots, smoothed, are what they are by hand, and late ones in their order") {
    using line = models::constant_velocity<1>;
    const line m{{0.5}};
    const normal<2> start{{{0, 10}}, {{100, 0, 0, 25}}};
    const auto through = [&](std::vector<std::array<double, 2>> plots) {
        std::vector<filtered<2>> steps;
        normal<2> g = start;
        double t = 0;
        for (const auto& [when, z] : plots) {
            steps.push_back(advanced(g, m, when - t));
            take<line>(steps.back(), east(z, 4));
            g = steps.back().after, t = when;
        }
        return steps;
    };
    const auto check = [](const normal<2>& g, std::array<double, 5> wanted) {
        CHECK(g.x[0] == Approx(wanted[0]).epsilon(1e-11));
        CHECK(g.x[1] == Approx(wanted[1]).epsilon(1e-11));
        CHECK(g.p(0, 0) == Approx(wanted[2]).epsilon(1e-9));
        CHECK(g.p(0, 1) == Approx(wanted[3]).epsilon(1e-8));
        CHECK(g.p(1, 1) == Approx(wanted[4]).epsilon(1e-9));
    };
    const auto steps = through({{1, 11.0}, {2, 19.2}, {3, 31.5}});
    check(steps[2].after, {30.8146002871, 10.2832916561, 3.1564957560, 1.8386212079, 2.0980760299});
    std::vector<normal<2>> s(3);
    smooth<2>(steps, s);
    check(s[1], {20.5455877916, 10.2404541741, 1.3553851596, 0.0357060416, 1.8246087425});
    check(s[0], {10.3342171813, 10.1960409649, 2.9596357616, -1.6860008448, 1.9900998992});
    CHECK(s[2] == steps[2].after);

    check(through({{1, 11.0}, {2, 19.2}, {2.5, 25.9}, {3, 31.5}})[3].after,
          {30.9014252529, 10.3161428521, 2.2933434484, 1.5120378881, 1.9745095819});
    check(through({{1, 11.0}, {1.5, 14.6}, {2, 19.2}, {3, 31.5}})[3].after,
          {30.7484553184, 10.4106841784, 3.1204726001, 1.9080003426, 1.9644546353});
}

TEST_CASE("what was measured later makes positions better, honestly, and a lag of n is the interval that ends there") {
    using plane = models::constant_velocity<2>;
    const plane m{{1, 1}};
    const auto f = m.transition(4), root = models::lower_root(m.noise(4));
    const antenna a{{component::range, component::bearing}, {30, 0.3 * QIKI_PI / 180}};
    const size_t scans = 40, lag = 5, runs = 400;
    double squared[3] = {}, consistency = 0;
    for (uint64_t run = 0; run < runs; ++run) {
        column<4> x{{-1e4, 25e3, 170, 0}};
        normal<4> g{x, {}};
        for (size_t i = 0; i < 2; ++i) g.p(i, i) = 1e4, g.p(i + 2, i + 2) = 900;
        for (uint32_t i = 0; i < 4; ++i) x[i] += std::sqrt(g.p(i, i)) * draw(run, 0, 5, i);
        std::vector<filtered<4>> steps;
        std::vector<column<4>> truth;
        std::vector<normal<4>> lagged;
        fixed_lag<4> behind(lag);
        for (size_t k = 0; k < scans; ++k) {
            column<4> w;
            for (uint32_t i = 0; i < 4; ++i) w[i] = draw(run, k, 6, i);
            x = f * x + root * w;
            truth.push_back(x);
            steps.push_back(advanced(g, m, 4));
            take<plane>(steps.back(), measured(x, a, run, k));
            g = steps.back().after;
            if (const auto s = behind.add(steps.back())) lagged.push_back(*s);
        }
        REQUIRE(lagged.size() == scans - lag);
        std::vector<normal<4>> all(scans), until(20 + lag + 1);
        smooth<4>(steps, all);
        smooth<4>(std::span(steps).first(20 + lag + 1), until);
        CHECK(until[20] == lagged[20]);
        const auto error = [&](const normal<4>& s, size_t k) {
            return (s.x[0] - truth[k][0]) * (s.x[0] - truth[k][0]) + (s.x[1] - truth[k][1]) * (s.x[1] - truth[k][1]);
        };
        squared[0] += error(steps[20].after, 20), squared[1] += error(lagged[20], 20), squared[2] += error(all[20], 20);
        consistency += nees(all[20], truth[20]) / static_cast<double>(runs);
        for (size_t i = 0; i < 4; ++i) CHECK(all[20].p(i, i) <= lagged[20].p(i, i) * (1 + 1e-12));
        for (size_t i = 0; i < 4; ++i) CHECK(lagged[20].p(i, i) < steps[20].after.p(i, i));
    }
    CHECK(squared[1] < 0.6 * squared[0]);
    CHECK(squared[2] < 1.05 * squared[1]);
    CHECK(std::fabs(consistency - 4) < 1.96 * std::sqrt(8.0 / runs));
}

TEST_CASE("a turn is smoothed through its derivative, and nothing measured later changes nothing") {
    using turn = models::turn_rate<2>;
    const turn m{0.5, 0, 1e-5, 0.05};
    normal<5> g{{{0, 0, 200, 0, 0.05}}, {}};
    for (size_t i = 0; i < 2; ++i) g.p(i, i) = 1e4, g.p(i + 2, i + 2) = 400;
    g.p(4, 4) = 1e-3;
    std::vector<filtered<5>> steps{{g, g, {}, {}}};
    for (int k = 0; k < 6; ++k) steps.push_back(advanced(steps.back().after, m, 4)); // no plots
    std::vector<normal<5>> s(steps.size());
    smooth<5>(steps, s);
    for (size_t k = 0; k < s.size(); ++k)
        for (size_t i = 0; i < 5; ++i) {
            CHECK(s[k].x[i] == Approx(steps[k].after.x[i]));
            CHECK(s[k].p(i, i) == Approx(steps[k].after.p(i, i)).epsilon(1e-6));
        }
    // One plot at the end moves all before it, the turn rate too.
    take<turn>(steps.back(), measured({{0, 0, 0, 0}}, {{component::east, component::north}, {1, 1}}, 0, 0));
    smooth<5>(steps, s);
    CHECK(std::fabs(s[0].x[4] - 0.05) > 0.01);
    CHECK(s[0].p(4, 4) < 0.5e-3);
    CHECK(s[0].p(4, 4) > 0);
}
