// SPDX-License-Identifier: MIT
// score/paired.hpp - whether one tracker is better than another on the same contacts, or only had luck.
//
// Runs of both on one seed share their chance, so their differences vary less than their marks: Student's t test of the
// mean difference (Student 1908, Biometrika 6), two-sided. Several comparisons at once are held to one level by Holm's
// step-down method (Holm 1979, Scandinavian Journal of Statistics 6).
#pragma once
#include "distributions.hpp"
#include <numeric>
#include <optional>
#include <span>
#include <vector>

namespace qiki::score {

struct spread {
    size_t count = 0;
    double mean = 0;
    std::optional<double> deviation; // of one value, from two values on
    std::optional<double> half;      // the interval of the mean is mean +- half
};

// probability: 0.95 for 95 %. Over nothing: count 0.
inline spread spread_of(std::span<const double> values, double probability = 0.95) {
    spread s{.count = values.size()};
    if (values.empty()) return s;
    const auto n = static_cast<double>(values.size());
    s.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    if (values.size() < 2) return s;
    double squares = 0;
    for (const double v : values) squares += (v - s.mean) * (v - s.mean);
    s.deviation = std::sqrt(squares / (n - 1));
    s.half = student_quantile(probability, n - 1) * *s.deviation / std::sqrt(n);
    return s;
}

struct paired_difference {
    spread of; // of the differences a - b
    double t = 0;
    double p = 1; // of a difference at least as large by chance alone
};

// a and b: values of the same runs, in the same order. Absent for fewer than two. Throws std::invalid_argument when the
// sizes differ.
inline std::optional<paired_difference> paired_test(std::span<const double> a, std::span<const double> b,
                                                    double probability = 0.95) {
    if (a.size() != b.size()) throw std::invalid_argument("a paired test needs both values of every run");
    if (a.size() < 2) return std::nullopt;
    std::vector<double> d(a.size());
    for (size_t i = 0; i < d.size(); ++i) d[i] = a[i] - b[i];
    paired_difference r{.of = spread_of(d, probability)};
    const double error = *r.of.deviation / std::sqrt(static_cast<double>(d.size()));
    if (error > 1e-12 * std::fabs(r.of.mean)) {
        r.t = r.of.mean / error;
        r.p = student_tails(r.t, static_cast<double>(d.size() - 1));
    } else if (r.of.mean != 0) r.t = r.of.mean > 0 ? HUGE_VAL : -HUGE_VAL, r.p = 0; // the same in every run
    return r;
}

// The p of several comparisons, each raised so that below a level alpha there is a wrong one with probability alpha at
// most.
inline std::vector<double> holm(std::span<const double> p) {
    std::vector<size_t> order(p.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return p[a] < p[b]; });
    std::vector<double> out(p.size());
    double most = 0;
    for (size_t i = 0; i < order.size(); ++i) {
        most = std::max(most, std::min(1.0, p[order[i]] * static_cast<double>(p.size() - i)));
        out[order[i]] = most;
    }
    return out;
}
} // namespace qiki::score
