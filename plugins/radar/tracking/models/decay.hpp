// SPDX-License-Identifier: MIT
// tracking/models/decay.hpp - integrals of exp(-t / tau), without cancellation however long tau is.
#pragma once
#include "matrix.hpp"

namespace tracking::models {

// 1 / k!, k = 0 to 31.
inline constexpr std::array<double, 32> over_factorial = [] {
    std::array<double, 32> r{};
    r[0] = 1;
    for (size_t k = 1; k < r.size(); ++k) r[k] = r[k - 1] / static_cast<double>(k);
    return r;
}();

// sum over j of (-u)^j / (j + k)!, k = 0 to 2: exp(-u), (1 - exp(-u)) / u, (u - 1 + exp(-u)) / u^2. T^k times it is
// exp(-t / tau) integrated k times from 0 to T = u tau.
inline double decayed(size_t k, double u) {
    if (k == 0) return qiki_exp(-u);
    if (std::fabs(u) >= 1) {
        const double once = -qiki_expm1(-u) / u;
        return k == 1 ? once : (1 - once) / u;
    }
    double sum = 0;
    for (size_t j = 20; j-- > 0;) sum = over_factorial[j + k] - u * sum;
    return sum;
}

// Integral over s from 0 to 1 of s^a decayed(a, u s) s^b decayed(b, u s), 2 >= a >= b. Closed forms: Singer 1970, IEEE
// TAES 6(4), eq. 13 ff. Below u = 1, where they cancel, the product of both series term by term.
inline double decayed_product(size_t a, size_t b, double u) {
    if (u >= 1) {
        const double e = qiki_exp(-u), e2 = e * e, u2 = u * u;
        switch (3 * a + b) {
        case 0: return (1 - e2) / (2 * u);
        case 3: return (e2 + 1 - 2 * e) / (2 * u2);
        case 4: return (4 * e - 3 - e2 + 2 * u) / (2 * u2 * u);
        case 6: return (1 - e2 - 2 * u * e) / (2 * u2 * u);
        case 7: return (e2 + 1 - 2 * e + 2 * u * e - 2 * u + u2) / (2 * u2 * u2);
        default: return (1 - e2 + 2 * u + 2 * u2 * u / 3 - 2 * u2 - 4 * u * e) / (2 * u2 * u2 * u);
        }
    }
    double sum = 0;
    for (size_t m = 28; m-- > 0;) {
        double c = 0;
        for (size_t j = 0; j <= m; ++j) c += over_factorial[j + a] * over_factorial[m - j + b];
        sum = c / static_cast<double>(m + a + b + 1) - u * sum;
    }
    return sum;
}

} // namespace tracking::models
