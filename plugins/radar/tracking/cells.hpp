// SPDX-License-Identifier: MIT
// tracking/cells.hpp - the ground around an antenna in cells of range and azimuth, as fine for a near radar as for a
// far one.
#pragma once
#include "field.hpp"

namespace tracking {

// Arcs of 2 pi / arcs from north; rings that grow by half an octave, from 16 m on.
struct cells {
    static constexpr size_t arcs = 32, rings = 32, count = arcs * rings;
    static constexpr double first = 16, arc = 2 * QIKI_PI / arcs;

    static double begin_of(size_t ring) { // m; the first ring begins at the antenna
        return ring == 0 ? 0 : first * qiki_exp(static_cast<double>(ring) * (0.6931471805599453 / 2));
    }
    // Of a place so far east and north of the antenna.
    static size_t of(double east, double north) {
        const double r2 = east * east + north * north;
        const double ring = r2 > first * first ? qiki_log(r2 / (first * first)) * (1 / 0.6931471805599453) : 0;
        const double bearing = qiki_atan2(east, north), turn = bearing < 0 ? bearing + 2 * QIKI_PI : bearing;
        const auto a = std::min(static_cast<size_t>(turn / arc), arcs - 1);
        return a * rings + (ring < static_cast<double>(rings - 1) ? static_cast<size_t>(ring) : rings - 1);
    }
    // Calls part(cell, arc rad, near m, far m) for each cell that shares ground with the sector.
    template <class F>
    static void each(double from, double width, double near, double far, F&& part) {
        for (size_t a = 0; a < arcs; ++a) {
            const double shared = overlap(from, width, static_cast<double>(a) * arc);
            if (!(shared > 0)) continue;
            double inner = 0;
            for (size_t r = 0; r < rings && inner < far; ++r) {
                const double outer = r + 1 < rings ? begin_of(r + 1) : HUGE_VAL;
                const double lo = std::max(inner, near), hi = std::min(outer, far);
                if (hi > lo) part(a * rings + r, shared, lo, hi);
                inner = outer;
            }
        }
    }

private:
    // Of the arc that begins at `begin` with the sector: it may reach into it from both of its ends.
    static double overlap(double from, double width, double begin) {
        if (width >= 2 * QIKI_PI) return arc;
        double past = begin - from;
        past -= 2 * QIKI_PI * std::floor(past / (2 * QIKI_PI));
        const double at_start = std::min(width - past, arc), wrapped_part = past + arc - 2 * QIKI_PI;
        return std::max(at_start, 0.0) + std::clamp(wrapped_part, 0.0, width);
    }
};

} // namespace tracking
