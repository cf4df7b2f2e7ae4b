// SPDX-License-Identifier: MIT
// tests/unit/conform/queueing.cpp - what a process waits for a processor is told apart from what it sleeps.
#include "host/conform/queueing.hpp"
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {
// On the one processor that this process may use, the first it has.
class child {
public:
    explicit child(bool busy) : pid_(fork()) {
        if (pid_ != 0) return;
        cpu_set_t may, one;
        CPU_ZERO(&one);
        sched_getaffinity(0, sizeof may, &may);
        int first = 0;
        while (!CPU_ISSET(first, &may)) ++first;
        CPU_SET(first, &one);
        sched_setaffinity(0, sizeof one, &one);
        while (busy) getppid();
        for (;;) pause();
    }
    ~child() { kill(pid_, SIGKILL), waitpid(pid_, nullptr, 0); }
    child(const child&) = delete;
    std::chrono::nanoseconds queued() const { return qiki::conform::queued(pid_); }

private:
    pid_t pid_;
};
} // namespace

TEST_CASE("Two who are busy on one processor wait for each other, and who sleeps beside them does not") {
    if (!std::ifstream("/proc/self/schedstat")) {
        WARN("skipped: this system does not tell how long a process waits for a processor");
        return;
    }
    const child one(true), other(true), sleeper(false);
    constexpr std::chrono::milliseconds enough(20);
    while (one.queued() < enough || other.queued() < enough)
        usleep(1000); // counter-example: never ends if it is not told
    CHECK(sleeper.queued() < one.queued());
    const auto both = one.queued() + other.queued();
    CHECK(qiki::conform::queued(getpid()) >= both); // with its children's
}
