// SPDX-License-Identifier: MIT
// host/conform/strays.hpp - processes that a plugin has started: how many there are, and the end of those that are
// left.
#pragma once
#include <cstddef>
#include <sys/types.h>
#include <vector>

namespace qiki::conform {
constexpr size_t most_processes = 256; // that a check's process may have started, at a time

std::vector<pid_t> children_of(pid_t); // of all its threads

// Before the first process: whoever leaves its group becomes ours when its parent dies.
void adopt_orphans();

// Ends our children and all that they have started, but for `known`, which run on, and while there are such, for who is
// in the group of a process that one of them has started.
void strays(const std::vector<pid_t>& known);
} // namespace qiki::conform
