// SPDX-License-Identifier: MIT
// host/scenario/allowance.cpp - the allocator with a limit, and the hook that counts steps.
#include "host/scenario/allowance.hpp"
#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace qiki::lua {
namespace {
constexpr int period = 100; // instructions between two counts; any count hook costs the VM the same
constexpr int everything = LUA_MASKCOUNT | LUA_MASKCALL | LUA_MASKRET;
constexpr uint64_t step_of_call = 4;
constexpr const char* too_many = "a call takes and returns at most %d values; pass a table";
} // namespace

spot innermost(lua_State* L, const char* skip) {
    spot out;
    lua_Debug ar;
    for (int level = 0; lua_getstack(L, level, &ar) && lua_getinfo(L, "Sl", &ar); ++level)
        if (ar.currentline > 0 && std::strncmp(ar.short_src, skip, std::strlen(skip)) != 0) {
            std::memcpy(out.chunk, ar.short_src, sizeof out.chunk);
            out.line = ar.currentline;
            break;
        }
    return out;
}

allowance::allowance(const limits& l) : limit_(l), mask_(everything), left_(l.steps) {}

void allowance::count_calls(bool yes) { mask_ = yes ? everything : LUA_MASKCOUNT; }

void* allowance::allocate(void* self, void* block, size_t old_size, size_t new_size) {
    allowance& a = *static_cast<allowance*>(self);
    const bool text = !block && old_size == LUA_TSTRING; // of a new object, old_size is its type
    if (!block) old_size = 0;
    if (new_size == 0) {
        a.bytes_ -= old_size;
        std::free(block);
        return nullptr;
    }
    if (new_size <= old_size) {
        void* const p = std::realloc(block, new_size);
        a.bytes_ -= old_size - new_size;
        return p ? p : block; // Lua relies on it: shrinking cannot fail
    }
    if (text && new_size > a.limit_.text + 64) { // 64: more than the head of a string object
        a.end_ = end::text;
        return nullptr;
    }
    if (new_size - old_size > a.limit_.bytes - a.bytes_) {
        // Lua collects garbage and asks once more. Refused again, it is over: a script that catches this error in a
        // loop would collect in every round. One that stays just below the limit pays for each collection.
        const uint64_t collection = a.bytes_ / 16;
        if ((a.refused_ == new_size || a.left_ <= collection) && !a.spent()) a.end_ = end::memory;
        a.taken_ += collection;
        a.left_ -= std::min(a.left_, collection);
        a.refused_ = new_size;
        return nullptr;
    }
    void* const p = std::realloc(block, new_size);
    if (!p) return nullptr;
    a.bytes_ += new_size - old_size;
    a.refused_ = 0;
    // Copying and rehashing are work without instructions. Small tables are free: how often they rehash may depend on
    // the seed of Lua's string hash, and the place where a budget ends must not.
    const uint64_t work = text ? new_size / 64 : new_size >= 1024 ? new_size / 16 : 0;
    a.taken_ += work * a.price_;
    a.left_ -= std::min(a.left_, work * a.price_); // the hook finds nothing left
    if (text && new_size / 512 + 1 > a.price_) a.price_ = new_size / 512 + 1;
    return p;
}

void allowance::guard(lua_State* main) {
    *static_cast<allowance**>(lua_getextraspace(main)) = this;
    lua_sethook(main, hook, mask_, period);
}

void allowance::refill(lua_State* main, uint64_t steps) {
    left_ = steps;
    limit_.steps = steps;
    taken_ = 0;
    end_ = end::none;
    refused_ = 0;
    where_ = {};
    lua_sethook(main, hook, mask_, period);
}

void allowance::stop(lua_State* L) {
    if (!where_.line || end_ != end::memory) where_ = innermost(L, "qiki/");
    lua_sethook(L, hook, mask_, 1); // so that no handler and no loop around pcall gets further than one instruction
    luaL_error(L, "%s", why().c_str());
    std::abort(); // luaL_error does not return
}

void allowance::charge(lua_State* L, uint64_t steps) {
    if (!spent()) {
        const uint64_t cost = steps > left_ / price_ ? left_ : steps * price_;
        taken_ += cost;
        left_ -= cost;
        if (left_ == 0) end_ = end::steps;
    }
    if (spent()) stop(L);
}

bool allowance::many_extra(lua_State* L, lua_Debug* ar) {
    if (!lua_getlocal(L, ar, -(values_a_call + 1))) return false; // one vararg too many
    lua_pop(L, 1);
    return true;
}

void allowance::check_values(lua_State* L, lua_Debug* ar) {
    lua_getinfo(L, "r", ar);
    bool many = ar->ntransfer > values_a_call;
    if (!many && ar->event != LUA_HOOKRET) many = many_extra(L, ar);
    // Each call of a function with 100,000 arguments copies them all, and counts as one instruction.
    if (many) luaL_error(L, too_many, values_a_call);
}

void allowance::hook(lua_State* L, lua_Debug* ar) {
    allowance& a = of(L);
    if (ar->event == LUA_HOOKCOUNT) {
        if (!a.spent()) {
            if (lua_gethookcount(L) != period)
                lua_sethook(L, hook, a.mask_, period);                           // a coroutine from before refill()
            if (a.bytes_ > a.limit_.bytes / 8) a.where_ = innermost(L, "qiki/"); // no hook runs when memory ends
        }
        a.charge(L, period);
        if (many_extra(L, ar)) luaL_error(L, too_many, values_a_call);
        return;
    }
    if (ar->event != LUA_HOOKRET) a.charge(L, step_of_call);
    a.check_values(L, ar);
}

std::string allowance::why() const {
    switch (end_) {
    case end::memory:
        return "the script needs more than " + std::to_string(limit_.bytes >> 10) +
               " KiB of memory; is there a list or a recursion without end?";
    case end::text: return "the script made a text of more than " + std::to_string(limit_.text) + " bytes";
    default:
        return "the script used up its budget of " + std::to_string(limit_.steps) +
               " steps, in which instructions, calls and the work of library functions count; is there a loop or a "
               "recursion that does not end, or a search through a long text?";
    }
}
} // namespace qiki::lua
