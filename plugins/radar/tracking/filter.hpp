// SPDX-License-Identifier: MIT
// tracking/filter.hpp - extended Kalman update in Joseph form, iterated where range curves, and for plots that come
// late.
#pragma once
#include "measurement.hpp"
#include "motion.hpp"
#include <algorithm>

namespace tracking {

using gain_rows = std::array<double, 24>; // row k is column k of K

// K := P H^T inverse(S), all six rows of it at once.
template <size_t M>
void gain_of(const innovation& o, gain_rows& gain) {
    std::array<double, M> scale;
    for (size_t k = 0; k < M; ++k) scale[k] = 1 / o.l[5 * k];
    const auto take = [&](size_t k, size_t n, double share) {
        for (size_t i = 0; i < 6; ++i) gain[6 * k + i] -= share * gain[6 * n + i];
    };
    const auto divide = [&](size_t k) {
        for (size_t i = 0; i < 6; ++i) gain[6 * k + i] *= scale[k];
    };
    std::copy_n(o.ph.begin(), 6 * M, gain.begin());
    for (size_t k = 0; k < M; divide(k), ++k)
        for (size_t n = 0; n < k; ++n) take(k, n, o.l[4 * k + n]);
    for (size_t k = M; k-- > 0; divide(k))
        for (size_t n = k + 1; n < M; ++n) take(k, n, o.l[4 * n + k]);
}
inline void gain_of(const innovation& o, gain_rows& gain) {
    with_size(o.m, [&](auto m) { gain_of<m>(o, gain); });
}

// P := (I - K H) P (I - K H)^T + K R K^T stays positive definite whatever the gain and however accurate the sensor is:
// Bar-Shalom, Li, Kirubarajan 2001, eq. 5.2.3-18.
inline void joseph_in_full(gaussian& g, const innovation& o, const gain_rows& gain) {
    std::array<double, 36> a{}, ap{};
    for (size_t i = 0; i < 6; ++i) a[7 * i] = 1;
    for (size_t k = 0; k < o.m; ++k)
        for (size_t i = 0; i < 6; ++i)
            for (size_t j = 0; j < 6; ++j) a[6 * i + j] -= gain[6 * k + i] * o.h[6 * k + j];
    for (size_t i = 0; i < 6; ++i)
        for (size_t n = 0; n < 6; ++n)
            for (size_t j = 0; j < 6; ++j) ap[6 * i + j] += a[6 * i + n] * g.p[6 * n + j];
    gain_rows gr{};
    for (size_t k = 0; k < o.m; ++k)
        for (size_t n = 0; n < o.m; ++n)
            for (size_t i = 0; i < 6; ++i) gr[6 * k + i] += gain[6 * n + i] * o.r[n >= k ? 4 * n + k : 4 * k + n];
    for (size_t i = 0; i < 6; ++i)
        for (size_t j = i; j < 6; ++j) {
            double v = 0;
            for (size_t n = 0; n < 6; ++n) v += ap[6 * i + n] * a[6 * j + n];
            for (size_t k = 0; k < o.m; ++k) v += gr[6 * k + i] * gain[6 * k + j];
            g.p[6 * i + j] = g.p[6 * j + i] = v;
        }
}

// The same as A - (A H^T - K R) K^T with A = P - K (H P), a sum that holds for any K, at half the work; a holds A by
// columns, so that every loop runs along a row.
template <size_t M>
void joseph(gaussian& g, const innovation& o, const gain_rows& gain) {
    const auto less = [](double* to, double share, const double* row) {
        for (size_t i = 0; i < 6; ++i) to[i] -= share * row[i];
    };
    std::array<double, 36> a = g.p;
    for (size_t j = 0; j < 6; ++j)
        for (size_t k = 0; k < M; ++k) less(&a[6 * j], o.ph[6 * k + j], &gain[6 * k]);
    const size_t width = o.rates ? 6 : 3;
    gain_rows w{}; // K R - A H^T
    for (size_t k = 0; k < M; ++k) {
        for (size_t n = 0; n < M; ++n) less(&w[6 * k], -o.r[n >= k ? 4 * n + k : 4 * k + n], &gain[6 * n]);
        for (size_t j = 0; j < width; ++j) less(&w[6 * k], o.h[6 * k + j], &a[6 * j]);
    }
    for (size_t j = 0; j < 6; ++j) {
        for (size_t k = 0; k < M; ++k) less(&a[6 * j], -gain[6 * k + j], &w[6 * k]);
        for (size_t i = 0; i <= j; ++i) g.p[6 * i + j] = g.p[6 * j + i] = a[6 * j + i];
    }
}

// Differences of P err by its last bits: where the plot is that much sharper than the state, only the product will do.
inline void joseph(gaussian& g, const innovation& o, const gain_rows& gain) {
    constexpr double sharp = 1e-8;
    for (size_t k = 0; k < o.m; ++k) {
        double s = 0;
        for (size_t i = 0; i < 6; ++i) s += o.h[6 * k + i] * o.ph[6 * k + i];
        if (!(o.r[5 * k] > sharp * s)) return joseph_in_full(g, o, gain);
    }
    with_size(o.m, [&](auto m) { joseph<m>(g, o, gain); });
}

inline bool tells_height(const plot& p) {
    for (size_t k = 0; k < p.m; ++k)
        if (p.what[k] == component::elevation || p.what[k] == component::up || p.what[k] == component::height)
            return true;
    return false;
}

// Whether the curvature of range over the uncertainty of state g matters.
inline bool curves(const gaussian& g, const plot& p) {
    const double far = (p.at[0] - p.antenna[0]) * (p.at[0] - p.antenna[0]) +
                       (p.at[1] - p.antenna[1]) * (p.at[1] - p.antenna[1]) +
                       (p.at[2] - p.antenna[2]) * (p.at[2] - p.antenna[2]);
    return p.what[0] == component::range && g.spatial() * g.spatial() > 0.2 * far * p.r[0];
}
// A mean of the state and the plot lies between them: whether an iteration from (e, n) to (east, north) did not stay
// there.
inline bool ran_away(double e, double n, double east, double north, const plot& p) {
    const auto away = [&](double x, double y) { return (x - p.at[0]) * (x - p.at[0]) + (y - p.at[1]) * (y - p.at[1]); };
    return !(away(east, north) <= 2 * away(e, n) + 9 * p.spread);
}
// g, predicted to the plot's time, takes the plot; o is their innovation. Iterated (Jazwinski 1970, theorem 8.2;
// Bar-Shalom 2001, 10.5.2) where the curvature of range over the uncertainty of the state matters, unless `once`.
// Around the iterated state the linearisation errs only by as much as the plot itself is uncertain.
inline void update(gaussian& g, const plot& p, const viewpoint& v, innovation& o, bool once = false) {
    gain_rows gain;
    std::array<double, 6> x = g.x;
    const bool curved = !once && curves(g, p);
    const bool blind = !v.plane && !tells_height(p);
    for (int round = 0; round < (curved ? 3 : 1); ++round) {
        std::array<double, 4> nu = o.nu;
        if (round > 0) {
            expect(around(p, g), x, p, v, o, false);
            weigh(g, o);
            if (!o.good) break;
            nu = o.nu;
            for (size_t k = 0; k < o.m; ++k)
                for (size_t j = 0; j < 6; ++j) nu[k] -= o.h[6 * k + j] * (g.x[j] - x[j]);
        }
        gain_of(o, gain);
        if (blind)
            for (size_t k = 0; k < o.m; ++k) gain[6 * k + 2] = gain[6 * k + 5] = 0;
        x = g.x;
        for (size_t k = 0; k < o.m; ++k)
            for (size_t i = 0; i < 6; ++i) x[i] += gain[6 * k + i] * nu[k];
    }
    if (curved && ran_away(g.x[0], g.x[1], x[0], x[1], p)) { // its first step is taken
        expect(g, g.x, p, v, o);
        weigh(g, o);
        if (o.good) update(g, p, v, o, true);
        return;
    }
    joseph(g, o, gain);
    g.x = x;
}

// State g of time t seen at the time of the plot: forward with process noise; backward without, and then the process
// noise in between counts as measurement noise (retrodiction with its correlation neglected: algorithm C of Bar-Shalom
// 2002, IEEE TAES 38(3)), which is what `late` adds to a plot's covariance.
inline gaussian seen_at(const gaussian& g, double dt, const white_acceleration& motion) {
    gaussian s = g;
    motion.predict(s, dt);
    return s;
}
inline void late(innovation& o, double dt, const white_acceleration& motion) {
    if (dt >= 0) return;
    const double grown = -dt * dt * dt / 3;
    for (size_t k = 0; k < o.m; ++k)
        for (size_t n = 0; n < o.m; ++n)
            for (size_t i = 0; i < 3; ++i) o.r[4 * k + n] += o.h[6 * k + i] * o.h[6 * n + i] * motion.q[i] * grown;
}

// Innovation of a plot dt seconds after (or, negative, before) the state; seen: the state at that time.
inline void compare_at(const gaussian& seen, double dt, const white_acceleration& motion, const plot& p,
                       const viewpoint& v, innovation& o) {
    expect(seen, seen.x, p, v, o);
    late(o, dt, motion);
    weigh(seen, o);
}

} // namespace tracking
