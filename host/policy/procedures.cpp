// SPDX-License-Identifier: MIT
// host/policy/procedures.cpp - steps that a policy takes one after the other: said, then waited for. Where one stands
// is a number, so that it can be saved; a coroutine's stack could not.
#include "host/policy/inside.hpp"
#include <algorithm>
#include <cmath>
#include <iterator>

namespace qiki::policy {

void machine::inside::start(int which) {
    if (work.procedure != none) end_procedure(true);
    work.procedure = which, work.step = 0, work.waiting = 0, work.since = now.t;
    tell_procedure(QIKI_PROCEDURE_STARTED);
}

void machine::inside::tell_procedure(uint32_t how) {
    const procedure& p = doc.procedures[static_cast<size_t>(work.procedure)];
    qiki_decision d{};
    d.what = QIKI_DECISION_PROCEDURE;
    d.because = p.text;
    d.argc = 2;
    d.arg[0] = how, d.arg[1] = work.step + 1.0;
    acts_.push_back(d);
}

void machine::inside::end_procedure(bool failed) {
    tell_procedure(failed ? QIKI_PROCEDURE_ABORTED : QIKI_PROCEDURE_DONE);
    work.ended = work.procedure, work.failed = failed;
    work.procedure = none, work.step = work.waiting = 0, work.since = 0;
}

void machine::inside::leave_step(bool failed) {
    const procedure& p = doc.procedures[static_cast<size_t>(work.procedure)];
    if (failed) {
        if (!p.stages[work.step].go_on) return end_procedure(true);
        tell_procedure(QIKI_PROCEDURE_FAILED);
    }
    if (work.step + 1 == p.stages.size()) return end_procedure(false);
    ++work.step;
    work.waiting = 0;
}

namespace {
// What is done has been accepted, though nobody may have seen it between two ticks.
bool reached(const std::string& expected, const std::string& is) {
    static constexpr const char* course[] = {"pending", "accepted", "done"};
    const auto at = std::find(std::begin(course), std::end(course), expected);
    return expected == is || std::find(at, std::end(course), is) != std::end(course);
}
} // namespace

// Has what the step waits for come; or can it not come any more?
bool machine::inside::met(lua_State* L, const stage& x, bool& failed) {
    failed = now.t - work.since >= x.timeout;
    if (x.expect != none) {
        own_.push(L);
        const bool yes = holds(L, x.expect, lua_gettop(L));
        lua_pop(L, 1);
        return yes;
    }
    const auto fact = static_cast<uint32_t>(doc.receipt);
    if (!(known_[fact / 64] >> fact % 64 & 1)) return false;
    const std::vector<std::string>& all = words.facts[fact].words;
    const double is = fact_[fact];
    const bool word = is >= 0 && is < static_cast<double>(all.size()) && is == std::floor(is);
    if (word && reached(all[static_cast<size_t>(x.receipt)], all[static_cast<size_t>(is)])) return true;
    for (const char* bad : {"rejected", "failed", "timeout", "unavailable"})
        for (size_t i = 0; i < all.size(); ++i) failed = failed || (all[i] == bad && is == static_cast<double>(i));
    return false;
}

// Every step that is over, and the next one's words, in one tick; a step waits for later ticks.
void machine::inside::go_on(lua_State* L) {
    const procedure& p = doc.procedures[static_cast<size_t>(work.procedure)];
    const int now_at = work.procedure;
    while (work.procedure == now_at) {
        const stage& x = p.stages[work.step];
        asking_ = &x.where;
        if (work.waiting) {
            bool failed = false;
            const bool yes = met(L, x, failed);
            if (!yes && !failed) return;
            leave_step(!yes);
            continue;
        }
        say_all(L, {x.where, p.as, p.text}, x.say, x.say_call);
        work.waiting = 1, work.since = now.t;
        if (x.expect == none && x.receipt == none) leave_step(false);
        else return;
    }
}

void machine::inside::show_procedure(lua_State* L) {
    const auto show = [&](const char* name, int& shown, int value, const auto& push) {
        if (shown == value) return;
        shown = value;
        own_.push(L);
        lua_pushstring(L, name);
        push();
        lua_rawset(L, -3);
        lua_pop(L, 1);
    };
    const bool runs = work.procedure != none;
    show("procedure", shown_procedure_, work.procedure, [&] {
        if (!runs) return lua_pushnil(L);
        lua_pushstring(L, doc.procedures[static_cast<size_t>(work.procedure)].name.c_str());
    });
    const int step = runs ? static_cast<int>(work.step) + 1 : none;
    show("procedure_step", shown_step_, step, [&] {
        if (!runs) return lua_pushnil(L);
        lua_pushinteger(L, step);
    });
    const int end = work.ended == none ? none : static_cast<int>(work.failed);
    show("procedure_end", shown_end_, end, [&] {
        if (end == none) return lua_pushnil(L);
        lua_pushstring(L, end ? "aborted" : "done");
    });
}
} // namespace qiki::policy
