// SPDX-License-Identifier: MIT
// tracking/moments.hpp - one Gaussian for several: their mean and covariance (Bar-Shalom, Li, Kirubarajan
// 2001, 1.4.16).
#pragma once
#include "linear.hpp"

namespace tracking {

// Sums about the first component, so that nothing large is subtracted.
class moments {
public:
    void clear() { weight_ = 0; }
    void add(double weight, const gaussian& g) {
        if (weight_ == 0) first_ = g, sum_ = {};
        weight_ += weight;
        std::array<double, 6> d;
        for (size_t i = 0; i < 6; ++i) d[i] = g.x[i] - first_.x[i], sum_.x[i] += weight * d[i];
        for (size_t i = 0; i < 6; ++i)
            for (size_t j = i; j < 6; ++j) sum_.at(i, j) += weight * (g.at(i, j) + d[i] * d[j]);
    }
    // After at least one add() of a weight above 0.
    gaussian mean() const {
        gaussian g;
        std::array<double, 6> d;
        for (size_t i = 0; i < 6; ++i) d[i] = sum_.x[i] / weight_, g.x[i] = first_.x[i] + d[i];
        for (size_t i = 0; i < 6; ++i)
            for (size_t j = i; j < 6; ++j) g.at(i, j) = g.at(j, i) = sum_.at(i, j) / weight_ - d[i] * d[j];
        return g;
    }

private:
    gaussian first_{}, sum_{};
    double weight_ = 0;
};

} // namespace tracking
