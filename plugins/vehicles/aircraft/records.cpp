// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/records.cpp - position, velocity, attitude and rates of aircraft, computed by columns.
#include "records.hpp"
#include <cstring>

namespace aircraft {

static_assert(sizeof(qiki_truth) == sizeof(still) + 13 * sizeof(double), "the moving part is pos, vel, att, rate");

still::still(const qiki_truth& r) { std::memcpy(bytes, &r, sizeof bytes); }

void write(const fleet& f, const std::vector<still>& stills, const limits& l, qiki_ns t, size_t begin,
           std::span<qiki_truth> out) {
    const size_t n = out.size();
    const double* __restrict x = &f.x[begin];
    const double* __restrict y = &f.y[begin];
    const double* __restrict z = &f.z[begin];
    const double* __restrict speed = &f.speed[begin];
    const double* __restrict p = &f.roll_rate[begin];
    const double* __restrict q = &f.pitch_rate[begin];
    const double* __restrict sin_roll = &f.half_roll.sin[begin]; // of half the angle, as all of the next six
    const double* __restrict cos_roll = &f.half_roll.cos[begin];
    const double* __restrict sin_pitch = &f.half_pitch.sin[begin];
    const double* __restrict cos_pitch = &f.half_pitch.cos[begin];
    const double* __restrict sin_yaw = &f.half_yaw.sin[begin];
    const double* __restrict cos_yaw = &f.half_yaw.cos[begin];

    alignas(64) double moving[13][block];
    const double per_length = 1 / l.length;
    for (size_t i = 0; i < n; ++i) {
        const qiki_sc half_roll{sin_roll[i], cos_roll[i]}, half_pitch{sin_pitch[i], cos_pitch[i]},
            half_yaw{sin_yaw[i], cos_yaw[i]};
        const qiki_sc r = vehicles::doubled(half_roll), c = vehicles::doubled(half_pitch),
                      a = vehicles::doubled(half_yaw);
        double w, qx, qy, qz, rx, ry, rz;
        vehicles::quaternion(half_yaw, half_pitch, half_roll, &w, &qx, &qy, &qz);
        vehicles::body_rates(speed[i] * per_length * (r.sin / r.cos), q[i], p[i], c, r, &rx, &ry, &rz);
        // + 0.0: a record holds no -0.
        moving[0][i] = x[i] + 0.0, moving[1][i] = y[i] + 0.0, moving[2][i] = z[i] + 0.0;
        moving[3][i] = speed[i] * c.cos * a.cos + 0.0;
        moving[4][i] = speed[i] * c.cos * a.sin + 0.0;
        moving[5][i] = speed[i] * c.sin + 0.0;
        moving[6][i] = w + 0.0, moving[7][i] = qx + 0.0, moving[8][i] = qy + 0.0, moving[9][i] = qz + 0.0;
        moving[10][i] = rx + 0.0, moving[11][i] = ry + 0.0, moving[12][i] = rz + 0.0;
    }
    for (size_t i = 0; i < n; ++i) {
        qiki_truth& o = out[i];
        std::memcpy(static_cast<void*>(&o), stills[begin + i].bytes, sizeof(still));
        o.t = t;
        o.flags = f.flags[begin + i];
        for (size_t k = 0; k < 3; ++k) o.pos[k] = moving[k][i];
        for (size_t k = 0; k < 3; ++k) o.vel[k] = moving[3 + k][i];
        for (size_t k = 0; k < 4; ++k) o.att[k] = moving[6 + k][i];
        for (size_t k = 0; k < 3; ++k) o.rate[k] = moving[10 + k][i];
    }
}

} // namespace aircraft
