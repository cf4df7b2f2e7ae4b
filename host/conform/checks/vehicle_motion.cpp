// SPDX-License-Identifier: MIT
// host/conform/checks/vehicle_motion.cpp - nothing jumps, and a body's records begin, go on and end.
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/bodies.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/motion.hpp"
#include "host/conform/drive/strides.hpp"
#include "host/conform/drive/variants.hpp"
#include "host/load/contract.hpp"
#include "qiki/command.h"
#include "qiki/random.h"
#include "qiki/truth.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>
#include <set>

namespace qiki::conform {
namespace vehicle_motion_parts {
constexpr uint64_t ticks = 600, even_from = 200, even_to = 400; // ticks before and after those are 0.03 to 0.2 s long
constexpr uint64_t commanded = 60, every = 10, onward = 540;    // when commands come; from then on, only some
constexpr uint64_t long_ticks = 1000;
constexpr uint64_t way_ticks = 2400, leg = 1200, leg_begins = 20; // of 0.1 s: two minutes a leg
constexpr qiki_ns long_tick = 10'000'000'000;
constexpr double shares[] = {0.005, 0.1, 1}; // of a long way and of a high speed, in a command each
constexpr uint64_t heard_from = 2, heard_to = heard_from + std::size(shares);
constexpr double fast = 100, far_away = 300e3; // m/s and m
constexpr uint32_t others = 8;                 // configurations

// Whether a verb takes a place: two arguments or more in m, the first three of which are east, north, up.
bool is_place(const qiki_verb& v) {
    uint32_t metres = 0;
    for (uint32_t a = 0; a < v.argc && a < 3; ++a) metres += v.unit[a] && std::strcmp(v.unit[a], "m") == 0;
    return metres >= 2;
}

// The last body is sent to a place nearby by each verb that takes one, and gets there without a jump: a flight has an
// end.
void go_there(const subject& s, uint32_t verb, uint64_t owned) {
    const auto& v = load::row<qiki_verb>(s.about->verbs, verb);
    solo::terms t;
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = 1, w.period = t.period = 100'000'000, w.owned = t.owned = owned;
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
                if (last ? r.entity != last->entity : owned > 1 && r.entity != w.own + owned - 1) continue;
                if (last && r.label == QIKI_LABEL_OK && last->label == QIKI_LABEL_OK &&
                    !((r.flags | last->flags) & QIKI_TRUTH_DOCKED))
                    judge_step(std::string("on its way to a place, by '") + v.name + "': tick() number " +
                                   std::to_string(i) + ": entity " + std::to_string(r.entity) + ": ",
                               *last, r);
                last = r;
            }
    }
}

// A command to go far, or as fast as its verb allows, up to 100 m/s; or that share of it.
void send_far(qiki_command& c, uint32_t verb, const qiki_verb& v, const qiki_truth& from, double share) {
    c.verb = verb, c.argc = static_cast<uint8_t>(v.argc), c.entity = from.entity;
    for (uint32_t a = 0; a < 6; ++a) {
        const std::string_view unit = a < v.argc && v.unit[a] ? v.unit[a] : "";
        double wanted = v.max[a];
        if (unit == "m/s") wanted = share * fast;
        if (unit == "m") wanted = a < 2 ? from.pos[a] + share * far_away : a < 3 && is_place(v) ? from.pos[a] : 0;
        if (unit == "rad" || unit == "rad/s") wanted = 0;
        c.arg[a] = a < v.argc ? std::clamp(wanted, v.min[a], v.max[a]) + 0.0 : 0;
    }
}

bool is_for_far(const qiki_verb& v) {
    for (uint32_t a = 0; a < v.argc && a < 6; ++a)
        if (v.unit[a] && std::strcmp(v.unit[a], "m/s") == 0) return true;
    return is_place(v);
}

