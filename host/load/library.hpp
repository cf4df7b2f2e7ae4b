// SPDX-License-Identifier: MIT
// host/load/library.hpp - a plugin's file as running code: loaded, negotiated, initialised.
#pragma once
#include "host/load/contract.hpp"
#include "host/load/file.hpp"
#include <functional>
#include <memory>

namespace qiki::load {

// Not the file's fault, or not for ever: a missing dependency, an init() that says no. Worth another try next time.
struct unready : refused {
    using refused::refused;
};

// How far the opening of a library has come: what a crash is blamed on.
enum class step : char {
    load = 'l',
    entry = 'e',
    init = 'i',
    describe = 'd',
    create = 'c',
    destroy = 'x',
    leave = 'v'
};

class library {
public:
    // Runs the file's static constructors, checks its entry, calls init() and describe(). `at` hears of each step
    // before it is taken. Throws refused or unready. [control]
    library(const file&, const std::vector<found>& listed, const std::function<void(step)>& at);
    // deinit(); closed only when each of its plugins survives that (QIKI_CAP_UNLOADABLE), else kept for the process.
    ~library();
    library(const library&) = delete;
    library& operator=(const library&) = delete;

    const qiki_entry* entry() const { return entry_; }
    const std::vector<const qiki_descriptor*>& plugins() const { return plugins_; }
    // What it changed in the process while it was loaded; it has been put back.
    const std::vector<std::string>& warnings() const { return warnings_; }

private:
    void guard(const char* where, const std::function<void()>& call);
    struct code;
    std::unique_ptr<code> code_;
    const qiki_entry* entry_ = nullptr;
    bool initialised_ = false;
    std::vector<const qiki_descriptor*> plugins_;
    std::vector<std::string> warnings_;
};
} // namespace qiki::load
