// SPDX-License-Identifier: MIT
// host/conform/drive/strides.cpp - the same time twice, and what of it was steady in both.
#include "host/conform/drive/strides.hpp"
#include "host/conform/drive/motion.hpp"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

namespace qiki::conform {
namespace stride_parts {
constexpr qiki_ns tenth = 100'000'000;
// A long tick, and the short ones that it is played as, too: of a very long one not too many.
constexpr struct stride {
    qiki_ns length, step;
} strides[] = {{10'000'000'000, tenth}, {60'000'000'000, tenth}, {1'000'000'000'000, 10 * tenth}};
// Ticks that are no whole milliseconds, and how many of them.
constexpr struct {
    qiki_ns length;
    size_t times;
} broken[] = {{16'666'667, 90}, {1'562'500, 480}};
constexpr uint64_t run_up = 600, between = 30, told_at = 2; // ticks of 0.1 s
constexpr qiki_ns beside = 2'000'000'000;                   // steady for that long before and after, too
constexpr double slow = 0.5;                                // m/s: of who hardly moves the way says little

using course = std::map<qiki_ns, qiki_truth>; // by when

// How long the ticks of a walk are. Short: the long ones are played as the short ones that make them up.
std::vector<qiki_ns> ticks_of(bool in_short) {
    std::vector<qiki_ns> ticks(run_up, tenth);
    for (const auto& [length, step] : strides) {
        ticks.insert(ticks.end(), in_short ? static_cast<size_t>(length / step) : 1, in_short ? step : length);
        ticks.insert(ticks.end(), between, tenth);
    }
    for (const auto& [length, times] : broken) ticks.insert(ticks.end(), in_short ? 0 : times, length);
    return ticks;
}

// What each entity said, tick by tick.
std::map<uint64_t, course> walk(const subject& s, const telling& say, bool in_short) {
    const std::vector<qiki_ns> ticks = ticks_of(in_short);
    solo::terms t;
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = 1, w.period = t.period = tenth;
    actor it(s, t);
    scene world(*s.about, w);
    std::map<uint64_t, course> all;
    std::map<uint32_t, uint64_t> first;
    for (size_t i = 0; i < ticks.size(); ++i) {
        moment m = world.lasting(ticks[i]);
        for (feed& f : m.in) {
            if (f.record != QIKI_REC_COMMAND) continue;
            f.resize(say && i == told_at && !all.empty() ? 1 : 0), f.first = first[f.port],
                                                                   first[f.port] += f.now.count;
            if (f.now.count) say(f.as<qiki_command>(0), all.begin()->second.rbegin()->second);
        }
        const told now = it.tick(m);
        if (now.status < 0) break; // says that it cannot; tick.far looks at that
        for (const written& out : now.out)
            for (uint64_t k = 0; out.record == QIKI_REC_TRUTH && !(out.flags & QIKI_OUT_KEEP) && k < out.count; ++k) {
                const auto& r = out.as<qiki_truth>(k);
                all[r.entity][r.t] = r;
            }
    }
    return all;
}

bool like(const qiki_truth& r, const qiki_truth& a) {
    double change[3];
    for (int k = 0; k < 3; ++k) change[k] = r.vel[k] - a.vel[k];
    return r.label == QIKI_LABEL_OK && !(r.flags & (QIKI_TRUTH_DOCKED | QIKI_TRUTH_REMOVED)) &&
           std::hypot(change[0], change[1], change[2]) <= 0.005 * speed_of(a);
}

// Whether all that is said from then to then, a record a step at least, has that velocity, and goes as far.
bool steady(const course& c, qiki_ns from, qiki_ns to, qiki_ns step, const qiki_truth& a) {
    const auto begin = c.lower_bound(from), end = c.upper_bound(to);
    if (begin == end || std::distance(begin, end) < (to - from) / step) return false;
    if (!std::all_of(begin, end, [&](const auto& at) { return like(at.second, a); })) return false;
    const qiki_truth &p = begin->second, &q = std::prev(end)->second;
    const double dt = static_cast<double>(q.t - p.t) * 1e-9;
    double off[3];
    for (int k = 0; k < 3; ++k) off[k] = q.pos[k] - p.pos[k] - a.vel[k] * dt;
    return std::hypot(off[0], off[1], off[2]) <= 0.01 * speed_of(a) * dt;
}

// Of who keeps its velocity in ticks that are no whole milliseconds, the way of all of them: nothing of each is lost.
void judge_broken(const std::string& who, uint64_t entity, const course& c) {
    qiki_ns from = 0;
    for (const qiki_ns l : ticks_of(false)) from += l;
    for (const auto& [length, times] : broken) from -= length * static_cast<qiki_ns>(times);
    for (const auto& [length, times] : broken) {
        const qiki_ns to = from + length * static_cast<qiki_ns>(times);
        const auto begin = c.find(from), end = c.find(to);
        if (begin == c.end() || end == c.end()) return; // its records have times of their own
        const qiki_truth& a = begin->second;
        if (speed_of(a) >= slow &&
            std::all_of(begin, std::next(end), [&](const auto& at) { return like(at.second, a); }))
            judge_step(who + std::to_string(times) + " ticks of " + std::to_string(length) +
                           " ns each, in which the velocity stays what it is: entity " + std::to_string(entity) + ": ",
                       a, end->second);
        from = to;
    }
}
} // namespace stride_parts

void judge_strides(const subject& s, const std::string& who, const telling& say) {
    using namespace stride_parts;
    const auto in_long = walk(s, say, false), in_short = walk(s, say, true);
    for (const auto& [entity, c] : in_long) {
        const auto other = in_short.find(entity);
        if (other == in_short.end()) continue;
        judge_broken(who, entity, c);
        for (auto b = c.begin(); b != c.end(); ++b) {
            if (b == c.begin()) continue;
            const qiki_truth& a = std::prev(b)->second;
            const qiki_ns dt = b->first - a.t;
            const stride* const as = std::find_if(std::begin(strides), std::end(strides),
                                                  [=](const stride& one) { return one.length == dt; });
            if (as == std::end(strides)) continue;
            const auto last = c.upper_bound(b->first + beside);
            if (speed_of(a) < slow || last == c.end()) continue;
            if (!std::all_of(c.lower_bound(a.t - beside), last, [&](const auto& at) { return like(at.second, a); }))
                continue;
            if (!steady(other->second, a.t - beside, b->first + beside, as->step, a)) continue;
            judge_step(who + "a tick of " + std::to_string(dt / 1'000'000'000) +
                           " s, in which the velocity stays what it is, as in as many short ones: entity " +
                           std::to_string(entity) + ": ",
                       a, b->second);
        }
    }
}
} // namespace qiki::conform
