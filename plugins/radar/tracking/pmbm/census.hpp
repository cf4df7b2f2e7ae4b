// SPDX-License-Identifier: MIT
// tracking/pmbm/census.hpp - where the plots of a first look lie denser than false ones.
#pragma once
#include "../field.hpp"

namespace tracking::pmbm {

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
