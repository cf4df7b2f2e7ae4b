// SPDX-License-Identifier: MIT
// host/run/acting.hpp - whose code this thread runs, for whoever must name the culprit after a crash.
#pragma once
#include <cstdint>

namespace qiki::run {

struct actor {
    const char *instance, *plugin, *call; // instance nullptr: the host itself
    uint64_t tick;
};
inline thread_local actor acting{};

// While it lives, calls go to this instance. The texts outlive it.
class spotlight {
public:
    spotlight(const char* instance, const char* plugin, const char* call, uint64_t tick) {
        acting = {instance, plugin, call, tick};
    }
    ~spotlight() { acting = {}; }
    spotlight(const spotlight&) = delete;
    spotlight& operator=(const spotlight&) = delete;
};
} // namespace qiki::run
