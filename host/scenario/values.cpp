// SPDX-License-Identifier: MIT
// host/scenario/values.cpp - conversions that refuse what a scenario cannot hold.
#include "host/scenario/values.hpp"
#include "host/scenario/allowance.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace qiki::scenario {
namespace {
constexpr double most_exact = 0x1p53;

[[noreturn]] void wrong(const std::string& key, const place& at, const std::string& expected,
                        const std::string& found) {
    throw error(at, key + ": expected " + expected + ", found " + found);
}

const char* unquoted(lua_State* L, int index) {
    return lua_type(L, index) == LUA_TSTRING && lua_isnumber(L, index) ? "; write it without quotes" : "";
}

double finite(double x, const std::string& key, const place& at) {
    if (!std::isfinite(x)) wrong(key, at, "a finite number", x != x ? "nan (0/0?)" : "an infinite one");
    return x + 0.0; // no -0
}

// Numbers of table `index` in order; false when it is no pure list.
size_t length_of_list(lua_State* L, int index, const std::string& key, const place& at) {
    const size_t n = lua_rawlen(L, index);
    size_t entries = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (!lua_isinteger(L, -2)) {
            const std::string found = "a key " + shown(L, -2) + " in it";
            lua_pop(L, 2);
            wrong(key, at, "a list of numbers", found);
        }
        ++entries;
    }
    if (entries != n)
        wrong(key, at, "a list of numbers without gaps",
              std::to_string(entries) + " of at least " + std::to_string(n) + " elements");
    lua::allowance::of(L).charge(L, n);
    return n;
}

void append(lua_State* L, int index, const std::string& key, const place& at, std::vector<double>& out, bool& whole) {
    if (lua_type(L, index) != LUA_TNUMBER)
        wrong(key, at, "a list of numbers", shown(L, index) + " in it" + unquoted(L, index));
    const double x = finite(lua_tonumber(L, index), key, at);
    if (lua_isinteger(L, index) && std::fabs(x) > most_exact)
        wrong(key, at, "whole numbers up to 2^53 in a list", std::to_string(lua_tointeger(L, index)));
    whole = whole && lua_isinteger(L, index);
    out.push_back(x);
}

// "q", "null": the empty tables with a name, behind which the library hides something.
std::optional<std::string> name_of_table(lua_State* L, int index) {
    index = lua_absindex(L, index);
    const int type = luaL_getmetafield(L, index, "__name");
    if (type == LUA_TNIL) return {};
    std::optional<std::string> name;
    if (type == LUA_TSTRING) name = lua_tostring(L, -1);
    lua_pop(L, 1);
    lua_pushnil(L);
    if (!lua_next(L, index)) return name;
    lua_pop(L, 2);
    return {};
}
} // namespace

std::string number(double x) {
    if (x != x) return "nan"; // to_chars shows a sign
    char text[32];
    const double size = std::fabs(x);
    const bool plain = size == 0 || (size >= 1e-5 && size < 1e9);
    const auto end =
        std::to_chars(text, text + sizeof text, x, plain ? std::chars_format::fixed : std::chars_format::scientific)
            .ptr;
    return {text, end};
}

std::string in_quotes(std::string_view s) {
    std::string out = "\"";
    for (const char c : s.substr(0, 60)) {
        if (c >= ' ' && c != 127) out += c;
        else {
            char code[8];
            std::snprintf(code, sizeof code, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
            out += code;
        }
    }
    return out + (s.size() > 60 ? "...\"" : "\"");
}

std::string shown(const value& v) {
    if (const auto* s = std::get_if<std::string>(&v.data)) return in_quotes(*s);
    if (const auto* l = std::get_if<std::vector<double>>(&v.data)) {
        std::string out = "{";
        for (size_t i = 0; i < l->size() && i < 8; ++i) out += (i ? ", " : "") + number((*l)[i]);
        return out + (l->size() > 8 ? ", ...}" : "}");
    }
    return text_of(v);
}

std::string text_of(const value& v) {
    if (const auto* b = std::get_if<bool>(&v.data)) return *b ? "true" : "false";
    if (const auto* i = std::get_if<int64_t>(&v.data)) return std::to_string(*i);
    if (const auto* d = std::get_if<double>(&v.data)) return number(*d);
    if (const auto* s = std::get_if<std::string>(&v.data)) return *s;
    std::string out;
    for (const double x : std::get<std::vector<double>>(v.data)) out += (out.empty() ? "" : ",") + number(x);
    return out;
}

std::string shown(lua_State* L, int index) {
    switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL: return "nothing";
    case LUA_TBOOLEAN: return lua_toboolean(L, index) ? "true" : "false";
    case LUA_TNUMBER:
        return lua_isinteger(L, index) ? std::to_string(lua_tointeger(L, index)) : number(lua_tonumber(L, index));
    case LUA_TSTRING: {
        size_t size = 0;
        const char* const s = lua_tolstring(L, index, &size);
        return in_quotes({s, size});
    }
    case LUA_TTABLE: return name_of_table(L, index).value_or("a table");
    case LUA_TUSERDATA:
        return luaL_testudata(L, index, "q.use block") ? "a q.use block"
               : luaL_testudata(L, index, "q.expect")  ? "a q.expect"
                                                       : "a q.scenario";
    default: return std::string("a ") + luaL_typename(L, index);
    }
}

