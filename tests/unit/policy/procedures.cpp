// SPDX-License-Identifier: MIT
// tests/unit/policy/procedures.cpp - steps one after the other, what ends them, and how proposals stand to each other.
#include "play.hpp"

using namespace play;
using Catch::Matchers::Contains;

namespace {
// IDLE starts PROC at 1 s of speed 1; "hold" of a rule interrupts at speed 9.
std::string with(const std::string& steps, const std::string& more = "") {
    return lua("return q.policy { initial = \"ON\", states = { ON = {\n"
               "{ when = function(f) return f.speed == 1 end, start = \"PROC\", because = \"GO\" },\n"
               "{ when = function(f) return f.speed == 9 end, say = { \"hold\" }, because = \"HALT\" },\n"
               "{ when = function(f) return f.procedure_end == \"aborted\" and f.speed == 5 end, say = { \"shout\", 9 "
               "}, because = \"SAW\" },\n"
               "} }, procedures = { PROC = { " +
               more + steps + " } } }");
}
const std::string two =
    "{ say = { \"shout\", 1 }, expect = \"done\", timeout = 2 }, { say = { \"shout\", 2 }, expect = \"done\" }";
known at(double speed, double receipt = 0) { return {{"speed", speed}, {"receipt", receipt}}; }
enum : int { none, pending, accepted, done, failed };
} // namespace

TEST_CASE("procedure: each step is said when the one before has its receipt") {
    stage p(with(two));
    CHECK(p.decide(1 * s, at(1)) == "PROC started in 1, shout(1) because PROC");
    CHECK(p.decide(2 * s, at(0, pending)) == "");
    CHECK(p.decide(3 * s - 1, at(0, done)) == "shout(2) because PROC");
    CHECK(p.decide(4 * s, at(0, pending)) == "");
    CHECK(p.decide(5 * s, at(0, done)) == "PROC done in 2");
    CHECK(p.decide(6 * s, at(0, done)) == "");
}
TEST_CASE("procedure: a timeout aborts, on the instant") {
    stage p(with(two));
    p.decide(1 * s, at(1));
    CHECK(p.decide(3 * s - 1, at(0, pending)) == "");
    CHECK(p.decide(3 * s, at(0, pending)) == "PROC aborted in 1");
    CHECK(p.decide(4 * s, at(5, pending)) == "shout(9) because SAW");
}
TEST_CASE(
    "Procedures with expected ACK and timeout: a receipt that ends badly aborts at once, or the next step follows",
    "[capability]") {
    stage p(with(two)),
        q(with("{ say = { \"shout\", 1 }, expect = \"done\", on_fail = \"continue\" }, { say = { \"hold\" } }"));
    p.decide(1 * s, at(1)), q.decide(1 * s, at(1));
    CHECK(p.decide(2 * s, at(0, failed)) == "PROC aborted in 1");
    CHECK(q.decide(2 * s, at(0, failed)) == "PROC failed in 1, PROC done in 2, hold() because PROC");
}
TEST_CASE("procedure: what is done was accepted, and what is only accepted is not done") {
    const std::string taken = "{ say = { \"shout\", 1 }, expect = \"accepted\" }";
    for (const int is : {accepted, done}) { // at once: both receipts came between two ticks
        stage p(with(taken));
        p.decide(1 * s, at(1));
        CHECK(p.decide(2 * s, at(0, pending)) == "");
        CHECK(p.decide(3 * s, at(0, is)) == "PROC done in 1");
    }
    for (const int is : {none, failed}) {
        stage p(with(taken));
        p.decide(1 * s, at(1));
        CHECK(p.decide(2 * s, at(0, is)) == (is == failed ? "PROC aborted in 1" : ""));
    }
    stage p(with(two));
    p.decide(1 * s, at(1));
    CHECK(p.decide(2 * s, at(0, accepted)) == "");
}
TEST_CASE("procedure: steps without expectation are said together, a function may be what is waited for") {
    stage p(with("{ say = { \"hold\" } }, { say = function(f) return { \"shout\", f.speed } end }, "
                 "{ expect = function(f) return f.speed > 3 end, timeout = 100 }"));
    CHECK(p.decide(1 * s, at(1)) == "PROC started in 1, hold() because PROC, shout(1) because PROC");
    CHECK(p.decide(50 * s, at(3)) == "");
    CHECK(p.decide(60 * s, at(4)) == "PROC done in 3");
}
TEST_CASE("procedure: what a rule says ends it, and starting it anew begins it again") {
    stage p(with(two));
    p.decide(1 * s, at(1));
    CHECK(p.decide(2 * s, at(9, pending)) == "PROC aborted in 1, hold() because HALT");
    p.decide(3 * s, at(1));
    p.decide(4 * s, at(0, done));
    CHECK(p.decide(5 * s, at(1)) == "PROC aborted in 2, PROC started in 1, shout(1) because PROC");
}
TEST_CASE("procedure: restored at any step it goes on as the one that was never interrupted") {
    const std::vector<known> trace = {at(0),          at(1),         at(0, pending), at(0, done),
                                      at(0, pending), at(0, failed), at(5),          at(0)};
    stage one(with(two));
    std::vector<std::string> said;
    std::vector<std::vector<std::byte>> saved{one.m.save()};
    for (size_t i = 0; i < trace.size(); ++i) {
        said.push_back(one.decide(static_cast<qiki_ns>(i) * s, trace[i]));
        saved.push_back(one.m.save());
    }
    CHECK(said[5] == "PROC aborted in 2");
    for (size_t from = 0; from < trace.size(); ++from) {
        stage other(with(two));
        REQUIRE(other.m.restore(saved[from].data(), saved[from].size()) == "");
        for (size_t i = from; i < trace.size(); ++i)
            CHECK(other.decide(static_cast<qiki_ns>(i) * s, trace[i]) == said[i]);
        REQUIRE(other.m.save() == saved.back());
    }
    for (size_t i = 0; i < saved[3].size(); ++i) { // damage is refused, or is a state that it can be in
        auto bad = saved[3];
        bad[i] ^= std::byte{0xff};
        stage other(with(two));
        if (other.m.restore(bad.data(), bad.size()).empty()) other.decide(9 * s, at(0, done));
    }
}
TEST_CASE("procedure: what is wrong is an error with its line") {
    CHECK_THAT(refused(with("{ say = { \"shuot\", 1 } }")),
               Contains("test.lua:6: procedures.PROC[1].say") && Contains("did you mean \"shout\""));
    CHECK_THAT(refused(with("{ say = { \"hold\" }, expect = \"dome\" }")), Contains("did you mean \"done\""));
    CHECK_THAT(refused(with("{ say = { \"hold\" }, expect = \"done\", on_fail = \"abrot\" }")),
               Contains("did you mean \"abort\""));
    CHECK_THAT(refused(with("{ say = { \"hold\" }, timeout = 3 }")), Contains("expected expect = beside it"));
    CHECK_THAT(refused(with("{ say = { \"hold\" }, expect = \"done\", timeout = 0 }")), Contains("more than 0 s"));
    CHECK_THAT(refused(with("{ }")), Contains("say = or expect ="));
    CHECK_THAT(refused(with("")), Contains("at least one step"));
    CHECK_THAT(refused(with("{ say = { \"hold\" }, expect = function(f) return f.sped end }")),
               Contains("did you mean \"speed\""));
    CHECK_THAT(refused(lua("return q.policy { initial = \"A\", states = { A = { { start = \"PORC\" } } }, procedures = "
                           "{ PROC = { { say = { \"hold\" } } } } }")),
               Contains("did you mean \"PROC\""));
    CHECK_THAT(refused(lua("return q.policy { initial = \"A\", states = { A = {} }, procedures = { PROC = { { say = { "
                           "\"hold\" } } } } }")),
               Contains("no rule starts this procedure"));
}

