// SPDX-License-Identifier: MIT
// tracking/coverage.hpp - whether a frame looked at a place: only then is silence a miss.
#pragma once
#include "geometry.hpp"

namespace tracking {

inline bool inside_arc(double bearing, double from, double to) {
    if (to - from >= 2 * QIKI_PI || to == from) return true;
    const double width = to - from - 2 * QIKI_PI * std::floor((to - from) / (2 * QIKI_PI));
    double past = bearing - from;
    past -= 2 * QIKI_PI * std::floor(past / (2 * QIKI_PI));
    return past < width;
}

// Limits of a frame; equal limits of elevation or range are none.
struct coverage {
    bool everywhere = true, plane = false;
    bool nowhere = false; // what it says of itself is no place or no direction: then silence says nothing
    axes frame = axes::enu();
    vec3 antenna{};
    std::array<double, 2> bearing{}, elevation{}, range{};
    bool around = false; // all bearings
    bool narrow = false; // less than half a turn: the wedge between `from` and
                         // `to` (right, ahead)
    std::array<double, 2> from{}, to{};

    static coverage of(const qiki_frame& f, bool plane) {
        coverage c;
        c.plane = plane;
        axes::of(f, c.frame);
        if (f.valid & QIKI_FRAME_HAS_PLATFORM) c.antenna = {f.pos[0], f.pos[1], f.pos[2]};
        if (!(f.valid & QIKI_FRAME_HAS_SECTOR)) return c;
        c.everywhere = false;
        c.bearing = {f.bearing[0], f.bearing[1]};
        c.elevation = {f.elevation[0], f.elevation[1]};
        c.range = {f.range[0], f.range[1]};
        c.nowhere = !within(f.bearing, 2, 1e6) || !within(f.elevation, 2, 1e6) || !within(f.range, 2, farthest) ||
                    !within(c.antenna.data(), 3, farthest);
        c.around = f.bearing[1] - f.bearing[0] >= 2 * QIKI_PI || f.bearing[1] == f.bearing[0];
        double width = f.bearing[1] - f.bearing[0];
        width -= 2 * QIKI_PI * std::floor(width / (2 * QIKI_PI));
        c.narrow = f.bearing[1] - f.bearing[0] < QIKI_PI && width > 0 && width < 3;
        const qiki_sc a = qiki_sincos(f.bearing[0]), b = qiki_sincos(f.bearing[1]);
        c.from = {a.sin, a.cos}, c.to = {b.sin, b.cos};
        return c;
    }
    bool holds(const std::array<double, 6>& x) const {
        if (everywhere || nowhere) return !nowhere;
        const vec3 u = frame.into({x[0] - antenna[0], x[1] - antenna[1], plane ? 0.0 : x[2] - antenna[2]});
        const double g2 = u[0] * u[0] + u[1] * u[1], r2 = g2 + u[2] * u[2];
        if (range[1] > range[0] && (r2 < range[0] * range[0] || r2 > range[1] * range[1])) return false;
        if (narrow && (from[1] * u[0] - from[0] * u[1] < 0 || to[1] * u[0] - to[0] * u[1] >= 0)) return false;
        if (!plane && elevation[1] > elevation[0]) {
            const double e = qiki_atan2(u[2], qiki_sqrt(g2));
            if (e < elevation[0] || e > elevation[1]) return false;
        }
        return around || narrow || inside_arc(qiki_atan2(u[0], u[1]), bearing[0], bearing[1]);
    }
};

} // namespace tracking
