// SPDX-License-Identifier: MIT
// tracking/pmbm/estimate.hpp - which targets of a mixture are reported, and where: one set of targets for many
// hypotheses.
#pragma once
#include "mixture.hpp"

namespace tracking::pmbm {

// best: the targets of each cluster's most probable hypothesis that exist in it with at least `existence` (estimator 1
// of Garcia-Fernandez et al. 2018, V-C). marginal: targets that exist with at least that over all hypotheses, each in
// its likeliest leaf.
enum class estimator { best, marginal };

// Sets shown and chosen of each target. A target that was chosen before stays as long as it exists with `keep`.
inline void estimate(mixture& m, estimator by, double existence, double keep) {
    for (const cluster& c : m.clusters)
        for (size_t n = 0; n < c.targets; ++n) {
            target& x = m.targets[c.target + n];
            const uint32_t best = m.choice(c, 0)[n];
            const bool there = best != absent;
            if (there && by == estimator::best) {
                x.shown = x.first + best;
                x.chosen = m.leaves[x.shown].r >= (x.chosen ? keep : existence);
                x.believed |= x.chosen;
                continue;
            }
            // The leaf that most of its existence is in.
            double most = -1;
            for (uint32_t l = 0; l < x.count; ++l) {
                double mass = 0;
                for (size_t h = 0; h < c.hypotheses; ++h)
                    if (m.choice(c, h)[n] == l) mass += m.weights[c.hypothesis + h] * m.leaves[x.first + l].r;
                if (mass > most) most = mass, x.shown = x.first + l;
            }
            x.chosen = by == estimator::marginal && x.r >= (x.chosen ? keep : existence);
            x.believed = by == estimator::marginal && (x.believed || x.chosen);
        }
}

} // namespace tracking::pmbm
