// SPDX-License-Identifier: MIT
// tests/unit/run/test_spread.cpp - quantiles of costs against sorted ones, and that a run tells those of its ticks.
#include "host/run/spread.hpp"
#include "host/run/stopwatch.hpp"
#include "qiki/random.h"
#include "tests/unit/run/cast.hpp"
#include <algorithm>
#include <cmath>

using namespace lab;

TEST_CASE("Costs spread: a quantile is that of the sorted values, or at most 1/64 more") {
    for (uint64_t seed = 1; seed <= 20; ++seed) {
        qiki::run::spread s;
        std::vector<uint64_t> all;
        const uint64_t n = 1 + seed * 97;
        for (uint64_t i = 0; i < n; ++i) { // over all orders of size, 0 and the greatest among them
            const qiki_bits r = qiki_draw(seed, i, 0, 0, 0);
            const uint64_t x = (static_cast<uint64_t>(r.v[0]) << 32 | r.v[1]) >> (r.v[2] % 64);
            all.push_back(i == 3 ? 0 : i == 5 ? UINT64_MAX : x);
            s.add(all.back());
        }
        std::sort(all.begin(), all.end());
        CHECK((s.count() == n && s.largest() == all.back()));
        for (const double q : {0.0, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0}) {
            const auto rank = static_cast<size_t>(std::max(1.0, std::ceil(q * static_cast<double>(n))));
            const uint64_t exact = all[rank - 1], told = s.quantile(q);
            CHECK(told >= exact);
            CHECK(told - exact <= exact / 64);
        }
    }
    CHECK(qiki::run::spread().quantile(0.5) == 0);
}

TEST_CASE("Fixed-step tick scheduler, per-phase timing, overrun: a run tells how its ticks' costs spread, without the "
          "time in which it was held back",
          "[capability]") {
    ensemble b;
    uint64_t spun = 0;
    const auto held = [&](const std::function<qiki::run::progress()>&) {
        const uint64_t start = qiki::run::cycles();
        while (qiki::run::cycles() - start < 2'000'000) ++spun;
    };
    b.options.before_tick = held;
    const auto r = b.go();
    REQUIRE(r.tick);
    CHECK(0 < r.tick->p50_ns);
    CHECK(r.tick->p50_ns <= r.tick->p99_ns);
    CHECK(r.tick->p99_ns <= r.tick->p999_ns);
    CHECK(r.tick->p999_ns <= r.tick->max_ns);
    CHECK(r.tick->p50_ns * static_cast<double>(r.ticks) < r.wall_s * 1e9 / 2); // nearly all of it was waiting
    ensemble none;
    none.stop = true;
    CHECK(!none.go().tick);
}
