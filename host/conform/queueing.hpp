// SPDX-License-Identifier: MIT
// host/conform/queueing.hpp - how long a process stood in line for a processor: that is the machine's time, not its
// own, and no hang.
#pragma once
#include <chrono>

using pid_t = int;

namespace qiki::conform {
// Of its first thread and, while they live, those of its children; 0 where the system does not tell.
std::chrono::nanoseconds queued(pid_t);
} // namespace qiki::conform
