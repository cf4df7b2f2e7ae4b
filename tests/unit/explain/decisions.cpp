// SPDX-License-Identifier: MIT
// tests/unit/explain/decisions.cpp - guards and commands, told from events, proposals and receipts.
#include "tests/unit/explain/film.hpp"

using namespace film;
using Catch::Matchers::Contains;

namespace {
qiki_event guard(uint32_t code, uint32_t text, qiki_ns t, double up, double value, uint64_t track) {
    qiki_event e{};
    e.t = t, e.code = code, e.text = text, e.track = track, e.source = mind, e.severity = QIKI_SEVERITY_CRITICAL;
    e.label = QIKI_LABEL_OK, e.n = 3, e.v[0] = up, e.v[1] = value, e.v[2] = 70;
    return e;
}
qiki_command order(uint64_t id, uint64_t parent, qiki_ns t) {
    qiki_command c{};
    c.id = id, c.parent = parent, c.t = t, c.entity = 1, c.verb = 2, c.argc = 2, c.arg[0] = 10, c.arg[1] = -3,
    c.issuer = mind;
    return c;
}
qiki_receipt answer(uint64_t id, qiki_ns t, uint32_t by, uint8_t status, uint32_t text = 0) {
    qiki_receipt r{};
    r.command = id, r.entity = 1, r.t = t, r.source = by, r.status = status, r.text = text;
    return r;
}
constexpr uint64_t first = uint64_t{mind} << 32 | 1;
} // namespace

TEST_CASE("a guard's story: when it rose and fell, about whom, what it saw") {
    const set cast;
    for (const char* asked : {"guard:UNKNOWN_CONTACT_CLOSE", "mind/guard:UNKNOWN_CONTACT_CLOSE"}) {
        const auto why = story(asked, cast);
        tick()
            .add<qiki_event>(mind, QIKI_REC_EVENT, {guard(2, 1, 3 * s, 1, 69.5, 17), guard(3, 0, 3 * s, 1, 5, 1)})
            .show(*why, 3);
        tick().add<qiki_event>(mind, QIKI_REC_EVENT, {guard(1, 0, 5 * s, 0, 76, 17)}).show(*why, 5);
        tick()
            .add<qiki_event>(mind, QIKI_REC_EVENT, {guard(1, 0, 5 * s, 1, 1, 17)})
            .show(*why, 5, 2); // of the next run
        CHECK(why->text(cast.names) ==
              "Guard UNKNOWN_CONTACT_CLOSE: rose 1 time, fell 1 time\n\n"
              "     time  by    what                              about     value  limit  further values  severity\n"
              "  3.000 s  mind  rose (RADAR_ALERT_UNKNOWN_CLOSE)  track 17   69.5     70                  critical\n"
              "  5.000 s  mind  fell                              track 17     76     70                  critical\n");
    }
}

TEST_CASE("another agent's guard of the same name is left out when one is named") {
    const set cast;
    const auto why = story("second/guard:UNKNOWN_CONTACT_CLOSE", cast);
    tick().add<qiki_event>(mind, QIKI_REC_EVENT, {guard(1, 0, 3 * s, 1, 69.5, 17)}).show(*why, 3);
    CHECK(why->text(cast.names) == "Guard UNKNOWN_CONTACT_CLOSE neither rose nor fell.\n");
}

TEST_CASE("an event that is no guard's is told as it is, a guard that is quiet says so") {
    const set cast;
    qiki_event e{};
    e.t = 2 * s, e.code = 3, e.entity = 1, e.n = 2, e.v[0] = 4.5, e.v[1] = 9, e.label = QIKI_LABEL_OK;
    const auto why = story("guard:COLLISION", cast), quiet = story("guard:SPOOFING_DETECTED", cast);
    for (explain::story* one : {why.get(), quiet.get()})
        tick().add<qiki_event>(visitor, QIKI_REC_EVENT, {e}).show(*one, 2);
    CHECK_THAT(why->text(cast.names),
               Contains("Guard COLLISION: 1 event") && Contains("visitor") && Contains("4.5") && Contains("9"));
    CHECK(quiet->text(cast.names) == "Guard SPOOFING_DETECTED neither rose nor fell.\n");
}

