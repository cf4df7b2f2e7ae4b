// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/vec.hpp - vectors of three, unit quaternions and symmetric tensors, as far as a rigid body
// needs them.
#pragma once
#include "qiki/math.h"

namespace craft {

struct vec3 {
    double x = 0, y = 0, z = 0;
};
constexpr vec3 operator+(vec3 a, vec3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
constexpr vec3 operator-(vec3 a, vec3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
constexpr vec3 operator*(double k, vec3 a) { return {k * a.x, k * a.y, k * a.z}; }
constexpr vec3& operator+=(vec3& a, vec3 b) { return a = a + b; }
constexpr double dot(vec3 a, vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
constexpr vec3 cross(vec3 a, vec3 b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }
inline double length(vec3 a) { return qiki_sqrt(dot(a, a)); }

// Not longer than `most`.
inline vec3 cut(vec3 a, double most) {
    const double l = length(a);
    return l > most ? (most / l) * a : a;
}

// Body to world: w x y z, Hamilton's product.
struct quat {
    double w = 1, x = 0, y = 0, z = 0;
};
constexpr quat operator*(quat a, quat b) {
    return {a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z, a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
            a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x, a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w};
}
constexpr quat inverse(quat q) { return {q.w, -q.x, -q.y, -q.z}; }
inline quat unit(quat q) {
    const double n = qiki_sqrt(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z);
    return {q.w / n, q.x / n, q.y / n, q.z / n};
}
constexpr vec3 to_world(quat q, vec3 v) {
    const vec3 u{q.x, q.y, q.z}, t = 2 * cross(u, v);
    return v + q.w * t + cross(u, t);
}
constexpr vec3 to_body(quat q, vec3 v) { return to_world(inverse(q), v); }

// The quaternion of a turn by the vector's length about it.
inline quat turned(vec3 r) {
    const double angle = length(r);
    if (angle == 0) return {};
    const qiki_sc half = qiki_sincos(angle / 2);
    const double k = half.sin / angle;
    return {half.cos, k * r.x, k * r.y, k * r.z};
}
// And back, the shorter way.
inline vec3 rotation(quat q) {
    const double sign = q.w < 0 ? -1 : 1;
    const vec3 v{q.x, q.y, q.z};
    const double s = length(v);
    return s == 0 ? vec3{} : (sign * 2 * qiki_atan2(s, sign * q.w) / s) * v;
}

// Symmetric: the moments and products of inertia.
struct tensor {
    double xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0;
};
constexpr tensor operator+(tensor a, tensor b) {
    return {a.xx + b.xx, a.yy + b.yy, a.zz + b.zz, a.xy + b.xy, a.xz + b.xz, a.yz + b.yz};
}
constexpr tensor operator*(double k, tensor a) { return {k * a.xx, k * a.yy, k * a.zz, k * a.xy, k * a.xz, k * a.yz}; }
constexpr vec3 operator*(tensor t, vec3 v) {
    return {t.xx * v.x + t.xy * v.y + t.xz * v.z, t.xy * v.x + t.yy * v.y + t.yz * v.z,
            t.xz * v.x + t.yz * v.y + t.zz * v.z};
}
// Of a point mass away from the axis point (Steiner).
constexpr tensor of_point(double mass, vec3 r) {
    return mass *
           tensor{
               r.y * r.y + r.z * r.z, r.x * r.x + r.z * r.z, r.x * r.x + r.y * r.y, -r.x * r.y, -r.x * r.z, -r.y * r.z};
}
constexpr tensor inverse(tensor t) {
    const tensor a{t.yy * t.zz - t.yz * t.yz, t.xx * t.zz - t.xz * t.xz, t.xx * t.yy - t.xy * t.xy,
                   t.xz * t.yz - t.xy * t.zz, t.xy * t.yz - t.xz * t.yy, t.xy * t.xz - t.xx * t.yz};
    return (1 / (t.xx * a.xx + t.xy * a.xy + t.xz * a.xz)) * a;
}

} // namespace craft
