// SPDX-License-Identifier: MIT
// host/scenario/sandbox.cpp - the state, its environments, protected calls, and errors with their place.
#include "host/scenario/sandbox.hpp"
#include "host/scenario/guard.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <locale.h>
#include <new>

namespace qiki::lua {
namespace {
const char base_key = 0, handler_key = 0, function_key = 0; // registry keys by address
constexpr size_t longest_message = 1024;
constexpr size_t longest_print = size_t{64} << 10;

// Numbers and character classes as in the "C" locale, whatever the process has set.
class c_locale {
public:
    c_locale() : before_(uselocale(c())) {}
    ~c_locale() { uselocale(before_); }
    c_locale(const c_locale&) = delete;
    c_locale& operator=(const c_locale&) = delete;

private:
    static locale_t c() {
        static const locale_t made = newlocale(LC_ALL_MASK, "C", nullptr);
        return made;
    }
    locale_t before_;
};

int never(lua_State*) { throw std::logic_error("a Lua error outside a protected call"); }

struct job {
    const std::function<void(lua_State*)>& work;
    std::exception_ptr thrown;
};

constexpr const char* library_names = "qiki.names"; // in the registry

int do_job(lua_State* L) {
    job& j = *static_cast<job*>(lua_touserdata(L, 1));
    lua_settop(L, 0);
    try {
        j.work(L);
    } catch (const std::exception&) { j.thrown = std::current_exception(); }
    return 0;
}

std::string cut(std::string_view text) {
    if (text.size() <= longest_message) return std::string(text);
    return std::string(text.substr(0, longest_message - 4)) + " ...";
}

// With the place of the mistake in front instead of the caller's.
[[noreturn]] void raise(lua_State* L, const std::string& chunk, int line, const std::string& text) {
    lua_pushfstring(L, "%s:%d: %s", chunk.c_str(), line, text.c_str());
    lua_error(L);
    std::abort(); // lua_error does not return
}

// A name that is nowhere is a mistake, not nil.
int unknown_global(lua_State* L) {
    if (lua_type(L, 2) != LUA_TSTRING) return luaL_error(L, "globals have names");
    const std::string name = lua_tostring(L, 2);
    std::vector<std::string> known;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
        if (lua_type(L, -2) == LUA_TSTRING) known.emplace_back(lua_tostring(L, -2));
    if (name == "q") return luaL_error(L, "q: unknown name; begin with: local q = require \"qiki\"");
    // What the library offered, and so what a script calls q.NAME.
    if (lua_getfield(L, LUA_REGISTRYINDEX, library_names) == LUA_TTABLE)
        for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
            if (lua_type(L, -2) != LUA_TSTRING) continue;
            const std::string word = lua_tostring(L, -2);
            if (word == name) return luaL_error(L, "%s: unknown name; write q.%s", word.c_str(), word.c_str());
            known.push_back("q." + word);
        }
    std::sort(known.begin(), known.end());
    std::string near = did_you_mean(name, known);
    if (near.empty()) near = did_you_mean("q." + name, known);
    return luaL_error(L, "%s: unknown name%s", name.c_str(), near.c_str());
}
} // namespace

int offer_names(lua_State* L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    lua_setfield(L, LUA_REGISTRYINDEX, library_names);
    return 0;
}

sandbox::sandbox(const limits& l) : allowance_(std::make_unique<allowance>(l)) {
    L_ = lua_newstate(allowance::allocate, allowance_.get());
    if (!L_) throw std::bad_alloc();
    lua_atpanic(L_, never);
    *static_cast<allowance**>(lua_getextraspace(L_)) = allowance_.get();
    lua_pushcfunction(L_, start);
    lua_pushlightuserdata(L_, this);
    if (lua_pcall(L_, 1, 0, 0) != LUA_OK) {
        lua_close(L_);
        throw std::runtime_error("the Lua state does not fit into its memory budget");
    }
    allowance_->guard(L_);
}

sandbox::~sandbox() { lua_close(L_); }

int sandbox::start(lua_State* L) {
    sandbox& self = *static_cast<sandbox*>(lua_touserdata(L, 1));
    open_base(L);
    open_string(L);
    lua_setfield(L, -2, "string");
    open_table(L);
    lua_setfield(L, -2, "table");
    open_math(L, &self.chance_);
    lua_setfield(L, -2, "math");
    open_coroutine(L);
    lua_setfield(L, -2, "coroutine");
    lua_pushlightuserdata(L, &self);
    lua_pushcclosure(L, guarded<print>, 1);
    lua_setfield(L, -2, "print");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &base_key);
    return 0;
}

int sandbox::print(lua_State* L) {
    sandbox& self = *static_cast<sandbox*>(lua_touserdata(L, lua_upvalueindex(1)));
    std::string line;
    for (int i = 1, n = lua_gettop(L); i <= n; ++i) {
        push_text(L, i);
        size_t size = 0;
        const char* const text = lua_tolstring(L, -1, &size);
        if (i > 1) line += '\t';
        line.append(text, size);
        lua_pop(L, 1);
    }
    allowance::of(L).charge(L, 20 + line.size() / 8);
    if (self.printed_bytes_ > longest_print) return 0;
    self.printed_bytes_ += line.size() + 1;
    self.printed_.push_back(self.printed_bytes_ > longest_print ? "(further output of print is cut)" : std::move(line));
    return 0;
}

