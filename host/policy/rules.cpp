// SPDX-License-Identifier: MIT
// host/policy/rules.cpp - the rules of a state, tried in order: the first that holds acts.
#include "host/policy/inside.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>

namespace qiki::policy {
using scenario::in_quotes;
using scenario::shown;

namespace {
constexpr size_t most_words = 64; // verbs in one tick
}

// Ends the call with an error at a place that Lua does not know.
void machine::inside::refuse(lua_State* L, const scenario::place& at, const std::string& text) {
    refused_ = scenario::error(at, text);
    lua_pushstring(L, refused_->what());
    lua_error(L);
    std::abort(); // lua_error does not return
}

// Calls it with the table at `about`.
bool machine::inside::holds(lua_State* L, int function, int about) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, function);
    lua_pushvalue(L, about);
    lua_call(L, 1, 1);
    const bool yes = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return yes;
}

void machine::inside::decide_in_lua(lua_State* L) {
    own_.refresh(L, fact_, known_);
    show_guards(L); // as the judged subjects left them
    own_.push(L);
    const int f = lua_gettop(L);
    for (const uint32_t i : own_guards_) {
        const guard& g = doc.guards[i];
        asking_ = &g.where;
        turn_of(i, 0, matches(g, guards[i].find(0)) && (g.when == none || holds(L, g.when, f)));
    }
    if (!own_guards_.empty()) show_guards(L);
    show_procedure(L);
    decide_by_rules(L, f);
    if (work.procedure != none) go_on(L);
}

void machine::inside::decide_by_rules(lua_State* L, int f) {
    const auto fires = [&](const rule& r) {
        asking_ = &r.where;
        return r.when == none || holds(L, r.when, f);
    };
    const policy::state& s = doc.states[state];
    if (!s.outside)
        for (const rule& r : doc.any)
            if (!r.except[state] && fires(r)) return apply(L, r);
    for (const rule& r : s.rules)
        if (fires(r)) return apply(L, r);
}

uint32_t machine::inside::reason(lua_State* L, const rule& r) {
    if (r.because_call == none) return r.because_text;
    ask(L, r.because_call);
    const auto text = lua_type(L, -1) == LUA_TSTRING ? texts_.find(lua_tostring(L, -1)) : texts_.end();
    if (text == texts_.end())
        refuse(L, r.where, "because: expected an id, event or reason that stands in the policy, found " + shown(L, -1));
    lua_pop(L, 1);
    return text->second;
}

void machine::inside::apply(lua_State* L, const rule& r) {
    const uint32_t because = reason(L, r);
    if (r.to != none) {
        qiki_decision d{};
        d.what = QIKI_DECISION_STATE;
        d.from = doc.states[state].text;
        d.state = doc.states[static_cast<size_t>(r.to)].text;
        acts_.push_back(d);
    }
    const size_t before = acts_.size();
    say_all(L, {r.where, r.as, because}, r.say, r.say_call);
    if (r.start != none) start(r.start); // and what a rule says ends a procedure: they would contradict each other
    else if (acts_.size() > before && work.procedure != none) end_procedure(true);
    if (r.to != none) held.clear();
    if (r.tell && held != reason_of(because)) {
        held = reason_of(because);
        qiki_decision d{};
        d.what = QIKI_DECISION_STATE;
        d.from = d.state = doc.states[state].text;
        d.argc = 1;
        acts_.push_back(d);
    }
    for (qiki_decision& d : acts_)
        if (d.what == QIKI_DECISION_STATE) d.because = because;
    // Said first, then set: what is said belongs to the parameters that the rule saw.
    for (const policy::change& c : r.set) change(L, r, c.param, c.to);
    if (r.set_call != none) {
        ask(L, r.set_call);
        set_what(L, r, lua_gettop(L));
        lua_pop(L, 1);
    }
    if (r.to == none) return;
    state = static_cast<uint32_t>(r.to);
    now.since = now.t;
}

// Calls it with f; its result is on the stack.
void machine::inside::ask(lua_State* L, int function) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, function);
    own_.push(L);
    lua_call(L, 1, 1);
}

const std::string& machine::inside::reason_of(uint32_t text) const {
    static const std::string nothing;
    for (const auto& [name, id] : texts_)
        if (id == text) return name;
    return nothing;
}

qiki_decision machine::inside::voiced(const standing& as, uint32_t because, uint32_t verb) {
    qiki_decision d{};
    d.what = QIKI_DECISION_VERB;
    d.verb = verb, d.because = because;
    d.event = as.type_text, d.from = as.depends_text, d.state = as.conflicts_text;
    d.priority = as.priority, d.confidence = as.confidence;
    return d;
}

void machine::inside::say(lua_State* L, const speaker& who, uint32_t verb, const double* arguments, size_t n) {
    const std::string bad = flaw(words.verbs[verb], arguments, n);
    if (!bad.empty()) refuse(L, who.where, "say: " + words.verbs[verb].name + ": " + bad);
    if (acts_.size() > most_words) refuse(L, who.where, "say: expected at most 64 verbs in a tick, found more");
    qiki_decision d = voiced(who.as, who.because, verb);
    d.argc = static_cast<uint32_t>(n);
    for (size_t i = 0; i < n; ++i) d.arg[i] = arguments[i] + 0.0; // no -0
    acts_.push_back(d);
}

