// SPDX-License-Identifier: MIT
// host/conform/drive/snare.hpp - whoever asks the world for something while it is set ends the process, and is named.
#pragma once
#include <string>

namespace qiki::conform {

// Of the calling thread, for the rest of its life: a snare is not taken up again. Set, it catches
//   system calls that bring time, chance, files, messages or other facts of the machine (those of seccomp's list);
//   clock_gettime(), gettimeofday() and time() by the vDSO, whose page is forbidden;
//   the instructions rdtsc and rdtscp.
// The verdict is fail, with what was caught and where in `file`. Throws skipped when the system allows none of it.
void set_snare(const std::string& file);
// Likewise, but it catches who starts a thread or a process.
void set_thread_snare(const std::string& file);
} // namespace qiki::conform
