// SPDX-License-Identifier: MIT
// tracking/outlier.hpp - plots whose angles err far more than the sensor claims: reflections, merged replies, few hits.
//
// The noise is a mixture of two Gaussians, the second one wider in bearing and elevation (glint: Hewer, Martin, Zeh
// 1987; robust filtering of such noise: Masreliez, Martin 1977). A plot is judged by the first, and beyond its gate by
// the second, whose share is its prior.
#pragma once
#include "measurement.hpp"

namespace tracking {

struct outliers {
    double share = 0, factor = 10;
    double log_share = 0;

    static outliers of(double share, double factor) { return {share, factor, share > 0 ? qiki_log(share) : 0}; }
    bool any() const { return share > 0; }
    // How much wider than plots claim a search must be.
    double widest() const { return any() ? factor : 1; }

    // r, the covariance of plot p, if it is an outlier; what the angles have with others grows as their deviation does.
    void loosen(const plot& p, std::array<double, 16>& r) const {
        for (size_t k = 0; k < p.m; ++k) {
            if (p.what[k] != component::bearing && p.what[k] != component::elevation) continue;
            for (size_t n = 0; n < p.m; ++n) r[4 * k + n] *= factor, r[4 * n + k] *= factor;
        }
    }
    // The plot as one, where there are any.
    plot loosened(plot p) const {
        if (any()) loosen(p, p.r);
        return p;
    }
};

} // namespace tracking
