// SPDX-License-Identifier: MIT
// tracking/models/singer.hpp - manoeuvres as an acceleration that lasts for a while.
#pragma once
#include "constant_velocity.hpp"
#include "decay.hpp"

namespace tracking::models {

// sigma: of the acceleration, per axis [m/s^2]; tau: of its autocorrelation sigma^2 exp(-|t| / tau) [s]. Singer 1970,
// IEEE TAES 6(4). Between constant_acceleration (long tau, density of the jerk 2 sigma^2 / tau) and constant_velocity
// (short tau, density of the acceleration 2 sigma^2 tau).
template <size_t D>
struct singer {
    static constexpr size_t dims = D, n = 3 * D;
    static constexpr beyond holds = beyond::acceleration;
    std::array<double, D> sigma{};
    double tau = 1;

    // Covariance of what the state holds beyond position and velocity, of a target about which nothing is known.
    matrix<D, D> unknown() const {
        matrix<D, D> p;
        for (size_t d = 0; d < D; ++d) p(d, d) = sigma[d] * sigma[d];
        return p;
    }

    matrix<n, n> transition(double dt) const {
        const double u = dt / tau;
        std::array<matrix<3, 3>, D> f;
        f.fill({{1, dt, dt * dt * decayed(2, u), 0, 1, dt * decayed(1, u), 0, 0, decayed(0, u)}});
        return by_axis<D, 3>(f);
    }
    matrix<n, n> noise(double dt) const {
        matrix<3, 3> one;
        const std::array<double, 5> power{dt, dt * dt, dt * dt * dt, dt * dt * dt * dt, dt * dt * dt * dt * dt};
        for (size_t i = 0; i < 3; ++i)
            for (size_t j = i; j < 3; ++j)
                one(i, j) = one(j, i) = power[4 - i - j] * decayed_product(2 - i, 2 - j, dt / tau);
        std::array<matrix<3, 3>, D> w;
        for (size_t d = 0; d < D; ++d) w[d] = 2 * sigma[d] * sigma[d] / tau * one;
        return by_axis<D, 3>(w);
    }
};

} // namespace tracking::models