TEST_CASE("a guard that there cannot be is an error before the run: a guard is suggested before a code") {
    const set cast;
    CHECK_THAT(wrong([&] { story("guard:COLISION", cast); }),
               Contains("no guard 'COLISION'; did you mean \"COLLISION\"?") &&
                   Contains("the guards here: \"UNKNOWN_CONTACT_CLOSE\""));
    set close;
    close.texts[6] = "CLOSE", close.texts[7] = "MINE_CLOSE";
    close.names.writers[mind - 1].guards = {"CLOSE"};
    CHECK_THAT(wrong([&] { story("guard:CLOS", close); }), Contains("did you mean \"CLOSE\"?") && !Contains("MINE"));
    close.names.writers[mind - 1].guards = {};
    CHECK_THAT(wrong([&] { story("guard:NOTHING_LIKE_IT", close); }), Contains("no policy here has guards"));
}

TEST_CASE(
    "the operator's and the host's commands have stories, too, and one instance that commands is meant before them") {
    constexpr uint32_t operators = 0xfffffffe, host = 0xffffffff;
    set desk;
    desk.names.writers.push_back({operators, "operator", "", {QIKI_REC_COMMAND}});
    desk.names.writers.push_back({host, "host", "", {QIKI_REC_COMMAND}});
    const auto told = [](const set& cast, const std::string& asked) {
        const auto why = story(asked, cast);
        tick t;
        t.add<qiki_command>(mind, QIKI_REC_COMMAND, {order(first, 0, s)});
        for (const uint32_t who : {operators, host})
            t.add<qiki_command>(who, QIKI_REC_COMMAND, {order(uint64_t{who} << 32 | 1, 0, 2 * s)});
        t.add<qiki_receipt>(visitor, QIKI_REC_RECEIPT,
                            {answer(uint64_t{operators} << 32 | 1, 2 * s, visitor, QIKI_RECEIPT_REFUSED, 4)});
        t.show(*why, 2);
        return why->text(cast.names);
    };
    CHECK_THAT(told(desk, "operator/command:1"), Contains("Command 1 of 'operator': GOTO(10, -3) for visitor") &&
                                                     Contains("the last answer was: refused") && Contains("not yours"));
    CHECK_THAT(told(desk, "host/command:1"), Contains("Command 1 of 'host'") && Contains("nobody has answered it"));
    CHECK_THAT(told(desk, "command:1"), Contains("Command 1 of 'mind'"));
    CHECK_THAT(wrong([&] { told(desk, "operator/command:2"); }), Contains("operator/command:1") && Contains("mind: 1"));
    CHECK_THAT(wrong([&] { story("nose/command:1", desk); }), Contains("\"mind\", \"operator\", \"host\""));
    desk.names.writers.erase(desk.names.writers.begin() + mind - 1);
    CHECK_THAT(told(desk, "command:1"), Contains("Command 1 of 'operator'"));
    desk.names.writers.erase(desk.names.writers.end() - 2);
    CHECK_THAT(told(desk, "command:1"), Contains("Command 1 of 'host'"));
}

TEST_CASE("a command's story: proposal, command, the gate, the one who obeys, in order of time") {
    const set cast;
    for (const std::string& asked :
         {std::string("mind/command:1"), std::string("command:1"), "command:" + std::to_string(first)}) {
        const auto why = story(asked, cast);
        qiki_proposal p{};
        p.id = 9, p.t = 1 * s, p.entity = 1, p.verb = 2, p.argc = 1, p.arg[0] = 10, p.priority = 0.9,
        p.confidence = 0.5, p.because = 1;
        qiki_proposal other = p;
        other.id = 8, other.because = 3;
        tick().add<qiki_proposal>(mind, QIKI_REC_PROPOSAL, {other, p}).show(*why, 1);
        p.status = QIKI_PROPOSAL_CHOSEN, p.t = 2 * s;
        tick()
            .add<qiki_proposal>(mind, QIKI_REC_PROPOSAL, {p})
            .add<qiki_command>(mind, QIKI_REC_COMMAND, {order(first, 9, 2 * s)})
            .show(*why, 2);
        tick()
            .add<qiki_receipt>(visitor, QIKI_REC_RECEIPT,
                               {answer(first, 3 * s, visitor, QIKI_RECEIPT_STARTED),
                                answer(first + 1, 3 * s, visitor, QIKI_RECEIPT_FAILED)})
            .show(*why, 3);
        tick()
            .add<qiki_receipt>(visitor, QIKI_REC_RECEIPT, {answer(first, 7 * s, visitor, QIKI_RECEIPT_DONE)})
            .show(*why, 7);
        const std::string text = why->text(cast.names);
        INFO(text);
        CHECK_THAT(text, Contains("of 'mind': GOTO(10, -3) for visitor") && Contains("the last answer was: done"));
        CHECK_THAT(text, Contains("because UNKNOWN_CONTACT_CLOSE") && !Contains("COLLISION") && !Contains("failed"));
        size_t last = 0;
        for (const char* step : {"1.000 s  proposed", "2.000 s  proposal chosen", "2.000 s  commanded",
                                 "3.000 s  started", "7.000 s  done"}) {
            const size_t at = text.find(step);
            INFO(step);
            REQUIRE(at != text.npos);
            CHECK(at > last);
            last = at;
        }
    }
}

