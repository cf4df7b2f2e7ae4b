// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/guidance.hpp - what the craft wants of its nozzles: a burn, a velocity to keep, a way to face.
#pragma once
#include "nozzles.hpp"
#include "rigid.hpp"

namespace craft {

enum axis : uint32_t { forward, aft, to_port, starboard, up, down, axes };
inline constexpr const char* axis_names[axes] = {"forward", "aft", "port", "starboard", "up", "down"};
// What four nozzles give along each, N.
inline double axis_force(uint32_t a) { return (a < up ? 260 : 220) * 4 / qiki_sqrt(2); }
constexpr vec3 axis_way(uint32_t a) {
    const double s = a % 2 ? -1 : 1;
    return a < 2 ? vec3{s, 0, 0} : a < 4 ? vec3{0, s, 0} : vec3{0, 0, s};
}

struct guidance_settings {
    double tau = 1, tau_turn = 3;                 // s, of the errors of velocity and attitude
    double dead_speed = 0.027, dead_rate = 0.024; // m/s, rad/s: smaller errors are left alone
    double rate_limit = 0.35;                     // rad/s
    double most_force = 600;                      // N
    vec3 most_torque{140, 250, 250};              // N m
};

// How near something that is kept has come, and when that was; for whom the last of it is out of reach.
struct pursuit {
    double nearest = 1e300; // m/s, or rad
    int64_t since = 0;

    // Whether it has come no nearer for too long.
    bool stuck(double off, int64_t t) {
        constexpr double nearer = 0.01;
        constexpr int64_t patience = 30'000'000'000;
        if (off < nearest - nearer) nearest = off, since = t;
        return t - since >= patience;
    }
};

// Eight bytes each, for checkpoints.
struct guidance {
    uint64_t burning = 0, burn_axis = 0, keeps_velocity = 0, keeps_attitude = 0;
    int64_t burn_end = 0;
    double burn_share = 0;       // of the axis' force
    double asked = 0, given = 0; // N s along the axis: by the whole burn, so far
    vec3 velocity;               // world
    vec3 base;                   // world: what `velocity` is a change of; under gravity both fall as the craft does
    quat attitude;
    pursuit to_velocity, to_attitude; // of the orders that are under way

    bool active() const { return burning || keeps_velocity || keeps_attitude; }
};

// Begins a burn: so much of the axis' force, for so long.
inline void burn_along(guidance& g, uint64_t axis, double share, int64_t end, double seconds) {
    g.burning = 1, g.burn_axis = axis, g.burn_share = share, g.burn_end = end;
    g.asked = share * axis_force(static_cast<uint32_t>(axis)) * seconds, g.given = 0;
}

struct errors {
    double speed = 0, angle = 0, rate = 0; // of what is kept
};

// The change that was commanded; where nothing falls, of a craft at rest.
inline vec3 asked(const guidance& g) { return g.velocity - g.base; }
inline vec3 velocity_error(const guidance& g, const motion& m, double share) {
    return g.base + share * asked(g) - m.vel;
}

inline errors off(const guidance& g, const motion& m) {
    errors e;
    if (g.keeps_velocity) e.speed = length(velocity_error(g, m, 1));
    if (g.keeps_attitude) e.angle = length(rotation(inverse(m.att) * g.attitude)), e.rate = length(m.rate);
    return e;
}

// Body force and torque about the centre of mass for now. Errors become rates, rates torque, within what the nozzles
// can. share: of the drive's commanded speed that the power plane grants.
inline wrench wanted(const guidance_settings& s, const guidance& g, const motion& m, const hull& body, double share) {
    vec3 force, torque;
    if (g.burning)
        force += (g.burn_share * axis_force(static_cast<uint32_t>(g.burn_axis))) *
                 axis_way(static_cast<uint32_t>(g.burn_axis));
    if (g.keeps_velocity) {
        const vec3 e = velocity_error(g, m, share);
        if (length(e) > s.dead_speed) force += cut((m.mass / s.tau) * to_body(m.att, e), s.most_force);
    }
    if (g.keeps_attitude) {
        const vec3 e = rotation(inverse(m.att) * g.attitude);
        const vec3 rate = cut((1 / s.tau_turn) * e, s.rate_limit), more = rate - m.rate;
        if (length(more) > s.dead_rate) {
            const vec3 t = (m.mass / body.dry) * (body.inertia * more);
            const auto within = [](double v, double most) { return v > most ? most : v < -most ? -most : v; };
            torque = {within(t.x, s.most_torque.x), within(t.y, s.most_torque.y), within(t.z, s.most_torque.z)};
        }
    }
    return joined(force, torque);
}

// Body to world of a craft that faces a bearing, clockwise from north, with its nose up by pitch and its right side
// down by roll: body x ahead, y left, z up.
inline quat facing(double heading, double pitch, double roll) {
    return unit(turned({0, 0, QIKI_PI / 2 - heading}) * turned({0, -pitch, 0}) * turned({roll, 0, 0}));
}
inline double heading_of(quat att) {
    const vec3 x = to_world(att, {1, 0, 0});
    return qiki_atan2(x.x, x.y);
}

} // namespace craft
