// SPDX-License-Identifier: MIT
// tests/unit/agents/core.cpp - qiki.agent.core in a run: what makes it ask for SAFE_MODE, what receipts do, what is
// proposed and commanded.
#include "post.hpp"
#include <algorithm>

using namespace post;

namespace {
struct mind : scene {
    explicit mind(const std::string& policy, std::vector<qiki::scenario::setting> settings = {}, bool carried = true)
        : scene(policy, std::move(settings), carried, {}, "qiki.agent.core") {}
    // Of the reports about SAFE_MODE: "reason at second", good cycles left out.
    std::vector<std::string> requests() const {
        std::vector<std::string> out;
        for (const qiki_event& e : all.events)
            if (name(e.code) == "SAFE_REQUEST") out.push_back(name(e.text) + " " + qiki::run::seconds(e.t));
        return out;
    }
    size_t good() const {
        return static_cast<size_t>(std::count_if(all.events.begin(), all.events.end(), [this](const qiki_event& e) {
            return name(e.code) == "SAFE_CYCLE_GOOD";
        }));
    }
    std::string first(const std::string& code) const {
        for (const qiki_event& e : all.events)
            if (name(e.code) == code) return name(e.text) + " " + qiki::run::seconds(e.t);
        return "";
    }
};
using strings = std::vector<std::string>;
const std::string idle = rules("{ when = function(f) return false end, because = 'X' }");
// Says it once, at 1 s; then the fact decides where to go, told with the reason.
std::string order(const std::string& say, const std::string& more) {
    return "local q = require 'qiki'\nreturn q.policy { initial = 'ON', states = { ON = {"
           "{ when = function(f) return f.t >= 1 and f.t < 1.05 end, because = 'ORDER', say = { " +
           say + " } }, " + more + " }, OFF = {} } }";
}
std::string when(const std::string& is, const std::string& because) {
    return "{ when = function(f) return " + is + " end, because = '" + because + "', to = 'OFF' },";
}
} // namespace

