// SPDX-License-Identifier: MIT
// host/conform/checks/sensor_truth.cpp - a sample does not claim more than was measured.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/lulls.hpp"
#include "host/conform/drive/readings.hpp"
#include "host/conform/drive/seldom.hpp"
#include "host/conform/drive/stage.hpp"
#include "host/conform/drive/variants.hpp"
#include "host/load/contract.hpp"
#include "qiki/sample.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>

namespace qiki::conform {
namespace sensor_truth_parts {
constexpr uint64_t ticks = 40;
constexpr uint32_t configurations = 8;
constexpr uint64_t on_the_way = 60; // ticks

// What is said again while nothing can be measured: a value that was true once, and `t` says when. Sees all samples of
// a run, in their order.
class held_values {
public:
    void see(const std::string& who, const qiki_sample& r, qiki_ns t1, bool gone) {
        const auto key = std::pair{r.channel, r.part};
        if (!gone) {
            known_ = t1, last_[key] = r;
            return;
        }
        const auto was = last_.find(key);
        if (!r.n || was == last_.end() || was->second.n != r.n || std::memcmp(was->second.v, r.v, sizeof r.v) != 0)
            return;
        if (r.label == QIKI_LABEL_OK && was->second.label == QIKI_LABEL_OK && r.t == was->second.t)
            throw failed(who + " says the value of " + std::to_string(r.t) + " ns again, labelled OK, and since " +
                         std::to_string(known_) +
                         " ns nothing is known of its carrier: expected STALE, NO_DATA or INVALID; its old t is right "
                         "(rule sensor.truth)");
        if (r.label != QIKI_LABEL_STALE || r.t <= known_) return;
        throw failed(who + " says the value of " + std::to_string(was->second.t) + " ns again as STALE with t " +
                     std::to_string(r.t) + " ns, and since " + std::to_string(known_) +
                     " ns nothing is known of its carrier: expected the time at which it was true, by which readers "
                     "tell how old it is; a substitute for now is FALLBACK (rule sensor.truth)");
    }

private:
    std::map<std::pair<uint32_t, uint8_t>, qiki_sample> last_;
    qiki_ns known_ = 0;
};

// In ticks 10 to 34 nothing is known of the carrier as it is: it is missing, then a truth without data, then an invalid
// one, then a stale one, then a makeshift.
bool hidden(uint64_t i) { return i >= 10 && i < 35; }
lull::manner manner(uint64_t i) {
    return !hidden(i) ? lull::none
           : i >= 30  ? lull::makeshift
           : i >= 25  ? lull::stale
           : i >= 20  ? lull::invalid
           : i >= 15  ? lull::blank
                      : lull::missing;
}

void go_away(const subject& s) {
    actor it(s);
    stage scene(*s.about, s.seed);
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    held_values held;
    for (uint64_t i = 0; i < ticks; ++i) {
        moment m = scene.next(others);
        fall_silent(m, {manner(i), 0});
        const told t = it.play(m);
        for (const written& w : t.out)
            for (uint64_t k = 0; w.record == QIKI_REC_SAMPLE && k < w.count; ++k) {
                const auto& r = w.as<qiki_sample>(k);
                const std::string who = at_tick(i) + "sample of channel " + std::to_string(r.channel);
                if (r.label == QIKI_LABEL_OK && (r.status == QIKI_SENSE_OFF || r.status == QIKI_SENSE_FAILED))
                    throw failed(who + " is labelled OK by a device that says it is " +
                                 (r.status == QIKI_SENSE_OFF ? "off" : "failed") +
                                 ": expected NO_DATA, STALE, FALLBACK or INVALID (rule sensor.truth)");
                if (r.entity == it.host().info().host_entity && i < 20)
                    held.see(who, r, m.t1, manner(i) == lull::missing || manner(i) == lull::blank);
                if (hidden(i) && r.entity == it.host().info().host_entity && r.label == QIKI_LABEL_OK && r.t > m.t0)
                    throw failed(who + " is labelled OK, and its carrier is " +
                                 (i >= 30   ? "a makeshift (FALLBACK)"
                                  : i >= 25 ? "stale"
                                  : i >= 20 ? "invalid"
                                  : i >= 15 ? "without data"
                                            : "missing") +
                                 " in the truth of this tick: expected NO_DATA, STALE, FALLBACK or INVALID, since "
                                 "nothing that is so now was there to be "
                                 "measured (rule sensor.truth)" +
                                 (manner(i) == lull::missing
                                      ? "; if that is the truth of another body, take the one whose entity is "
                                        "host_entity, not a row of the view (rule rec.10)"
                                      : ""));
            }
    }
}

// The first of those that follow each other is neither 0 nor far from what it is soon after.
void first_of(const subject& s, bool after, const std::pair<uint32_t, uint32_t>& which,
              const std::vector<reading>& values) {
    constexpr double much = 8;
    const int fact = settled_on(values);
    if (fact < 0) return;
    const reading &first = values.front(), &then = values[3];
    const double is = std::fabs(first.value), was = std::fabs(first.facts[static_cast<size_t>(fact)]);
    if (is <= was * much && is * much >= was) return;
    char text[240];
    std::snprintf(text, sizeof text,
                  "%s: %s its first value is %.6g and labelled OK (tick %u), and the fourth %.6g (tick %u), of a "
                  "carrier that goes on as it is",
                  called(s, which).c_str(), after ? "after 12 s without a truth of its carrier" : "of a new instance",
                  first.value, static_cast<unsigned>(first.tick), then.value, static_cast<unsigned>(then.tick));
    throw failed(std::string(text) +
                 (is == 0 ? ": expected NO_DATA until it is measured, since absent is never 0 (rule sensor.absent)"
                          : ": expected what is so, or NO_DATA; what is taken from two truths has the time from "
                            "one to the other (qiki_truth.t), not that of a tick (rule sensor.truth)"));
}

// Its carrier goes on as it is, and in between nothing is known of it for 12 s. Where a channel says its place, speed
// or turn from the fourth value on, the first one is neither 0, which says that it was not measured, nor that of the
// whole way as if it was made in one tick. Also slowly: what is fast may lie beyond what the device can show. And where
// it comes so many ticks late.
void go_on(const subject& s, double pace, uint64_t late) {
    constexpr uint64_t gone = 12, back = 24, end = 36;
    actor it(s);
    stage scene(*s.about, s.seed);
    qiki_truth& c = scene.carrier;
    c.valid |= QIKI_TRUTH_HAS_RATE;
    c.vel[0] = 12 * pace, c.vel[1] = 16 * pace, c.vel[2] = 3 * pace;
    c.pos[0] = 2000, c.pos[1] = 3000;
    for (int k = 0; k < 3 && late; ++k) c.pos[k] = 40 * c.vel[k]; // near 0, where what is not known yet may stand
    c.rate[0] = 0.03, c.rate[1] = -0.02, c.rate[2] = 0.1;
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    std::map<bool, readings> all; // after it was gone?
    for (uint64_t i = 0; i < end; ++i) {
        moment m = scene.next(others);
        qiki_truth now = c;
        for (int k = 0; k < 3; ++k) now.pos[k] += now.vel[k] * static_cast<double>(m.t1) * 1e-9;
        if (i < late || (i >= gone && i < back)) fall_silent(m, {lull::missing, 0});
        const told t = it.play(m);
        if ((i >= late && i < gone) || i >= back) all[i >= back].gather(s, it.host().info().host_entity, m, t, now);
    }
    for (const auto& [after, of] : all)
        for (const auto& [which, values] : of.all) first_of(s, after, which, values);
}
// Where each reading follows a fact that changes all the time by far more than the steps that readings come in, one
// that is to the last bit the one before it was not measured anew. What is 0 may be a threshold's.
void judge_again(const std::string& who, const std::vector<reading>& all) {
    constexpr size_t enough = 5, few = 2;
    constexpr double steps = 8;
    const int fact = settled_on(all);
    if (fact < 0) return;
    const auto size = [&](size_t i) { return std::fabs(all[i].facts[static_cast<size_t>(fact)]); };
    std::vector<double> changes; // of the reading, in the direction of the fact's
    double slowest = 1e300, largest = 0;
    size_t again = 0, times = 0, held = 0, last = 0;
    for (size_t i = 1; i < all.size(); ++i) {
        const double change = std::fabs(all[i].value) - std::fabs(all[i - 1].value);
        slowest = std::min(slowest, (size(i) - size(i - 1)) / static_cast<double>(all[i].tick - all[i - 1].tick));
        largest = std::max(largest, std::fabs(all[i].value));
        if (change == 0 && all[i].value != 0) {
            ++held, last = i;
            continue;
        }
        if (change <= 0) return; // there is more noise than way
        changes.push_back(change), again += held, times += held > 0, held = 0;
    }
    if (again < few || times < few || changes.size() < enough) return;
    // All changes are multiples of the step, so no two of them are closer.
    std::sort(changes.begin(), changes.end());
    double step = changes.front();
    for (size_t i = 1; i < changes.size(); ++i)
        if (const double d = changes[i] - changes[i - 1]; d > 1e-9 * largest) step = std::min(step, d);
    if (slowest < steps * step) return;
    char text[300];
    std::snprintf(text, sizeof text,
                  "%s: %zu of %zu readings labelled OK, each with a new t, are to the last bit the one before (that of "
                  "tick %u is %.17g again), and what it reads of its carrier grew by %.3g or more in every tick",
                  who.c_str(), again, all.size(), static_cast<unsigned>(all[last].tick), all[last].value, slowest);
    throw failed(std::string(text) + ": expected a new value, or STALE with the t at which that one was true, or "
                                     "NO_DATA: a reader takes what is OK for measured then (rule sensor.truth)");
}

// Its carrier goes ever faster, and turns ever faster: all that it may read of itself grows in every tick.
void say_again(const subject& s) {
    actor it(s);
    stage scene(*s.about, s.seed);
    qiki_truth& c = scene.carrier;
    c.valid |= QIKI_TRUTH_HAS_RATE;
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    readings all;
    for (uint64_t i = 0; i < on_the_way; ++i) {
        constexpr double start[3] = {8e3, 20e3, 3000}, speed[3] = {100, 160, 30}, turns[3] = {0.2, -0.1, 0.5};
        const double t = static_cast<double>(i + 1);
        for (int k = 0; k < 3; ++k) {
            c.vel[k] = speed[k] * (1 + t / 100 + t * t / 1e4);
            c.pos[k] = start[k] + speed[k] * (t + t * t / 200 + t * t * t / 3e4) - c.vel[k] * t;
            c.rate[k] = turns[k] * (1 + t / 100 + t * t / 1e4);
        }
        const moment m = scene.next(others);
        qiki_truth now = c;
        for (int k = 0; k < 3; ++k) now.pos[k] += c.vel[k] * t;
        all.gather(s, it.host().info().host_entity, m, it.play(m), now);
        for (const auto& [which, values] : all.all)
            if (values.size() > 1 && values[values.size() - 2].tick == values.back().tick)
                return; // more often than its truth comes
    }
    for (const auto& [which, values] : all.all) judge_again(called(s, which), values);
}

void run(subject& s) {
    go_away(s);
    go_on(s, 1, 0), go_on(s, 0.1, 0), go_on(s, 0.1, 3);
    say_again(s);
    look_seldom(s);
    with_each(s, drawn(s, configurations), go_away);
    with_each(s, soon(s), go_away);
    with_each(s, half_the_time(s), say_again);
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_SENSOR, {QIKI_REC_TRUTH}, {QIKI_REC_SAMPLE});
}
} // namespace sensor_truth_parts
extern const check sensor_truth{
    .id = "sensor.truth",
    .level = 2,
    .from = needs::plugin,
    .rules = "sensor.truth sensor.absent",
    .asserts =
        "while its carrier is missing, without data, invalid, stale or a fallback, no sample about it is "
        "labelled OK; nor is that of a device which says "
        "that it is off or failed; and what is said again as STALE keeps the time at which it was true; and so "
        "in 8 drawn configurations, and with each length of time at 5 s; and of a carrier that moves steadily "
        "the first value of a new instance, also of a carrier that comes 3 s late, and the first after 12 s without "
        "its truth, are neither 0 nor eight "
        "times too large or too small, where a channel says its place, speed or turn soon after; and of a carrier "
        "that goes and turns ever faster no OK value is to the last bit the one before, with a new time, where "
        "all others grow; and so with each number from 0 to 1 at 0.5, a dropout among them; and of truth that comes "
        "every 2nd, 3rd, 5th and 10th tick, and stays what it was in between, nothing is said again as STALE with a "
        "new time, no rate is taken over the tick, and none is 0 in between, nor is a place of then that of now; nor "
        "is one taken over whole milliseconds "
        "in "
        "ticks of 1.9 ms",
    .varies = axis::configuration | axis::records,
    .run = sensor_truth_parts::run,
    .spares = sensor_truth_parts::spares};
} // namespace qiki::conform
