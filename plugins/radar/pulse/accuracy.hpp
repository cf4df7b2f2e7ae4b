// SPDX-License-Identifier: MIT
// plugins/radar/pulse/accuracy.hpp - how well a detected echo is measured, from its strength.
#pragma once
#include <array>
#include <cstddef>

namespace pulse {

// Slope of the difference pattern of a monopulse antenna: Barton and Leonov 1998, "Radar Technology Encyclopedia",
// p. 6.
constexpr double monopulse_slope = 1.6;

// Of range, bearing, elevation, range rate: variance = floor^2 + (cell / slope)^2 / (2 n snr), where cell is resolution
// or beamwidth and slope is 1 but for angles. Curry 2005, "Radar System Performance Modeling", chapter 8: thermal noise
// plus a fixed random part, in the sense of root sum of squares.
struct accuracy {
    std::array<double, 4> cell{}, floor{};

    double variance(std::size_t i, double total_snr) const {
        const double slope = i == 1 || i == 2 ? monopulse_slope : 1, noise = cell[i] / slope;
        return floor[i] * floor[i] + noise * noise / (2 * total_snr);
    }
};

} // namespace pulse
