// SPDX-License-Identifier: MIT
// host/scenario/expect_place.cpp - expect = { q.expect ..., ... } of a scenario, and how a run departs from its script.
#include "host/scenario/reader.hpp"
#include "host/scenario/times.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>

namespace qiki::scenario {
namespace {
void check_duration(const expectation& e, const scenario& s) {
    if (!s.duration || e.what != subject::events) return;
    for (const event_pattern& p : e.events)
        if (p.earliest > *s.duration)
            throw error(p.where, "events, " + p.code + ": expected after " + seconds(p.earliest) +
                                     " s, but the scenario ends at " + seconds(*s.duration) + " s");
}
} // namespace

void reader::place_expectations(lua_State* L, int index, const place& at, scenario& out, int depth) {
    if (const auto* handle = static_cast<const size_t*>(luaL_testudata(L, index, "q.expect"))) {
        expected& e = expected_.at(*handle);
        if (e.placed) throw error(e.where, "expect: this q.expect stands in the scenario twice");
        e.placed = true;
        for (const expectation& x : e.all) {
            check_duration(x, out);
            out.expectations.push_back(x);
        }
        return;
    }
    if (lua_isboolean(L, index) && !lua_toboolean(L, index) && depth > 0) return; // `strict and q.expect ...`
    if (!is_table(L, index) || depth == 8)
        throw error(at, "expect: expected a list { q.expect { ... }, ... }, found " +
                            (depth == 8 ? "lists more than eight deep" : shown(L, index)));
    luaL_checkstack(L, 8, "expectations");
    std::vector<lua_Integer> rows;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (!lua_isinteger(L, -2))
            throw error(at,
                        "expect: expected a list of q.expect { ... }, found a key " + shown(L, -2) +
                            (depth ? "; write q.expect in front of the { }" : "; write expect = { q.expect { ... } }"));
        rows.push_back(lua_tointeger(L, -2));
    }
    lua::allowance::of(L).charge(L, 4 * rows.size());
    std::sort(rows.begin(), rows.end());
    for (const lua_Integer row : rows) {
        lua_rawgeti(L, index, row);
        place_expectations(L, lua_gettop(L), at, out, depth + 1);
        lua_pop(L, 1);
    }
}

// What stands in no scenario would never be judged, and nobody would see it.
void reader::check_expected() const {
    if (headers_.size() != 1) return; // a script may try out several and return one
    for (const expected& e : expected_)
        if (!e.placed)
            throw error(e.where, "q.expect: stands in no scenario; put it into expect = { ... } of q.scenario");
}

void reader::note_departures(scenario& s) const {
    for (const param& p : params_)
        if (p.text != p.fallback && s.other_values.empty()) s.other_values = "--set " + p.name + "=" + p.text;
    if (seed_ && *seed_ != s.seed) s.other_seed = "--seed " + std::to_string(*seed_);
}
} // namespace qiki::scenario
