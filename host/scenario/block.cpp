// SPDX-License-Identifier: MIT
// host/scenario/block.cpp - q.use "plugin.id" { ... }: one instance, its wiring and its settings.
#include "host/scenario/reader.hpp"
#include "host/scenario/times.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>

namespace qiki::scenario {
namespace {

bool id_like(const std::string& s, bool dotted) {
    if (s.empty() || s.size() > 64 || s.front() == '.' || s.front() == '-' || s.back() == '.') return false;
    return std::all_of(s.begin(), s.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               (dotted && c == '.');
    });
}

std::string id_at(lua_State* L, int index, const std::string& key, const place& at) {
    std::string id = text_at(L, index, key, at, "the id of a block as a text");
    if (!id_like(id, true))
        throw error(at,
                    key + ": expected an id of letters, digits, '_', '-' and '.', up to 64, found " + in_quotes(id));
    return id;
}

std::vector<std::string> ids_at(lua_State* L, int index, const std::string& key, const place& at) {
    if (!is_table(L, index)) return {id_at(L, index, key, at)};
    std::vector<std::string> out;
    const size_t n = lua_rawlen(L, index);
    size_t entries = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) ++entries;
    if (entries != n) throw error(at, key + ": expected a list of ids, found a table with other keys");
    lua::allowance::of(L).charge(L, 8 * n);
    for (size_t i = 1; i <= n; ++i) {
        lua_rawgeti(L, index, static_cast<lua_Integer>(i));
        out.push_back(id_at(L, lua_gettop(L), key, at));
        lua_pop(L, 1);
        if (std::find(out.begin(), out.end() - 1, out.back()) != out.end() - 1)
            throw error(at, key + ": \"" + out.back() + "\" is there twice");
    }
    return out;
}

// The keys of a table of name = value, sorted.
std::vector<std::string> keys_of(lua_State* L, int index, const std::string& key, const place& at) {
    std::vector<std::string> keys;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            throw error(at, key + ": expected name = value, found " + shown(L, -1) + " without a name");
        keys.push_back(text_at(L, -2, key, at, "a text"));
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}
} // namespace

int reader::use_block(lua_State* L) {
    const place at = here(L);
    if (lua_type(L, 1) != LUA_TSTRING)
        throw error(at, "q.use: expected a plugin id such as \"qiki.radar.pulse\", found " + shown(L, 1) +
                            (lua_istable(L, 1) ? "; write q.use \"plugin.id\" { ... } with a dot" : ""));
    const std::string id = text_at(L, 1, "q.use", at, "a plugin id");
    if (!id_like(id, true) || id.find("..") != std::string::npos)
        throw error(at, "q.use: expected a plugin id such as \"qiki.radar.pulse\", found " + in_quotes(id));
    if (lua_gettop(L) > 1)
        throw error(at, "q.use: expected the plugin id alone between parentheses, found " + shown(L, 2) +
                            " behind it; write q.use(\"" + id + "\") { ... }");
    // The function that takes { ... }: upvalue 1 is this reader, 2 the plugin, 3 and 4 the place.
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, 1);
    lua_pushstring(L, at.file.c_str());
    lua_pushinteger(L, at.line);
    lua_pushcclosure(L, call<&reader::block>, 4);
    return 1;
}

int reader::block(lua_State* L) {
    const std::string plugin = lua_tostring(L, lua_upvalueindex(2));
    const place at{lua_tostring(L, lua_upvalueindex(3)), static_cast<int>(lua_tointeger(L, lua_upvalueindex(4)))};
    if (!is_table(L, 1)) throw error(at, "q.use \"" + plugin + "\": expected { ... } after it, found " + shown(L, 1));
    only(L, 1, "q.use \"" + plugin + "\" { ... }", at);
    if (blocks_.size() >= most_blocks)
        throw error(at, "q.use: more than 100000 blocks; one instance may carry a whole fleet");
    use u;
    u.plugin = plugin;
    u.where = at;
    std::vector<std::string> keys;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            throw error(at, "q.use \"" + plugin + "\": expected key = value, found " + shown(L, -1) + " without a key");
        keys.push_back(text_at(L, -2, "key", at, "a text"));
    }
    lua::allowance::of(L).charge(L, 50 + 20 * keys.size());
    std::sort(keys.begin(), keys.end());
    std::string carrier_key;
    for (const std::string& key : keys) {
        lua_settop(L, 1);
        lua_getfield(L, 1, key.c_str());
        const place key_at = key_place(at, plugin, key);
        if (key == "id") {
            u.id = id_at(L, 2, key, key_at);
            u.id_at = key_at;
        } else if (key == "on" || key == "of") {
            if (!carrier_key.empty())
                throw error(key_at, "on: the block has of = \"" + u.on + "\" already; they mean the same");
            carrier_key = key;
            u.on = id_at(L, 2, key, key_at);
            u.on_at = key_at;
        } else if (key == "from") {
            u.from = ids_at(L, 2, key, key_at);
            u.from_at = key_at;
        } else if (key == "period") {
            const double s = real_at(L, 2, key, key_at, "seconds");
            const auto ns = nanoseconds(s);
            if (!(s > 0)) throw error(key_at, "period: expected more than 0 s, found " + number(s));
            if (!ns) throw error(key_at, "period: expected a whole number of nanoseconds, found " + number(s) + " s");
            u.period = *ns;
        } else if (key.size() > 1 && key.back() == '?') {
            const size_t from = u.settings.size();
            add_setting(L, 2, key.substr(0, key.size() - 1), u, plugin, 0);
            for (size_t i = from; i < u.settings.size(); ++i) u.settings[i].optional = true;
        } else if (key == "policy") {
            if (!u.policy) u.policy.emplace();
            u.policy->name = text_at(L, 2, key, key_at, "the file of a policy as a text");
            u.policy->where = key_at;
            if (u.policy->name.empty())
                throw error(key_at, "policy: expected the file of a policy, found an empty text");
        } else if (key == "with") {
            if (!is_table(L, 2))
                throw error(key_at, "with: expected { name = value } for the policy, found " + shown(L, 2));
            use only; // collects what belongs to the policy
            only.where = at;
            for (const std::string& k : keys_of(L, 2, key, key_at)) {
                lua_getfield(L, 2, k.c_str());
                add_setting(L, lua_gettop(L), "with." + k, only, plugin, 0);
                lua_pop(L, 1);
            }
            if (!u.policy) u.policy.emplace();
            u.policy->with = std::move(only.settings);
            for (setting& s : u.policy->with) s.key.erase(0, 5); // "with."
        } else add_setting(L, 2, key, u, plugin, 0);
    }
    if (u.policy && u.policy->name.empty())
        throw error(key_place(at, plugin, "with"), "with: expected policy = \"file.lua\" beside it, found none");
    std::stable_sort(u.settings.begin(), u.settings.end(),
                     [](const setting& a, const setting& b) { return a.key < b.key; });
    for (size_t i = 1; i < u.settings.size(); ++i)
        if (u.settings[i].key == u.settings[i - 1].key)
            throw error(u.settings[i].where, u.settings[i].key + ": given twice, with a dot and as a table");
    blocks_.push_back(std::move(u));
    placed_.push_back(false);
    *static_cast<size_t*>(lua_newuserdatauv(L, sizeof(size_t), 0)) = blocks_.size() - 1;
    luaL_setmetatable(L, "q.use block");
    return 1;
}

