// SPDX-License-Identifier: MIT
// tracking/filters/normal.hpp - a Gaussian of any model's state, moved by that model and seen as position and velocity.
#pragma once
#include "../linear.hpp"
#include "../models/constant_velocity.hpp"

namespace tracking::filters {

using models::column, models::matrix;

template <size_t N>
struct normal {
    column<N> x;
    matrix<N, N> p;
    friend bool operator==(const normal&, const normal&) = default;
};

// A model that moves every state by the same matrix: it has transition(dt) and noise(dt). Others have moved(x, dt), its
// derivative transition(x, dt), and noise(x, dt).
template <class M>
concept linear = requires(const M& m) {
    m.transition(1.0);
};

template <class M>
column<M::n> moved(const M& m, const column<M::n>& x, double dt) {
    if constexpr (linear<M>) return m.transition(dt) * x;
    else return m.moved(x, dt);
}
template <class M>
matrix<M::n, M::n> transition(const M& m, const column<M::n>& x, double dt) {
    if constexpr (linear<M>) return m.transition(dt);
    else return m.transition(x, dt);
}
template <class M>
matrix<M::n, M::n> noise(const M& m, const column<M::n>& x, double dt) {
    if constexpr (linear<M>) return m.noise(dt);
    else return m.noise(x, dt);
}

// The state dt seconds later; with dt < 0 the state before, and then without process noise. Kalman 1960, theorem 3; of
// other models linearised around the mean (Bar-Shalom, Li, Kirubarajan 2001, eq. 10.3.2-5, -6).
template <class M>
void predict(normal<M::n>& g, const M& m, double dt) {
    if (dt == 0) return;
    matrix<M::n, M::n> p = congruent(transition(m, g.x, dt), g.p);
    if (dt > 0) p = p + noise(m, g.x, dt);
    g.x = moved(m, g.x, dt);
    g.p = p;
}

// The same for straight flight, block by block, for speed.
template <size_t D>
void predict(normal<2 * D>& g, const models::constant_velocity<D>& m, double dt) {
    if (dt == 0) return;
    const double dt2 = dt * dt;
    auto& p = g.p;
    for (size_t i = 0; i < D; ++i) g.x[i] += dt * g.x[D + i];
    for (size_t i = 0; i < D; ++i)
        for (size_t j = i; j < D; ++j)
            p(i, j) = p(j, i) = p(i, j) + dt * (p(i, D + j) + p(D + i, j)) + dt2 * p(D + i, D + j);
    for (size_t i = 0; i < D; ++i)
        for (size_t j = 0; j < D; ++j) p(i, D + j) = p(D + j, i) = p(i, D + j) + dt * p(D + i, D + j);
    if (dt < 0) return;
    for (size_t i = 0; i < D; ++i) {
        p(i, i) += m.q[i] * dt2 * dt / 3, p(D + i, D + i) += m.q[i] * dt;
        p(i, D + i) += m.q[i] * dt2 / 2;
        p(D + i, i) = p(i, D + i);
    }
}

// Where in a state of D axes the k-th number of (east, north, up, their rates) is; none where that axis is no state.
inline constexpr size_t none = SIZE_MAX;
template <size_t D>
constexpr size_t place(size_t k) {
    return k % 3 < D ? k / 3 * D + k % 3 : none;
}

// Position and velocity; what is no state is exactly zero.
template <size_t D, size_t N>
gaussian kinematic(const normal<N>& g) {
    gaussian s{};
    for (size_t i = 0; i < 6; ++i) {
        if (place<D>(i) == none) continue;
        s.x[i] = g.x[place<D>(i)];
        for (size_t j = 0; j < 6; ++j)
            if (place<D>(j) != none) s.at(i, j) = g.p(place<D>(i), place<D>(j));
    }
    return s;
}

// And back: a state of position and velocity only.
template <size_t D>
normal<2 * D> normal_of(const gaussian& s) {
    normal<2 * D> g{};
    for (size_t i = 0; i < 6; ++i) {
        if (place<D>(i) == none) continue;
        g.x[place<D>(i)] = s.x[i];
        for (size_t j = 0; j < 6; ++j)
            if (place<D>(j) != none) g.p(place<D>(i), place<D>(j)) = s.at(i, j);
    }
    return g;
}

} // namespace tracking::filters
