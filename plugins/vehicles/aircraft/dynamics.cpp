// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/dynamics.cpp - one Runge-Kutta step of many aircraft, sharing what its stages share.
#include "dynamics.hpp"

namespace aircraft {
namespace {

using row = double[block];

double within(double v, double low, double high) { return v < low ? low : v > high ? high : v; }

// The inputs are held, so roll, pitch and speed are straight lines in time: stages 2 and 3 see them half-way, stage 4
// at the end, exactly. Yaw rate needs only roll and speed; so the yaws of all stages are known before any position is.
struct stages {
    row tan_half, yaw2, yaw3, yaw4, pitch_half; // angles, then in place their sines
    row cos2, cos3, cos4, cos_pitch_half;
};

} // namespace

void advance(fleet& f, const limits& l, double h, size_t begin, size_t end) {
    const size_t n = end - begin;
    double* __restrict x = &f.x[begin];
    double* __restrict y = &f.y[begin];
    double* __restrict z = &f.z[begin];
    double* __restrict roll = &f.roll[begin];
    double* __restrict pitch = &f.pitch[begin];
    double* __restrict yaw = &f.yaw[begin];
    double* __restrict speed = &f.speed[begin];
    double* __restrict p = &f.roll_rate[begin];
    double* __restrict q = &f.pitch_rate[begin];
    double* __restrict u = &f.throttle[begin];
    double* __restrict sin_roll = &f.half_roll.sin[begin]; // of half the angle, as all of the next six
    double* __restrict cos_roll = &f.half_roll.cos[begin];
    double* __restrict sin_pitch = &f.half_pitch.sin[begin];
    double* __restrict cos_pitch = &f.half_pitch.cos[begin];
    double* __restrict sin_yaw = &f.half_yaw.sin[begin];
    double* __restrict cos_yaw = &f.half_yaw.cos[begin];

    alignas(64) stages s;
    alignas(64) row rate1, east1, north1, up1, speed_half;
    const double per_h = 1 / h, per_length = 1 / l.length;

    for (size_t i = 0; i < n; ++i) {
        p[i] = within(within(p[i], -l.roll_rate, l.roll_rate), (-l.roll - roll[i]) * per_h, (l.roll - roll[i]) * per_h);
        q[i] = within(within(q[i], -l.pitch_rate, l.pitch_rate), (-l.pitch - pitch[i]) * per_h,
                      (l.pitch - pitch[i]) * per_h);
        u[i] = within(within(u[i], -100, 100), (l.speed_min - speed[i]) * (5 * per_h),
                      (l.speed_max - speed[i]) * (5 * per_h));
        s.tan_half[i] = roll[i] + 0.5 * h * p[i];
        speed_half[i] = speed[i] + 0.1 * h * u[i];

        const qiki_sc r = vehicles::doubled({sin_roll[i], cos_roll[i]});
        const qiki_sc t = vehicles::doubled({sin_pitch[i], cos_pitch[i]});
        const qiki_sc c = vehicles::doubled({sin_yaw[i], cos_yaw[i]});
        rate1[i] = speed[i] * per_length * (r.sin / r.cos);
        east1[i] = speed[i] * t.cos * c.cos;
        north1[i] = speed[i] * t.cos * c.sin;
        up1[i] = speed[i] * t.sin;

        roll[i] = within(roll[i] + h * p[i], -l.roll, l.roll);
        s.pitch_half[i] = pitch[i] + 0.5 * h * q[i];
        pitch[i] = within(pitch[i] + h * q[i], -l.pitch, l.pitch);
        speed[i] = within(speed[i] + 0.2 * h * u[i], l.speed_min, l.speed_max);
        sin_roll[i] = 0.5 * roll[i];
        sin_pitch[i] = 0.5 * pitch[i];
    }
    qiki_tan_n(s.tan_half, s.tan_half, n);
    qiki_sincos_n(sin_roll, sin_roll, cos_roll, n);
    for (size_t i = 0; i < n; ++i) {
        const qiki_sc r = vehicles::doubled({sin_roll[i], cos_roll[i]});
        const double rate2 = speed_half[i] * per_length * s.tan_half[i]; // and of stage 3
        const double rate4 = speed[i] * per_length * (r.sin / r.cos);
        s.yaw2[i] = yaw[i] + 0.5 * h * rate1[i];
        s.yaw3[i] = yaw[i] + 0.5 * h * rate2;
        s.yaw4[i] = yaw[i] + h * rate2;
        yaw[i] = vehicles::wrapped(yaw[i] + h / 6 * (rate1[i] + 4 * rate2 + rate4));
        sin_yaw[i] = 0.5 * yaw[i];
    }
    qiki_sincos_n(s.yaw2, s.yaw2, s.cos2, n);
    qiki_sincos_n(s.yaw3, s.yaw3, s.cos3, n);
    qiki_sincos_n(s.yaw4, s.yaw4, s.cos4, n);
    qiki_sincos_n(s.pitch_half, s.pitch_half, s.cos_pitch_half, n);
    qiki_sincos_n(sin_pitch, sin_pitch, cos_pitch, n);
    qiki_sincos_n(sin_yaw, sin_yaw, cos_yaw, n);
    for (size_t i = 0; i < n; ++i) {
        const qiki_sc t = vehicles::doubled({sin_pitch[i], cos_pitch[i]});
        const double ground_half = speed_half[i] * s.cos_pitch_half[i], ground4 = speed[i] * t.cos;
        x[i] += h / 6 * (east1[i] + 2 * ground_half * (s.cos2[i] + s.cos3[i]) + ground4 * s.cos4[i]);
        y[i] += h / 6 * (north1[i] + 2 * ground_half * (s.yaw2[i] + s.yaw3[i]) + ground4 * s.yaw4[i]);
        z[i] += h / 6 * (up1[i] + 4 * speed_half[i] * s.pitch_half[i] + speed[i] * t.sin);
    }
}

} // namespace aircraft
