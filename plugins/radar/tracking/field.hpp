// SPDX-License-Identifier: MIT
// tracking/field.hpp - the ground that a frame looked at, and how many false plots it brings.
#pragma once
#include "intake.hpp"

namespace tracking {

// Where targets may begin: a rectangle of ground, or anywhere.
struct region {
    double west = 0, east = 0, south = 0, north = 0; // m
    bool bounded() const { return east > west && north > south; }
    bool holds(double e, double n) const { return !bounded() || (e >= west && e <= east && n >= south && n <= north); }
};

// A sector with limits of range, in which the density of false plots is known.
struct field {
    struct content {
        double ground = 0, clutter = 0; // m^2; false plots
    };
    double from = 0, width = 0; // rad; a whole turn: 2 pi
    std::array<double, 2> range{};
    double density = 0; // of false plots, per m^2 of ground or per m rad
    bool by_ground = false;

    // False when the frame does not say enough.
    static bool of(const qiki_frame& f, const assumptions& a, field& out) {
        if (!(f.valid & QIKI_FRAME_HAS_SECTOR) || !states_clutter(f) || f.axes != QIKI_AXES_ENU ||
            !(f.range[0] >= 0 && f.range[1] > f.range[0]))
            return false;
        out.range = {f.range[0], f.range[1]};
        out.by_ground = f.clutter_kind == QIKI_ENU;
        out.density = f.clutter_density * (out.by_ground ? 1 : beyond_position(f, a));
        out.from = f.bearing[0];
        out.width = f.bearing[1] - f.bearing[0];
        if (out.width >= 2 * QIKI_PI) out.width = 2 * QIKI_PI;
        out.width -= 2 * QIKI_PI * std::floor(out.width / (2 * QIKI_PI));
        if (out.width == 0) out.from = 0, out.width = 2 * QIKI_PI;
        const content whole = out.all({}, {});
        return whole.ground > 1 && whole.ground < farthest * farthest && whole.clutter < farthest;
    }
    bool turn() const { return width >= 2 * QIKI_PI; }
    // Of the part between two ranges and bearings that lies in the region, around an antenna at `at`. A region is
    // summed up in 16 x 16 parts of equal ground.
    content inside(double near, double far, double begin, double arc, const region& where,
                   const std::array<double, 2>& at) const {
        const double ground = (far * far - near * near) / 2 * arc;
        const double clutter = by_ground ? density * ground : density * arc * (far - near);
        if (!where.bounded()) return {ground, clutter};
        constexpr int steps = 16;
        content sum;
        for (int i = 0; i < steps; ++i) {
            const double r2 = near * near + (far * far - near * near) * (i + 0.5) / steps, r = qiki_sqrt(r2);
            for (int j = 0; j < steps; ++j) {
                const qiki_sc b = qiki_sincos(begin + arc * (j + 0.5) / steps);
                if (!where.holds(at[0] + r * b.sin, at[1] + r * b.cos)) continue;
                const double part = ground / (steps * steps);
                sum.ground += part;
                sum.clutter += density * (by_ground ? part : part / r);
            }
        }
        return sum;
    }
    content all(const region& where, const std::array<double, 2>& at) const {
        return inside(range[0], range[1], from, width, where, at);
    }
};

} // namespace tracking
