// SPDX-License-Identifier: MIT
// tracking/intensity.hpp - how many targets there are where: weighted Gaussians, pruned, merged and capped.
//
// Vo, Ma 2006, IEEE TSP 54(11), table II. A label goes with each component (Panta, Clark, Vo 2009, IEEE TAES 45(3)): it
// passes to what becomes of the component, and of merged ones the heaviest keeps its own.
#pragma once
#include "grid.hpp"
#include "moments.hpp"
#include "qiki/qiki.hpp"

namespace tracking {

// No padding: it is saved as it stands.
struct blob {
    uint64_t label = 0;
    qiki_ns t = 0, t_weight = 0; // of state; of weight
    double weight = 0;           // expected number of targets
    uint64_t plot = UINT64_MAX;  // of the frame in hand, that made it
    gaussian state{};
};
static_assert(sizeof(blob) == 40 + sizeof(gaussian));

class thinning {
public:
    void reserve(size_t n) {
        order_.reserve(n), near_.reserve(n), gone_.reserve(n), fresh_.reserve(n), grid_.reserve(n), kept_.reserve(n);
    }

    // Drops components lighter than `least`; makes one of those within `apart` squared standard deviations of a heavier
    // one of the same time; keeps the heaviest `most`.
    void run(std::vector<blob>& all, double least, double apart, size_t most) {
        run(all, least, apart, most, [](const blob&) { return true; });
    }
    // The same, but of no others than those with new_since(blob) any become one.
    template <class F>
    void run(std::vector<blob>& all, double least, double apart, size_t most, F&& new_since) {
        std::erase_if(all, [least](const blob& b) { return !(b.weight >= least); });
        const size_t n = all.size();
        order_.resize(n), gone_.assign(n, 0), fresh_.resize(n);
        for (size_t i = 0; i < n; ++i) fresh_[i] = new_since(all[i]);
        for (uint32_t i = 0; i < n; ++i) order_[i] = i;
        std::sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) {
            return all[a].weight != all[b].weight ? all[a].weight > all[b].weight : a < b;
        });
        if (n > most) {
            for (size_t k = most; k < n; ++k) gone_[order_[k]] = 1;
            order_.resize(most);
        }
        double wide = 1;
        for (const blob& b : all) wide = std::max(wide, b.state.horizontal());
        grid_.build(
            n, qiki_sqrt(wide), [&](size_t i) { return all[i].state.x[0]; },
            [&](size_t i) { return all[i].state.x[1]; });
        kept_.clear();
        for (const uint32_t i : order_) {
            if (gone_[i]) continue;
            gone_[i] = 1;
            kept_.push_back(fresh_[i] ? merged(all, i, apart, wide) : all[i]);
        }
        all.assign(kept_.begin(), kept_.end());
    }

private:
    blob merged(const std::vector<blob>& all, uint32_t i, double apart, double wide) {
        const blob& first = all[i];
        blob r = first;
        near_.clear();
        grid_.near(first.state.x[0], first.state.x[1], qiki_sqrt(apart * wide), [&](uint32_t j) {
            if (!gone_[j] && fresh_[j] && all[j].t == first.t && distance(first.state, all[j].state) <= apart)
                near_.push_back(j);
        });
        if (near_.empty()) return r;
        std::sort(near_.begin(), near_.end());
        moments all_of;
        all_of.add(first.weight, first.state);
        for (const uint32_t j : near_) {
            all_of.add(all[j].weight, all[j].state), gone_[j] = 1;
            r.weight += all[j].weight;
        }
        r.state = all_of.mean();
        return r;
    }
    // Squared distance in standard deviations of b, as the paper's of the lighter component; height by itself.
    static double distance(const gaussian& a, const gaussian& b) {
        const double e = a.x[0] - b.x[0], n = a.x[1] - b.x[1], u = a.x[2] - b.x[2];
        const double det = b.at(0, 0) * b.at(1, 1) - b.at(0, 1) * b.at(0, 1);
        if (!(det > 0)) return 1e300;
        const double ground = (e * e * b.at(1, 1) - 2 * e * n * b.at(0, 1) + n * n * b.at(0, 0)) / det;
        return ground + (b.at(2, 2) > 0 ? u * u / b.at(2, 2) : 0);
    }
    std::vector<uint32_t> order_, near_;
    std::vector<uint8_t> gone_, fresh_;
    std::vector<blob> kept_;
    grid grid_;
};

} // namespace tracking
