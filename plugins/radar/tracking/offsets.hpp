// SPDX-License-Identifier: MIT
// tracking/offsets.hpp - what each of several radars adds to range and azimuth, and how late its clock is, by a Kalman
// filter over all of them at once.
//
// After Lin, Bar-Shalom, Kirubarajan 2004, IEEE TAES 40(4): the offsets wander slowly and are observed through the
// difference of two plots of one target by two sensors, from which the unknown place of the target drops out. What no
// difference shows (all radars turned alike about one point, say) stays as uncertain as it was said to be; a sensor
// that tells positions has no such offsets and holds the others to the ground.
#pragma once
#include "qiki/math.h"
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace tracking {

// Standard deviations of one radar's offsets before any are known, and of what they wander by in a second; m, rad, s.
struct offset_prior {
    std::array<double, 3> first{200, 0.003, 0.1}, wander{0.02, 3e-7, 2e-5};
};

// How an offset moves a plot: metres east and north by a unit of range, azimuth and clock.
using lever = std::array<std::array<double, 3>, 2>;

// No padding: it is saved as it stands.
class offsets {
public:
    static constexpr size_t radars = 6, per = 3, n = radars * per;

    // Whether sensor k has offsets that can be found here; when it has them for the first time they are uncertain.
    bool meet(size_t k, bool polar, const offset_prior& prior) {
        if (k >= radars) return false;
        if (polar && !known_[k]) {
            known_[k] = 1;
            for (size_t i = 0; i < per; ++i) at(k * per + i, k * per + i) = prior.first[i] * prior.first[i];
        }
        return true;
    }
    // Time goes on to t, ns.
    void wander(int64_t t, const offset_prior& prior) {
        if (begun_ && t > t_)
            for (size_t k = 0; k < radars; ++k)
                for (size_t i = 0; known_[k] && i < per; ++i)
                    at(k * per + i, k * per + i) +=
                        prior.wander[i] * prior.wander[i] * static_cast<double>(t - t_) * 1e-9;
        if (!begun_ || t > t_) t_ = t;
        begun_ = 1;
    }

    // Of radar k: its plots are so much too far, too far clockwise, and stamped so much too late; m, rad, s.
    std::array<double, 3> of(size_t k) const { return {x_[k * per], x_[k * per + 1], x_[k * per + 2]}; }
    double variance(size_t k, size_t i) const { return p_[(k * per + i) * (n + 1)]; }
    bool found(size_t k) const { return k < radars && known_[k]; }

    // y: place by a's plot minus place by b's at one time, both as measured; r: covariance of that. False when it is
    // too far off to be one target (chi-square with 2 degrees of freedom, 0.9999).
    bool take(size_t a, const lever& ja, size_t b, const lever& jb, const std::array<double, 2>& y,
              const std::array<double, 4>& r) {
        std::array<std::array<double, n>, 2> ph{}; // H P, rows
        std::array<double, 2> nu = y;
        for (size_t m = 0; m < 2; ++m)
            for (size_t i = 0; i < per; ++i) {
                nu[m] -= ja[m][i] * x_[a * per + i] - jb[m][i] * x_[b * per + i];
                for (size_t j = 0; j < n; ++j)
                    ph[m][j] += ja[m][i] * p_[(a * per + i) * n + j] - jb[m][i] * p_[(b * per + i) * n + j];
            }
        std::array<double, 4> s = r;
        for (size_t m = 0; m < 2; ++m)
            for (size_t q = 0; q < 2; ++q)
                for (size_t i = 0; i < per; ++i)
                    s[2 * m + q] += ph[m][a * per + i] * ja[q][i] - ph[m][b * per + i] * jb[q][i];
        const double cross = (s[1] + s[2]) / 2, det = s[0] * s[3] - cross * cross;
        if (!(det > 0) || !(s[0] > 0)) return false;
        const std::array<double, 3> inverse{s[3] / det, -cross / det, s[0] / det};
        const double d2 = inverse[0] * nu[0] * nu[0] + 2 * inverse[1] * nu[0] * nu[1] + inverse[2] * nu[1] * nu[1];
        if (!(d2 <= 18.420680743952367)) return false; // -2 ln(1 - 0.9999)
        for (size_t i = 0; i < n; ++i) {
            const double g0 = ph[0][i] * inverse[0] + ph[1][i] * inverse[1];
            const double g1 = ph[0][i] * inverse[1] + ph[1][i] * inverse[2];
            x_[i] += g0 * nu[0] + g1 * nu[1];
            for (size_t j = i; j < n; ++j) {
                const double less = p_[i * n + j] - g0 * ph[0][j] - g1 * ph[1][j];
                p_[i * n + j] = p_[j * n + i] = less;
            }
            if (!(p_[i * (n + 1)] > 0)) p_[i * (n + 1)] = 0; // by rounding alone
        }
        return true;
    }

    bool sound() const {
        for (const double v : x_)
            if (!(std::fabs(v) < 1e6)) return false;
        for (size_t i = 0; i < n * n; ++i)
            if (!(std::fabs(p_[i]) < 1e12) || (i % (n + 1) == 0 && p_[i] < 0)) return false;
        for (const uint64_t k : known_)
            if (k > 1) return false;
        return begun_ <= 1;
    }

private:
    double& at(size_t i, size_t j) { return p_[i * n + j]; }

    std::array<double, n> x_{};
    std::array<double, n * n> p_{};
    std::array<uint64_t, radars> known_{};
    int64_t t_ = 0;
    uint64_t begun_ = 0;
};

} // namespace tracking
