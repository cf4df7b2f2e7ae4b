// SPDX-License-Identifier: MIT
// score/distributions.hpp - probabilities and quantiles of the chi-square and of Student's t distribution.
//
// Incomplete gamma function by its series and continued fraction, incomplete beta by its continued fraction
// (Abramowitz, Stegun 1964, 6.5.29, 6.5.31, 26.5.8; the fractions by Lentz 1976, Applied Optics 15), quantiles by
// bisection: the same bits everywhere, and within 1e-12 of the exact value. Needs SLEEF, as qiki/math.h does.
#pragma once
#include "qiki/math.h"
#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace qiki::score {

namespace distributions {
inline constexpr int most_terms = 100'000;
inline constexpr double tiny = 1e-300, close = 4e-16;

// Lower incomplete gamma function over the complete one, P(a, x).
inline double gamma_share(double a, double x) {
    if (x <= 0) return 0;
    const double front = qiki_exp(a * qiki_log(x) - x - qiki_lgamma(a));
    if (x < a + 1) {
        double term = 1 / a, sum = term;
        for (int n = 1; n < most_terms && term > sum * close; ++n) term *= x / (a + n), sum += term;
        return std::min(1.0, front * sum);
    }
    double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
    for (int n = 1; n < most_terms; ++n) {
        const double step = -n * (n - a);
        b += 2;
        d = step * d + b, c = b + step / c;
        if (std::fabs(d) < tiny) d = tiny;
        if (std::fabs(c) < tiny) c = tiny;
        d = 1 / d;
        h *= d * c;
        if (std::fabs(d * c - 1) < close) break;
    }
    return std::max(0.0, 1 - front * h);
}

// Incomplete beta function over the complete one, I_x(a, b).
inline double beta_share(double a, double b, double x) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    if (x > (a + 1) / (a + b + 2)) return 1 - beta_share(b, a, 1 - x);
    const double front =
        qiki_exp(qiki_lgamma(a + b) - qiki_lgamma(a) - qiki_lgamma(b) + a * qiki_log(x) + b * qiki_log1p(-x)) / a;
    double c = 1, d = 1 - (a + b) * x / (a + 1), h = 0;
    d = 1 / (std::fabs(d) < tiny ? tiny : d);
    h = d;
    const auto turn = [&](double step) {
        d = 1 + step * d, c = 1 + step / c;
        if (std::fabs(d) < tiny) d = tiny;
        if (std::fabs(c) < tiny) c = tiny;
        d = 1 / d;
        h *= d * c;
        return std::fabs(d * c - 1) < close;
    };
    for (int m = 1; m < most_terms; ++m) {
        turn(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
        if (turn(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)))) break;
    }
    return front * h;
}

// Where a rising function takes the value p, between 0 and `most`.
template <class Rising>
double place_of(double p, double most, Rising f) {
    while (f(most) < p && most < 1e300) most *= 2;
    double least = 0;
    for (int n = 0; n < 200 && most - least > 1e-15 * most; ++n) {
        const double middle = least + (most - least) / 2;
        (f(middle) < p ? least : most) = middle;
    }
    return least + (most - least) / 2;
}
} // namespace distributions

// P(X <= x). Throws std::invalid_argument unless degrees > 0 and x is a number.
inline double chi_square_probability(double x, double degrees) {
    if (!(degrees > 0) || x != x) throw std::invalid_argument("chi-square: degrees of freedom must be above 0");
    return distributions::gamma_share(degrees / 2, x / 2);
}

// x with P(X <= x) = p. Throws std::invalid_argument unless 0 < p < 1 and degrees > 0.
inline double chi_square_quantile(double p, double degrees) {
    if (!(degrees > 0 && p > 0 && p < 1)) throw std::invalid_argument("chi-square: 0 < p < 1 and degrees above 0");
    return distributions::place_of(p, degrees + 10, [&](double x) { return chi_square_probability(x, degrees); });
}

// P(|T| >= |t|), both tails. Throws std::invalid_argument unless degrees > 0.
inline double student_tails(double t, double degrees) {
    if (!(degrees > 0) || t != t) throw std::invalid_argument("Student: degrees of freedom must be above 0");
    return distributions::beta_share(degrees / 2, 0.5, degrees / (degrees + t * t));
}

// t with P(|T| <= t) = p. Throws std::invalid_argument unless 0 < p < 1 and degrees > 0.
inline double student_quantile(double p, double degrees) {
    if (!(degrees > 0 && p > 0 && p < 1)) throw std::invalid_argument("Student: 0 < p < 1 and degrees above 0");
    return distributions::place_of(p, 10, [&](double t) { return 1 - student_tails(t, degrees); });
}
} // namespace qiki::score
