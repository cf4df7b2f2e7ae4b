// SPDX-License-Identifier: MIT
// host/scenario/allowance.hpp - what a script may spend: steps, memory, length of one text; and how it is taken away.
#pragma once
#include <cstddef>
#include <cstdint>
#include <lua.hpp>
#include <string>

namespace qiki::lua {

struct limits {
    uint64_t steps = 20'000'000;     // instructions, and what C functions do; well under two seconds
    size_t bytes = size_t{64} << 20; // all memory of the Lua state
    size_t text = size_t{64} << 10;  // of one text
};

constexpr int values_a_call = 250; // at most so many values go into a function or come out of it

struct spot { // a line of a chunk, in Lua's own short name; line 0: unknown
    char chunk[LUA_IDSIZE] = "";
    int line = 0;
};

// Lives beside one lua_State; its allocator and its hook. What is spent stays spent until refill(): every further
// instruction fails, whatever the script catches.
class allowance {
public:
    explicit allowance(const limits&);

    static allowance& of(lua_State* L) { return **static_cast<allowance**>(lua_getextraspace(L)); }
    static void* allocate(void* self, void* block, size_t old_size, size_t new_size);

    void guard(lua_State* main);             // from now on `main` and its coroutines pay
    void charge(lua_State*, uint64_t steps); // raises a Lua error when nothing is left
    void refill(lua_State* main, uint64_t steps);
    // For many short calls: from the next refill() on, instructions are counted, calls are not; a hook a call and
    // another a return would cost more than what they guard. How much a call copies is then looked at now and then.
    void count_calls(bool yes);

    bool spent() const { return end_ != end::none; }
    std::string why() const; // it is spent
    const spot& where() const { return where_; }
    const limits& limit() const { return limit_; }
    uint64_t used_steps() const { return taken_; }
    size_t used_bytes() const { return bytes_; }

private:
    enum class end { none, steps, memory, text };
    static void hook(lua_State*, lua_Debug*);
    static bool many_extra(lua_State*, lua_Debug*);
    void check_values(lua_State*, lua_Debug*);
    [[noreturn]] void stop(lua_State*);

    limits limit_;
    int mask_;
    uint64_t left_ = 0, taken_ = 0;
    // One instruction may compare or convert a long text, so a step costs more once there is one.
    uint64_t price_ = 1;
    size_t bytes_ = 0, refused_ = 0;
    end end_ = end::none;
    spot where_; // it was spent, or about where memory ran out
};

// The innermost Lua frame whose chunk name does not begin with `skip`; line 0 when there is none.
spot innermost(lua_State*, const char* skip);
} // namespace qiki::lua
