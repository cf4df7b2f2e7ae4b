// SPDX-License-Identifier: MIT
// host/conform/strays.cpp - kill, reap, and look again: the children of who was killed are ours now.
#include "host/conform/strays.hpp"
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace qiki::conform {
namespace {
constexpr std::chrono::seconds longest_hunt{10}; // whoever forks faster than it is ended would hold us for ever

std::vector<pid_t> never_ours; // children that this program was begun with: those of a shell that became it

bool is_among(const std::vector<pid_t>& all, pid_t p) { return std::find(all.begin(), all.end(), p) != all.end(); }
} // namespace

// The whole list before one of them is reaped: it shifts then, and what had not been read yet would be left out.
std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> all;
    std::error_code gone;
    std::filesystem::directory_iterator task("/proc/" + std::to_string(parent) + "/task", gone);
    for (; !gone && task != std::filesystem::directory_iterator(); task.increment(gone)) {
        std::ifstream in(task->path() / "children");
        for (pid_t p = 0; in >> p;) all.push_back(p);
    }
    return all;
}

void adopt_orphans() {
    never_ours = children_of(getpid());
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

void strays(const std::vector<pid_t>& known) {
    const auto end = std::chrono::steady_clock::now() + longest_hunt;
    std::vector<pid_t> kept = known;
    kept.insert(kept.end(), never_ours.begin(), never_ours.end());
    for (bool any = true; any && std::chrono::steady_clock::now() < end;) {
        std::vector<pid_t> ours = children_of(getpid());
        ours.erase(std::remove_if(ours.begin(), ours.end(), [&](pid_t p) { return is_among(kept, p); }), ours.end());
        // A group whose first process lives and is no stray belongs to who still runs; so many are nobody's.
        const auto stays = [&](pid_t p) {
            const pid_t group = getpgid(p);
            return !known.empty() && ours.size() <= most_processes && group != getpgrp() && !is_among(ours, group) &&
                   kill(group, 0) == 0;
        };
        for (const pid_t p : ours) // all of them first: none is left to start another
            if (stays(p) || kill(p, SIGKILL) != 0) kept.push_back(p);
        any = false;
        for (const pid_t p : ours) {
            if (is_among(kept, p)) continue;
            while (waitpid(p, nullptr, 0) < 0 && errno == EINTR) {}
            any = true;
        }
    }
}
} // namespace qiki::conform