// What is written, then what the function gives. A type without a verb proposes nothing to be done.
void machine::inside::say_all(lua_State* L, const speaker& who, const std::vector<speech>& all, int call) {
    for (const speech& s : all) {
        double arguments[6];
        for (size_t i = 0; i < s.arguments.size(); ++i) arguments[i] = amount_of(s.arguments[i]);
        say(L, who, s.verb, arguments, s.arguments.size());
    }
    if (call != none) {
        ask(L, call);
        say_what(L, who, lua_gettop(L), 0);
        lua_pop(L, 1);
    } else if (all.empty() && !who.as.type.empty()) acts_.push_back(voiced(who.as, who.because, QIKI_NO_VERB));
}

// { "verb", 1, 2 }, a list of those, or nothing.
void machine::inside::say_what(lua_State* L, const speaker& r, int index, int depth) {
    if (!lua_toboolean(L, index)) return;
    if (!lua_istable(L, index)) refuse(L, r.where, "say: expected { \"verb\", arguments }, found " + shown(L, index));
    const size_t n = lua_rawlen(L, index);
    lua_rawgeti(L, index, 1);
    if (lua_istable(L, -1) && depth == 0) {
        lua_pop(L, 1);
        for (size_t i = 1; i <= n; ++i) {
            lua_rawgeti(L, index, static_cast<lua_Integer>(i));
            say_what(L, r, lua_gettop(L), 1);
            lua_pop(L, 1);
        }
        return;
    }
    if (lua_type(L, -1) != LUA_TSTRING)
        refuse(L, r.where, "say: expected the name of a verb first, found " + shown(L, -1));
    std::vector<std::string> known;
    const std::string_view name = lua_tostring(L, -1);
    uint32_t verb = 0;
    while (verb < words.verbs.size() && words.verbs[verb].name != name) ++verb;
    if (verb == words.verbs.size()) {
        for (const policy::verb& v : words.verbs) known.push_back(v.name);
        refuse(L, r.where,
               "say: expected a verb of " + words.plugin + ", found " + in_quotes(name) + did_you_mean(name, known));
    }
    lua_pop(L, 1);
    double arguments[6] = {};
    for (size_t i = 2; i <= n && i <= 7; ++i) {
        lua_rawgeti(L, index, static_cast<lua_Integer>(i));
        if (lua_type(L, -1) != LUA_TNUMBER)
            refuse(L, r.where, "say: " + words.verbs[verb].name + ": expected numbers, found " + shown(L, -1));
        arguments[i - 2] = lua_tonumber(L, -1);
        lua_pop(L, 1);
    }
    say(L, r, verb, arguments, n - 1);
}

// { name = value }, or nothing.
void machine::inside::set_what(lua_State* L, const rule& r, int index) {
    if (!lua_toboolean(L, index)) return;
    if (!lua_istable(L, index)) refuse(L, r.where, "set: expected { name = value }, found " + shown(L, index));
    std::vector<std::string> names, known;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            refuse(L, r.where, "set: expected name = value, found a key " + shown(L, -2));
        names.emplace_back(lua_tostring(L, -2));
    }
    std::sort(names.begin(), names.end());
    for (const param& p : doc.params) known.push_back(p.about.name);
    for (const std::string& name : names) {
        const auto at = std::find(known.begin(), known.end(), name);
        if (at == known.end())
            refuse(L, r.where,
                   "set: expected a parameter of the policy, found " + in_quotes(name) + did_you_mean(name, known));
        lua_getfield(L, index, name.c_str());
        scenario::value v;
        if (lua_isboolean(L, -1)) v.data = lua_toboolean(L, -1) != 0;
        else if (lua_isinteger(L, -1)) v.data = static_cast<int64_t>(lua_tointeger(L, -1));
        else if (lua_type(L, -1) == LUA_TNUMBER) v.data = static_cast<double>(lua_tonumber(L, -1));
        else if (lua_type(L, -1) == LUA_TSTRING) v.data = std::string(lua_tostring(L, -1));
        else v.data = std::vector<double>{}; // fits no parameter
        change(L, r, static_cast<uint32_t>(at - known.begin()), v);
        lua_pop(L, 1);
    }
}

void machine::inside::change(lua_State* L, const rule& r, uint32_t i, const scenario::value& to) {
    const param& p = doc.params[i];
    const auto& early = doc.read_early;
    if (std::find(early.begin(), early.end(), p.about.name) != early.end())
        refuse(L, r.where,
               "set." + p.about.name + ": was read while the policy was loaded, so a change would not reach all of it");
    const auto fitting = as_param(p, to);
    if (!fitting) refuse(L, r.where, "set." + p.about.name + ": expected " + expected_of(p) + ", found " + shown(to));
    params[i] = *fitting;
    show_param(L, i);
}

// To p of the script, and to the numbers of guards.
void machine::inside::show_param(lua_State* L, uint32_t i) {
    const scenario::value& v = params[i];
    numbers_[i] = number_of(v);
    lua_rawgeti(L, LUA_REGISTRYINDEX, param_values_);
    if (const auto* b = std::get_if<bool>(&v.data)) lua_pushboolean(L, *b);
    else if (const auto* n = std::get_if<int64_t>(&v.data)) lua_pushinteger(L, *n);
    else if (const auto* d = std::get_if<double>(&v.data)) lua_pushnumber(L, *d);
    else lua_pushstring(L, std::get<std::string>(v.data).c_str());
    lua_setfield(L, -2, doc.params[i].about.name.c_str());
    lua_pop(L, 1);
}
} // namespace qiki::policy