TEST_CASE("a refused command says so, and why, one without an answer says that") {
    const set cast;
    const auto refused = story("mind/command:1", cast), lonely = story("mind/command:2", cast);
    for (explain::story* one : {refused.get(), lonely.get()}) {
        tick()
            .add<qiki_command>(mind, QIKI_REC_COMMAND, {order(first, 0, 2 * s), order(first + 1, 0, 2 * s)})
            .show(*one, 2);
        tick()
            .add<qiki_receipt>(observe::the_host, QIKI_REC_RECEIPT,
                               {answer(first, 2 * s, observe::the_host, QIKI_RECEIPT_REFUSED, 4)})
            .show(*one, 3);
    }
    CHECK_THAT(refused->text(cast.names),
               Contains("the gate refused it") && Contains("the gate") && Contains("not yours"));
    CHECK_THAT(lonely->text(cast.names), Contains("nobody has answered it"));
}

TEST_CASE("a command that the gate handed on in another form says so beside the last answer, which is to that form") {
    const set cast;
    const auto why = story("mind/command:1", cast);
    tick().add<qiki_command>(mind, QIKI_REC_COMMAND, {order(first, 0, 2 * s)}).show(*why, 2);
    tick()
        .add<qiki_receipt>(observe::the_host, QIKI_REC_RECEIPT,
                           {answer(first, 2 * s, observe::the_host, QIKI_RECEIPT_MODIFIED, 4)})
        .add<qiki_receipt>(visitor, QIKI_REC_RECEIPT, {answer(first, 3 * s, visitor, QIKI_RECEIPT_DONE)})
        .show(*why, 3);
    CHECK_THAT(why->text(cast.names),
               Contains("the gate handed another form of it on, not yours; the last answer, to that, was: done") &&
                   Contains("2.000 s  changed"));
}

TEST_CASE("a command that was not given: the nearest, and who gave how many") {
    const set cast;
    const auto why = story("mind/command:5", cast), silent = story("mind/command:5", cast);
    tick()
        .add<qiki_command>(mind, QIKI_REC_COMMAND, {order(first, 0, s), order(first + 2, 0, s), order(first + 7, 0, s)})
        .show(*why, 1);
    CHECK_THAT(wrong([&] { why->text(cast.names); }),
               Contains("the nearest: mind/command:3 and mind/command:8") && Contains("mind: 3"));
    CHECK_THAT(wrong([&] { silent->text(cast.names); }), Contains("nobody gave a command"));
}

TEST_CASE("who gives commands is known before the run") {
    set cast;
    CHECK_THAT(wrong([&] { story("nose/command:1", cast); }),
               Contains("'nose' gives no commands") && Contains("\"mind\""));
    cast.names.writers[second - 1].records.push_back(QIKI_REC_COMMAND);
    CHECK_THAT(wrong([&] { story("command:1", cast); }), Contains("say second/command:1 or mind/command:1"));
    CHECK(wrong([&] { story("command:" + std::to_string(first), cast); }) == "nothing was wrong");
    cast.names.writers = {cast.names.writers[0]};
    CHECK_THAT(wrong([&] { story("command:1", cast); }), Contains("nobody in this scenario gives commands"));
}
