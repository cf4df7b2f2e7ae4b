// SPDX-License-Identifier: MIT
// host/policy/read_rules.cpp - { when = ..., to = ..., say = ..., set = ..., because = ... }.
#include "host/policy/reading.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <cmath>

namespace qiki::policy {
using scenario::in_quotes;
using scenario::shown;

namespace {
const std::vector<std::string> keys_of_rule = {"when",     "to",         "say",  "set",        "because",
                                               "priority", "confidence", "type", "depends_on", "conflicts_with",
                                               "tell",     "start"};
std::vector<std::string> keys_of_any() {
    std::vector<std::string> all = keys_of_rule;
    all.emplace_back("except");
    return all;
}
} // namespace

std::string flaw(const verb& v, const double* arguments, size_t count) {
    if (count != v.arguments.size()) {
        std::string names;
        for (const verb::argument& a : v.arguments) names += (names.empty() ? "" : ", ") + a.name;
        return "expected " + std::to_string(v.arguments.size()) +
               (v.arguments.size() == 1 ? " argument" : " arguments") + (names.empty() ? "" : " (" + names + ")") +
               ", found " + std::to_string(count);
    }
    for (size_t i = 0; i < count; ++i) {
        const verb::argument& a = v.arguments[i];
        const std::string found = std::isfinite(arguments[i]) ? scenario::number(arguments[i])
                                  : std::isnan(arguments[i])  ? "nan"
                                                              : "an infinite number";
        if (!std::isfinite(arguments[i])) return "expected a finite " + a.name + ", found " + found;
        if (a.limited && (arguments[i] < a.min || arguments[i] > a.max))
            return "expected " + a.name + " from " + scenario::number(a.min) + " to " + scenario::number(a.max) +
                   ", found " + found;
    }
    return {};
}

std::vector<rule> reading::read_rules(const fields& list, bool any) {
    lua_State* const L = box_.state();
    std::vector<bool> except;
    if (any && list.has("except")) except = states_of(L, list, "except");
    std::vector<rule> out;
    for (size_t i = 1; i <= list.rows(); ++i) {
        list.row(i);
        rule r = read_rule(fields(L, -1, from_, list.row_path(i), "a rule"), any);
        lua_pop(L, 1);
        r.except.resize(out_.states.size(), false);
        for (size_t k = 0; k < except.size(); ++k) r.except[k] = r.except[k] || except[k];
        if (r.because.empty() && r.because_call == none) r.because = list.row_path(i);
        out.push_back(std::move(r));
    }
    return out;
}

rule reading::read_rule(const fields& one, bool any) {
    lua_State* const L = box_.state();
    one.only(any ? keys_of_any() : keys_of_rule, false);
    rule r;
    r.where = one.place();
    r.when = one.function("when");
    if (one.has("to")) r.to = static_cast<int>(state_named(one.text("to"), one.place("to"), one.path("to")));
    r.because_call = one.function("because", true);
    if (r.because_call == none && one.has("because")) {
        r.because = one.text("because");
        if (r.because.empty()) one.wrong("because", "a text", "an empty one");
    }
    read_say(L, one, r.say, r.say_call);
    read_set(L, one, r);
    read_standing(one, r.as);
    read_tell(L, one, r);
    if (one.has("start"))
        r.start = static_cast<int>(procedure_named(one.text("start"), one.place("start"), one.path("start")));
    if (any && one.has("except")) r.except = states_of(L, one, "except");
    for (const int call : {r.when, r.because_call, r.say_call, r.set_call})
        if (call != none) functions_.push_back({call, false});
    return r;
}

void reading::read_standing(const fields& one, standing& as) const {
    const auto share = [&](const char* key, double& x) {
        x = one.number(key, "a number from 0 to 1").value_or(x);
        if (!(x >= 0 && x <= 1)) one.wrong(key, "0 to 1", scenario::number(x));
    };
    share("priority", as.priority), share("confidence", as.confidence);
    const auto words = [&](const char* key, std::string& text) {
        if (!one.has(key)) return;
        text = one.text(key);
        if (text.empty()) one.wrong(key, "a text", "an empty one");
    };
    words("type", as.type), words("depends_on", as.depends_on), words("conflicts_with", as.conflicts_with);
    const std::vector<std::string> types = {"SAFETY", "PLANNING", "DIAGNOSTICS", "EXPLORATION"};
    if (!as.type.empty() && std::find(types.begin(), types.end(), as.type) == types.end())
        one.wrong("type", "one of " + listed(types), in_quotes(as.type) + did_you_mean(as.type, types));
}

// tell = true: of a rule that holds the machine where it is, and has a reason.
void reading::read_tell(lua_State* L, const fields& one, rule& r) const {
    if (one.get("tell")) {
        if (!lua_isboolean(L, -1)) one.wrong("tell", "true or false", shown(L, -1));
        r.tell = lua_toboolean(L, -1) != 0;
    }
    lua_pop(L, 1);
    if (r.tell && r.to != none) one.wrong("tell", "no `to` beside it, as a transition is told by itself", "both");
    if (r.tell && r.because.empty() && r.because_call == none)
        one.wrong("tell", "a reason beside it, because = ...", "none");
}

uint32_t reading::fact_named(const std::string& name, const fields& in, const std::string& key, bool of_subject) const {
    std::vector<std::string> known;
    for (const fact& f : words_.facts) {
        if (f.of_subject != of_subject) continue;
        if (f.name == name) return static_cast<uint32_t>(&f - words_.facts.data());
        known.push_back(f.name);
    }
    std::string rest = did_you_mean(name, known);
    for (const fact& f : words_.facts)
        if (f.name == name)
            rest = of_subject ? ", which is a fact of the agent, not of each subject"
                              : ", which is a fact of each subject; say each = \"track\"";
    if (rest.empty()) rest = known.empty() ? "; it has none" : "; it has " + listed(known, 40);
    in.wrong(key, std::string("a fact of ") + (of_subject ? "each subject of " : "") + words_.plugin,
             in_quotes(name) + rest);
}

amount reading::amount_at(lua_State* L, int index, const fields& in, const std::string& key,
                          const char* expected) const {
    amount a;
    if (lua_type(L, index) != LUA_TSTRING) {
        a.value = scenario::real_at(L, index, in.path(key), in.place(key), expected);
        return a;
    }
    const std::string name = scenario::text_at(L, index, in.path(key), in.place(key), "a text");
    std::vector<std::string> known;
    for (const param& p : out_.params) {
        const bool number =
            p.about.type == scenario::param_type::number || p.about.type == scenario::param_type::integer;
        if (!number) continue;
        if (p.about.name == name) {
            a.param = static_cast<int>(&p - out_.params.data());
            a.value = number_of(p.now);
            return a;
        }
        known.push_back(p.about.name);
    }
    in.wrong(key, std::string(expected) + " or the name of a parameter", in_quotes(name) + did_you_mean(name, known));
}

// say = { "verb", 1, 2 }, or a list of those, or a function that gives either.
void reading::read_say(lua_State* L, const fields& one, std::vector<speech>& say, int& call) {
    call = one.function("say", true);
    if (call != none || !one.has("say")) return;
    one.get("say");
    std::vector<std::string> paths{one.path("say")};
    const fields outer(L, -1, from_, paths[0], "a verb with its arguments");
    outer.only({}, true);
    if (outer.rows() == 0) outer.wrong("", "{ \"verb\", arguments }", "an empty table");
    outer.row(1);
    const bool several = lua_istable(L, -1);
    lua_pop(L, 1);
    const size_t verbs = several ? outer.rows() : 1;
    for (size_t i = 1; i <= verbs; ++i) {
        if (several) outer.row(i);
        else lua_pushvalue(L, -1);
        const fields said(L, -1, from_, several ? outer.row_path(i) : paths[0], "a verb with its arguments");
        said.only({}, true);
        const bool there = said.row(1);
        if (!there || lua_type(L, -1) != LUA_TSTRING) said.wrong("", "the name of a verb first", shown(L, -1));
        const std::string name = scenario::text_at(L, -1, said.path(""), said.place(), "the name of a verb");
        lua_pop(L, 1);
        std::vector<std::string> known;
        for (const verb& v : words_.verbs) known.push_back(v.name);
        const auto at = std::find(known.begin(), known.end(), name);
        if (at == known.end()) {
            const std::string near = did_you_mean(name, known);
            said.wrong("", "a verb of " + words_.plugin,
                       in_quotes(name) + (!near.empty()   ? near
                                          : known.empty() ? "; it has none"
                                                          : "; it has " + listed(known, 40)));
        }
        speech s;
        s.verb = static_cast<uint32_t>(at - known.begin());
        std::vector<double> now;
        for (size_t k = 2; k <= said.rows(); ++k) {
            said.row(k);
            s.arguments.push_back(amount_at(L, -1, said, "", "a number"));
            now.push_back(s.arguments.back().value);
            lua_pop(L, 1);
        }
        const std::string bad = flaw(words_.verbs[s.verb], now.data(), now.size());
        if (!bad.empty()) throw scenario::error(said.place(), name + ": " + bad);
        say.push_back(std::move(s));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

void reading::read_set(lua_State* L, const fields& one, rule& r) {
    r.set_call = one.function("set", true);
    if (r.set_call != none || !one.has("set")) return;
    one.get("set");
    const fields list(L, -1, from_, one.path("set"), "parameters with their new values");
    for (const std::string& name : list.names()) {
        std::vector<std::string> known;
        for (const param& p : out_.params) known.push_back(p.about.name);
        const auto at = std::find(known.begin(), known.end(), name);
        if (at == known.end())
            list.wrong(name, "a parameter of the policy",
                       in_quotes(name) +
                           (known.empty() ? "; it declares none by q.policy_params" : did_you_mean(name, known)));
        const param& p = out_.params[static_cast<size_t>(at - known.begin())];
        if (std::find(out_.read_early.begin(), out_.read_early.end(), name) != out_.read_early.end())
            throw scenario::error(list.place(name),
                                  list.path(name) +
                                      ": was read while the policy was loaded, so a change would not reach all of it; "
                                      "write \"" +
                                      name + "\" in quotes there, or read it in a function");
        list.get(name.c_str());
        const scenario::value given = scenario::value_at(L, -1, list.path(name), list.place(name));
        lua_pop(L, 1);
        const auto fitting = as_param(p, given);
        if (!fitting) list.wrong(name, expected_of(p), shown(given));
        r.set.push_back({static_cast<uint32_t>(at - known.begin()), *fitting});
    }
    lua_pop(L, 1);
}
} // namespace qiki::policy
