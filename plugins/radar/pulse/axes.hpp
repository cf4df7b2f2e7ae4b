// SPDX-License-Identifier: MIT
// plugins/radar/pulse/axes.hpp - the axes an antenna measures in, and where its carrier is at a given instant.
//
// ENU axes: bearing clockwise from north, elevation from the horizontal. Body axes (x forward, y left, z up): bearing
// clockwise, seen from above, from the nose; elevation towards body z. Both are the same polar law in (ahead, right,
// up).
#pragma once
#include "qiki/math.h"
#include "qiki/truth.h"
#include <array>

namespace pulse {

using vec3 = std::array<double, 3>;
using quaternion = std::array<double, 4>; // w x y z, body to ENU

inline double dot(const vec3& a, const vec3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
inline vec3 moved(const double* pos, const double* vel, double dt) {
    return {pos[0] + vel[0] * dt, pos[1] + vel[1] * dt, pos[2] + vel[2] * dt};
}
inline vec3 operator-(const vec3& a, const vec3& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }
inline double seconds(qiki_ns t) { return static_cast<double>(t) * 1e-9; }

struct axes {
    vec3 ahead, right, up; // unit vectors in ENU

    static axes enu() { return {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}}; }
    static axes body(const quaternion& q) {
        const auto [w, x, y, z] = q;
        return {{1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)},
                {-2 * (x * y - w * z), -(1 - 2 * (x * x + z * z)), -2 * (y * z + w * x)},
                {2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)}};
    }
    vec3 of(const vec3& enu_vector) const {
        return {dot(ahead, enu_vector), dot(right, enu_vector), dot(up, enu_vector)};
    }
};

// q after turning for dt seconds at a constant body rate [rad/s].
inline quaternion turned(const quaternion& q, const vec3& rate, double dt) {
    const double speed = qiki_sqrt(dot(rate, rate));
    if (speed == 0 || dt == 0) return q;
    const qiki_sc half = qiki_sincos(speed * dt / 2);
    const double w = half.cos, k = half.sin / speed, x = rate[0] * k, y = rate[1] * k, z = rate[2] * k;
    return {q[0] * w - q[1] * x - q[2] * y - q[3] * z, q[0] * x + q[1] * w + q[2] * z - q[3] * y,
            q[0] * y - q[1] * z + q[2] * w + q[3] * x, q[0] * z + q[1] * y - q[2] * x + q[3] * w};
}

// What carries the antenna: straight and steadily turning around the instant t of its last truth.
struct carrier {
    qiki_ns t = 0;
    vec3 pos{}, vel{}, rate{};
    quaternion att{1, 0, 0, 0};
    uint64_t entity = 0;
    bool body_axes = false;

    vec3 position(qiki_ns at) const { return moved(pos.data(), vel.data(), seconds(at - t)); }
    quaternion attitude(qiki_ns at) const { return turned(att, rate, seconds(at - t)); }
    axes measuring(qiki_ns at) const { return body_axes ? axes::body(attitude(at)) : axes::enu(); }

    // A body that states no attitude flies level along its velocity; at rest it looks east, as the identity does.
    static carrier of(const qiki_truth& b, bool in_body_axes) {
        carrier c{
            b.t,         {b.pos[0], b.pos[1], b.pos[2]}, {b.vel[0], b.vel[1], b.vel[2]}, {}, {1, 0, 0, 0}, b.entity,
            in_body_axes};
        if (b.valid & QIKI_TRUTH_HAS_ATTITUDE) {
            c.att = {b.att[0], b.att[1], b.att[2], b.att[3]};
            if (b.valid & QIKI_TRUTH_HAS_RATE) c.rate = {b.rate[0], b.rate[1], b.rate[2]};
        } else {
            const qiki_sc half = qiki_sincos(qiki_atan2(b.vel[1], b.vel[0]) / 2);
            c.att = {half.cos, 0, 0, half.sin};
        }
        return c;
    }
};

} // namespace pulse
