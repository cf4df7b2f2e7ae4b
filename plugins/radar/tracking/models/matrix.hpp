// SPDX-License-Identifier: MIT
// tracking/models/matrix.hpp - matrices of fixed size, summed in one fixed order so that every compiler gives the same
// bits.
#pragma once
#include "qiki/math.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace tracking::models {

// R rows of C numbers, row by row.
template <size_t R, size_t C = 1>
struct matrix {
    std::array<double, R * C> a{};
    double& operator()(size_t i, size_t j) { return a[i * C + j]; }
    double operator()(size_t i, size_t j) const { return a[i * C + j]; }
    double& operator[](size_t i) { return a[i]; }
    double operator[](size_t i) const { return a[i]; }
    friend bool operator==(const matrix&, const matrix&) = default;
};
template <size_t N>
using column = matrix<N, 1>;

template <size_t N>
matrix<N, N> identity() {
    matrix<N, N> m;
    for (size_t i = 0; i < N; ++i) m(i, i) = 1;
    return m;
}
template <size_t R, size_t C>
matrix<C, R> transposed(const matrix<R, C>& m) {
    matrix<C, R> t;
    for (size_t i = 0; i < R; ++i)
        for (size_t j = 0; j < C; ++j) t(j, i) = m(i, j);
    return t;
}
template <size_t R, size_t K, size_t C>
matrix<R, C> operator*(const matrix<R, K>& x, const matrix<K, C>& y) {
    matrix<R, C> m;
    for (size_t i = 0; i < R; ++i)
        for (size_t k = 0; k < K; ++k)
            for (size_t j = 0; j < C; ++j) m(i, j) += x(i, k) * y(k, j);
    return m;
}
template <size_t R, size_t C>
matrix<R, C> operator*(double s, matrix<R, C> m) {
    for (double& v : m.a) v *= s;
    return m;
}
template <size_t R, size_t C>
matrix<R, C> operator+(matrix<R, C> x, const matrix<R, C>& y) {
    for (size_t i = 0; i < R * C; ++i) x.a[i] += y.a[i];
    return x;
}
template <size_t R, size_t C>
matrix<R, C> operator-(matrix<R, C> x, const matrix<R, C>& y) {
    for (size_t i = 0; i < R * C; ++i) x.a[i] -= y.a[i];
    return x;
}

// F P F^T of a symmetric P, symmetric to the last bit.
template <size_t R, size_t C>
matrix<R, R> congruent(const matrix<R, C>& f, const matrix<C, C>& p) {
    const matrix<R, C> fp = f * p;
    matrix<R, R> m;
    for (size_t i = 0; i < R; ++i)
        for (size_t j = i; j < R; ++j) {
            double v = 0;
            for (size_t k = 0; k < C; ++k) v += fp(i, k) * f(j, k);
            m(i, j) = m(j, i) = v;
        }
    return m;
}

// Adds w v v^T, symmetric to the last bit.
template <size_t N>
void add_square(matrix<N, N>& p, const column<N>& v, double w) {
    for (size_t i = 0; i < N; ++i)
        for (size_t j = i; j < N; ++j) p(i, j) += w * (v[i] * v[j]), p(j, i) = p(i, j);
}

// Lower Cholesky factor L of a positive semidefinite matrix, L L^T = P; a direction without variance has a column of
// zeros.
template <size_t N>
matrix<N, N> lower_root(const matrix<N, N>& p) {
    matrix<N, N> l;
    for (size_t j = 0; j < N; ++j) {
        double d = p(j, j);
        for (size_t k = 0; k < j; ++k) d -= l(j, k) * l(j, k);
        if (!(d > 1e-14 * p(j, j))) continue;
        l(j, j) = qiki_sqrt(d);
        for (size_t i = j + 1; i < N; ++i) {
            double v = p(i, j);
            for (size_t k = 0; k < j; ++k) v -= l(i, k) * l(j, k);
            l(i, j) = v / l(j, j);
        }
    }
    return l;
}

// X with L L^T X = B; where L has no variance X is zero.
template <size_t N, size_t C>
matrix<N, C> solved(const matrix<N, N>& l, matrix<N, C> b) {
    for (size_t c = 0; c < C; ++c) {
        for (size_t i = 0; i < N; ++i) {
            for (size_t k = 0; k < i; ++k) b(i, c) -= l(i, k) * b(k, c);
            b(i, c) = l(i, i) > 0 ? b(i, c) / l(i, i) : 0;
        }
        for (size_t i = N; i-- > 0;) {
            for (size_t k = i + 1; k < N; ++k) b(i, c) -= l(k, i) * b(k, c);
            b(i, c) = l(i, i) > 0 ? b(i, c) / l(i, i) : 0;
        }
    }
    return b;
}

// States of D axes hold first all positions, then all velocities, then what else there is: block k of `each` axis.
template <size_t D, size_t K>
matrix<D * K, D * K> by_axis(const std::array<matrix<K, K>, D>& each) {
    matrix<D * K, D * K> m;
    for (size_t i = 0; i < K; ++i)
        for (size_t j = 0; j < K; ++j)
            for (size_t d = 0; d < D; ++d) m(i * D + d, j * D + d) = each[d](i, j);
    return m;
}

} // namespace tracking::models
