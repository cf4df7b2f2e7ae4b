// SPDX-License-Identifier: MIT
// host/cli/prove/bench_turn.hpp - a plugin's turn: who ends the process meanwhile is named, and who does not come back.
#pragma once
#include <cstdint>

namespace qiki::cli {

// While it lives, the plugin is in that call. The texts outlive it. After so many seconds it is named on standard
// error, and the process ends with exit_failed. One at a time, of one thread, while there is a crash_watch.
class bench_turn {
public:
    bench_turn(const char* plugin, const char* call, uint64_t tick, double seconds);
    ~bench_turn();
    bench_turn(const bench_turn&) = delete;
    bench_turn& operator=(const bench_turn&) = delete;
};
} // namespace qiki::cli
