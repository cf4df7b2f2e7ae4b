// SPDX-License-Identifier: MIT
// tracking/aging.hpp - existence fades with time, for many tracks at once: lifecycle::age() over arrays.
#pragma once
#include "lifecycle.hpp"
#include <array>

namespace tracking {

class aging {
public:
    static constexpr size_t most = 64;

    // x is not moved until run(). No track twice, and not more than `most` of them.
    void add(track& x, qiki_ns t) {
        if (t <= x.t_existence) return;
        who_[n_] = &x, odds_[n_] = -x.log_odds, left_[n_] = -seconds(t - x.t_existence);
        x.t_existence = t;
        ++n_;
    }
    // r := r exp(-dt / T). With e = exp(-odds) and a = exp(-dt / T) the new odds are a : 1 + e - a.
    void run(const lifecycle& life) {
        for (size_t i = 0; i < n_; ++i) left_[i] /= life.survival_time;
        qiki_exp_n(odds_.data(), odds_.data(), n_), qiki_exp_n(left_.data(), left_.data(), n_);
        for (size_t i = 0; i < n_; ++i) odds_[i] = left_[i] / (1 + odds_[i] - left_[i]);
        qiki_log_n(odds_.data(), odds_.data(), n_);
        for (size_t i = 0; i < n_; ++i)
            who_[i]->log_odds = std::clamp(odds_[i], life.least_log_odds, life.most_log_odds);
        n_ = 0;
    }

private:
    size_t n_ = 0;
    std::array<track*, most> who_{};
    std::array<double, most> odds_{}, left_{};
};

} // namespace tracking
