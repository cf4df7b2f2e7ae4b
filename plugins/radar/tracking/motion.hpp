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
        const double dt2 = dt * dt;
        for (size_t i = 0; i < 3; ++i)
            for (size_t j = i; j < 3; ++j) {
                const double v = g.at(i, j) + dt * (g.at(i, j + 3) + g.at(j, i + 3)) + dt2 * g.at(i + 3, j + 3);
                g.at(i, j) = g.at(j, i) = v;
            }
        for (size_t i = 0; i < 3; ++i)
            for (size_t j = 0; j < 3; ++j) {
                const double v = g.at(i, j + 3) + dt * g.at(i + 3, j + 3);
                g.at(i, j + 3) = g.at(j + 3, i) = v;
            }
        if (dt < 0) return;
        for (size_t i = 0; i < 3; ++i) {
            g.at(i, i) += q[i] * dt2 * dt / 3;
            g.at(i, i + 3) += q[i] * dt2 / 2;
            g.at(i + 3, i) = g.at(i, i + 3);
            g.at(i + 3, i + 3) += q[i] * dt;
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
