// SPDX-License-Identifier: MIT
// tracking/clutter_map.hpp - how many false plots come from where, against what the radar says of itself, learnt from
// plots that are of no confirmed track.
//
// Such plots are counted by cell (Musicki, Suvorova, Morelande, Moran 2005, 8th Int. Conf. Information Fusion; Song,
// Musicki 2011, IEEE TAES 47(2)). A count is Poisson; its rate, as a multiple of the stated one, has a gamma
// distribution before, and so after (Gelman et al. 2013, Bayesian Data Analysis, 2.6): one for the radar, whose mean is
// the prior of every cell, so that a density that is wrong everywhere is found at once and its unevenness with time.
#pragma once
#include "cells.hpp"

namespace tracking {

// Of one sensor. No padding: it is saved as it stands.
class clutter_map {
public:
    static constexpr double strength = 2, all_strength = 0.5; // of the priors of a cell and of all, in false plots

    // As a multiple of what is stated: all in all; of one cell.
    double level() const { return bounded((all_strength + seen_all_) / (all_strength + stated_all_)); }
    double ratio(size_t cell) const {
        const double all = level();
        return bounded(all * (strength + seen_[cell]) / (strength + all * stated_[cell]));
    }
    double least() const {
        return extreme([](double a, double b) { return a < b; });
    }
    double most() const {
        return extreme([](double a, double b) { return a > b; });
    }

    // A place that has a plot: what is looked at reaches so far at least.
    void stretch(double range) { far_ = std::max(far_, range); }

    // After a look that told all it saw, at time t. stated: what the frame says, or what stands in for it, and all that
    // is expected of it; each(take) calls take(cell) for each plot of no confirmed track. memory: s, after which a look
    // counts 1/e.
    template <class Each>
    void learn(const field& stated, double all, qiki_ns t, double memory, Each&& each) {
        if (t > t_ && t_ != INT64_MIN) {
            const double left = qiki_exp(-seconds(t - t_) / memory);
            for (auto* v : {&seen_, &stated_})
                for (double& x : *v) x *= left;
            seen_all_ *= left, stated_all_ *= left;
        }
        t_ = std::max(t_, t);
        cells::each(stated.from, stated.width, stated.range[0], stated.range[1],
                    [&](size_t c, double arc, double near, double far) {
                        const double n = stated.inside(near, far, 0, arc, {}, {}).clutter;
                        stated_[c] += n;
                    });
        stated_all_ += all;
        each([&](size_t cell) { seen_[cell] += 1, seen_all_ += 1; });
    }
    double far() const { return far_; }

    // A map that can be: of state that is loaded.
    bool sound() const {
        for (const auto* v : {&seen_, &stated_})
            for (const double x : *v)
                if (!(x >= 0 && x < 1e300)) return false;
        return seen_all_ >= 0 && seen_all_ < 1e300 && stated_all_ >= 0 && stated_all_ < 1e300 && far_ >= 0 &&
               far_ < 1e12;
    }

private:
    static double bounded(double r) { return std::clamp(r, 1e-3, 1e3); }
    template <class Better>
    double extreme(Better&& better) const {
        double found = level();
        for (size_t c = 0; c < cells::count; ++c)
            if (const double r = ratio(c); stated_[c] > 0 && better(r, found)) found = r;
        return found;
    }
    std::array<double, cells::count> seen_{}, stated_{}; // false plots by cell: counted, and to be expected
    double seen_all_ = 0, stated_all_ = 0, far_ = 0;
    qiki_ns t_ = INT64_MIN;
};
static_assert(std::is_trivially_copyable_v<clutter_map> && sizeof(clutter_map) == 8 * (2 * cells::count + 4));

} // namespace tracking
