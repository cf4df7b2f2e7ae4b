// SPDX-License-Identifier: MIT
// host/conform/checks/perf_budget.cpp - what a record costs, and whether tiny numbers cost more.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include <algorithm>
#include <cstdio>
#include <ctime>

namespace qiki::conform {
namespace perf_budget_parts {
constexpr uint64_t warming = 100, ticks = 2000, block = 100;
constexpr int blocks = 7;
constexpr double slow = 2, too_slow = 10;       // times as much as for zeros
constexpr double tiny = 4e-320, small = 1e-290; // what writes numbers as text pays for their length, denormal or not

// Of this thread's processor, so that who else runs does not matter much.
double nanoseconds() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

// Places and rates, which may be 0 or anything near it in every record.
constexpr struct {
    uint32_t record;
    size_t at, count;
} numbers[] = {{QIKI_REC_TRUTH, offsetof(qiki_truth, pos), 6},
               {QIKI_REC_CONTACT, offsetof(qiki_contact, z), 3},
               {QIKI_REC_TRACK, offsetof(qiki_track, x), 6},
               {QIKI_REC_SAMPLE, offsetof(qiki_sample, v), 3}};

bool fill(moment& m, double with) {
    bool any = false;
    for (feed& f : m.in)
        for (const auto& n : numbers)
            for (uint64_t i = 0; n.record == f.record && i < f.now.count; ++i, any = true)
                std::fill_n(reinterpret_cast<double*>(f.at(i) + n.at), n.count, with);
    return any;
}

double a_block(const subject& s, const configuration& c, double with, bool& any) {
    actor it(s, c);
    scene world(*s.about, s.seed);
    std::vector<moment> all;
    for (uint64_t i = 0; i < block; ++i) {
        all.push_back(world.next());
        any = fill(all.back(), with);
    }
    const double before = nanoseconds();
    for (const moment& m : all) it.play(m);
    return (nanoseconds() - before) / static_cast<double>(block);
}

void compare_tiny_with_zero(subject& s, const configuration& c) {
    bool any = false;
    double zeros = 1e18, smalls = 1e18, tinies = 1e18; // the best of each, in turns
    for (int i = 0; i < blocks; ++i) {
        zeros = std::min(zeros, a_block(s, c, 0.0, any));
        smalls = std::min(smalls, a_block(s, c, small, any));
        tinies = std::min(tinies, a_block(s, c, tiny, any));
    }
    const double usual = std::max(zeros, smalls);
    if (!any || tinies < slow * usual) return;
    char text[240];
    std::snprintf(
        text, sizeof text,
        "a tick costs %.0f ns when places and rates are 4e-320, %.0f ns when they are 0 or 1e-290: expected at most %s "
        "times as much; treat what is too small to matter as 0 (rule tick.9)",
        tinies, usual, tinies < too_slow * usual ? "2" : "10");
    if (tinies < too_slow * usual) s.warn(text);
    else throw failed(text);
}

void measure(subject& s, const configuration& c) {
    actor it(s, c);
    scene world(*s.about, s.seed);
    std::vector<double> costs;
    for (uint64_t i = 0; i < warming + ticks; ++i) {
        const moment m = world.next();
        uint64_t records = 0;
        for (const feed& f : m.in) records += f.now.count;
        const double before = nanoseconds();
        const told t = it.play(m);
        const double spent = nanoseconds() - before;
        records += t.records();
        if (i >= warming) costs.push_back(spent / static_cast<double>(std::max<uint64_t>(records, 1)));
    }
    std::sort(costs.begin(), costs.end());
    char text[160];
    std::snprintf(text, sizeof text,
                  "processor time a record, read or written, in %d ticks: half below %.0f ns, 99 %% below %.0f ns, all "
                  "below %.0f ns",
                  static_cast<int>(ticks), costs[ticks / 2], costs[ticks * 99 / 100], costs.back());
    s.note(text);
}

void run(subject& s) {
    const configuration c(*s.about, s.set);
    measure(s, c);
    compare_tiny_with_zero(s, c);
}
} // namespace perf_budget_parts
extern const check perf_budget{
    .id = "perf.budget",
    .level = 5,
    .from = needs::plugin,
    .rules = "tick.9",
    .asserts =
        "says what a record costs (the relay of this host included); and a tick whose places and rates are too small "
        "for normal numbers costs at most ten times as much as one with zeros, a warning above twice",
    .varies = axis::records,
    .run = perf_budget_parts::run};
} // namespace qiki::conform
