// SPDX-License-Identifier: MIT
// tracking/filters/imm.hpp - interacting multiple models: a filter a mode of motion, mixed before every step.
//
// Blom, Bar-Shalom 1988, IEEE Trans. Automatic Control 33(8); Bar-Shalom, Li, Kirubarajan 2001, 11.6.6. Modes may hold
// different states. What mode i holds and mode j does not enters the mixing as what is known of a target without that
// knowledge: the prior of model i, never zero (after Yuan, Bar-Shalom, Willett, Mozeson, Pollak, Hardiman 2012, IEEE
// TAES 48(3), which shows the bias of zeros).
#pragma once
#include "../models/constant_velocity.hpp"
#include "extended.hpp"
#include "jumps.hpp"
#include "mode_row.hpp"

namespace tracking::filters {

// The models of all modes, of one number of axes.
template <class... M>
struct mode_set {
    static constexpr size_t count = sizeof...(M);
    static constexpr size_t dims = std::max({M::dims...});
    static_assert(((M::dims == dims) && ...));
    row<M...> model;
    matrix<count, count> rate; // jumps a second, as in jumps.hpp
};

template <class... M>
struct belief {
    static constexpr size_t count = sizeof...(M);
    std::array<double, count> weight;
    row<normal<M::n>...> mode;
    friend bool operator==(const belief&, const belief&) = default;
};

// State j as a state of model m: what both hold is taken over, what only m holds is unknown.
template <class Source, class M>
normal<M::n> as_state_of(const M& m, const normal<Source::n>& j) {
    if constexpr (Source::holds == M::holds) {
        return j;
    } else {
        constexpr size_t common = 2 * M::dims;
        normal<M::n> g{};
        for (size_t r = 0; r < common; ++r) {
            g.x[r] = j.x[r];
            for (size_t c = 0; c < common; ++c) g.p(r, c) = j.p(r, c);
        }
        if constexpr (M::holds != models::beyond::nothing) {
            const auto p = m.unknown();
            for (size_t r = common; r < M::n; ++r)
                for (size_t c = common; c < M::n; ++c) g.p(r, c) = p(r - common, c - common);
        }
        return g;
    }
}

// Before a step in which mode i becomes mode j with probability jump(i, j). A mode that cannot be is zero.
template <class... M>
void mix(belief<M...>& b, const mode_set<M...>& s, const matrix<sizeof...(M), sizeof...(M)>& jump) {
    const belief<M...> before = b;
    each<sizeof...(M)>([&](auto i) {
        double all = 0;
        for (size_t j = 0; j < sizeof...(M); ++j) all += before.weight[j] * jump(j, i);
        b.weight[i] = all;
        auto& to = at<i>(b.mode);
        const auto& m = at<i>(s.model);
        to = {};
        if (!(all > 0)) return;
        each<sizeof...(M)>([&](auto j) {
            using source = std::decay_t<decltype(at<j>(s.model))>;
            const double w = before.weight[j] * jump(j, i) / all;
            if (w > 0) to.x = to.x + w * as_state_of<source>(m, at<j>(before.mode)).x;
        });
        each<sizeof...(M)>([&](auto j) {
            using source = std::decay_t<decltype(at<j>(s.model))>;
            const double w = before.weight[j] * jump(j, i) / all;
            if (!(w > 0)) return;
            const auto g = as_state_of<source>(m, at<j>(before.mode));
            const auto d = g.x - to.x;
            constexpr size_t n = std::decay_t<decltype(m)>::n;
            for (size_t r = 0; r < n; ++r)
                for (size_t c = r; c < n; ++c) to.p(r, c) += w * (g.p(r, c) + d[r] * d[c]);
        });
        for (size_t r = 0; r < std::decay_t<decltype(m)>::n; ++r)
            for (size_t c = 0; c < r; ++c) to.p(r, c) = to.p(c, r);
    });
}

// dt seconds later, each mode by its own motion. Backward (dt < 0) without noise.
template <class... M>
void predict(belief<M...>& b, const mode_set<M...>& s, double dt) {
    each<sizeof...(M)>([&](auto i) {
        if (b.weight[i] > 0) predict(at<i>(b.mode), at<i>(s.model), dt);
    });
}

// Likelihoods become weights; the result is ln of the likelihood of all. One that is -infinity (no mode can have made
// the plot) leaves the weights as they are.
template <size_t K>
double reweigh(std::array<double, K>& weight, const std::array<double, K>& log_density) {
    double top = -HUGE_VAL, all = 0;
    for (size_t i = 0; i < K; ++i)
        if (weight[i] > 0) top = std::max(top, log_density[i]);
    if (!(top > -HUGE_VAL)) return -HUGE_VAL;
    std::array<double, K> after;
    for (size_t i = 0; i < K; ++i) all += after[i] = weight[i] * qiki_exp(log_density[i] - top);
    for (size_t i = 0; i < K; ++i) weight[i] = after[i] / all;
    return top + qiki_log(all);
}

// Innovation of plot p in each mode that can be, b mixed and predicted to its time.
template <class... M>
std::array<innovation, sizeof...(M)> compare(const belief<M...>& b, const plot& p, const viewpoint& v) {
    std::array<innovation, sizeof...(M)> o;
    each<sizeof...(M)>([&](auto i) {
        if (b.weight[i] > 0) compare<mode_set<M...>::dims>(at<i>(b.mode), p, v, o[i]);
    });
    return o;
}

// b takes plot p; o are their innovations. Result: ln of the density of p before it was known.
template <class... M>
double update(belief<M...>& b, const plot& p, const viewpoint& v, std::array<innovation, sizeof...(M)>& o,
              bool once = false) {
    std::array<double, sizeof...(M)> log_density;
    each<sizeof...(M)>([&](auto i) {
        log_density[i] = o[i].good ? o[i].log_density() : -HUGE_VAL;
        if (o[i].good) update<mode_set<M...>::dims>(at<i>(b.mode), p, v, o[i], once);
    });
    return reweigh(b.weight, log_density);
}

// Position and velocity over all modes, with the spread between them.
template <class... M>
gaussian combined(const belief<M...>& b) {
    constexpr size_t dims = mode_set<M...>::dims;
    std::array<gaussian, sizeof...(M)> one;
    each<sizeof...(M)>([&](auto i) { one[i] = kinematic<dims>(at<i>(b.mode)); });
    gaussian g{};
    for (size_t m = 0; m < one.size(); ++m)
        for (size_t i = 0; i < 6; ++i) g.x[i] += b.weight[m] * one[m].x[i];
    for (size_t m = 0; m < one.size(); ++m)
        for (size_t i = 0; i < 6; ++i)
            for (size_t j = i; j < 6; ++j) {
                const double spread = (one[m].x[i] - g.x[i]) * (one[m].x[j] - g.x[j]);
                g.at(i, j) += b.weight[m] * (one[m].at(i, j) + spread);
                g.at(j, i) = g.at(i, j);
            }
    return g;
}

// Share of its time that a target spends in each mode.
template <class... M>
std::array<double, sizeof...(M)> long_run(const mode_set<M...>& s) {
    const matrix<sizeof...(M), sizeof...(M)> far = jumps(s.rate, 1e9);
    std::array<double, sizeof...(M)> share;
    for (size_t i = 0; i < sizeof...(M); ++i) share[i] = far(0, i);
    return share;
}

// All modes as if a target of which g is known had just been met.
template <class... M>
belief<M...> met(const mode_set<M...>& s, const std::array<double, sizeof...(M)>& weight, const gaussian& g) {
    constexpr size_t dims = mode_set<M...>::dims;
    belief<M...> b{};
    b.weight = weight;
    const normal<2 * dims> seen = normal_of<dims>(g);
    each<sizeof...(M)>(
        [&](auto i) { at<i>(b.mode) = as_state_of<models::constant_velocity<dims>>(at<i>(s.model), seen); });
    return b;
}

} // namespace tracking::filters
