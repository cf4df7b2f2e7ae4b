// SPDX-License-Identifier: MIT
// tracking/pmbm/sight.hpp - how probable it is that a target stood where a frame looked.
//
// At the edge of a sector nobody knows on which side a target was: each of two neighbouring sectors then counts as a
// part of one look. The normal distribution function is taken as 1 / (1 + exp(-1.702 x)), right to 0.01.
#pragma once
#include "../coverage.hpp"

namespace tracking::pmbm {

inline double beyond(double margin, double variance) {
    const double sigma = qiki_sqrt(variance > 0 ? variance : 0);
    if (margin > 6 * sigma) return 1;
    if (margin < -6 * sigma) return 0;
    return sigma > 0 ? 1 / (1 + qiki_exp(-1.702 * margin / sigma)) : margin >= 0 ? 1 : 0;
}

// g: at the time of the look.
inline double seen_there(const coverage& c, const gaussian& g) {
    if (c.everywhere || c.nowhere) return c.nowhere ? 0 : 1;
    const vec3 u = c.frame.into({g.x[0] - c.antenna[0], g.x[1] - c.antenna[1], c.plane ? 0.0 : g.x[2] - c.antenna[2]});
    const double g2 = u[0] * u[0] + u[1] * u[1], ground = qiki_sqrt(g2);
    const double range = qiki_sqrt(g2 + u[2] * u[2]), spread = g.horizontal() / 2;
    double p = 1;
    if (c.range[1] > c.range[0]) p *= beyond(range - c.range[0], spread) * beyond(c.range[1] - range, spread);
    if (!c.plane && c.elevation[1] > c.elevation[0]) {
        const double e = qiki_atan2(u[2], ground);
        if (e < c.elevation[0] || e > c.elevation[1]) return 0;
    }
    if (p <= 0) return 0;
    double width = c.bearing[1] - c.bearing[0];
    if (width >= 2 * QIKI_PI || width == 0) return p;
    width -= 2 * QIKI_PI * std::floor(width / (2 * QIKI_PI));
    if (c.narrow) // distances to both edges
        return p * beyond(c.from[1] * u[0] - c.from[0] * u[1], spread) *
               beyond(c.to[0] * u[1] - c.to[1] * u[0], spread);
    double past = qiki_atan2(u[0], u[1]) - c.bearing[0];
    past -= 2 * QIKI_PI * std::floor(past / (2 * QIKI_PI));
    const double angle = past < width ? std::min(past, width - past) : -std::min(past - width, 2 * QIKI_PI - past);
    const double across = ground * qiki_sin(std::clamp(angle, -QIKI_PI / 2, QIKI_PI / 2));
    return p * beyond(across, spread);
}

} // namespace tracking::pmbm
