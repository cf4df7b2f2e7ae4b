// SPDX-License-Identifier: MIT
// host/conform/checks/radar_stats.cpp - false alarms and detections, counted against what the frames promise.
#include "host/conform/drive/chance.hpp"
#include "host/conform/drive/finds.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/quarters.hpp"
#include "host/conform/drive/variants.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace qiki::conform {
namespace radar_stats_parts {
constexpr uint64_t ticks = 300, aside_ticks = 60, bodies = 30;
constexpr uint64_t windows = 4,
                   window = 400; // ticks: what fades does so in hours, and none of them makes up for another
constexpr uint64_t many = 5000, few_ticks = 12;
constexpr crowding sparse{8, 60, 0}, dense{64, 4, 0.5};

using frames = std::vector<look>;

frames empty_world(const subject& s, uint64_t how_many = ticks) {
    const configuration c(*s.about, with(s, {{"clutter", 20}}));
    actor it(s, c);
    stage scene(*s.about, s.seed);
    frames all;
    for (uint64_t i = 0; i < how_many; ++i)
        for (look& l : looks_of(it.play(scene.next({})))) all.push_back(std::move(l));
    return all;
}

// False alarms of polar frames; "" or why they say nothing.
std::string judge_alarms(const frames& all, subject& s) {
    uint32_t measured = 0;
    for (const look& l : all)
        for (const qiki_contact& c : l.contacts) measured |= c.valid & 15;
    if (!measured) measured = 3;
    double expected = 0, found = 0, squares = 0;
    for (const int round : {0, 1}) // the sums, then how the frames vary about them
        for (const look& l : all) {
            const qiki_frame& f = l.frame;
            if (!(f.valid & QIKI_FRAME_HAS_CLUTTER)) continue;
            if (!(f.valid & QIKI_FRAME_HAS_SECTOR) || f.clutter_kind != QIKI_POLAR ||
                (measured & QIKI_CONTACT_HAS_Z(3)))
                return "its frames do not say the extent of the space of their clutter_density";
            if (std::fabs(f.bearing[1] - f.bearing[0]) > 2 * QIKI_PI + 1e-9)
                return "its bearings lie more than a turn apart";
            const double volume = (f.range[1] - f.range[0]) * width_of(f.bearing) *
                                  (measured & QIKI_CONTACT_HAS_Z(2) ? f.elevation[1] - f.elevation[0] : 1);
            const double mean = f.clutter_density * volume, count = static_cast<double>(l.contacts.size());
            if (!round) expected += mean, found += count;
            else if (const double off = count - (expected > 0 ? mean * found / expected : 0); true)
                squares += off * off;
        }
    if (all.empty() || (expected == 0 && found == 0)) return "its frames promise no false alarms, and there are none";
    const double spread = std::max(1.0, found > 0 ? squares / found : 1.0); // they may come in clusters
    char text[200];
    std::snprintf(text, sizeof text,
                  "%.0f false alarms in %zu frames of an empty world, and clutter_density promises %.1f", found,
                  all.size(), expected);
    if (poisson_divergence(found, expected) / spread > too_unlikely)
        throw failed(
            std::string(text) +
            ": expected as many (by chance one in a million); state what comes, per unit of the space that the "
            "frame says, whatever its sector (rule radar.stats)");
    s.note(text);
    return "";
}

// Whether a contact is so near to a body that it may be of it, by how far away that is from where the first frame was.
bool near_enough(const std::optional<match>& m, const std::vector<qiki_truth>& all, const qiki_frame& first) {
    if (!m) return false;
    const double* at = all[m->body].pos;
    return m->off.metres < std::max(300.0, 0.15 * qiki_hypot(at[0] - first.pos[0], at[1] - first.pos[1]));
}

// The truth begins with thousands out of reach: those behind them are found as often as before.
void judge_behind_many(const subject& s, const qiki_frame& first) {
    actor it(s);
    stage scene(*s.about, s.seed);
    const std::vector<qiki_truth> wanted = targets_for(s, first, bodies);
    const double reach =
        first.valid & QIKI_FRAME_HAS_SECTOR ? first.range[1] : real_parameter(s, "range").value_or(10e3);
    std::vector<qiki_truth> all;
    for (uint64_t k = 0; k < many; ++k)
        all.push_back(body(1000 + k, 0.001 * static_cast<double>(k), 20 * reach + static_cast<double>(k), 100));
    all.insert(all.end(), wanted.begin(), wanted.end());
    finds of;
    for (uint64_t i = 0; i < few_ticks; ++i) {
        const told t = it.play(scene.next(all));
        if (t.status == QIKI_TRUNCATED) return; // and says so
        for (const look& l : looks_of(t)) {
            if (!promises_finds(l.frame)) continue;
            std::vector<bool> found(wanted.size());
            for (const qiki_contact& c : l.contacts)
                if (const auto m = nearest(l.frame, c, wanted, 1e9); near_enough(m, wanted, first))
                    found[m->body] = true;
            of.add(l.frame, wanted, found);
        }
    }
    const auto [tries, promised, hits] = of;
    if (tries == 0 || binomial_divergence(hits, tries, promised / tries) <= too_unlikely || hits > 0.5 * promised)
        return;
    char text[240];
    std::snprintf(
        text, sizeof text,
        "with %llu bodies out of reach before 30 targets in the truth, %.0f of %.0f looks at a target found it, "
        "%.4f, and pd promises %.4f, in frames that say QIKI_FRAME_COMPLETE",
        static_cast<unsigned long long>(many), hits, tries, hits / tries, promised / tries);
    throw failed(
        std::string(text) +
        ": expected as many as without those; look at all bodies of the view, however many there are, or fail, "
        "or say QIKI_TRUNCATED (rules radar.stats, tick.5)");
}

std::string judge_detections(const subject& s, const qiki_frame& first, subject& report) {
    actor it(s);
    stage scene(*s.about, s.seed);
    const std::vector<qiki_truth> all = targets_for(s, first, bodies);
    finds of[windows];
    double tries = 0, hits = 0, strange = 0;
    for (uint64_t i = 0; i < windows * window; ++i)
        for (const look& l : looks_of(it.play(scene.next(all)))) {
            if (!promises_finds(l.frame)) continue;
            std::vector<bool> found(all.size());
            for (const qiki_contact& c : l.contacts) {
                const auto m = nearest(l.frame, c, all, 1e9);
                if (near_enough(m, all, first)) found[m->body] = true;
                else strange += 1;
            }
            of[i / window].add(l.frame, all, found);
        }
    for (const finds& w : of) tries += w.tries, hits += w.hits;
    if (tries == 0) return "no complete frame states a pd";
    if (strange > hits) return "most contacts fit no body of the scene";
    for (uint64_t k = 0; k < windows; ++k) {
        const finds& w = of[k];
        if (w.tries == 0) continue;
        const double p = w.promised / w.tries;
        char text[200];
        std::snprintf(text, sizeof text,
                      "%.0f of %.0f looks at a target found it in ticks %llu to %llu, %.4f, and pd promises %.4f",
                      w.hits, w.tries, static_cast<unsigned long long>(k * window),
                      static_cast<unsigned long long>((k + 1) * window - 1), w.hits / w.tries, p);
        if (binomial_divergence(w.hits, w.tries, p) > too_unlikely + qiki_log(windows) &&
            std::fabs(w.hits / w.tries - p) > 0.005)
            throw failed(
                std::string(text) +
                ": expected as many (by chance one in a million); state the pd that is played (rule radar.stats)");
        report.note(text);
    }
    return "";
}

// With a probability of a half for a default: detections that follow it, and a pd that does not, or the other way
// round.
void judge_half(const subject& s) {
    std::vector<qiki_truth> all;
    actor it(s);
    stage scene(*s.about, s.seed);
    finds of;
    for (uint64_t i = 0; i < aside_ticks; ++i)
        for (const look& l : looks_of(it.play(scene.next(all)))) {
            const qiki_frame& f = l.frame;
            if (i == 0) all = targets_for(s, f, bodies);
            if (i == 0 || !promises_finds(f)) continue;
            std::vector<bool> found(all.size());
            for (const qiki_contact& c : l.contacts)
                if (const auto m = nearest(f, c, all, 300)) found[m->body] = true;
            of.add(f, all, found);
        }
    const auto [tries, promised, hits] = of;
    if (tries < 400 || binomial_divergence(hits, tries, promised / tries) <= too_unlikely) return;
    if (std::fabs(hits - promised) < 0.2 * tries) return;
    char text[160];
    std::snprintf(text, sizeof text, "%.0f of %.0f looks at a target found it, %.4f, and pd promises %.4f", hits, tries,
                  hits / tries, promised / tries);
    throw failed(std::string(text) + ": expected as many; state the pd that is played, not the default (rule "
                                     "radar.stats)");
}

// Without a unit: half a radian of a beam is none.
std::vector<settings> probabilities(const subject& s) {
    std::vector<settings> all = half_the_time(s);
    std::erase_if(all, [&](const settings& one) {
        for (uint32_t i = 0; i < s.about->params.count; ++i)
            if (const auto& p = load::row<qiki_param>(s.about->params, i); one.contains(p.key))
                return p.unit && *p.unit;
        return true;
    });
    return all;
}

void look_aside(subject& s) {
    judge_quarters(s, sparse);
    if (const frames none = empty_world(s, aside_ticks); !none.empty()) judge_alarms(none, s);
}

void run(subject& s) {
    judge_quarters(s, sparse);
    judge_quarters(s, dense);
    with_each(s, sectors(s), look_aside);
    with_each(s, probabilities(s), judge_half);
    const frames none = empty_world(s);
    if (none.empty()) throw skipped("writes no frame about a world without bodies");
    const std::string a = judge_alarms(none, s), b = judge_detections(s, none.front().frame, s);
    if (b.empty()) judge_behind_many(s, none.front().frame);
    if (!a.empty() && !b.empty()) throw skipped(a + "; " + b);
}
std::string spares(const qiki_descriptor& d) {
    if (d.caps & QIKI_CAP_WORLD_IO) return "replays a recording";
    return other_than(d, QIKI_KIND_RADAR, {QIKI_REC_TRUTH}, {QIKI_REC_FRAME, QIKI_REC_CONTACT});
}
} // namespace radar_stats_parts
extern const check radar_stats{
    .id = "radar.stats",
    .level = 4,
    .from = needs::plugin,
    .rules = "radar.stats tick.5",
    .asserts = "in 300 s of an empty world, and in 60 s in each of some sectors, plain or through north, there are as "
               "many false "
               "alarms as clutter_density says, and in 1,600 s 30 targets evenly in range are found as often as pd "
               "says, in each quarter of that time, and behind 5,000 "
               "out of reach (a faultless radar fails once in a million), and in no quarter of a sector, plain or "
               "through north, a quarter as often or less, and of 256 in all of them not half as often, nor otherwise "
               "by a fifth with a probability of its table at a half: trackers weigh "
               "by both",
    .varies = axis::count | axis::configuration,
    .run = radar_stats_parts::run,
    .spares = radar_stats_parts::spares};
} // namespace qiki::conform
