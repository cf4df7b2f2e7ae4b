// SPDX-License-Identifier: MIT
// tests/unit/trackers/jpda.cpp - joint association against exact enumeration by rationals, by brute force, and against
// belief propagation's own figures.
#include "plugins/radar/tracking/jpda.hpp"
#include "qiki/random.h"
#include <catch2/catch.hpp>
#include <functional>

using tracking::joint_association;
using tracking::joint_pair;

namespace {
using matrix = std::vector<std::vector<double>>;

struct question {
    std::vector<double> miss;
    matrix hit; // 0: outside of the gate
};

// Rows: no plot, then each plot.
matrix answer(const question& q, joint_association::method wanted = joint_association::method::exact,
              size_t nodes = joint_association::most_nodes, double log_scale = 0) {
    const size_t n = q.miss.size(), m = n ? q.hit[0].size() : 0;
    std::vector<double> log_miss, miss(n);
    std::vector<joint_pair> pairs;
    for (uint32_t i = 0; i < n; ++i) {
        log_miss.push_back(std::log(q.miss[i]) + log_scale);
        for (uint32_t j = 0; j < m; ++j)
            if (q.hit[i][j] > 0) pairs.push_back({i, j, std::log(q.hit[i][j]) + log_scale});
    }
    std::vector<double> hit(pairs.size());
    joint_association joint;
    CHECK(joint.run(log_miss, pairs, m, miss, hit, nodes) == wanted);
    matrix b(n, std::vector<double>(m + 1));
    for (size_t i = 0; i < n; ++i) b[i][0] = miss[i];
    for (size_t k = 0; k < pairs.size(); ++k) b[pairs[k].track][pairs[k].plot + 1] = hit[k];
    return b;
}
void same(const matrix& a, const matrix& b, double margin = 1e-9) {
    REQUIRE(a.size() == b.size());
    for (size_t i = 0; i < a.size(); ++i)
        for (size_t j = 0; j < a[i].size(); ++j) {
            INFO(i << ", " << j);
            CHECK(std::fabs(a[i][j] - b[i][j]) <= margin);
        }
}

const question case1{{.1, .1}, {{8, 2}, {3, 5}}}, case2{{.1, .2}, {{4, 1.5, 0}, {0, 2.5, .75}}},
    case3{{.1, .1, .1}, {{9, 4, .5}, {4, 6, 2}, {.5, 3, 7}}},
    case4{{.05, .1, .15, .2}, {{6, 2, 0, 0, 0}, {0, 3, 2.5, 0, 0}, {0, 0, 4, 1.25, 0}, {0, 0, 0, 5, .5}}},
    case5{{.1, .1, .1, .1, .1},
          {{7, 3, 1, 2, .5, 1.5},
           {3, 8, 2, 1, 4, .25},
           {1, 2, 9, 3, 2.5, 5},
           {2, 1, 3, 6, .75, 2},
           {.5, 4, 2.5, .75, 5, 3.5}}},
    case6{{1e-3, .5, 1e-6}, {{1e6, 1e-3}, {2e5, 4e2}, {1e-8, 3e4}}};
const matrix b1{{0.0169420623, 0.8533779544, 0.1296799833}, {0.0211252876, 0.1317715959, 0.8471031165}},
    b2{{0.0221579961, 0.8863198459, 0.0915221580, 0}, {0.0719332049, 0, 0.6583172768, 0.2697495183}},
    b3{{0.0160487353, 0.7632598717, 0.2067641010, 0.0139272920},
       {0.0211395181, 0.2108503480, 0.6636065217, 0.1044036122},
       {0.0176321560, 0.0104369560, 0.1101243581, 0.8618065298}},
    b4{{0.0080402991, 0.9648358966, 0.0271238043, 0, 0, 0},
       {0.0395104950, 0, 0.8908266878, 0.0696628173, 0, 0},
       {0.0668558957, 0, 0, 0.8647243280, 0.0684197763, 0},
       {0.0522355329, 0, 0, 0, 0.8171756348, 0.1305888323}},
    b5{{0.0162475178, 0.5990907146, 0.1245963927, 0.0425357232, 0.1008604409, 0.0254432955, 0.0912259153},
       {0.0146468596, 0.1237971194, 0.4806265298, 0.0816831683, 0.0416190319, 0.2440599112, 0.0135673796},
       {0.0112421170, 0.0270576540, 0.0515588362, 0.4399593263, 0.1092962924, 0.0979881759, 0.2628975982},
       {0.0165532403, 0.0874162645, 0.0361413855, 0.1501947644, 0.5376827733, 0.0389837249, 0.1330278470},
       {0.0158017625, 0.0188811377, 0.1744083509, 0.1170208116, 0.0337762807, 0.3898881235, 0.2502235332}},
    b6{{3.9984105252e-04, 9.9960015895e-01, 1.3328035417e-14},
       {9.9960013329e-01, 3.9984005293e-04, 2.6656003554e-08},
       {2.6689350214e-08, 2.6722643536e-19, 9.9999997331e-01}};

// All ways, one by one.
matrix enumerated(const question& q) {
    const size_t n = q.miss.size(), m = q.hit[0].size();
    matrix b(n, std::vector<double>(m + 1));
    double total = 0;
    std::vector<size_t> way(n);
    std::vector<bool> used(m);
    const std::function<void(size_t, double)> go = [&](size_t i, double w) {
        if (i == n) {
            total += w;
            for (size_t k = 0; k < n; ++k) b[k][way[k]] += w;
            return;
        }
        way[i] = 0, go(i + 1, w * q.miss[i]);
        for (size_t j = 0; j < m; ++j)
            if (!used[j] && q.hit[i][j] > 0) {
                used[j] = true, way[i] = j + 1;
                go(i + 1, w * q.hit[i][j]);
                used[j] = false;
            }
    };
    go(0, 1);
    for (auto& row : b)
        for (double& x : row) x /= total;
    return b;
}
question drawn(uint64_t seed, size_t n, size_t m, double share) {
    const auto u = [&](size_t i, size_t j, uint16_t what) {
        return qiki_uniform(qiki_draw(77, seed, i * 64 + j, what, 0), 0);
    };
    question q;
    for (size_t i = 0; i < n; ++i) {
        q.miss.push_back(.01 + u(i, 60, 0));
        q.hit.emplace_back();
        for (size_t j = 0; j < m; ++j) q.hit[i].push_back(u(i, j, 1) < share ? std::exp(12 * u(i, j, 2) - 6) : 0);
    }
    return q;
}
} // namespace

