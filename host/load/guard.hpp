// SPDX-License-Identifier: MIT
// host/load/guard.hpp - the wall around every call into a plugin: what it may not change is put back and named.
#pragma once
#include <functional>
#include <memory>
#include <string>

namespace qiki::load {

// What a plugin must leave as it found it: floating-point control (MXCSR, x87, rounding), signal mask and handlers,
// locale, working directory, umask, environment variables. Of the calling thread and its process; some microseconds.
class environment {
public:
    environment();                  // remembers
    std::string difference() const; // "" or "MXCSR: 0x1f80 became 0x9fc0" and the like; the first found
    void restore() const noexcept;

private:
    struct state;
    std::shared_ptr<const state> then_;
};

// What came out of a call besides its result; both empty when all is well.
struct aftermath {
    std::string threw;   // "std::runtime_error: text"
    std::string changed; // as environment::difference(); it has been put back
};
aftermath watch(const std::function<void()>& call);

// Runs `call` and says what was wrong with it: "" or "threw std::runtime_error: text", "changed the locale: ...". Full
// check: for loading, create, configure, reset, destroy.
std::string guarded(const std::function<void()>& call);

// The cheap part for every tick: floating-point control only (a few ns). True when unchanged; else restored and false.
// The sticky exception flags of MXCSR are results of arithmetic, not control, and are left alone.
struct float_control {
    unsigned mxcsr;
    unsigned short x87;
    static float_control now() noexcept;
    bool keep() const noexcept;
};
} // namespace qiki::load
