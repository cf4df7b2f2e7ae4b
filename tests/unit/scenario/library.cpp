// SPDX-License-Identifier: MIT
// tests/unit/scenario/library.cpp - the standard library of a script: the same in every run, on every machine.
#include "qiki/math.h"
#include "script.hpp"
#include <clocale>

using script::eval;
using script::fails;

TEST_CASE("pairs goes through booleans, then numbers, then texts, each in order") {
    CHECK(eval("local t = { z = 1, a = 2, [10] = 3, [-1] = 4, [2.5] = 5, [true] = 6, [false] = 7, B = 8, [''] = 9 }\n"
               "local out = {} for k, v in pairs(t) do out[#out + 1] = tostring(k) .. '=' .. v end return "
               "table.concat(out, ' ')") == "false=7 true=6 -1=4 2.5=5 10=3 =9 B=8 a=2 z=1");
    CHECK(eval("local t = { [math.maxinteger] = 1, [2^53] = 2, [math.mininteger] = 3, [-math.huge] = 4, [math.huge] = "
               "5, [9007199254740993] = 6, [1.5] = 7, [1] = 8, [2] = 9 }\n"
               "local out = '' for _, v in pairs(t) do out = out .. v end return out") == "438792615");
    CHECK_THAT(fails("\nfor k in pairs({ [{}] = 1 }) do end"),
               Catch::Contains("2: pairs: a key of type table has no order"));
}

TEST_CASE("A table may lose keys and change values under pairs, and new keys wait for the next round") {
    CHECK(eval("local t, n = { a = 1, b = 2, c = 3 }, '' for k, v in pairs(t) do n = n .. k .. v; t.b = nil; t.c = 7; "
               "t.d = 1 end return n") == "a1c7");
    CHECK(eval("local n = 0 for k, v in pairs(setmetatable({}, { __pairs = function() return function(_, k) if not k "
               "then return 1, 2 end end end })) do n = n + v end return n") == "2");
}

TEST_CASE("No address can be seen") {
    CHECK(eval("return tostring({}) .. tostring(print) .. tostring(coroutine.create(print))") == "tablefunctionthread");
    CHECK(eval("return string.format('%s %s %5.2s|', {}, print, 'abc')") == "table function    ab|");
    CHECK(eval("return string.format('%d%%%s%%s', 5, true)") == "5%true%s");
    CHECK(eval("return tostring(setmetatable({}, { __name = 'thing' }))") == "thing");
    CHECK(eval("return tostring(setmetatable({}, { __tostring = function() return 'me' end }))") == "me");
    CHECK_THAT(fails("return string.format('%p', {})"), Catch::Contains("%p is not available"));
    CHECK_THAT(fails("return string.format('%-10p', {})"), Catch::Contains("%p is not available"));
    CHECK_THAT(fails("return string.format('%d', 1.5)"), Catch::Contains("no integer representation"));
    CHECK_THAT(fails("return string.format('%s')"), Catch::Contains("no value"));
}

TEST_CASE("table.sort keeps equal elements in order, for any number of them") {
    CHECK(eval("local t = {} for i = 1, 500 do t[i] = { key = i % 5, place = i } end\n"
               "table.sort(t, function(a, b) return a.key < b.key end)\n"
               "for i = 2, #t do local a, b = t[i - 1], t[i]\n"
               "if a.key > b.key or (a.key == b.key and a.place > b.place) then return 'unstable at ' .. i end end "
               "return 'stable'") == "stable");
    CHECK(eval("local t = { 5, 3, 9.5, -1, 3 } table.sort(t) return table.concat(t, ' ')") == "-1 3 3 5 9.5");
    CHECK(eval("local t = { 'b', 'a', 'B' } table.sort(t) return table.concat(t)") == "Bab");
    CHECK(eval("local t = { 3, 1, 2 } table.sort(t, function() return true end) return #t") == "3");
    CHECK_THAT(fails("table.sort({ 1, 'a' })"), Catch::Contains("attempt to compare"));
}

