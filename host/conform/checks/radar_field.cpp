// SPDX-License-Identifier: MIT
// host/conform/checks/radar_field.cpp - nothing is seen where nobody looks.
#include "host/conform/drive/field.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/stage.hpp"
#include "host/conform/drive/variants.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace qiki::conform {
namespace radar_field_parts {
constexpr uint64_t ticks = 40, bodies = 96;
constexpr uint32_t others = 12;    // configurations
constexpr uint64_t enough = 3'000; // contacts of one of them: some ask for a hundred thousand false ones a look
constexpr double sigmas = 7;       // beyond them: one in 10^11

// Bodies in all directions, 100 m to 400 km away, from straight down to straight up.
std::vector<qiki_truth> everywhere() {
    std::vector<qiki_truth> all = spiral(bodies, 0, 0);
    for (size_t k = 0; k < all.size(); ++k) {
        const double far = 100 * std::pow(1.091, static_cast<double>(k)),
                     up = QIKI_PI * static_cast<double>(k % 13) / 13 - QIKI_PI / 2;
        const double way = 2.4 * static_cast<double>(k);
        all[k].pos[0] = far * qiki_cos(up) * qiki_sin(way) + 0.0;
        all[k].pos[1] = far * qiki_cos(up) * qiki_cos(way) + 0.0;
        all[k].pos[2] = 1000 + far * qiki_sin(up) + 0.0;
    }
    return all;
}

// Bodies just outside of each limit of a frame, strong ones, in eight directions that it looks at: farther than its
// range and nearer, above and below, and beside its sector.
std::vector<qiki_truth> just_outside(const subject& s, const qiki_frame& f) {
    constexpr double farther[] = {1.01, 1.03, 1.1, 1.3}, nearer[] = {0.97, 0.9, 0.7}, beside[] = {0.02, 0.1, 0.3};
    constexpr int directions = 8;
    std::vector<qiki_truth> all;
    const double wide = width_of(f.bearing), up = (f.elevation[0] + f.elevation[1]) / 2;
    const double middle = (f.range[0] + f.range[1]) / 2;
    const auto put = [&](double range, double bearing, double elevation) {
        if (range <= 0 || std::fabs(elevation) >= QIKI_PI / 2) return;
        const qiki_sc way = qiki_sincos(bearing), tilt = qiki_sincos(elevation);
        const double d[3] = {range * tilt.cos * way.sin, range * tilt.cos * way.cos, range * tilt.sin};
        qiki_truth& b = all.emplace_back(body(2 + all.size(), 0, 0, 0));
        for (int k = 0; k < 3; ++k) b.pos[k] = f.pos[k] + d[k] + 0.0;
        b.valid |= QIKI_TRUTH_HAS_RCS, b.rcs_dbsm = real_parameter(s, "rcs_design").value_or(10) + 20;
    };
    for (int i = 0; i < directions; ++i) {
        const double bearing = f.bearing[0] + wide * (i + 0.5) / directions;
        for (const double by : farther) put(by * f.range[1], bearing, up);
        for (const double by : nearer) put(by * f.range[0], bearing, up);
        for (const double by : beside)
            put(middle, bearing, f.elevation[0] - by), put(middle, bearing, f.elevation[1] + by);
    }
    for (const double by : beside)
        if (2 * by < 2 * QIKI_PI - wide)
            for (int i = 1; i < directions; ++i) {
                const double range = f.range[0] + (f.range[1] - f.range[0]) * i / directions;
                put(range, f.bearing[0] - by, up), put(range, f.bearing[0] + wide + by, up);
            }
    return all;
}

struct place {
    double range, bearing, elevation;       // as the frame's axes have them
    double d_range, d_bearing, d_elevation; // what sigma explains; below 0: not measured
};

std::optional<place> place_of(const qiki_frame& f, const qiki_contact& c) {
    const double nowhere[3] = {0, 0, 0};
    const auto m = compare(f, c, nowhere, nowhere);
    if (!m || !(m->measured & 1)) return std::nullopt;
    const auto reach = [&](int i) {
        return (m->measured >> i & 1) && m->sigma[i] >= 0 ? sigmas * m->sigma[i] + 1e-9 : -1;
    };
    if (c.kind == QIKI_POLAR) return place{c.z[0], c.z[1], c.z[2], reach(0), reach(1), reach(2)};
    if (f.axes != QIKI_AXES_ENU || !(f.valid & QIKI_FRAME_HAS_PLATFORM) || (m->measured & 7) != 7) return std::nullopt;
    const double d[3] = {c.z[0] - f.pos[0], c.z[1] - f.pos[1], c.z[2] - f.pos[2]};
    const double ground = qiki_hypot(d[0], d[1]), far = std::max({reach(0), reach(1), reach(2)});
    if (reach(0) < 0) return std::nullopt;
    const bool blurred = ground < 3 * far; // so near that its direction says nothing
    return place{qiki_hypot(ground, d[2]),    qiki_atan2(d[0], d[1]),     qiki_atan2(d[2], ground), far,
                 blurred ? -1 : far / ground, blurred ? -1 : far / ground};
}

// By how much a value lies outside of [low, high]; for bearings clockwise from low, and equal ones are all around.
double outside(double v, const double* limit) { return std::max({limit[0] - v, v - limit[1], 0.0}); }
double beside(double v, const double* limit) {
    constexpr double turn = 2 * QIKI_PI;
    if (limit[0] == limit[1] || std::fabs(limit[1] - limit[0]) >= turn - 1e-9) return 0;
    const auto clockwise = [](double a) { return a - turn * std::floor(a / turn); };
    const double width = clockwise(limit[1] - limit[0]), at = clockwise(v - limit[0]);
    return at <= width ? 0 : std::min(at - width, turn - at);
}

void judge(const std::string& who, double beyond, double allowed, const char* what, const char* unit) {
    if (allowed < 0 || beyond <= allowed) return;
    char text[160];
    std::snprintf(text, sizeof text, "%s lies %.4g %s outside, and seven times its sigma is %.4g %s", what, beyond,
                  unit, allowed, unit);
    throw failed(who + text + ": expected contacts of the field alone (rule radar.field)");
}

// Parameters may make a radar measure what is wrong, or see what is not there: then a contact is judged that fits a
// body, and, where only angles are others than the defaults, one that is noise or clutter by the origin port.
enum class of { all, echoes_and_alarms, echoes };
// Not where two bearings lie more than a turn apart: they can be understood in two ways.
bool is_alarm(const qiki_frame& f, const std::map<uint64_t, qiki_origin>& origins, const qiki_contact& c) {
    const auto found = origins.find(c.id);
    return std::fabs(f.bearing[1] - f.bearing[0]) <= 2 * QIKI_PI + 1e-9 && found != origins.end() &&
           (found->second.cause == QIKI_CAUSE_NOISE || found->second.cause == QIKI_CAUSE_CLUTTER);
}
bool fits(const look& l, const qiki_contact& c, std::span<const qiki_truth> all) {
    const auto m = nearest(l.frame, c, all, 1e9);
    for (int k = 0; m && k < 3; ++k)
        if ((m->off.measured >> k & 1) && !(std::fabs(m->off.off[k]) <= sigmas * m->off.sigma[k] + 1e-9)) return false;
    return m.has_value();
}

// "" or why there is nothing to judge.
std::string look_around(const subject& s, of whom, const std::vector<qiki_truth>& all = everywhere()) {
    actor it(s);
    stage scene(*s.about, s.seed);
    const auto most = real_parameter(s, "range");
    uint64_t seen = 0, judged = 0;
    for (uint64_t i = 0; i < ticks; ++i) {
        const told t = it.play(scene.next(all));
        const std::map<uint64_t, qiki_origin> origins = origins_of(t);
        for (const look& l : looks_of(t))
            for (const qiki_contact& c : l.contacts) {
                const auto p = place_of(l.frame, c);
                if (++seen > enough && whom != of::all) return "";
                const bool alarm = whom == of::echoes_and_alarms && is_alarm(l.frame, origins, c);
                if (!p || (whom != of::all && !alarm && !fits(l, c, all))) continue;
                const std::string who = at_tick(i) + "contact " + std::to_string(c.id) + ": ";
                if (l.frame.valid & QIKI_FRAME_HAS_SECTOR) {
                    judge(who, outside(p->range, l.frame.range), p->d_range, "range: of its frame's sector it", "m");
                    judge(who, beside(p->bearing, l.frame.bearing), p->d_bearing, "bearing: of its frame's sector it",
                          "rad");
                    judge(who, outside(p->elevation, l.frame.elevation), p->d_elevation,
                          "elevation: of its frame's sector it", "rad");
                    ++judged;
                }
                if (most) judge(who, p->range - *most, p->d_range, "range: of the parameter `range` it", "m"), ++judged;
            }
    }
    if (!seen) return "saw none of 96 bodies in 40 s";
    return judged ? "" : "its frames state no sector, and it has no parameter `range`";
}

// What stands close to a limit is met on purpose, whichever limit it is, of the first frame that states a sector.
void look_close(const subject& s, of whom) {
    std::vector<qiki_truth> all;
    {
        actor it(s);
        stage scene(*s.about, s.seed);
        constexpr uint32_t known = QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_PLATFORM;
        for (uint64_t i = 0; i < ticks / 2 && all.empty(); ++i)
            for (const look& l : looks_of(it.play(scene.next({}))))
                if (all.empty() && (l.frame.valid & known) == known && l.frame.axes == QIKI_AXES_ENU)
                    all = just_outside(s, l.frame);
    }
    if (!all.empty()) look_around(s, whom, all);
}

void run(subject& s) {
    const std::string nothing = look_around(s, of::all);
    look_close(s, of::all);
    with_each(s, sectors(s), [](const subject& other) {
        look_around(other, of::echoes_and_alarms);
        look_close(other, of::echoes);
    });
    with_each(s, drawn(s, others), [](const subject& other) { look_around(other, of::echoes); });
    if (!nothing.empty()) throw skipped(nothing);
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_RADAR, {QIKI_REC_TRUTH}, {QIKI_REC_FRAME, QIKI_REC_CONTACT});
}
} // namespace radar_field_parts
extern const check radar_field{
    .id = "radar.field",
    .level = 2,
    .from = needs::plugin,
    .rules = "radar.field",
    .asserts = "with bodies everywhere, and with bodies just outside of each "
               "limit (1 % of the range, 0.02 rad), no contact lies outside of the sector of its frame "
               "or beyond the parameter `range` by more "
               "than seven times its sigma: silence there is no miss; and so with each two "
               "angles that follow each other in its table, in both orders, so that a "
               "sector has north in it, there of contacts that fit a body or are noise or "
               "clutter, and in 12 drawn configurations, of those that fit a body",
    .varies = axis::configuration,
    .run = radar_field_parts::run,
    .spares = radar_field_parts::spares};
} // namespace qiki::conform
