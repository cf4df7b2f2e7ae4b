// SPDX-License-Identifier: MIT
// plugins/sensors/spectrometer/unmix.hpp - which materials make up a spectrum, and how sure that is.
#pragma once
#include "materials.hpp"

namespace spectrometer {

struct made_of {
    amounts fraction{}, sigma{};       // of 1; sigma also of what is found to be none
    double total = 0, total_sigma = 0; // of the light that a white screen would send back
    bool known = false;                // there is light, and the materials can be told apart
};

// What was measured, its standard deviations, and the radiance of a white screen, in one unit. All but the fractions of
// the sum is unknown to the instrument: distance, size and angles only change how bright the whole is. So amounts of 0
// or more are fitted by weighted least squares and brought to the sum 1 (Keshava, Mustard 2002, IEEE Signal Process.
// Mag. 19(1), 44). Standard deviations are those of the fit without bounds: a material that is found to be absent is
// not for that reason certain to be.
made_of unmixed(const spectrum& measured, const spectrum& sigma, const spectrum& white);

} // namespace spectrometer
