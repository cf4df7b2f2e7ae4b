// SPDX-License-Identifier: MIT
// host/load/guard.hpp - the wall around every call into a plugin: what it may not change is put back and named.
#pragma once
#include <functional>
#include <string>

namespace qiki::load {

// What a plugin must leave as it found it: floating-point control (MXCSR, x87, rounding), signal mask and handlers,
// locale, working directory, umask.
class environment {
public:
    environment();                  // remembers
    std::string difference() const; // "" or "MXCSR: 0x1f80 became 0x9fc0" and the like; the first found
    void restore() const noexcept;

private:
    struct state;
    // Defined in guard.cpp; kept small enough to copy.
    alignas(8) unsigned char bytes_[4096 + 512];
};

// Runs `call` and says what was wrong with it: "" or "threw std::runtime_error: text", "changed the locale", ... . Full
// check: for loading, create, configure, reset, destroy.
std::string guarded(const std::function<void()>& call);

// The cheap part for every tick: floating-point control only (a few ns). True when unchanged; else restored and false.
struct float_control {
    unsigned mxcsr;
    unsigned short x87;
    static float_control now() noexcept;
    bool keep() const noexcept;
};
} // namespace qiki::load
