// SPDX-License-Identifier: MIT
// tracking/innovations.hpp - whether plots are as far from where their tracks expect them as the covariances say.
//
// Normalised innovation squared: Bar-Shalom, Li, Kirubarajan 2001, 5.4.2. A gate lets no plot through that is farther
// than its limit, so the mean to expect is that of a chi-square variable below it, a little less than the number of
// components.
#pragma once
#include "gate.hpp"
#include "qiki/qiki.hpp"

namespace tracking {

// Mean of a chi-square variable with dof 1 to 4 degrees of freedom, of those values that do not exceed `limit` > 0:
// dof F(limit; dof + 2) / F(limit; dof), where F(x; dof + 2) = F(x; dof) - (x/2)^(dof/2) e^(-x/2) / Gamma(dof/2 + 1)
// (Abramowitz, Stegun 1964, 26.4.8).
inline double chi_square_mean_below(double limit, size_t dof) {
    const double h = limit / 2, root = qiki_sqrt(h), half = qiki_sqrt(QIKI_PI) / 2;
    const double power[] = {root, h, h * root, h * h}, gamma[] = {half, 1, 1.5 * half, 2}; // h^a and Gamma(a + 1)
    const double below = chi_square(limit, dof), step = power[dof - 1] * qiki_exp(-h) / gamma[dof - 1];
    return static_cast<double>(dof) * (below - step) / below;
}

// What to expect of them, by number of measured components.
struct innovation_limits {
    std::array<double, 5> mean{}, tail{}; // mean below the gate; 95 % quantile
    explicit innovation_limits(const gates& g = gates{}) {
        for (size_t m = 1; m <= 4; ++m)
            mean[m] = chi_square_mean_below(g.limit[m], m), tail[m] = chi_square_quantile(0.95, m);
    }
};

// Sums of squared innovations; part of a tracker's state.
struct innovation_sums {
    double squared = 0, expected = 0;
    uint64_t count = 0, in_tail = 0;

    // d2: squared distance of a plot of m components.
    void add(double d2, size_t m, const innovation_limits& l) {
        squared += d2, expected += l.mean[m];
        ++count, in_tail += d2 > l.tail[m];
    }
};

// The same as metrics: unset while there is none.
class innovation_gauges {
public:
    innovation_gauges() = default;
    explicit innovation_gauges(const qiki_host& h)
        : ratio_(h, "nis", "",
                 "squared innovations of confirmed tracks / what their covariances say: 1 when consistent"),
          tail_(h, "nis.tail", "", "share of them above the 95 % quantile of chi-square: 0.05 when consistent"),
          count_(h, "nis.plots", "", "how many they were") {}
    void set(const innovation_sums& s) const {
        count_.set(static_cast<double>(s.count));
        if (!s.count) return;
        ratio_.set(s.squared / s.expected);
        tail_.set(static_cast<double>(s.in_tail) / static_cast<double>(s.count));
    }

private:
    qiki::gauge ratio_, tail_, count_;
};

} // namespace tracking
