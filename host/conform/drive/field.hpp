// SPDX-License-Identifier: MIT
// host/conform/drive/field.hpp - bodies where a frame says that it looked, and whether one is there.
#pragma once
#include "host/conform/drive/stage.hpp"
#include <algorithm>
#include <cmath>

namespace qiki::conform {
constexpr double field_edge = 0.03; // rad from the edge of a sector: there the beam's width decides

// Of two bearings, the first of them the beginning, clockwise; equal ones are all around.
inline double width_of(const double* bearing) {
    const double w = bearing[1] - bearing[0], turn = 2 * QIKI_PI; // equal ones are all around
    return w == 0 || std::fabs(w) >= turn ? turn : w < 0 ? w + turn : w;
}

// Evenly in range over the sector, as frame.pd is meant.
inline std::vector<qiki_truth> targets_for(const subject& s, const qiki_frame& f, uint64_t bodies) {
    double range[2] = {500, real_parameter(s, "range").value_or(10e3)}, up = 0.01;
    if (f.valid & QIKI_FRAME_HAS_SECTOR) {
        std::copy_n(f.range, 2, range);
        up = std::clamp(up, f.elevation[0], f.elevation[1]);
    }
    std::vector<qiki_truth> all = spiral(bodies, 0, 0);
    const auto rcs = real_parameter(s, "rcs_design");
    for (size_t k = 0; k < all.size(); ++k) {
        const double r =
            range[0] + (range[1] - range[0]) * (static_cast<double>(k) + 0.5) / static_cast<double>(bodies);
        const qiki_sc way = qiki_sincos(2.39996322972865332 * static_cast<double>(k)), tilt = qiki_sincos(up);
        const double d[3] = {r * tilt.cos * way.sin, r * tilt.cos * way.cos, r * tilt.sin};
        for (int i = 0; i < 3; ++i) all[k].pos[i] = f.pos[i] + d[i] + 0.0;
        if (rcs) all[k].valid |= QIKI_TRUTH_HAS_RCS, all[k].rcs_dbsm = *rcs + 0.0;
    }
    return all;
}

// Whether a body is in the sector, and not at its edge.
inline bool well_inside(const qiki_frame& f, const qiki_truth& b) {
    if (!(f.valid & QIKI_FRAME_HAS_SECTOR)) return true;
    const double wide = width_of(f.bearing), turn = 2 * QIKI_PI;
    if (wide >= turn - 1e-9) return true;
    double bearing = qiki_atan2(b.pos[0] - f.pos[0], b.pos[1] - f.pos[1]);
    if (f.axes == QIKI_AXES_BODY) bearing -= QIKI_PI / 2; // the carrier faces east
    const double at = bearing - f.bearing[0] - turn * std::floor((bearing - f.bearing[0]) / turn);
    return at > field_edge && at < wide - field_edge;
}
} // namespace qiki::conform