// Verbs in their turn, and at the end those alone that make it go, so that it does not lie still when a run ends.
class orders {
public:
    explicit orders(const qiki_descriptor& d) : about_(d) {
        for (uint32_t v = 0; v < d.verbs.count; ++v) {
            all_.push_back(v);
            if (is_for_far(load::row<qiki_verb>(d.verbs, v))) going_.push_back(v);
        }
    }
    // A command in every tenth tick after the first ones, of each verb that there is; ordinals as a host counts them.
    void keep_few(moment& m, uint64_t i, uint64_t entity) {
        const std::vector<uint32_t>& of = i >= onward && !going_.empty() ? going_ : all_;
        for (feed& f : m.in) {
            if (f.record != QIKI_REC_COMMAND) continue;
            f.resize(i < commanded || i % every || of.empty() ? 0 : 1);
            f.first = first_[f.port], first_[f.port] += f.now.count;
            if (!f.now.count) continue;
            const uint32_t verb = of[i / every % of.size()];
            const auto& v = load::row<qiki_verb>(about_.verbs, verb);
            auto& c = f.as<qiki_command>(0);
            c.verb = verb, c.argc = static_cast<uint8_t>(v.argc), c.entity = entity;
            for (uint32_t a = 0; a < 6; ++a) {
                const double u = qiki_uniform(qiki_draw(m.seq, verb, a, 1, 0), 0);
                const double drawn = v.min[a] + (v.max[a] - v.min[a]) * u;
                c.arg[a] = a >= v.argc ? 0 : (v.flags & QIKI_VERB_WHOLE(a) ? std::floor(drawn) : drawn) + 0.0;
            }
        }
    }

private:
    const qiki_descriptor& about_;
    std::vector<uint32_t> all_, going_;
    std::map<uint32_t, uint64_t> first_;
};

// Hours in ticks of 10 s, without a command, or after some at the begin, each for more than the one before, so that a
// vehicle keeps what it can: nobody comes back from the other end of the
// world. How far it came, in m.
double go_far(const subject& s, std::optional<uint32_t> verb) {
    solo::terms t;
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = 1, w.period = t.period = long_tick;
    actor it(s, t);
    scene world(*s.about, w);
    const qiki_verb* const v = verb ? &load::row<qiki_verb>(s.about->verbs, *verb) : nullptr;
    std::map<uint64_t, qiki_truth> last;
    std::map<uint64_t, double> fastest; // so far, of who was sent
    double farthest = 0, start[3] = {};
    std::map<uint32_t, uint64_t> first;
    for (uint64_t i = 0; i < long_ticks; ++i) {
        moment m = world.next();
        for (feed& f : m.in) {
            if (f.record != QIKI_REC_COMMAND) continue;
            const bool now = v && i >= heard_from && i < heard_to && !last.empty();
            f.resize(now ? 1 : 0), f.first = first[f.port], first[f.port] += f.now.count;
            if (now) send_far(f.as<qiki_command>(0), *verb, *v, last.begin()->second, shares[i - heard_from]);
        }
        const told now = it.tick(m);
        if (now.status < 0) break; // says that it cannot go so far, which tick.far looks at
        for (const written& out : now.out) {
            if (out.record != QIKI_REC_TRUTH || (out.flags & QIKI_OUT_KEEP)) continue;
            for (uint64_t k = 0; k < out.count; ++k) {
                const auto& b = out.as<qiki_truth>(k);
                const auto before = last.find(b.entity);
                double& most = fastest[b.entity];
                most = std::max(v ? most : 0, speed_of(b));
                if (before != last.end() && b.label == QIKI_LABEL_OK && before->second.label == QIKI_LABEL_OK &&
                    b.t > before->second.t && !((b.flags | before->second.flags) & QIKI_TRUTH_DOCKED) &&
                    !(v && i >= heard_from && i < heard_to)) // which may be a short way at any speed
                    judge_way((v ? std::string("far away, by '") + v->name + "': " : "") + "tick() number " +
                                  std::to_string(i) + " of 10 s: entity " + std::to_string(b.entity) + ": ",
                              before->second, b, std::max(most, speed_of(before->second)));
                if (last.empty()) std::copy_n(b.pos, 3, start);
                farthest =
                    std::max(farthest, std::hypot(b.pos[0] - start[0], b.pos[1] - start[1], b.pos[2] - start[2]));
                last[b.entity] = b;
            }
        }
    }
    return farthest;
}

