// SPDX-License-Identifier: MIT
// tests/unit/trackers/assignment.cpp - the assignment finds the cheapest pairing, whatever the shape of the matrix.
#include "score/assignment.hpp"
#include "qiki/random.h"
#include <catch2/catch.hpp>

using namespace qiki::score;

namespace {
constexpr double no = forbidden;

struct solved {
    double total;
    std::vector<int32_t> chosen;
};
solved solve(size_t n, size_t m, const std::vector<double>& cost, const std::vector<double>& miss = {}) {
    static assignment_workspace w;
    solved s{0, std::vector<int32_t>(n)};
    s.total = assign(n, m, cost, miss, s.chosen, w);
    return s;
}

// Every pairing there is: the most pairs first when nothing is said about alone rows, then the least sum.
void search(size_t i, size_t n, size_t m, const std::vector<double>& c, const std::vector<double>& miss,
            std::vector<bool>& used, size_t pairs, double sum, std::pair<size_t, double>& best) {
    if (i == n) {
        const bool more = miss.empty() && pairs > best.first, same = !miss.empty() || pairs == best.first;
        if (more || (same && sum < best.second)) best = {pairs, sum};
        return;
    }
    search(i + 1, n, m, c, miss, used, pairs, sum + (miss.empty() ? 0 : miss[i]), best);
    for (size_t j = 0; j < m; ++j)
        if (!used[j] && c[i * m + j] != no) {
            used[j] = true;
            search(i + 1, n, m, c, miss, used, pairs + 1, sum + c[i * m + j], best);
            used[j] = false;
        }
}
double cheapest(size_t n, size_t m, const std::vector<double>& c, const std::vector<double>& miss) {
    std::vector<bool> used(m);
    std::pair<size_t, double> best{0, miss.empty() ? 0 : no};
    search(0, n, m, c, miss, used, 0, 0, best);
    return best.second;
}
} // namespace

TEST_CASE("an assignment costs what the enumeration of all pairings finds, for 3000 random matrices of every shape") {
    for (uint64_t k = 0; k < 3000; ++k) {
        const auto u = [k](uint32_t i) { return qiki_uniform(qiki_draw(1, k, 0, 0, i), 0); };
        const auto n = static_cast<size_t>(u(0) * 6), m = static_cast<size_t>(u(1) * 6);
        const bool whole = u(2) < 0.4, with_miss = u(3) < 0.6;
        const double holes = u(4) < 0.5 ? u(5) : 0;
        std::vector<double> c(n * m), miss(with_miss ? n : 0);
        for (uint32_t i = 0; i < c.size(); ++i) {
            c[i] = whole ? std::floor(u(100 + i) * 6) - 2 : 20 * u(100 + i) - 8;
            if (u(200 + i) < holes) c[i] = no;
        }
        for (uint32_t i = 0; i < miss.size(); ++i)
            miss[i] = whole ? std::floor(u(300 + i) * 6) - 2 : 20 * u(300 + i) - 8;
        const solved s = solve(n, m, c, miss);
        INFO("matrix " << k << ", " << n << " x " << m);
        CHECK(s.total == Approx(cheapest(n, m, c, miss)).margin(1e-9));
        std::vector<bool> used(m);
        for (size_t i = 0; i < n; ++i)
            if (s.chosen[i] != alone) {
                const auto j = static_cast<size_t>(s.chosen[i]);
                REQUIRE(j < m);
                CHECK(!used[j]);
                CHECK(c[i * m + j] != no);
                used[j] = true;
            }
    }
}

