// SPDX-License-Identifier: MIT
// host/scenario/sandbox.hpp - one Lua state for scripts that are not trusted: bounded, reproducible, cut off from the
// machine.
#pragma once
#include "host/scenario/allowance.hpp"
#include "host/scenario/libraries.hpp"
#include "host/scenario/tokens.hpp"
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace qiki::lua {

// A script failed. `text` has no position in front; `raw` is Lua's own message.
struct failure : std::runtime_error {
    failure(std::string file_, int line_, const std::string& text, std::string raw_)
        : std::runtime_error(text), file(std::move(file_)), line(line_), raw(std::move(raw_)) {}
    std::string file;
    int line; // 0: not known
    std::string raw;
};

struct chunk {        // a loaded source
    std::string name; // as Lua's messages call it; library chunks begin with "qiki/"
    std::filesystem::path file;
    std::string text;
    std::vector<token> tokens;
};

// A function for the library: the keys of its argument are the names that scripts reach by q.NAME, for suggestions.
int offer_names(lua_State*);

// Neither copied nor moved; one thread at a time. What a script can do: compute, call what the host gave it, fail.
class sandbox {
public:
    explicit sandbox(const limits&);
    ~sandbox();
    sandbox(const sandbox&) = delete;
    sandbox& operator=(const sandbox&) = delete;

    // Runs `work` so that a Lua error in it, or a budget spent in it, ends as failure. Other exceptions pass through.
    // `work` may not leave anything on the stack. Not to be nested.
    void run(const std::function<void(lua_State*)>& work);

    // For one function that is called many times once everything is loaded: keep() it, with `self` as its upvalue 1,
    // then call() it with `steps` to spend each time. Failures as in run(), which is not to be used between the two.
    void keep(lua_CFunction, void* self);
    void call(uint64_t steps);

    // Inside run(): compiles source text and leaves its function, with an environment of its own, on the stack.
    void load(lua_State*, std::string name, std::filesystem::path file, std::string text);

    // Inside run(): makes the value on top of the stack a global of every chunk loaded from now on; pops it.
    void offer(lua_State*, const char* name);

    // The file and line of the innermost frame that is not the library's; line 0 when there is none.
    spot where(lua_State*) const;
    const chunk* find(std::string_view chunk_name) const;
    const std::vector<std::unique_ptr<chunk>>& chunks() const { return chunks_; }

    lua_State* state() { return L_; }
    allowance& budget() { return *allowance_; }
    chance& random() { return chance_; }
    std::vector<std::string>& printed() { return printed_; } // by print(), a line each; bounded

private:
    static int start(lua_State*);
    static int on_error(lua_State*);
    static int print(lua_State*);
    [[noreturn]] void fail(int status);

    std::unique_ptr<allowance> allowance_;
    lua_State* L_ = nullptr;
    chance chance_;
    spot raised_; // where the last error was raised
    std::vector<std::unique_ptr<chunk>> chunks_;
    std::vector<std::string> printed_;
    size_t printed_bytes_ = 0;
};
} // namespace qiki::lua
