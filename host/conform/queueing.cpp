// SPDX-License-Identifier: MIT
// host/conform/queueing.cpp - /proc/PID/task/TID/schedstat: time on a processor, time in line for one (both in ns);
// /proc/PID/stat: its state, behind its name in brackets, which may hold brackets too (proc(5)).
#include "host/conform/queueing.hpp"
#include "host/conform/strays.hpp"
#include <filesystem>
#include <fstream>
#include <string>

namespace qiki::conform {
namespace {
int64_t waited_in(const std::filesystem::path& schedstat) {
    std::ifstream in(schedstat);
    int64_t ran = 0, waited = 0;
    in >> ran >> waited;
    return in ? waited : 0;
}
} // namespace

std::chrono::nanoseconds queued(pid_t p) {
    std::error_code gone;
    std::filesystem::directory_iterator thread("/proc/" + std::to_string(p) + "/task", gone);
    std::chrono::nanoseconds all{0};
    for (; !gone && thread != std::filesystem::directory_iterator(); thread.increment(gone))
        all += std::chrono::nanoseconds(waited_in(thread->path() / "schedstat"));
    for (const pid_t child : children_of(p)) all += queued(child);
    return all;
}

bool is_held_up(pid_t p) {
    std::ifstream in("/proc/" + std::to_string(p) + "/stat");
    std::string line;
    std::getline(in, line);
    const size_t name_ends = line.rfind(") ");
    return name_ends != std::string::npos && line.compare(name_ends + 2, 2, "D ") == 0;
}
} // namespace qiki::conform
