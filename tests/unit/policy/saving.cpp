// SPDX-License-Identifier: MIT
// tests/unit/policy/saving.cpp - a machine restored at any tick goes on as the one that was never interrupted.
#include "play.hpp"
#include "qiki/random.h"
#include "unit/rounds.hpp"

using namespace play;
using Catch::Matchers::Contains;

namespace {
const std::string busy = lua(R"(
local p = q.policy_params {
  near = { default = 70, min = 1, max = 200 }, name = { default = "x", choices = { "x", "y" } },
  steps = { default = 3, type = "integer" }, loud = { default = true } }
return q.policy {
  initial = "A",
  any = { except = { "C" }, { when = function(f) return f.critical_guards > 3 end, to = "C", because = function(f) return f.top_guard end } },
  states = {
    A = { { when = function(f) return f.guard.NEAR and f.state_time > 0.4 end, to = "B", set = { near = 40, steps = 5, loud = false, name = "y" }, because = "NEAR_ONE" },
          { when = function(f) return p.loud and math.random() < 0.2 end, say = function(f) return { "go", p.near, p.steps } end, because = "RANDOM" } },
    B = { { when = function(f) return not f.guard.NEAR and p.name == "y" end, to = "A", set = function(f) return { near = 60 + f.state_time, loud = true } end, because = "GONE" } },
    C = { { when = function(f) return f.state_time > 1 end, to = "A", because = "CALM" } } },
  guards = {
    { id = "NEAR", each = "track", of = "range", within = { 0, "near" }, hysteresis = 5, cooldown = 0.7, min_duration = 0.3 },
    { id = "FOE", severity = "critical", each = "track", where = { iff = "foe" }, cooldown = 1, fires = "level",
      when = function(t) return t.range < 150 + 20 * math.random() end },
    { id = "FAST", of = "speed", within = { 10, 20 }, hysteresis = 3, cooldown = 0.5 } } })");

// Facts and tracks of tick i, drawn from a fixed stream.
std::string tick(stage& a, int i, uint64_t seed) {
    const auto draw = [&](uint32_t who, uint16_t what) {
        return qiki_uniform(qiki_draw(seed, static_cast<uint64_t>(i), who, what, 0), 0);
    };
    const qiki_ns t = i * s / 10;
    for (uint32_t k = 1; k <= 6; ++k) {
        if (draw(k, 1) < 0.15) continue; // gone for a tick
        known x{{"range", 10 + (i / 15 % 2 ? 60 : 200) * draw(k, 2)}, {"iff", draw(k, 3) < 0.3 ? 3.0 : 0.0}};
        if (draw(k, 4) < 0.1) x = known{{"range", 30}};
        a.judge(t, k, x);
    }
    known own{{"speed", 25 * draw(0, 5)}};
    if (draw(0, 6) < 0.1) own = known();
    return a.decide(t, own);
}
} // namespace

TEST_CASE("Restored at each tick of a random trace, it decides as the uninterrupted one") {
    constexpr int ticks = 120;
    for (const uint64_t seed : {1u, 2u}) {
        stage one(busy);
        std::vector<std::string> decided;
        std::vector<std::vector<std::byte>> saved{one.m.save()};
        std::string all;
        for (int i = 0; i < ticks; ++i) {
            decided.push_back(tick(one, i, seed));
            all += decided.back();
            REQUIRE(one.m.failure().empty());
            saved.push_back(one.m.save());
        }
        for (const char* seen : {"+NEAR", "-NEAR", "+FOE", "-FOE", "+FAST", "A->B", "B->A", "->C", "C->A", "go("})
            CHECK_THAT(all, Contains(seen));
        for (int from = 0; from <= ticks; from += sanitized ? 5 : 1) {
            stage other(busy);
            REQUIRE(other.m.restore(saved[static_cast<size_t>(from)].data(), saved[static_cast<size_t>(from)].size()) ==
                    "");
            CHECK(other.m.save() == saved[static_cast<size_t>(from)]);
            for (int i = from; i < std::min(ticks, from + 40); ++i)
                if (tick(other, i, seed) != decided[static_cast<size_t>(i)])
                    FAIL("restored before tick " << from << ", another decision in tick " << i);
            if (from + 40 <= ticks) CHECK(other.m.save() == saved[static_cast<size_t>(from + 40)]);
        }
    }
}

