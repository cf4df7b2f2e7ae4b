// SPDX-License-Identifier: MIT
// tests/unit/scenario/escapes.cpp - every known way out of a Lua budget is shut, and ends soon.
#include "script.hpp"
#include <ctime>

using script::eval;
using script::fails;

namespace {
const std::string prelude = "local function spin() while true do end end\n"
                            "local closing = setmetatable({}, { __close = spin })\n";

// CPU seconds of this thread, so that a busy machine does not matter.
double cpu() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// Ends with an error that contains `why`, well within two seconds of CPU time.
const qiki::lua::limits usual;
const qiki::lua::limits short_lived{5'000'000, size_t{64} << 20, size_t{64} << 10};
void ends(const std::string& text, const std::string& why, const qiki::lua::limits& l = short_lived) {
    INFO(text);
    const double before = cpu();
    const std::string message = fails(text, l);
    const double took = cpu() - before;
    CHECK_THAT(message, Catch::Contains(why));
    CHECK(message.size() < 1200);
    CHECK(took < 2.0);
}
} // namespace

TEST_CASE("A loop without end spends its budget, whatever it catches") {
    ends("while true do end", "budget of 20000000 steps", usual);
    ends("while true do pcall(function() while true do end end) end", "budget", usual);
    ends("local function f() pcall(f) end while true do f() end", "budget");
    ends("repeat until false", "1: the script used up its budget");
    ends("\n\nfor i = 1, math.huge do end", "3: the script used up its budget");
    ends("::top:: goto top", "budget");
    ends("local function f() return f() end f()", "budget");
}

TEST_CASE("A script that returns normally after its coroutines were stopped has still failed") {
    ends("local co = coroutine.create(function() while true do end end) coroutine.resume(co) return 1", "budget");
}

TEST_CASE("What is spent stays spent until the host refills it") {
    qiki::lua::sandbox box({});
    const auto go = [&](const std::string& text) {
        box.run([&](lua_State* L) {
            box.load(L, "test.lua", "test.lua", text);
            lua_call(L, 0, 0);
        });
    };
    CHECK_THROWS_AS(go("while true do end"), qiki::lua::failure);
    CHECK_THROWS_AS(go("local x = 1"), qiki::lua::failure);
    box.budget().refill(box.state(), 1'000'000);
    CHECK_NOTHROW(go("for i = 1, 1000 do end"));
    CHECK_THROWS_AS(go("while true do end"), qiki::lua::failure);
}

TEST_CASE("The six escapes from a hook are shut") {
    ends("xpcall(function() while true do end end, function() while true do end end)", "xpcall: unknown name");
    ends(prelude + "setmetatable({}, { __gc = spin })", "3: setmetatable: __gc is not available");
    ends(prelude + "coroutine.wrap(function() local x <close> = closing; spin() end)()", "budget");
    ends(prelude + "local co = coroutine.create(function() local x <close> = closing; coroutine.yield() end)\n"
                   "coroutine.resume(co) coroutine.close(co)",
         "attempt to call a nil value (field 'close')");
    ends("return string.find(string.rep('a', 2000), '.-.-.-b')", "budget", usual);
    ends("return string.rep('x', 1 << 40)", "longer than 65536 bytes");
    ends("return ('x'):rep(1 << 62, 'y')", "longer than 65536 bytes");
    ends("local t = {} for i = 1, 70000 do t[i] = 'ab' end return table.concat(t)", "longer than 65536 bytes");
    ends("return table.move({}, 1, 1 << 40, 2)", "too many elements");
    ends("local t = {} for i = 1, 1000000 do table.move(t, 1, 1000000, 2) end", "budget");
}