TEST_CASE("agent init: it needs a policy, and says so") {
    mind none("");
    CHECK_THROWS_WITH(none.go_on(), Catch::Matchers::Contains("policies/core.lua"));
}
TEST_CASE("tick updates context: samples, tracks, receipts and the BIOS in one tick") {
    mind run(order("'speed', 25",
                   when("f.t > 2 and f.bios_ok and f.speed == 0 and f.tracks == 1 and f.accepted == 1", "ALL_HEARD")));
    run.sees = [](qiki_ns t) { return std::vector{contact_at(5, t, 300)}; };
    run.go_on();
    CHECK(run.first("STATE_CHANGED") == "ALL_HEARD 2.1 s");
}
TEST_CASE("BIOS error requests SAFE, once a cycle while it lasts, then good cycles are reported") {
    mind run(idle);
    run.measures = [](qiki_ns t) {
        std::vector<qiki_sample> all{said(1, t, {0, 0, 0}), said(2, t, {0, 0, 0})};
        all[0].status = t > 3 * s && t <= 5 * s ? QIKI_SENSE_FAILED : t > 8 * s ? QIKI_SENSE_OFF : QIKI_SENSE_OK;
        return all;
    };
    run.go_on();
    CHECK(run.requests() == strings{"BIOS_INVALID 3.1 s", "BIOS_INVALID 4 s", "BIOS_INVALID 5 s"});
    CHECK(run.good() == 4); // from 7 to 10 s: before the first bad one none is told, and the sixth begins badly
}
TEST_CASE("What is not for safety waits from the tick that asks for SAFE_MODE until the gate is free") {
    mind run(order("'speed', 25", when("false", "NEVER")), {give("expires", {30.0})});
    run.measures = [](qiki_ns t) {
        std::vector<qiki_sample> all{said(1, t, {0, 0, 0})};
        all[0].status = t > 900 * ms && t <= 3 * s ? QIKI_SENSE_FAILED : QIKI_SENSE_OK;
        return all;
    };
    run.go_on();
    REQUIRE(run.requests().size() == 3);
    CHECK(run.requests()[0] == "BIOS_INVALID 1 s"); // the tick in which it is ordered
    REQUIRE(run.all.commands.size() == 1);
    CHECK(run.all.commands[0].t / (100 * ms) == 72); // good at 5, 6 and 7 s, and heard of
}
TEST_CASE("FSM error requests SAFE: a policy that fails") {
    mind run(rules("{ when = function(f) if f.t >= 2 then error('no') end return false end, because = 'X' }"));
    run.go_on();
    REQUIRE(run.requests().size() == 9);
    CHECK(run.requests()[0] == "UNKNOWN 2 s");
    CHECK(run.first("POLICY_FAILED") == " 2 s");
}
TEST_CASE("proposal error requests SAFE: a command that nobody answers, or that fails") {
    mind silent(order("'speed', 25", when("f.drive == 6", "TIMEOUT")));
    silent.answers_with = [](const qiki_command&, qiki_ns) { return std::vector<qiki_receipt>(); };
    silent.go_on();
    CHECK(silent.requests() == strings{"ACTUATOR_UNAVAILABLE 3.1 s"});
    CHECK(silent.first("STATE_CHANGED") == "TIMEOUT 3.1 s");
    mind broken(order("'speed', 25", when("f.drive == 5", "FAILED")));
    broken.answers_with = [](const qiki_command& c, qiki_ns t) {
        return std::vector{scene::answer(c, t, QIKI_RECEIPT_ACCEPTED), scene::answer(c, t, QIKI_RECEIPT_FAILED)};
    };
    broken.go_on();
    CHECK(broken.requests() == strings{"ACTUATOR_UNAVAILABLE 1.1 s"});
}
TEST_CASE("actuation_result_affects_fsm: accepted stays pending in a run") {
    mind accepted(order("'speed', 25", when("f.drive ~= 1 and f.t > 1.05", "MOVED")));
    accepted.go_on();
    CHECK(accepted.first("STATE_CHANGED") == "");
}
TEST_CASE("actuation_result_affects_fsm: executed permits to go on in a run, by the receipt that says done") {
    mind done(order("'speed', 25", when("f.drive == 2 and f.drive_active and f.receipt == 3", "EXECUTED")));
    done.answers_with = [](const qiki_command& c, qiki_ns t) {
        return std::vector{scene::answer(c, t, QIKI_RECEIPT_ACCEPTED), scene::answer(c, t, QIKI_RECEIPT_DONE)};
    };
    done.go_on();
    CHECK(done.first("STATE_CHANGED") == "EXECUTED 1.1 s");
}
TEST_CASE("actuation_result_affects_fsm: rejected stays where it is in a run, and is no reason for SAFE") {
    mind refused(order("'speed', 61", when("f.drive == 4 and f.receipt == 4", "REJECTED"))); // this ship ends at 60
    refused.go_on();
    CHECK(refused.first("STATE_CHANGED") == "REJECTED 1.1 s");
    CHECK(refused.requests().empty());
}
TEST_CASE("Rule engine, proposals, evaluator: exactly one command a tick, in the evaluator's order, each proposal's "
          "status is told",
          "[capability]") {
    mind run("local q = require 'qiki'\nreturn q.policy { initial = 'ON', states = { ON = {"
             "{ when = function(f) return f.t >= 1 and f.t < 1.05 end, because = 'A', say = { { 'speed', 1 }, { "
             "'speed', 2 }, { 'speed', 3 } } },"
             "{ when = function(f) return f.t >= 1.05 and f.t < 1.15 end, because = 'B', type = 'SAFETY', say = { "
             "'resume' } },"
             "{ when = function(f) return f.t >= 1.15 and f.t < 1.25 end, because = 'C', confidence = 0.59, say = { "
             "'resume' } } } } }");
    run.go_on();
    std::vector<std::pair<qiki_ns, double>> said;
    for (const qiki_command& c : run.all.commands) said.emplace_back(c.t / (100 * ms), c.argc ? c.arg[0] : 0);
    CHECK(said == std::vector<std::pair<qiki_ns, double>>{{10, 1}, {11, 0}, {12, 2}, {13, 3}});
    std::map<std::string, int> status;
    for (const qiki_proposal& p : run.all.proposals) ++status[run.name(p.because) + std::to_string(p.status)];
    CHECK(status == std::map<std::string, int>{{"A1", 3}, {"B1", 1}, {"C2", 1}});
}
namespace {
// A track that was last updated at 4 s, under a guard.
struct fading : mind {
    fading(const std::string& rules_of_on, const std::string& guard)
        : mind("local q = require 'qiki'\nreturn q.policy { initial = 'ON', states = { ON = {" + rules_of_on +
               "}, OFF = {} }, guards = {" + guard + "} }") {
        plan.duration = 40 * s;
        sees = [](qiki_ns t) {
            auto x = contact_at(5, std::min(t, 4 * s), 50);
            x.t_update = std::min(t, 4 * s);
            return std::vector{x};
        };
    }
    strings of(char first_letter) const {
        strings out;
        for (const std::string& x : all.said)
            if (x[0] == first_letter) out.push_back(x);
        return out;
    }
};
} // namespace

