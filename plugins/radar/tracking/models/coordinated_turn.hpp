// SPDX-License-Identifier: MIT
// tracking/models/coordinated_turn.hpp - level turns of known rate, with white acceleration.
#pragma once
#include "constant_velocity.hpp"
#include "decay.hpp"

namespace tracking::models {

// Of an angle x: sin x / x, (1 - cos x) / x^2 and (x - sin x) / x^3, each exact near 0.
struct arc {
    double sine, versine, sagging;
    explicit arc(double x) {
        const double x2 = x * x;
        if (x2 < 4) {
            versine = sagging = 0;
            for (size_t k = 11; k-- > 0;) {
                versine = over_factorial[2 * k + 2] - x2 * versine;
                sagging = over_factorial[2 * k + 3] - x2 * sagging;
            }
            sine = 1 - x2 * sagging;
        } else {
            const qiki_sc a = qiki_sincos(x);
            sine = a.sin / x, versine = (1 - a.cos) / x2, sagging = (x - a.sin) / (x2 * x);
        }
    }
};

// rate [rad/s] of the horizontal velocity, positive to the right (bearings grow), as a function of dt: the block of
// (east, north, their rates) of a state with D axes.
template <size_t D, size_t N>
void turn_into(matrix<N, N>& f, double rate, double dt) {
    const double x = rate * dt;
    const arc a(x);
    const qiki_sc c = qiki_sincos(x);
    const double along = dt * a.sine, across = dt * x * a.versine;
    f(0, D) = f(1, D + 1) = along;
    f(0, D + 1) = across, f(1, D) = -across;
    f(D, D) = f(D + 1, D + 1) = c.cos;
    f(D, D + 1) = c.sin, f(D + 1, D) = -c.sin;
}

// Noise of that block from white acceleration of density q per axis. The integral of Li, Jilkov 2003, IEEE TAES 39(4),
// eq. 61 ff. for independent axes: velocities rotate, so their noise stays isotropic.
template <size_t D, size_t N>
void turn_noise_into(matrix<N, N>& w, double rate, double dt, double q) {
    const double x = rate * dt;
    const arc a(x);
    const double pp = 2 * q * dt * dt * dt * a.sagging, same = q * dt * dt * a.versine,
                 cross = q * dt * dt * x * a.sagging;
    w(0, 0) = w(1, 1) = pp;
    w(D, D) = w(D + 1, D + 1) = q * dt;
    w(0, D) = w(D, 0) = w(1, D + 1) = w(D + 1, 1) = same;
    w(0, D + 1) = w(D + 1, 0) = -cross;
    w(1, D) = w(D, 1) = cross;
}

// The vertical of three axes is nearly constant velocity.
template <size_t D, size_t N>
void vertical_into(matrix<N, N>& f, double dt) {
    if constexpr (D == 3) f(2, 5) = dt;
}
template <size_t D, size_t N>
void vertical_noise_into(matrix<N, N>& w, double dt, double q) {
    if constexpr (D == 3) {
        w(2, 2) = q * dt * dt * dt / 3, w(5, 5) = q * dt;
        w(2, 5) = w(5, 2) = q * dt * dt / 2;
    }
}

// q, q_up: spectral densities of the acceleration in the plane and of the vertical [m^2/s^3].
// Bar-Shalom, Li, Kirubarajan 2001, eq. 11.7.1-4; at rate 0 it is constant_velocity.
template <size_t D>
requires(D == 2 || D == 3) struct coordinated_turn {
    static constexpr size_t dims = D, n = 2 * D;
    static constexpr beyond holds = beyond::nothing;
    double rate = 0, q = 0, q_up = 0;

    matrix<n, n> transition(double dt) const {
        matrix<n, n> f = identity<n>();
        turn_into<D>(f, rate, dt);
        vertical_into<D>(f, dt);
        return f;
    }
    matrix<n, n> noise(double dt) const {
        matrix<n, n> w;
        turn_noise_into<D>(w, rate, dt, q);
        vertical_noise_into<D>(w, dt, q_up);
        return w;
    }
};

} // namespace tracking::models
