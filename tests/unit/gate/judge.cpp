// SPDX-License-Identifier: MIT
// tests/unit/gate/judge.cpp - every question of the gate, by the one thing that is wrong with a good command.
#include "host/gate/gate.hpp"
#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <set>
#include <string>

using namespace qiki::gate;

namespace {
constexpr qiki_verb verbs[] = {
    {"hold", "", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
    {"go", "", {"bearing", "speed"}, {"rad", "m/s"}, {-1, 5}, {1, 5}, 2, QIKI_BY_AGENT}, // any speed
    {"scuttle", "", {}, {}, {}, {}, 0, QIKI_BY_OPERATOR},
};

struct door {
    std::vector<obeyer> all{{{1, 1}, QIKI_TABLE(verbs), true, 1000},
                            {{2, 10}, QIKI_TABLE(verbs), true, 1000},
                            {{12, 1}, QIKI_TABLE(verbs), false, 1000}};
    speaker agent{7, QIKI_BY_AGENT, true, {{2, 10}, {12, 1}}, 0};
    qiki_command c{};
    door() {
        c.id = uint64_t{7} << 32 | 1, c.issuer = 7, c.entity = 5, c.t = 1000, c.label = QIKI_LABEL_OK;
        c.verb = 1, c.argc = 2, c.arg[0] = 0.5, c.arg[1] = 1e9;
    }
    reason why() { return judge(c, agent, all).why; }
};
reason after(const std::function<void(door&)>& change) {
    door d;
    change(d);
    return d.why();
}
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
} // namespace

TEST_CASE("A good command passes, to the vehicle that owns its entity") {
    door d;
    const verdict v = judge(d.c, d.agent, d.all);
    CHECK(v.why == reason::none);
    CHECK(v.obeyer == 1);
    CHECK(after([](door& x) { x.c.arg[0] = -1; }) == reason::none);
    CHECK(after([](door& x) { x.c.arg[0] = 1; }) == reason::none);
    CHECK(after([](door& x) { x.c.expires = 1001; }) == reason::none);
    CHECK(after([](door& x) { x.c.label = QIKI_LABEL_FALLBACK; }) == reason::none);
}

TEST_CASE("One wrong thing is one reason") {
    CHECK(after([](door& d) { d.c.issuer = 8; }) == reason::foreign_issuer);
    CHECK(after([](door& d) { d.c.id = uint64_t{8} << 32 | 1; }) == reason::foreign_issuer);
    CHECK(after([](door& d) { d.c.id = 0; }) == reason::foreign_issuer);
    CHECK(after([](door& d) { d.c.id = uint64_t{7} << 32; }) == reason::repeated);
    CHECK(after([](door& d) { d.c.label = QIKI_LABEL_NO_DATA; }) == reason::without_data);
    CHECK(after([](door& d) { d.c.label = QIKI_LABEL_INVALID; }) == reason::without_data);
    CHECK(after([](door& d) { d.c.label = QIKI_LABEL_STALE; }) == reason::without_data);
    CHECK(after([](door& d) { d.c.label = 200; }) == reason::without_data);
    for (uint64_t nobody : {uint64_t{0}, uint64_t{13}, UINT64_MAX})
        CHECK(after([&](door& d) { d.c.entity = nobody; }) == reason::no_such_entity);
    CHECK(after([](door& d) { d.c.entity = 12; }) == reason::deaf_entity);
    CHECK(after([](door& d) { d.c.entity = 1; }) == reason::not_your_entity);
    CHECK(after([](door& d) { d.agent.own.clear(); }) == reason::not_your_entity);
    CHECK(after([](door& d) { d.c.authority = QIKI_BY_OPERATOR; }) == reason::claimed_authority);
    CHECK(after([](door& d) { d.c.authority = 255; }) == reason::claimed_authority);
    CHECK(after([](door& d) { d.c.verb = 3; }) == reason::no_such_verb);
    CHECK(after([](door& d) { d.c.verb = UINT32_MAX; }) == reason::no_such_verb);
    CHECK(after([](door& d) { d.c.verb = 2, d.c.argc = 0; }) == reason::low_authority);
    CHECK(after([](door& d) { d.c.argc = 1; }) == reason::argument_count);
    CHECK(after([](door& d) { d.c.argc = 255; }) == reason::argument_count);
    for (double bad : {not_a_number, inf, -inf}) {
        CHECK(after([&](door& d) { d.c.arg[0] = bad; }) == reason::argument_not_finite);
        CHECK(after([&](door& d) { d.c.arg[1] = bad; }) == reason::argument_not_finite); // unbounded, but a number
    }
    CHECK(after([](door& d) { d.c.arg[0] = 1.0000001; }) == reason::argument_limits);
    CHECK(after([](door& d) { d.c.arg[0] = -1.0000001; }) == reason::argument_limits);
    CHECK(after([](door& d) { d.c.expires = 1000; }) == reason::expired);
    CHECK(after([](door& d) { d.c.expires = -5; }) == reason::expired);
}

TEST_CASE("A command said twice is obeyed once, also when the first was refused") {
    door d;
    CHECK(d.why() == reason::none);
    CHECK(d.why() == reason::repeated);
    ++d.c.id;
    d.c.arg[0] = 9;
    CHECK(d.why() == reason::argument_limits);
    d.c.arg[0] = 0;
    CHECK(d.why() == reason::repeated);
    d.c.id += 5;
    CHECK(d.why() == reason::none);
}

TEST_CASE("A forged id does not use up the numbers of its speaker") {
    door d;
    d.c.issuer = 9;
    CHECK(d.why() == reason::foreign_issuer);
    d.c.issuer = 7;
    CHECK(d.why() == reason::none);
}

TEST_CASE("An operator commands everybody, and with his authority") {
    const auto by_operator = [](const std::function<void(door&)>& change) {
        return after([&](door& d) {
            d.agent.bound = false, d.agent.authority = QIKI_BY_OPERATOR, d.agent.own.clear();
            change(d);
        });
    };
    CHECK(by_operator([](door& d) { d.c.entity = 1; }) == reason::none);
    CHECK(by_operator([](door& d) { d.c.verb = 2, d.c.argc = 0, d.c.authority = QIKI_BY_OPERATOR; }) == reason::none);
    CHECK(by_operator([](door& d) { d.c.verb = 2, d.c.argc = 0; }) == reason::low_authority);
    CHECK(by_operator([](door& d) { d.c.authority = QIKI_BY_SAFETY; }) == reason::claimed_authority);
}

TEST_CASE("Every reason has a name of its own, a sentence, and a status that says what became of it") {
    std::set<std::string> names;
    for (const reason_row& r : reasons().subspan(1)) {
        CHECK(names.insert(r.name).second);
        CHECK(std::string(r.sentence).size() > 10);
        const bool blocks = ruling_of(static_cast<reason>(&r - reasons().data())) == ruling::block;
        CHECK(blocks == (r.status == QIKI_RECEIPT_REFUSED || r.status == QIKI_RECEIPT_EXPIRED));
        CHECK(!blocks == (r.status == QIKI_RECEIPT_MODIFIED));
    }
    CHECK(row_of(reason::expired).status == QIKI_RECEIPT_EXPIRED);
    CHECK(std::string(row_of(reason::not_your_entity).name) == "NOT_YOUR_ENTITY");
}

TEST_CASE("The page of the gate has the row of every reason, under its number") {
    std::ifstream in(QIKI_SOURCE_DIR "/docs/gate.md");
    const std::string page{std::istreambuf_iterator<char>(in), {}};
    for (size_t i = 1; i < reasons().size(); ++i) {
        const reason_row& r = reasons()[i];
        const char* status = r.status == QIKI_RECEIPT_EXPIRED    ? "expired"
                             : r.status == QIKI_RECEIPT_MODIFIED ? "modified"
                                                                 : "refused";
        const std::string row = "| " + std::to_string(i) + " | `" + r.name + "` | " + status + " | ";
        INFO(row);
        CHECK(page.find(row) != std::string::npos);
    }
    CHECK(page.find("| " + std::to_string(reasons().size()) + " |") == std::string::npos);
}
