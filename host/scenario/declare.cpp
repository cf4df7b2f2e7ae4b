// SPDX-License-Identifier: MIT
// host/scenario/declare.cpp - q.param: a value with a name, a type, limits and a default, that --set may give.
#include "host/scenario/params.hpp"
#include "host/scenario/reader.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include "qiki/random.h"
#include <algorithm>
#include <limits>

namespace qiki::scenario {
namespace {
const std::vector<std::string> keys_of_param = {"name", "default", "type", "min", "max", "choices", "help"};

bool proper_name(const std::string& s) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !s.empty() && s.size() <= 64 && letter(s[0]) && std::all_of(s.begin(), s.end(), [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
    });
}

param_type type_of(const value& v) {
    static constexpr param_type types[] = {param_type::boolean, param_type::integer, param_type::number,
                                           param_type::text, param_type::numbers};
    return types[v.data.index()];
}

// The same value in type `t`, or nothing: 5 is a number, too.
std::optional<value> as_type(const value& v, param_type t) {
    if (type_of(v) == t) return v;
    const auto* const whole = std::get_if<int64_t>(&v.data);
    if (t != param_type::number || !whole) return {};
    value out = v;
    out.data = static_cast<double>(*whole);
    return out;
}

std::string called(const declaration& d) { return "q.param " + in_quotes(d.name) + ": "; }

void push(lua_State* L, const value& v) {
    if (const auto* b = std::get_if<bool>(&v.data)) lua_pushboolean(L, *b);
    else if (const auto* i = std::get_if<int64_t>(&v.data)) lua_pushinteger(L, *i);
    else if (const auto* d = std::get_if<double>(&v.data)) lua_pushnumber(L, *d);
    else if (const auto* s = std::get_if<std::string>(&v.data)) lua_pushlstring(L, s->data(), s->size());
    else {
        lua_newtable(L);
        lua_Integer n = 0;
        for (const double x : std::get<std::vector<double>>(v.data)) {
            if (v.whole) lua_pushinteger(L, static_cast<lua_Integer>(x));
            else lua_pushnumber(L, x);
            lua_rawseti(L, -2, ++n);
        }
    }
}

// q.param { "name", default = ..., ... }: the table is at 1.
declaration from_table(lua_State* L, const place& at) {
    declaration d;
    d.where = at;
    bool typed = false;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        if (lua_isinteger(L, -2) && lua_tointeger(L, -2) == 1) continue;
        if (lua_type(L, -2) != LUA_TSTRING)
            throw error(at, "q.param: expected the name, then key = value, found " + shown(L, -1) + " without a key");
        const std::string key = text_at(L, -2, "key", at, "a text");
        if (std::find(keys_of_param.begin(), keys_of_param.end(), key) == keys_of_param.end())
            throw error(at, "q.param: expected a key of " + listed(keys_of_param) + ", found " + in_quotes(key) +
                                did_you_mean(key, keys_of_param));
    }
    const auto get = [&](const char* key) {
        lua_settop(L, 1);
        lua_pushstring(L, key);
        return lua_rawget(L, 1) != LUA_TNIL;
    };
    lua_settop(L, 1);
    if (!get("name")) lua_rawgeti(L, 1, 1);
    d.name = text_at(L, lua_gettop(L), "q.param", at, "the name of the value first");
    const std::string who = called(d);
    if (get("help")) d.help = text_at(L, 2, who + "help", at, "a text");
    if (get("default")) d.fallback = value_at(L, 2, who + "default", at);
    if (get("type")) {
        const std::string type = text_at(L, 2, who + "type", at, "a text");
        const auto& names = param_type_names();
        const auto which = std::find(names.begin(), names.end(), type);
        if (which == names.end())
            throw error(at, who + "type: expected one of " + listed(names) + ", found " + in_quotes(type) +
                                did_you_mean(type, names));
        d.type = static_cast<param_type>(which - names.begin());
        typed = true;
    } else if (d.fallback) {
        d.type = type_of(*d.fallback);
        typed = true;
    }
    if (get("choices")) {
        if (!is_table(L, 2)) throw error(at, who + "choices: expected a list, found " + shown(L, 2));
        lua::allowance::of(L).charge(L, 10 * lua_rawlen(L, 2));
        for (lua_Integer i = 1; i <= static_cast<lua_Integer>(lua_rawlen(L, 2)); ++i) {
            lua_rawgeti(L, 2, i);
            d.choices.push_back(value_at(L, 3, who + "choices", at));
            lua_pop(L, 1);
        }
        if (d.choices.empty()) throw error(at, who + "choices: expected at least one, found none");
        if (!typed) d.type = type_of(d.choices.front());
        typed = true;
    }
    constexpr double infinite = std::numeric_limits<double>::infinity();
    d.low = -infinite;
    d.high = infinite;
    for (const bool low : {true, false}) {
        const char* const key = low ? "min" : "max";
        if (!get(key)) continue;
        (low ? d.low : d.high) = real_at(L, 2, who + key, at, "a number");
        d.limited = true;
        if (!typed) d.type = param_type::number;
        if (d.type == param_type::text || d.type == param_type::boolean)
            throw error(at, who + key + ": has no meaning for a value of type " + name_of(d.type));
    }
    if (d.low > d.high) throw error(at, who + "min: " + number(d.low) + " is above max: " + number(d.high));
    for (value& c : d.choices) {
        const auto same = as_type(c, d.type);
        if (!same) throw error(at, who + "choices: expected values of type " + name_of(d.type) + ", found " + shown(c));
        c = *same;
    }
    return d;
}

