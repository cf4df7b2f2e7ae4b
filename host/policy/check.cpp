// SPDX-License-Identifier: MIT
// host/policy/check.cpp - what can never happen in a sound policy: found when it is loaded.
#include "host/policy/reading.hpp"
#include <algorithm>
#include <map>

namespace qiki::policy {
using scenario::error;

namespace {
constexpr size_t most_rules = 2000;

std::string line_of(const scenario::place& p) { return p.file + ":" + std::to_string(p.line); }

int append(lua_State*, const void* bytes, size_t n, void* to) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), n);
    return 0;
}

// The code of a function without its place: lua_dump() writes, behind a head of 31 bytes and a count, the source (one
// byte when stripped) and two numbers of a line, each ending with a byte whose top bit is set.
std::string code_of(lua_State* L, int reference) {
    std::string out;
    lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
    lua_dump(L, append, &out, 1);
    lua_pop(L, 1);
    size_t at = 33;
    for (int number = 0; number < 2 && at < out.size(); ++at) number += (out[at] & '\x80') != 0;
    return out.size() > at ? out.substr(at) : out;
}

// Do two functions of one code hold the same values?
bool same_values(lua_State* L, int a, int b) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, a);
    lua_rawgeti(L, LUA_REGISTRYINDEX, b);
    bool equal = true;
    for (int i = 1; equal && lua_getupvalue(L, -2, i); ++i) {
        if (lua_getupvalue(L, -2, i)) { // of b, one deeper now
            equal = lua_rawequal(L, -1, -2) != 0;
            lua_pop(L, 1);
        } else equal = false;
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
    return equal;
}

// Conditions that always give the same have one number.
class conditions {
public:
    explicit conditions(lua_State* L) : L_(L) {}
    int of(const rule& r) {
        if (r.when == none) return always;
        lua_rawgeti(L_, LUA_REGISTRYINDEX, r.when);
        const bool c = lua_iscfunction(L_, -1);
        lua_pop(L_, 1);
        std::vector<int>& alike = known_[c ? std::to_string(r.when) : code_of(L_, r.when)];
        for (const int other : alike)
            if (same_values(L_, other, r.when)) return other;
        alike.push_back(r.when);
        return r.when;
    }
    static constexpr int always = none;

private:
    lua_State* L_;
    std::map<std::string, std::vector<int>> known_;
};

// The rules that are tried in state s, in their order.
std::vector<const rule*> rules_in(const document& d, size_t s) {
    std::vector<const rule*> out;
    if (!d.states[s].outside)
        for (const rule& r : d.any)
            if (!r.except[s]) out.push_back(&r);
    for (const rule& r : d.states[s].rules) out.push_back(&r);
    return out;
}

void check_ids(const document& d) {
    std::map<std::string, const guard*> ids;
    for (const guard& g : d.guards) {
        const auto [it, fresh] = ids.emplace(g.id, &g);
        if (!fresh)
            throw error(g.where, "id: \"" + g.id + "\" is taken by the guard at " + line_of(it->second->where) +
                                     "; ids are unique in a policy");
    }
}

void check_rules(const document& d, size_t s, const std::map<const rule*, int>& condition) {
    std::map<int, const rule*> first;
    for (const rule* r : rules_in(d, s)) {
        const rule* before = nullptr;
        if (const auto always = first.find(conditions::always); always != first.end()) before = always->second;
        else if (const auto [it, fresh] = first.emplace(condition.at(r), r); !fresh) before = it->second;
        if (before)
            throw error(r->where,
                        "this rule never fires in " + d.states[s].name + ": the one at " + line_of(before->where) +
                            (before->when == none ? ", which has no condition" : ", which has the same condition") +
                            ", comes first");
    }
}

void check_started(const document& d) {
    std::vector<bool> started(d.procedures.size(), false);
    const auto look = [&](const std::vector<rule>& rules) {
        for (const rule& r : rules)
            if (r.start != none) started[static_cast<size_t>(r.start)] = true;
    };
    look(d.any);
    for (const state& s : d.states) look(s.rules);
    for (size_t i = 0; i < started.size(); ++i)
        if (!started[i])
            throw error(d.procedures[i].where, d.procedures[i].name +
                                                   ": no rule starts this procedure; say start = \"" +
                                                   d.procedures[i].name + "\" in one, or remove it");
}

void check_reached(const document& d) {
    if (d.states[d.initial].outside) return; // whoever holds it there leads it on
    std::vector<bool> reached(d.states.size(), false);
    std::vector<size_t> next{d.initial};
    reached[d.initial] = true;
    while (!next.empty()) {
        const size_t s = next.back();
        next.pop_back();
        for (const rule* r : rules_in(d, s))
            if (r->to != none && !reached[static_cast<size_t>(r->to)]) {
                reached[static_cast<size_t>(r->to)] = true;
                next.push_back(static_cast<size_t>(r->to));
            }
    }
    for (size_t s = 0; s < d.states.size(); ++s)
        if (!reached[s] && !d.states[s].outside)
            throw error(d.states[s].where, d.states[s].name + ": no rule leads to this state from " +
                                               d.states[d.initial].name +
                                               "; remove it, lead a rule to it, or name it in outside = { ... }");
}
} // namespace

void check(lua_State* L, const document& d) {
    luaL_checkstack(L, 20, "policy");
    check_ids(d);
    conditions known(L);
    std::map<const rule*, int> condition;
    const auto add = [&](const std::vector<rule>& rules) {
        for (const rule& r : rules) condition.emplace(&r, known.of(r));
    };
    add(d.any);
    for (const state& s : d.states) add(s.rules);
    if (condition.size() > most_rules)
        throw error(d.where, "q.policy: expected at most " + std::to_string(most_rules) + " rules, found " +
                                 std::to_string(condition.size()));
    for (size_t s = 0; s < d.states.size(); ++s) {
        if (d.states[s].outside && !d.states[s].rules.empty())
            throw error(d.states[s].where, d.states[s].name +
                                               ": expected no rules in a state that is named in outside, found " +
                                               std::to_string(d.states[s].rules.size()));
        check_rules(d, s, condition);
    }
    check_started(d);
    check_reached(d);
}
} // namespace qiki::policy