TEST_CASE("radar staleness: brain track survives until dead") {
    fading run(when("f.t > 1 and f.tracks == 0", "GONE"), "");
    run.go_on();
    CHECK(run.first("STATE_CHANGED") == "GONE 34 s"); // 30 s after its last plot, not after 5
}
TEST_CASE("radar staleness: ghosts evicted with their guards") {
    fading run(when("false", "NEVER"),
               "{ id = 'G', severity = 'critical', each = 'track', of = 'range', within = { 0, 100 }, cooldown = 0 }");
    run.go_on();
    CHECK(run.of('G') == strings{"G G 0.1 s", "G G 34 s"});
}

namespace {
// One contact that answers, changes its address at 5 s and falls silent at 3 s, under a guard without cooldown.
struct changing : mind {
    explicit changing(const std::string& rules_of_on)
        : mind("local q = require 'qiki'\nreturn q.policy { initial = 'ON', states = { ON = {" + rules_of_on +
               "}, OFF = {} }, guards = { { id = 'G', each = 'track', where = { identified = true }, cooldown = 0 } } "
               "}") {
        sees = [](qiki_ns t) {
            auto x = contact_at(5, t, 500);
            x.valid |= QIKI_TRACK_HAS_ADDRESS;
            x.address24 = t > 5 * s ? 77 : 66, x.transponder = t > 3 * s ? QIKI_XPDR_NONE : QIKI_XPDR_S;
            return std::vector{x};
        };
    }
};
} // namespace