void sandbox::offer(lua_State* L, const char* name) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &base_key);
    lua_insert(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

void sandbox::load(lua_State* L, std::string name, std::filesystem::path file, std::string text) {
    constexpr size_t room = LUA_IDSIZE - 1;
    if (name.size() > room) name = name.substr(name.size() - room);
    auto c = std::make_unique<chunk>();
    c->name = std::move(name);
    c->file = std::move(file);
    c->text = std::move(text);
    std::string_view code = c->text;
    if (code.starts_with("\xEF\xBB\xBF")) code.remove_prefix(3);
    if (code.starts_with('#')) code.remove_prefix(std::min(code.find('\n'), code.size())); // keeps the line number
    chunks_.push_back(std::move(c));
    chunk& kept = *chunks_.back();
    if (code.starts_with('\x1b')) raise(L, kept.name, 1, "this is compiled Lua; expected source text");
    kept.tokens = tokens(code);
    if (const complaint wrong = refused(kept.tokens); !wrong.text.empty()) raise(L, kept.name, wrong.line, wrong.text);
    allowance::of(L).charge(L, code.size() / 4);
    if (luaL_loadbufferx(L, code.data(), code.size(), ("@" + kept.name).c_str(), "t") != LUA_OK) lua_error(L);

    lua_newtable(L); // the environment: what is offered, by copy; strict about everything else
    lua_rawgetp(L, LUA_REGISTRYINDEX, &base_key);
    for (lua_pushnil(L); lua_next(L, -2);) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_settable(L, -5);
    }
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "_G");
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, guarded<unknown_global>);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_setupvalue(L, -2, 1);
}

const chunk* sandbox::find(std::string_view name) const {
    for (const auto& c : chunks_)
        if (c->name == name) return c.get();
    return nullptr;
}

spot sandbox::where(lua_State* L) const { return innermost(L, "qiki/"); }

int sandbox::on_error(lua_State* L) {
    auto& self = *static_cast<sandbox*>(lua_touserdata(L, lua_upvalueindex(1)));
    self.raised_ = self.where(L);
    return 1;
}

void sandbox::run(const std::function<void(lua_State*)>& work) {
    const c_locale c;
    raised_ = {};
    job j{work, nullptr};
    lua_settop(L_, 0);
    lua_pushlightuserdata(L_, this);
    lua_pushcclosure(L_, on_error, 1);
    lua_pushcfunction(L_, do_job);
    lua_pushlightuserdata(L_, &j);
    const int status = lua_pcall(L_, 1, 0, 1);
    if (status != LUA_OK || allowance_->spent()) fail(status); // a script whose coroutines were stopped may return
    lua_settop(L_, 0);
    if (j.thrown) std::rethrow_exception(j.thrown);
}

void sandbox::keep(lua_CFunction f, void* self) {
    run([&](lua_State* L) {
        lua_pushlightuserdata(L, this);
        lua_pushcclosure(L, on_error, 1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &handler_key);
        lua_pushlightuserdata(L, self);
        lua_pushcclosure(L, f, 1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &function_key);
    });
    lua_rawgetp(L_, LUA_REGISTRYINDEX, &handler_key); // neither can fail, so no protected call is needed
    lua_rawgetp(L_, LUA_REGISTRYINDEX, &function_key);
    allowance_->count_calls(false);
}

void sandbox::call(uint64_t steps) {
    const c_locale c;
    raised_ = {};
    allowance_->refill(L_, steps);
    lua_pushvalue(L_, 2);
    const int status = lua_pcall(L_, 0, 0, 1);
    if (status != LUA_OK || allowance_->spent()) fail(status);
}

void sandbox::fail(int status) {
    std::string raw;
    spot at = raised_;
    if (status == LUA_OK) raw = "";
    else if (lua_type(L_, -1) == LUA_TSTRING) {
        size_t size = 0;
        const char* const text = lua_tolstring(L_, -1, &size);
        raw.assign(text, size);
    } else raw = std::string("the script raised ") + luaL_typename(L_, -1) + " as its error; expected a text";
    lua_settop(L_, 0);
    std::string text = raw;
    if (allowance_->spent()) {
        text = allowance_->why();
        at = allowance_->where();
    } else {
        // "chunk:line: text": the message knows better than the stack when error(text, 2) or a coroutine was used.
        for (const auto& c : chunks_) {
            size_t digits = c->name.size() + 1;
            if (!raw.starts_with(c->name + ":")) continue;
            int line = 0;
            for (; digits < raw.size() && raw[digits] >= '0' && raw[digits] <= '9' && line < 100'000'000; ++digits)
                line = 10 * line + (raw[digits] - '0');
            if (line == 0 || raw.compare(digits, 2, ": ") != 0) continue;
            text = raw.substr(digits + 2);
            if (at.line == 0 || !c->name.starts_with("qiki/")) {
                std::memcpy(at.chunk, c->name.c_str(), c->name.size() + 1);
                at.line = line;
            }
            break;
        }
    }
    const chunk* const c = find(at.chunk);
    if (!c) at.line = 0; // memory ran out before any line was noted, or the frame is gone by a tail call
    const std::string file = c ? c->file.string() : chunks_.empty() ? "" : chunks_.front()->file.string();
    throw failure(file, at.line, cut(text), raw);
}
} // namespace qiki::lua
