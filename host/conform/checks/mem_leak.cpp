// SPDX-License-Identifier: MIT
// host/conform/checks/mem_leak.cpp - what lives took is given back, and a long life needs no more than a short one.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/damage.hpp"
#include "host/conform/drive/heap.hpp"
#include "host/conform/drive/life.hpp"
#include "host/conform/drive/open_files.hpp"
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <malloc.h>
#include <unistd.h>
#include <vector>

namespace qiki::conform {
namespace mem_leak_parts {
constexpr int lives = 120, settling = 60;     // until stores that are kept are full
constexpr int beginnings = 16, stretches = 4; // of one life, so many in each stretch of it
constexpr uint64_t ticks = 3'000;
constexpr double most_a_tick = 8;  // bytes: a number a tick
constexpr int64_t most_files = 96; // that lives may leave open until it is a leak for sure: the limit is 256

int64_t used() { return static_cast<int64_t>(heap_watch::in_use()); }

int64_t mapped() { // bytes of the address space that the heap does not have: of mmap(), brk(), stacks, libraries
    std::ifstream numbers("/proc/self/statm");
    int64_t pages = 0;
    numbers >> pages;
    const auto heap = mallinfo2();
    return pages * sysconf(_SC_PAGESIZE) - static_cast<int64_t>(heap.arena + heap.hblkhd);
}

struct hold {
    int64_t (*now)();
    int64_t least; // of one life: the smallest piece there is
    size_t parts;  // of lives, each of which leaves some: threads keep memory of the heap for their next allocation
    const char *what, *remedy;
};
const hold holds[] = {
    {used, 16, 4, "bytes of the heap", "free"},
    {mapped, 4096, 2, "bytes of memory that is not of the heap", "munmap()"},
    {open_files, 1, 2, "open files", "close"},
};
using counts = std::array<int64_t, std::size(holds)>;

counts held() {
    counts n{};
    for (size_t i = 0; i < n.size(); ++i) n[i] = holds[i].now();
    return n;
}

// Before so many are gone that everything fails for want of one.
class files_watch {
public:
    void after(int led, const char* what) const {
        const int64_t more = open_files() - before_;
        if (more > most_files)
            throw failed(std::to_string(led) + " lives" + what + " left " + std::to_string(more) +
                         " open files behind: expected all given back; close in destroy() what is open, and in "
                         "configure() and reset() what they replace, on the ways out that fail too (rule own.6)");
    }

private:
    int64_t before_ = open_files();
};

void lead_some(const subject& s, const configuration& c, int n) {
    const files_watch files;
    for (int i = 0; i < n; ++i) {
        solo::lone_host h(*s.about);
        lead({s, c}, h);
        files.after(i + 1, "");
    }
}

// Lives in which configure() and load() refuse.
void lead_refused(const subject& s, const configuration& c, int n) {
    constexpr uint32_t faults = 20, cuts = 8;
    const files_watch files;
    for (int i = 0; i < n; ++i) {
        files.after(i, ", in which configure() and load() refuse,");
        actor it(s, c);
        for (uint32_t k = 0; k < faults; ++k) {
            const damaged bad(c, *s.about, s.seed, k);
            qiki_error e{-1, {}};
            calling("configure()", k, [&] { it.table().configure(it.self(), &bad.view(), &e); });
        }
        if (!s.about->state_schema) continue;
        it.configure(c);
        scene world(*s.about, s.seed);
        for (int k = 0; k < 3; ++k) it.play(world.next());
        const std::string own = it.save();
        for (uint32_t k = 0; k < cuts; ++k) it.load(own.substr(0, own.size() * k / cuts));
    }
}

// One instance that begins anew again and again, with a tick before each time: what it replaces is given back then.
template <class Again>
void begin_again(const subject& s, const configuration& c, const char* call, Again&& again) {
    actor it(s, c);
    const auto begin = [&](int n) {
        for (int i = 0; i < n; ++i) {
            scene world(*s.about, s.seed);
            for (int k = 0; k < 2; ++k)
                if (it.tick(world.next()).status < 0) return false; // said so
            if (again(it) < 0) return false;
            it.host().take_lines();
        }
        return true;
    };
    if (!begin(beginnings)) return;
    std::vector<counts> at = {held()};
    for (int k = 0; k < stretches; ++k) {
        if (!begin(beginnings)) return;
        at.push_back(held());
    }
    for (size_t i = std::size(holds);
         i-- > 0;) {       // a file that is left open says more than the memory that goes with it
        bool leaks = true; // a store that grew once is none
        for (size_t k = 1; k < at.size(); ++k) leaks = leaks && at[k][i] - at[k - 1][i] >= holds[i].least * beginnings;
        if (!leaks) continue;
        const int times = beginnings * stretches;
        const int64_t all = at.back()[i] - at.front()[i];
        throw failed("one instance, given two ticks and then " + std::string(call) + ", again and again, left " +
                     std::to_string(all) + " " + holds[i].what + " behind in " + std::to_string(times) + " times, " +
                     std::to_string(all / times) + " a time: expected all given back; " + holds[i].remedy + " in " +
                     call + " what it replaces (rule own.6)");
    }
}

void judge_lives(const subject& s, const configuration& c, const char* what, const char* remedy,
                 void (*lead_n)(const subject&, const configuration&, int), int warm, int n) {
    lead_n(s, c, warm);
    std::vector<counts> at = {held()};
    const auto leaks = [&](size_t i) { // a store that grew once is no leak
        for (size_t k = 1; k < at.size(); ++k)
            if (at[k][i] - at[k - 1][i] < holds[i].least * n / 2) return false;
        return true;
    };
    for (size_t i = 0; i < std::size(holds); ++i) {
        while (at.size() <= 2 || (leaks(i) && at.size() <= holds[i].parts)) lead_n(s, c, n / 2), at.push_back(held());
        if (!leaks(i)) continue;
        const int led = n / 2 * static_cast<int>(at.size() - 1);
        const int64_t all = at.back()[i] - at.front()[i];
        throw failed(std::to_string(led) + " lives" + what + " left " + std::to_string(all) + " " + holds[i].what +
                     " behind, " + std::to_string(all / led) + " a life: expected all given back; " + holds[i].remedy +
                     remedy + " (rule own.6)");
    }
}

// Growth in the second half of a long life, when what it keeps has long been seen.
void look_at_ticks(subject& s, const configuration& c) {
    actor it(s, c);
    scene world(*s.about, s.seed);
    for (uint64_t i = 0; i < ticks / 2; ++i) it.play(world.next());
    it.host().take_lines();
    const int64_t before = used();
    for (uint64_t i = ticks / 2; i < ticks; ++i) it.play(world.next());
    it.host().take_lines();
    const double a_tick = static_cast<double>(used() - before) / (static_cast<double>(ticks) / 2);
    char text[160];
    std::snprintf(text, sizeof text,
                  "in %d ticks of the same ten bodies its heap grew by %.0f bytes a tick (rule own.6)",
                  static_cast<int>(ticks), a_tick);
    if (a_tick > most_a_tick) s.warn(text);
}

void run(subject& s) {
    if (const std::string why = heap_watch::refusal(); !why.empty()) throw skipped(why);
    const configuration c(*s.about, s.set);
    judge_lives(s, c, "", " in destroy(), and in configure(), reset() and load() what they replace", lead_some,
                settling, lives);
    judge_lives(s, c, ", in each of which configure() was given 20 faults and load() 8 states cut short,",
                ", on the ways out that fail too", lead_refused, settling / 4, lives / 4);
    begin_again(s, c, "configure()", [&](actor& it) { return it.configure(c); });
    begin_again(s, c, "reset()", [](actor& it) { return it.reset(); });
    look_at_ticks(s, c);
}
} // namespace mem_leak_parts
extern const check mem_leak{.id = "mem.leak",
                            .level = 4,
                            .from = needs::plugin,
                            .rules = "own.6",
                            .asserts = "120 whole lives, and 30 in which configurations and states are refused, leave "
                                       "the heap, the mapped memory and the open files as they "
                                       "found them, and so does one instance that begins anew, by configure() and by "
                                       "reset(), after ticks, again and again; a warning when the heap "
                                       "grows in 3,000 ticks of the same bodies",
                            .varies = axis::configuration | axis::calls | axis::state,
                            .run = mem_leak_parts::run};
} // namespace qiki::conform
