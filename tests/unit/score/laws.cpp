// SPDX-License-Identifier: MIT
// tests/unit/score/laws.cpp - what holds for any sets: the axioms of a metric, and that clusters lose nothing.
#include "score/gospa.hpp"
#include <catch2/catch.hpp>
#include <random>

using namespace qiki::score;
using points = std::vector<point>;

namespace {
constexpr double c = 10;

struct dice {
    std::mt19937_64 bits{7};
    double real(double from, double to) { return std::uniform_real_distribution<double>(from, to)(bits); }
    size_t below(size_t n) { return bits() % n; }
    points set(size_t most, double side) {
        points s(below(most + 1));
        for (point& p : s) p = {real(0, side), real(0, side), 0};
        return s;
    }
};

set_distance compared(const points& x, const points& y, int p) {
    pairing work;
    return compare(x, y, c, p, work);
}

// By trying every assignment.
double enumerated(const points& x, const points& y, int p, size_t i = 0, uint32_t taken = 0) {
    const double cut = p == 2 ? c * c : c;
    if (i == x.size()) return cut / 2 * static_cast<double>(y.size() - static_cast<size_t>(__builtin_popcount(taken)));
    double best = cut / 2 + enumerated(x, y, p, i + 1, taken);
    for (size_t j = 0; j < y.size(); ++j)
        if (const double d2 = squared_distance(x[i], y[j]); !(taken & (1u << j)) && d2 < c * c)
            best = std::min(best, (p == 2 ? d2 : std::sqrt(d2)) + enumerated(x, y, p, i + 1, taken | (1u << j)));
    return best;
}
} // namespace

TEST_CASE("GOSPA is the least over all assignments") {
    dice d;
    for (int n = 0; n < 400; ++n)
        for (const int p : {1, 2}) {
            const points x = d.set(6, 25), y = d.set(6, 25);
            const set_distance got = compared(x, y, p);
            CHECK(got.location + got.missed + got.wrong == Approx(enumerated(x, y, p)).margin(1e-9));
        }
}

TEST_CASE("GOSPA and OSPA are metrics") {
    dice d;
    for (int n = 0; n < 300; ++n)
        for (const int p : {1, 2}) {
            const points x = d.set(12, 40), y = d.set(12, 40), z = d.set(12, 40);
            const set_distance xy = compared(x, y, p), yx = compared(y, x, p), xz = compared(x, z, p),
                               zy = compared(z, y, p);
            CHECK(compared(x, x, p).gospa == 0);
            CHECK(xy.gospa == Approx(yx.gospa).margin(1e-9));
            CHECK(xy.missed == yx.wrong);
            CHECK(xy.gospa <= xz.gospa + zy.gospa + 1e-9);
            CHECK(xy.ospa <= xz.ospa + zy.ospa + 1e-9);
        }
}

TEST_CASE("where the sets lie does not matter, and a far false point costs half the cut-off") {
    dice d;
    for (int n = 0; n < 200; ++n) {
        const points x = d.set(15, 40), y = d.set(15, 40);
        points moved_x = x, moved_y = y, more = y;
        for (points* s : {&moved_x, &moved_y}) // a turn by 3-4-5 and a shift
            for (point& a : *s) a = {0.6 * a.x - 0.8 * a.y + 300, 0.8 * a.x + 0.6 * a.y - 70, 0};
        CHECK(compared(x, y, 2).gospa == Approx(compared(moved_x, moved_y, 2).gospa).margin(1e-8));
        more.push_back({1e5, 1e5, 0});
        const set_distance a = compared(x, y, 2), b = compared(x, more, 2);
        CHECK(b.gospa * b.gospa - a.gospa * a.gospa == Approx(c * c / 2).epsilon(1e-9));
    }
}

TEST_CASE("clusters give what one assignment over all gives, for a thousand points on either side") {
    dice d;
    points x(1000), y(1000);
    for (point& a : x) a = {d.real(0, 700), d.real(0, 700), 0};
    for (point& a : y) a = {d.real(0, 700), d.real(0, 700), 0};
    std::vector<double> cost(x.size() * y.size()), miss(x.size(), c * c);
    for (size_t i = 0; i < x.size(); ++i)
        for (size_t j = 0; j < y.size(); ++j) {
            const double d2 = squared_distance(x[i], y[j]);
            cost[i * y.size() + j] = d2 < c * c ? d2 : forbidden;
        }
    std::vector<int32_t> chosen(x.size());
    assignment_workspace work;
    const double all = assign(x.size(), y.size(), cost, miss, chosen, work);
    const set_distance got = compared(x, y, 2);
    CHECK(got.location + c * c * static_cast<double>(x.size() - got.pairs) == Approx(all).epsilon(1e-12));
    CHECK(got.pairs > 300);
}

TEST_CASE("many points in one place are one cluster, and it is solved") {
    const points x(300), y(200);
    const set_distance got = compared(x, y, 2);
    CHECK(got.pairs == 200);
    CHECK(got.gospa == std::sqrt(100 * c * c / 2));
}
