// SPDX-License-Identifier: MIT
// host/cli/test/child.hpp - one `qiki ...` in a process of its own: what it printed, how it ended.
#pragma once
#include <chrono>
#include <string>
#include <sys/types.h>
#include <vector>

struct pollfd;

namespace qiki::cli {

class child {
public:
    // Starts this very program with these arguments: a process group of its own, nothing to read, no core files; it
    // does not outlive us. Throws std::runtime_error.
    child(const std::vector<std::string>& arguments, std::chrono::duration<double> limit);
    ~child(); // it and what it started is gone
    child(const child&) = delete;
    child& operator=(const child&) = delete;

    void listen(std::vector<pollfd>&) const; // adds what to wait for
    // Takes what it printed, asks it to end when its time is over (SIGTERM, a second later once more, so that it names
    // a plugin that hangs, then SIGKILL), and says whether it is gone. Does not wait.
    bool look();
    void ask_to_end();

    // Once it is gone.
    int status = 0; // as of waitpid
    bool late = false;
    double seconds = 0, seconds_allowed;
    std::string out, err; // the first 64 MiB; the last 16 KiB

private:
    void drain();
    using clock = std::chrono::steady_clock;
    clock::time_point start_, limit_, kill_;
    bool pressed_ = false; // asked twice
    pid_t pid_ = -1;
    int out_ = -1, err_ = -1;
};
} // namespace qiki::cli
