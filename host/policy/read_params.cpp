// SPDX-License-Identifier: MIT
// host/policy/read_params.cpp - q.policy_params { name = { default = ..., ... } }: values that a scenario gives and
// rules change.
#include "host/policy/reading.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>

namespace qiki::policy {
using scenario::error;
using scenario::in_quotes;
using scenario::param_type;
using scenario::shown;
using scenario::value;

namespace {
const std::vector<std::string> keys_of_param = {"default", "type", "min", "max", "unit", "help", "choices"};

void push(lua_State* L, const value& v) {
    if (const auto* b = std::get_if<bool>(&v.data)) lua_pushboolean(L, *b);
    else if (const auto* i = std::get_if<int64_t>(&v.data)) lua_pushinteger(L, *i);
    else if (const auto* d = std::get_if<double>(&v.data)) lua_pushnumber(L, *d);
    else lua_pushstring(L, std::get<std::string>(v.data).c_str());
}
} // namespace

double number_of(const value& v) {
    if (const auto* b = std::get_if<bool>(&v.data)) return *b ? 1 : 0;
    if (const auto* i = std::get_if<int64_t>(&v.data)) return static_cast<double>(*i);
    if (const auto* d = std::get_if<double>(&v.data)) return *d;
    return 0;
}

std::optional<value> as_param(const param& p, const value& v) {
    value out = v;
    const auto* whole = std::get_if<int64_t>(&v.data);
    switch (p.about.type) {
    case param_type::boolean:
        if (!std::holds_alternative<bool>(v.data)) return {};
        break;
    case param_type::integer:
        if (!whole) return {};
        break;
    case param_type::text:
        if (!std::holds_alternative<std::string>(v.data)) return {};
        break;
    default:
        if (whole) out.data = static_cast<double>(*whole);
        else if (!std::holds_alternative<double>(v.data)) return {};
    }
    if (!scenario::fits(p.about, out)) return {};
    return out;
}

std::string expected_of(const param& p) {
    static constexpr const char* kinds[] = {"a number", "a whole number", "true or false", "a text", ""};
    const std::string range = scenario::allowed(p.about);
    if (!p.about.choices.empty()) return range;
    return kinds[static_cast<size_t>(p.about.type)] + (range.empty() ? "" : ", " + range) +
           (p.unit.empty() ? "" : " " + p.unit);
}

param reading::read_param(lua_State* L, const fields& list, const std::string& name) {
    param p;
    p.about.name = name;
    p.about.where = list.place(name);
    list.get(name.c_str());
    origin from = origin_of(L, "policy_params");
    const fields one(L, -1, from, name, "a parameter");
    one.only(keys_of_param, false);
    if (!one.get("default")) one.wrong("default", "a number, text or boolean", "nothing");
    p.now = scenario::value_at(L, -1, one.path("default"), one.place("default"));
    lua_pop(L, 1);
    if (std::holds_alternative<std::vector<double>>(p.now.data))
        one.wrong("default", "a number, text or boolean", "a list");
    p.about.type = std::holds_alternative<bool>(p.now.data)          ? param_type::boolean
                   : std::holds_alternative<std::string>(p.now.data) ? param_type::text
                                                                     : param_type::number;
    if (const std::string type = one.text("type"); !type.empty()) {
        const auto& names = scenario::param_type_names();
        const auto at = std::find(names.begin(), names.end() - 1, type); // the last is a list
        if (at == names.end() - 1)
            one.wrong("type", "one of " + listed({names.begin(), names.end() - 1}),
                      in_quotes(type) + did_you_mean(type, names));
        p.about.type = static_cast<param_type>(at - names.begin());
    }
    p.about.low = one.number("min", "a number").value_or(-std::numeric_limits<double>::infinity());
    p.about.high = one.number("max", "a number").value_or(std::numeric_limits<double>::infinity());
    p.about.limited = one.has("min") || one.has("max");
    if (p.about.limited && (p.about.type == param_type::text || p.about.type == param_type::boolean))
        one.wrong(one.has("min") ? "min" : "max", "no limits for a value that is no number", "one");
    if (p.about.low > p.about.high)
        one.wrong("max", "at least min = " + scenario::number(p.about.low), scenario::number(p.about.high));
    if (one.get("choices")) {
        const fields choices(L, -1, from, one.path("choices"), "a list of values");
        choices.only({}, true);
        for (size_t i = 1; i <= choices.rows(); ++i) {
            choices.row(i);
            p.about.choices.push_back(scenario::value_at(L, -1, choices.row_path(i), from.at(choices.row_path(i))));
            lua_pop(L, 1);
        }
    }
    lua_pop(L, 1);
    p.unit = one.text("unit"), p.about.help = one.text("help");
    lua_pop(L, 1);
    const auto fitting = as_param(p, p.now);
    if (!fitting) one.wrong("default", expected_of(p), shown(p.now));
    p.now = *fitting;
    return p;
}

// The values of with = { ... }.
void reading::give(param& p) {
    for (const scenario::setting& s : with_) {
        if (s.key != p.about.name) continue;
        const auto fitting = as_param(p, s.what);
        if (!fitting)
            throw error(s.where, "with." + s.key + ": expected " + expected_of(p) + ", found " + shown(s.what) +
                                     " (declared at " + p.about.where.file + ":" + std::to_string(p.about.where.line) +
                                     ")");
        p.now = *fitting;
    }
}

int reading::declare(lua_State* L) {
    const origin from = origin_of(L, "policy_params");
    if (declared_) throw error(from.whole, "q.policy_params: called twice; declare all parameters in one table");
    declared_ = true;
    const fields list(L, 1, from, "", "parameters");
    std::vector<std::string> known = list.names();
    for (const std::string& name : known) {
        out_.params.push_back(read_param(L, list, name));
        give(out_.params.back());
    }
    for (const scenario::setting& s : with_) {
        if (std::find(known.begin(), known.end(), s.key) != known.end()) continue;
        const std::string near = did_you_mean(s.key, known);
        throw error(s.where, "with." + s.key + ": expected a parameter of the policy, found " + in_quotes(s.key) +
                                 (!near.empty()   ? near
                                  : known.empty() ? "; it has none"
                                                  : "; it has " + listed(known)));
    }
    lua_settop(L, 0);
    lua_newtable(L); // p: empty, so that each reading and writing is seen
    lua_createtable(L, 0, 3);
    lua_pushlightuserdata(L, this);
    lua_pushcclosure(L, call<&reading::early>, 1);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, [](lua_State* l) -> int {
        return luaL_error(l, "parameters can be read, not assigned; a rule changes them by set = { name = value }");
    });
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, "qiki.policy.params"); // machine gives it its final __index
    lua_setmetatable(L, -2);
    return 1;
}

int reading::early(lua_State* L) {
    const std::string name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : shown(L, 2);
    std::vector<std::string> known;
    for (const param& p : out_.params) {
        known.push_back(p.about.name);
        if (p.about.name != name) continue;
        out_.read_early.push_back(name);
        push(L, p.now);
        return 1;
    }
    throw error(origin_of(L, "policy_params").whole,
                name + ": expected a parameter of the policy, found " + in_quotes(name) + did_you_mean(name, known));
}
} // namespace qiki::policy