TEST_CASE("joint association gives the marginals of exact enumeration") {
    same(answer(case1), b1), same(answer(case2), b2), same(answer(case3), b3);
    same(answer(case4), b4), same(answer(case5), b5), same(answer(case6), b6);
}

TEST_CASE("a scale of all weights by 200 decades, or a constant for one track, changes nothing") {
    for (double decades : {-200., 200.})
        same(answer(case6, joint_association::method::exact, 1 << 14, decades * std::log(10)), b6);
    question q = case3;
    q.miss[1] *= 37;
    for (double& x : q.hit[1]) x *= 37;
    same(answer(q), b3);
}

TEST_CASE("three tracks that all but certainly took the same plot share it, even far below what a double holds") {
    std::vector<double> log_miss(3, -2000.0), miss(3), hit(3);
    const std::vector<joint_pair> pairs{{0, 0, 0}, {1, 0, 0}, {2, 0, 0}};
    joint_association joint;
    CHECK(joint.run(log_miss, pairs, 1, miss, hit) == joint_association::method::exact);
    for (size_t i = 0; i < 3; ++i) {
        CHECK(hit[i] == Approx(1.0 / 3));
        CHECK(miss[i] == Approx(2.0 / 3));
    }
}

TEST_CASE("permuting tracks or plots permutes the marginals, and a plot of nobody changes none") {
    question q;
    matrix wanted;
    for (const size_t i : {3u, 0u, 4u, 2u, 1u}) {
        q.miss.push_back(case5.miss[i]), q.hit.emplace_back(), wanted.push_back({b5[i][0]});
        for (const size_t j : {5u, 2u, 0u, 1u, 4u, 3u})
            q.hit.back().push_back(case5.hit[i][j]), wanted.back().push_back(b5[i][j + 1]);
    }
    same(answer(q), wanted);
    for (auto& row : q.hit) row.insert(row.begin() + 2, 0);
    for (auto& row : wanted) row.insert(row.begin() + 3, 0);
    same(answer(q), wanted);
}

