// SPDX-License-Identifier: MIT
// host/conform/checks/sensor_geometry.cpp - wherever the world lies and whichever way it is turned, contacts fit it.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/riding.hpp"
#include "host/conform/drive/stage.hpp"
#include "host/conform/drive/variants.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace qiki::conform {
namespace sensor_geometry_parts {
constexpr uint64_t ticks = 12, bodies = 24;
constexpr double sigmas = 7;
constexpr uint64_t moving_ticks = 6;
constexpr qiki_ns moving_period = 4'000'000'000; // long ones: where the beam is in a tick makes a great difference
constexpr double moving_sigmas = 3.5, moving_time = 24, fastest = 300; // s, m/s

struct pose {
    double turn, east, north; // clockwise seen from above, then moved
};

void put(qiki_truth& b, const pose& p) {
    const qiki_sc by = qiki_sincos(p.turn), half = qiki_sincos(-p.turn / 2);
    const double east = b.pos[0], north = b.pos[1];
    b.pos[0] = east * by.cos + north * by.sin + p.east + 0.0;
    b.pos[1] = north * by.cos - east * by.sin + p.north + 0.0;
    b.att[0] = half.cos + 0.0, b.att[3] = half.sin + 0.0;
}

// Contacts of so many ticks without bodies.
uint64_t false_alarms(const subject& s, const configuration& c, uint64_t how_many = ticks,
                      qiki_ns period = 1'000'000'000) {
    actor it(s, c);
    stage scene(*s.about, s.seed, period);
    uint64_t n = 0;
    for (uint64_t i = 0; i < how_many; ++i)
        for (const look& l : looks_of(it.play(scene.next({})))) n += l.contacts.size();
    return n;
}

// Whether the first n values of z that it measured do.
bool lies_within(double limit, const qiki_contact& x, const miss& m, int n) {
    for (int k = 0; k < n; ++k)
        if ((m.measured >> k & 1) && m.sigma[k] >= 0 &&
            !(std::fabs(m.off[k]) <= limit * m.sigma[k] + 1e-9 * std::max(1.0, std::fabs(x.z[k]))))
            return false;
    return true;
}

// All looks at the world in that pose; throws failed when more contacts do not fit it than do, `noise` of them aside.
std::vector<look> looks_at(const subject& s, const configuration& c, const pose& p, uint64_t noise) {
    actor it(s, c);
    stage scene(*s.about, s.seed);
    put(scene.carrier, p);
    std::vector<qiki_truth> all = spiral(bodies, 2000, 15e3);
    for (qiki_truth& b : all) put(b, p);
    std::vector<look> seen;
    uint64_t fits = 0, strange = 0;
    for (uint64_t i = 0; i < ticks; ++i)
        for (look& l : looks_of(it.play(scene.next(all)))) seen.push_back(std::move(l));
    for (const look& l : seen)
        for (const qiki_contact& x : l.contacts) {
            const auto m = nearest(l.frame, x, all, 1e9);
            if (!m) continue;
            lies_within(sigmas, x, m->off, 4) ? ++fits : ++strange;
        }
    if (strange > fits + 2 * noise) {
        char text[200];
        std::snprintf(text, sizeof text,
                      "in a world that was turned by %g rad and moved by (%g, %g) m, %llu of %llu contacts fit no body "
                      "within seven sigmas",
                      p.turn, p.east, p.north, static_cast<unsigned long long>(strange),
                      static_cast<unsigned long long>(strange + fits));
        throw failed(std::string(text) +
                     ": expected bearings clockwise from the north (body axes: from the nose), elevations from the "
                     "horizon, ENU metres, and the place of the antenna in frame.pos (rule rec.6)");
    }
    return seen;
}

// A radar that rides along sees the same when everything is moved: to rounding, since the draws are the same.
void same_when_moved(const std::vector<look>& a, const std::vector<look>& b, const pose& p) {
    const double by[3] = {p.east, p.north, 0};
    for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
        if (std::fabs(b[i].frame.pos[0] - a[i].frame.pos[0] - by[0]) > 1e-6) return; // it stands fixed
        const std::string who = "frame " + std::to_string(a[i].frame.seq) + ": ";
        if (a[i].contacts.size() != b[i].contacts.size())
            throw failed(who + "has " + std::to_string(a[i].contacts.size()) + " contacts, and " +
                         std::to_string(b[i].contacts.size()) +
                         " when radar and world are moved together: expected the same (rules rec.6, det.2)");
        for (size_t k = 0; k < a[i].contacts.size(); ++k)
            for (int n = 0; n < 3; ++n) {
                const qiki_contact &x = a[i].contacts[k], &y = b[i].contacts[k];
                const double want = x.z[n] + (x.kind == QIKI_ENU ? by[n] : 0);
                if (std::fabs(y.z[n] - want) > 1e-9 * std::max(1e3, std::fabs(want)))
                    throw failed(
                        who + "z[" + std::to_string(n) + "] of contact " + std::to_string(y.id) + " is off by " +
                        std::to_string(y.z[n] - want) +
                        " when radar and world are moved together: expected the same to 1e-9 (rules rec.6, det.2)");
            }
    }
}

