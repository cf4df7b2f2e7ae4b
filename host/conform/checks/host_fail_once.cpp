// SPDX-License-Identifier: MIT
// host/conform/checks/host_fail_once.cpp - one call of a service fails, whichever it is.
#include "host/conform/check.hpp"
#include "host/conform/drive/heap.hpp"
#include "host/conform/drive/life.hpp"
#include "host/conform/drive/open_files.hpp"
#include "host/conform/page.hpp"
#include "host/load/guard.hpp"
#include <algorithm>
#include <cstdio>
#include <cstring>

namespace qiki::conform {
namespace host_fail_once_parts {
constexpr uint64_t most_lives = 300;
constexpr int64_t least_leak = 16; // bytes: the smallest piece there is
constexpr uint64_t repeats = 100;

// A life in which the nth call of a service fails; 0: none. Gives how many calls there were.
uint64_t live(const subject& s, const configuration& c, uint64_t n) {
    solo::lone_host h(*s.about);
    giving("");
    solo::at_the_fall = [](const char* call) noexcept {
        char what[128];
        std::snprintf(what, sizeof what, "the host's %s fails", call);
        giving(what, "look at what a service gives before it is used, and at its status (rule err.6)");
    };
    h.fail_at(n);
    size_t deeds = 0, fell = 0; // fell: the deed, from 1, in which it failed
    const auto when = [&] {
        return std::string(", when ") + h.failed_call() + ", call " + std::to_string(n) + ", failed";
    };
    const auto stand = [&](const char* call, const std::function<void()>& does) {
        ++deeds;
        const load::aftermath left = load::watch(does);
        if (!fell && h.failed_call()) fell = deeds;
        if (!left.threw.empty() && !fell) throw deferred(std::string(call) + " threw " + left.threw, "err.boundary");
        if (!left.threw.empty())
            throw failed(std::string(call) + " threw " + left.threw + when() +
                         "; return a status (rules err.4, err.6)");
    };
    const std::vector<deed> all = lead({s, c, stand}, h);
    bool renewed = false; // by a reset after that
    for (size_t i = 0; i < all.size(); ++i) {
        const bool reset = std::strcmp(all[i].call, "reset()") == 0;
        if (all[i].status < 0 && !fell) falls_short(all[i].call, all[i].status, all[i].error);
        if (all[i].status < 0 && i + 1 > fell && (renewed || reset))
            throw failed(std::string(all[i].call) + " gave status " + std::to_string(all[i].status) + ", " +
                         all[i].error + when() +
                         " before: expected reset() to make the instance like new (rules life.2, err.6)");
        renewed |= reset && all[i].status >= 0 && i + 1 > fell;
    }
    if (const char* call = h.undeclared(); call && fell)
        throw failed(std::string(call) + " was called with a handle below 0" + when() +
                     ": expected no call for a metric that could not be declared; keep what declare() gives, and ask "
                     "whether it is at least 0 (rule err.6)");
    return h.calls();
}

int64_t growth(const std::function<void()>& does) {
    const auto before = static_cast<int64_t>(heap_watch::in_use());
    does();
    return static_cast<int64_t>(heap_watch::in_use()) - before;
}
// Each of so many times: the first ones may fill stores that are kept, and a store may move to a larger place twice.
bool leaks(const std::function<void()>& does, int64_t least) {
    constexpr int times = 8;
    for (int i = 0; i < times; ++i)
        if (growth(does) < least) return false;
    return true;
}

// Each of some lives in which nothing fails; and all that follow would fail for want of a descriptor.
void must_close_files(const subject& s, const configuration& c) {
    constexpr int times = 8;
    const int64_t before = open_files();
    for (int i = 0; i < times; ++i) live(s, c, 0);
    if (const int64_t left = open_files() - before; left >= times)
        throw deferred(std::to_string(times) + " lives in which nothing fails left " + std::to_string(left) +
                           " open files behind",
                       "mem.leak");
}

void run(subject& s) {
    const configuration c(*s.about, s.set);
    must_close_files(s, c);
    const uint64_t calls = live(s, c, 0), lives = std::min(calls, most_lives);
    const auto all = [&] {
        for (uint64_t i = 0; i < lives; ++i) live(s, c, 1 + i * calls / lives);
    };
    all();
    if (!heap_watch::refusal().empty() || !leaks(all, least_leak)) return;
    const auto often = [&](uint64_t n) {
        return [&s, &c, n] {
            for (uint64_t k = 0; k < repeats; ++k) live(s, c, n);
        };
    };
    constexpr int64_t sure = least_leak * repeats;
    if (leaks(often(0), sure)) throw deferred("leaks in a life in which nothing fails", "mem.leak");
    for (uint64_t i = 0; i < lives; ++i)
        if (const uint64_t n = 1 + i * calls / lives; leaks(often(n), sure))
            throw failed("a life in which call " + std::to_string(n) +
                         " of a service fails leaves memory behind: expected all of it given back; free what was taken "
                         "before the failure (rules own.6, err.6)");
}
} // namespace host_fail_once_parts
extern const check host_fail_once{
    .id = "host.fail-once",
    .level = 3,
    .from = needs::plugin,
    .rules = "err.6 err.4 own.6",
    .asserts =
        "whichever call of a service fails during a life (of more than 300, every so many): no crash, no exception, "
        "nothing left behind, no metric used that could not be declared, and reset() makes it like new",
    .varies = axis::services,
    .run = host_fail_once_parts::run};
} // namespace qiki::conform
