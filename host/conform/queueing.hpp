// SPDX-License-Identifier: MIT
// host/conform/queueing.hpp - how long a process stood in line for a processor or a disk: that is the machine's time,
// not its own, and no hang.
#pragma once
#include <chrono>

using pid_t = int;

namespace qiki::conform {
// Of its threads and, while they live, those of its children; 0 where the system does not tell.
std::chrono::nanoseconds queued(pid_t);

// Its first thread waits now where not even a signal reaches it, as who truncates a file does for as long as the disk
// writes that (state D of proc(5)); or whoever it started by vfork() holds it up. How long, nothing tells: look often.
bool is_held_up(pid_t);
} // namespace qiki::conform
