// SPDX-License-Identifier: MIT
// host/conform/session.hpp - all checks of one file: who is in it, what is asked of whom, and the verdicts.
#pragma once
#include "host/conform/check.hpp"
#include "host/conform/launch.hpp"
#include <functional>

namespace qiki::conform {

struct asked {
    std::filesystem::path file;
    int level = 4;                    // and all below
    std::vector<std::string> only;    // ids of checks; then the level does not count
    std::vector<std::string> plugins; // ids; empty: all of the file
    std::map<std::string, std::string> set;
    uint64_t seed = 1;
    double seconds = 20; // a check
    unsigned jobs = 2;
    const std::atomic<int>* stop = nullptr; // the number of a signal that came, or 0
};

struct result {
    const check* what = nullptr;
    std::string plugin; // "" for checks of the file
    ending how;
    std::string repeat; // a command line that does it again
};

struct outcome {
    std::vector<result> results; // in the order of checks.def, plugin by plugin
    std::string unloadable;      // why nothing but level 1 could be asked
    bool any(verdict) const;
    size_t count(verdict) const;
    int exit_code() const; // 0 all passed, 1 a failure, 3 cannot be loaded, 4 nothing tested
};

// A parameter by hand that no plugin of the file has, or does not take: one line that says which and why.
struct wrong_setting : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Not a plugin at all: one line that says why.
struct no_plugin : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// `told` hears of each result as it comes. Throws no_plugin, wrong_setting, interrupted.
outcome conform(const asked&, const std::function<void(const result&)>& told);
} // namespace qiki::conform
