// SPDX-License-Identifier: MIT
// host/cli/children.hpp - many `qiki ...` in processes of their own, several at a time.
#pragma once
#include "host/cli/test/child.hpp"
#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace qiki::cli {

struct task {
    std::vector<std::string> arguments;
    std::function<void(const child&)> ended; // may add tasks; they come before those that wait
};

// Awaits all, at most `at_a_time` of them together, each for `limit` seconds at most; says on a terminal how many are
// done. SIGINT, SIGTERM or SIGHUP ends it: the children are asked to close what they have recorded, and `ended` is
// called no more. Returns that signal, or 0.
int run_children(std::deque<task>, unsigned at_a_time, double limit);

// Given to a running run_children() by a task's `ended`.
void add_child(task);
} // namespace qiki::cli
