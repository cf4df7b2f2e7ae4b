// SPDX-License-Identifier: MIT
// host/cli/prove/bench_turn.cpp - a timer of the system: a call that hangs looks at no clock.
#include "host/cli/prove/bench_turn.hpp"
#include "host/cli/run/crash.hpp"
#include "host/cli/words/exit_codes.hpp"
#include "host/run/acting.hpp"
#include <algorithm>
#include <csignal>
#include <sys/time.h>
#include <unistd.h>

namespace qiki::cli {
namespace {
extern "C" void on_end_of_turn(int) {
    name_culprit("did not come back in the time it has (--timeout)");
    _exit(exit_failed);
}

void wake_after(double seconds) { // 0: not at all
    const auto whole = static_cast<time_t>(seconds);
    const auto rest = static_cast<suseconds_t>((seconds - static_cast<double>(whole)) * 1e6);
    const itimerval in{{0, 0}, {whole, seconds > 0 && whole == 0 ? std::max(rest, suseconds_t{1}) : rest}};
    setitimer(ITIMER_REAL, &in, nullptr);
}
} // namespace

bench_turn::bench_turn(const char* plugin, const char* call, uint64_t tick, double seconds) {
    run::acting = {"bench", plugin, call, tick};
    std::signal(SIGALRM, on_end_of_turn);
    wake_after(seconds);
}

bench_turn::~bench_turn() {
    wake_after(0);
    run::acting = {};
}
} // namespace qiki::cli
