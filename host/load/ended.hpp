// SPDX-License-Identifier: MIT
// host/load/ended.hpp - what poll() can wait on for a child to end.
#pragma once
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

namespace qiki::load {
// A descriptor that is readable once the child has ended, and closes at exec(); -1 where the kernel has none (before
// Linux 5.3). By its number: the header of glibc 2.36 gives pidfd_open() to C alone.
inline int watch_end(pid_t child) { return static_cast<int>(syscall(SYS_pidfd_open, child, 0)); }
} // namespace qiki::load
