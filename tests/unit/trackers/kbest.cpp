// SPDX-License-Identifier: MIT
// tests/unit/trackers/kbest.cpp - the k cheapest assignments: known matrices, enumeration, forbidden pairs, hostile
// sizes.
#include "plugins/radar/tracking/kbest.hpp"
#include "qiki/random.h"
#include <catch2/catch.hpp>
#include <functional>
#include <set>

using tracking::kbest;

namespace {
using assignment = std::vector<int32_t>;
struct solutions {
    std::vector<double> totals;
    std::vector<assignment> chosen;
};

solutions solve(size_t rows, size_t columns, const std::vector<double>& cost, const std::vector<double>& miss, size_t k,
                double gap = kbest::forbidden) {
    static kbest solver; // one for all: nothing may be left over from the last problem
    solutions s;
    const size_t n = solver.run(rows, columns, cost, miss, k, gap);
    for (size_t i = 0; i < n; ++i) {
        const auto of = solver.solution(i);
        s.totals.push_back(solver.total(i)), s.chosen.emplace_back(of.begin(), of.end());
    }
    return s;
}

// All there are, cheapest first.
std::vector<double> enumerated(size_t rows, size_t columns, const std::vector<double>& cost,
                               const std::vector<double>& miss) {
    std::vector<double> all;
    std::vector<bool> used(columns);
    const std::function<void(size_t, double)> go = [&](size_t i, double sum) {
        if (i == rows) return void(all.push_back(sum));
        if (!miss.empty()) go(i + 1, sum + miss[i]);
        for (size_t j = 0; j < columns; ++j) {
            if (used[j] || cost[i * columns + j] == kbest::forbidden) continue;
            used[j] = true;
            go(i + 1, sum + cost[i * columns + j]);
            used[j] = false;
        }
    };
    go(0, 0);
    std::sort(all.begin(), all.end());
    return all;
}

// Each solution is one, is what it says it costs, and is there once.
void check_sound(const solutions& s, size_t columns, const std::vector<double>& cost, const std::vector<double>& miss) {
    std::set<assignment> once;
    for (size_t i = 0; i < s.totals.size(); ++i) {
        double sum = 0;
        std::set<int32_t> taken;
        for (size_t r = 0; r < s.chosen[i].size(); ++r) {
            const int32_t j = s.chosen[i][r];
            if (j == kbest::alone) REQUIRE_FALSE(miss.empty());
            else REQUIRE(taken.insert(j).second);
            sum += j == kbest::alone ? miss[r] : cost[r * columns + static_cast<size_t>(j)];
        }
        CHECK(s.totals[i] == Approx(sum).margin(1e-9));
        CHECK(once.insert(s.chosen[i]).second);
        if (i) CHECK(s.totals[i - 1] <= s.totals[i] + 1e-9);
    }
}
} // namespace

TEST_CASE("Murty's matrix and two others give their known costs in order") {
    struct known {
        size_t rows, columns;
        std::vector<double> cost, totals;
        std::vector<assignment> first; // where there is no tie, columns counted from 1
    };
    const known all[] = {
        {10,
         10,
         {7,  51, 52, 87, 38, 60, 74, 66, 0,  20, 50, 12, 0,  64, 8,  53, 0,  46, 76, 42, 27, 77, 0,  18, 22,
          48, 44, 13, 0,  57, 62, 0,  3,  8,  5,  6,  14, 0,  26, 39, 0,  97, 0,  5,  13, 0,  41, 31, 62, 48,
          79, 68, 0,  0,  15, 12, 17, 47, 35, 43, 76, 99, 48, 27, 34, 0,  0,  0,  28, 0,  0,  20, 9,  27, 46,
          15, 84, 19, 3,  24, 56, 10, 45, 39, 0,  93, 67, 79, 19, 38, 27, 0,  39, 53, 46, 24, 69, 46, 23, 1},
         {0, 1, 10, 11, 13, 14, 14, 15, 16, 16, 16, 16},
         {{9, 7, 3, 8, 6, 4, 10, 1, 5, 2}, {9, 7, 3, 2, 6, 4, 8, 1, 5, 10}, {1, 7, 3, 8, 6, 4, 10, 9, 5, 2}}},
        {5,
         5,
         {4, 1, 3, 9, 7, 2, 0, 5, 8, 6, 3, 2, 2, 7, 5, 9, 6, 4, 1, 3, 8, 5, 7, 2, 2},
         {8, 9, 9, 10, 10, 11, 11, 12, 12, 14, 14, 14},
         {{2, 1, 3, 4, 5}}},
        {4,
         6,
         {1.37, 2.91, 5.05, 0.48, 7.77, 3.14, 2.22, 0.83, 6.41, 4.09, 1.96, 5.58,
          8.01, 3.33, 1.11, 2.74, 4.65, 0.29, 5.5,  6.66, 2.05, 3.78, 0.97, 4.44},
         {2.57, 3.39, 3.46, 3.65, 3.96, 4.28, 4.54, 4.78, 4.78, 5.04, 5.67, 5.91},
         {{4, 2, 6, 5}, {4, 2, 3, 5}, {1, 2, 6, 5}, {4, 2, 6, 3}, {4, 1, 6, 5}, {1, 2, 3, 5}}}};
    for (const known& m : all) {
        const solutions s = solve(m.rows, m.columns, m.cost, {}, 12);
        REQUIRE(s.totals.size() == 12);
        for (size_t i = 0; i < 12; ++i) CHECK(s.totals[i] == Approx(m.totals[i]).margin(1e-12));
        check_sound(s, m.columns, m.cost, {});
        for (size_t i = 0; i < m.first.size(); ++i) {
            assignment a = s.chosen[i];
            for (int32_t& j : a) ++j;
            CHECK(a == m.first[i]);
        }
    }
}

