// SPDX-License-Identifier: MIT
// tests/unit/trackers/intersection.cpp - two estimates as one: exact vector, bounds, and honesty.
#include "plugins/radar/tracking/fuse/intersection.hpp"
#include "qiki/random.h"
#include <catch2/catch.hpp>

using namespace tracking;
using namespace tracking::fuse;

namespace {
const normal<2> one{{{1, 2}}, {{4, 1, 1, 2}}}, two{{{1.5, 1.2}}, {{1.5, -0.5, -0.5, 9}}};
double det(const matrix<2, 2>& m) { return m(0, 0) * m(1, 1) - m(0, 1) * m(1, 0); }
} // namespace

TEST_CASE("covariance intersection equals the exact vector") {
    const auto t = intersected(one, two, least::trace);
    CHECK(t.weight == Approx(0.627680).margin(2e-6));
    CHECK(t.state.p(0, 0) + t.state.p(1, 1) == Approx(4.9725469889).epsilon(1e-9));
    CHECK(t.state.x[0] == Approx(1.26359).margin(6e-6));
    CHECK(t.state.x[1] == Approx(1.98313).margin(6e-6));
    const auto d = intersected(one, two, least::determinant);
    CHECK(d.weight == Approx(0.658228).margin(2e-6));
    CHECK(det(d.state.p) == Approx(5.9619609439).epsilon(1e-9));
    CHECK(d.state.x[0] == Approx(1.24970).margin(6e-6));
    CHECK(d.state.x[1] == Approx(1.98977).margin(6e-6));
}

TEST_CASE("who knows all that the other knows is not watered down, and order does not matter") {
    const normal<2> vague{{{5, 5}}, {{40, 10, 10, 20}}};
    const auto c = intersected(one, vague);
    CHECK(c.weight == 1);
    for (size_t i = 0; i < 4; ++i) CHECK(c.state.p.a[i] == Approx(one.p.a[i]).epsilon(1e-12));
    CHECK(c.state.x[0] == Approx(1).epsilon(1e-12));
    const auto ab = intersected(one, two), ba = intersected(two, one);
    CHECK(ab.weight + ba.weight == Approx(1).margin(1e-8));
    for (size_t i = 0; i < 4; ++i) CHECK(ab.state.p.a[i] == Approx(ba.state.p.a[i]).epsilon(1e-7));
}

TEST_CASE("errors that two estimates share are not counted twice") {
    // Both err by one common part of variance 1, and each by a part of its own: little east, much north, and the other
    // way round.
    constexpr std::array<double, 2> mine{0.5, 4}, yours{4, 0.5};
    constexpr uint64_t runs = 4000;
    double square = 0, claimed = 0, naive = 0;
    for (uint64_t k = 0; k < runs; ++k) {
        normal<2> a{}, b{};
        for (size_t i = 0; i < 2; ++i) {
            const auto draw = [&](uint64_t who) {
                return qiki_normal(qiki_draw(3, k, who, static_cast<uint16_t>(i), 0), 0);
            };
            const double common = draw(1);
            a.x[i] = common + qiki_sqrt(mine[i]) * draw(2), b.x[i] = common + qiki_sqrt(yours[i]) * draw(3);
            a.p(i, i) = 1 + mine[i], b.p(i, i) = 1 + yours[i];
        }
        const auto both = intersected(a, b);
        CHECK(both.weight == Approx(0.5).margin(1e-8));
        claimed = both.state.p(0, 0), naive = 1 / (1 / a.p(0, 0) + 1 / b.p(0, 0));
        square += both.state.x[0] * both.state.x[0] / runs;
    }
    CHECK(square < claimed);
    CHECK(square > 1.2 * naive); // what taking them for independent would claim
}

TEST_CASE("a direction that nobody knows anything about in a plane stays out of it") {
    normal<6> a{}, b{};
    for (const size_t i : {0u, 1u, 3u, 4u}) a.p(i, i) = 4, b.p(i, i) = 9, a.x[i] = 1, b.x[i] = 2;
    const auto c = intersected(a, b);
    CHECK(c.weight == 1);
    CHECK(c.state.p(2, 2) == 0);
    CHECK(c.state.x[2] == 0);
    CHECK(c.state.p(0, 0) == Approx(4));
}
