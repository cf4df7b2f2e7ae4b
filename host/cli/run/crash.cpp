// SPDX-License-Identifier: MIT
// host/cli/run/crash.cpp - handlers that only write and end: nothing else is safe by then.
#include "host/cli/run/crash.hpp"
#include "host/cli/run/keys.hpp"
#include "host/run/acting.hpp"
#include <algorithm>
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <unistd.h>

namespace qiki::cli {
namespace {
std::atomic<bool> armed{false}, leaving{false}; // leaving: the run is over, and its plugins are left
const char *whose = "run", *loss = left_incomplete;

void put(const char* text, size_t length) {
    if (write(STDERR_FILENO, text, length) < 0) return; // there is nobody left to tell
}
void put(const char* text) { put(text, std::strlen(text)); }
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

void put_verb() { put("\nqiki "), put(whose), put(": "); }

// Is that code of a file that the host loaded as a plugin? It names them by their descriptors (load::file).
bool of_plugin(const void* code) {
    Dl_info is{};
    return dladdr(code, &is) && is.dli_fname && std::strncmp(is.dli_fname, "/proc/self/fd/", 14) == 0;
}

// The line of /proc/self/maps about it ends with the file: it is written from there on, by way of one buffer.
void put_file_of(const void* code) {
    static char text[1 << 16];
    const int maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    size_t n = 0;
    for (ssize_t got; maps >= 0 && n < sizeof text && (got = read(maps, text + n, sizeof text - n)) > 0;)
        n += static_cast<size_t>(got);
    if (maps >= 0) close(maps);
    const auto where = reinterpret_cast<uintptr_t>(code);
    for (const char *line = text, *all = text + n; line < all;) {
        const char* end = std::find(line, all, '\n');
        uintptr_t from = 0, to = 0; // "7f00-7f10 r-xp ... /path"
        const auto dash = std::from_chars(line, end, from, 16);
        if (dash.ptr < end) std::from_chars(dash.ptr + 1, end, to, 16);
        if (const char* path = std::find(line, end, '/'); from <= where && where < to && path < end) {
            put(path, static_cast<size_t>(end - path));
            return;
        }
        line = end + 1;
    }
    put("a plugin");
}

void name_leaver(const char* what) {
    void* frames[48];
    const int n = backtrace(frames, 48);
    for (int i = 1; i < n; ++i) {
        if (!of_plugin(frames[i])) continue;
        put_verb();
        put_file_of(frames[i]);
        put(": ");
        put(what);
        put(" when the process ended (in deinit(), a static destructor or a function of atexit()): take that work out "
            "of it");
        put(loss == left_incomplete ? "; what this run was to write is complete (rule lang.7)\n" : " (rule lang.7)\n");
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

void name_culprit(const char* what) noexcept {
    const run::actor& who = run::acting;
    put_verb();
    if (!who.instance) put("the host itself "), put(what);
    else put(who, what);
    put("; "), put(loss), put("\n");
}

void name_callers(const char* lead, int signal, const char* tail) noexcept {
    put_verb(), put("ended ");
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

crash_watch::crash_watch(const char* verb, const char* tail) {
    whose = verb, loss = tail;
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
