// SPDX-License-Identifier: MIT
// host/conform/checks/det_turn.cpp - noise is addressed by its whole tick, and not drawn in turn.
#include "host/conform/drive/stage.hpp"
#include "host/conform/drive/variants.hpp"
#include "qiki/sample.h"
#include <set>
#include <span>

namespace qiki::conform {
namespace det_turn_parts {
constexpr uint64_t ticks = 40, places[] = {1000, 65'536};
constexpr uint64_t apart = 13;  // ticks from there: a hum of some seconds is not the same at both
constexpr uint64_t often = 300; // ticks of 0.1 s
constexpr uint32_t of_contacts = 0xffffffff;
constexpr size_t rough = 10; // turns of a curve in 40 ticks: errors that only grow have one or two

// By channel, the first value of each sample that is OK, of a new instance whose first tick is that one, with its
// carrier at rest. Of contacts only where there are some in nearly each tick: who looks more seldom may number its
// draws by the look, which begins anew with the instance.
std::map<uint32_t, std::vector<double>> live(const subject& s, uint64_t seed, uint64_t from) {
    actor it(s, solo::terms{.seed = seed});
    stage scene(*s.about, s.seed);
    scene.go_to(from);
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    std::map<uint32_t, std::vector<double>> all;
    uint64_t looked = 0;
    for (uint64_t i = 0; i < ticks; ++i) {
        const size_t before = all[of_contacts].size();
        const told t = it.play(scene.next(others));
        for (const written& w : t.out)
            for (uint64_t k = 0; k < w.count; ++k)
                if (w.record == QIKI_REC_CONTACT) {
                    const auto& c = w.as<qiki_contact>(k);
                    if (c.label == QIKI_LABEL_OK) all[of_contacts].push_back(c.z[0]);
                } else if (w.record == QIKI_REC_SAMPLE) {
                    const auto& r = w.as<qiki_sample>(k);
                    if (r.label == QIKI_LABEL_OK && r.n) all[r.channel].push_back(r.v[0]);
                }
        looked += all[of_contacts].size() > before;
    }
    if (looked < ticks * 9 / 10) all.erase(of_contacts);
    return all;
}
std::string name(uint32_t channel) {
    return channel == of_contacts ? "contacts" : "channel " + std::to_string(channel);
}

// The k-th of these changes in ticks of one and the same place in a second alone, and not seldom.
bool by_seconds(const std::vector<uint64_t>& changes) {
    if (changes.size() < 10) return false;
    for (const uint64_t at : changes)
        if (at % 10 != changes.front() % 10) return false;
    return true;
}

// In ten ticks a second, with everything at rest: noise that changes once a second alone is addressed by the second.
void ten_a_second(const subject& s) {
    constexpr qiki_ns period = 100'000'000;
    solo::terms t;
    t.period = period;
    actor it(s, t);
    stage scene(*s.about, s.seed, period);
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    std::map<uint32_t, std::pair<qiki_sample, std::vector<uint64_t>>> samples; // the last, and when another one came
    std::map<uint32_t, uint64_t> seen;
    std::set<std::pair<double, double>> last; // of the last look with contacts
    uint64_t contacts = 0, same = 0, seconds = 0;
    for (uint64_t i = 0; i < often; ++i) {
        const told now = it.play(scene.next(others));
        std::set<std::pair<double, double>> look;
        for (const written& w : now.out)
            for (uint64_t k = 0; k < w.count; ++k)
                if (w.record == QIKI_REC_CONTACT) {
                    const auto& c = w.as<qiki_contact>(k);
                    look.insert({c.z[0], c.z[1]});
                    const bool was = last.count({c.z[0], c.z[1]}) != 0;
                    // the first tick of a second is the one that ends with it: tick.t1 / 1 s
                    if ((i + 1) % 10 == 0) seconds += was;
                    else ++contacts, same += was;
                } else if (w.record == QIKI_REC_SAMPLE) {
                    const auto& r = w.as<qiki_sample>(k);
                    if (r.label != QIKI_LABEL_OK || !r.n) continue;
                    const auto [at, fresh] = samples.emplace(r.channel, std::pair{r, std::vector<uint64_t>{}});
                    auto& [then, changes] = at->second;
                    if (!fresh && r.t == then.t) continue; // the same one again
                    if (!fresh && r.v[0] != then.v[0]) changes.push_back(i);
                    then = r, ++seen[r.channel];
                }
        if (!look.empty()) last = std::move(look);
    }
    const std::string remedy = ": expected other noise in each tick; the tick of a draw is tick.seq, not the second: "
                               "qiki_draw(rng_key, tick.seq, who, purpose, i) (rule det.2)";
    if (contacts > 100 && same > contacts / 2 && seconds < contacts / 90)
        throw failed("in ten ticks a second " + std::to_string(same) + " of " + std::to_string(contacts) +
                     " contacts of bodies at rest are those of the tick before, bit for bit, and in the first tick of "
                     "a second hardly any" +
                     remedy);
    for (const auto& [channel, all] : samples)
        if (seen[channel] > often / 2 && by_seconds(all.second))
            throw failed(name(channel) + ": in ten ticks a second its value, of a carrier at rest, changes " +
                         std::to_string(all.second.size()) + " times in 30 s, always in the same tick of a second" +
                         remedy);
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
// grows of it, is no noise: it is smooth; without noise, as a parameter may ask, a hum may remain. Gives whether there
// is noise at all.
bool comes_again(const subject& s, bool usual, std::span<const uint64_t> wheres) {
    const auto here = live(s, 1, 0), other = live(s, 2, 0);
    bool noise = false;
    for (const uint64_t later : wheres) {
        const auto there = live(s, 1, later);
        for (const auto& [channel, values] : here) {
            const auto same = there.find(channel), with = other.find(channel);
            if (same == there.end() || with == other.end() || values.size() < ticks / 2) continue;
            if ((!usual && channel == of_contacts) || turns(values, with->second) < rough) continue;
            noise = true;
            if (values == same->second && (usual || live(s, 1, later + apart)[channel] == values))
                throw failed(name(channel) + ": the noise of ticks 0 to " + std::to_string(ticks - 1) +
                             " is, bit for bit, that of ticks " + std::to_string(later) + " to " +
                             std::to_string(later + ticks - 1) + " when an instance begins there: " +
                             (later == places[0] ? "it is drawn in turn, so one draw more moves all that come after it"
                                                 : "the tick is cut to 16 bits before it is drawn by, so the noise "
                                                   "comes again") +
                             ". Expected draws that are addressed: qiki_draw(rng_key, tick.seq, who, purpose, i), with "
                             "all 64 bits (rule det.2)");
        }
    }
    return noise;
}

// What is drawn rightly hides what is not, so each number is also played at its lower limit: a walk of the bias is off.
void run(subject& s) {
    if (!comes_again(s, true, places)) throw skipped("no channel, and no contact, has noise of its own");
    ten_a_second(s);
    if (writes(*s.about, QIKI_REC_SAMPLE))
        with_each(s, lowest(s), [](const subject& other) { comes_again(other, false, std::span(places).first(1)); });
}
std::string spares(const qiki_descriptor& d) {
    if (const std::string why = impure(d); !why.empty()) return why;
    if (reads(d, QIKI_REC_FRAME) || reads(d, QIKI_REC_CONTACT)) return "passes on what others measured";
    return writes(d, QIKI_REC_SAMPLE) || writes(d, QIKI_REC_CONTACT) ? "" : "has no output of samples or contacts";
}
} // namespace det_turn_parts
extern const check det_turn{
    .id = "det.turn",
    .level = 4,
    .from = needs::plugin,
    .rules = "det.2",
    .asserts =
        "the noise of samples and contacts is another in ticks 1,000 to 1,039, and 65,536 to 65,575, than in the first "
        "40 of an instance that begins there: who draws in turn, or by a part of the tick, gives the same; and in ten "
        "ticks a second it is another in each; that of samples also with each number of its table at its lower limit, "
        "twelve at most. Who has no noise is skipped",
    .varies = axis::seed | axis::configuration | axis::time,
    .run = det_turn_parts::run,
    .spares = det_turn_parts::spares,
    .compares = true};
} // namespace qiki::conform
