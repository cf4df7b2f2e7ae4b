// SPDX-License-Identifier: MIT
// tracking/oosm/retrodict.hpp - a state takes a plot from before its last one, by going back alone: no plot is taken
// again.
//
// Algorithm A of Bar-Shalom 2002, IEEE TAES 38(3), eq. 29-40: exact when the late plot lies between the last plot and
// the one before it. Farther back it is Al1 of Bar-Shalom, Chen, Mallick 2004, IEEE TAES 40(1), eq. 15-30: all plots
// since the state `from` count as one at the time of the newest, which is exact for the state, and nearly for the
// process noise between them.
#pragma once
#include "../filters/normal.hpp"

namespace tracking::filters {

// now: at time t; from: that of an earlier plot, after it and before the late one. m: the motion between them. since:
// seconds from `from` to now; back: from the late plot to now, 0 <= back <= since. z = H x + noise of variance r.
template <class M>
normal<M::n> retrodicted(const normal<M::n>& now, const normal<M::n>& from, const M& m, double since, double back,
                         const matrix<1, M::n>& h, double z, double r) {
    constexpr size_t n = M::n;
    normal<n> ahead = from; // what would be known of now without the plots since
    filters::predict(ahead, m, since);
    const matrix<n, n> root = models::lower_root(ahead.p), q = m.noise(back);
    // Of the process noise on the way from the late plot to now, given all plots: mean, covariance, that with now.
    const column<n> drift = q * solved(root, now.x - ahead.x);
    const matrix<n, n> share = solved(root, q), cross = now.p * share;
    const matrix<n, n> about = q - transposed(share) * (ahead.p - now.p) * share;
    // The state at the late plot, which the motion without that noise led to now.
    const matrix<n, n> f = m.transition(-back);
    const column<n> x = f * (now.x - drift);
    const matrix<n, n> p = congruent(f, now.p + about - cross - transposed(cross));
    const column<n> with = (now.p - cross) * transposed(f) * transposed(h); // covariance of now and the plot
    const double s = congruent(h, p)[0] + r, nu = z - (h * x)[0];
    normal<n> out = now;
    for (size_t i = 0; i < n; ++i) out.x[i] += with[i] * nu / s;
    add_square(out.p, with, -1 / s);
    return out;
}

} // namespace tracking::filters
