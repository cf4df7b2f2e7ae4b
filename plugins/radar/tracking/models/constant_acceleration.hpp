// SPDX-License-Identifier: MIT
// tracking/models/constant_acceleration.hpp - nearly constant acceleration: white jerk.
#pragma once
#include "constant_velocity.hpp"

namespace tracking::models {

// q: spectral density of the jerk per axis [m^2/s^5]; sigma: of the acceleration of a target about which nothing is
// known [m/s^2]. Bar-Shalom, Li, Kirubarajan 2001, eq. 6.2.3-6.
template <size_t D>
struct constant_acceleration {
    static constexpr size_t dims = D, n = 3 * D;
    static constexpr beyond holds = beyond::acceleration;
    std::array<double, D> q{}, sigma{};

    // Covariance of what the state holds beyond position and velocity, of such a target; the mean is zero.
    matrix<D, D> unknown() const {
        matrix<D, D> p;
        for (size_t d = 0; d < D; ++d) p(d, d) = sigma[d] * sigma[d];
        return p;
    }

    matrix<n, n> transition(double dt) const {
        std::array<matrix<3, 3>, D> f;
        f.fill({{1, dt, dt * dt / 2, 0, 1, dt, 0, 0, 1}});
        return by_axis<D, 3>(f);
    }
    matrix<n, n> noise(double dt) const {
        const double dt2 = dt * dt, dt3 = dt2 * dt, dt4 = dt2 * dt2, dt5 = dt4 * dt;
        const matrix<3, 3> one{{dt5 / 20, dt4 / 8, dt3 / 6, dt4 / 8, dt3 / 3, dt2 / 2, dt3 / 6, dt2 / 2, dt}};
        std::array<matrix<3, 3>, D> w;
        for (size_t d = 0; d < D; ++d) w[d] = q[d] * one;
        return by_axis<D, 3>(w);
    }
};

} // namespace tracking::models
