// SPDX-License-Identifier: MIT
// plugins/bridges/registration/bias.hpp - what a radar adds to range and azimuth, and how late its clock is, by a
// Kalman filter.
//
// After Lin, Bar-Shalom, Kirubarajan 2004, IEEE TAES 40(4): offsets of range and azimuth as states that wander slowly,
// observed through the difference of a plot and the place of a common target. The delay of the time stamps is a third
// state; it shows as range rate and azimuth rate times the delay, so that it needs targets of several directions.
#pragma once
#include <array>

namespace registration {

// Standard deviations: of a difference, of the states before any, and of what they wander by in a second.
struct assumed {
    double range = 100, azimuth = 0.001;                                  // m, rad
    std::array<double, 3> first{2000, 0.035, 1}, wander{0.1, 1e-6, 1e-4}; // m, rad, s
    bool delay = true;                                                    // else the clock is right
};

// A plot minus its target as the antenna should see it, and how fast that changes.
struct difference {
    double t = 0;                  // s
    double range = 0, azimuth = 0; // m, rad
    double range_rate = 0, azimuth_rate = 0;
};

class bias {
public:
    explicit bias(const assumed&);

    // Takes one difference; false when it is too far off to be one (chi-square with 2 degrees of freedom, 0.9999).
    // `left` gets what remains of it after the correction that was known before it.
    bool take(const difference&, std::array<double, 2>& left);

    // Of range m, azimuth rad, delay s: a plot is so much too far, too far clockwise, and stamped so much too late.
    const std::array<double, 3>& estimate() const { return x_; }
    double sigma(unsigned i) const;

private:
    using row = std::array<double, 3>;
    void update(const row& h, double residual, double variance);
    double spread(const row& h, const row& g) const; // h P g

    assumed a_;
    std::array<double, 3> x_{};
    std::array<double, 9> p_{};
    double t_ = 0;
    bool begun_ = false;
};
} // namespace registration
