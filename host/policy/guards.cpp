// SPDX-License-Identifier: MIT
// host/policy/guards.cpp - which guards hold, whom they are about, and what is told of it.
#include "host/policy/inside.hpp"
#include "qiki/event.h"
#include <cmath>
#include <limits>

namespace qiki::policy {
namespace {
bool is_known(const uint64_t* known, uint32_t i) { return known[i / 64] >> i % 64 & 1; }
} // namespace

// All but `when`. Comparisons with NaN are false, so a NaN never matches.
bool machine::inside::matches(const guard& g, const key* k) const {
    for (const condition& c : g.where_all) {
        if (!is_known(known_, c.fact)) return false;
        const double x = fact_[c.fact];
        bool one = false;
        for (const interval& r : c.any) one = one || (x >= amount_of(r.low) && x <= amount_of(r.high));
        if (!one) return false;
    }
    if (g.of == none) return true;
    if (!is_known(known_, static_cast<uint32_t>(g.of))) return false;
    const double x = fact_[g.of], wider = k && k->active ? g.hysteresis : 0;
    return x >= amount_of(g.within.low) - wider && x <= amount_of(g.within.high) + wider;
}

// The end of `within` that a value is held against: the one it is beyond, else the nearer one. An end that the fact
// cannot pass, as 0 of a distance, is none; without any it is NaN. Wider by the hysteresis for one that falls.
double machine::inside::limit_of(const guard& g, double x, bool rose) const {
    const fact& f = words.facts[static_cast<size_t>(g.of)];
    const double wider = rose ? 0 : g.hysteresis;
    const double low = amount_of(g.within.low), high = amount_of(g.within.high);
    const bool has_low = std::isfinite(low) && !(f.limited && low <= f.min);
    const bool has_high = std::isfinite(high) && !(f.limited && high >= f.max);
    if (!has_low && !has_high) return std::numeric_limits<double>::quiet_NaN();
    const bool lower = has_low && (!has_high || std::fabs(x - low) < std::fabs(x - high));
    return lower ? low - wider : high + wider;
}

void machine::inside::turn_of(uint32_t i, uint64_t subject, bool holds) {
    const guard& g = doc.guards[i];
    key* k = guards[i].find(subject);
    if (!k && !holds) return;
    if (!k) k = &guards[i].add(subject);
    const bool was = k->active;
    const turn t = look(*k, {g.min_duration, g.cooldown, g.level}, now.t, holds);
    guards[i].active += k->active;
    guards[i].active -= was;
    if (t != turn::nothing) tell(i, subject, t == turn::rose, true);
}

void machine::inside::tell(uint32_t i, uint64_t subject, bool rose, bool measured) {
    const guard& g = doc.guards[i];
    qiki_decision d{};
    d.subject = subject;
    d.what = QIKI_DECISION_GUARD;
    d.because = g.id_text, d.event = g.event_text, d.severity = g.severity;
    d.argc = 1;
    d.arg[0] = rose;
    if (measured && g.of != none && is_known(known_, static_cast<uint32_t>(g.of)) && std::isfinite(fact_[g.of])) {
        d.argc = 2;
        d.arg[1] = fact_[g.of] + 0.0;
        if (const double limit = limit_of(g, d.arg[1], rose); std::isfinite(limit)) d.argc = 3, d.arg[2] = limit + 0.0;
    }
    told_.push_back({d, i, static_cast<uint32_t>(told_.size())});
}

std::vector<threshold> machine::inside::thresholds() const {
    std::vector<threshold> out;
    for (const guard& g : doc.guards)
        if (g.of != none)
            out.push_back({static_cast<uint32_t>(g.of), g.id, amount_of(g.within.low), amount_of(g.within.high)});
    return out;
}

int32_t machine::inside::judge(qiki_ns t, uint64_t subject, const double* fact, const uint64_t* known, uint32_t n) {
    if (!failure.empty()) return QIKI_E_POISONED;
    if (n != words.facts.size() || (n && (!fact || !known))) return QIKI_E_ARGUMENT;
    const qiki_ns before = std::exchange(now.t, t);
    fact_ = fact, known_ = known, who_ = subject;
    bool ask = false;
    for (size_t i = 0; i < doc.guards.size(); ++i) {
        const guard& g = doc.guards[i];
        match_[i] = !g.each.empty() && matches(g, guards[i].find(subject));
        ask = ask || (match_[i] && g.when != none);
    }
    judging_ = true;
    if (ask && !enter(t, subject + 1)) return QIKI_E_INTERNAL;
    for (uint32_t i = 0; i < doc.guards.size(); ++i)
        if (!doc.guards[i].each.empty()) turn_of(i, subject, match_[i]);
    now.t = before;
    return QIKI_OK;
}

void machine::inside::ask_subject_guards(lua_State* L) {
    subject_.refresh(L, fact_, known_);
    subject_.push(L);
    const int t = lua_gettop(L);
    for (size_t i = 0; i < doc.guards.size(); ++i) {
        const guard& g = doc.guards[i];
        if (!match_[i] || g.when == none) continue;
        asking_ = &g.where;
        match_[i] = holds(L, g.when, t);
    }
}

// Subjects that were not judged are gone; keys that say nothing any more are forgotten.
void machine::inside::close_guards() {
    for (uint32_t i = 0; i < doc.guards.size(); ++i) {
        const guard& g = doc.guards[i];
        if (!g.each.empty())
            guards[i].close_tick({g.min_duration, g.cooldown, g.level}, now.t,
                                 [&](const key& k) { tell(i, k.subject, false, false); });
    }
}

// f.guard, f.critical_guards, f.warning_guards, f.top_guard.
void machine::inside::show_guards(lua_State* L) {
    int critical = 0, warning = 0, top = none;
    for (size_t i = 0; i < guards.size(); ++i) {
        const uint32_t active = guards[i].active, severity = doc.guards[i].severity;
        if (severity == QIKI_SEVERITY_CRITICAL) critical += static_cast<int>(active);
        if (severity == QIKI_SEVERITY_WARNING) warning += static_cast<int>(active);
        if (active && (top == none || severity > doc.guards[static_cast<size_t>(top)].severity))
            top = static_cast<int>(i);
        if (shown_active_[i] == (active != 0)) continue;
        shown_active_[i] = active != 0;
        lua_rawgeti(L, LUA_REGISTRYINDEX, guard_table_);
        lua_pushboolean(L, active != 0);
        lua_setfield(L, -2, doc.guards[i].id.c_str());
        lua_pop(L, 1);
    }
    const auto show = [&](const char* name, int& shown, int value, auto push) {
        if (shown == value) return;
        shown = value;
        own_.push(L);
        lua_pushstring(L, name);
        push();
        lua_rawset(L, -3);
        lua_pop(L, 1);
    };
    show("critical_guards", shown_critical_, critical, [&] { lua_pushinteger(L, critical); });
    show("warning_guards", shown_warning_, warning, [&] { lua_pushinteger(L, warning); });
    show("top_guard", shown_top_, top, [&] {
        if (top == none) return lua_pushnil(L);
        const guard& g = doc.guards[static_cast<size_t>(top)];
        lua_pushstring(L, (g.event.empty() ? g.id : g.event).c_str());
    });
    show("state", shown_state_, static_cast<int>(state), [&] { lua_pushstring(L, doc.states[state].name.c_str()); });
}
} // namespace qiki::policy
