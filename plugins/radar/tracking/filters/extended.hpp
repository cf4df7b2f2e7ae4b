// SPDX-License-Identifier: MIT
// tracking/filters/extended.hpp - the Kalman update of any model's state by a plot, in Joseph form; extended and
// iterated as filter.hpp does it.
#pragma once
#include "../filter.hpp"
#include "normal.hpp"

namespace tracking::filters {

// What a plot measures of a state: rows of the Jacobian and covariance of the plot, zero beyond its components.
template <size_t N>
struct sight {
    matrix<4, N> h;
    matrix<4, 4> r;
};
template <size_t D, size_t N>
sight<N> sight_of(const innovation& o) {
    sight<N> s;
    for (size_t k = 0; k < o.m; ++k) {
        for (size_t i = 0; i < 6; ++i)
            if (place<D>(i) != none) s.h(k, place<D>(i)) = o.h[6 * k + i];
        for (size_t n = 0; n < o.m; ++n) s.r(k, n) = o.r[n >= k ? 4 * n + k : 4 * k + n];
    }
    return s;
}

// P H^T inverse(S), S by its factor in o.
template <size_t D, size_t N>
matrix<N, 4> gain_of(const normal<N>& g, const sight<N>& s, const innovation& o) {
    const size_t width = o.rates ? 2 * D : D;
    matrix<N, 4> k;
    for (size_t i = 0; i < N; ++i) {
        std::array<double, 4> row{};
        for (size_t c = 0; c < o.m; ++c)
            for (size_t j = 0; j < width; ++j) row[c] += g.p(i, j) * s.h(c, j);
        solve_lower(o.l.data(), o.m, row.data());
        solve_upper(o.l.data(), o.m, row.data());
        for (size_t c = 0; c < o.m; ++c) k(i, c) = row[c];
    }
    return k;
}

// Covariance after the update with gain k, positive definite whatever the gain: Bar-Shalom, Li, Kirubarajan 2001, eq.
// 5.2.3-18. width: of the columns of h that are not zero; the others leave columns of I - K H as they are.
template <size_t N>
matrix<N, N> joseph(const matrix<N, N>& p, const sight<N>& s, const matrix<N, 4>& k, size_t m, size_t width) {
    matrix<N, N> a = models::identity<N>(), ap, out;
    for (size_t i = 0; i < N; ++i)
        for (size_t c = 0; c < m; ++c)
            for (size_t j = 0; j < width; ++j) a(i, j) -= k(i, c) * s.h(c, j);
    for (size_t i = 0; i < N; ++i) {
        for (size_t j = 0; j < N; ++j) ap(i, j) = i < width ? 0 : p(i, j);
        for (size_t n = 0; n < width; ++n)
            for (size_t j = 0; j < N; ++j) ap(i, j) += a(i, n) * p(n, j);
    }
    matrix<N, 4> kr;
    for (size_t i = 0; i < N; ++i)
        for (size_t c = 0; c < m; ++c)
            for (size_t n = 0; n < m; ++n) kr(i, c) += k(i, n) * s.r(n, c);
    for (size_t i = 0; i < N; ++i)
        for (size_t j = i; j < N; ++j) {
            double v = j < width ? 0 : ap(i, j);
            for (size_t n = 0; n < width; ++n) v += ap(i, n) * a(j, n);
            for (size_t c = 0; c < m; ++c) v += kr(i, c) * k(j, c);
            out(i, j) = out(j, i) = v;
        }
    return out;
}

// Innovation of plot p, g predicted to its time.
template <size_t D, size_t N>
void compare(const normal<N>& g, const plot& p, const viewpoint& v, innovation& o) {
    tracking::compare(kinematic<D>(g), p, v, o);
}

// g takes plot p; o is their innovation. Iterated where range curves over the uncertainty of the state, unless `once`:
// the rules of tracking::update.
template <size_t D, size_t N>
void update(normal<N>& g, const plot& p, const viewpoint& v, innovation& o, bool once = false) {
    const gaussian wide = kinematic<D>(g);
    const bool curved = !once && curves(wide, p);
    const bool blind = D == 3 && !v.plane && !tells_height(p);
    const gaussian here = around(p, wide);
    sight<N> s = sight_of<D, N>(o);
    matrix<N, 4> k;
    column<N> x = g.x;
    for (int round = 0; round < (curved ? 3 : 1); ++round) {
        column<4> nu{o.nu};
        if (round > 0) {
            expect(here, kinematic<D>(normal<N>{x, {}}).x, p, v, o, false);
            weigh(wide, o);
            if (!o.good) break;
            s = sight_of<D, N>(o);
            nu = column<4>{o.nu} - s.h * (g.x - x);
        }
        k = gain_of<D>(g, s, o);
        if (blind)
            for (size_t c = 0; c < 4; ++c) k(2, c) = k(5, c) = 0;
        x = g.x + k * nu;
    }
    if (curved && ran_away(g.x[0], g.x[1], x[0], x[1], p)) { // its first step is taken
        compare<D>(g, p, v, o);
        if (o.good) update<D>(g, p, v, o, true);
        return;
    }
    g.p = joseph(g.p, s, k, o.m, o.rates ? 2 * D : D);
    g.x = x;
}

} // namespace tracking::filters
