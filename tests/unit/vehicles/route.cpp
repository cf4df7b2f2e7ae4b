// SPDX-License-Identifier: MIT
// tests/unit/vehicles/route.cpp - waypoints: reached in order, flown again, or circled.
#include "flight.hpp"

using namespace flight;

namespace {

const numbers square = {500, 0, 200, 500, 500, 260, 0, 500, 230, 0, 0, 200};

double off(const qiki_truth& r, const numbers& points, size_t k) {
    return std::hypot(r.pos[0] - points[3 * k], r.pos[1] - points[3 * k + 1]);
}

// The order in which the waypoints are reached, each once per visit.
std::vector<size_t> visits(const std::vector<qiki_truth>& all, const numbers& points, double arrival) {
    std::vector<size_t> order;
    for (const qiki_truth& r : all)
        for (size_t k = 0; k < points.size() / 3; ++k)
            if (off(r, points, k) <= arrival && (order.empty() || order.back() != k)) order.push_back(k);
    return order;
}

} // namespace

TEST_CASE("Waypoints are reached in their order, at their heights") {
    planes v({{"waypoints", square}, {"at", numbers{0, 0, 200}}, {"heading", 90 * degree}});
    const auto all = fly(v, 1300, second / 10);
    auto order = visits(all, square, 50);
    REQUIRE(order.size() >= 5);
    CHECK(order.front() == 3); // it starts there
    order.erase(order.begin());
    CHECK(order == std::vector<size_t>{0, 1, 2, 3});
    for (const qiki_truth& r : all)
        if (off(r, square, 1) <= 50) {
            CHECK(r.pos[2] == Approx(260).margin(3));
            break;
        }
}

TEST_CASE("At the end of a route an aircraft circles the last waypoint, left about") {
    const numbers points = {600, 0, 200, 600, 400, 250};
    for (const double radius : {60.0, 100.0, 250.0}) {
        planes v({{"waypoints", points}, {"hold_radius", radius}, {"heading", 90 * degree}, {"speed", 25.0}});
        const auto all = fly(v, 3000, second / 10);
        const size_t settled = 2000;
        for (size_t k = settled; k < all.size(); ++k) {
            CHECK(off(all[k], points, 1) == Approx(radius).epsilon(0.03));
            CHECK(all[k].pos[2] == Approx(250).margin(0.5));
            CHECK(all[k].rate[2] > 0);
        }
    }
}

TEST_CASE("A loop is flown again and again") {
    planes v(
        {{"waypoints", square}, {"at_end", std::string("loop")}, {"at", numbers{0, 0, 200}}, {"heading", 90 * degree}});
    auto order = visits(fly(v, 4000, second / 10), square, 50);
    order.erase(order.begin());
    REQUIRE(order.size() > 12);
    for (size_t k = 0; k < order.size(); ++k) CHECK(order[k] == k % 4);
}

TEST_CASE("A route that could be circled for ever is refused") {
    const std::string id = "qiki.vehicle.aircraft";
    CHECK_THAT(refusal(id, {{"waypoints", square}, {"arrival", 20.0}}),
               Catch::StartsWith("arrival:") && Catch::Contains("22.5") && Catch::Contains("found 20"));
    CHECK_THAT(refusal(id, {{"waypoints", square}, {"hold_radius", 20.0}}), Catch::StartsWith("hold_radius:"));
    CHECK_THAT(refusal(id, {{"waypoints", numbers{1, 2, 3, 4}}}), Catch::StartsWith("waypoints:"));
    CHECK_THAT(refusal(id, {{"waypoints", square}, {"climb", 5.0}}), Catch::StartsWith("climb:"));
    CHECK_THAT(refusal(id, {{"waypoints", square}, {"control", std::string("open")}}), Catch::StartsWith("waypoints:"));
}
