// SPDX-License-Identifier: MIT
// plugins/vehicles/point/motion.hpp - a body under constant acceleration, at any time in closed form.
#pragma once
#include "../common/attitude.hpp"
#include <array>

namespace point {

using vec3 = std::array<double, 3>;

struct motion {
    vec3 at{}, velocity{}, acceleration{}; // at t = 0: ENU m, m/s, m/s^2
    double heading = 0;                    // bearing while it stands still, rad

    vec3 position(double t) const {
        vec3 p;
        for (size_t i = 0; i < 3; ++i) p[i] = at[i] + t * (velocity[i] + 0.5 * t * acceleration[i]);
        return p;
    }
    vec3 speed(double t) const {
        vec3 v;
        for (size_t i = 0; i < 3; ++i) v[i] = velocity[i] + t * acceleration[i];
        return v;
    }
};

// Body x along the velocity v, wings level; when v is vertical or zero, the heading says where yaw is.
inline void face(const motion& m, const vec3& v, double att[4], double rate[3]) {
    const vec3& a = m.acceleration;
    const double ground2 = v[0] * v[0] + v[1] * v[1], all2 = ground2 + v[2] * v[2], ground = qiki_sqrt(ground2);
    const double yaw = ground > 0 ? qiki_atan2(v[1], v[0]) : QIKI_PI / 2 - m.heading;
    const double pitch = qiki_atan2(v[2], ground);
    const qiki_sc level{0, 1};
    vehicles::quaternion(qiki_sincos(yaw / 2), qiki_sincos(pitch / 2), level, &att[0], &att[1], &att[2], &att[3]);
    const double d_yaw = ground > 0 ? (v[0] * a[1] - v[1] * a[0]) / ground2 : 0;
    const double d_pitch = ground > 0 ? (ground * a[2] - v[2] * (v[0] * a[0] + v[1] * a[1]) / ground) / all2 : 0;
    vehicles::body_rates(d_yaw, d_pitch, 0, qiki_sincos(pitch), level, &rate[0], &rate[1], &rate[2]);
}

} // namespace point