declaration from_arguments(lua_State* L, const place& at) {
    declaration d;
    d.where = at;
    d.name = text_at(L, 1, "q.param", at, "the name of the value first");
    if (!lua_isnoneornil(L, 2)) {
        d.fallback = value_at(L, 2, called(d) + "default", at);
        d.type = type_of(*d.fallback);
    }
    if (!lua_isnoneornil(L, 3)) d.help = text_at(L, 3, called(d) + "help", at, "a text");
    only(L, 3, "q.param(name, default, help)", at);
    return d;
}

// What --help shows beside the author's words.
std::string described(const declaration& d) {
    const std::string limits = allowed(d);
    return limits.empty() ? d.help : d.help.empty() ? limits : d.help + "; " + limits;
}
} // namespace

int reader::declare(lua_State* L) {
    const place at = here(L);
    if (is_table(L, 1)) only(L, 1, "q.param { ... }", at);
    declaration d = is_table(L, 1) ? from_table(L, at) : from_arguments(L, at);
    const std::string who = called(d);
    if (!proper_name(d.name))
        throw error(at, "q.param: expected a name of letters, digits, '_', '-' and '.', found " + in_quotes(d.name));
    for (const param& p : params_)
        if (p.name == d.name)
            throw error(at, who + "declared already at " + p.where.file + ":" + std::to_string(p.where.line));
    if (params_.size() == 1000) throw error(at, who + "more than 1000 values declared");
    if (d.fallback) {
        const auto same = as_type(*d.fallback, d.type);
        if (!same)
            throw error(at,
                        who + "default: expected a value of type " + name_of(d.type) + ", found " + shown(*d.fallback));
        d.fallback = same;
        if (!fits(d, *same)) throw error(at, who + "default: expected " + allowed(d) + ", found " + shown(*same));
    }

    std::optional<value> v = d.fallback;
    const auto given = set_.find(d.name);
    if (why_ == purpose::list) {
        stood_in_ = stood_in_ || !v;
        if (!v) v = stand_in(d);
    } else if (given != set_.end()) {
        const place option{"--set " + d.name + "=" + given->second, 0};
        const std::string where = " (declared at " + at.file + ":" + std::to_string(at.line) + ")";
        v = parsed(d.type, given->second);
        // A text that must be given says something; only a default may say nothing.
        const bool nothing = given->second.empty() && d.type == param_type::text && !d.fallback && d.choices.empty();
        if (!v || nothing)
            throw error(option, std::string("expected ") + wanted(d.type) + ", found " +
                                    (given->second.empty() ? "nothing" : in_quotes(given->second)) + where);
        if (!fits(d, *v)) {
            std::vector<std::string> choices;
            for (const value& c : d.choices) choices.push_back(text_of(c));
            throw error(option, "expected " + allowed(d) + ", found " + shown(*v) +
                                    did_you_mean(given->second, choices) + where);
        }
    } else if (!v) {
        std::vector<std::string> others;
        for (const auto& [key, text] : set_) others.push_back(key);
        const std::string near = nearest(d.name, others);
        throw error(at, who + "required, and not given; give it by --set " + d.name + "=..." +
                            (near.empty() ? "" : " (is \"" + near + "\" of --set a misspelling of it?)"));
    }
    if (d.name == "seed" && d.type == param_type::integer) {
        if (std::get<int64_t>(v->data) < 0)
            throw error(at, who + "expected a whole number from 0 on, found " + shown(*v));
        declared_seed_ = static_cast<uint64_t>(std::get<int64_t>(v->data));
        if (!keyed_ && !box_.random().used) box_.random().key = qiki_rng_key(*declared_seed_, script_stream);
    }
    params_.push_back({d.name,
                       name_of(d.type),
                       d.fallback ? text_of(*d.fallback) : "",
                       text_of(*v),
                       described(d),
                       at,
                       !d.fallback,
                       {}});
    for (const value& c : d.choices) params_.back().choices.push_back(text_of(c));
    lua_settop(L, 0);
    push(L, *v);
    return 1;
}
} // namespace qiki::scenario
