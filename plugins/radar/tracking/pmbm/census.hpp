// SPDX-License-Identifier: MIT
// tracking/pmbm/census.hpp - the field a frame looked at, how many false plots it brings, and where plots lie denser
// than these.
#pragma once
#include "../intake.hpp"

namespace tracking::pmbm {

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
    static bool of(const qiki_frame& f, double max_speed, field& out) {
        constexpr uint8_t need = QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_CLUTTER;
        if ((f.valid & need) != need || f.axes != QIKI_AXES_ENU || !(f.range[0] >= 0 && f.range[1] > f.range[0]) ||
            !(f.clutter_density > 0) || (f.clutter_kind != QIKI_POLAR && f.clutter_kind != QIKI_ENU))
            return false;
        out.range = {f.range[0], f.range[1]};
        out.density = f.clutter_density;
        out.by_ground = f.clutter_kind == QIKI_ENU;
        if (!out.by_ground && (f.valid & QIKI_FRAME_HAS_SIGMA)) { // what else the density counts
            const double height = f.elevation[1] - f.elevation[0];
            if (f.sigma[2] > 0) out.density *= height > 0 ? height : QIKI_PI / 2;
            if (f.sigma[3] > 0) out.density *= 2 * max_speed;
        }
        out.from = f.bearing[0];
        out.width = f.bearing[1] - f.bearing[0];
        if (out.width >= 2 * QIKI_PI || out.width == 0) out.width = 2 * QIKI_PI;
        else out.width -= 2 * QIKI_PI * std::floor(out.width / (2 * QIKI_PI));
        return out.width > 0 && std::isfinite(out.all({}, {}).ground);
    }
    bool turn() const { return width >= 2 * QIKI_PI; }
    // Of the part between two ranges and bearings that lies in the region, around an antenna at `at`. A region is
    // summed up in 16 x 16 parts of equal ground.
    content inside(double near, double far, double begin, double arc, const region& where,
                   const std::array<double, 2>& at) const {
        const double ground = (far * far - near * near) / 2 * arc;
        const double clutter = by_ground ? density * ground : density * (far - near) * arc;
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

// How much denser than on average the targets lie around each plot of a first look: the plots of a window around it
// that are more than false ones, weighed against chance by credibility (Buhlmann 1967, ASTIN Bulletin 4(3)) with a
// prior as wide as its mean. The window holds about 2 sqrt(n) of n plots. Keeps its buffers between calls.
class census {
public:
    void reserve(size_t plots) { spots_.reserve(plots), factor_.reserve(plots); }

    // density: of targets that give a plot, per m^2. The factors are valid until the next call.
    std::span<const double> run(const field& f, const region& where, std::span<const plot> plots, double density) {
        const double wanted = 2 * qiki_sqrt(static_cast<double>(plots.size()));
        spots_.clear();
        factor_.assign(plots.size(), 1);
        for (uint32_t i = 0; i < plots.size(); ++i) {
            if (!where.holds(plots[i].at[0], plots[i].at[1])) continue;
            const double e = plots[i].at[0] - plots[i].antenna[0], n = plots[i].at[1] - plots[i].antenna[1];
            double b = qiki_atan2(e, n) - f.from;
            b -= 2 * QIKI_PI * std::floor(b / (2 * QIKI_PI));
            spots_.push_back({b, qiki_sqrt(e * e + n * n), i});
        }
        std::sort(spots_.begin(), spots_.end(), [](const spot& a, const spot& b) {
            return a.bearing != b.bearing ? a.bearing < b.bearing : a.plot < b.plot;
        });
        const size_t size = spots_.size();
        const double part = qiki_sqrt(std::min(1.0, wanted / static_cast<double>(std::max<size_t>(size, 1))));
        const double side = part * f.width / 2, deep = part * (f.range[1] - f.range[0]) / 2;
        for (size_t i = 0; i < size; ++i) {
            const spot& own = spots_[i];
            double others = 0;
            for (const int way : {1, -1})
                for (size_t k = 1; k < size; ++k) {
                    const bool wraps = way > 0 ? i + k >= size : k > i;
                    if (wraps && !f.turn()) break;
                    const spot& x = spots_[way > 0 ? (i + k) % size : (i + size - k) % size];
                    double apart = way * (x.bearing - own.bearing);
                    if (wraps) apart += 2 * QIKI_PI;
                    if (apart > side || (f.turn() && apart > QIKI_PI)) break;
                    others += std::fabs(x.range - own.range) <= deep;
                }
            const double near = std::max(f.range[0], own.range - deep), far = std::min(f.range[1], own.range + deep);
            if (!(far > near)) continue;
            const double begin = f.turn() ? own.bearing - side : std::max(0.0, own.bearing - side);
            const double end = f.turn() ? own.bearing + side : std::min(f.width, own.bearing + side);
            const auto& antenna = plots[own.plot].antenna;
            const auto window = f.inside(near, far, f.from + begin, end - begin, where, {antenna[0], antenna[1]});
            const double targets = density * window.ground, wrong = window.clutter;
            if (!(targets > 0)) continue;
            const double trust = targets * targets / (targets * targets + targets + wrong);
            factor_[own.plot] = std::max(0.05, 1 + trust * (others - wrong - targets) / targets);
        }
        return factor_;
    }

private:
    struct spot {
        double bearing, range;
        uint32_t plot;
    };
    std::vector<spot> spots_;
    std::vector<double> factor_;
};

} // namespace tracking::pmbm
