// SPDX-License-Identifier: MIT
// host/policy/machine.hpp - the policy of one agent at work: facts in, decisions out, every tick the same for the same
// facts.
#pragma once
#include "host/scenario/scenario.hpp"
#include "qiki/plugin.h"
#include "qiki/services/policy.h"
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace qiki::policy {

struct ears {                                         // of whoever runs it
    std::function<uint32_t(std::string_view)> intern; // the id of a text; asked while the policy is loaded
    std::function<void(const std::string&)> warn;     // "file:line: text"; while it is loaded
};

// What a policy may spend.
struct allowances {
    uint64_t load_steps = 5'000'000, call_steps = 20'000;
    size_t bytes = size_t{1} << 20;
};

struct threshold { // of a guard, as its parameters are now
    uint32_t fact;
    std::string guard;
    double low, high; // infinite: none
};

// One thread at a time; its Lua state is its own, so that no agent sees another and threads share nothing.
class machine {
public:
    // Loads and checks. Throws scenario::error. `chance`: key of math.random.
    machine(const scenario::policy_use&, const qiki_descriptor&, uint64_t chance, const ears&, const allowances& = {});
    ~machine();
    machine(const machine&) = delete;
    machine& operator=(const machine&) = delete;

    // As in services/policy.h; a negative result names the reason in failure().
    int32_t judge(qiki_ns t, uint64_t subject, const double* fact, const uint64_t* known, uint32_t n);
    int32_t decide(qiki_ns t, const double* fact, const uint64_t* known, uint32_t n, qiki_decision* out,
                   uint32_t capacity);
    uint32_t state() const;
    std::vector<std::string> states() const; // all names, in the order of the file
    uint32_t state_row() const;              // the present one's
    std::vector<threshold> thresholds() const;
    std::vector<std::string> guards() const; // ids, in the order of the file
    const std::string& failure() const;      // "file:line: text"; "" while it is sound

    void reset(); // as just loaded
    std::vector<std::byte>
    save() const; // throws std::runtime_error when the policy kept something where nobody can save it
    std::string restore(const void* bytes, size_t size); // "" or why not; then nothing has changed

    size_t used_bytes() const;          // of the Lua state
    std::vector<std::string> printed(); // by print() since the last time

private:
    class inside;
    std::unique_ptr<inside> in_;
};
} // namespace qiki::policy
