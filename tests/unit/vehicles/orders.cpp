// SPDX-License-Identifier: MIT
// tests/unit/vehicles/orders.cpp - an aircraft that is told what to hold: it does, it answers, it remembers, it
// resumes.
#include "flight.hpp"
#include "qiki/check.h"

using namespace flight;

namespace {
enum verb : uint32_t { heading, turn, altitude, speed_to, resume };

qiki_command order(uint64_t entity, uint32_t verb, std::vector<double> arguments, uint32_t n = 1) {
    qiki_command c{};
    c.id = uint64_t{9} << 32 | n, c.issuer = 9, c.entity = entity, c.verb = verb, c.label = QIKI_LABEL_OK;
    for (double a : arguments) c.arg[c.argc++] = a;
    return c;
}
// Flies n ticks of 0.1 s; the orders are heard in the first.
struct told : planes {
    using planes::planes;
    qiki_ns now = 0;
    std::vector<qiki_receipt> answers;
    std::vector<qiki_truth> last;
    told& hears(const std::vector<qiki_command>& all, int n) {
        give("commands", all, UINT32_MAX);
        answers.clear();
        for (int k = 0; k < n; ++k, now += second / 10) {
            last = flight::tick(*this, now, now + second / 10);
            const auto more = took<qiki_receipt>("receipts");
            answers.insert(answers.end(), more.begin(), more.end());
            for (const qiki_receipt& r : more) REQUIRE(qiki_receipt_flaw(&r) == nullptr);
        }
        return *this;
    }
    double bearing(size_t i = 0) const { return std::atan2(last[i].vel[0], last[i].vel[1]); }
};
const numbers east = {4000, 0, 200, 8000, 0, 200};
} // namespace

TEST_CASE("An aircraft holds the bearing, height and speed that it is told, and says so at once") {
    told v;
    v.hears({order(1, heading, {90 * degree}), order(1, altitude, {260}, 2), order(1, speed_to, {30}, 3)}, 600);
    CHECK(v.bearing() == Approx(90 * degree).margin(1e-3));
    CHECK(v.last[0].pos[2] == Approx(260).margin(0.5));
    CHECK(speed(v.last[0]) == Approx(30).margin(0.01));
    REQUIRE(v.answers.size() == 3);
    for (uint32_t i = 0; i < 3; ++i) {
        const qiki_receipt& r = v.answers[i];
        CHECK((r.command == (uint64_t{9} << 32 | (i + 1)) && r.status == QIKI_RECEIPT_ACCEPTED && r.code == 0));
        CHECK((r.entity == 1 && r.t == second / 10 && r.source == 1));
    }
    v.hears({order(1, turn, {-120 * degree}, 4)}, 600);
    CHECK(v.bearing() == Approx(-30 * degree).margin(1e-3));
    v.hears({order(1, resume, {}, 5)}, 900);
    CHECK(v.bearing() == Approx(0).margin(1e-3));
    CHECK(v.last[0].pos[2] == Approx(200).margin(0.5));
    CHECK(speed(v.last[0]) == Approx(20).margin(0.01));
}

TEST_CASE("An order comes before the route, and resume leads back to it") {
    told v({{"waypoints", east}, {"at", numbers{0, 0, 200}}, {"heading", 90 * degree}});
    v.hears({order(1, heading, {0})}, 300);
    CHECK(v.bearing() == Approx(0).margin(1e-3));
    CHECK(v.last[0].pos[2] == Approx(200).margin(0.5)); // the height is still the route's
    v.hears({order(1, altitude, {150})}, 300);
    CHECK(v.last[0].pos[2] == Approx(150).margin(0.5));
    v.hears({order(1, resume, {})}, 200);
    const qiki_truth& r = v.last[0];
    CHECK(v.bearing() == Approx(std::atan2(4000 - r.pos[0], -r.pos[1])).margin(0.02));
}

TEST_CASE("What it cannot do it refuses, and flies on") {
    told v({{"speed_max", 40.0}});
    v.hears({order(1, speed_to, {40.1}), order(1, speed_to, {14.9}, 2)}, 50);
    for (const qiki_receipt& r : v.answers) CHECK((r.status == QIKI_RECEIPT_REFUSED && r.code == 3));
    CHECK(speed(v.last[0]) == 20);
    told open({{"control", std::string("open")}});
    open.hears({order(1, heading, {1})}, 1);
    CHECK((open.answers[0].status == QIKI_RECEIPT_REFUSED && open.answers[0].code == 2));
    told pair({{"count", int64_t{2}},
               {"at", numbers{0, 0, 200}},
               {"spread", numbers{1, 1, 1}},
               {"collision_distance", 50.0},
               {"on_collision", std::string("remove")}});
    pair.hears({}, 2);
    CHECK(pair.last.empty());
    pair.hears({order(2, heading, {1})}, 1);
    CHECK((pair.answers[0].status == QIKI_RECEIPT_REFUSED && pair.answers[0].code == 1));
}

TEST_CASE("In a fleet an order is for one, the others fly as without it") {
    const rig::settings three{{"count", int64_t{3}}, {"at", numbers{0, 0, 200, 500, 0, 200, 1000, 0, 200}}};
    told v(three), other(three);
    v.hears({order(2, heading, {1.5})}, 300), other.hears({}, 300);
    CHECK(v.bearing(1) == Approx(1.5).margin(1e-2));
    for (size_t i : {0u, 2u}) CHECK(bytes({v.last[i]}) == bytes({other.last[i]}));
}

TEST_CASE("Orders are remembered through a checkpoint, and forgotten at a reset") {
    const rig::settings route{{"waypoints", east}, {"heading", 90 * degree}};
    told v(route), copy(route);
    v.hears({order(1, heading, {-1}), order(1, speed_to, {33}, 2)}, 20);
    copy.load(v.save(), v);
    copy.now = v.now;
    CHECK(copy.save() == v.save());
    v.hears({}, 100), copy.hears({}, 100);
    CHECK(bytes(v.last) == bytes(copy.last));
    CHECK(v.bearing() == Approx(-1).margin(1e-2));
    std::string wild = copy.save();
    wild.back() = 77; // how it is commanded
    CHECK_THROWS_AS(copy.load(wild, copy), rig::failed);
    v.reset();
    v.now = 0;
    v.hears({}, 100);
    told fresh(route);
    fresh.hears({}, 100);
    CHECK(bytes(v.last) == bytes(fresh.last));
}
