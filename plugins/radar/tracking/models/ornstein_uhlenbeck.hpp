// SPDX-License-Identifier: MIT
// tracking/models/ornstein_uhlenbeck.hpp - a velocity that forgets itself: bounded however long nobody looks.
#pragma once
#include "constant_velocity.hpp"
#include "decay.hpp"

namespace tracking::models {

// sigma: of the velocity in the long run, per axis [m/s]; tau: after which it is 1/e of what it was [s]. Uhlenbeck,
// Ornstein 1930, Phys. Rev. 36, eq. 4 ff.; as a motion model Li, Jilkov 2003, IEEE TAES 39(4), section IV.
// With sigma^2 = q tau / 2 and a long tau it is constant_velocity of density q.
template <size_t D>
struct ornstein_uhlenbeck {
    static constexpr size_t dims = D, n = 2 * D;
    static constexpr beyond holds = beyond::nothing;
    std::array<double, D> sigma{};
    double tau = 1;

    matrix<n, n> transition(double dt) const {
        const double u = dt / tau;
        std::array<matrix<2, 2>, D> f;
        f.fill({{1, dt * decayed(1, u), 0, decayed(0, u)}});
        return by_axis<D, 2>(f);
    }
    matrix<n, n> noise(double dt) const {
        const double u = dt / tau, pp = dt * dt * dt * decayed_product(1, 1, u),
                     pv = dt * dt * decayed_product(1, 0, u), vv = dt * decayed_product(0, 0, u);
        std::array<matrix<2, 2>, D> w;
        for (size_t d = 0; d < D; ++d) w[d] = 2 * sigma[d] * sigma[d] / tau * matrix<2, 2>{{pp, pv, pv, vv}};
        return by_axis<D, 2>(w);
    }
};

} // namespace tracking::models
