// SPDX-License-Identifier: MIT
// tests/unit/vehicles/told.cpp - a point that is told how to move: it does at once, it answers, it remembers.
#include "flight.hpp"
#include "qiki/check.h"

using namespace flight;

namespace {
enum verb : uint32_t { velocity, heading, turn, speed_to };

qiki_command order(uint32_t verb, std::vector<double> arguments, uint32_t n = 1) {
    qiki_command c{};
    c.id = uint64_t{9} << 32 | n, c.issuer = 9, c.entity = 1, c.verb = verb, c.label = QIKI_LABEL_OK;
    for (double a : arguments) c.arg[c.argc++] = a;
    return c;
}
// Ticks of a second; the orders are heard in the first of n.
struct told : body {
    using body::body;
    qiki_ns now = 0;
    std::vector<qiki_receipt> answers;
    qiki_truth last{};
    told& hears(const std::vector<qiki_command>& all, int n) {
        give("commands", all, UINT32_MAX);
        answers.clear();
        for (int k = 0; k < n; ++k, now += second) {
            const auto seen = flight::tick(*this, now, now + second);
            if (!seen.empty()) last = seen[0];
            const auto more = took<qiki_receipt>("receipts");
            answers.insert(answers.end(), more.begin(), more.end());
            for (const qiki_receipt& r : more) REQUIRE(qiki_receipt_flaw(&r) == nullptr);
            for (const qiki_truth& r : seen) REQUIRE(qiki_truth_flaw(&r) == nullptr);
        }
        return *this;
    }
    void is_at(double east, double north, double up) const {
        CHECK(last.pos[0] == Approx(east).margin(1e-9));
        CHECK(last.pos[1] == Approx(north).margin(1e-9));
        CHECK(last.pos[2] == Approx(up).margin(1e-9));
    }
    void goes(double east, double north, double up) const {
        CHECK(last.vel[0] == Approx(east).margin(1e-9));
        CHECK(last.vel[1] == Approx(north).margin(1e-9));
        CHECK(last.vel[2] == Approx(up).margin(1e-9));
    }
};
} // namespace

TEST_CASE("A point takes a velocity at once, from the beginning of the tick, and its acceleration ends") {
    told v({{"velocity", numbers{10, 0, 0}}, {"acceleration", numbers{0, 2, 0}}});
    v.hears({}, 3).is_at(30, 9, 0);
    v.hears({order(velocity, {0, -5, 1})}, 2).is_at(30, -1, 2);
    v.goes(0, -5, 1);
    REQUIRE(v.answers.size() == 1);
    const qiki_receipt& r = v.answers[0];
    CHECK((r.command == (uint64_t{9} << 32 | 1) && r.status == QIKI_RECEIPT_ACCEPTED && r.code == 0));
    CHECK((r.entity == 1 && r.t == 4 * second && r.source == 1));
}

TEST_CASE(
    "A point keeps its speed over ground when it is given a bearing or turned, and its bearing when given a speed") {
    told v({{"velocity", numbers{3, 4, 1}}});
    v.hears({order(heading, {90 * degree})}, 1).goes(5, 0, 1);
    v.hears({order(turn, {90 * degree})}, 1).goes(0, -5, 1);
    v.hears({order(velocity, {0, 6, 8}, 2), order(speed_to, {5}, 3)}, 1).goes(0, 3, 4); // in their order
    v.hears({order(speed_to, {0})}, 2).goes(0, 0, 0);
    CHECK(turned(v.last, {1, 0, 0})[1] == Approx(1)); // it faces where it went
    v.hears({order(turn, {-90 * degree}), order(speed_to, {2}, 2)}, 1).goes(-2, 0, 0);
    told still({{"heading", 180 * degree}});
    still.hears({order(speed_to, {7})}, 1).goes(0, -7, 0);
}

TEST_CASE("A point that is not there obeys nobody, and says so") {
    told v({{"velocity", numbers{1, 0, 0}}, {"start", 2.0}, {"stop", 4.0}});
    v.hears({order(velocity, {9, 9, 9})}, 1);
    REQUIRE(v.answers.size() == 1);
    CHECK((v.answers[0].status == QIKI_RECEIPT_REFUSED && v.answers[0].code == 1));
    v.hears({}, 2).goes(1, 0, 0);
    v.hears({order(velocity, {0, 1, 0})}, 1).goes(0, 1, 0);
    CHECK((v.last.flags & QIKI_TRUTH_REMOVED) != 0);
    v.hears({order(velocity, {9, 9, 9})}, 1);
    CHECK(v.answers.at(0).status == QIKI_RECEIPT_REFUSED);
}

TEST_CASE("What a point was told is saved with it, reset forgets it, and foreign bytes are refused") {
    told v({{"velocity", numbers{1, 0, 0}}}), twin({{"velocity", numbers{1, 0, 0}}}),
        never({{"velocity", numbers{1, 0, 0}}});
    v.hears({order(velocity, {0, 5, 0})}, 3);
    const std::string saved = v.save();
    twin.load(saved, v);
    const auto a = flight::tick(v, v.now, v.now + second), b = flight::tick(twin, v.now, v.now + second);
    CHECK(bytes(a) == bytes(b));
    CHECK_THROWS_AS(twin.load(saved.substr(0, saved.size() - 1), v), rig::failed);
    std::string torn = saved;
    for (size_t i = torn.size() - 80; i < torn.size(); ++i) torn[i] = '\xff';
    CHECK_THROWS_AS(twin.load(torn, v), rig::failed);
    v.reset();
    CHECK(bytes(flight::tick(v, 0, second)) == bytes(flight::tick(never, 0, second)));
}

TEST_CASE("Answers wait for room, and the body is written once") {
    rig::birth narrow;
    narrow.capacity = 1;
    told v({{"velocity", numbers{1, 0, 0}}}, narrow);
    v.hears({order(heading, {1}), order(heading, {2}, 2), order(speed_to, {3}, 3)}, 1);
    CHECK(v.answers.size() == 3);
    CHECK(v.took<qiki_truth>("truth").size() == 1);
}
