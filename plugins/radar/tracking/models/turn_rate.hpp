// SPDX-License-Identifier: MIT
// tracking/models/turn_rate.hpp - level turns whose rate is part of the state and wanders.
#pragma once
#include "coordinated_turn.hpp"

namespace tracking::models {

// State: positions, velocities, turn rate [rad/s, positive to the right]. q, q_up: densities of the acceleration
// [m^2/s^3]; q_rate: of the angular acceleration [rad^2/s^3]; sigma_rate: of the rate of a target about which nothing
// is known [rad/s]. Bar-Shalom, Li, Kirubarajan 2001, eq. 11.7.1-4 ff.
template <size_t D>
requires(D == 2 || D == 3) struct turn_rate {
    static constexpr size_t dims = D, n = 2 * D + 1;
    static constexpr beyond holds = beyond::turn_rate;
    double q = 0, q_up = 0, q_rate = 0, sigma_rate = 0.05;

    // Variances of what the state holds beyond position and velocity, of a target about which nothing is known; the
    // means are zero.
    matrix<1, 1> unknown() const { return {{sigma_rate * sigma_rate}}; }

    column<n> moved(const column<n>& x, double dt) const { return at_rate(x[2 * D], dt) * x; }

    // Derivative of moved().
    matrix<n, n> transition(const column<n>& x, double dt) const {
        matrix<n, n> f = at_rate(x[2 * D], dt);
        const double angle = x[2 * D] * dt, dt2 = dt * dt;
        const arc a(angle);
        const double along = dt2 * angle * (a.sagging - a.versine),
                     across = dt2 * (1 - angle * angle * a.sagging - a.versine);
        f(0, 2 * D) = along * x[D] + across * x[D + 1];
        f(1, 2 * D) = along * x[D + 1] - across * x[D];
        const double east = f(D, D) * x[D] + f(D, D + 1) * x[D + 1],
                     north = f(D + 1, D) * x[D] + f(D + 1, D + 1) * x[D + 1];
        f(D, 2 * D) = dt * north, f(D + 1, 2 * D) = -dt * east;
        return f;
    }

    // Noise that dt seconds from state x bring, linearised along the arc. What an angular acceleration `since` seconds
    // before the end does to the end is a polynomial in arcs times the last velocity; its square is integrated by
    // Gauss-Legendre quadrature of 8 nodes (Abramowitz, Stegun 1964, table 25.4), which has ten digits below half
    // a turn.
    matrix<n, n> noise(const column<n>& x, double dt) const {
        matrix<n, n> w;
        turn_noise_into<D>(w, x[2 * D], dt, q);
        vertical_noise_into<D>(w, dt, q_up);
        const qiki_sc c = qiki_sincos(x[2 * D] * dt);
        const double east = c.cos * x[D] + c.sin * x[D + 1], north = c.cos * x[D + 1] - c.sin * x[D];
        double aa = 0, ac = 0, cc = 0, as = 0, cs = 0, a1 = 0, c1 = 0; // integrals of (along, across, since, 1) squared
        for (size_t k = 0; k < 8; ++k) {
            const double since = dt * (1 + node[k % 4] * (k < 4 ? 1 : -1)) / 2, angle = x[2 * D] * since;
            const arc a(angle);
            const double along = since * since * angle * a.sagging, across = since * since * a.versine;
            const double share = q_rate * dt / 2 * weight[k % 4];
            aa += share * along * along, ac += share * along * across, cc += share * across * across;
            as += share * along * since, cs += share * across * since;
            a1 += share * along, c1 += share * across;
        }
        const double ee = east * east, en = east * north, nn = north * north;
        const double s1 = q_rate * dt * dt / 2, ss = q_rate * dt * dt * dt / 3;
        const auto add = [&w](size_t i, size_t j, double v) { w(i, j) += v, w(j, i) = w(i, j); };
        // Of (along east + across north, along north - across east, since north, - since east, 1).
        add(0, 0, aa * ee + 2 * ac * en + cc * nn), add(1, 1, aa * nn - 2 * ac * en + cc * ee);
        add(0, 1, (aa - cc) * en + ac * (nn - ee));
        add(0, D, as * en + cs * nn), add(0, D + 1, -(as * ee + cs * en));
        add(1, D, as * nn - cs * en), add(1, D + 1, -(as * en - cs * ee));
        add(D, D, ss * nn), add(D + 1, D + 1, ss * ee), add(D, D + 1, -ss * en);
        add(0, 2 * D, a1 * east + c1 * north), add(1, 2 * D, a1 * north - c1 * east);
        add(D, 2 * D, s1 * north), add(D + 1, 2 * D, -s1 * east), add(2 * D, 2 * D, q_rate * dt);
        return w;
    }

private:
    static constexpr std::array<double, 4> node{0.183434642495649805, 0.525532409916328986, 0.796666477413626740,
                                                0.960289856497536232},
        weight{0.362683783378361983, 0.313706645877887287, 0.222381034453374471, 0.101228536290376259};

    static matrix<n, n> at_rate(double rate, double dt) {
        matrix<n, n> f = identity<n>();
        turn_into<D>(f, rate, dt);
        vertical_into<D>(f, dt);
        return f;
    }
};

} // namespace tracking::models
