// SPDX-License-Identifier: MIT
// tracking/crowd.hpp - how dense new targets are around each plot of a first look: targets fly where others fly.
//
// Density by the distance of the k-th neighbour, k the root of their number (Loftsgaarden, Quesenberry 1965, Ann. Math.
// Stat. 36), less the false plots that are expected in that disc, drawn towards the mean where the disc has few plots.
#pragma once
#include "grid.hpp"
#include "undetected.hpp"

namespace tracking {

class crowd {
public:
    // The density around a target is above the mean, since most targets are where many are: twice where densities are
    // exponentially distributed. One factor for all radars, a little more than that.
    static constexpr double crowding = 3;

    void reserve(size_t n) { grid_.reserve(n), reach2_.reserve(n); }

    // take(j, detections of new targets that are expected around plot j, per m^2) for each plot of `alone`, in their
    // order; everywhere: their mean over the area, m^2.
    template <class F>
    void each(std::span<const plot> plots, std::span<const uint32_t> alone, double area, double everywhere, F&& take) {
        const size_t n = alone.size();
        const auto k = static_cast<size_t>(qiki_sqrt(static_cast<double>(n)) + 0.5);
        const auto east = [&](size_t i) { return plots[alone[i]].at[0]; };
        const auto north = [&](size_t i) { return plots[alone[i]].at[1]; };
        const double side = qiki_sqrt(area * static_cast<double>(k) / static_cast<double>(n + 1) / QIKI_PI);
        if (n > 0) grid_.build(n, side, east, north);
        for (size_t i = 0; i < n; ++i) {
            // Discs of twice the reach each time, until the k-th neighbour is inside.
            double reach = side;
            for (int round = 0; round < 40; ++round, reach *= 2) {
                reach2_.clear();
                grid_.near(east(i), north(i), reach, [&](uint32_t other) {
                    const double e = east(other) - east(i), m = north(other) - north(i);
                    if (other != i && e * e + m * m <= reach * reach) reach2_.push_back(e * e + m * m);
                });
                if (reach2_.size() >= k || reach2_.size() + 1 == n) break;
            }
            double density = everywhere;
            if (reach2_.size() >= k && k > 1) {
                std::nth_element(reach2_.begin(), reach2_.begin() + static_cast<ptrdiff_t>(k - 1), reach2_.end());
                const double disc = std::min(QIKI_PI * std::max(reach2_[k - 1], 1e-6), area);
                density =
                    excess(k - 1, qiki_exp(plots[alone[i]].log_ground) * disc, crowding * everywhere * disc) / disc;
            }
            take(alone[i], density);
        }
    }

private:
    grid grid_;
    std::vector<double> reach2_;
};

} // namespace tracking
