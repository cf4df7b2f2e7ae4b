// SPDX-License-Identifier: MIT
// host/conform/checks/det_turn.cpp - noise is addressed by its tick, and not drawn in turn.
#include "host/conform/drive/stage.hpp"
#include "qiki/sample.h"
#include <cmath>

namespace qiki::conform {
namespace det_turn_parts {
constexpr uint64_t ticks = 40, later = 1000;
constexpr size_t rough = 10; // turns of a curve in 40 ticks: errors that only grow have one or two

// By channel, the first value of each sample that is OK, of a new instance whose first tick is that one, with its
// carrier at rest.
std::map<uint32_t, std::vector<double>> live(const subject& s, uint64_t seed, uint64_t from) {
    actor it(s, solo::terms{.seed = seed});
    stage scene(*s.about, s.seed);
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    std::map<uint32_t, std::vector<double>> all;
    for (uint64_t i = 0; i < from + ticks; ++i) {
        const moment m = scene.next(others);
        if (i < from) continue;
        const told t = it.play(m);
        for (const written& w : t.out)
            for (uint64_t k = 0; w.record == QIKI_REC_SAMPLE && k < w.count; ++k)
                if (const auto& r = w.as<qiki_sample>(k); r.label == QIKI_LABEL_OK && r.n)
                    all[r.channel].push_back(r.v[0]);
    }
    return all;
}

// How often the difference of two curves turns from rising to falling or back.
size_t turns(const std::vector<double>& a, const std::vector<double>& b) {
    size_t n = 0;
    double before = 0;
    for (size_t i = 1; i < std::min(a.size(), b.size()); ++i) {
        const double step = (a[i] - b[i]) - (a[i - 1] - b[i - 1]);
        n += step * before < 0;
        if (step != 0) before = step;
    }
    return n;
}

// The same noise from another first tick on: the tick is no part of its address. A bias that is drawn once, and what
// grows of it, is no noise: it is smooth.
void run(subject& s) {
    const auto here = live(s, 1, 0), there = live(s, 1, later), other = live(s, 2, 0);
    bool noise = false;
    for (const auto& [channel, values] : here) {
        const auto same = there.find(channel), with = other.find(channel);
        if (same == there.end() || with == other.end() || values.size() < ticks / 2) continue;
        if (turns(values, with->second) < rough) continue;
        noise = true;
        if (values == same->second)
            throw failed("channel " + std::to_string(channel) + ": the noise of ticks 0 to " +
                         std::to_string(ticks - 1) + " is, bit for bit, that of ticks " + std::to_string(later) +
                         " to " + std::to_string(later + ticks - 1) +
                         " when an instance begins there: it is drawn in turn, so one draw more moves all that come "
                         "after it. Expected draws that are addressed: qiki_draw(rng_key, tick.seq, who, purpose, i) "
                         "(rule det.2)");
    }
    if (!noise) throw skipped("no channel has noise of its own");
}
std::string spares(const qiki_descriptor& d) {
    if (const std::string why = impure(d); !why.empty()) return why;
    return writes(d, QIKI_REC_SAMPLE) ? "" : "has no output of samples";
}
} // namespace det_turn_parts
extern const check det_turn{
    .id = "det.turn",
    .level = 4,
    .from = needs::plugin,
    .rules = "det.2",
    .asserts =
        "the noise of samples is another in ticks 1,000 to 1,039 than in the first 40 of an instance that begins "
        "there: who draws in turn, whatever the tick, gives the same. Who has no noise is skipped",
    .run = det_turn_parts::run,
    .spares = det_turn_parts::spares,
    .compares = true};
} // namespace qiki::conform