// A table with text keys is a group: clutter = { density = 3 } sets "clutter.density".
void reader::add_setting(lua_State* L, int index, const std::string& key, use& u, const std::string& head, int depth) {
    const place at = key_place(u.where, head, key);
    bool group = false;
    if (is_table(L, index)) {
        lua_pushnil(L);
        if (lua_next(L, index)) {
            group = lua_type(L, -2) == LUA_TSTRING;
            lua_pop(L, 2);
        }
    }
    if (!group) {
        u.settings.push_back({key, value_at(L, index, key, at), at});
        return;
    }
    if (depth == 4) throw error(at, key + ": tables inside tables, more than four deep");
    luaL_checkstack(L, 8, "groups");
    std::vector<std::string> keys;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            throw error(at, key + ": expected either key = value or a list, found both");
        keys.push_back(text_at(L, -2, key, at, "a text"));
    }
    std::sort(keys.begin(), keys.end());
    for (const std::string& k : keys) {
        lua_getfield(L, index, k.c_str());
        add_setting(L, lua_gettop(L), key + "." + k, u, head, depth + 1);
        lua_pop(L, 1);
    }
}

void reader::place_blocks(lua_State* L, int index, section s, const place& at, scenario& out, int depth) {
    static constexpr const char* names[] = {"vehicles", "sensors", "radars", "trackers", "agents", "bridges"};
    const std::string name = names[static_cast<size_t>(s)];
    if (!is_table(L, index)) {
        const bool one = luaL_testudata(L, index, "q.use block") != nullptr;
        throw error(at, name + ": expected a list { q.use ..., ... }, found " + shown(L, index) +
                            (one ? "; put { } around it" : ""));
    }
    if (depth == 8) throw error(at, name + ": lists inside lists, more than eight deep");
    luaL_checkstack(L, 8, "sections");
    std::vector<lua_Integer> rows;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (!lua_isinteger(L, -2))
            throw error(at, name + ": expected a list of q.use blocks, found a key " + shown(L, -2));
        rows.push_back(lua_tointeger(L, -2));
    }
    lua::allowance::of(L).charge(L, 4 * rows.size());
    std::sort(rows.begin(), rows.end());
    for (const lua_Integer row : rows) {
        lua_rawgeti(L, index, row);
        const int top = lua_gettop(L);
        if (const auto* handle = static_cast<const size_t*>(luaL_testudata(L, top, "q.use block"))) {
            const use& u = blocks_.at(*handle);
            if (placed_[*handle])
                throw error(u.where, name + ": this block of " + u.plugin + " stands in the scenario twice");
            placed_[*handle] = true;
            if (u.policy && s != section::agents)
                throw error(u.policy->where, "policy: expected none for a block in " + name + ", found " +
                                                 in_quotes(u.policy->name) + "; policies are for agents");
            out.uses.push_back(u);
            out.uses.back().where_used = s;
        } else if (is_table(L, top)) place_blocks(L, top, s, at, out, depth + 1);
        else if (!lua_isboolean(L, top) || lua_toboolean(L, top)) // `wanted and q.use ...` may be false
            throw error(at, name + ": expected q.use \"plugin.id\" { ... }, found " + shown(L, top) +
                                (lua_isfunction(L, top) ? "; a block without settings still needs { }" : ""));
        lua_pop(L, 1);
    }
}
} // namespace qiki::scenario
