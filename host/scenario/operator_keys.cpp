// SPDX-License-Identifier: MIT
// host/scenario/operator_keys.cpp - q.at(seconds, { ... }): what an operator says and when; and lists of it.
#include "host/scenario/reader.hpp"
#include "host/scenario/times.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <cmath>

namespace qiki::scenario {
namespace {
using act = operator_step::act;
constexpr size_t most_steps = 100'000;

const std::vector<std::string> keys_of_step = {"accept",  "acknowledge", "approve", "args",    "because",
                                               "command", "good",        "name",    "publish", "reject",
                                               "safe",    "text",        "to",      "track"};
constexpr struct {
    const char* key;
    act what;
    const char* with[5]; // the keys beside it
} acts[] = {
    {"approve", act::approve, {"command", "to", "args", "text", nullptr}},
    {"publish", act::publish, {"command", "to", "args", "text", nullptr}},
    {"command", act::command, {"to", "args", "text", "name", nullptr}},
    {"accept", act::accept, {"name"}},
    {"reject", act::reject, {}},
    {"safe", act::safe, {"because", "good"}},
    {"acknowledge", act::acknowledge, {"track"}},
};

bool fetch(lua_State* L, const std::string& key) { // of the table at 2: leaves it at 3
    lua_settop(L, 2);
    lua_pushlstring(L, key.data(), key.size());
    return lua_rawget(L, 2) != LUA_TNIL;
}

void args_at(lua_State* L, int index, const place& at, operator_step& s) {
    if (!is_table(L, index)) throw error(at, "args: expected { axis = 0, ... } or {0, ...}, found " + shown(L, index));
    s.args_given = true;
    std::vector<std::string> names;
    size_t all = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        ++all;
        if (lua_type(L, -2) == LUA_TSTRING) names.push_back(text_at(L, -2, "args", at, "a name"));
    }
    if (all > 6) throw error(at, "args: expected at most 6 of them, found " + std::to_string(all));
    std::sort(names.begin(), names.end());
    for (const std::string& n : names) {
        lua_pushlstring(L, n.data(), n.size());
        lua_rawget(L, index);
        s.args.emplace_back(n, real_at(L, lua_gettop(L), "args, " + n, at, "a number"));
        lua_pop(L, 1);
    }
    for (size_t i = 1; i <= all - names.size(); ++i) {
        lua_rawgeti(L, index, static_cast<lua_Integer>(i));
        s.args.emplace_back("", real_at(L, lua_gettop(L), "args", at, "a number"));
        lua_pop(L, 1);
    }
    if (!names.empty() && names.size() != all) throw error(at, "args: expected either names or a list, found both");
}
} // namespace

