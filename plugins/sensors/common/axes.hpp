// SPDX-License-Identifier: MIT
// plugins/sensors/common/axes.hpp - vectors between ENU and the axes of a body: x ahead, y left, z up.
#pragma once
#include "qiki/math.h"
#include <algorithm>
#include <array>

namespace sensors {

using vec3 = std::array<double, 3>;
using quaternion = std::array<double, 4>; // w x y z, body to ENU

inline double dot(const vec3& a, const vec3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
inline double length(const vec3& v) { return qiki_sqrt(dot(v, v)); }
inline vec3 cross(const vec3& a, const vec3& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

// v + 2w (u x v) + 2u x (u x v) with q = (w, u): Diebel 2006, "Representing attitude", section 6.
inline vec3 turned(const quaternion& q, const vec3& v) {
    const vec3 u{q[1], q[2], q[3]}, a = cross(u, v), b = cross(u, a);
    vec3 r;
    for (size_t i = 0; i < 3; ++i) r[i] = v[i] + 2 * (q[0] * a[i] + b[i]);
    return r;
}
inline vec3 to_enu(const quaternion& att, const vec3& body) { return turned(att, body); }
inline vec3 to_body(const quaternion& att, const vec3& enu) { return turned({att[0], -att[1], -att[2], -att[3]}, enu); }

// a after b.
inline quaternion after(const quaternion& a, const quaternion& b) {
    return {
        a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3], a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
        a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1], a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0]};
}
// By the length of v, rad, about v; after an attitude, v is in body axes (Diebel 2006, section 7.1).
inline quaternion turn(const vec3& v) {
    const double angle = length(v);
    const qiki_sc half = qiki_sincos(angle / 2);
    const double s = angle > 0 ? half.sin / angle : 0.5;
    return {half.cos, s * v[0], s * v[1], s * v[2]};
}

// The attitude half-way along the shortest turn from a to b.
inline quaternion between(const quaternion& a, const quaternion& b) {
    double dot = 0, square = 0;
    for (size_t i = 0; i < 4; ++i) dot += a[i] * b[i];
    quaternion m;
    for (size_t i = 0; i < 4; ++i) m[i] = a[i] + (dot < 0 ? -b[i] : b[i]), square += m[i] * m[i];
    for (double& x : m) x /= qiki_sqrt(square);
    return m;
}

} // namespace sensors
