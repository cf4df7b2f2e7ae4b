// SPDX-License-Identifier: MIT
// score/tracking_paths.hpp - which track one target should be assigned to at each instant, when a change has a price.
//
// The states of a target are "nobody" and its candidate tracks. Being with a track pays its gain at that instant; going
// from a track to nobody or back costs `change`, from one track to another twice that. Dynamic programming (Viterbi
// 1967), linear in instants and candidates, since every change goes by way of nobody.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace qiki::score {

// costs of one candidate: one value an instant, negative where being with it pays. prices: of the same length or
// empty, added.
struct path_candidate {
    std::span<const double> costs, prices;
};

class path_finder {
public:
    static constexpr int32_t nobody = -1;

    // Least total over all paths; 0 or less when prices are empty, as nobody all the time costs nothing.
    double least(std::span<const path_candidate> all, size_t instants, double change) {
        return run<false>(all, instants, change);
    }

    // The same, and the path: a candidate's place in `all` at each instant, or nobody. Of equals it stays where it is.
    double find(std::span<const path_candidate> all, size_t instants, double change, std::span<int32_t> path) {
        const double total = run<true>(all, instants, change);
        const size_t n = all.size();
        int32_t at = end_;
        for (size_t k = instants; k-- > 0;) {
            path[k] = at;
            if (k == 0) break;
            if (at != nobody && !entered_[k * n + static_cast<size_t>(at)]) continue;
            at = before_[k];
        }
        return total;
    }

private:
    template <bool Keep>
    double run(std::span<const path_candidate> all, size_t instants, double change) {
        const size_t n = all.size();
        value_.assign(n, 0);
        if constexpr (Keep) entered_.assign(n * instants, 0), before_.assign(instants, nobody);
        double alone_value = 0;
        for (size_t k = 0; k < instants; ++k) {
            double through = alone_value; // the best way to be with nobody now
            int32_t from = nobody;
            if (k > 0)
                for (size_t j = 0; j < n; ++j)
                    if (value_[j] + change < through) through = value_[j] + change, from = static_cast<int32_t>(j);
            if constexpr (Keep) before_[k] = from;
            for (size_t j = 0; j < n; ++j) {
                const double here = all[j].costs[k] + (all[j].prices.empty() ? 0 : all[j].prices[k]);
                const bool enters = k > 0 && through + change < value_[j];
                value_[j] = here + (enters ? through + change : value_[j]);
                if constexpr (Keep) entered_[k * n + j] = enters;
            }
            alone_value = through;
        }
        end_ = nobody;
        double best = alone_value;
        for (size_t j = 0; j < n; ++j)
            if (value_[j] < best) best = value_[j], end_ = static_cast<int32_t>(j);
        return best;
    }

    std::vector<double> value_;
    std::vector<uint8_t> entered_;
    std::vector<int32_t> before_; // whom it was with before it was with nobody at that instant
    int32_t end_ = nobody;
};
} // namespace qiki::score