TEST_CASE("the published matrices of Murty and of the k-best tables give their best costs") {
    const std::vector<double> murty = {7,  51, 52, 87, 38, 60, 74, 66, 0,  20, 50, 12, 0,  64, 8,  53, 0,  46, 76, 42,
                                       27, 77, 0,  18, 22, 48, 44, 13, 0,  57, 62, 0,  3,  8,  5,  6,  14, 0,  26, 39,
                                       0,  97, 0,  5,  13, 0,  41, 31, 62, 48, 79, 68, 0,  0,  15, 12, 17, 47, 35, 43,
                                       76, 99, 48, 27, 34, 0,  0,  0,  28, 0,  0,  20, 9,  27, 46, 15, 84, 19, 3,  24,
                                       56, 10, 45, 39, 0,  93, 67, 79, 19, 38, 27, 0,  39, 53, 46, 24, 69, 46, 23, 1};
    CHECK(solve(10, 10, murty).total == 0); // Murty 1968
    const solved m2 = solve(5, 5, {4, 1, 3, 9, 7, 2, 0, 5, 8, 6, 3, 2, 2, 7, 5, 9, 6, 4, 1, 3, 8, 5, 7, 2, 2});
    CHECK(m2.total == 8);
    CHECK(m2.chosen == std::vector<int32_t>{1, 0, 2, 3, 4});
    const solved m3 = solve(4, 6, {1.37, 2.91, 5.05, 0.48, 7.77, 3.14, 2.22, 0.83, 6.41, 4.09, 1.96, 5.58,
                                   8.01, 3.33, 1.11, 2.74, 4.65, 0.29, 5.5,  6.66, 2.05, 3.78, 0.97, 4.44});
    CHECK(m3.total == Approx(2.57));
    CHECK(m3.chosen == std::vector<int32_t>{3, 1, 5, 4});
}

TEST_CASE("nearest first is not cheapest: the exchange that saves in sum is made") {
    const solved s = solve(2, 2, {1, 2, 1.5, 100});
    CHECK(s.total == 3.5);
    CHECK(s.chosen == std::vector<int32_t>{1, 0});
}

TEST_CASE("equal costs go to the lowest index, and a pair is preferred to staying alone at the same price") {
    CHECK(solve(3, 3, std::vector<double>(9, 2.0)).chosen == std::vector<int32_t>{0, 1, 2});
    CHECK(solve(1, 3, {5, 1, 1}).chosen == std::vector<int32_t>{1});
    CHECK(solve(1, 2, {4, 4}, {4}).chosen == std::vector<int32_t>{0});
}

TEST_CASE("more rows than columns leaves rows alone, and forbidden pairs are never made") {
    const solved tall = solve(3, 1, {3, 1, 2});
    CHECK(tall.total == 1);
    CHECK(tall.chosen == std::vector<int32_t>{alone, 0, alone});
    const solved none = solve(2, 2, {no, no, no, no});
    CHECK(none.total == 0);
    CHECK(none.chosen == std::vector<int32_t>{alone, alone});
    CHECK(solve(2, 2, {no, no, no, no}, {3, 4}).total == 7);
    CHECK(solve(2, 2, {1, no, 2, no}).chosen == std::vector<int32_t>{0, alone}); // one column for two rows
    CHECK(solve(2, 2, {-1e6, 0, 0, no}).chosen == std::vector<int32_t>{1, 0});   // two pairs before one cheap pair
}

TEST_CASE("no rows or no columns is an empty assignment") {
    CHECK(solve(0, 0, {}).total == 0);
    CHECK(solve(0, 3, {}).total == 0);
    const solved s = solve(2, 0, {}, {1.5, 2});
    CHECK(s.total == 3.5);
    CHECK(s.chosen == std::vector<int32_t>{alone, alone});
}

TEST_CASE("an assignment refuses matrices whose size or values make no sense") {
    assignment_workspace w;
    std::vector<int32_t> out(2);
    const std::vector<double> four{1, 2, 3, 4}, bad{1, std::nan(""), 3, 4}, endless{no, 1};
    CHECK_THROWS_AS(assign(2, 3, four, {}, out, w), std::invalid_argument);
    CHECK_THROWS_AS(assign(2, 2, bad, {}, out, w), std::invalid_argument);
    CHECK_THROWS_AS(assign(2, 2, four, endless, out, w), std::invalid_argument);
}

TEST_CASE("adding a constant to a row and permuting rows does not change who goes with whom") {
    const size_t n = 40, m = 55;
    std::vector<double> c(n * m), moved(n * m), turned(n * m);
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < m; ++j) {
            c[i * m + j] = qiki_uniform(qiki_draw(3, i, j, 0, 0), 0);
            moved[i * m + j] = c[i * m + j] + static_cast<double>(i);
            turned[(n - 1 - i) * m + j] = c[i * m + j];
        }
    const solved a = solve(n, m, c), b = solve(n, m, moved), t = solve(n, m, turned);
    CHECK(a.chosen == b.chosen);
    CHECK(std::vector<int32_t>(t.chosen.rbegin(), t.chosen.rend()) == a.chosen);
    CHECK(b.total - a.total == Approx(static_cast<double>(n * (n - 1) / 2)));
}
