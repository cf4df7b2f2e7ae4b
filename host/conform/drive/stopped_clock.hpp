// SPDX-License-Identifier: MIT
// host/conform/drive/stopped_clock.hpp - a library reads a clock that stands still, at a time of our choice.
#pragma once
#include <ctime>

namespace qiki::conform {

// While it lives: time(), clock_gettime(), gettimeofday(), timespec_get() and the clocks of std::chrono, as the library
// that has `code` calls them, tell this time, and gethostname() a name that goes with it. Nobody else's. One at a
// time.
class stopped_clock {
public:
    stopped_clock(const void* code, timespec);
    ~stopped_clock();
    stopped_clock(const stopped_clock&) = delete;
    stopped_clock& operator=(const stopped_clock&) = delete;

private:
    const void* code_;
};
} // namespace qiki::conform
