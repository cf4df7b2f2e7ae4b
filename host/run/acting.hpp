// SPDX-License-Identifier: MIT
// host/run/acting.hpp - whose code a thread runs, for whoever must name the culprit after a crash or of a hang.
#pragma once
#include "host/run/pool.hpp"
#include <atomic>
#include <cstdint>
#include <unistd.h>

namespace qiki::run {

struct actor {
    const char *instance, *plugin, *call; // instance nullptr: the host itself
    uint64_t tick;
};
inline thread_local actor acting{};
// The same of every thread of the pool, for a look from another one; nullptr: in no call.
inline std::atomic<const actor*> acting_on[257];

// From there on no thread but one that `closes` begins a call or comes back from one: it stands still instead.
inline std::atomic<bool> leaving{false};
inline thread_local bool closes = false;
inline void stand_still_when_left() {
    while (leaving.load(std::memory_order_acquire) && !closes) pause();
}

// While it lives, calls go to this instance. The texts outlive it.
class spotlight {
public:
    spotlight(const char* instance, const char* plugin, const char* call, uint64_t tick) {
        stand_still_when_left();
        acting = {instance, plugin, call, tick};
        acting_on[pool::worker()].store(&acting, std::memory_order_release);
    }
    ~spotlight() {
        stand_still_when_left(); // still named
        acting_on[pool::worker()].store(nullptr, std::memory_order_relaxed);
        acting = {};
    }
    spotlight(const spotlight&) = delete;
    spotlight& operator=(const spotlight&) = delete;
};
} // namespace qiki::run