// The key of a place in ENU m that the scenario gives it; "" when it has none.
std::string place_of(const subject& s) {
    for (uint32_t i = 0; i < s.about->params.count; ++i) {
        const auto& p = load::row<qiki_param>(s.about->params, i);
        const bool metres = p.unit && std::string_view(p.unit) == "m";
        const std::string_view key(p.key);
        if (p.type == QIKI_REALS && metres && (key == "at" || key.find("pos") != key.npos) && !s.set.contains(p.key) &&
            p.text && std::count(p.text, p.text + std::strlen(p.text), ',') == 2)
            return p.key;
    }
    return {};
}

// Which way the bodies go, every second one back: from the middle of the world and across; and the carrier.
struct going {
    const char* what;
    double away, across, carrier[3];
    uint64_t every = 1; // so many ticks truth is written
};
struct fitness {
    uint64_t fits = 0, strange = 0;
    bool bad(uint64_t noise) const { return strange > fits + 2 * noise; }
};

double reach_of(const subject& s) { return std::min(real_parameter(s, "range").value_or(20e3), 20e3); }
double speed_in(double reach) { return std::min(fastest, reach / 60); }

// How many places fit that of a body at the contact's own time, seen from where its frame says that the antenna was at
// that time. All go straight, and are where a spiral has them in the middle of the play. With truth that is written
// more seldom, of the ticks that bring none.
fitness watch(const subject& s, const configuration& c, const going& g) {
    const double reach = reach_of(s), speed = speed_in(reach);
    actor it(s, c);
    stage scene(*s.about, s.seed, moving_period);
    scene.every = g.every;
    std::vector<qiki_truth> all = spiral(bodies, 0.3 * reach, 0.7 * reach), now = all;
    for (int k = 0; k < 3; ++k) {
        scene.carrier.vel[k] = g.carrier[k] * speed;
        scene.carrier.pos[k] -= scene.carrier.vel[k] * moving_time / 2;
    }
    for (size_t i = 0; i < all.size(); ++i) {
        qiki_truth& b = all[i];
        const double ground = qiki_hypot(b.pos[0], b.pos[1]), way = i % 2 ? speed : -speed;
        b.vel[0] = way * (g.away * b.pos[0] + g.across * b.pos[1]) / ground + 0.0;
        b.vel[1] = way * (g.away * b.pos[1] - g.across * b.pos[0]) / ground + 0.0;
        for (int k = 0; k < 2; ++k) b.pos[k] -= b.vel[k] * moving_time / 2;
    }
    fitness of;
    for (uint64_t i = 0; i < moving_ticks; ++i)
        for (const look& l : looks_of(it.play(scene.next(all))))
            for (const qiki_contact& x : l.contacts) {
                if (g.every > 1 && i % g.every == 0) continue;
                qiki_frame f = l.frame;
                const double ago = static_cast<double>(f.t_to - x.t) * 1e-9;
                for (int k = 0; k < 3; ++k) f.pos[k] -= f.vel[k] * ago;
                for (size_t b = 0; b < all.size(); ++b) {
                    now[b] = all[b];
                    for (int k = 0; k < 3; ++k) now[b].pos[k] += all[b].vel[k] * static_cast<double>(x.t) * 1e-9;
                }
                const auto m = nearest(f, x, now, 1e9);
                if (m) lies_within(moving_sigmas, x, m->off, 3) ? ++of.fits : ++of.strange;
            }
    return of;
}