// Whether it wrote truth; the last body is told what to do. Drawn parameters may be those of a body that no tick is
// short enough for: of those, the steps that are steady are judged, and jumps.
bool move(const subject& s, bool drawn_ones, uint64_t owned = 1) {
    solo::terms t;
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = 1, w.period = t.period = 100'000'000, w.owned = t.owned = owned;
    actor it(s, t);
    scene world(*s.about, w);
    orders said(*s.about);
    std::map<uint64_t, qiki_truth> last;
    std::set<uint64_t> removed;
    std::map<uint64_t, turning> turned;
    std::map<uint64_t, steadiness> steady;
    for (uint64_t i = 0; i < ticks; ++i) {
        moment m = world.lasting(i >= even_from && i < even_to ? w.period : uneven(i, w.period));
        said.keep_few(m, i, w.own + owned - 1);
        const told now = it.play(m);
        for (const written& out : now.out) {
            if (out.record != QIKI_REC_TRUTH || (out.flags & QIKI_OUT_KEEP)) continue;
            std::set<uint64_t> there;
            for (uint64_t k = 0; k < out.count; ++k) {
                const auto& r = out.as<qiki_truth>(k);
                const std::string who =
                    "tick() number " + std::to_string(i) + ": entity " + std::to_string(r.entity) + ": ";
                if (!there.insert(r.entity).second) throw deferred(who + "is written twice in one tick", "vehicle.own");
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
                    !((r.flags | before->second.flags) & QIKI_TRUTH_DOCKED)) {
                    const qiki_truth& a = before->second;
                    steady[r.entity].add(a, r), turned[r.entity].add(a, r);
                    if (!drawn_ones || steady[r.entity].proven()) judge_step(who, a, r);
                    else if (r.t > a.t) judge_way(who, a, r, std::max(speed_of(a), speed_of(r)));
                }
                last[r.entity] = r;
            }
            for (const auto& [entity, r] : last)
                if (!there.count(entity) && !removed.count(entity))
                    throw failed("tick() number " + std::to_string(i) + ": entity " + std::to_string(entity) +
                                 " is missing, and its last record had not QIKI_TRUTH_REMOVED (rule vehicle.motion)");
        }
    }
    if (!drawn_ones)
        for (const auto& [entity, way] : turned) way.judge(entity);
    return !last.empty();
}

// Of a vehicle that may have several bodies, each moves as the only one does.
void several(const subject& one) {
    const uint64_t owned = bodies_of(*one.about);
    if (owned == 1) return;
    const subject s = with_bodies(one, owned);
    try {
        move(s, false, owned);
        for (uint32_t verb = 0; verb < s.about->verbs.count; ++verb)
            if (is_place(load::row<qiki_verb>(s.about->verbs, verb))) go_there(s, verb, owned);
    } catch (const failed& f) {
        throw failed("of " + std::to_string(owned) +
                     " bodies, by --set count, the last of which is commanded: " + f.what());
    } catch (const skipped&) {} // takes no such number beside what is set by hand, which config.schema judges
}

void run(subject& s) {
    if (!move(s, false)) s.warn("wrote no truth in 60 s: nothing was looked at");
    judge_strides(s, "");
    double farthest = go_far(s, std::nullopt);
    for (uint32_t verb = 0; verb < s.about->verbs.count; ++verb) {
        const auto& v = load::row<qiki_verb>(s.about->verbs, verb);
        if (is_place(v)) go_there(s, verb, 1);
        if (!is_for_far(v)) continue;
        judge_strides(s, std::string("after '") + v.name + "': ", [&](qiki_command& c, const qiki_truth& from) {
            send_far(c, verb, v, from, shares[1]);
        });
        farthest = std::max(farthest, go_far(s, verb));
    }
    s.note("went " + std::to_string(static_cast<uint64_t>(std::min(farthest, 1e15) / 1000)) + " km away");
    several(s);
    with_each(s, drawn(s, others), [](const subject& other) { move(other, true); });
}
std::string spares(const qiki_descriptor& d) { return other_than(d, QIKI_KIND_VEHICLE, {}, {QIKI_REC_TRUTH}); }
} // namespace vehicle_motion_parts
extern const check vehicle_motion{
    .id = "vehicle.motion",
    .level = 2,
    .from = needs::plugin,
    .rules = "vehicle.motion rec.6",
    .asserts =
        "in 40 s of uneven ticks (0.03 to 0.2 s), and in 20 s of even ones (0.1 s) between them, without commands and "
        "with those of each verb in turn, each body moves as its velocities say, and turns as its rates say; its times "
        "rise, and "
        "CREATED and REMOVED stand on its first and last record; and so in 8 drawn configurations, there while its "
        "velocities are steady, and where a parameter `count` gives it three bodies (or two), of which the last one is "
        "commanded; and in 1,000 ticks of 10 s nothing jumps, without a command and after those of each "
        "verb that has a speed or a place: as fast as it takes, up to 100 m/s (1,000 km), and 300 km away; nor on the "
        "way to a place nearby, and at its end; and in one tick of 10, 60 or 1,000 s a body that keeps its velocity, "
        "before, after and in as many short ticks, moves by that velocity times the tick, and so in ticks that are no "
        "whole milliseconds",
    .varies = axis::configuration | axis::records | axis::time,
    .run = vehicle_motion_parts::run,
    .spares = vehicle_motion_parts::spares};
} // namespace qiki::conform
