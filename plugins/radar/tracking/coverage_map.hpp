// SPDX-License-Identifier: MIT
// tracking/coverage_map.hpp - how surely a radar sees what is where, learnt from hits and misses of confirmed tracks.
//
// A look at a track finds it or does not: by cell the detection probability has a beta distribution, around the stated
// one before any look (Gelman et al. 2013, Bayesian Data Analysis, 2.4). A miss counts as far as the track exists.
#pragma once
#include "cells.hpp"

namespace tracking {

// Of one sensor. No padding: it is saved as it stands.
class coverage_map {
public:
    static constexpr double strength = 2; // of the prior, in looks
    static constexpr double blind = 0.2;  // below, it does not look there at all: silence says nothing

    // Where the stated one is pd.
    double pd(size_t cell, double pd) const {
        return std::clamp((strength * pd + hits_[cell]) / (strength + hits_[cell] + misses_[cell]), 0.001, 0.9999);
    }
    // The least over cells with so many looks at least.
    double least(double pd_stated, double looks) const {
        double found = pd_stated;
        for (size_t c = 0; c < cells::count; ++c)
            if (hits_[c] + misses_[c] >= looks) found = std::min(found, pd(c, pd_stated));
        return found;
    }

    void age(qiki_ns t, double memory) {
        if (t > t_ && t_ != INT64_MIN) {
            const double left = qiki_exp(-seconds(t - t_) / memory);
            for (auto* v : {&hits_, &misses_})
                for (double& x : *v) x *= left;
        }
        t_ = std::max(t_, t);
    }
    void hit(size_t cell) { hits_[cell] += 1; }
    void miss(size_t cell, double existence) { misses_[cell] += existence; }

    bool sound() const {
        for (const auto* v : {&hits_, &misses_})
            for (const double x : *v)
                if (!(x >= 0 && x < 1e300)) return false;
        return true;
    }

private:
    std::array<double, cells::count> hits_{}, misses_{};
    qiki_ns t_ = INT64_MIN;
};
static_assert(std::is_trivially_copyable_v<coverage_map> && sizeof(coverage_map) == 8 * (2 * cells::count + 1));

} // namespace tracking
