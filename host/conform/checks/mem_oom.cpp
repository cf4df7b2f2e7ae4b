// SPDX-License-Identifier: MIT
// host/conform/checks/mem_oom.cpp - one allocation fails, whichever it is.
#include "host/conform/check.hpp"
#include "host/conform/drive/heap.hpp"
#include "host/conform/drive/life.hpp"
#include "host/conform/elf.hpp"
#include "host/conform/page.hpp"
#include "host/load/guard.hpp"
#include <algorithm>
#include <cstring>
#include <optional>

namespace qiki::conform {
namespace mem_oom_parts {
constexpr uint64_t most_a_call = 60; // of the allocations of one call, every so many

// Whether it may open a file, which fails for want of memory, too: by what it calls, or by libraries that may do
// anything. To write one needs no capability.
bool opens_files(const subject& s) {
    if (s.about->caps & QIKI_CAP_WORLD_IO) return true;
    const anatomy::dynamic links = read_elf(load::file(s.path)).links;
    constexpr std::string_view of_the_language[] = {"libc.so.",     "libm.so.",     "libstdc++.so.",
                                                    "libgcc_s.so.", "libsleef.so.", "ld-linux-"};
    for (const std::string& n : links.needed)
        if (std::none_of(std::begin(of_the_language), std::end(of_the_language),
                         [&](std::string_view known) { return n.starts_with(known); }))
            return true;
    constexpr std::string_view openers[] = {"open",    "creat", "fstream", "filebuf", "filesystem",
                                            "mkstemp", "tmp",   "syscall", "socket",  "dlsym"};
    for (const anatomy::symbol& y : links.symbols)
        for (const std::string_view o : openers)
            if (y.imported && y.name.find(o) != std::string::npos) return true;
    return false;
}

// A life in which the nth allocation of its kth call fails; k = 0: none. Gives how many each call made.
struct outcome_of_life {
    std::vector<deed> deeds;
    std::vector<uint64_t> taken;
    bool came = false;
    std::string threw;
};
outcome_of_life live(const subject& s, const configuration& c, size_t k, uint64_t n) {
    outcome_of_life o;
    solo::lone_host h(*s.about);
    const auto stand = [&](const char*, const std::function<void()>& does) {
        const bool this_one = o.taken.size() + 1 == k;
        const heap_watch::at what = this_one ? heap_watch::at::fail : heap_watch::at::count;
        load::aftermath left;
        uint64_t taken = 0;
        bool came = false;
        const load::environment before;
        giving(this_one ? "allocation " + std::to_string(n) + " in it fails" : "",
               "look at what malloc() gives before it is used (rule err.6)");
        {
            const heap_watch w(what, this_one ? n : 0);
            try {
                does();
            } catch (const std::bad_alloc&) { left.threw = "std::bad_alloc"; } catch (...) {
                left.threw = "an exception";
            }
            taken = w.taken(), came = w.came();
        }
        before.restore();
        o.taken.push_back(taken);
        o.came |= came;
        if (!left.threw.empty()) o.threw = left.threw;
    };
    o.deeds = lead({s, c, stand}, h);
    return o;
}

void judge(const outcome_of_life& o, const outcome_of_life& usual, size_t k, uint64_t n, bool pure, bool files) {
    const deed& d = o.deeds[k - 1];
    const std::string when =
        " when allocation " + std::to_string(n) + " of " + std::to_string(usual.taken[k - 1]) + " in it failed";
    if (!o.threw.empty())
        throw failed(std::string(d.call) + " threw " + o.threw + when + "; return QIKI_E_MEMORY (rules err.4, err.6)");
    if (d.status < 0 && d.status != QIKI_E_MEMORY && !(files && d.status == QIKI_E_IO))
        throw failed(std::string(d.call) + " gave status " + std::to_string(d.status) + ", " + d.error + when +
                     ": expected QIKI_E_MEMORY, or success without it (rule err.6)");
    if (d.status >= 0 && pure && d.bytes != usual.deeds[k - 1].bytes)
        throw failed(std::string(d.call) + " gave status " + std::to_string(d.status) + " and other bytes" + when +
                     ": expected the same, or QIKI_E_MEMORY (rules err.6, det.1)");
    bool renewed = false;
    for (size_t i = k; i < o.deeds.size(); ++i) {
        const bool reset = std::strcmp(o.deeds[i].call, "reset()") == 0;
        if (o.deeds[i].status < 0 && (reset || renewed))
            throw failed(std::string(o.deeds[i].call) + " gave status " + std::to_string(o.deeds[i].status) + ", " +
                         o.deeds[i].error + ", after " + d.call +
                         " had failed for want of memory: expected reset() to " +
                         "make the instance like new (rule life.2)");
        renewed |= reset;
    }
}

void run(subject& s) {
    if (const std::string why = heap_watch::refusal(); !why.empty()) throw skipped(why);
    const configuration c(*s.about, s.set);
    live(s, c, 0, 0); // what is taken once in a process
    const outcome_of_life usual = live(s, c, 0, 0);
    if (!usual.threw.empty()) throw deferred("a call threw", "err.boundary");
    for (const deed& d : usual.deeds)
        if (d.status < 0) falls_short(d.call, d.status, d.error);
    const outcome_of_life again = live(s, c, 0, 0);
    const bool files = opens_files(s);
    bool pure = impure(*s.about).empty();
    for (size_t i = 0; i < usual.deeds.size(); ++i) pure &= again.deeds[i].bytes == usual.deeds[i].bytes;
    for (size_t k = 1; k <= usual.taken.size(); ++k) {
        const uint64_t all = usual.taken[k - 1], tried = std::min(all, most_a_call);
        for (uint64_t i = 0; i < tried; ++i) {
            const uint64_t n = 1 + i * all / tried;
            const outcome_of_life o = live(s, c, k, n);
            if (o.came && o.deeds.size() >= k) judge(o, usual, k, n, pure, files);
        }
    }
}
} // namespace mem_oom_parts
extern const check mem_oom{
    .id = "mem.oom",
    .level = 3,
    .from = needs::plugin,
    .rules = "err.6 err.4 life.2",
    .asserts =
        "whichever allocation of a whole life fails (of more than 60 in a call, every so many): that call gives "
        "QIKI_E_MEMORY (of who opens files: or QIKI_E_IO) or does without, and reset() makes the instance like new; "
        "not asked are mmap() and what a service of the host takes",
    .varies = axis::allocation,
    .run = mem_oom_parts::run};
} // namespace qiki::conform
