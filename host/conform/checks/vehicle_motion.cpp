// SPDX-License-Identifier: MIT
// host/conform/checks/vehicle_motion.cpp - nothing jumps, and a body's records begin, go on and end.
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/load/contract.hpp"
#include "qiki/command.h"
#include "qiki/truth.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>
#include <set>

namespace qiki::conform {
namespace vehicle_motion_parts {
constexpr uint64_t ticks = 400, even = 200; // ticks after those are 0.03 to 0.2 s long
constexpr uint64_t commanded = 150, long_ticks = 1000;
constexpr uint64_t way_ticks = 2400, leg = 1200, leg_begins = 20; // of 0.1 s: two minutes a leg
constexpr qiki_ns long_tick = 10'000'000'000;

// How far a mean velocity lies from all that were between v0 and v1 (a straight line of velocities), in m/s.
double off(const double (&mean)[3], const double* v0, const double* v1) {
    double along = 0, length = 0, far = 0;
    for (int k = 0; k < 3; ++k)
        along += (mean[k] - v0[k]) * (v1[k] - v0[k]), length += (v1[k] - v0[k]) * (v1[k] - v0[k]);
    const double share = length > 0 ? std::clamp(along / length, 0.0, 1.0) : 0;
    for (int k = 0; k < 3; ++k) {
        const double d = mean[k] - (v0[k] + share * (v1[k] - v0[k]));
        far += d * d;
    }
    return std::sqrt(far);
}
double length(const double* v) { return std::hypot(v[0], v[1], v[2]); }

void judge_step(const std::string& who, const qiki_truth& a, const qiki_truth& b) {
    if (b.t <= a.t)
        throw failed(who + "t goes from " + std::to_string(a.t) + " to " + std::to_string(b.t) +
                     " ns: expected it to rise (rule vehicle.motion)");
    const double dt = static_cast<double>(b.t - a.t) * 1e-9;
    double mean[3], change[3];
    for (int k = 0; k < 3; ++k) mean[k] = (b.pos[k] - a.pos[k]) / dt, change[k] = b.vel[k] - a.vel[k];
    const double allowed = 0.5 * length(change) + 0.02 * std::max(length(a.vel), length(b.vel)) + 0.01 +
                           1e-9 * std::max(length(a.pos), length(b.pos)) / dt;
    if (const double found = off(mean, a.vel, b.vel); found > allowed) {
        char text[200];
        std::snprintf(text, sizeof text,
                      "moved by %.6g m in %.3g s, at %.6g m/s before and %.6g m/s after: that is %.3g m/s beside what "
                      "these velocities allow",
                      length(mean) * dt, dt, length(a.vel), length(b.vel), found);
        throw failed(who + text + "; let pos be the integral of vel (rule vehicle.motion)");
    }
}

// What turns by as much as it says: the way of the attitude in a tick, along the rates that were stated at its ends,
// summed over a run, in which what they leave open levels out.
struct turning {
    double along = 0, stated = 0; // rad^2
    void add(const qiki_truth& a, const qiki_truth& b) {
        constexpr uint32_t both = QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE;
        if ((a.valid & b.valid & both) != both) return;
        const double dt = static_cast<double>(b.t - a.t) * 1e-9, *p = a.att, *q = b.att;
        // conj(p) q: the turn from a to b in the axes of the body
        double turn[4] = {p[0] * q[0] + p[1] * q[1] + p[2] * q[2] + p[3] * q[3],
                          p[0] * q[1] - p[1] * q[0] - p[2] * q[3] + p[3] * q[2],
                          p[0] * q[2] + p[1] * q[3] - p[2] * q[0] - p[3] * q[1],
                          p[0] * q[3] - p[1] * q[2] + p[2] * q[1] - p[3] * q[0]};
        if (turn[0] < 0)
            for (double& x : turn) x = -x;
        const double half = length(turn + 1), angle = 2 * std::atan2(half, turn[0]);
        if (angle > 1) return; // of faster ones the way is not known
        for (int k = 0; k < 3; ++k) {
            const double rate = 0.5 * (a.rate[k] + b.rate[k]) * dt;
            along += (half > 0 ? turn[1 + k] / half * angle : 0) * rate, stated += rate * rate;
        }
    }
    void judge(uint64_t entity) const {
        constexpr double enough = 1e-4, little = 0.7, much = 1.4;
        if (stated < enough) return;
        const double ratio = along / stated;
        if (ratio >= little && ratio <= much) return;
        char text[200];
        std::snprintf(text, sizeof text,
                      "entity %llu: over the run its attitude turns by %.3g times as much as its rates say",
                      static_cast<unsigned long long>(entity), ratio);
        throw failed(std::string(text) +
                     ": expected as much; rate is in rad/s about the axes of the body (x ahead, y left, z up), att the "
                     "unit quaternion w x y z from body to ENU, which has the half angle: a turn to the left is one "
                     "about +z (rules vehicle.motion, rec.6)");
    }
};

// A command in every tenth tick after the first 15 s; ordinals as a host counts them.
void keep_few(moment& m, uint64_t i, std::map<uint32_t, uint64_t>& first) {
    for (feed& f : m.in) {
        if (f.record != QIKI_REC_COMMAND) continue;
        if (i < commanded || i % 10) f.resize(0);
        f.first = first[f.port], first[f.port] += f.now.count;
    }
}

// Whether a verb takes a place: two arguments or more in m, the first three of which are east, north, up.
bool is_place(const qiki_verb& v) {
    uint32_t metres = 0;
    for (uint32_t a = 0; a < v.argc && a < 3; ++a) metres += v.unit[a] && std::strcmp(v.unit[a], "m") == 0;
    return metres >= 2;
}

// A body is sent to a place nearby by each verb that takes one, and gets there without a jump: a flight has an end.
void go_there(subject& s, uint32_t verb) {
    const auto& v = load::row<qiki_verb>(s.about->verbs, verb);
    solo::terms t;
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = 1, w.period = t.period = 100'000'000;
    actor it(s, t);
    scene world(*s.about, w);
    std::optional<qiki_truth> last;
    std::map<uint32_t, uint64_t> first;
    for (uint64_t i = 0; i < way_ticks; ++i) {
        moment m = world.next();
        for (feed& f : m.in) {
            if (f.record != QIKI_REC_COMMAND) continue;
            if (i % leg != leg_begins || !last) f.resize(0);
            f.first = first[f.port], first[f.port] += f.now.count;
            if (!f.now.count) continue;
            auto& c = f.as<qiki_command>(0);
            c.verb = verb, c.argc = static_cast<uint8_t>(v.argc), c.entity = last->entity;
            const double away[3] = {i / leg % 2 ? -150. : 250., i / leg % 2 ? 250. : 150., i / leg % 2 ? 0. : 20.};
            for (uint32_t a = 0; a < 6; ++a) {
                const double near = a < 3 ? last->pos[a] + away[a] : v.min[a] + (v.max[a] - v.min[a]) / 2;
                c.arg[a] = a < v.argc ? std::clamp(near, v.min[a], v.max[a]) + 0.0 : 0;
            }
        }
        const told now = it.tick(m);
        if (now.status < 0) return; // says that it cannot; tick.poison-input looks at that
        for (const written& out : now.out)
            for (uint64_t k = 0; out.record == QIKI_REC_TRUTH && !(out.flags & QIKI_OUT_KEEP) && k < out.count; ++k) {
                const auto& r = out.as<qiki_truth>(k);
                if (last && r.entity != last->entity) continue;
                if (last && r.label == QIKI_LABEL_OK && last->label == QIKI_LABEL_OK &&
                    !((r.flags | last->flags) & QIKI_TRUTH_DOCKED))
                    judge_step(std::string("on its way to a place, by '") + v.name + "': tick() number " +
                                   std::to_string(i) + ": entity " + std::to_string(r.entity) + ": ",
                               *last, r);
                last = r;
            }
    }
}

// Hours without a command, in ticks of 10 s: nobody comes back from the other end of the world. In so long a tick
// velocities change, so only what no change of them explains is judged.
void go_far(const subject& s) {
    solo::terms t;
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = 1, w.period = t.period = long_tick;
    actor it(s, t);
    scene world(*s.about, w);
    std::map<uint64_t, qiki_truth> last;
    for (uint64_t i = 0; i < long_ticks; ++i) {
        moment m = world.next();
        for (feed& f : m.in)
            if (f.record == QIKI_REC_COMMAND) f.resize(0), f.first = 0;
        const told now = it.tick(m);
        if (now.status < 0) return; // says that it cannot go so far, which tick.far looks at
        for (const written& out : now.out) {
            if (out.record != QIKI_REC_TRUTH || (out.flags & QIKI_OUT_KEEP)) continue;
            for (uint64_t k = 0; k < out.count; ++k) {
                const auto& r = out.as<qiki_truth>(k);
                const auto before = last.find(r.entity);
                if (before != last.end() && r.label == QIKI_LABEL_OK && before->second.label == QIKI_LABEL_OK &&
                    r.t > before->second.t && !((r.flags | before->second.flags) & QIKI_TRUTH_DOCKED)) {
                    const qiki_truth& a = before->second;
                    const double dt = static_cast<double>(r.t - a.t) * 1e-9;
                    double way[3];
                    for (int j = 0; j < 3; ++j) way[j] = r.pos[j] - a.pos[j];
                    const double fastest = std::max(length(a.vel), length(r.vel));
                    if (length(way) > dt * (5 * fastest + 100)) {
                        char text[200];
                        std::snprintf(
                            text, sizeof text,
                            "tick() number %llu of 10 s: entity %llu: moved by %.6g m, at %.6g m/s before and "
                            "%.6g m/s after",
                            static_cast<unsigned long long>(i), static_cast<unsigned long long>(r.entity), length(way),
                            length(a.vel), length(r.vel));
                        throw failed(std::string(text) +
                                     ": expected a way that velocities of that size allow; a world has no end at which "
                                     "one jumps to the other: let pos be the integral of vel (rule vehicle.motion)");
                    }
                }
                last[r.entity] = r;
            }
        }
    }
}

void run(subject& s) {
    solo::terms t;
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = 1, w.period = t.period = 100'000'000;
    actor it(s, t);
    scene world(*s.about, w);
    std::map<uint64_t, qiki_truth> last;
    std::map<uint32_t, uint64_t> first;
    std::set<uint64_t> removed;
    std::map<uint64_t, turning> turned;
    for (uint64_t i = 0; i < ticks; ++i) {
        moment m = i < even ? world.next() : world.lasting(uneven(i, w.period));
        keep_few(m, i, first);
        const told now = it.play(m);
        for (const written& out : now.out) {
            if (out.record != QIKI_REC_TRUTH || (out.flags & QIKI_OUT_KEEP)) continue;
            std::set<uint64_t> there;
            for (uint64_t k = 0; k < out.count; ++k) {
                const auto& r = out.as<qiki_truth>(k);
                const std::string who =
                    "tick() number " + std::to_string(i) + ": entity " + std::to_string(r.entity) + ": ";
                there.insert(r.entity);
                if (removed.count(r.entity))
                    throw failed(who +
                                 "is there again after QIKI_TRUTH_REMOVED: expected that to be its last record (rule "
                                 "vehicle.motion)");
                const auto before = last.find(r.entity);
                const bool fresh = before == last.end();
                if (fresh != ((r.flags & QIKI_TRUTH_CREATED) != 0))
                    throw failed(
                        who + (fresh ? "its first record has not QIKI_TRUTH_CREATED" : "has QIKI_TRUTH_CREATED again") +
                        ": expected it on the first record alone (rule vehicle.motion)");
                if (r.flags & QIKI_TRUTH_REMOVED) removed.insert(r.entity);
                if (!fresh && r.label == QIKI_LABEL_OK && before->second.label == QIKI_LABEL_OK &&
                    !((r.flags | before->second.flags) & QIKI_TRUTH_DOCKED))
                    judge_step(who, before->second, r), turned[r.entity].add(before->second, r);
                last[r.entity] = r;
            }
            for (const auto& [entity, r] : last)
                if (!there.count(entity) && !removed.count(entity))
                    throw failed("tick() number " + std::to_string(i) + ": entity " + std::to_string(entity) +
                                 " is missing, and its last record had not QIKI_TRUTH_REMOVED (rule vehicle.motion)");
        }
    }
    for (const auto& [entity, way] : turned) way.judge(entity);
    if (last.empty()) s.warn("wrote no truth in 40 s: nothing was looked at");
    go_far(s);
    for (uint32_t verb = 0; verb < s.about->verbs.count; ++verb)
        if (is_place(load::row<qiki_verb>(s.about->verbs, verb))) go_there(s, verb);
}
std::string spares(const qiki_descriptor& d) { return other_than(d, QIKI_KIND_VEHICLE, {}, {QIKI_REC_TRUTH}); }
} // namespace vehicle_motion_parts
extern const check vehicle_motion{
    .id = "vehicle.motion",
    .level = 2,
    .from = needs::plugin,
    .rules = "vehicle.motion rec.6",
    .asserts =
        "in 20 s of ticks of 0.1 s, and in 20 s of uneven ones (0.03 to 0.2 s), with commands and without, each body "
        "moves as its velocities say, and turns as its rates say; its times rise, and "
        "CREATED and REMOVED stand on its first and last record; and in 1,000 ticks of 10 s "
        "without a command nothing jumps, nor on the way to a place that a verb names, and at its end",
    .varies = axis::records | axis::time,
    .run = vehicle_motion_parts::run,
    .spares = vehicle_motion_parts::spares};
} // namespace qiki::conform
