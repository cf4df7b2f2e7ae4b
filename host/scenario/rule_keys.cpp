// SPDX-License-Identifier: MIT
// host/scenario/rule_keys.cpp - gate = { ... } and bios = { ... } of q.scenario.
#include "host/scenario/reader.hpp"
#include "host/scenario/times.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>

namespace qiki::scenario {
namespace {
const std::vector<std::string> keys_of_gate = {"authority", "bios",    "confirm",     "emergency", "lesser",
                                               "limits",    "outrank", "safe_cycles", "stale",     "stop"};
const std::vector<std::string> keys_of_bios = {"every", "manifest"};
const std::vector<std::string> authorities = {"none", "agent", "script", "operator"};
const std::vector<std::string> device_types = {"", "sensor", "actuator", "power_unit", "communication", "controller"};

// The names of the table at `index`, sorted.
std::vector<std::string> names_in(lua_State* L, int index, const std::string& key, const place& at, const char* form) {
    if (!is_table(L, index)) throw error(at, key + ": expected " + form + ", found " + shown(L, index));
    luaL_checkstack(L, 6, "tables");
    std::vector<std::string> out;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            throw error(at, key + ": expected " + form + ", found " + shown(L, -1) + " without a name");
        out.push_back(text_at(L, -2, key, at, "a name"));
    }
    lua::allowance::of(L).charge(L, 50 + 20 * out.size());
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<std::string> list_in(lua_State* L, int index, const std::string& key, const place& at, const char* form) {
    if (!is_table(L, index)) throw error(at, key + ": expected " + form + ", found " + shown(L, index));
    std::vector<std::string> out;
    const auto n = static_cast<lua_Integer>(lua_rawlen(L, index));
    lua::allowance::of(L).charge(L, 20 * static_cast<size_t>(n));
    for (lua_Integer i = 1; i <= n; ++i) {
        lua_rawgeti(L, index, i);
        out.push_back(text_at(L, lua_gettop(L), key, at, form));
        lua_pop(L, 1);
    }
    size_t all = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) ++all;
    if (all != out.size()) throw error(at, key + ": expected " + form + ", found a key among them");
    return out;
}

// Calls f(name) for each name of the table at `index`, with its value at the top.
template <class F>
void each(lua_State* L, int index, const std::string& key, const place& at, const char* form, F&& f) {
    for (const std::string& name : names_in(L, index, key, at, form)) {
        lua_pushlstring(L, name.data(), name.size());
        lua_rawget(L, index);
        f(name, lua_gettop(L));
        lua_pop(L, 1);
    }
}

void check_word(const std::string& word, const std::vector<std::string>& known, const std::string& key,
                const place& at) {
    if (std::find(known.begin(), known.end(), word) == known.end())
        throw error(at, key + ": expected one of " + listed(known) + ", found " + in_quotes(word) +
                            did_you_mean(word, known));
}

qiki_ns seconds_at(lua_State* L, int index, const std::string& key, const place& at, bool zero) {
    const double s = real_at(L, index, key, at, "seconds");
    const auto ns = nanoseconds(s);
    if (!(s > 0 || (zero && s == 0)) || s >= 9.2e9 || !ns)
        throw error(at, key + ": expected seconds " + (zero ? "from 0" : "above 0") + " and below 9.2e9, found " +
                            number(s));
    return *ns;
}

void limits_at(lua_State* L, int index, const place& at, gate_rules& out) {
    each(L, index, "limits", at, "{ vehicle = { verb = { argument = {min, max} } } }", [&](const auto& vehicle, int v) {
        each(L, v, "limits, " + vehicle, at, "{ verb = { argument = {min, max} } }", [&](const auto& verb, int a) {
            const std::string who = "limits, " + vehicle + ", " + verb;
            each(L, a, who, at, "{ argument = {min, max} }", [&](const auto& argument, int x) {
                const value list = is_table(L, x) ? list_at(L, x, who, at) : value{};
                const auto* both = std::get_if<std::vector<double>>(&list.data);
                if (!both || both->size() != 2 || !((*both)[0] <= (*both)[1]))
                    throw error(at, who + ", " + argument + ": expected {min, max} with min not above max, found " +
                                        shown(L, x));
                out.limits.push_back({vehicle, verb, argument, (*both)[0], (*both)[1], at});
            });
        });
    });
}

void check_names_of(const std::vector<std::string>& found, const std::vector<std::string>& known, const std::string& of,
                    const place& at) {
    for (const std::string& k : found) {
        const std::string near = did_you_mean(k, known);
        if (std::find(known.begin(), known.end(), k) == known.end())
            throw error(at, of + ": expected a key of it, found " + in_quotes(k) +
                                (near.empty() ? "; it has " + listed(known, 20) : near));
    }
}
} // namespace

