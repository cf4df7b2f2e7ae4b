// SPDX-License-Identifier: MIT
// tests/unit/craft/nozzles.cpp - sixteen nozzles span all six directions, and the allocation finds the duties for each.
#include "plugins/vehicles/craft/allocate.hpp"
#include "plugins/vehicles/craft/guidance.hpp"
#include "qiki/random.h"
#include <catch2/catch.hpp>

using namespace craft;
using Catch::Detail::Approx;

namespace {
const vec3 com{0, 0, 0.1};
duties all() {
    duties d;
    d.fill(1);
    return d;
}
double miss(const wrench& a, const wrench& b) {
    double s = 0;
    for (size_t k = 0; k < 6; ++k) s += (a[k] - b[k]) * (a[k] - b[k]);
    return qiki_sqrt(s);
}
} // namespace

TEST_CASE("rcs: thrusters_config_rank_is_6, about the centre and about the centre of mass") {
    for (const vec3 c : {vec3{}, com}) {
        wrenches b = about(c);
        int rank = 0;
        for (size_t row = 0; row < 6; ++row) { // Gauss by columns
            size_t best = static_cast<size_t>(rank);
            for (size_t i = best; i < nozzles; ++i)
                if (qiki_fabs(b[i][row]) > qiki_fabs(b[best][row])) best = i;
            if (qiki_fabs(b[best][row]) < 1e-6) continue;
            std::swap(b[best], b[static_cast<size_t>(rank)]);
            for (size_t i = static_cast<size_t>(rank) + 1; i < nozzles; ++i) {
                const double f = b[i][row] / b[static_cast<size_t>(rank)][row];
                for (size_t k = 0; k < 6; ++k) b[i][k] -= f * b[static_cast<size_t>(rank)][k];
            }
            ++rank;
        }
        CHECK(rank == 6);
    }
}

TEST_CASE("Nozzle 0 pushes with 260 N, and its torque about the origin is that of the table") {
    const wrench w = about({})[0];
    CHECK(length(force_of(w)) == Approx(260).epsilon(1e-12));
    CHECK(w[3] == Approx(-73.54).margin(0.01));
    CHECK(w[4] == Approx(-73.54).margin(0.01));
    CHECK(w[5] == Approx(312.5).margin(0.1));
}

TEST_CASE("Each axis is reached in full and without a torque about the centre of mass") {
    const wrenches b = about(com);
    for (uint32_t k = 0; k < axes; ++k) {
        const wrench want = joined(axis_force(k) * axis_way(k), {});
        CHECK(miss(exerted(b, allocate(b, want, all())), want) < 1e-4 * axis_force(k));
    }
}

TEST_CASE("RCS allocation and propellant: whatever can be had is had, and duties stay within their bounds",
          "[capability]") {
    const wrenches b = about(com);
    for (uint32_t i = 0; i < 300; ++i) { // made of duties, so it can be had
        duties made;
        for (uint32_t k = 0; k < nozzles; ++k) made[k] = qiki_uniform(qiki_draw(3, i, k, 0, 0), 0);
        const wrench want = exerted(b, made);
        const duties d = allocate(b, want, all());
        double mine = 0, its = 0;
        for (uint32_t k = 0; k < nozzles; ++k) {
            REQUIRE((d[k] >= 0 && d[k] <= 1));
            mine += d[k] * d[k], its += made[k] * made[k];
        }
        CHECK(miss(exerted(b, d), want) < 1e-3);
        CHECK(mine <= its * (1 + 1e-6)); // the smallest of those that reach it
    }
}

// As the allocation weighs it.
double weighed(const wrench& a, const wrench& b) {
    double s = 0;
    for (size_t k = 0; k < 6; ++k) s += (k < 3 ? 1 : 1000) * (a[k] - b[k]) * (a[k] - b[k]);
    return qiki_sqrt(s);
}

TEST_CASE("Beyond reach it comes as near as may be: no change of one duty comes nearer") {
    const wrenches b = about(com);
    for (uint32_t i = 0; i < 100; ++i) {
        wrench want;
        for (uint32_t k = 0; k < 6; ++k) want[k] = 4000 * (qiki_uniform(qiki_draw(4, i, k, 0, 0), 0) - 0.5);
        const duties d = allocate(b, want, all());
        const double best = weighed(exerted(b, d), want);
        for (uint32_t k = 0; k < nozzles; ++k)
            for (const double by : {-1e-3, 1e-3}) {
                duties other = d;
                other[k] += by;
                if (other[k] >= 0 && other[k] <= 1) CHECK(weighed(exerted(b, other), want) > best - 1e-4);
            }
    }
}

TEST_CASE("A stuck valve is not counted on, and the others make up for it where they can") {
    const wrenches b = about(com);
    duties most = all();
    most[4] = 0;
    const wrench want = joined(0.4 * axis_force(forward) * axis_way(forward), {});
    const duties d = allocate(b, want, most);
    CHECK(d[4] == 0);
    CHECK(miss(exerted(b, d), want) < 0.05);
    // At full force it cannot be made up for: what is left pushes, and turns the craft hardly.
    const wrench full = exerted(b, allocate(b, joined(axis_force(forward) * axis_way(forward), {}), most));
    CHECK((full[0] > 0.5 * axis_force(forward) && length(torque_of(full)) < 2));
    most.fill(0);
    CHECK(allocate(b, want, most) == duties{});
}