TEST_CASE(
    "random problems, with more columns or fewer, prices of being alone and forbidden pairs, agree with enumeration") {
    uint64_t draw = 0;
    const auto chance = [&] { return qiki_uniform(qiki_draw(11, draw++, 0, 0, 0), 0); };
    size_t compared = 0;
    for (int round = 0; round < 3000; ++round) {
        const bool alone = chance() < 0.6, whole = chance() < 0.3; // whole numbers tie
        const auto rows = 1 + static_cast<size_t>(chance() * 5), columns = static_cast<size_t>(chance() * 7);
        const double holes = chance() < 0.5 ? 0.4 : 0;
        std::vector<double> cost(rows * columns), miss(alone ? rows : 0);
        for (double& c : cost) {
            c = whole ? static_cast<double>(static_cast<int>(10 * chance())) - 5 : 20 * chance() - 10;
            if (chance() < holes) c = kbest::forbidden;
        }
        for (double& c : miss) c = whole ? 2 : 6 * chance() - 3;
        const auto all = enumerated(rows, columns, cost, miss);
        const auto k = 1 + static_cast<size_t>(chance() * (round % 10 ? 12 : 400));
        const solutions s = solve(rows, columns, cost, miss, k);
        INFO("round " << round << ": " << rows << " x " << columns << ", k " << k);
        REQUIRE(s.totals.size() == std::min(k, all.size()));
        for (size_t i = 0; i < s.totals.size(); ++i) CHECK(s.totals[i] == Approx(all[i]).margin(1e-9));
        check_sound(s, columns, cost, miss);
        compared += s.totals.size();
    }
    CHECK(compared > 15000);
}

TEST_CASE("solutions end with the gap, with the last one, and before the first where there is none") {
    const std::vector<double> cost{0, 1, 2, 3, 5, 9};
    CHECK(solve(2, 3, cost, {}, 100).totals == std::vector<double>{4, 5, 5, 7, 9, 10});
    CHECK(solve(2, 3, cost, {}, 100, 1).totals == std::vector<double>{4, 5, 5});
    CHECK(solve(1, 3, {3, 1, 2}, {}, 100, 1).totals == std::vector<double>{1, 2});
    CHECK(solve(3, 2, cost, {}, 5).totals.empty()); // a row too many
    const double x = kbest::forbidden;
    CHECK(solve(2, 2, {1, x, 1, x}, {}, 5).totals.empty());
    CHECK(solve(2, 2, {1, x, 1, x}, std::vector<double>{7, 7}, 5).totals == std::vector<double>{8, 8, 14});
    CHECK(solve(2, 0, {}, std::vector<double>{1, 2}, 5).totals == std::vector<double>{3});
    CHECK(solve(0, 0, {}, {}, 5).totals == std::vector<double>{0});
    CHECK(solve(2, 3, cost, {}, 0).totals.empty());
}

TEST_CASE("a hundred rows in a band of rivals come in order, and do not depend on what was solved before") {
    const size_t n = 100;
    std::vector<double> cost(n * n, kbest::forbidden), miss(n, 3.0);
    for (size_t i = 0; i < n; ++i)
        for (size_t j = i > 2 ? i - 2 : 0; j < std::min(n, i + 3); ++j)
            cost[i * n + j] = 4 * qiki_uniform(qiki_draw(5, i, j, 0, 0), 0);
    const solutions a = solve(n, n, cost, miss, 200);
    REQUIRE(a.totals.size() == 200);
    check_sound(a, n, cost, miss);
    solve(4, 6, std::vector<double>(24, 1), {}, 30);
    const solutions b = solve(n, n, cost, miss, 200);
    CHECK(a.chosen == b.chosen);
    const solutions few = solve(n, n, cost, miss, 7);
    for (size_t i = 0; i < 7; ++i) CHECK(few.totals[i] == Approx(a.totals[i]).margin(1e-9));
}

TEST_CASE("sizes that do not fit and costs that are no numbers are refused") {
    kbest solver;
    const std::vector<double> one{1}, nan{std::nan("")}, low{-kbest::forbidden};
    CHECK_THROWS_AS(solver.run(2, 2, one, {}, 3), std::invalid_argument);
    CHECK_THROWS_AS(solver.run(1, 1, one, std::vector<double>{1, 2}, 3), std::invalid_argument);
    CHECK_THROWS_AS(solver.run(1, 1, nan, {}, 3), std::invalid_argument);
    CHECK_THROWS_AS(solver.run(1, 1, low, {}, 3), std::invalid_argument);
    CHECK_THROWS_AS(solver.run(1, 1, one, low, 3), std::invalid_argument);
}
