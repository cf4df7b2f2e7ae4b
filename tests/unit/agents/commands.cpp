// SPDX-License-Identifier: MIT
// tests/unit/agents/commands.cpp - from a verb of the policy to the craft that obeys, and what comes back; failure and
// memory.
#include "post.hpp"

using namespace post;

namespace {
const std::string once =
    "{ when = function(f) return f.t >= 1 and f.t < 1.05 end, because = 'WHY', priority = 0.8, say = ";
std::string saying(const std::string& what, const std::string& more = "") { return rules(once + what + more + " }"); }
} // namespace

TEST_CASE("A verb becomes a proposal and its command, in the craft's own row, and is obeyed one tick later") {
    scene run(saying("{ 'speed', 25 }"));
    run.go_on();
    REQUIRE(run.all.proposals.size() == 1);
    REQUIRE(run.all.commands.size() == 1);
    const qiki_proposal& p = run.all.proposals[0];
    const qiki_command& c = run.all.commands[0];
    CHECK((p.id == (uint64_t{3} << 32 | 1) && p.source == 3 && p.entity == 1 && p.t == 1 * s && p.expires == 6 * s));
    CHECK((p.verb == 1 && p.argc == 1 && p.arg[0] == 25 && p.priority == 0.8 && p.confidence == 1));
    CHECK((p.status == QIKI_PROPOSAL_CHOSEN && run.name(p.type) == "PLANNING" && run.name(p.because) == "WHY"));
    CHECK((c.id == (uint64_t{3} << 32 | 1) && c.issuer == 3 && c.parent == p.id && c.entity == 1));
    CHECK((c.verb == 1 && c.argc == 1 && c.arg[0] == 25 && c.expires == 6 * s && c.authority == QIKI_BY_AGENT));
    CHECK(run.obeyed == std::vector<std::pair<uint32_t, double>>{{1, 25}});
    scene forever(saying("{ 'resume' }"), {give("expires", {0.0})});
    forever.go_on();
    CHECK((forever.all.commands.at(0).expires == 0 && forever.all.commands[0].verb == 0));
}

TEST_CASE("What the gate refuses comes back as a fact, and the craft has not heard it") {
    // The agent's own table allows any speed; this ship's ends at 60.
    scene run(rules("{ when = function(f) return f.refused_now end, because = 'REFUSED', say = { 'resume' } },"
                    "{ when = function(f) return f.t >= 1 and f.refused == 0 and f.accepted == 0 end, because = 'TRY', "
                    "say = { 'speed', 61 } },"
                    "{ when = function(f) return f.accepted > 0 and f.t > 9.95 end, because = 'OBEYED', say = "
                    "function(f) return { 'heading', f.accepted / 10 } end }"));
    run.go_on();
    REQUIRE(run.all.proposals.size() == 3);
    CHECK(run.name(run.all.proposals[0].because) == "TRY");
    CHECK(run.all.proposals[0].t == 1 * s);
    CHECK(run.name(run.all.proposals[1].because) == "REFUSED");
    CHECK(run.all.proposals[1].t == 1100 * ms);
    REQUIRE(run.lines.size() == 1);
    CHECK_THAT(run.lines[0], Catch::Matchers::Contains("'speed' to entity 1 by 'mind'") &&
                                 Catch::Matchers::Contains("ARGUMENT_OUT_OF_LIMITS"));
    CHECK(run.obeyed.at(0) == std::pair<uint32_t, double>{0, 0});
}

TEST_CASE("A verb that the craft does not have is told once, and nothing is commanded") {
    scene run(rules("{ because = 'WHY', say = { 'go', 1, 2, 3 } }"));
    run.go_on();
    CHECK(run.all.said == std::vector<std::string>{"VERB_NOT_OBEYED go 0.1 s"});
    CHECK((run.all.commands.empty() && run.all.proposals.empty()));
    scene ground(rules("{ because = 'WHY', say = { 'speed', 1 } }"), {}, false);
    ground.go_on();
    CHECK(ground.all.said == std::vector<std::string>{"VERB_NOT_OBEYED speed 0.1 s"});
}

