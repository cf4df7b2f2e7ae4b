// SPDX-License-Identifier: MIT
// tracking/filters/pool.hpp - several beliefs about one target, each with its probability, become one.
//
// What a target's modes become under each plot that may be its own: a mode weighs what it weighs under all of them, and
// its state has their mean and covariance (Chen, Tugnait 2001, Automatica 37(2), for joint probabilities; moments:
// Bar-Shalom, Li, Kirubarajan 2001, 1.4.16).
#pragma once
#include "imm.hpp"

namespace tracking::filters {

// Sums about the first of each mode, so that nothing large is subtracted.
template <class... M>
class pool {
public:
    using one = belief<M...>;

    void clear() { sum_ = {}, first_ = {}; }
    void add(double share, const one& b) {
        each<sizeof...(M)>([&](auto i) {
            const double w = share * b.weight[i];
            if (!(w > 0)) return;
            if (!(sum_.weight[i] > 0)) at<i>(first_.mode) = at<i>(b.mode);
            auto& s = at<i>(sum_.mode);
            const auto& g = at<i>(b.mode);
            const auto d = g.x - at<i>(first_.mode).x;
            constexpr size_t n = std::tuple_size_v<decltype(d.a)>;
            sum_.weight[i] += w;
            s.x = s.x + w * d;
            for (size_t r = 0; r < n; ++r)
                for (size_t c = r; c < n; ++c) s.p(r, c) += w * (g.p(r, c) + d[r] * d[c]);
        });
    }
    // After at least one add() of a share above 0. A mode that cannot be is zero.
    one mean() const {
        one b{};
        double all = 0;
        for (const double w : sum_.weight) all += w;
        each<sizeof...(M)>([&](auto i) {
            const double w = sum_.weight[i];
            b.weight[i] = w / all;
            if (!(w > 0)) return;
            auto& g = at<i>(b.mode);
            const auto& s = at<i>(sum_.mode);
            const auto d = (1 / w) * s.x;
            constexpr size_t n = std::tuple_size_v<decltype(d.a)>;
            g.x = at<i>(first_.mode).x + d;
            for (size_t r = 0; r < n; ++r)
                for (size_t c = r; c < n; ++c) g.p(r, c) = g.p(c, r) = s.p(r, c) / w - d[r] * d[c];
        });
        return b;
    }

private:
    one sum_{}, first_{}; // weights of sum_: not normalised
};

} // namespace tracking::filters
