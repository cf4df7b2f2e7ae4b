// SPDX-License-Identifier: MIT
// tracking/models/constant_velocity.hpp - nearly constant velocity: white acceleration.
#pragma once
#include "matrix.hpp"

namespace tracking::models {

// What a state holds beyond position and velocity. Two models share what both hold.
enum class beyond { nothing, turn_rate, acceleration };

// q: spectral density of the acceleration per axis [m^2/s^3], independent between axes.
// Bar-Shalom, Li, Kirubarajan 2001, eq. 6.2.2-4.
template <size_t D>
struct constant_velocity {
    static constexpr size_t dims = D, n = 2 * D;
    static constexpr beyond holds = beyond::nothing;
    std::array<double, D> q{};

    matrix<n, n> transition(double dt) const {
        std::array<matrix<2, 2>, D> f;
        f.fill({{1, dt, 0, 1}});
        return by_axis<D, 2>(f);
    }
    matrix<n, n> noise(double dt) const {
        std::array<matrix<2, 2>, D> w;
        const double dt2 = dt * dt;
        for (size_t d = 0; d < D; ++d) w[d] = {{q[d] * dt2 * dt / 3, q[d] * dt2 / 2, q[d] * dt2 / 2, q[d] * dt}};
        return by_axis<D, 2>(w);
    }
};

} // namespace tracking::models
