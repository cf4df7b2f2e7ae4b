// SPDX-License-Identifier: MIT
// tracking/motion.hpp - nearly constant velocity: white acceleration of given spectral density, discretised exactly.
#pragma once
#include "linear.hpp"

namespace tracking {

// q: spectral density of the acceleration per axis, m^2/s^3, independent between axes (never one scalar shared, which
// would have rank 1). Q = q [[T^3/3, T^2/2], [T^2/2, T]]: Bar-Shalom, Li, Kirubarajan 2001, eq. 6.2.2-4.
struct white_acceleration {
    vec3 q;

    // The state dt seconds later; with dt < 0 the state before, and then without process noise.
    void predict(gaussian& g, double dt) const {
        if (dt == 0) return;
        for (size_t i = 0; i < 3; ++i) g.x[i] += dt * g.x[3 + i];
        // Rows, then columns of F P F^T; the upper triangle is copied, so that both are one to the last bit.
        const double dt2 = dt * dt;
        for (size_t i = 0; i < 3; ++i)
            for (size_t j = 0; j < 6; ++j) g.at(i, j) += dt * g.at(i + 3, j);
        for (size_t i = 0; i < 3; ++i)
            for (size_t j = i; j < 3; ++j) g.at(i, j) += dt * g.at(i, j + 3);
        for (size_t i = 0; i < 3; ++i) {
            for (size_t j = 0; j < i; ++j) g.at(i, j) = g.at(j, i);
            for (size_t j = 3; j < 6; ++j) g.at(j, i) = g.at(i, j);
        }
        if (dt < 0) return;
        for (size_t i = 0; i < 3; ++i) {
            g.at(i, i) += q[i] * dt2 * dt / 3;
            g.at(i, i + 3) += q[i] * dt2 / 2;
            g.at(i + 3, i) = g.at(i, i + 3);
            g.at(i + 3, i + 3) += q[i] * dt;
        }
    }

    // What records hold: the state dt seconds later and of its covariance the upper triangle, row by row.
    void predict_upper(const gaussian& g, double dt, double* x, double* p) const {
        const double dt2 = dt * dt, noise = dt > 0 ? dt : 0;
        for (size_t i = 0; i < 3; ++i) x[i] = g.x[i] + dt * g.x[3 + i], x[3 + i] = g.x[3 + i];
        for (size_t i = 0; i < 3; ++i) {
            for (size_t j = i; j < 3; ++j)
                p[j - i] = g.at(i, j) + dt * (g.at(i, j + 3) + g.at(j, i + 3)) + dt2 * g.at(i + 3, j + 3);
            p[0] += q[i] * noise * noise * noise / 3;
            p += 3 - i;
            for (size_t j = 0; j < 3; ++j) p[j] = g.at(i, j + 3) + dt * g.at(i + 3, j + 3);
            p[i] += q[i] * noise * noise / 2;
            p += 3;
        }
        for (size_t i = 0; i < 3; ++i) {
            for (size_t j = i; j < 3; ++j) *p++ = g.at(i + 3, j + 3) + (i == j ? q[i] * noise : 0);
        }
    }

    // What gates need: the state, and of the covariance the block of the position only, the rest untouched.
    void predict_position(const gaussian& g, double dt, gaussian& out) const {
        const double dt2 = dt * dt;
        for (size_t i = 0; i < 3; ++i) {
            out.x[i] = g.x[i] + dt * g.x[3 + i];
            out.x[3 + i] = g.x[3 + i];
            for (size_t j = i; j < 3; ++j)
                out.at(i, j) = out.at(j, i) =
                    g.at(i, j) + dt * (g.at(i, j + 3) + g.at(j, i + 3)) + dt2 * g.at(i + 3, j + 3);
            if (dt > 0) out.at(i, i) += q[i] * dt2 * dt / 3;
        }
    }
};

} // namespace tracking
