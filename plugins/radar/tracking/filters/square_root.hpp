// SPDX-License-Identifier: MIT
// tracking/filters/square_root.hpp - the same filter on the root of its covariance: twice the digits, definite by
// construction.
#pragma once
#include "extended.hpp"

namespace tracking::filters {

// p = l l^T, l lower triangular.
template <size_t N>
struct rooted {
    column<N> x;
    matrix<N, N> l;

    static rooted of(const normal<N>& g) { return {g.x, models::lower_root(g.p)}; }
    normal<N> whole() const { return {x, congruent(l, models::identity<N>())}; }
};

// Lower triangular T with T T^T = A A^T, by Householder reflections from the right (Golub, Van Loan 2013, 5.2.2). The
// diagonal is not negative.
template <size_t R, size_t C>
matrix<R, R> triangular(matrix<R, C> a) {
    static_assert(C >= R);
    for (size_t j = 0; j < R; ++j) {
        double length = 0;
        for (size_t k = j; k < C; ++k) length += a(j, k) * a(j, k);
        length = qiki_sqrt(length);
        if (!(length > 0)) continue;
        column<C> w; // a row minus its image
        for (size_t k = j; k < C; ++k) w[k] = a(j, k);
        w[j] += a(j, j) > 0 ? length : -length;
        double square = 0;
        for (size_t k = j; k < C; ++k) square += w[k] * w[k];
        const bool turned = a(j, j) > 0; // the reflection gives the diagonal the other sign
        for (size_t i = j; i < R; ++i) {
            double along = 0;
            for (size_t k = j; k < C; ++k) along += a(i, k) * w[k];
            along *= 2 / square;
            for (size_t k = j; k < C; ++k) a(i, k) -= along * w[k];
            if (turned) a(i, j) = -a(i, j);
        }
    }
    matrix<R, R> t;
    for (size_t i = 0; i < R; ++i)
        for (size_t j = 0; j <= i; ++j) t(i, j) = a(i, j);
    return t;
}

// Kaminski, Bryson, Schmidt 1971, IEEE Trans. Automatic Control 16(6), eq. 20: the root of F P F^T + Q.
template <class M>
void predict(rooted<M::n>& g, const M& m, double dt) {
    constexpr size_t n = M::n;
    const matrix<n, n> fl = transition(m, g.x, dt) * g.l, root = models::lower_root(noise(m, g.x, dt));
    matrix<n, 2 * n> both;
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j) both(i, j) = fl(i, j), both(i, n + j) = root(i, j);
    g.x = moved(m, g.x, dt);
    g.l = triangular(both);
}

// g, predicted to its time, takes plot p; o becomes their innovation, of which the factor too comes from the array.
// The array form: Kailath, Sayed, Hassibi 2000, Linear Estimation, 12.4. [R^1/2, H L; 0, L] becomes [S^1/2, 0; K S^1/2,
// L+]. False, and g as before, when the innovation has no positive definite covariance.
template <size_t D, size_t N>
bool update(rooted<N>& g, const plot& p, const viewpoint& v, innovation& o) {
    compare<D>(g.whole(), p, v, o);
    if (!o.good) return false;
    const sight<N> s = sight_of<D, N>(o);
    const matrix<4, 4> root = models::lower_root(s.r);
    const matrix<4, N> hl = s.h * g.l;
    matrix<4 + N, 4 + N> a;
    for (size_t k = 0; k < 4; ++k) {
        for (size_t n = 0; n < 4; ++n) a(k, n) = root(k, n);
        for (size_t j = 0; j < N; ++j) a(k, 4 + j) = hl(k, j);
    }
    for (size_t i = 0; i < N; ++i)
        for (size_t j = 0; j < N; ++j) a(4 + i, 4 + j) = g.l(i, j);
    const matrix<4 + N, 4 + N> t = triangular(a);
    std::array<double, 4> y = o.nu;
    for (size_t k = 0; k < o.m; ++k)
        for (size_t n = 0; n <= k; ++n) o.l[4 * k + n] = t(k, n);
    solve_lower(o.l.data(), o.m, y.data());
    o.d2 = 0, o.root_det = 1;
    for (size_t k = 0; k < o.m; ++k) o.d2 += y[k] * y[k], o.root_det *= o.l[5 * k];
    for (size_t i = 0; i < N; ++i) {
        for (size_t k = 0; k < o.m; ++k) g.x[i] += t(4 + i, k) * y[k];
        for (size_t j = 0; j < N; ++j) g.l(i, j) = t(4 + i, 4 + j);
    }
    return true;
}

} // namespace tracking::filters
