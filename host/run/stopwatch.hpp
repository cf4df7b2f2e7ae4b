// SPDX-License-Identifier: MIT
// host/run/stopwatch.hpp - a clock cheap enough to read twice per instance and tick; only for costs, never for results.
#pragma once
#include <chrono>
#include <cstdint>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace qiki::run {

inline uint64_t cycles() {
#if defined(__x86_64__)
    return __rdtsc();
#else
    return static_cast<uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

// Knows how long a cycle is once some time has passed since it was made.
class stopwatch {
public:
    double wall_s() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
    uint64_t elapsed() const { return cycles() - first_; }
    double ns_per_cycle() const {
        const auto n = static_cast<double>(elapsed());
        return n > 0 ? wall_s() * 1e9 / n : 0;
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    uint64_t first_ = cycles();
};
} // namespace qiki::run
