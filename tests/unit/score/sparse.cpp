// SPDX-License-Identifier: MIT
// tests/unit/score/sparse.cpp - assign_sparse() finds what assign() finds, and large thin clusters stay cheap.
#include "score/gospa.hpp"
#include "unit/rounds.hpp"
#include <catch2/catch.hpp>
#include <random>

using namespace qiki::score;

namespace {
struct problem {
    size_t rows, columns;
    std::vector<double> matrix, miss;
    std::vector<size_t> first{0};
    std::vector<candidate> pairs;
};

// `whole`: costs are small integers, so that many totals are equal.
problem drawn(std::mt19937_64& bits, bool whole) {
    problem p{1 + bits() % 12, 1 + bits() % 12, {}, {}, {0}, {}};
    std::uniform_real_distribution<double> real(-10, 10);
    const auto value = [&] { return whole ? static_cast<double>(bits() % 7) - 3 : real(bits); };
    const unsigned percent = 5 + static_cast<unsigned>(bits() % 95);
    for (size_t i = 0; i < p.rows; ++i) {
        for (size_t j = 0; j < p.columns; ++j) {
            const double c = bits() % 100 < percent ? value() : forbidden;
            p.matrix.push_back(c);
            if (c != forbidden) p.pairs.push_back({static_cast<int32_t>(j), c});
        }
        p.first.push_back(p.pairs.size());
        p.miss.push_back(value());
    }
    return p;
}
} // namespace

TEST_CASE("the sparse assignment costs what the dense one costs, with ties and lonely rows") {
    std::mt19937_64 bits(11);
    assignment_workspace dense_work;
    sparse_workspace work;
    size_t lonely = 0, paired = 0;
    for (int n = 0; n < 4000; ++n) {
        const problem p = drawn(bits, n % 2 == 0);
        std::vector<int32_t> dense(p.rows), chosen(p.rows);
        const double least = assign(p.rows, p.columns, p.matrix, p.miss, dense, dense_work);
        const double total = assign_sparse(p.columns, p.first, p.pairs, p.miss, chosen, work);
        REQUIRE(total == Approx(least).margin(1e-9));
        double sum = 0;
        std::vector<bool> taken(p.columns);
        for (size_t i = 0; i < p.rows; ++i) {
            if (chosen[i] == alone) {
                sum += p.miss[i], ++lonely;
                continue;
            }
            const auto j = static_cast<size_t>(chosen[i]);
            REQUIRE_FALSE(taken[j]);
            taken[j] = true, sum += p.matrix[i * p.columns + j], ++paired;
        }
        REQUIRE(sum == Approx(total).margin(1e-9)); // a forbidden pair would make it infinite
    }
    CHECK(lonely > 1000);
    CHECK(paired > 1000);
}

TEST_CASE("the sparse assignment refuses what does not fit") {
    sparse_workspace work;
    std::vector<int32_t> chosen(1);
    const std::vector<size_t> first{0, 1}, beyond{0, 2};
    const std::vector<double> miss{0}, never{forbidden};
    const std::vector<candidate> fine{{0, 1}}, outside{{3, 1}}, below{{-1, 1}}, nan{{0, std::nan("")}};
    CHECK(assign_sparse(1, first, fine, miss, chosen, work) == 0);
    CHECK(chosen[0] == alone);
    for (const auto& wrong : {outside, below, nan})
        CHECK_THROWS_AS(assign_sparse(1, first, wrong, miss, chosen, work), std::invalid_argument);
    CHECK_THROWS_AS(assign_sparse(1, beyond, fine, miss, chosen, work), std::invalid_argument);
    CHECK_THROWS_AS(assign_sparse(1, first, fine, never, chosen, work), std::invalid_argument);
    CHECK(assign_sparse(0, std::vector<size_t>{0}, {}, {}, {}, work) == 0);
}

// A dense matrix of this one cluster would hold 900 million costs.
TEST_CASE("a chain of thirty thousand targets is one cluster, and it is solved") {
    constexpr uint32_t n = rounds(30000);
    std::vector<point> x, y;
    for (uint32_t i = 0; i < n; ++i) x.push_back({i * 40.0, 0, 0}), y.push_back({i * 40.0, 3, 0});
    pairing work;
    const set_distance d = compare(x, y, 500, 2, work);
    CHECK(d.pairs == n);
    CHECK(d.location == Approx(9.0 * n));
    y.erase(y.begin() + n / 2); // all others stay where they are
    const set_distance less = compare(x, y, 500, 2, work);
    CHECK(less.pairs == n - 1);
    CHECK(less.location == Approx(9.0 * (n - 1)));
}
