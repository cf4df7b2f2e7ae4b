// SPDX-License-Identifier: MIT
// tests/unit/run/test_policy.cpp - qiki.policy/1 through the host: who has it, what it says, how it fails, how it is
// restored.
#include "host/observe/allocations.hpp"
#include "tests/unit/run/lab.hpp"

using namespace lab;
using Catch::Matchers::Contains;

namespace {
using events_out = port<"events", qiki_event, stream, 16>;

// Tells its policy the time, and each decision as an event.
struct minder {
    using inputs = ports<>;
    using outputs = ports<events_out>;
    static constexpr qiki_fact facts[] = {{"ticks", "", "since the start", QIKI_INT, 0, 0, 0},
                                          {"range", "m", "of a subject", QIKI_REAL, QIKI_FACT_OF_SUBJECT, 0, 1e6}};
    static constexpr qiki_verb verbs[] = {{"shout", "", {"level"}, {""}, {0}, {10}, 1, QIKI_BY_AGENT}};

    minder(const qiki_host& h, const qiki_instance_info&) : host(&h), policy(qiki::service<qiki_policy>(h)) {}
    void configure(const qiki::config&) {}
    void step(const qiki::tick<minder>& t) {
        if (!policy) return;
        ++ticks;
        const double value[] = {static_cast<double>(ticks), 100 - 5.0 * static_cast<double>(ticks % 30)};
        const uint64_t known[] = {3};
        if (ticks % 7) policy->judge(host, t.to(), 5, value, known, 2);
        qiki_decision d[8];
        const int32_t n = policy->decide(host, t.to(), value, known, 2, d, 8);
        for (int32_t i = 0; i < n; ++i) {
            qiki_event e{};
            e.t = t.to(), e.code = d[i].because, e.label = QIKI_LABEL_OK, e.n = 2;
            e.v[0] = d[i].arg[0], e.v[1] = static_cast<double>(d[i].what);
            t.put<events_out>(e);
        }
        if (n < 0) ++refused;
    }
    void state(auto& io) {
        io(ticks);
        if (!policy) return;
        std::vector<uint8_t> bytes;
        if constexpr (requires { io.end(); }) {
            io(bytes);
            if (policy->restore(host, bytes.data(), bytes.size()) < 0)
                throw qiki::failure(QIKI_E_STATE, "policy: cannot be restored");
        } else {
            const int64_t n = policy->save(host, nullptr, 0);
            if (n < 0) throw qiki::failure(QIKI_E_STATE, "policy: cannot be saved");
            bytes.resize(static_cast<size_t>(n));
            policy->save(host, bytes.data(), bytes.size());
            io(bytes);
        }
    }
    const qiki_host* host;
    const qiki_policy* policy;
    uint64_t ticks = 0;
    uint64_t refused = 0;
};

struct town : bench {
    std::vector<std::string> lines;
    explicit town(const std::string& text, int agents = 1) {
        plan.duration = 10'000 * ms;
        for (int i = 0; i < agents; ++i) put<minder>(section::agents, "mind" + std::to_string(i));
        for (auto& m : plan.members) {
            m.policy.emplace();
            m.policy->name = "p.lua", m.policy->file = "dir/p.lua", m.policy->library = QIKI_SOURCE_DIR "/scripts/lua";
            m.policy->text = std::make_shared<const std::string>("local q = require 'qiki'\n" + text);
            m.policy->where = m.where;
        }
        options.log = [this](std::string_view who, int, qiki_ns t, uint64_t, std::string_view text_) {
            lines.push_back(std::string(who) + " " + qiki::run::seconds(t) + " " + std::string(text_));
        };
    }
};

const std::string lively = R"(
local p = q.policy_params { near = { default = 50, min = 0, max = 100 } }
return q.policy { initial = "A", states = {
  A = { { when = function(f) return f.state_time >= 0.7 and f.guard.CLOSE end, to = "B", because = "SEEN", set = { near = 30 } } },
  B = { { when = function(f) return f.ticks % 11 == 0 end, say = { "shout", 4 }, because = "ELEVEN" },
        { when = function(f) return f.state_time > 2.5 + math.random() end, to = "A", because = "BORED", set = { near = 60 } } } },
  guards = { { id = "CLOSE", each = "track", of = "range", within = { 0, "near" }, hysteresis = 5, cooldown = 0.3, min_duration = 0.2 } } })";
} // namespace

