// SPDX-License-Identifier: MIT
// tracking/filters/smooth.hpp - where a target was, by what was measured later: a fixed interval, or a fixed lag.
#pragma once
#include "normal.hpp"
#include <optional>
#include <span>
#include <vector>

namespace tracking::filters {

// One step of a filter: the state before and after the plot of its time (equal when there was none), and the motion
// from the step before it.
template <size_t N>
struct filtered {
    normal<N> before, after;
    matrix<N, N> f, q; // transition and noise; of the first step without meaning
};

// Predicts g as filters::predict does and keeps what the way back needs.
template <class M>
filtered<M::n> advanced(const normal<M::n>& g, const M& m, double dt) {
    filtered<M::n> s;
    s.f = transition(m, g.x, dt), s.q = noise(m, g.x, dt);
    s.before = {moved(m, g.x, dt), congruent(s.f, g.p) + s.q};
    s.after = s.before;
    return s;
}

// The state of one step by all that was measured, from that of the next step by the same. Rauch, Tung, Striebel 1965,
// AIAA Journal 3(8), eq. 3.28-3.31; the covariance as a sum of squares, P - G P' G^T = (I - G F) P (I - G F)^T + G Q
// G^T, so that it stays positive definite.
template <size_t N>
normal<N> smoothed(const normal<N>& now, const filtered<N>& next, const normal<N>& later) {
    const matrix<N, N> back = solved(models::lower_root(next.before.p), next.f * now.p), g = transposed(back);
    return {now.x + g * (later.x - next.before.x),
            congruent(models::identity<N>() - g * next.f, now.p) + congruent(g, next.q) + congruent(g, later.p)};
}

// All steps by all that was measured: the last as filtered, the others better. out: as many as steps.
template <size_t N>
void smooth(std::span<const filtered<N>> steps, std::span<normal<N>> out) {
    if (steps.empty()) return;
    out[steps.size() - 1] = steps.back().after;
    for (size_t k = steps.size() - 1; k-- > 0;) out[k] = smoothed(steps[k].after, steps[k + 1], out[k + 1]);
}

// What is known of each step `lag` steps later. Allocates when it is made, not in add().
template <size_t N>
class fixed_lag {
public:
    explicit fixed_lag(size_t lag) : ring_(lag + 1) {}

    // The newest step; result: that of `lag` steps before it, once there is one.
    std::optional<normal<N>> add(const filtered<N>& s) {
        ring_[count_++ % ring_.size()] = s;
        if (count_ < ring_.size()) return std::nullopt;
        normal<N> x = s.after;
        for (size_t back = 1; back < ring_.size(); ++back) x = smoothed(at(back).after, at(back - 1), x);
        return x;
    }

private:
    const filtered<N>& at(size_t back) const { return ring_[(count_ - 1 - back) % ring_.size()]; }
    std::vector<filtered<N>> ring_;
    size_t count_ = 0;
};

} // namespace tracking::filters