TEST_CASE("Six more attacks end as well") {
    ends(prelude + "local function f() local x <close> = setmetatable({}, { __close = function() pcall(spin) spin() "
                   "end }) error('x') end\n"
                   "while true do pcall(f) end",
         "budget");
    ends(prelude + "local t = setmetatable({}, { __index = spin }) return t.x", "budget");
    ends(prelude + "return tostring(setmetatable({}, { __tostring = spin }))", "budget");
    ends(prelude + "local t = {} for i = 1, 200 do t[i] = i end table.sort(t, function() spin() end)", "budget");
    ends(prelude + "for i = 1, 300 do local co = coroutine.create(function() local x <close> = closing; "
                   "coroutine.yield() end)\n"
                   "coroutine.resume(co) end spin()",
         "budget");
    ends(prelude + "local m = {} local t = setmetatable({}, m) m.__gc = spin t = nil\n"
                   "for i = 1, 1e5 do local x = {} end error('done')",
         "done"); // Lua looked for __gc when the metatable was set: it never runs
}

TEST_CASE("Metamethods, comparisons and closers are counted like any code") {
    ends(prelude + "for _ in pairs(setmetatable({}, { __pairs = spin })) do end", "budget");
    ends(prelude + "return setmetatable({}, { __concat = spin }) .. 'x'", "budget");
    ends(prelude + "return setmetatable({}, { __lt = spin }) < setmetatable({}, { __lt = spin })", "budget");
    ends(prelude + "do local x <close> = closing end", "budget");
    ends(prelude + "for i in function() return 1 end, nil, nil, closing do break end", "budget");
    ends("local t = {} for i = 1, 1e5 do t[i] = i % 7 end while true do table.sort(t) end", "budget");
    ends("local t = {} for i = 1, 1000 do t[i] = i end while true do for k in pairs(t) do end end", "budget");
    ends("local t = {} for i = 1, 1e5 do t[i] = i end while true do table.insert(t, 1, 0) table.remove(t, 1) end",
         "budget");
    ends("while true do coroutine.resume(coroutine.create(function() end)) end", "budget");
    ends("local function deep(n) return coroutine.wrap(function() return deep(n + 1) end)() end return deep(1)",
         "C stack overflow");
}