bool is_table(lua_State* L, int index) { return lua_istable(L, index) && !name_of_table(L, index); }

int push_shown(lua_State* L) {
    const std::string text = shown(L, 1);
    lua_pushlstring(L, text.data(), text.size());
    return 1;
}

int push_did_you_mean(lua_State* L) {
    std::vector<std::string> known;
    if (lua_type(L, 1) == LUA_TSTRING && lua_istable(L, 2))
        for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1))
            if (lua_type(L, -2) == LUA_TSTRING) known.emplace_back(lua_tostring(L, -2));
    std::sort(known.begin(), known.end());
    lua_pushstring(L, known.empty() ? "" : did_you_mean(lua_tostring(L, 1), known).c_str());
    return 1;
}

value list_at(lua_State* L, int index, const std::string& key, const place& at) {
    index = lua_absindex(L, index);
    luaL_checkstack(L, 8, "list");
    value out{std::vector<double>{}, true};
    auto& list = std::get<std::vector<double>>(out.data);
    const size_t n = length_of_list(L, index, key, at);
    size_t width = 0; // of the inner lists
    for (size_t i = 1; i <= n; ++i) {
        lua_rawgeti(L, index, static_cast<lua_Integer>(i));
        if (lua_istable(L, -1)) {
            const int inner = lua_gettop(L);
            const size_t m = length_of_list(L, inner, key, at);
            if (i == 1) width = m;
            if (m != width || m == 0)
                wrong(key, at, "rows of equal length",
                      "a row of " + std::to_string(m) + " after rows of " + std::to_string(width));
            for (size_t j = 1; j <= m; ++j) {
                lua_rawgeti(L, inner, static_cast<lua_Integer>(j));
                append(L, -1, key, at, list, out.whole);
                lua_pop(L, 1);
            }
        } else {
            if (width) wrong(key, at, "a row of " + std::to_string(width) + " numbers", shown(L, -1));
            append(L, -1, key, at, list, out.whole);
        }
        lua_pop(L, 1);
    }
    return out;
}

value value_at(lua_State* L, int index, const std::string& key, const place& at) {
    switch (lua_type(L, index)) {
    case LUA_TBOOLEAN: return {lua_toboolean(L, index) != 0, false};
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) return {static_cast<int64_t>(lua_tointeger(L, index)), false};
        return {finite(lua_tonumber(L, index), key, at), false};
    case LUA_TSTRING: return {text_at(L, index, key, at, "a text"), false};
    case LUA_TTABLE:
        if (const auto name = name_of_table(L, index))
            wrong(key, at, "a number, text, boolean or list of numbers", *name);
        return list_at(L, index, key, at);
    default: wrong(key, at, "a number, text, boolean or list of numbers", shown(L, index));
    }
}

void only(lua_State* L, int most, const std::string& who, const place& at) {
    if (lua_gettop(L) > most) wrong(who, at, "no more values", shown(L, most + 1));
}

double real_at(lua_State* L, int index, const std::string& key, const place& at, const char* expected) {
    if (lua_type(L, index) != LUA_TNUMBER) wrong(key, at, expected, shown(L, index) + unquoted(L, index));
    return finite(lua_tonumber(L, index), key, at);
}

std::string text_at(lua_State* L, int index, const std::string& key, const place& at, const char* expected) {
    if (lua_type(L, index) != LUA_TSTRING) wrong(key, at, expected, shown(L, index));
    size_t size = 0;
    const char* const s = lua_tolstring(L, index, &size);
    const std::string_view text(s, size);
    if (text.find('\0') != std::string_view::npos) wrong(key, at, "a text without NUL bytes", in_quotes(text));
    if (!is_utf8(text)) wrong(key, at, "UTF-8", in_quotes(text));
    lua::allowance::of(L).charge(L, size / 8);
    return std::string(text);
}

bool bool_at(lua_State* L, int index, const std::string& key, const place& at) {
    if (!lua_isboolean(L, index)) wrong(key, at, "true or false", shown(L, index));
    return lua_toboolean(L, index) != 0;
}

bool is_utf8(std::string_view s) { // Unicode 15, table 3-7
    for (size_t i = 0; i < s.size();) {
        const auto at = [&](size_t k) { return k < s.size() ? static_cast<unsigned char>(s[k]) : 0u; };
        const unsigned a = at(i), b = at(i + 1);
        size_t more = 0;
        if (a < 0x80) more = 0;
        else if (a >= 0xC2 && a <= 0xDF && b >= 0x80 && b <= 0xBF) more = 1;
        else if (a >= 0xE0 && a <= 0xEF && b >= (a == 0xE0 ? 0xA0u : 0x80u) && b <= (a == 0xED ? 0x9Fu : 0xBFu))
            more = 2;
        else if (a >= 0xF0 && a <= 0xF4 && b >= (a == 0xF0 ? 0x90u : 0x80u) && b <= (a == 0xF4 ? 0x8Fu : 0xBFu))
            more = 3;
        else return false;
        for (size_t k = 2; k <= more; ++k)
            if (at(i + k) < 0x80 || at(i + k) > 0xBF) return false;
        i += more + 1;
    }
    return true;
}
} // namespace qiki::scenario
