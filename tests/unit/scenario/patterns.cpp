// SPDX-License-Identifier: MIT
// tests/unit/scenario/patterns.cpp - find, match, gmatch and gsub against Lua's own.
#include "qiki/random.h"
#include "script.hpp"
#include <vector>

using script::eval;
using script::fails;

namespace {

// Calls with Lua's own string library, which knows no budget.
class reference {
public:
    reference() : L_(luaL_newstate()) {
        luaL_requiref(L_, "string", luaopen_string, 1);
        lua_settop(L_, 0);
    }
    ~reference() { lua_close(L_); }
    reference(const reference&) = delete;
    reference& operator=(const reference&) = delete;
    lua_State* state() { return L_; }

private:
    lua_State* L_;
};

// All results of string.<f>(s, p, ...) in one text, or "error".
std::string results(lua_State* L, const char* f, const std::string& s, const std::string& p, const std::string* with) {
    const int top = lua_gettop(L);
    lua_getfield(L, -1, f);
    lua_pushlstring(L, s.data(), s.size());
    lua_pushlstring(L, p.data(), p.size());
    if (with) lua_pushlstring(L, with->data(), with->size());
    std::string out;
    if (lua_pcall(L, with ? 3 : 2, LUA_MULTRET, 0) != LUA_OK) out = "error";
    else
        for (int i = top + 1; i <= lua_gettop(L); ++i) {
            lua_pushvalue(L, i);
            out += lua_isnil(L, -1) ? "nil" : lua_tostring(L, -1);
            out += '|';
            lua_pop(L, 1);
        }
    lua_settop(L, top);
    return out;
}
} // namespace

TEST_CASE("30,000 random patterns give what Lua's own matcher gives") {
    const std::vector<std::string> pieces = {
        "a",  "b",  "c",  ".",  "%a", "%d",   "%s",     "%w",     "%A", "[ab]", "[^a]",  "[a-c]", "[%d-]", "[]a]",
        "%.", "%1", "(",  ")",  "()", "%b()", "%f[%w]", "%f[^b]", "*",  "+",    "-",     "?",     "^",     "$",
        "(a", "b)", "%u", "%x", "%p", "%g",   "%c",     "%l",     "[",  "%",    "[^%s]", "%2"};
    const std::string letters = "aabbc1 (.)A-\n";
    const std::vector<std::string> fills = {"x", "<%0>", "%1", "%%", "%2%1", "%", ""};
    uint32_t i = 0;
    const auto below = [&](size_t n) { return static_cast<size_t>(qiki_draw(99, 0, 0, 0, i++).v[0] % n); };
    qiki::lua::sandbox box({uint64_t{1} << 40, size_t{64} << 20, size_t{64} << 10});
    reference lua;
    lua_getglobal(lua.state(), "string");
    size_t errors = 0, matches = 0;
    std::string wrong;
    box.run([&](lua_State* L) {
        qiki::lua::open_string(L);
        for (int round = 0; round < 30'000 && wrong.empty(); ++round) {
            std::string s, p;
            for (size_t n = below(10); n > 0; --n) s += letters[below(letters.size())];
            for (size_t n = below(7); n > 0; --n) p += pieces[below(pieces.size())];
            const std::string* const with = &fills[below(fills.size())];
            for (const char* f : {"find", "match"}) {
                const std::string theirs = results(lua.state(), f, s, p, nullptr);
                errors += theirs == "error";
                matches += theirs != "error" && theirs != "nil|";
                const std::string ours = results(L, f, s, p, nullptr);
                if (ours != theirs)
                    wrong = std::string(f) + " '" + s + "' '" + p + "': " + ours + " instead of " + theirs;
            }
            const std::string theirs = results(lua.state(), "gsub", s, p, with);
            const std::string ours = results(L, "gsub", s, p, with);
            if (ours != theirs)
                wrong = "gsub '" + s + "' '" + p + "' '" + *with + "': " + ours + " instead of " + theirs;
        }
        lua_settop(L, 0);
    });
    CHECK(wrong == "");
    CHECK(matches > 5'000);
    CHECK(errors > 2'000);
}

TEST_CASE("Patterns as scenario authors use them") {
    CHECK(eval("local a, b = ('lat=54.5'):match('^(%a+)=([%d.]+)$') return a .. b") == "lat54.5");
    CHECK(eval("local n = 0 for w in ('one two  three'):gmatch('%a+') do n = n + #w end return n") == "11");
    CHECK(eval("local t = {} for k, v in ('a=1,b=2'):gmatch('(%w)=(%w)') do t[#t + 1] = k .. v end return "
               "table.concat(t)") == "a1b2");
    CHECK(eval("local out = {} for i in ('abc'):gmatch('()') do out[#out + 1] = i end return table.concat(out)") ==
          "1234");
    CHECK(eval("return (('hello'):gsub('l', { l = 'L' }))") == "heLLo");
    CHECK(eval("return (('abc'):gsub('%w', function(c) if c ~= 'b' then return c .. c end end))") == "aabcc");
    CHECK(eval("return (('a.b'):gsub('%.', '/'))") == "a/b");
    CHECK(eval("return (('abc'):gsub('', '-'))") == "-a-b-c-");
    CHECK(eval("return select(2, ('aaa'):gsub('a', 'b', 2))") == "2");
    CHECK(eval("return ('a+b'):find('+', 1, true)") == "2");
    CHECK(eval("return ('abc'):find('b', -1) == nil") == "true");
    CHECK(eval("return tostring(('abc'):find('', 4)) .. tostring(('abc'):find('', 5))") == "4nil");
    CHECK_THAT(fails("\nreturn ('x'):match('[a')"), Catch::StartsWith("2: malformed pattern (missing ']')"));
    CHECK_THAT(fails("return ('x'):gsub('x', function() return {} end)"), Catch::Contains("invalid replacement value"));
    CHECK_THAT(fails("return ('x'):rep(500):match(('x?'):rep(500) .. 'y')"), Catch::Contains("pattern too complex"));
}