TEST_CASE("two clusters in one question do not know of each other") {
    question q{{.1, .1, .1, .1, .1}, matrix(5, std::vector<double>(5, 0))};
    matrix wanted(5, std::vector<double>(6, 0));
    for (size_t i = 0; i < 2; ++i)
        for (size_t j = 0; j < 2; ++j) q.hit[i][j] = case1.hit[i][j];
    for (size_t i = 0; i < 3; ++i)
        for (size_t j = 0; j < 3; ++j) q.hit[2 + i][2 + j] = case3.hit[i][j];
    for (size_t i = 0; i < 2; ++i)
        for (size_t j = 0; j < 3; ++j) wanted[i][j] = b1[i][j];
    for (size_t i = 0; i < 3; ++i) {
        wanted[2 + i][0] = b3[i][0];
        for (size_t j = 1; j < 4; ++j) wanted[2 + i][2 + j] = b3[i][j];
    }
    same(answer(q), wanted);
}

TEST_CASE("drawn questions have the marginals of their enumeration, dense or sparse, more tracks or more plots") {
    for (uint64_t seed = 0; seed < 60; ++seed) {
        const question q = drawn(seed, 1 + seed % 6, 1 + seed % 7, seed % 3 == 0 ? 1 : 0.4);
        INFO(seed);
        same(answer(q), enumerated(q), 1e-12);
    }
}

TEST_CASE("tracks without a plot in their gate are missed for certain") {
    same(answer({{.3, .1}, {{0, 0}, {2, 0}}}), {{1, 0, 0}, {.1 / 2.1, 2 / 2.1, 0}}, 1e-15);
    joint_association joint;
    std::vector<double> miss(1), hit;
    CHECK(joint.run(std::vector<double>{-1}, {}, 0, miss, hit) == joint_association::method::exact);
    CHECK(miss[0] == 1);
    CHECK(joint.run({}, {}, 0, {}, {}) == joint_association::method::exact);
}

TEST_CASE("where the net would be too wide belief propagation answers, and is named") {
    constexpr auto belief = joint_association::method::belief;
    same(answer(case2, belief, 0), b2, 1e-10); // trees: exact
    same(answer(case4, belief, 0), b4, 1e-10);
    same(answer(case6, belief, 0), b6, 1e-10);
    const matrix loop = answer(case1, belief, 0); // loops: too sure
    same(loop, {{0.0222457294, 0.9640019733, 0.0137522973}, {0.0277385021, 0.0164986836, 0.9557628143}}, 1e-9);
    const matrix first{answer(case3, belief, 0)[0]};
    same(first, {{0.0312197168, 0.9074088261, 0.0562108753, 0.0051605819}}, 1e-9);
    // Forty tracks, every one of them with every of eighty plots: bounded, and probabilities.
    const matrix wide = answer(drawn(5, 40, 60, 1), belief);
    for (const auto& row : wide) {
        double sum = 0;
        for (double x : row) {
            CHECK((x >= 0 && x <= 1));
            sum += x;
        }
        CHECK(sum == Approx(1));
    }
}

TEST_CASE("a long chain of many tracks is narrow, and exact") {
    question q{std::vector<double>(60, .1), matrix(60, std::vector<double>(61, 0))};
    for (size_t i = 0; i < 60; ++i) q.hit[i][i] = 3, q.hit[i][i + 1] = 2;
    std::vector<double> log_miss(60, std::log(.1)), miss(60), hit(120);
    std::vector<joint_pair> pairs;
    for (uint32_t i = 0; i < 60; ++i) pairs.push_back({i, i, std::log(3)}), pairs.push_back({i, i + 1, std::log(2)});
    joint_association joint;
    CHECK(joint.run(log_miss, pairs, 61, miss, hit) == joint_association::method::exact);
    CHECK(joint.nodes() < 130);
    same(answer(q), answer(q, joint_association::method::belief, 0), 1e-9); // a tree: both are exact
}
