// SPDX-License-Identifier: MIT
// host/cli/run/keys.cpp - termios, and the signals that would leave it behind.
#include "host/cli/run/keys.hpp"
#include <atomic>
#include <cerrno>
#include <csignal>
#include <termios.h>
#include <unistd.h>

namespace qiki::cli {
namespace {
termios as_found{}; // as the terminal was; written before `changed` is ever set
std::atomic<bool> changed{false};

// They end or suspend the process where nobody cares for them.
constexpr int last_signals[] = {SIGHUP, SIGQUIT, SIGALRM, SIGPIPE, SIGXCPU, SIGXFSZ, SIGSYS, SIGTRAP, SIGTSTP};

// Puts the terminal back, then lets the signal do what it does. After a suspension the process goes on here; live()
// sets the mode again.
extern "C" void on_leaving(int signal) {
    const int before = errno;
    terminal_back();
    struct sigaction usual {
    }, mine{};
    usual.sa_handler = SIG_DFL;
    sigaction(signal, &usual, &mine);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, signal);
    raise(signal);
    pthread_sigmask(SIG_UNBLOCK, &one, nullptr); // it happens here
    sigaction(signal, &mine, nullptr);
    errno = before;
}

void attend(int signal) {
    struct sigaction now {
    }, act{};
    sigaction(signal, nullptr, &now);
    if (now.sa_handler != SIG_DFL) return; // ignored, as by nohup
    act.sa_handler = on_leaving;
    act.sa_flags = SA_RESTART;
    sigaction(signal, &act, nullptr);
}
} // namespace

void terminal_back() noexcept {
    if (!changed.exchange(false)) return;
    if (tcgetpgrp(STDIN_FILENO) == getpgrp()) tcsetattr(STDIN_FILENO, TCSANOW, &as_found);
}

keys::keys(bool wanted)
    : wanted_(wanted && isatty(STDIN_FILENO) && isatty(STDERR_FILENO) && tcgetattr(STDIN_FILENO, &as_found) == 0) {
    if (!wanted_) return;
    for (const int s : last_signals) attend(s);
}

keys::~keys() {
    terminal_back();
    for (const int s : last_signals) {
        struct sigaction now {};
        sigaction(s, nullptr, &now);
        if (now.sa_handler == on_leaving) std::signal(s, SIG_DFL);
    }
}

bool keys::live() {
    if (!wanted_ || tcgetpgrp(STDIN_FILENO) != getpgrp()) return false;
    if (!changed.exchange(true)) {
        termios quick = as_found;
        quick.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
        quick.c_cc[VMIN] = 0, quick.c_cc[VTIME] = 0;
        tcsetattr(STDIN_FILENO, TCSANOW, &quick);
    }
    return true;
}

std::string keys::read() {
    if (!live()) return {};
    char typed[64];
    const ssize_t n = ::read(STDIN_FILENO, typed, sizeof typed);
    return n > 0 ? std::string(typed, static_cast<size_t>(n)) : std::string();
}
} // namespace qiki::cli
