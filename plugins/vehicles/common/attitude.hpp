// SPDX-License-Identifier: MIT
// plugins/vehicles/common/attitude.hpp - yaw, pitch and roll as the quaternion and body rates of a truth record.
#pragma once
#include "qiki/math.h"

namespace vehicles {

// ENU axes: yaw from east towards north, pitch nose up. Body axes: x ahead, y left, z up. Roll is positive to the left,
// which is where a positive roll turns the aircraft (yaw grows); about body x that is the negative sense.
//
// The quaternion of Rz(yaw) Ry(-pitch) Rx(-roll), body to ENU, from sine and cosine of the half angles
// (Diebel 2006, "Representing attitude", eq. 297 with those signs).
inline void quaternion(qiki_sc yaw, qiki_sc pitch, qiki_sc roll, double* w, double* x, double* y, double* z) {
    *w = yaw.cos * pitch.cos * roll.cos + yaw.sin * pitch.sin * roll.sin;
    *x = yaw.sin * pitch.sin * roll.cos - yaw.cos * pitch.cos * roll.sin;
    *y = -(yaw.cos * pitch.sin * roll.cos + yaw.sin * pitch.cos * roll.sin);
    *z = yaw.sin * pitch.cos * roll.cos - yaw.cos * pitch.sin * roll.sin;
}

// Rates about the body axes from the rates of the three angles (Diebel 2006, eq. 305 with those signs).
inline void body_rates(double d_yaw, double d_pitch, double d_roll, qiki_sc pitch, qiki_sc roll, double* x, double* y,
                       double* z) {
    *x = d_yaw * pitch.sin - d_roll;
    *y = -(d_pitch * roll.cos + d_yaw * pitch.cos * roll.sin);
    *z = d_yaw * pitch.cos * roll.cos - d_pitch * roll.sin;
}

// Sine and cosine of an angle from those of its half.
inline qiki_sc doubled(qiki_sc half) {
    return {2 * half.sin * half.cos, (half.cos - half.sin) * (half.cos + half.sin)};
}

// The same direction within [-pi, pi]; angles below 1e15. The sum with 1.5 * 2^52 rounds to an integer on every unit.
inline double wrapped(double angle) {
    constexpr double to_integer = 6755399441055744.0;
    const double turns = (angle * (0.5 / QIKI_PI) + to_integer) - to_integer;
    return angle - turns * (2 * QIKI_PI);
}

} // namespace vehicles
