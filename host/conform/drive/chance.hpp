// SPDX-License-Identifier: MIT
// host/conform/drive/chance.hpp - is what was counted what was promised? Wrong with a probability of at most 1e-6.
//
// By the bound of Chernoff 1952 ("A measure of asymptotic efficiency for tests of a hypothesis based on the sum of
// observations"), which holds for every size: P(k or more) <= exp(-divergence), and likewise for k or less.
#pragma once
#include "qiki/math.h"

namespace qiki::conform {

constexpr double too_unlikely = 14.508657738524219; // ln(2 / 1e-6): either side

// k events of a Poisson law; 0 where k is the mean.
inline double poisson_divergence(double k, double mean) {
    if (mean <= 0) return k > 0 ? 1e300 : 0;
    return k > 0 ? k * qiki_log(k / mean) - k + mean : mean;
}
// k of n successes, each with probability p.
inline double binomial_divergence(double k, double n, double p) {
    if ((p <= 0 && k > 0) || (p >= 1 && k < n)) return 1e300;
    double sum = 0;
    if (k > 0) sum += k * qiki_log(k / (n * p));
    if (k < n) sum += (n - k) * qiki_log((n - k) / (n * (1 - p)));
    return sum;
}
} // namespace qiki::conform