void watch_moving(const subject& s, const configuration& c) {
    constexpr going still{"", 0, 0, {0, 0, 0}},
        ways[] = {{"bodies that come and go, as fast as", 1, 0, {0, 0, 0}},
                  {"bodies that go across, as fast as", 0, 1, {0, 0, 0}},
                  {"bodies at rest, from a carrier that goes to the east at", 0, 0, {1, 0, 0}},
                  {"bodies that come and go, whose truth comes every 2nd tick, as fast as", 1, 0, {0, 0, 0}, 2},
                  {"bodies that go across, whose truth comes every 3rd tick, as fast as", 0, 1, {0, 0, 0}, 3},
                  {"bodies that come and go, whose truth comes every 5th tick, as fast as", 1, 0, {0, 0, 0}, 5},
                  {"bodies that go across, whose truth comes every 10th tick, as fast as", 0, 1, {0, 0, 0}, 10}};
    const uint64_t noise = false_alarms(s, c, moving_ticks, moving_period);
    if (watch(s, c, still).bad(noise)) return; // not for want of time
    for (const going& g : ways) {
        const fitness of = watch(s, c, g);
        if (!of.bad(noise)) continue;
        char text[300];
        std::snprintf(text, sizeof text,
                      "of %s %g m/s, in ticks of 4 s, %llu of %llu contacts lie farther than 3.5 sigmas from where a "
                      "body was at their t, and when all are at rest most do not",
                      g.what, speed_in(reach_of(s)), static_cast<unsigned long long>(of.strange),
                      static_cast<unsigned long long>(of.strange + of.fits));
        throw failed(std::string(text) +
                     ": expected z of the place where the body was at the contact's own t (from its truth by vel, "
                     "when t is not that of the truth), seen from where the antenna was at that t: frame.pos, which "
                     "is its place at t_to, less frame.vel times t_to - t (rule radar.sigma)");
    }
}

std::map<std::string, std::string> all_measured(const subject& s) {
    return with(s, {{"elevation", 1}, {"range_rate", 1}, {"clutter", 0}, {"noise_alarms", 0}});
}

// One that looks at a sector measures as one that looks all around.
void look_aside(const subject& s) {
    const configuration c(*s.about, all_measured(s));
    const uint64_t noise = false_alarms(s, c);
    for (const double turn : {0.5, -2.2}) looks_at(s, c, {turn, 0, 0}, noise);
}

void run(subject& s) {
    const configuration c(*s.about, all_measured(s));
    const pose moved{0, 30e3, -20e3};
    const uint64_t noise = false_alarms(s, c);
    const std::vector<look> here = looks_at(s, c, {0, 0, 0}, noise);
    const bool placed = !here.empty() && (here.front().frame.valid & QIKI_FRAME_HAS_PLATFORM);
    size_t seen = 0;
    for (const look& l : here) seen += l.contacts.size();
    if (!seen) throw skipped("saw none of 24 bodies in 12 s");
    for (const double turn : {0.5, 2.0, -2.2}) looks_at(s, c, {turn, 0, 0}, noise);
    const std::vector<look> there = looks_at(s, c, moved, noise);
    if (placed) same_when_moved(here, there, moved);
    looks_at(s, c, {1.3, -8e3, 5e3}, noise);
    watch_moving(s, c);
    judge_place(s, {150, -100, 50});
    with_each(s, sectors(s), look_aside);
    if (const std::string key = place_of(s); !key.empty()) { // it stands there, in the midst of the bodies
        auto elsewhere = all_measured(s);
        elsewhere.emplace(key, "12000,-9000,25");
        const configuration there_it_stands(*s.about, elsewhere);
        try {
            actor probe(s, there_it_stands);
        } catch (const skipped&) {
            return; // the carrier is where it stands
        }
        looks_at(s, there_it_stands, {0.7, 12e3, -9e3}, noise);
    }
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_RADAR, {QIKI_REC_TRUTH}, {QIKI_REC_FRAME, QIKI_REC_CONTACT});
}
} // namespace sensor_geometry_parts
extern const check sensor_geometry{
    .id = "sensor.geometry",
    .level = 4,
    .from = needs::plugin,
    .rules = "rec.6 radar.sigma det.2",
    .asserts =
        "a radar's contacts fit the bodies within seven sigmas in worlds that "
        "are turned and moved in six ways; of radar and "
        "world moved together they are the same to 1e-9; and so about a place that its parameter sets, and in "
        "sectors, of each two angles that follow each other in its table in both orders; and of bodies that come "
        "and go, or go across, at 300 m/s, and of bodies at rest from a carrier that moves, most lie within 3.5 "
        "sigmas of where a body was at the contact's own t, seen from where the antenna was then, also in ticks that "
        "bring no truth, where that comes every 2nd, 3rd, 5th or 10th; and pos of a frame is where the antenna is at "
        "its t_to",
    .varies = axis::configuration | axis::records,
    .run = sensor_geometry_parts::run,
    .spares = sensor_geometry_parts::spares};
} // namespace qiki::conform
