// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/docking.hpp - two bayonet ports, one of a station's: near, captured, locked, let go.
#pragma once
#include "rigid.hpp"

namespace craft {

struct port {
    const char* name;
    vec3 at, axis; // from the geometric centre; outward
};
inline constexpr port ports_table[] = {{"forward_bayonet", {0, 0, 1.2}, {0, 0, 1}},
                                       {"aft_bayonet", {0, 0, -1.2}, {0, 0, -1}}};
inline constexpr uint32_t ports = 2;

// The other side: where the station is, and its port on it.
struct pose {
    vec3 pos, vel;
    quat att;
    vec3 rate; // body axes
};
struct berth {
    vec3 at, axis{0, 0, 1}; // from the station's centre, its body axes; outward
};

inline vec3 berth_at(const pose& station, const berth& b) { return station.pos + to_world(station.att, b.at); }

struct docking_settings {
    berth other;
    double gap = 0.10, lateral = 0.10, angle = 5 * QIKI_PI / 180; // of a soft capture: m, m, rad
    double closing_least = 0.01, closing_most = 0.20;             // m/s
    double slide = 0.05, turn = QIKI_PI / 180;                    // m/s, rad/s
    double crash_speed = 0.4, crash_angle = 10 * QIKI_PI / 180;   // m/s, rad
    double hold = 3, push_off = 0.05;                             // s, m/s
    double stiffness = 20e3, damping = 4e3, strength = 12e3;      // N/m, N s/m, N
    double ring = 0.6;                                            // m, arm of the coupling against tilt
};

enum class dock : uint64_t { free, soft, hard };
inline constexpr const char* dock_names[] = {"free", "soft", "hard"};

// One port seen from the berth.
struct approach {
    double gap = 0, lateral = 0, angle = 0; // along the berth's axis, beside it, m; between the axes, rad
    double closing = 0, slide = 0;          // m/s, along and across; positive: coming nearer
    double turn = 0;                        // rad/s, of one against the other
    vec3 apart, drift;                      // place and velocity of the port from the berth, world
};

// Velocity of the point `at` (from the centre of mass of what moves like that, its body axes), world.
inline vec3 velocity_at(vec3 vel, quat att, vec3 rate, vec3 at) { return vel + to_world(att, cross(rate, at)); }

inline approach seen(const motion& m, vec3 com, const port& p, const pose& station, const berth& b) {
    approach a;
    const vec3 mine = p.at - com, axis = to_world(station.att, b.axis);
    a.apart = m.pos + to_world(m.att, mine) - berth_at(station, b);
    a.drift = velocity_at(m.vel, m.att, m.rate, mine) - velocity_at(station.vel, station.att, station.rate, b.at);
    a.gap = dot(a.apart, axis), a.lateral = length(a.apart - a.gap * axis);
    const double along = dot(a.drift, axis);
    a.closing = -along, a.slide = length(a.drift - along * axis);
    const vec3 out = to_world(m.att, p.axis);
    a.angle = qiki_atan2(length(cross(out, axis)), -dot(out, axis));
    a.turn = length(to_world(m.att, m.rate) - to_world(station.att, station.rate));
    return a;
}

// Whether the latches take hold.
inline bool captures(const docking_settings& s, const approach& a) {
    return qiki_fabs(a.gap) <= s.gap && a.lateral <= s.lateral && a.angle <= s.angle && a.closing >= s.closing_least &&
           a.closing <= s.closing_most && a.slide <= s.slide && a.turn <= s.turn;
}

// Where a port and a berth meet: so far behind and beside it, m.
inline constexpr double berth_depth = 0.5, berth_width = 1.2;

// Whether the hulls meet there as they must not.
inline bool crashes(const docking_settings& s, const approach& a) {
    return a.gap <= 0 && a.gap > -berth_depth && a.lateral <= berth_width &&
           (a.closing > s.crash_speed || a.angle > s.crash_angle);
}

// What the coupling does to the craft: a spring and a damper between the ports, and against tilt. World force at the
// port.
struct coupling {
    vec3 force, torque; // world; body axes, about the centre of mass
};
inline coupling coupled(const docking_settings& s, const motion& m, vec3 com, const port& p, const pose& station) {
    const approach a = seen(m, com, p, station, s.other);
    coupling c;
    c.force = (-s.stiffness) * a.apart - s.damping * a.drift;
    const vec3 axis = to_world(station.att, s.other.axis), out = to_world(m.att, p.axis);
    const vec3 tilt = cross(out, -1 * axis), spin = to_world(m.att, m.rate) - to_world(station.att, station.rate);
    const double arm2 = s.ring * s.ring;
    const vec3 righting = arm2 * (s.stiffness * tilt - s.damping * spin);
    c.torque = cross(p.at - com, to_body(m.att, c.force)) + to_body(m.att, righting);
    return c;
}

// Where a station that was seen so is `dt` seconds later, moving on as it did.
inline pose moved_on(pose p, double dt) {
    p.pos += dt * p.vel;
    p.att = unit(p.att * turned(dt * p.rate));
    return p;
}

} // namespace craft
