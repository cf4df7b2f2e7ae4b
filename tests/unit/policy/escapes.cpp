// SPDX-License-Identifier: MIT
// tests/unit/policy/escapes.cpp - every known way out of a Lua budget, tried by a policy in the middle of a run: it
// ends soon, at its line, and only this policy is silent.
#include "play.hpp"
#include <ctime>

using namespace play;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {
double cpu() { // seconds of this thread, so that a busy machine does not matter
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

const std::string prelude = "local function spin() while true do end end\n"
                            "local closing = setmetatable({}, { __close = spin })\n";

// `attack` is run by a rule in the third tick, in line 5. In the first two the policy works.
void ends(const std::string& attack, const std::string& why, const std::string& before = prelude) {
    INFO(attack);
    stage a(lua(before +
                "return q.policy { initial = 'A', states = { A = { { when = function(f)\n"
                "if f.speed == 3 then " +
                attack + " end return true end, say = { 'hold' }, because = 'X' } } } }"));
    CHECK(a.decide(1 * s, {{"speed", 1}}) == "hold() because X");
    CHECK(a.decide(2 * s, {{"speed", 2}}) == "hold() because X");
    const double from = cpu();
    CHECK_THAT(a.decide(3 * s, {{"speed", 3}}), StartsWith("failed: dir/test.lua:") && Contains(why));
    CHECK(a.m.failure().size() < 1200);
    CHECK(cpu() - from < 2.0);
    CHECK_THAT(a.decide(4 * s, {{"speed", 4}}), Contains(why)); // and stays silent
    const known k{{"range", 1}};
    CHECK(a.judge(4 * s, 1, k) == QIKI_E_POISONED);
}
} // namespace

TEST_CASE("The six escapes, from a policy in the middle of a run") {
    ends("xpcall(spin, spin)", "xpcall: unknown name");
    ends("setmetatable({}, { __gc = spin })", "5: setmetatable: __gc is not available");
    ends("coroutine.wrap(function() local x <close> = closing; spin() end)()", "budget of 20000 steps");
    ends(
        "local co = coroutine.create(function() local x <close> = closing; coroutine.yield() end) coroutine.resume(co) "
        "coroutine.close(co)",
        "attempt to call a nil value (field 'close')");
    ends("return string.find(string.rep('a', 2000), '.-.-.-b')", "budget");
    ends("for i = 1, 1e9 do string.rep('x', 10000) end", "budget");
    ends("return string.rep('x', 1 << 40)", "bytes");
    ends("return table.move({}, 1, 1 << 40, 2)", "too many elements");
    ends("return table.concat((function() local t = {} for i = 1, 3000 do t[i] = 'abcdefgh' end return t end)())", "");
}

TEST_CASE("Six more attacks") {
    ends("while true do end", "5: the script used up its budget of 20000 steps");
    ends("while true do pcall(function() while true do end end) end", "budget");
    ends("while true do pcall(function() local x <close> = setmetatable({}, { __close = function() pcall(spin) spin() "
         "end }) error('x') end) end",
         "budget");
    ends("return setmetatable({}, { __index = spin }).x", "budget");
    ends("return tostring(setmetatable({}, { __tostring = spin }))", "budget");
    ends("local t = {} for i = 1, 200 do t[i] = i end table.sort(t, function() spin() end)", "budget");
    ends("for i = 1, 300 do local co = coroutine.create(function() local x <close> = closing; coroutine.yield() end) "
         "coroutine.resume(co) end spin()",
         "budget");
    ends("local co = coroutine.create(function() while true do end end) coroutine.resume(co) return true", "budget");
}

TEST_CASE("Calls that are not counted cannot hide work") {
    ends("local function f() return f() end f()", "budget");
    ends("local function grow(...) return grow(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...) end return grow()",
         "at most 250 values");
    ends("local function deep(n) return 1 + deep(n + 1) end return deep(1)", "");
    ends("while true do tostring(1.5) end", "budget");
    ends("local t = {} for i = 1, 240 do t[i] = i end while true do table.unpack(t) end", "budget");
    ends("local function loop(a, b, c, d, e, f, g, h) return loop(b, c, d, e, f, g, h, a) end return loop(1, 2, 3, 4, "
         "5, 6, 7, 8)",
         "budget");
    ends("while true do coroutine.wrap(function() end)() end", "budget");
    ends("for i = 1, 1e9 do pcall(error, 'x') end", "budget");
}

TEST_CASE("Memory is bounded in every call, and given back") {
    ends("local t = {} for i = 1, 1e9 do t[i] = { i, i, i, i, i, i, i, i, i, i } end", "");
    ends("local s = 'x' while true do s = s .. s end", "text of more than 16384 bytes");
    ends("while true do pcall(function() local s = 'x' while true do s = s .. s end end) end", "bytes");
    stage a(lua("return q.policy { initial = 'A', states = { A = { { when = function(f) local t = {} for i = 1, 500 do "
                "t[i] = { i } end return #t > 9 end, "
                "say = { 'hold' }, because = 'X' } } } }"));
    size_t most = 0;
    for (int i = 0; i < 2000; ++i) {
        REQUIRE(a.decide(i * s) == "hold() because X");
        most = std::max(most, a.m.used_bytes());
    }
    CHECK(most < 400'000);
}

TEST_CASE("A budget is for one call: what one spends another has again") {
    stage a(lua("return q.policy { initial = 'A', states = { A = { { when = function(f) for i = 1, 4000 do end return "
                "true end, "
                "say = { 'hold' }, because = 'X' } } } }"));
    for (int i = 0; i < 100; ++i) REQUIRE(a.decide(i * s) == "hold() because X");
}

TEST_CASE("Where a budget ends is the same in every run, whatever was done before") {
    std::string first;
    for (const int calls : {1, 2, 3, 50}) {
        stage a(lua("return q.policy { initial = 'A', states = { A = { { when = function(f)\nlocal n = 0\nif f.speed "
                    "== 3 then\nwhile true do\n"
                    "n = n + 1\nn = n - 1\nn = n * 2\nn = n + 3\nend\nend\nreturn n > 5 end, to = 'A' } } } }"));
        for (int i = 0; i < calls; ++i) a.decide(i * s, {{"speed", 1}});
        const std::string failed = a.decide(99 * s, {{"speed", 3}});
        if (first.empty()) first = failed;
        CHECK_THAT(failed, Contains("budget"));
        CHECK(failed == first);
    }
}

TEST_CASE("An error of a policy names its line, whatever raised it") {
    const auto fails = [](const std::string& body) {
        stage a(lua("return q.policy { initial = 'A', states = { A = { { when = function(f)\n" + body +
                    "\nend, to = 'A' } } } }"));
        return a.decide(s);
    };
    CHECK(fails("return f.speed > 3") == "failed: dir/test.lua:3: attempt to compare number with nil");
    CHECK(fails("error('no way')") == "failed: dir/test.lua:3: no way");
    CHECK_THAT(fails("error({})"), Contains("dir/test.lua:3: the script raised table as its error"));
    CHECK_THAT(fails("local m = require 'elsewhere' return m"),
               Contains("dir/test.lua:3: require: module \"elsewhere\" was not loaded; require it at the top"));
    CHECK(fails("return require('qiki') == nil") == "");
    CHECK_THAT(fails("return nothing"), Contains("dir/test.lua:3: nothing: unknown name"));
    CHECK_THAT(fails("local x = 1\nx = q.deg('x') return x"), Contains("dir/test.lua:4: q.deg: expected a number"));
    // A tail call leaves no line of its own: that of the function's beginning is named.
    CHECK_THAT(fails("local x = 1\nreturn q.deg('x')"), Contains("dir/test.lua:2: q.deg: expected a number"));
}

TEST_CASE("The load of a policy is bounded, too") {
    CHECK_THAT(refused("while true do end"),
               StartsWith("dir/test.lua:1: the script used up its budget of 5000000 steps"));
    CHECK_THAT(refused(lua("local t = {} for i = 1, 1e9 do t[i] = { i } end")),
               Contains("dir/test.lua:2: the script needs more than 1024 KiB"));
    CHECK_THAT(refused("\x1bLua"), Contains("compiled Lua"));
}