TEST_CASE("A rule that tells why it holds the machine says so once, and again after another reason") {
    stage p(lua("return q.policy { initial = \"A\", states = { A = {\n"
                "{ when = function(f) return f.speed == 1 end, because = \"ONE\", tell = true },\n"
                "{ when = function(f) return f.speed == 2 end, because = \"TWO\", tell = true },\n"
                "{ when = function(f) return f.speed == 3 end, to = \"B\", because = \"ON\" } }, B = {\n"
                "{ when = function(f) return f.speed == 1 end, because = \"ONE\", tell = true } } } }"));
    std::string all;
    for (const double v : {1.0, 1.0, 2.0, 0.0, 2.0, 1.0, 3.0, 1.0}) all += p.decide(s, at(v)) + ";";
    CHECK(all == "stays because ONE;;stays because TWO;;;stays because ONE;A->B because ON;stays because ONE;");
    CHECK_THAT(
        refused(lua(
            "return q.policy { initial = \"A\", states = { A = { { tell = true, to = \"A\", because = \"X\" } } } }")),
        Contains("no `to` beside it"));
    CHECK_THAT(refused(lua("return q.policy { initial = \"A\", states = { A = { { tell = true } } } }")),
               Contains("a reason"));
}
TEST_CASE("A verb tells whether a guard says it, of whomever, or a rule or a step") {
    stage p(lua("return q.policy { initial = \"A\", states = { A = {\n"
                "{ say = { \"shout\", 1 }, start = \"P\", because = \"RULE\" } } },\n"
                "procedures = { P = { { say = { \"shout\", 2 } } } },\n"
                "guards = { { id = \"OWN\", of = \"speed\", within = { 1, 2 }, say = { \"hold\" }, severity = "
                "\"critical\" }, { id = \"NONE\", of = \"speed\", within = { 1, 2 }, type = \"SAFETY\" } } }"));
    qiki_decision all[16];
    const known k = at(1);
    const int32_t n = p.m.decide(s, k.value, k.bits, fact_count, all, 16);
    REQUIRE(n <= 16);
    std::string said;
    for (int32_t i = 0; i < n; ++i)
        if (all[i].what == QIKI_DECISION_VERB) said += p.name(all[i].because) + std::to_string(all[i].severity) + " ";
    CHECK(said == "OWN1 NONE1 RULE0 P0 ");
}
TEST_CASE("Type, dependence and conflict of what a rule says go with it") {
    stage p(lua(
        "return q.policy { initial = \"A\", states = { A = { { say = { \"hold\" }, because = \"X\", type = \"SAFETY\", "
        "depends_on = \"FIRST\", conflicts_with = \"OTHER\", priority = 0.9, confidence = 0.7 } } } }"));
    qiki_decision d{};
    const known k;
    REQUIRE(p.m.decide(s, k.value, k.bits, fact_count, &d, 1) == 1);
    CHECK((p.name(d.event) == "SAFETY" && p.name(d.from) == "FIRST" && p.name(d.state) == "OTHER"));
    CHECK((d.priority == 0.9 && d.confidence == 0.7));
    CHECK_THAT(
        refused(
            lua("return q.policy { initial = \"A\", states = { A = { { say = { \"hold\" }, type = \"SAFTY\" } } } }")),
        Contains("did you mean \"SAFETY\""));
}
