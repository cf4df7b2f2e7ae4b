// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_cost.cpp - what more targets cost.
#include "host/bench/fit.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/conform/page.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace qiki::conform {
namespace tracker_cost_parts {
constexpr uint64_t warm = 3, measured = 3;
constexpr double patience = 1.5; // s of the processor for a number of targets

double processor_seconds() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

struct expense {
    double look, all; // s: of one look when all targets have tracks, the least of some; and of all the looks that were
};
expense cost(const subject& s, uint64_t targets) {
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = targets;
    looks world(*s.about, w);
    expense sum{1e9, 0};
    for (uint64_t i = 0; i < warm + measured; ++i) {
        const moment m = world.put({world.next()});
        const double begin = processor_seconds();
        it.play(m);
        const double took = processor_seconds() - begin;
        sum.all += took;
        if (i >= warm) sum.look = std::min(sum.look, took);
    }
    return sum;
}

// So many, or as many as there is patience for, going by what fewer took: of a growth that is not known by the cube,
// else somewhat above what was found.
uint64_t fitting(uint64_t wanted, uint64_t fewer, double took, std::optional<double> growth) {
    const double power = growth ? std::max(*growth, 1.0) + 0.3 : 3;
    const double most = static_cast<double>(fewer) * std::pow(patience / std::max(took, 1e-9), 1 / power);
    return most < static_cast<double>(wanted) ? static_cast<uint64_t>(most) / 100 * 100 : wanted;
}

void run(subject& s) {
    std::vector<bench::cost_at_size> points;
    char power[40];
    std::string text;
    uint64_t fewer = 0;
    double took = 0;
    for (const uint64_t wanted : {100ul, 1000ul, 10'000ul}) {
        const uint64_t n = fewer ? fitting(wanted, fewer, took, bench::growth(points)) : wanted;
        if (n < 2 * fewer) break;
        giving("a look has " + std::to_string(n) + " targets");
        const expense one = cost(s, n);
        fewer = n, took = one.all;
        points.push_back({static_cast<double>(n), std::max(one.look, 1e-9)});
        char row[60];
        std::snprintf(row, sizeof row, "%s%.3g ms for %llu", text.empty() ? "" : ", ", 1e3 * points.back().cost,
                      static_cast<unsigned long long>(n));
        text += row;
    }
    if (points.size() < 2) {
        std::snprintf(power, sizeof power, "%.3g", took);
        return s.warn("looks at 100 targets take " + std::string(power) +
                      " s: how that grows with their number was not asked (rule tracker.cost)");
    }
    const double growth = bench::growth(points).value_or(0);
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
                                .asserts =
                                    "looks at 100, 1,000 and 10,000 targets (fewer, where so many would take over "
                                    "1.5 s) come to an end; says what they cost, and warns when that grows faster "
                                    "than the number of targets to the power of 1.5",
                                .varies = axis::count,
                                .run = tracker_cost_parts::run,
                                .spares = tracker_cost_parts::spares};
} // namespace qiki::conform
