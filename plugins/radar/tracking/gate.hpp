// SPDX-License-Identifier: MIT
// tracking/gate.hpp - how large a squared innovation may be before a plot cannot be of a track.
#pragma once
#include "linear.hpp"

namespace tracking {

// P(X <= x) of chi-square with dof 1 to 4 degrees of freedom: series of the lower incomplete gamma function,
// Abramowitz, Stegun 1964, 6.5.29.
inline double chi_square(double x, size_t dof) {
    if (!(x > 0)) return 0;
    const double h = x / 2, a = static_cast<double>(dof) / 2, root = qiki_sqrt(h), half = qiki_sqrt(QIKI_PI) / 2;
    const double power[] = {root, h, h * root, h * h}, gamma[] = {half, 1, 1.5 * half, 2}; // h^a and Gamma(a + 1)
    double term = power[dof - 1] * qiki_exp(-h) / gamma[dof - 1], sum = term;
    for (double k = 1; k < 1000 && term > sum * 1e-17; ++k) sum += term *= h / (a + k);
    return sum < 1 ? sum : 1;
}

// The value that X stays below with probability p.
inline double chi_square_quantile(double p, size_t dof) {
    double low = 0, high = 200;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (chi_square(middle, dof) < p ? low : high) = middle;
    }
    return high;
}

// Limits by number of measured components, at one probability.
struct gates {
    std::array<double, 5> limit{};
    explicit gates(double probability = 0.99) {
        for (size_t m = 1; m <= 4; ++m) limit[m] = chi_square_quantile(probability, m);
    }
};

} // namespace tracking
