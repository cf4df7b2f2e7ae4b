// SPDX-License-Identifier: MIT
// plugins/sensors/common/noise.hpp - the errors of a device: white noise, what drifts, what each device is born with,
// steps.
#pragma once
#include "axes.hpp"
#include "qiki/random.h"
#include <cmath>

namespace sensors {

// Where a draw comes from; `purpose` tells the errors of one device apart.
struct chance {
    uint64_t key = 0, tick = 0, who = 0;
    double normal(uint16_t purpose, uint32_t axis) const {
        return qiki_normal(qiki_draw(key, tick, who, purpose, axis / 2), static_cast<int>(axis % 2));
    }
    double uniform(uint16_t purpose) const { return qiki_uniform(qiki_draw(key, tick, who, purpose, 0), 0); }
};

// First-order Gauss-Markov process: exponentially correlated, of standard deviation sigma at any time (Maybeck 1979,
// "Stochastic models, estimation, and control" 1, section 4.11).
struct drift {
    double sigma = 0, time = 0; // time: of correlation, s; 0: white

    // A step of dt seconds from x, by a standard normal w.
    double after(double x, double dt, double w) const {
        if (sigma == 0) return 0;
        if (time == 0) return sigma * w;
        return qiki_exp(-dt / time) * x + sigma * qiki_sqrt(-qiki_expm1(-2 * dt / time)) * w;
    }
};

// Of a noise density per root hertz in samples dt seconds apart (Woodman 2007, "An introduction to inertial
// navigation", section 3.2.2).
inline double white_sigma(double density, double dt) { return density / qiki_sqrt(dt); }

// The nearest multiple of a step; 0: no steps.
inline double in_steps(double x, double step) { return step > 0 ? std::floor(x / step + 0.5) * step : x; }

} // namespace sensors
