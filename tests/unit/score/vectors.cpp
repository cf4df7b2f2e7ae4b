// SPDX-License-Identifier: MIT
// tests/unit/score/vectors.cpp - GOSPA and OSPA where the answer is known in closed form.
#include "score/gospa.hpp"
#include <catch2/catch.hpp>

using namespace qiki::score;
using points = std::vector<point>;

namespace {
set_distance compared(const points& x, const points& y, int p, double c = 10) {
    pairing work;
    return compare(x, y, c, p, work);
}

struct expected {
    double gospa, location, missed, wrong, ospa;
};
struct row {
    const char* name;
    points truth, estimate;
    expected p1, p2;
};
// c = 10, alpha = 2; worked by hand from the definitions.
const row rows[] = {
    {"one false", {}, {{0, 0}}, {5, 0, 0, 5, 10}, {7.0710678119, 0, 0, 50, 10}},
    {"one pair", {{0, 0}}, {{3, 4}}, {5, 5, 0, 0, 5}, {5, 25, 0, 0, 5}},
    {"one missed", {{0, 0}, {10, 0}}, {{0, 1}}, {6, 1, 5, 0, 5.5}, {7.1414284285, 1, 50, 0, 7.1063352018}},
    {"two false", {{0, 0}}, {{0, 1}, {20, 0}, {30, 0}}, {11, 1, 0, 10, 7}, {10.0498756211, 1, 0, 100, 8.1853527719}},
    {"not the nearest first",
     {{0, 0}, {4, 0}},
     {{3, 0}, {9, 0}},
     {8, 8, 0, 0, 4},
     {5.8309518948, 34, 0, 0, 4.1231056256}},
    {"too far", {{0, 0}}, {{12, 0}}, {10, 0, 5, 5, 10}, {10, 0, 50, 50, 10}},
    {"three and four",
     {{0, 0}, {5, 5}, {-7, 2}},
     {{1, 1}, {6, 3}, {-7, 2}, {40, 40}},
     {8.6502815399, 3.6502815399, 0, 5, 3.4125703850},
     {7.5498344353, 7, 0, 50, 5.1720402164}},
};
} // namespace

TEST_CASE("GOSPA, its parts and OSPA have their closed-form values") {
    for (const row& r : rows)
        for (const int p : {1, 2}) {
            INFO(r.name << ", p = " << p);
            const expected& e = p == 1 ? r.p1 : r.p2;
            const set_distance d = compared(r.truth, r.estimate, p);
            CHECK(d.gospa == Approx(e.gospa).epsilon(1e-10));
            CHECK(d.location == Approx(e.location).epsilon(1e-10));
            CHECK(d.missed == e.missed);
            CHECK(d.wrong == e.wrong);
            CHECK(d.ospa == Approx(e.ospa).epsilon(1e-10));
        }
}

TEST_CASE("two empty sets are the same set") {
    const set_distance d = compared({}, {}, 2);
    CHECK(d.gospa == 0);
    CHECK(d.ospa == 0);
}

TEST_CASE("a pair exactly at the cut-off stays apart, in the value and in the counts") {
    const set_distance d = compared({{0, 0}}, {{10, 0}}, 2);
    CHECK(d.pairs == 0);
    CHECK(d.gospa == 10);
    CHECK(compared({{0, 0}}, {{9.999999, 0}}, 2).pairs == 1);
}

TEST_CASE("OSPA of a missing side is the cut-off however many there are, while GOSPA grows") {
    const points one(1), ten(10);
    CHECK(compared({}, one, 2).ospa == compared({}, ten, 2).ospa);
    CHECK(compared({}, one, 2).gospa < compared({}, ten, 2).gospa);
}

TEST_CASE("what is no distance is refused") {
    const double nan = std::nan("");
    CHECK_THROWS_AS(compared({{nan, 0}}, {{0, 0}}, 2), std::invalid_argument);
    CHECK_THROWS_AS(compared({{0, 0}}, {{0, INFINITY}}, 2), std::invalid_argument);
    CHECK_THROWS_AS(compared({{0, 0}}, {{0, 0}}, 3), std::invalid_argument);
    for (const double c : {0.0, -1.0, nan, static_cast<double>(INFINITY), 1e200})
        CHECK_THROWS_AS(compared({{0, 0}}, {{0, 0}}, 2, c), std::invalid_argument);
}
