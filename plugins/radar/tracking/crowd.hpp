// SPDX-License-Identifier: MIT
// tracking/crowd.hpp - how dense new targets are around each plot of a first look: targets fly where others fly.
//
// Density by the distance of the k-th neighbour, k the root of their number (Loftsgaarden, Quesenberry 1965, Ann. Math.
// Stat. 36), less the false plots that are expected in that disc.
#pragma once
#include "grid.hpp"
#include "undetected.hpp"

namespace tracking {

class crowd {
public:
    void reserve(size_t n) { grid_.reserve(n), reach2_.reserve(n); }

    // take(j, density of targets not yet detected, per m^2) for each plot of `alone`, in their order.
    template <class F>
    void each(std::span<const plot> plots, std::span<const uint32_t> alone, double area, double pd, F&& take) {
        const size_t n = alone.size();
        const auto k = static_cast<size_t>(qiki_sqrt(static_cast<double>(n)) + 0.5);
        if (k < 2) {
            for (uint32_t j : alone) take(j, excess(n, qiki_exp(plots[j].log_ground) * area) / (pd * area));
            return;
        }
        const double side = qiki_sqrt(area * static_cast<double>(k) / static_cast<double>(n) / QIKI_PI);
        const auto east = [&](size_t i) { return plots[alone[i]].at[0]; };
        const auto north = [&](size_t i) { return plots[alone[i]].at[1]; };
        grid_.build(n, side, east, north);
        for (size_t i = 0; i < n; ++i) {
            // Squares of twice the side each time, until the k-th neighbour is certainly inside.
            double reach = side;
            for (int round = 0; round < 40; ++round, reach *= 2) {
                reach2_.clear();
                grid_.near(east(i), north(i), reach, [&](uint32_t other) {
                    const double e = east(other) - east(i), m = north(other) - north(i);
                    if (other != i && e * e + m * m <= reach * reach) reach2_.push_back(e * e + m * m);
                });
                if (reach2_.size() >= k) break;
            }
            if (reach2_.size() < k) {
                take(alone[i], excess(n, qiki_exp(plots[alone[i]].log_ground) * area) / (pd * area));
                continue;
            }
            std::nth_element(reach2_.begin(), reach2_.begin() + static_cast<ptrdiff_t>(k - 1), reach2_.end());
            const double disc = std::min(QIKI_PI * std::max(reach2_[k - 1], 1e-6), area);
            take(alone[i], excess(k - 1, qiki_exp(plots[alone[i]].log_ground) * disc) / (pd * disc));
        }
    }

private:
    grid grid_;
    std::vector<double> reach2_;
};

} // namespace tracking
