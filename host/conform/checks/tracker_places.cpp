// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_places.cpp - a target is where it is, whatever the contacts say it in.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/stage.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace qiki::conform {
namespace tracker_places_parts {
constexpr uint64_t targets = 4, looks_of_it = 40, warm = 20;
constexpr double near = 250; // m

// WGS-84 latitude, longitude, height to ECEF, and from there to ENU about an origin: NIMA TR8350.2 (2000), section 4.
void earth_fixed(const double* g, double* e) {
    constexpr double a = 6378137, f = 1 / 298.257223563, e2 = f * (2 - f);
    const qiki_sc lat = qiki_sincos(g[0]), lon = qiki_sincos(g[1]);
    const double n = a / qiki_sqrt(1 - e2 * lat.sin * lat.sin);
    e[0] = (n + g[2]) * lat.cos * lon.cos, e[1] = (n + g[2]) * lat.cos * lon.sin,
    e[2] = (n * (1 - e2) + g[2]) * lat.sin;
}
void enu_of(const double* g, const double* origin, double* enu) {
    double p[3], q[3], d[3];
    earth_fixed(g, p), earth_fixed(origin, q);
    for (int k = 0; k < 3; ++k) d[k] = p[k] - q[k];
    const qiki_sc lat = qiki_sincos(origin[0]), lon = qiki_sincos(origin[1]);
    enu[0] = lon.cos * d[1] - lon.sin * d[0];
    enu[1] = lat.cos * d[2] - lat.sin * (lon.cos * d[0] + lon.sin * d[1]);
    enu[2] = lat.cos * (lon.cos * d[0] + lon.sin * d[1]) + lat.sin * d[2];
}

// Low and straight, 60 to 120 km away in all directions: so far the earth is no plane.
void target_at(size_t n, double t, const double* origin, double* geodetic) {
    constexpr double east[] = {-62e3, 95e3, 20e3, -40e3}, north[] = {41e3, -30e3, 106e3, -58e3};
    constexpr double v_east[] = {170, -150, 60, 120}, v_north[] = {90, 110, -190, 140}, radius = 6371e3;
    geodetic[0] = origin[0] + (north[n] + v_north[n] * t) / radius;
    geodetic[1] = origin[1] + (east[n] + v_east[n] * t) / (radius * qiki_cos(origin[0]));
    geodetic[2] = 1300 + 100 * static_cast<double>(n);
}

struct way {
    const char *what, *remedy;
    uint8_t kind, axes;
    qiki_ns period;
    bool flies; // the antenna
};
constexpr qiki_ns second = 1'000'000'000;
constexpr way ways[] = {
    {"contacts of kind QIKI_POLAR", "", QIKI_POLAR, QIKI_AXES_ENU, second, false}, // what the others are compared with
    {"contacts of kind QIKI_ENU", "take z as east, north and up of the origin, wherever the antenna is", QIKI_ENU,
     QIKI_AXES_ENU, second, false},
    {"contacts of kind QIKI_GEODETIC", "go by the ellipsoid of WGS-84 and the tangent plane of the origin",
     QIKI_GEODETIC, QIKI_AXES_ENU, second, false},
    {"contacts of kind QIKI_POLAR in QIKI_AXES_BODY, from an antenna that turns and tilts",
     "turn bearing and elevation by att of the frame", QIKI_POLAR, QIKI_AXES_BODY, second, false},
    {"looks of 4 s, whose contacts are 0.3 to 3.3 s older than their end",
     "a contact is of its t, not of t_to of its frame", QIKI_POLAR, QIKI_AXES_ENU, 4 * second, false},
    {"looks of 4 s from an antenna that flies at 230 m/s (frame.vel), whose contacts are 0.3 to 3.3 s older than their "
     "end",
     "a contact is seen from where the antenna was at its t: frame.pos less frame.vel times t_to - t (rule "
     "radar.sigma)",
     QIKI_POLAR, QIKI_AXES_ENU, 4 * second, true}};

void aboard(qiki_frame& f, uint64_t i, const way& w) {
    f.pos[0] = 5000, f.pos[1] = -8000, f.pos[2] = 300, f.axes = w.axes;
    if (w.flies) {
        f.vel[0] = 180, f.vel[1] = -140;
        for (int k = 0; k < 2; ++k) f.pos[k] += f.vel[k] * static_cast<double>(f.t_to) * 1e-9;
    }
    if (w.axes != QIKI_AXES_BODY) return;
    // Yaw, pitch and roll: Diebel 2006, "Representing attitude", section 8.
    const qiki_sc y = qiki_sincos(1.05 + 0.04 * static_cast<double>(i)), p = qiki_sincos(0.06), r = qiki_sincos(-0.1);
    f.att[0] = r.cos * p.cos * y.cos + r.sin * p.sin * y.sin, f.att[1] = r.sin * p.cos * y.cos - r.cos * p.sin * y.sin;
    f.att[2] = r.cos * p.sin * y.cos + r.sin * p.cos * y.sin, f.att[3] = r.cos * p.cos * y.sin - r.sin * p.sin * y.cos;
}
void tell(qiki_contact& c, const qiki_frame& f, const double* geodetic, const double* enu, const way& w) {
    constexpr double still[3] = {};
    c.kind = w.kind;
    std::copy_n(w.kind == QIKI_GEODETIC ? geodetic : enu, 3, c.z);
    qiki_frame then = f;
    for (int k = 0; k < 3; ++k) then.pos[k] -= f.vel[k] * static_cast<double>(f.t_to - c.t) * 1e-9;
    if (w.kind == QIKI_POLAR) return void(std::copy_n(as_measured(then, enu, still).z, 3, c.z));
    c.cov[0] = c.cov[4] = c.cov[7] = 100;
}

struct tally {
    double tracks = 0, fits = 0, worst = 0;
    bool says_so = false; // that it does not take all
};
tally play(const subject& s, const way& how) {
    actor it(s);
    const double* origin = it.host().info().origin;
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = targets, w.period = how.period;
    looks world(*s.about, w);
    tally sum;
    double geodetic[3], enu[3];
    for (uint64_t i = 0; i < looks_of_it; ++i) {
        look l = world.next();
        aboard(l.frame, i, how);
        for (size_t n = 0; n < l.contacts.size(); ++n) {
            qiki_contact& c = l.contacts[n];
            if (how.period > second) c.t -= second * 3 / 10 + second * static_cast<qiki_ns>(n);
            target_at(n, static_cast<double>(c.t) * 1e-9, origin, geodetic);
            enu_of(geodetic, origin, enu);
            tell(c, l.frame, geodetic, enu, how);
        }
        const told t = it.tick(world.put({l}));
        if (t.status < 0 || t.status == QIKI_TRUNCATED) return sum.says_so = true, sum;
        const auto set = track_set(t);
        for (size_t k = 0; set && i >= warm && k < set->size(); ++k) {
            const qiki_track& x = (*set)[k];
            const bool there = x.status == QIKI_TRACK_CONFIRMED || x.status == QIKI_TRACK_COASTING;
            if (!there || x.label != QIKI_LABEL_OK) continue;
            double least = 1e300;
            for (size_t n = 0; n < targets; ++n) {
                target_at(n, static_cast<double>(x.t) * 1e-9, origin, geodetic);
                enu_of(geodetic, origin, enu);
                least = std::min(least, std::hypot(x.x[0] - enu[0], x.x[1] - enu[1]));
            }
            ++sum.tracks, sum.fits += least < near, sum.worst = std::max(sum.worst, least);
        }
    }
    return sum;
}

// Four targets that fly away from the antenna to the north, east, south and west, each within 30 m of that bearing, by
// turns on either side of it: what is one target in the east is one in the south, where bearings jump from pi to -pi.
constexpr const char* quarters[] = {"north", "east", "south", "west"};
void judge_around(const subject& s) {
    constexpr double ahead[][2] = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};
    constexpr double judged = looks_of_it - warm;
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = targets;
    looks world(*s.about, w);
    double found[targets] = {};
    for (uint64_t i = 0; i < looks_of_it; ++i) {
        look l = world.next();
        for (size_t n = 0; n < l.contacts.size(); ++n) {
            const double *d = ahead[n], away = 20e3 + 100 * static_cast<double>(l.frame.t_to) * 1e-9;
            const double aside = (i + n) % 2 ? 30 : -30;
            const double pos[3] = {away * d[0] + aside * d[1], away * d[1] + aside * d[0], 1500};
            see(l.contacts[n], pos, l.frame.pos);
        }
        const auto set = track_set(it.play(world.put({l})));
        for (size_t k = 0; set && i >= warm && k < set->size(); ++k)
            for (size_t n = 0; n < targets; ++n) {
                const qiki_track& x = (*set)[k];
                const double away = 20e3 + 100 * static_cast<double>(x.t) * 1e-9;
                found[n] += x.status != QIKI_TRACK_ENDED && x.label == QIKI_LABEL_OK &&
                            std::hypot(x.x[0] - away * ahead[n][0], x.x[1] - away * ahead[n][1]) < 600;
            }
    }
    const auto one = [&](size_t n) { return found[n] > 0.8 * judged && found[n] < 1.2 * judged; };
    if (!one(1) || !one(3)) return;
    for (const size_t n : {0u, 2u}) {
        if (found[n] > 0.5 * judged && found[n] < 1.5 * judged) continue;
        char text[160];
        std::snprintf(text, sizeof text, "%.2g tracks a look, and one in the east %.2g", found[n] / judged,
                      found[1] / judged);
        throw failed(std::string("a target in the ") + quarters[n] +
                     " of the antenna, within 30 m of that bearing, has " + text +
                     ": expected as many; bearings that lie on either side of where they jump, by 2 pi, are close to "
                     "each other (rules tracker.state, rec.6)");
    }
}

