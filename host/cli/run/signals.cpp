// SPDX-License-Identifier: MIT
// host/cli/run/signals.cpp - handlers that count, ring a bell, and end the process when they are asked twice.
#include "host/cli/run/signals.hpp"
#include "host/cli/run/crash.hpp"
#include "host/cli/run/keys.hpp"
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <semaphore.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace qiki::cli {
namespace {
std::atomic<bool> stop{false}, stood_still{false}, news{false};
std::atomic<int> last_signal{0};
std::atomic<unsigned> pauses{0}, steps{0};
int bell_fd = -1;
sem_t stop_bell;

void ring() {
    const int before = errno;
    const uint64_t one = 1;
    news = true;
    if (write(bell_fd, &one, sizeof one) < 0) errno = before; // it rings already
    errno = before;
}

extern "C" void on_stop(int signal) {
    last_signal = signal;
    if (stop.exchange(true)) { // the second one does not wait for the tick
        terminal_back();
        name_callers("at once by a second", signal, left_incomplete);
        _exit(128 + signal);
    }
    sem_post(&stop_bell);
    ring();
}

extern "C" void on_request(int signal) {
    if (signal == SIGUSR1) ++pauses;
    else if (signal == SIGUSR2) ++steps;
    else stood_still = true;
    ring();
}
} // namespace

void listen_to_signals() {
    if (bell_fd < 0) {
        bell_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        sem_init(&stop_bell, 0, 0);
    }
    struct sigaction act {};
    act.sa_flags = SA_RESTART;
    act.sa_handler = on_stop;
    for (const int s : {SIGINT, SIGTERM}) sigaction(s, &act, nullptr);
    struct sigaction before {};
    sigaction(SIGHUP, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(SIGHUP, &act, nullptr); // else nohup wants it to go on
    act.sa_handler = on_request;
    for (const int s : {SIGUSR1, SIGUSR2, SIGCONT}) sigaction(s, &act, nullptr);
}

const std::atomic<bool>& stop_asked() { return stop; }
int stop_signal() { return last_signal; }

void ask_to_stop() {
    last_signal = SIGINT;
    stop = true;
}

signalled take_signals() {
    if (!news.load(std::memory_order_relaxed) || !news.exchange(false)) return {};
    signalled s;
    s.pauses = pauses.exchange(0), s.steps = steps.exchange(0), s.stood_still = stood_still.exchange(false);
    return s;
}

deadline::deadline(int64_t seconds, std::function<void()> close) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); // handlers run on the other threads
    watch_ = std::thread([this, seconds, close = std::move(close)] {
        while (!over_ && !stop) sem_wait(&stop_bell);
        timespec end{};
        clock_gettime(CLOCK_MONOTONIC, &end);
        end.tv_sec += seconds;
        while (!over_)
            if (sem_clockwait(&stop_bell, CLOCK_MONOTONIC, &end) != 0 && errno == ETIMEDOUT) break;
        if (over_) return;
        terminal_back();
        name_callers("because a call went on for 10 s after", last_signal,
                     "the other instances are closed, what this one was to write is incomplete");
        close();
        _exit(128 + last_signal);
    });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

deadline::~deadline() {
    over_ = true;
    sem_post(&stop_bell);
    watch_.join();
}

int bell() { return bell_fd; }

void hush() {
    uint64_t n = 0;
    while (read(bell_fd, &n, sizeof n) > 0) {}
}
} // namespace qiki::cli