TEST_CASE("Proposals of little confidence are rejected, with commands off all stay open, until they expire") {
    for (const auto& [confidence, status] :
         std::map<std::string, uint32_t>{{"0.59", QIKI_PROPOSAL_REJECTED}, {"0.6", QIKI_PROPOSAL_CHOSEN}}) {
        scene run(saying("{ 'speed', 25 }", ", confidence = " + confidence));
        run.go_on();
        CHECK(run.all.proposals.at(0).status == status);
        CHECK(run.all.commands.size() == (status == QIKI_PROPOSAL_CHOSEN));
    }
    scene advice(saying("{ 'speed', 25 }"), {give("commands", {false}), give("expires", {2.0})});
    advice.go_on();
    CHECK(advice.all.proposals.at(0).status == QIKI_PROPOSAL_OPEN);
    CHECK(advice.all.commands.empty());
    scene open(
        rules("{ when = function(f) return f.t >= 1 and f.t < 1.05 end, because = 'WHY', say = { 'speed', 25 } },"
              "{ when = function(f) return f.has_proposals end, to = 'BUSY', because = 'OPEN' } },"
              "BUSY = { { when = function(f) return not f.has_proposals end, to = 'ON', because = 'EXPIRED' } "),
        {give("commands", {false}), give("expires", {2.0})});
    open.go_on();
    CHECK(open.all.said == std::vector<std::string>{"STATE_CHANGED OPEN 1.1 s", "STATE_CHANGED EXPIRED 3 s"});
}

TEST_CASE("Under a critical guard proposals are for safety") {
    scene run("local q = require 'qiki'\nreturn q.policy { initial = 'ON', states = { ON = { { because = 'WHY', say = "
              "{ 'resume' } } } },"
              "guards = { { id = 'G', severity = 'critical', each = 'track', of = 'range', within = { 0, 100 }, "
              "cooldown = 0 } } }");
    run.plan.duration = 3 * s;
    run.sees = [](qiki_ns t) { return std::vector<qiki_track>{contact_at(5, t, t > 1 * s && t <= 2 * s ? 50 : 200)}; };
    run.go_on();
    for (const qiki_proposal& p : run.all.proposals)
        CHECK(run.name(p.type) == (p.t > 1 * s && p.t <= 2 * s ? "SAFETY" : "PLANNING"));
    CHECK(run.all.proposals.size() == 30);
}

TEST_CASE("A policy that fails is one critical event, then the agent is silent, and the run goes on to its end") {
    scene run(rules("{ when = function(f) if f.t >= 2 then error('no') end return true end, because = 'WHY', say = { "
                    "'resume' } }"));
    const auto r = run.go_on();
    CHECK(r.ticks == 100);
    REQUIRE(run.all.events.size() == 1);
    CHECK(
        (run.name(run.all.events[0].code) == "POLICY_FAILED" && run.all.events[0].severity == QIKI_SEVERITY_CRITICAL));
    CHECK(run.all.events[0].t == 2 * s);
    CHECK(run.all.commands.size() == 19);
    REQUIRE(run.lines.size() == 1);
    CHECK_THAT(run.lines[0], Catch::Matchers::StartsWith("mind: p.lua:2:"));
}

TEST_CASE("Threads, a small room, a reset, and a restore at any time leave the digest as it is") {
    const std::string policy =
        "local q = require 'qiki'\nlocal p = q.policy_params { near = { default = 70, min = 0, max = 1000 } }\n"
        "return q.policy { initial = 'A', states = {\n"
        "A = { { when = function(f) return f.guard.G and f.state_time > 0.25 end, to = 'B', because = 'X', set = { "
        "near = 90 }, say = { 'speed', 70 } } },\n"
        "B = { { when = function(f) return f.refused_now end, because = 'Y', say = { { 'speed', 5 }, { 'go', 1, 2, 3 } "
        "} },\n"
        "      { when = function(f) return f.state_time > 1.5 end, to = 'A', because = 'Z', set = { near = 70 } } } "
        "},\n"
        "guards = { { id = 'G', severity = 'critical', each = 'track', of = 'range', within = { 0, 'near' }, "
        "hysteresis = 5, cooldown = 1, min_duration = 0.3 } } }";
    const auto digest = [&](const std::function<void(bench&)>& change) {
        scene run(policy);
        run.sees = [](qiki_ns t) {
            std::vector<qiki_track> all;
            for (uint64_t id = 1; id <= 40; ++id)
                all.push_back(contact_at(
                    id, t, 10 + static_cast<double>((t / (100 * ms) * 7 + static_cast<int64_t>(id) * 31) % 200)));
            return all;
        };
        run.measures = [](qiki_ns t) { return std::vector<qiki_sample>{said(1, t, {0, 0, 0})}; };
        change(run);
        const auto r = run.go_on();
        CHECK(run.all.events.size() > 10);
        return r.digests;
    };
    const std::string reference = digest([](bench&) {})[0];
    CHECK(digest([](bench& b) { b.options.threads = 3; })[0] == reference);
    CHECK(digest([](bench& b) { b.options.capacity_limit = 1; })[0] == reference);
    CHECK(digest([](bench& b) { b.options.runs = 2; }) == std::vector<std::string>{reference, reference});
    for (int at = 0; at <= 95; at += 5) {
        INFO("restored at tick " << at);
        CHECK(digest([at](bench& b) { b.options.restore_at = at * 100 * ms; })[0] == reference);
    }
    CHECK(digest([](bench& b) { b.plan.duration = 9900 * ms; })[0] != reference);
}