TEST_CASE("Work that hides inside one instruction is counted") {
    // Long texts: each comparison or conversion reads all of it.
    ends("local a = ('x'):rep(65000) local b = a .. 'y' local n = 0 while true do if a < b then n = n + 1 end end",
         "budget");
    ends("local a = ('x'):rep(60000) while true do local b = a:upper() end", "budget");
    ends("local a = (' '):rep(65000) while true do local b = tonumber(a) end", "budget");
    ends("local a = ('x'):rep(60000) while true do local b = a .. 'y' end", "budget");
    // A table that is refilled rehashes.
    ends("local t = {} for i = 1, 2^2 * 4000 do t['k' .. i] = 1 end local i = 0\n"
         "while true do i = i + 1 t['k' .. i] = nil t['k' .. i + 16000] = 1 end",
         "budget");
    // Just below the limit of memory each new text collects all garbage.
    ends("local t = {} for i = 1, math.huge do t[i % 120000] = { 'n' .. i } end", "memory",
         {20'000'000, size_t{8} << 20, 64u << 10});
    // Patterns: sets, captures, balances, back references.
    ends("return ('a'):rep(3000):match('(.-)(.-)(.-)%3%2%1b')", "budget");
    ends("return ('('):rep(60000):gsub('%b()', '')", "budget");
    ends("return ('a'):rep(60000):find(('a'):rep(30000) .. 'b', 1, true)", "used up",
         {200'000, size_t{64} << 20, size_t{64} << 10});
    ends("return ('x'):rep(60000):gsub('', 'ab')", "longer than 65536 bytes");
}

TEST_CASE("A call cannot carry many values, so that none is copied in every call") {
    ends("local t = {} for i = 1, 1000 do t[i] = i end return table.unpack(t)", "at most 250 values");
    ends("local function grow(...) return grow(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...) end return grow()",
         "at most 250 values");
    ends("local function grow(n) if n == 0 then return end return 0, 0, 0, 0, 0, 0, 0, 0, grow(n - 1) end return "
         "(grow(100))",
         "at most 250 values");
    ends("return (('x'):rep(65536):byte(1, -1))", "at most 250 bytes");
    CHECK(eval("local function count(...) return select('#', ...) end local t = {} for i = 1, 240 do t[i] = i end "
               "return count(table.unpack(t))") == "240");
}

TEST_CASE("Errors that are caught are paid for") {
    // An __index loop takes 2000 rounds inside one instruction before it fails.
    ends("local x = {} setmetatable(x, x) x.__index = x while true do pcall(function() return x.y end) end", "budget");
    ends("while true do pcall(error, ('x'):rep(60000)) end", "budget");
}

TEST_CASE("Memory is bounded, and running out of it cannot be caught in a loop") {
    const qiki::lua::limits small{20'000'000, size_t{4} << 20, size_t{64} << 10};
    ends("local t = {} for i = 1, math.huge do t[i] = { i } end", "needs more than 4096 KiB", small);
    ends("\nlocal t = {}\nwhile true do pcall(function() for i = 1, math.huge do t[#t + 1] = 'text ' .. i end end) end",
         "needs more than 4096 KiB", small);
    ends("local s = 'x' while true do s = s .. s end", "text of more than 65536 bytes");
    ends("while true do pcall(function() local s = 'x' while true do s = s .. s end end) end",
         "text of more than 65536 bytes");
    ends("local function f() return f() + 1 end return f()", "a recursion without end", usual);
    ends("local function f() return f() + 1 end while true do pcall(f) end", "a recursion without end", usual);
}

TEST_CASE("A closed sandbox has given back all memory") {
    auto allowance = std::make_unique<qiki::lua::allowance>(qiki::lua::limits{});
    lua_State* const L = lua_newstate(qiki::lua::allowance::allocate, allowance.get());
    REQUIRE(L);
    allowance->guard(L);
    lua_pushstring(L, "some text that is longer than a short string may be in Lua");
    lua_createtable(L, 1000, 1000);
    CHECK(allowance->used_bytes() > 16'000);
    lua_close(L);
    CHECK(allowance->used_bytes() == 0);
}

TEST_CASE("Error texts are cut, and an error that is no text is named") {
    const std::string message = fails("error(('x'):rep(5000))");
    CHECK(message.size() < 1100);
    CHECK_THAT(message, Catch::EndsWith(" ..."));
    CHECK_THAT(fails("error({})"), Catch::Contains("raised table as its error"));
    CHECK_THAT(fails("error(setmetatable({}, { __tostring = function() while true do end end }))"),
               Catch::Contains("raised table"));
    CHECK_THAT(fails("error()"), Catch::Contains("raised nil"));
}

TEST_CASE("The machine is out of reach") {
    for (const char* name : {"io", "os", "debug", "package", "load", "loadstring", "loadfile", "dofile",
                             "collectgarbage", "xpcall", "next", "rawset", "warn", "require", "newproxy", "utf8"})
        CHECK_THAT(fails(std::string("return ") + name), Catch::Contains(std::string(name) + ": unknown name"));
    for (const char* gone :
         {"string.dump", "string.pack", "string.unpack", "coroutine.close", "math.log10x", "table.foreach"})
        CHECK(eval(std::string("return ") + gone + " == nil") == "true");
    CHECK(eval("return getmetatable('')") == "false");
    CHECK_THAT(fails("return getmetatable(_G).__index"), Catch::Contains("attempt to index a boolean"));
    CHECK_THAT(fails("setmetatable(_G, nil)"), Catch::Contains("cannot change a protected metatable"));
    CHECK_THAT(fails("setmetatable({}, { __mode = 'k' })"), Catch::Contains("weak tables"));
}

TEST_CASE("Only source text is loaded") {
    CHECK_THAT(fails("\x1bLua\x54\x00\x19\x93"), Catch::Contains("1: this is compiled Lua; expected source text"));
    CHECK(eval("#!/usr/bin/env qiki\nreturn 5") == "5");
    CHECK(eval("\xEF\xBB\xBFreturn 5") == "5");
    CHECK_THAT(fails("#!/usr/bin/env qiki\nreturn 5 +"), Catch::StartsWith("2: "));
}

TEST_CASE("Sources that the compiler would take quadratic time for are refused") {
    std::string chain = "local a = nil return a";
    for (int i = 0; i < 150'000; ++i) chain += " or a";
    ends(chain, "more than 10000 of");
    std::string nested = "return ";
    for (int i = 0; i < 100'000; ++i) nested += "{";
    ends(nested, "C stack overflow");
}
