// SPDX-License-Identifier: MIT
// host/conform/checks/thread_none.cpp - a plugin starts no thread and no process; a bridge ends those that it starts.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/life.hpp"
#include "host/conform/drive/snare.hpp"
#include "host/conform/page.hpp"
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string_view>
#include <thread>

namespace qiki::conform {
namespace thread_none_parts {
constexpr uint64_t ticks = 200;

std::ptrdiff_t tasks() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
}
// A thread that was joined may be listed a moment longer.
std::ptrdiff_t tasks_at_rest(std::ptrdiff_t wanted) {
    std::ptrdiff_t n = tasks();
    for (int i = 0; n > wanted && i < 100; ++i, n = tasks()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return n;
}

void run(subject& s) {
#ifdef QIKI_SANITIZED
    throw skipped("a sanitizer's own threads cannot be told from those of the plugin");
#endif
    const configuration c(*s.about, s.set);
    const bool bridge = std::string_view(s.about->kind) == QIKI_KIND_BRIDGE;
    std::vector<deed> all;
    std::ptrdiff_t left = 0;
    {
        solo::lone_host h(*s.about);
        const std::ptrdiff_t before = tasks();
        if (!bridge) {
            set_thread_snare(s.path.native());
            giving("it starts a thread or a process", // libc blocks all signals then, so this is what is seen
                   "start none: qiki.pool/1 is there for parallel work, and bridges may (rule thread.4)", SIGSYS);
        }
        life l{s, c};
        l.ticks = ticks;
        all = lead(l, h);
        left = tasks_at_rest(before) - before;
    }
    for (const deed& d : all)
        if (d.status < 0) falls_short(d.call, d.status, d.error);
    if (left > 0)
        throw failed("a life leaves " + std::to_string(left) + (left == 1 ? " thread" : " threads") +
                     " behind: expected none after destroy(); end and join them there (rule thread.4)");
}
} // namespace thread_none_parts
extern const check thread_none{
    .id = "thread.none",
    .level = 3,
    .from = needs::plugin,
    .rules = "thread.4",
    .asserts = "a life of 200 ticks starts no thread and no process; a bridge may, and has ended all of them when "
               "destroy() returns: the host's pool is there for work",
    .run = thread_none_parts::run};
} // namespace qiki::conform
