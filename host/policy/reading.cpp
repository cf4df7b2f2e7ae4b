// SPDX-License-Identifier: MIT
// host/policy/reading.cpp - q.policy { ... }: the whole of a policy, and its states.
#include "host/policy/reading.hpp"
#include "host/policy/mentions.hpp"
#include "host/scenario/guard.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <set>

namespace qiki::policy {
using scenario::error;
using scenario::in_quotes;
using scenario::shown;

namespace {
constexpr size_t most_states = 1000, most_guards = 1000;
}

reading::reading(lua::sandbox& box, const vocabulary& v, const std::vector<scenario::setting>& with, warning w)
    : box_(box), words_(v), with_(with), warn_(std::move(w)) {}

void reading::push_functions(lua_State* L) {
    luaL_newmetatable(L, "q.policy");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
    const luaL_Reg functions[] = {{"policy", call<&reading::define>},
                                  {"policy_params", call<&reading::declare>},
                                  {"did_you_mean", lua::guarded<scenario::push_did_you_mean>},
                                  {"offer_names", lua::offer_names},
                                  {"shown", lua::guarded<scenario::push_shown>},
                                  {nullptr, nullptr}};
    lua_newtable(L);
    lua_pushlightuserdata(L, this);
    luaL_setfuncs(L, functions, 1);
}

origin reading::origin_of(lua_State* L, const char* head) const {
    origin o;
    const lua::spot s = box_.where(L);
    const lua::chunk* const c = box_.find(s.chunk);
    if (!c) return o;
    o.whole = {c->file.string(), s.line};
    o.lines = entry_lines(c->tokens, head);
    return o;
}

int reading::define(lua_State* L) {
    from_ = origin_of(L, "policy");
    if (table_ != none)
        throw error(from_.whole, "q.policy: called twice; a file holds one policy, the first is at line " +
                                     std::to_string(out_.where.line));
    out_.where = from_.whole;
    if (!lua_istable(L, 1))
        throw error(from_.whole, "q.policy: expected { initial = ..., states = { ... } }, found " + shown(L, 1));
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    table_ = luaL_ref(L, LUA_REGISTRYINDEX);
    lua_newuserdatauv(L, 1, 0);
    luaL_setmetatable(L, "q.policy");
    return 1;
}

document reading::take(lua_State* L, int index, const scenario::place& file) {
    if (!luaL_testudata(L, index, "q.policy"))
        throw error(file, "expected the file to return q.policy { ... }, found " + shown(L, index) +
                              "; end it with: return q.policy { ... }");
    if (!declared_ && !with_.empty())
        throw error(with_[0].where, "with: expected no values, found " + in_quotes(with_[0].key) +
                                        "; the policy declares none by q.policy_params");
    lua_rawgeti(L, LUA_REGISTRYINDEX, table_);
    const fields all(L, -1, from_, "", "q.policy");
    all.only({"initial", "states", "any", "guards", "procedures", "outside"}, false);

    if (all.get("guards")) {
        const fields list(L, -1, from_, "guards", "a list of guards");
        list.only({}, true);
        if (list.rows() > most_guards) list.wrong("", "at most 1000 guards", std::to_string(list.rows()));
        for (size_t i = 1; i <= list.rows(); ++i) {
            list.row(i);
            out_.guards.push_back(read_guard(L, fields(L, -1, from_, list.row_path(i), "a guard")));
            lua_pop(L, 1);
        }
    }
    lua_pop(L, 1);

    if (all.get("procedures")) read_procedures(L, fields(L, -1, from_, "procedures", "the procedures"));
    lua_pop(L, 1);
    if (!all.get("states")) all.wrong("states", "{ NAME = { rule, ... }, ... }", "nothing");
    read_states(L, fields(L, -1, from_, "states", "the states"));
    lua_pop(L, 1);
    const std::string initial = all.text("initial");
    if (initial.empty()) all.wrong("initial", "the name of a state", "nothing");
    out_.initial = state_named(initial, all.place("initial"), "initial");
    if (all.has("outside")) {
        const std::vector<bool> named = states_of(L, all, "outside");
        for (size_t i = 0; i < named.size(); ++i) out_.states[i].outside = named[i];
    }
    if (all.get("any")) {
        const fields list(L, -1, from_, "any", "a list of rules");
        list.only({"except"}, true);
        out_.any = read_rules(list, true);
    }
    lua_pop(L, 2);
    count_functions(L);
    for (const user& u : functions_) check_function(L, u.reference, u.of_subject);
    check(L, out_);
    return std::move(out_);
}

void reading::read_states(lua_State* L, const fields& all) {
    const std::vector<std::string> names = all.names();
    if (names.empty()) all.wrong("", "at least one state", "none");
    if (names.size() > most_states) all.wrong("", "at most 1000 states", std::to_string(names.size()));
    for (const std::string& name : names) {
        policy::state s;
        s.name = name;
        s.where = all.place(name);
        out_.states.push_back(std::move(s));
    }
    for (policy::state& s : out_.states) { // now that `to` can be checked
        all.get(s.name.c_str());
        const fields list(L, -1, from_, all.path(s.name), "a list of rules");
        list.only({}, true);
        s.rules = read_rules(list, false);
        lua_pop(L, 1);
    }
}

uint32_t reading::state_named(const std::string& name, const scenario::place& at, const std::string& key) const {
    std::vector<std::string> known;
    for (const policy::state& s : out_.states) {
        if (s.name == name) return static_cast<uint32_t>(&s - out_.states.data());
        known.push_back(s.name);
    }
    const std::string near = did_you_mean(name, known);
    throw error(at, key + ": expected the name of a state, found " + in_quotes(name) +
                        (near.empty() ? "; there are " + listed(known) : near));
}

std::vector<bool> reading::states_of(lua_State* L, const fields& in, const char* key) const {
    std::vector<bool> out(out_.states.size(), false);
    in.get(key);
    const fields list(L, -1, from_, in.path(key), "a list of states");
    list.only({}, true);
    for (size_t i = 1; i <= list.rows(); ++i) {
        list.row(i);
        const std::string path = list.row_path(i);
        out[state_named(scenario::text_at(L, -1, path, from_.at(path), "the name of a state"), from_.at(path), path)] =
            true;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return out;
}

// How many of the policy's functions begin on each line.
void reading::count_functions(lua_State* L) {
    std::set<const void*> seen;
    for (const user& u : functions_) {
        lua_Debug ar;
        lua_rawgeti(L, LUA_REGISTRYINDEX, u.reference);
        const bool fresh = seen.insert(lua_topointer(L, -1)).second;
        lua_getinfo(L, ">S", &ar);
        if (fresh) ++on_line_[{ar.short_src, ar.linedefined}];
    }
}

// The names that a function asks for, before it is ever called.
void reading::check_function(lua_State* L, int reference, bool of_subject) {
    lua_Debug ar;
    lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
    const char* const argument = lua_getlocal(L, nullptr, 1);
    lua_getinfo(L, ">S", &ar);
    const lua::chunk* const c = box_.find(ar.short_src);
    if (!c || ar.linedefined < 1 || !argument) return;
    std::vector<std::string> known;
    for (const fact& f : words_.facts)
        if (f.of_subject == of_subject) known.push_back(f.name);
    if (!of_subject) known.insert(known.end(), own_fields().begin(), own_fields().end());
    else known.emplace_back("t");
    for (const mention& m :
         mentions(c->tokens, ar.linedefined, ar.lastlinedefined, argument, on_line_[{ar.short_src, ar.linedefined}])) {
        const scenario::place at{c->file.string(), m.line};
        if (m.assigned)
            throw error(at, m.name + ": facts can be read, not changed; a rule changes parameters by set = { ... }");
        if (std::find(known.begin(), known.end(), m.name) == known.end()) {
            std::string why = did_you_mean(m.name, known);
            for (const fact& f : words_.facts)
                if (f.name == m.name)
                    why = f.of_subject ? ", which is a fact of each subject; guards with each = see it"
                                       : ", which is a fact of the agent, not of each subject; rules see it";
            if (why.empty()) why = "; it has " + listed(known, 40);
            throw error(at, m.name + ": expected a fact of " + words_.plugin + ", found " + in_quotes(m.name) + why);
        }
        if (m.name != "guard" || m.inner.empty()) continue;
        std::vector<std::string> ids;
        for (const guard& g : out_.guards) ids.push_back(g.id);
        if (std::find(ids.begin(), ids.end(), m.inner) != ids.end()) continue;
        const std::string near = did_you_mean(m.inner, ids);
        throw error(at, "guard." + m.inner + ": expected the id of a guard, found " + in_quotes(m.inner) +
                            (!near.empty() ? near
                             : ids.empty() ? "; the policy has none"
                                           : "; there are " + listed(ids)));
    }
}

const std::vector<std::string>& own_fields() {
    static const std::vector<std::string> names = {
        "guard", "critical_guards", "warning_guards", "top_guard",    "state", "state_time",
        "t",     "procedure",       "procedure_step", "procedure_end"};
    return names;
}
} // namespace qiki::policy
