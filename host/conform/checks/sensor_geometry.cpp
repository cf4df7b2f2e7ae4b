// SPDX-License-Identifier: MIT
// host/conform/checks/sensor_geometry.cpp - wherever the world lies and whichever way it is turned, contacts fit it.
#include "host/conform/drive/kind.hpp"
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

// Contacts of as many ticks without bodies.
uint64_t false_alarms(const subject& s, const configuration& c) {
    actor it(s, c);
    stage scene(*s.about, s.seed);
    uint64_t n = 0;
    for (uint64_t i = 0; i < ticks; ++i)
        for (const look& l : looks_of(it.play(scene.next({})))) n += l.contacts.size();
    return n;
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
            bool fit = true;
            for (int k = 0; k < 4; ++k)
                if ((m->off.measured >> k & 1) && m->off.sigma[k] >= 0)
                    fit = fit && std::fabs(m->off.off[k]) <=
                                     sigmas * m->off.sigma[k] + 1e-9 * std::max(1.0, std::fabs(x.z[k]));
            fit ? ++fits : ++strange;
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
    .rules = "rec.6 det.2",
    .asserts = "a radar's contacts fit the bodies within seven sigmas in worlds that "
               "are turned and moved in six ways; of radar and "
               "world moved together they are the same to 1e-9; and so about a place that its parameter sets, and in "
               "sectors, of each two angles that follow each other in its table in both orders",
    .varies = axis::configuration | axis::records,
    .run = sensor_geometry_parts::run,
    .spares = sensor_geometry_parts::spares};
} // namespace qiki::conform
