// SPDX-License-Identifier: MIT
// host/policy/purity.cpp - a policy keeps nothing between ticks but what the machine keeps for it: else a restored run
// would go another way. What its functions can reach is hashed when it is loaded, and must stay.
#include "host/policy/inside.hpp"
#include <bit>

namespace qiki::policy {
namespace {
constexpr int deepest = 60;
constexpr size_t slots = 1 << 13; // for half as many objects

// Everything reachable from a value. Addresses tell objects apart; they never leave this file.
class walk {
public:
    explicit walk(lua_State* L) : L_(L), seen_(scratch()) { seen_.assign(slots, nullptr); }

    bool enter(const void* p) { // true at the first time
        if (used_ * 2 >= slots) {
            full = true;
            return false;
        }
        size_t at = std::hash<const void*>()(p) * 0x9E3779B97F4A7C15u >> 20 & (slots - 1);
        for (; seen_[at]; at = (at + 1) & (slots - 1))
            if (seen_[at] == p) return false;
        seen_[at] = p;
        ++used_;
        return true;
    }
    void value(int depth = 0) { // on top of the stack, where it stays
        const int type = lua_type(L_, -1);
        mix(static_cast<uint64_t>(type));
        if (type == LUA_TBOOLEAN) mix(static_cast<uint64_t>(lua_toboolean(L_, -1)));
        else if (type == LUA_TNUMBER) {
            if (lua_isinteger(L_, -1)) mix(static_cast<uint64_t>(lua_tointeger(L_, -1)));
            else mix(std::bit_cast<uint64_t>(lua_tonumber(L_, -1)));
        } else if (type == LUA_TSTRING) {
            size_t n = 0;
            const char* const text = lua_tolstring(L_, -1, &n);
            for (size_t i = 0; i < n; ++i)
                hash = (hash ^ static_cast<unsigned char>(text[i])) * UINT64_C(0x100000001B3);
        } else if (type != LUA_TNIL) object(type, depth);
    }

    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    bool full = false, thread = false, deep = false;

private:
    static std::vector<const void*>& scratch() { // one a thread instead of one an agent
        static thread_local std::vector<const void*> v;
        return v;
    }
    void mix(uint64_t x) { hash = (std::rotl(hash, 23) ^ x) * UINT64_C(0x9E3779B97F4A7C15); }
    void object(int type, int depth) {
        const void* const p = lua_topointer(L_, -1);
        mix(std::bit_cast<uint64_t>(p));
        if (type == LUA_TTHREAD) thread = true;
        if ((type != LUA_TTABLE && type != LUA_TFUNCTION) || !enter(p)) return;
        if (depth == deepest || !lua_checkstack(L_, 8)) {
            deep = true;
            return;
        }
        if (type == LUA_TFUNCTION) {
            for (int i = 1; lua_getupvalue(L_, -1, i); ++i) {
                value(depth + 1);
                lua_pop(L_, 1);
            }
            return;
        }
        for (lua_pushnil(L_); lua_next(L_, -2); lua_pop(L_, 1)) { // an unchanged table has one order
            value(depth + 1);
            lua_pushvalue(L_, -2);
            value(depth + 1);
            lua_pop(L_, 1);
        }
        if (lua_getmetatable(L_, -1)) {
            value(depth + 1);
            lua_pop(L_, 1);
        }
    }

    lua_State* L_;
    std::vector<const void*>& seen_;
    size_t used_ = 0;
};
} // namespace

std::vector<int> machine::inside::functions() const {
    std::vector<int> all;
    const auto add = [&](const std::vector<rule>& rules) {
        for (const rule& r : rules)
            for (const int f : {r.when, r.because_call, r.say_call, r.set_call})
                if (f != none) all.push_back(f);
    };
    add(doc.any);
    for (const policy::state& s : doc.states) add(s.rules);
    for (const guard& g : doc.guards)
        if (g.when != none) all.push_back(g.when);
    for (const procedure& p : doc.procedures)
        for (const stage& x : p.stages)
            for (const int f : {x.say_call, x.expect})
                if (f != none) all.push_back(f);
    return all;
}

// Hashes what each upvalue of each function leads to; the place of the first that differs from `reached_`, or of one
// that can never be told. With `first` it is noted instead of compared.
std::string machine::inside::look_through(lua_State* L, bool first) {
    const int top = lua_gettop(L);
    walk w(L);
    for (const int own : {guard_table_, param_values_}) {
        lua_rawgeti(L, LUA_REGISTRYINDEX, own);
        w.enter(lua_topointer(L, -1));
        lua_pop(L, 1);
    }
    for (const face* own : {&own_, &subject_}) {
        own->push(L);
        w.enter(lua_topointer(L, -1));
        lua_pop(L, 1);
    }
    size_t n = 0;
    std::string found;
    for (const int f : functions_) {
        lua_rawgeti(L, LUA_REGISTRYINDEX, f);
        for (int i = 1; found.empty(); ++i) {
            const char* const name = lua_getupvalue(L, -1, i);
            if (!name) break;
            w.value();
            lua_pop(L, 1);
            const bool changed = !first && (n == reached_.size() || reached_[n] != w.hash);
            if (first) reached_.push_back(w.hash);
            ++n;
            if (!changed && !w.thread && !w.deep && !w.full) continue;
            lua_Debug ar;
            lua_pushvalue(L, -1);
            lua_getinfo(L, ">S", &ar);
            const lua::chunk* const c = box->find(ar.short_src);
            found = (c ? c->file.string() : use.file.string()) + ":" + std::to_string(std::max(ar.linedefined, 1)) +
                    ": '" + name + "' " +
                    (w.thread          ? "leads to a coroutine, which would be kept between ticks"
                     : first && w.deep ? "leads to tables inside tables, more than " + std::to_string(deepest) + " deep"
                     : first && w.full
                         ? "leads to more than " + std::to_string(slots / 2) + " tables and functions"
                         : "was changed by the policy while it ran; it keeps nothing between ticks: f.state_time, "
                           "guards and parameters (set = ...) do");
        }
        lua_pop(L, 1);
        if (!found.empty()) break;
    }
    if (found.empty() && !first && !(own_.untouched(L) && subject_.untouched(L)))
        found = use.file.string() + ":" + std::to_string(doc.where.line) +
                ": a fact was changed by the policy; facts can be read";
    lua_settop(L, top);
    return found;
}

std::string machine::inside::kept_elsewhere() { return look_through(box->state(), false); }
} // namespace qiki::policy
