// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_cost.cpp - what more targets cost.
#include "host/bench/fit.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include <algorithm>
#include <cstdio>
#include <ctime>

namespace qiki::conform {
namespace tracker_cost_parts {
constexpr uint64_t warm = 3, measured = 3;
constexpr double patience =
    10e-3; // s for 1,000: whoever takes longer meets 4,000 at last, for 10,000 might take minutes

double processor_seconds() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// Of one look at so many targets, when all of them have tracks: the least of some.
double cost(const subject& s, uint64_t targets) {
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = targets;
    looks world(*s.about, w);
    double least = 1e9;
    for (uint64_t i = 0; i < warm + measured; ++i) {
        const moment m = world.put({world.next()});
        const double begin = processor_seconds();
        it.play(m);
        if (i >= warm) least = std::min(least, processor_seconds() - begin);
    }
    return least;
}

void run(subject& s) {
    std::vector<bench::cost_at_size> points;
    std::string text;
    for (uint64_t n : {100ul, 1000ul, 10'000ul}) {
        if (n > 1000 && points.back().cost > patience) n = 4000;
        points.push_back({static_cast<double>(n), std::max(cost(s, n), 1e-9)});
        char row[60];
        std::snprintf(row, sizeof row, "%s%.3g ms for %llu", text.empty() ? "" : ", ", 1e3 * points.back().cost,
                      static_cast<unsigned long long>(n));
        text += row;
    }
    const double growth = bench::growth(points).value_or(0);
    char power[40];
    std::snprintf(power, sizeof power, "%.2f", growth);
    text = "a look costs " + text + " targets: it grows with their number to the power of " + power;
    if (growth > 1.5) s.warn(text + "; above 1.5 a gate by place would help (rule tracker.cost)");
    else s.note(text);
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_TRACKER, {QIKI_REC_FRAME, QIKI_REC_CONTACT}, {QIKI_REC_TRACK});
}
} // namespace tracker_cost_parts
extern const check tracker_cost{.id = "tracker.cost",
                                .level = 4,
                                .from = needs::plugin,
                                .rules = "tracker.cost",
                                .asserts = "looks at 100, 1,000 and 10,000 targets (4,000, where 1,000 take over 10 "
                                           "ms) come to an end; says what they cost, and warns when that grows faster "
                                           "than the number of targets to the power of 1.5",
                                .varies = axis::count,
                                .run = tracker_cost_parts::run,
                                .spares = tracker_cost_parts::spares};
} // namespace qiki::conform
