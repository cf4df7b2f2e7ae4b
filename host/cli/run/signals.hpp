// SPDX-License-Identifier: MIT
// host/cli/run/signals.hpp - what signals ask of a run: to end, and by when, to pause and continue, to take one step.
#pragma once
#include <atomic>
#include <csignal>
#include <cstdint>
#include <functional>
#include <thread>

namespace qiki::cli {

// From here to the end of the process. SIGINT, SIGTERM and SIGHUP (unless it was ignored) ask the run to end; the
// second of them ends the process at once, with 128 + its number, and names who was in a call. SIGUSR1 asks to pause or
// continue, SIGUSR2 for a step, SIGCONT says that the process stood still.
void listen_to_signals();

const std::atomic<bool>& stop_asked();
int stop_signal();  // the latest that asked; 0: none
void ask_to_stop(); // as the first SIGINT does

// While it lives: `seconds` after the first signal that asks to stop, says who is in a call, calls `close` on a thread
// of its own and ends the process, with 128 + the signal's number. After listen_to_signals(); one at a time.
class deadline {
public:
    static constexpr int64_t usual = 10;
    deadline(int64_t seconds, std::function<void()> close);
    ~deadline();
    deadline(const deadline&) = delete;
    deadline& operator=(const deadline&) = delete;

private:
    std::atomic<bool> over_{false};
    std::thread watch_;
};

struct signalled {
    unsigned pauses = 0, steps = 0;
    bool stood_still = false;
    bool any() const { return pauses || steps || stood_still; }
};
signalled take_signals(); // what came since the last call

int bell(); // readable from a signal on, until hush()
void hush();
} // namespace qiki::cli