TEST_CASE("Table functions do what Lua's do") {
    CHECK(eval("local t = { 1, 2, 3 } table.insert(t, 4) table.insert(t, 1, 0) return table.concat(t, ',') .. "
               "table.remove(t) .. table.remove(t, 1) .. table.concat(t, ',')") == "0,1,2,3,4401,2,3");
    CHECK(eval("return table.remove({}) == nil") == "true");
    CHECK(eval("return table.concat({ 1, 2.5, 'x' }, '-', 2, 3)") == "2.5-x");
    CHECK(eval("return table.concat({}, 'x') .. table.concat({ 'a' }, 'x', 2)") == "");
    CHECK(eval("local a, b, c = table.unpack({ 1, 2, 3 }, 2) return tostring(a) .. tostring(b) .. tostring(c)") ==
          "23nil");
    CHECK(eval("local t = table.pack(1, nil, 3) return t.n .. tostring(t[2]) .. t[3]") == "3nil3");
    CHECK(eval("return table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), ',') .. table.concat(table.move({ 1, 2, 3 }, 2, "
               "3, 1), ',')") == "1,1,2,32,3,3");
    CHECK(eval("return table.concat(table.move({ 1, 2 }, 1, 2, 1, {}))") == "12");
    CHECK(eval("return tostring(table.isempty({})) .. tostring(table.isempty({ false }))") == "truefalse");
    CHECK_THAT(fails("table.insert({}, 5, 1)"), Catch::Contains("position out of bounds"));
    CHECK_THAT(fails("table.concat({ 1, {} })"), Catch::Contains("element 2 is table"));
}

TEST_CASE("Elementary functions are those of qiki/math.h, bit for bit") {
    const auto same = [](const std::string& call, double x) {
        char text[64];
        std::snprintf(text, sizeof text, "%a", x);
        CHECK(eval("return string.format('%a', " + call + ")") == text);
    };
    same("math.sin(1.25)", qiki_sin(1.25));
    same("math.cos(1.25)", qiki_cos(1.25));
    same("math.tan(1.25)", qiki_tan(1.25));
    same("math.asin(0.3)", qiki_asin(0.3));
    same("math.acos(0.3)", qiki_acos(0.3));
    same("math.atan(3, -2)", qiki_atan2(3, -2));
    same("math.atan(0.5)", qiki_atan2(0.5, 1));
    same("math.exp(1.5)", qiki_exp(1.5));
    same("math.log(7)", qiki_log(7));
    same("math.log(7, 10)", qiki_log10(7));
    same("math.pow(1.1, 2.5)", qiki_pow(1.1, 2.5));
    same("math.hypot(3, 4)", 5);
    same("math.log(1024, 2)", 10);
    same("math.log(0.25, 2)", -2);
    same("math.sqrt(2)", qiki_sqrt(2));
}

TEST_CASE("The power operator is allowed only where its bits cannot differ") {
    CHECK(eval("local x = 3 return x^2 + 10^3") == "1009.0");
    CHECK(eval("-- 2^0.5\nreturn '2^0.5' .. [[ 2^0.5 ]]") == "2^0.5 2^0.5 ");
    CHECK_THAT(fails("\nreturn 2^0.5"), Catch::StartsWith("2: ^ gives another last bit on other CPUs; write math.pow"));
    for (const char* power : {"x^3", "x^-1", "x^2^3", "x^y", "99^9", "2^2.5", "x^2e1", "x^0x2"})
        CHECK_THAT(fails(std::string("local x, y = 1, 2 return ") + power), Catch::Contains("math.pow"));
}

TEST_CASE("math.random is a function of key, tick, stream and count") {
    const auto numbers = [](uint64_t key, uint64_t tick, const std::string& before) {
        qiki::lua::sandbox box({});
        box.random().key = key;
        box.random().tick = tick;
        std::string out;
        box.run([&](lua_State* L) {
            box.load(L, "t.lua", "t.lua",
                     before + " return math.random(100) .. ' ' .. math.random(-5, 5) .. ' ' .. math.random() .. ' ' .. "
                              "math.random(0)");
            lua_call(L, 0, 1);
            out = lua_tostring(L, -1);
        });
        return out;
    };
    CHECK(numbers(1, 0, "") == numbers(1, 0, ""));
    CHECK(numbers(1, 0, "") != numbers(2, 0, ""));
    CHECK(numbers(1, 0, "") != numbers(1, 1, ""));
    CHECK(numbers(1, 0, "") != numbers(1, 0, "math.randomseed(5)"));
    CHECK(numbers(1, 0, "math.randomseed(5)") == numbers(1, 0, "math.random() math.randomseed(5)"));
    CHECK(numbers(1, 0, "") == numbers(1, 0, "math.random() math.randomseed()"));
}