TEST_CASE("Reset is a fresh start, and saving disturbs nothing") {
    stage a(busy), b(busy);
    std::string first;
    for (int i = 0; i < 60; ++i) first += tick(a, i, 3);
    a.m.reset();
    CHECK(a.m.save() == b.m.save());
    std::string again;
    for (int i = 0; i < 60; ++i) again += tick(a, i, 3);
    CHECK(again == first);
}

TEST_CASE("The state of another policy, a cut one and a damaged one are refused, and change nothing") {
    stage a(busy), other(busy + "\n");
    for (int i = 0; i < 30; ++i) tick(a, i, 1);
    const auto saved = a.m.save();
    CHECK_THAT(other.m.restore(saved.data(), saved.size()), Contains("another policy"));
    stage b(busy);
    const auto before = b.m.save();
    for (size_t n = 0; n < saved.size(); ++n) CHECK(b.m.restore(saved.data(), n) != "");
    for (size_t i = 0; i < saved.size(); ++i)
        for (const int bit : {0, 4, 7}) {
            auto bad = saved;
            bad[i] ^= static_cast<std::byte>(1 << bit);
            if (b.m.restore(bad.data(), bad.size())
                    .empty()) { // a number that may be another: what was read is what is saved
                CHECK(b.m.save() == bad);
                REQUIRE(b.m.restore(before.data(), before.size()) == "");
            }
            CHECK(b.m.save() == before);
        }
}

TEST_CASE("A policy that failed is a failed one when it is restored") {
    const std::string text = lua("return q.policy { initial = 'A', states = { A = { { when = function(f) return "
                                 "f.speed > 1 end, to = 'A', because = 'X' } } } }");
    stage a(text), b(text);
    CHECK_THAT(a.decide(s), Contains("failed"));
    const auto saved = a.m.save();
    REQUIRE(b.m.restore(saved.data(), saved.size()) == "");
    CHECK_THAT(b.decide(2 * s, {{"speed", 5}}), Contains("failed"));
    b.m.reset();
    CHECK(b.decide(3 * s, {{"speed", 5}}) == "A->A because X");
}

TEST_CASE("What a policy keeps where nobody can save it is found, soon and at the latest when it is saved") {
    const auto with = [](const std::string& locals, const std::string& body) {
        return lua(locals + "\nreturn q.policy { initial = 'A', states = { A = { { when = function(f)\n" + body +
                   "\nreturn false end, to = 'A' } } } }");
    };
    const auto fails = [&](const std::string& locals, const std::string& body) {
        stage a(with(locals, body));
        std::string out;
        for (int i = 1; i <= 4 && out.empty(); ++i) out = a.decide(i * s, {{"speed", 1.0 * i}});
        return out;
    };
    CHECK(
        fails("local n = 0", "n = n + 1")
            .find(
                "failed: dir/test.lua:3: 'n' was changed by the policy while it ran; it keeps nothing between ticks") ==
        0);
    CHECK_THAT(fails("local seen = {}", "seen[f.speed] = true"), Contains("'seen' was changed"));
    CHECK_THAT(fails("local seen = { deep = { deeper = {} } }", "seen.deep.deeper.x = f.speed"),
               Contains("'seen' was changed"));
    CHECK_THAT(fails("", "count = 1"), Contains("'_ENV' was changed"));
    CHECK_THAT(fails("", "string.mine = f.speed"), Contains("was changed"));
    CHECK_THAT(
        fails("local function kept() local n = 0 return function() n = n + 1 return n end end local next_one = kept()",
              "next_one()"),
        Contains("'next_one' was changed"));
    CHECK_THAT(fails("local t = setmetatable({}, { n = 0 })", "getmetatable(t).n = 5"), Contains("'t' was changed"));
    CHECK(fails("local n, t = 5, { 1, 2, { 3 } } local function sum(x) return x + n + t[3][1] end",
                "local x = sum(1) x = x + 1 local u = {} u[1] = x") == "");
    CHECK_THAT(refused(with("local co = coroutine.wrap(function() while true do coroutine.yield() end end)", "co()")),
               Contains("'co' leads to a coroutine, which would be kept between ticks"));
    stage late(with("local n = 0", "if f.speed == 5 then n = 1 end"));
    for (int i = 1; i <= 6; ++i) REQUIRE(late.decide(i * s, {{"speed", 1.0 * i}}) == "");
    CHECK_THROWS_WITH(late.m.save(), Contains("'n' was changed by the policy"));
}
