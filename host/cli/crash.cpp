// SPDX-License-Identifier: MIT
// host/cli/crash.cpp - handlers that only write and end: nothing else is safe by then.
#include "host/cli/crash.hpp"
#include "host/cli/keys.hpp"
#include "host/run/acting.hpp"
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <execinfo.h>
#include <unistd.h>

namespace qiki::cli {
namespace {
std::atomic<bool> armed{false}, leaving{false}; // leaving: the run is over, and its plugins are left

void put(const char* text) {
    if (write(STDERR_FILENO, text, std::strlen(text)) < 0) return; // there is nobody left to tell
}
void put(uint64_t n) {
    char digits[24] = {};
    std::to_chars(digits, digits + sizeof digits - 1, n);
    put(digits);
}

void put(const run::actor& who, const char* what) {
    put("'");
    put(who.instance);
    put("' (");
    put(who.plugin);
    put(") ");
    put(what);
    put(" in ");
    put(who.call);
    if (who.tick) put(", tick "), put(who.tick);
}

void name_culprit(const char* what) {
    const run::actor& who = run::acting;
    put("\nqiki run: ");
    if (!who.instance) {
        put("the host itself ");
        put(what);
    } else put(who, what);
    put("; what this run was to write is incomplete\n");
}

// The innermost frame that is neither the program's nor of a library of the system.
void name_leaver(const char* what) {
    void* frames[48];
    const int n = backtrace(frames, 48);
    for (int i = 1; i < n; ++i) {
        Dl_info is{};
        if (!dladdr(frames[i], &is) || !is.dli_fname) continue;
        const char* slash = std::strrchr(is.dli_fname, '/');
        const char* name = slash ? slash + 1 : is.dli_fname;
        if (std::strncmp(name, "lib", 3) == 0 || std::strncmp(name, "ld-", 3) == 0 || !std::strstr(name, ".so"))
            continue;
        put("\nqiki run: ");
        put(is.dli_fname);
        put(": ");
        put(what);
        put(" when the process ended (in deinit(), a static destructor or a function of atexit()): take that work out "
            "of "
            "it; what this run was to write is complete (rule lang.7)\n");
        return;
    }
}

extern "C" void on_crash(int signal) {
    terminal_back();
    if (leaving.exchange(false)) name_leaver(signal == SIGABRT ? "aborted" : "crashed");
    if (armed.exchange(false))
        name_culprit(signal == SIGSEGV || signal == SIGBUS ? "touched memory that is not there"
                     : signal == SIGFPE                    ? "divided by zero or the like"
                     : signal == SIGILL                    ? "ran an instruction that is none"
                                                           : "aborted");
    std::signal(signal, SIG_DFL);
    raise(signal);
}

void on_exit() {
    terminal_back();
    if (!armed.exchange(false)) return;
    name_culprit("called exit()");
    _exit(1);
}

// A sanitizer has better handlers.
#ifdef QIKI_SANITIZED
constexpr int signals[] = {SIGABRT};
#else
constexpr int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
#endif
char stack[1 << 16]; // of the handler: the other one may be what overflowed
} // namespace

void name_callers(const char* lead, int signal, const char* tail) noexcept {
    put("\nqiki run: ended ");
    put(lead);
    put(signal == SIGINT ? " SIGINT" : signal == SIGHUP ? " SIGHUP" : " SIGTERM");
    bool any = false;
    for (const std::atomic<const run::actor*>& of_thread : run::acting_on) {
        const run::actor* const there = of_thread.load(std::memory_order_acquire);
        if (!there) continue;
        const run::actor who = *there;
        if (!who.instance || !who.plugin || !who.call) continue; // came back this moment
        put(any ? ", " : " while ");
        put(who, "was");
        any = true;
    }
    put(any ? "; " : "; no plugin was in a call; ");
    put(tail);
    put("\n");
}

crash_watch::crash_watch() {
    static const bool once = std::atexit(on_exit) == 0;
    armed = once, leaving = false;
    void* frame[1];
    backtrace(frame, 1); // loads its library now
    stack_t other{};
    other.ss_sp = stack, other.ss_size = sizeof stack;
    sigaltstack(&other, nullptr);
    struct sigaction act {};
    act.sa_handler = on_crash;
    act.sa_flags = SA_ONSTACK | SA_NODEFER;
    for (const int s : signals) sigaction(s, &act, nullptr);
}

crash_watch::~crash_watch() {
    armed = false, leaving = true; // the handlers stay: plugins are left after this
}
} // namespace qiki::cli