TEST_CASE("world model: guard dedup: told once while it holds") {
    changing run(when("false", "NEVER"));
    run.go_on();
    size_t told = 0;
    for (const std::string& x : run.all.said) told += x[0] == 'G';
    CHECK(told == 1);
}
TEST_CASE("world model: warning counter increments once, and stays") {
    changing run(when("f.warning_guards ~= 1", "MISCOUNTED"));
    run.go_on();
    CHECK(run.first("STATE_CHANGED") == "");
    changing counts(when("f.t > 9 and f.warning_guards == 1 and f.critical_guards == 0", "ONE"));
    counts.go_on();
    CHECK(counts.first("STATE_CHANGED") == "ONE 9.1 s");
}
TEST_CASE("world model: identity retained across transponder and sensor mutation") {
    changing run(when("f.t > 9 and f.tracks == 1", "STILL_ONE"));
    const auto one = run.sees;
    run.sees = [one](qiki_ns t) {
        auto all = one(t);
        if (t > 7 * s) all[0].state_dims = 2, all[0].x[2] = 0, all[0].quality = 0.4; // another radar's plots
        return all;
    };
    run.go_on();
    CHECK(run.first("STATE_CHANGED") == "STILL_ONE 9.1 s");
    strings fell;
    for (const std::string& x : run.all.said)
        if (x[0] == 'G') fell.push_back(x);
    CHECK(fell == strings{"G G 0.1 s"}); // a change of identity would have ended it and told another
}
TEST_CASE(
    "A step of a procedure waits for its own receipt, whatever a guard says meanwhile and whatever becomes of that") {
    for (const char* const confidence : {"1", "0.3"}) { // it is carried out, or rejected
        mind run("local q = require 'qiki'\nreturn q.policy { initial = 'ON', states = { ON = {"
                 "{ when = function(f) return f.t >= 1 and f.t < 1.05 end, start = 'P', because = 'GO' } } },"
                 "procedures = { P = { { say = { 'speed', 5 }, expect = 'done', timeout = 60 } } },"
                 "guards = { { id = 'LATE', when = function(f) return f.t >= 3 end, say = { 'heading', 1 }, confidence "
                 "= " +
                 std::string(confidence) +
                 " }, { id = 'END', when = function(f) return f.t >= 6 end, say = { "
                 "'resume' } } } }");
        qiki_command first{};
        run.answers_with = [&first](const qiki_command& c, qiki_ns t) {
            if (c.argc && c.arg[0] == 5) {
                first = c;
                return std::vector{scene::answer(c, t, QIKI_RECEIPT_ACCEPTED)};
            }
            std::vector<qiki_receipt> all;
            if (!c.argc) all.push_back(scene::answer(first, t, QIKI_RECEIPT_DONE)); // the end of what was said first
            all.push_back(scene::answer(c, t, QIKI_RECEIPT_ACCEPTED));
            all.push_back(scene::answer(c, t, QIKI_RECEIPT_DONE));
            return all;
        };
        run.go_on();
        CHECK(run.first("PROCEDURE_ABORTED") == "");
        CHECK(run.first("PROCEDURE_DONE") == "P 6.1 s");
    }
}
TEST_CASE("An order that was accepted is under way until its receipt, longer than a proposal lives") {
    mind run("local q = require 'qiki'\nreturn q.policy { initial = 'ON', states = { ON = {"
             "{ when = function(f) return f.t >= 1 and f.t < 1.05 end, because = 'BURN', say = { 'speed', 5 } },"
             "{ when = function(f) return f.t >= 2 and f.t < 2.05 end, because = 'AFTER', say = { 'heading', 1 }, "
             "depends_on = 'BURN' },"
             "{ when = function(f) return f.t >= 7 and f.t < 7.05 end, because = 'RIVAL', say = { 'heading', 2 }, "
             "conflicts_with = 'BURN' },"
             "{ when = function(f) return f.t >= 8 and f.t < 8.05 end, because = 'END', say = { 'resume' } } } } }");
    qiki_command first{};
    run.answers_with = [&first](const qiki_command& c, qiki_ns t) {
        std::vector<qiki_receipt> all;
        if (c.argc && c.arg[0] == 5) first = c;
        if (!c.argc) all.push_back(scene::answer(first, t, QIKI_RECEIPT_DONE));
        all.push_back(scene::answer(c, t, QIKI_RECEIPT_ACCEPTED));
        return all;
    };
    run.go_on();
    std::map<std::string, int> status;
    for (const qiki_proposal& p : run.all.proposals) status[run.name(p.because)] = p.status;
    CHECK(status == std::map<std::string, int>{{"AFTER", 1}, {"BURN", 1}, {"END", 1}, {"RIVAL", 2}});
    REQUIRE(run.all.commands.size() == 3);
    CHECK(run.all.commands[2].t / (100 * ms) == 81); // with the receipt; it has waited for 6 s
    CHECK(run.obeyed.size() == 3);                   // and lives from then on
}
TEST_CASE("Thresholds of a charge in percent are refused, as its state goes from 0 to 1") {
    for (const char* const within : {"{ 2, 3 }", "20"}) {
        mind run(guards("{ id = 'G', of = 'soc', within = " + std::string(within) + " }"));
        CHECK_THROWS_WITH(run.go_on(), Catch::Matchers::Contains("soc") && Catch::Matchers::Contains("0 to 1"));
    }
    mind run(guards("{ id = 'G', of = 'tracks', within = { -2, -1 } }"));
    CHECK_THROWS_WITH(run.go_on(), Catch::Matchers::Contains("a range that tracks"));
}
TEST_CASE("Threads, a small room and a restore at any time leave the digest of a mind as it is") {
    const std::string policy =
        "local q = require 'qiki'\nreturn q.policy { initial = 'A', states = { A = {"
        "{ when = function(f) return f.t >= 1 and f.t < 1.05 end, start = 'P', because = 'GO' },"
        "{ when = function(f) return f.good_cycles == 2 end, because = 'GOOD', tell = true } } },"
        "procedures = { P = { { say = { 'speed', 5 }, expect = 'accepted' }, { say = { { 'speed', 6 }, { 'speed', 7 }, "
        "{ 'resume' } } },"
        " { expect = 'done', timeout = 2 } } },"
        "guards = { { id = 'G', each = 'track', of = 'range', within = { 0, 70 }, say = { 'heading', 1 }, type = "
        "'SAFETY', cooldown = 1 } } }";
    const auto digest = [&](const std::function<void(mind&)>& change) {
        mind run(policy);
        run.sees = [](qiki_ns t) {
            std::vector<qiki_track> all;
            for (uint64_t k = 1; k <= 20; ++k)
                all.push_back(
                    contact_at(k, t, 60 + static_cast<double>((t / (100 * ms) + static_cast<qiki_ns>(k) * 7) % 40)));
            return all;
        };
        run.measures = [](qiki_ns t) { return std::vector<qiki_sample>{said(1, t, {0, 0, 0})}; };
        change(run);
        return run.go_on().digests[0];
    };
    const auto plain = digest([](mind&) {});
    CHECK(digest([](mind& m) { m.options.threads = 3; }) == plain);
    CHECK(digest([](mind& m) { m.options.capacity_limit = 1; }) == plain);
    for (const qiki_ns at : {300 * ms, 1 * s, 1100 * ms, 1200 * ms, 1300 * ms, 3 * s, 9 * s}) {
        INFO("restored at " << at);
        CHECK(digest([at](mind& m) { m.options.restore_at = at; }) == plain);
    }
    CHECK(digest([](mind& m) { m.plan.duration = 9900 * ms; }) != plain);
}
