// SPDX-License-Identifier: MIT
// tracking/filters/sigma_point.hpp - unscented and cubature Kalman filters: points through the model instead of
// derivatives.
#pragma once
#include "../filter.hpp"
#include "normal.hpp"

namespace tracking::filters {

// How far the points lie and what they weigh. Unscented: Julier, Uhlmann 2004, Proc. IEEE 92(3), eq. 12 and 15
// (scaled). Cubature: Arasaratnam, Haykin 2009, IEEE Trans. Automatic Control 54(6), section III: the unscented set
// with alpha = 1, kappa = beta = 0, whose middle weighs nothing, so that no covariance can lose definiteness.
struct sigma_rule {
    double alpha = 1, beta = 0, kappa = 0;
    static sigma_rule cubature() { return {}; }
    static sigma_rule unscented() { return {0.5, 2, 0}; }

    double reach(double n) const {
        return alpha * alpha * (n + kappa);
    } // of the points, squared, in standard deviations
    double middle(double n) const { return 1 - n / reach(n); }
    double middle_square(double n) const { return middle(n) + 1 - alpha * alpha + beta; }
    double other(double n) const { return 1 / (2 * reach(n)); }
};

// The middle, then a pair a dimension.
template <size_t N>
std::array<column<N>, 2 * N + 1> points_of(const normal<N>& g, const sigma_rule& rule) {
    const matrix<N, N> l = models::lower_root(g.p);
    const double far = qiki_sqrt(rule.reach(N));
    std::array<column<N>, 2 * N + 1> at;
    at.fill(g.x);
    for (size_t j = 0; j < N; ++j)
        for (size_t i = 0; i < N; ++i) at[1 + 2 * j][i] += far * l(i, j), at[2 + 2 * j][i] -= far * l(i, j);
    return at;
}

// The state dt > 0 seconds later.
template <class M>
void predict(normal<M::n>& g, const M& m, double dt, const sigma_rule& rule) {
    constexpr size_t n = M::n;
    auto at = points_of(g, rule);
    normal<n> after{{}, noise(m, g.x, dt)};
    for (size_t i = 0; i < at.size(); ++i) {
        at[i] = moved(m, at[i], dt);
        after.x = after.x + (i ? rule.other(n) : rule.middle(n)) * at[i];
    }
    for (size_t i = 0; i < at.size(); ++i)
        add_square(after.p, at[i] - after.x, i ? rule.other(n) : rule.middle_square(n));
    g = after;
}

// g, predicted to its time, takes plot p; o becomes their innovation. Angles are taken as differences to that of the
// middle, so that no mean is torn at north (Crouse 2015, Fusion, for the reason). False, and g as before, when the
// innovation has no positive definite covariance.
template <size_t D, size_t N>
bool update(normal<N>& g, const plot& p, const viewpoint& v, const sigma_rule& rule, innovation& o) {
    const auto at = points_of(g, rule);
    std::array<column<4>, 2 * N + 1> nu; // measured minus what the point would look like
    for (size_t i = 0; i < at.size(); ++i) {
        expect(gaussian{}, kinematic<D>(normal<N>{at[i], {}}).x, p, v, o, false);
        nu[i] = {o.nu};
        for (size_t k = 0; k < p.m; ++k)
            if (p.what[k] == component::bearing || p.what[k] == component::elevation)
                nu[i][k] = nu[0][k] + wrapped(nu[i][k] - nu[0][k]);
    }
    column<4> mean;
    for (size_t i = 0; i < at.size(); ++i) mean = mean + (i ? rule.other(N) : rule.middle(N)) * nu[i];
    for (size_t k = 0; k < p.m; ++k)
        if (p.what[k] == component::bearing || p.what[k] == component::elevation) o.nu[k] = wrapped(mean[k]);
        else o.nu[k] = mean[k];
    matrix<4, 4> r, s;
    matrix<N, 4> cross;
    for (size_t k = 0; k < p.m; ++k)
        for (size_t n = 0; n < p.m; ++n) r(k, n) = p.r[4 * k + n];
    s = r;
    for (size_t i = 0; i < at.size(); ++i) {
        const double w = i ? rule.other(N) : rule.middle_square(N);
        const column<4> dz = mean - nu[i]; // of the expected value
        add_square(s, dz, w);
        cross = cross + w * ((at[i] - g.x) * transposed(dz));
    }
    for (size_t k = 0; k < 4; ++k)
        for (size_t n = 0; n < 4; ++n) o.l[4 * k + n] = s(k, n), o.r[4 * k + n] = r(k, n);
    o.good = factor(o.l.data(), o.m);
    if (!o.good) return false;
    std::array<double, 4> y = o.nu;
    solve_lower(o.l.data(), o.m, y.data());
    o.root_det = 1, o.d2 = 0;
    for (size_t k = 0; k < o.m; ++k) o.d2 += y[k] * y[k], o.root_det *= o.l[5 * k];
    matrix<N, 4> gain = cross;
    for (size_t i = 0; i < N; ++i) {
        std::array<double, 4> row{gain(i, 0), gain(i, 1), gain(i, 2), gain(i, 3)};
        solve_lower(o.l.data(), o.m, row.data());
        solve_upper(o.l.data(), o.m, row.data());
        for (size_t k = 0; k < o.m; ++k) gain(i, k) = row[k];
    }
    // P - K S K^T as a sum of squares: Joseph's form over the points.
    matrix<N, N> after = congruent(gain, r);
    for (size_t i = 0; i < at.size(); ++i)
        add_square(after, (at[i] - g.x) - gain * (mean - nu[i]), i ? rule.other(N) : rule.middle_square(N));
    g.x = g.x + gain * column<4>{o.nu};
    g.p = after;
    return true;
}

} // namespace tracking::filters
