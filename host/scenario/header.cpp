// SPDX-License-Identifier: MIT
// host/scenario/header.cpp - q.scenario { ... }: name, seed, times, origin and the six sections.
#include "host/scenario/reader.hpp"
#include "host/scenario/times.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include "qiki/math.h"
#include <algorithm>

namespace qiki::scenario {
namespace {
const std::vector<std::string> names_of_sections = {"vehicles", "sensors", "radars", "trackers", "agents", "bridges"};
const std::vector<std::string> keys_of_scenario = {"name",     "seed",     "tick",          "duration", "epoch",
                                                   "runs",     "origin",   "allow_dropped", "gate",     "bios",
                                                   "operator", "vehicles", "sensors",       "radars",   "trackers",
                                                   "agents",   "bridges",  "expect"}; // last: it looks at the rest

qiki_ns span_at(lua_State* L, int index, const std::string& key, const place& at) {
    const double s = real_at(L, index, key, at, "seconds");
    if (!(s > 0)) throw error(at, key + ": expected more than 0 s, found " + number(s));
    if (s >= 9.2e9) throw error(at, key + ": expected less than 9.2e9 s, found " + number(s));
    const auto ns = nanoseconds(s);
    if (!ns) throw error(at, key + ": expected a whole number of nanoseconds, found " + number(s) + " s");
    return *ns;
}

std::array<double, 3> origin_at(lua_State* L, int index, const place& at) {
    static constexpr const char* form = "{latitude in degrees, longitude in degrees, height in m}";
    if (!is_table(L, index)) throw error(at, std::string("origin: expected ") + form + ", found " + shown(L, index));
    const value v = list_at(L, index, "origin", at);
    const auto& x = std::get<std::vector<double>>(v.data);
    if (x.size() != 3) throw error(at, std::string("origin: expected ") + form + ", found " + shown(v));
    if (std::abs(x[0]) > 90)
        throw error(at, "origin: expected a latitude from -90 to 90 degrees, found " + number(x[0]));
    if (std::abs(x[1]) > 180)
        throw error(at, "origin: expected a longitude from -180 to 180 degrees, found " + number(x[1]));
    if (x[2] < -1e4 || x[2] > 1e8)
        throw error(at, "origin: expected a height from -1e4 to 1e8 m, found " + number(x[2]));
    return {x[0] * (QIKI_PI / 180), x[1] * (QIKI_PI / 180), x[2]};
}
} // namespace

void reader::header_value(lua_State* L, const std::string& key, const place& at, scenario& s) {
    if (key == "name") {
        s.name = text_at(L, 2, key, at, "a text");
        if (s.name.empty()) throw error(at, "name: expected a text that names the scenario, found an empty one");
    } else if (key == "seed") {
        if (!lua_isinteger(L, 2) || lua_tointeger(L, 2) < 0)
            throw error(at, "seed: expected a whole number from 0 on, found " + shown(L, 2));
        s.seed = static_cast<uint64_t>(lua_tointeger(L, 2));
    } else if (key == "tick") {
        s.tick = span_at(L, 2, key, at);
    } else if (key == "duration") {
        s.duration = span_at(L, 2, key, at);
    } else if (key == "epoch") {
        const std::string text = text_at(L, 2, key, at, "a time such as \"2026-11-21T08:00:00Z\"");
        s.epoch_utc = utc(text);
        if (!s.epoch_utc)
            throw error(at, "epoch: expected a time such as \"2026-11-21T08:00:00Z\", found " + in_quotes(text));
    } else if (key == "origin") {
        s.origin = origin_at(L, 2, at);
        s.has_origin = true;
    } else if (key == "runs") {
        constexpr lua_Integer most = 100'000;
        if (!lua_isinteger(L, 2) || lua_tointeger(L, 2) < 1 || lua_tointeger(L, 2) > most)
            throw error(at,
                        "runs: expected a whole number from 1 to " + std::to_string(most) + ", found " + shown(L, 2));
        s.runs = static_cast<unsigned>(lua_tointeger(L, 2));
    } else if (key == "gate") gate_at(L, at, s.gate);
    else if (key == "bios") bios_at(L, at, s.bios);
    else if (key == "operator") s.operator_steps = steps_at(L, 2, key, at);
    else if (key == "allow_dropped") s.allow_dropped = bool_at(L, 2, key, at);
}

int reader::header(lua_State* L) {
    const place at = here(L);
    if (!is_table(L, 1)) throw error(at, "q.scenario: expected { name = ..., ... }, found " + shown(L, 1));
    only(L, 1, "q.scenario { ... }", at);
    scenario s;
    s.where = at;
    s.seed = declared_seed_.value_or(1);
    std::vector<std::string> keys;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            throw error(at, "q.scenario: expected key = value, found " + shown(L, -1) + " without a key" +
                                (luaL_testudata(L, -1, "q.use block")
                                     ? "; blocks belong into vehicles, sensors, radars, trackers, agents or bridges"
                                     : ""));
        keys.push_back(text_at(L, -2, "key", at, "a text"));
    }
    std::sort(keys.begin(), keys.end());
    for (const std::string& key : keys) {
        if (std::find(keys_of_scenario.begin(), keys_of_scenario.end(), key) != keys_of_scenario.end()) continue;
        const std::string near = did_you_mean(key, keys_of_scenario);
        throw error(key_place(at, "scenario", key),
                    key + ": expected a key of q.scenario, found " + in_quotes(key) +
                        (near.empty() ? "; it has " + listed(keys_of_scenario, 20) : near));
    }
    std::fill(placed_.begin(), placed_.end(), false);
    for (expected& e : expected_) e.placed = false;
    for (const std::string& key : keys_of_scenario) { // sections in stage order
        lua_settop(L, 1);
        lua_pushstring(L, key.c_str());
        if (lua_rawget(L, 1) == LUA_TNIL) continue;
        const place key_at = key_place(at, "scenario", key);
        const auto which = std::find(names_of_sections.begin(), names_of_sections.end(), key);
        if (key == "expect") place_expectations(L, 2, key_at, s, 0);
        else if (which == names_of_sections.end()) header_value(L, key, key_at, s);
        else place_blocks(L, 2, static_cast<section>(which - names_of_sections.begin()), key_at, s, 0);
    }
    if (s.name.empty()) throw error(at, "name: expected a text that names the scenario, found nothing");
    if (s.uses.empty()) throw error(at, "q.scenario: expected at least one q.use block in its sections, found none");
    if (s.duration && *s.duration < s.tick)
        throw error(key_place(at, "scenario", "duration"), "duration: expected at least one tick of " +
                                                               seconds(s.tick) + " s, found " + seconds(*s.duration) +
                                                               " s");
    for (const use& u : s.uses)
        if (u.period % s.tick != 0)
            throw error(key_place(u.where, u.plugin, "period"), "period: expected a whole multiple of the tick of " +
                                                                    seconds(s.tick) + " s, found " + seconds(u.period) +
                                                                    " s");
    complete_ids(s.uses);
    note_departures(s);
    if (seed_) s.seed = *seed_;
    headers_.push_back(std::move(s));
    *static_cast<size_t*>(lua_newuserdatauv(L, sizeof(size_t), 0)) = headers_.size() - 1;
    luaL_setmetatable(L, "q.scenario");
    return 1;
}
} // namespace qiki::scenario