TEST_CASE("An agent without a policy has no such service") {
    bench b;
    b.put<minder>(section::agents, "mind");
    CHECK(b.go().records["event"] == 0);
}

TEST_CASE("A policy decides through the host, the same with any number of threads and restored at any time") {
    town one(lively, 5);
    const auto first = one.go();
    CHECK(first.records.at("event") > 50);
    town threads(lively, 5);
    threads.options.threads = 3;
    CHECK(threads.go().digest == first.digest);
    town again(lively, 5);
    again.options.runs = 2;
    const auto twice = again.go();
    CHECK(twice.digests.at(0) == first.digest);
    CHECK(twice.digests.at(1) == first.digest);
    for (int at = 0; at < 100; at += 9) {
        town restored(lively, 5);
        restored.options.restore_at = at * 100 * ms;
        INFO("restored at tick " << at);
        CHECK(restored.go().digest == first.digest);
    }
    town other(lively, 5); // the digest can differ
    other.plan.members[0].policy_chance = 1;
    CHECK(other.go().digest != first.digest);
}

TEST_CASE("A policy that fails is silent from then on, is named once, and the run goes on") {
    town bad("return q.policy { initial = 'A', states = { A = {\n"
             "{ when = function(f) if f.ticks == 5 then while true do end end return f.ticks < 20 end, because = 'X', "
             "say = { 'shout', 1 } } } } }");
    const auto r = bad.go();
    CHECK(r.ticks == 100);
    CHECK(r.records.at("event") == 4);
    REQUIRE(bad.lines.size() == 1);
    CHECK_THAT(bad.lines[0], Contains("mind0 0.5 s dir/p.lua:3: the script used up its budget of 20000 steps"));
    CHECK_THAT(bad.lines[0], Contains("silent from now on"));
    CHECK_THAT(bad.lines[0], Contains("a loop or a recursion that does not end") && Contains("library functions"));
    REQUIRE(r.silent.size() == 1);
    CHECK(r.silent[0].first == "mind0");
    CHECK_THAT(r.silent[0].second, Contains("dir/p.lua:3: the script used up its budget"));
    CHECK(town(lively).go().silent.empty());
    const std::string digest = r.digest;
    for (int at : {3, 5, 50}) {
        town restored(*bad.plan.members[0].policy->text);
        restored.options.restore_at = at * 100 * ms;
        restored.plan.members[0].policy = bad.plan.members[0].policy;
        restored.options.runs = 2;
        const auto again = restored.go();
        CHECK(again.digest == digest);
        CHECK(again.silent == r.silent);
    }
}

TEST_CASE("A policy that cannot be loaded is an error of the scenario, with its place") {
    town bad(
        "return q.policy { initial = 'A', states = { A = { { when = function(f) return f.tikcs end, to = 'A' } } } }");
    try {
        bad.go();
        FAIL("it was loaded");
    } catch (const qiki::scenario::error& e) {
        CHECK_THAT(
            e.what(),
            Contains("dir/p.lua:2: tikcs: expected a fact of test.probe, found \"tikcs\"; did you mean \"ticks\"?"));
    }
}

TEST_CASE("An agent that does not ask for its policy is named") {
    town t("return q.policy { initial = 'A', states = { A = {} } }");
    t.plan.members[0].about = about<watcher<>>(section::agents, "test.deaf");
    t.go();
    REQUIRE(t.lines.size() == 1);
    CHECK(t.lines[0] ==
          "mind0 0 s test.lua:1: policy: test.deaf has not asked for it; is it an agent that decides by a policy?");
}

TEST_CASE("Deciding allocates nothing once the run is warm") {
    if (!qiki::observe::allocations_counted()) {
        WARN("skipped: a sanitizer owns operator new");
        return;
    }
    town t(lively, 3);
    t.plan.duration = 60'000 * ms; // the policies look through what they can reach in ticks 128, 256 and 512
    t.options.allocations = qiki::observe::allocations;
    const auto r = t.go();
    for (const auto& c : r.instances)
        if (c.plugin != "host") CHECK(c.allocations == 0);
}