TEST_CASE("math.random stays inside its interval and reaches all of it evenly") {
    CHECK(eval("local n = {} for i = 1, 7 do n[i] = 0 end\n"
               "for i = 1, 7000 do local x = math.random(3, 9) n[x - 2] = n[x - 2] + 1 end\n"
               "for i = 1, 7 do if n[i] < 850 or n[i] > 1150 then return 'uneven' end end return 'even'") ==
          "even"); // 5 sigma
    CHECK(eval("for i = 1, 1000 do local x = math.random() if x < 0 or x >= 1 then return x end end return 'in'") ==
          "in");
    CHECK(eval("return math.type(math.random(math.mininteger, math.maxinteger)) .. math.random(4, 4)") == "integer4");
    CHECK_THAT(fails("math.random(0.5)"), Catch::Contains("no integer representation"));
    CHECK_THAT(fails("math.random(2, 1)"), Catch::Contains("interval is empty"));
}

TEST_CASE("A name that is nowhere is an error with a suggestion, not nil") {
    CHECK_THAT(fails("local duration = 5\nreturn durration"), Catch::Contains("2: durration: unknown name"));
    CHECK_THAT(fails("speed = 5 return sped"), Catch::Contains("did you mean \"speed\"?"));
    CHECK_THAT(fails("return mth.pi"), Catch::Contains("mth: unknown name; did you mean \"math\"?"));
    CHECK_THAT(fails("return q.deg(5)"), Catch::Contains("begin with: local q = require \"qiki\""));
    CHECK(eval("x = 5 return _G.x") == "5");
}

TEST_CASE("The locale of the process is not seen") {
    const char* const set = std::setlocale(LC_ALL, "de_DE.UTF-8");
    if (!set) WARN("no German locale here; the \"C\" locale is compared with itself");
    CHECK(eval("return string.format('%.1f', 1.5) .. tostring(2.5) .. tonumber('3.5')") == "1.52.53.5");
    std::setlocale(LC_ALL, "C");
}

TEST_CASE("Coroutines work, across pcall, too") {
    CHECK(eval("local f = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end) return f(1) .. "
               "f(10)") == "220");
    CHECK(eval("local co = coroutine.create(function() local ok, e = pcall(function() coroutine.yield(1) error('x', 0) "
               "end) return e end)\n"
               "coroutine.resume(co) local ok, e = coroutine.resume(co) return tostring(ok) .. e .. "
               "coroutine.status(co)") == "truexdead");
    CHECK_THAT(fails("local f = coroutine.wrap(function()\nlocal x = nil + 1 end)\nf()"),
               Catch::StartsWith("2: attempt to perform arithmetic on a nil"));
    CHECK_THAT(fails("local f = coroutine.wrap(function() end) f() f()"),
               Catch::Contains("cannot resume dead coroutine"));
}

TEST_CASE("Errors keep the place that the script means") {
    CHECK(fails("\n\nerror('bad')") == "3: bad");
    CHECK(fails("local function f() error('bad', 2) end\n\nf()") == "3: bad");
    CHECK(fails("error('bad', 0)") == "1: bad");
    CHECK(fails("\nlocal x = 5 +") == "2: unexpected symbol near <eof>");
    CHECK(fails("\nlocal t = {\n  a = 1\n  b = 2\n}") == "4: '}' expected (to close '{' at line 2) near 'b'");
    CHECK_THAT(fails("\nlocal t = nil\nreturn t.x"), Catch::StartsWith("3: attempt to index a nil value (local 't')"));
}

TEST_CASE("print is kept line by line, and bounded") {
    qiki::lua::sandbox box({});
    box.run([&](lua_State* L) {
        box.load(L, "t.lua", "t.lua", "print('a', 1, {}) print() for i = 1, 100000 do print('x') end");
        lua_call(L, 0, 0);
    });
    REQUIRE(box.printed().size() > 3);
    CHECK(box.printed()[0] == "a\t1\ttable");
    CHECK(box.printed()[1].empty());
    CHECK(box.printed().size() < 40'000);
    CHECK_THAT(box.printed().back(), Catch::Contains("is cut"));
}
