// SPDX-License-Identifier: MIT
// host/conform/queueing.cpp - /proc/PID/schedstat: time on a processor, time in line for one (proc(5), both in ns).
#include "host/conform/queueing.hpp"
#include "host/conform/strays.hpp"
#include <fstream>
#include <string>

namespace qiki::conform {
std::chrono::nanoseconds queued(pid_t p) {
    std::ifstream in("/proc/" + std::to_string(p) + "/schedstat");
    int64_t ran = 0, waited = 0;
    in >> ran >> waited;
    std::chrono::nanoseconds all{in ? waited : 0};
    for (const pid_t child : children_of(p)) all += queued(child);
    return all;
}
} // namespace qiki::conform
