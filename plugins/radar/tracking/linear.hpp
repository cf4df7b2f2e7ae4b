// SPDX-License-Identifier: MIT
// tracking/linear.hpp - the Gaussian every track is (six numbers and their covariance), and small triangular solves.
#pragma once
#include "qiki/math.h"
#include <array>
#include <cstddef>
#include <type_traits>

namespace tracking {

using vec3 = std::array<double, 3>;

// East, north, up [m] and their rates [m/s]; p is 6 x 6, row by row, kept symmetric to the last bit. In a plane (two
// dimensions) all that belongs to up is exactly zero and stays so.
struct gaussian {
    std::array<double, 6> x;
    std::array<double, 36> p;

    double& at(size_t i, size_t j) { return p[6 * i + j]; }
    double at(size_t i, size_t j) const { return p[6 * i + j]; }
    double horizontal() const { return p[0] + p[7]; } // variance of east plus that of north
    double spatial() const { return p[0] + p[7] + p[14]; }
};

// f(m) with m as a constant from 1 to 4, so that loops to it are laid out in full.
template <class F>
void with_size(size_t m, F&& f) {
    switch (m) {
    case 1: return f(std::integral_constant<size_t, 1>{});
    case 2: return f(std::integral_constant<size_t, 2>{});
    case 3: return f(std::integral_constant<size_t, 3>{});
    case 4: return f(std::integral_constant<size_t, 4>{});
    default: return;
    }
}

// Lower Cholesky factor of the m x m matrix s (stride 4) in place; false when it is not positive definite.
inline bool factor(double* s, size_t m) {
    for (size_t j = 0; j < m; ++j) {
        double d = s[4 * j + j];
        for (size_t k = 0; k < j; ++k) d -= s[4 * j + k] * s[4 * j + k];
        if (!(d > 0)) return false;
        d = qiki_sqrt(d);
        s[4 * j + j] = d;
        for (size_t i = j + 1; i < m; ++i) {
            double v = s[4 * i + j];
            for (size_t k = 0; k < j; ++k) v -= s[4 * i + k] * s[4 * j + k];
            s[4 * i + j] = v / d;
        }
    }
    return true;
}

// b := inverse(L) b, then (with back) inverse(L^T) of that.
inline void solve_lower(const double* l, size_t m, double* b) {
    for (size_t i = 0; i < m; ++i) {
        for (size_t k = 0; k < i; ++k) b[i] -= l[4 * i + k] * b[k];
        b[i] /= l[4 * i + i];
    }
}
inline void solve_upper(const double* l, size_t m, double* b) {
    for (size_t i = m; i-- > 0;) {
        for (size_t k = i + 1; k < m; ++k) b[i] -= l[4 * k + i] * b[k];
        b[i] /= l[4 * i + i];
    }
}

} // namespace tracking