void reader::gate_at(lua_State* L, const place& at, gate_rules& out) {
    const int top = 2;
    check_names_of(names_in(L, top, "gate", at, "{ key = value }"), keys_of_gate, "gate", at);
    each(L, top, "gate", at, "{ key = value }", [&](const std::string& key, int v) {
        const place here = key_place(at, "gate", key);
        if (key == "bios") out.bios = bool_at(L, v, key, here);
        else if (key == "stale") out.stale = seconds_at(L, v, key, here, false);
        else if (key == "outrank") out.outrank = seconds_at(L, v, key, here, true);
        else if (key == "safe_cycles") {
            if (!lua_isinteger(L, v) || lua_tointeger(L, v) < 1 || lua_tointeger(L, v) > 1000)
                throw error(here, key + ": expected a whole number from 1 to 1000, found " + shown(L, v));
            out.safe_cycles = static_cast<uint32_t>(lua_tointeger(L, v));
        } else if (key == "emergency") {
            each(L, v, key, here, "{ vehicle = { \"verb\", ... } }", [&](const auto& vehicle, int x) {
                for (std::string& verb : list_in(L, x, key + ", " + vehicle, here, "a list of verbs"))
                    out.emergency.push_back({vehicle, std::move(verb), "", 0, 0, here});
            });
        } else if (key == "lesser") {
            each(L, v, key, here, "{ vehicle = { verb = \"verb\" } }", [&](const auto& vehicle, int x) {
                each(L, x, key + ", " + vehicle, here, "{ verb = \"verb\" }", [&](const auto& verb, int y) {
                    out.lesser.push_back({vehicle, verb, text_at(L, y, key, here, "a verb"), 0, 0, here});
                });
            });
        } else if (key == "stop") {
            each(L, v, key, here, "{ vehicle = \"verb\" }", [&](const auto& vehicle, int x) {
                out.stop.push_back({vehicle, text_at(L, x, key, here, "a verb"), "", 0, 0, here});
            });
        } else if (key == "authority") {
            each(L, v, key, here, "{ agent = \"none\" }", [&](const auto& agent, int x) {
                const std::string word = text_at(L, x, key, here, "a text");
                check_word(word, authorities, key + ", " + agent, here);
                out.authority.push_back({agent, word, here});
            });
        } else if (key == "confirm") {
            for (std::string& agent : list_in(L, v, key, here, "a list of agents"))
                out.confirm.push_back({std::move(agent), "", here});
        } else limits_at(L, v, here, out);
    });
}

void reader::bios_at(lua_State* L, const place& at, bios_rules& out) {
    out.declared = true;
    check_names_of(names_in(L, 2, "bios", at, "{ key = value }"), keys_of_bios, "bios", at);
    each(L, 2, "bios", at, "{ key = value }", [&](const std::string& key, int v) {
        const place here = key_place(at, "bios", key);
        if (key == "every") out.every = seconds_at(L, v, key, here, false);
        else
            each(L, v, key, here, "{ vehicle = { device = \"type\" } }", [&](const auto& vehicle, int x) {
                each(L, x, key + ", " + vehicle, here, "{ device = \"type\" }", [&](const auto& device, int y) {
                    const std::string type = text_at(L, y, key, here, "a type of device");
                    check_word(type, device_types, key + ", " + vehicle + ", " + device, here);
                    out.manifest.push_back({vehicle, device, type, here});
                });
            });
    });
}
} // namespace qiki::scenario