int reader::at_time(lua_State* L) {
    const place at = here(L);
    const std::string form = "q.at(5, { command = \"hold\", to = \"qiki\" })";
    only(L, 2, "q.at(seconds, { ... })", at);
    operator_step s;
    s.where = at;
    const double t = real_at(L, 1, "q.at", at, "seconds first");
    const auto ns = nanoseconds(t);
    if (!(t >= 0 && t < 9.2e9) || !ns)
        throw error(at, "q.at: expected seconds from 0 and below 9.2e9, found " + number(t));
    s.at = *ns;
    if (!is_table(L, 2)) throw error(at, "q.at: expected " + form + ", found " + shown(L, 2));
    if (steps_.size() >= most_steps) throw error(at, "q.at: more than 100000 of them");
    std::vector<std::string> keys;
    for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            throw error(at, "q.at: expected key = value, found " + shown(L, -1) + " without a key");
        keys.push_back(text_at(L, -2, "key", at, "a text"));
    }
    lua::allowance::of(L).charge(L, 50 + 20 * keys.size());
    std::sort(keys.begin(), keys.end());
    for (const std::string& k : keys)
        if (std::find(keys_of_step.begin(), keys_of_step.end(), k) == keys_of_step.end())
            throw error(at, "q.at: expected one of " + listed(keys_of_step, 20) + ", found " + in_quotes(k) +
                                did_you_mean(k, keys_of_step));
    const auto has = [&](const char* k) { return std::find(keys.begin(), keys.end(), k) != keys.end(); };
    const auto* row = std::find_if(std::begin(acts), std::end(acts), [&](const auto& r) { return has(r.key); });
    if (row == std::end(acts))
        throw error(
            at,
            "q.at: expected one of command, approve, publish, accept, reject, safe and acknowledge, found none; for "
            "instance " +
                form);
    for (const std::string& k : keys) {
        bool fits = k == row->key;
        for (const char* w : row->with) fits |= w && k == w;
        if (!fits) throw error(at, "q.at: " + k + " does not go with " + row->key);
    }
    s.what = row->what;
    const auto text = [&](const char* key) {
        if (!fetch(L, key)) return std::string();
        std::string out = text_at(L, 3, key, at, "a text");
        if (out.empty()) throw error(at, std::string(key) + ": expected a text, found an empty one");
        return out;
    };
    if (s.what == act::command || s.what == act::approve || s.what == act::publish) {
        s.verb = text("command"), s.to = text("to"), s.text = text("text");
        if (fetch(L, "args")) args_at(L, 3, at, s);
        const bool whole = s.what != act::publish;
        if (whole && (s.verb.empty() || s.to.empty()))
            throw error(at, std::string("q.at: ") + row->key + " needs " + (s.verb.empty() ? "command" : "to") +
                                " beside it; for instance " + form);
    }
    if (s.what == act::command || s.what == act::accept) s.name = text("name");
    if (s.what == act::accept || s.what == act::reject || s.what == act::acknowledge) s.to = text(row->key);
    if (s.what == act::acknowledge && fetch(L, "track")) {
        const double track = real_at(L, 3, "track", at, "the number of a track");
        if (!(track >= 1 && track <= 0x1p53) || track != std::floor(track))
            throw error(at, "track: expected the whole number of a track, from 1 on, found " + number(track));
        s.track = static_cast<uint64_t>(track);
    }
    if (s.what == act::approve || s.what == act::publish || s.what == act::safe) s.name = text(row->key);
    if (s.what == act::safe) {
        s.because = text("because");
        if (fetch(L, "good")) s.good = bool_at(L, 3, "good", at);
        if (s.good && !s.because.empty()) throw error(at, "q.at: a good cycle has no because");
    }
    steps_.push_back(std::move(s));
    lua_settop(L, 0);
    *static_cast<size_t*>(lua_newuserdatauv(L, sizeof(size_t), 0)) = steps_.size() - 1;
    luaL_setmetatable(L, "q.at");
    return 1;
}

std::vector<operator_step> reader::steps_at(lua_State* L, int index, const std::string& key, const place& at) {
    const char* const form = "a list { q.at(seconds, { ... }), ... }";
    if (!is_table(L, index)) throw error(at, key + ": expected " + form + ", found " + shown(L, index));
    std::vector<operator_step> out;
    const auto n = static_cast<lua_Integer>(lua_rawlen(L, index));
    size_t all = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) ++all;
    if (all != static_cast<size_t>(n)) throw error(at, key + ": expected " + form + ", found a key or a gap in it");
    lua::allowance::of(L).charge(L, 20 * all);
    for (lua_Integer i = 1; i <= n; ++i) {
        lua_rawgeti(L, index, i);
        const auto* handle = static_cast<const size_t*>(luaL_testudata(L, -1, "q.at"));
        if (!handle) throw error(at, key + ": expected " + form + ", found " + shown(L, -1) + " in it");
        out.push_back(steps_.at(*handle));
        lua_pop(L, 1);
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const operator_step& a, const operator_step& b) { return a.at < b.at; });
    return out;
}
} // namespace qiki::scenario
