// SPDX-License-Identifier: MIT
// tests/unit/conform/queueing.cpp - what a process waits for a processor or a disk is told apart from what it sleeps.
#include "host/conform/queueing.hpp"
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {
// On the one processor that this process may use, the first it has.
class child {
public:
    explicit child(bool busy) {
        int ready[2];
        REQUIRE(pipe(ready) == 0);
        pid_ = fork();
        char done = 0;
        if (pid_ != 0) { // who is moved to another processor is held up until it is there
            REQUIRE(read(ready[0], &done, 1) == 1);
            close(ready[0]), close(ready[1]);
            return;
        }
        cpu_set_t may, one;
        CPU_ZERO(&one);
        sched_getaffinity(0, sizeof may, &may);
        int first = 0;
        while (!CPU_ISSET(first, &may)) ++first;
        CPU_SET(first, &one);
        sched_setaffinity(0, sizeof one, &one);
        if (write(ready[1], &done, 1) != 1) _exit(1);
        while (busy) getppid();
        for (;;) pause();
    }
    ~child() { kill(pid_, SIGKILL), waitpid(pid_, nullptr, 0); }
    child(const child&) = delete;
    std::chrono::nanoseconds queued() const { return qiki::conform::queued(pid_); }
    pid_t number() const { return pid_; }

private:
    pid_t pid_ = -1;
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

TEST_CASE("Who waits where no signal reaches him is held up, and who sleeps or is busy is not") {
    const pid_t waits = fork();
    if (waits == 0) {
        if (vfork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            for (;;) pause(); // until it ends its parent waits as one does for a disk
        }
        _exit(0);
    }
    while (!qiki::conform::is_held_up(waits)) usleep(1000); // counter-example: never ends if it is not told
    const child busy(true), sleeper(false);
    for (int i = 0; i < 20; ++i, usleep(1000)) {
        CHECK_FALSE(qiki::conform::is_held_up(busy.number()));
        CHECK_FALSE(qiki::conform::is_held_up(sleeper.number()));
    }
    CHECK_FALSE(qiki::conform::is_held_up(getpid()));
    kill(waits, SIGKILL);
    waitpid(waits, nullptr, 0);
    CHECK_FALSE(qiki::conform::is_held_up(waits));
}