void run(subject& s) {
    judge_around(s);
    const tally plain = play(s, ways[0]);
    constexpr double all = (looks_of_it - warm) * targets;
    if (plain.says_so || plain.tracks < all / 2 || plain.fits < 0.75 * plain.tracks) {
        char text[160];
        std::snprintf(text, sizeof text, "%.0f tracks of four plain targets in %llu looks, %.0f of them near one",
                      plain.tracks, static_cast<unsigned long long>(looks_of_it - warm), plain.fits);
        return s.note(std::string(text) + ": other contacts were not looked at (tracker.follow judges plain ones)");
    }
    for (const way& how : ways) {
        const tally found = play(s, how);
        if (found.says_so) continue;
        char text[200];
        if (found.tracks < all / 8 && how.period == second) {
            std::snprintf(text, sizeof text, "%.0f tracks that are not tentative, where there are %.0f of others",
                          found.tracks, plain.tracks);
            throw failed(std::string("four targets, ") + how.what + ": " + text +
                         ", and each tick says that all is well: expected them to be followed, or QIKI_TRUNCATED from "
                         "who cannot take them (rule tracker.state); " +
                         how.remedy);
        }
        if (found.fits >= 0.75 * found.tracks) continue;
        std::snprintf(text, sizeof text,
                      "only %.0f of %.0f tracks that are not tentative have a target within %.0f m (the farthest: %.3g "
                      "km)",
                      found.fits, found.tracks, near, found.worst / 1000);
        throw failed(std::string("four targets, ") + how.what + ": " + text + ": expected nearly all; " + how.remedy +
                     ", or say QIKI_TRUNCATED (rules tracker.state, rec.6)");
    }
}
} // namespace tracker_places_parts
extern const check tracker_places{
    .id = "tracker.places",
    .level = 2,
    .from = needs::plugin,
    .rules = "tracker.state rec.6 radar.sigma",
    .asserts =
        "of four targets as far away as 110 km, said in polar contacts, in the axes of a body that turns and "
        "tilts, in ENU or geodetic, and at any time of a long look, also of an antenna that flies, the tracks are "
        "where they are; who cannot take such contacts says QIKI_TRUNCATED or fails; a target in the north or south of "
        "the antenna has as many tracks as one in the east",
    .varies = axis::records | axis::time,
    .run = tracker_places_parts::run,
    .spares = no_maker_of_tracks};
} // namespace qiki::conform
