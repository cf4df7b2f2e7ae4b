// SPDX-License-Identifier: MIT
// tests/unit/gate/rulings.cpp - ALLOW, BLOCK, MODIFY, DOWNGRADE: SAFE_MODE, the scenario's rules, authority and rank.
#include "host/gate/gate.hpp"
#include <catch2/catch.hpp>
#include <limits>
#include <set>

using namespace qiki::gate;

namespace {
constexpr qiki_verb verbs_of_craft[] = {
    {"stop", "", {}, {}, {}, {}, 0, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY},
    {"fire", "", {"axis", "percent"}, {"", ""}, {0, 0}, {5, 100}, 2, QIKI_BY_AGENT},
    {"coast", "", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
};

struct case_of { // an agent's "fire" with 80 percent
    std::vector<obeyer> all{{{1, 3}, QIKI_TABLE(verbs_of_craft), true, 1000}};
    speaker who{7, QIKI_BY_AGENT, true, {{1, 3}}, 0};
    qiki_command c{};
    case_of() {
        c.id = uint64_t{7} << 32 | 1, c.issuer = 7, c.entity = 2, c.label = QIKI_LABEL_OK;
        c.verb = 1, c.argc = 2, c.arg[0] = 1, c.arg[1] = 80;
        all[0].rules.resize(3);
    }
    verdict judged() { return judge(c, who, all); }
};
using change = void (*)(case_of&);
} // namespace

TEST_CASE("Command arbitration: each decision has exactly one reason code") {
    const struct {
        change before;
        ruling rules;
        const char* name;
        double percent;
        uint32_t verb;
    } table[] = {
        {[](case_of&) {}, ruling::allow, "", 80, 1},
        {[](case_of& d) { d.all[0].safe = true; }, ruling::block, "VERB_NOT_IN_SAFE_MODE", 80, 1},
        {[](case_of& d) { d.all[0].safe = true, d.c.verb = 0, d.c.argc = 0; }, ruling::allow, "", 80, 0},
        {[](case_of& d) { d.all[0].safe = true, d.c.verb = 2, d.c.argc = 0; }, ruling::block, "VERB_NOT_IN_SAFE_MODE",
         80, 2},
        {[](case_of& d) { d.all[0].safe = d.all[0].rules[2].emergency = true, d.c.verb = 2, d.c.argc = 0; },
         ruling::allow, "", 80, 2},
        {[](case_of& d) { d.all[0].safe = true, d.all[0].rules[1].lesser = 0; }, ruling::downgrade,
         "COMMAND_DOWNGRADED", 0, 0},
        {[](case_of& d) { d.all[0].rules[1].lesser = 0; }, ruling::allow, "", 80, 1},
        {[](case_of& d) { d.all[0].rules[1].limited = 2, d.all[0].rules[1].max[1] = 40; }, ruling::modify,
         "ARGUMENT_LIMITED", 40, 1},
        {[](case_of& d) { d.all[0].rules[1].limited = 2, d.all[0].rules[1].max[1] = 80; }, ruling::allow, "", 80, 1},
        {[](case_of& d) { d.all[0].rules[1].limited = 1, d.all[0].rules[1].max[0] = 1; }, ruling::allow, "", 80, 1},
        {[](case_of& d) { d.all[0].rules[1].limited = 2, d.all[0].rules[1].max[1] = 40, d.c.arg[1] = 101; },
         ruling::block, "ARGUMENT_OUT_OF_LIMITS", 101, 1},
        {[](case_of& d) { d.who.needs_word = true; }, ruling::block, "OPERATOR_WORD_NEEDED", 80, 1},
        {[](case_of& d) { d.who.needs_word = true, d.c.verb = 0, d.c.argc = 0; }, ruling::allow, "", 80, 0},
        {[](case_of& d) { d.who.mute = true; }, ruling::block, "AUTHORITY_CLAIMED", 80, 1},
        {[](case_of& d) { d.who.mute = true, d.c.verb = 0, d.c.argc = 0; }, ruling::block, "AUTHORITY_CLAIMED", 80, 0},
        {[](case_of& d) {
             d.all[0].claims = {{2, QIKI_BY_OPERATOR, 5000}};
         },
         ruling::block, "OUTRANKED", 80, 1},
        {[](case_of& d) {
             d.all[0].claims = {{3, QIKI_BY_OPERATOR, 5000}};
         },
         ruling::allow, "", 80, 1},
        {[](case_of& d) {
             d.all[0].claims = {{2, QIKI_BY_OPERATOR, 5000}}, d.c.verb = 0, d.c.argc = 0;
         },
         ruling::allow, "", 80, 0},
        {[](case_of& d) { d.all[0].safe = true, d.who.needs_word = true; }, ruling::block, "VERB_NOT_IN_SAFE_MODE", 80,
         1},
    };
    for (const auto& row : table) {
        case_of d;
        row.before(d);
        const double percent = d.c.arg[1];
        const verdict v = d.judged();
        INFO(&row - table);
        CHECK(v.rules() == row.rules);
        CHECK(std::string(row_of(v.why).name) == row.name);
        CHECK((row.rules == ruling::allow) == (v.why == reason::none));
        CHECK(d.c.arg[1] == percent); // what was said is kept
        if (v.rules() == ruling::block) continue;
        CHECK((v.said.verb == row.verb && v.said.arg[1] == row.percent));
        CHECK(v.said.argc == (row.verb == 1 ? 2 : 0));
    }
}

TEST_CASE("Command arbitration: a lower rank never overrides a higher one") {
    for (uint8_t holds = 0; holds < 4; ++holds)
        for (uint8_t says = 0; says < 4; ++says) {
            case_of d;
            d.who.authority = says, d.c.authority = says;
            d.all[0].claims = {{2, holds, 5000}};
            CHECK((d.judged().why == reason::outranked) == (says < holds));
        }
}

TEST_CASE("SAFE_MODE cannot be bypassed: no authority, rule or claim lets a verb pass that is for no emergency") {
    for (uint8_t says = 0; says < 4; ++says)
        for (const bool bound : {false, true})
            for (const bool limited : {false, true}) {
                case_of d;
                d.who.authority = d.c.authority = says, d.who.bound = bound;
                d.all[0].rules[1].limited = limited ? 2 : 0, d.all[0].rules[1].max[1] = 100;
                d.all[0].safe = true;
                CHECK(d.judged().why == reason::not_in_safe_mode);
            }
}

TEST_CASE("A verb table of an older plugin, without flags, has no emergency verbs of its own") {
    struct old_verb {
        const char *name, *help;
        const char *arg[6], *unit[6];
        double min[6], max[6];
        uint32_t argc, authority;
    };
    static constexpr old_verb rows[] = {{"stop", "", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
                                        {"go", "", {}, {}, {}, {}, 0, QIKI_BY_AGENT}};
    obeyer o{{1, 1}, {rows, 2, sizeof(old_verb)}, true, 0};
    CHECK(!emergency(o, 0));
    CHECK(!emergency(o, 1)); // the next row's name is not read as flags
    CHECK(!emergency(o, 2));
    CHECK((flags_of(o.verbs, 0) == 0 && flags_of(o.verbs, 9) == 0));
    o.rules.resize(1), o.rules[0].emergency = true;
    CHECK(emergency(o, 0));
}
