// SPDX-License-Identifier: MIT
// plugins/sensors/imu/pull.hpp - the gravity that an accelerometer does not feel: of the ground, of a body, or none.
#pragma once
#include "../common/axes.hpp"
#include "qiki/truth.h"

namespace imu {

using sensors::vec3;

struct pull {
    static constexpr double standard = 9.80665; // m/s^2, of the ground
    double down = -1;                           // m/s^2, the same everywhere; below 0: as the carrier's class has it
    double mu = 0;                              // m^3/s^2, of a body
    vec3 at{};                                  // its centre

    // What flies in space has no ground under it.
    static bool in_space(uint32_t object_class) {
        return object_class == QIKI_CLASS_CRAFT || object_class == QIKI_CLASS_STATION ||
               object_class == QIKI_CLASS_DEBRIS || object_class == QIKI_CLASS_BODY;
    }
    double down_on(uint32_t object_class) const {
        if (mu > 0) return 0;
        return down >= 0 ? down : in_space(object_class) ? 0 : standard;
    }
    vec3 of_body(const vec3& place) const {
        vec3 r;
        double square = 0;
        for (size_t i = 0; i < 3; ++i) r[i] = place[i] - at[i], square += r[i] * r[i];
        const double k = square > 0 ? -mu / (square * qiki_sqrt(square)) : 0;
        for (double& x : r) x *= k;
        return r;
    }
    // Mean over dt seconds on the way from one place to another: Simpson's rule, with the middle of the cubic through
    // both places and velocities (Hairer, Norsett, Wanner 1993, II.6).
    vec3 mean(uint32_t object_class, const vec3& from, const vec3& vel, const vec3& to, const vec3& vel_to,
              double dt) const {
        if (!(mu > 0)) return {0, 0, -down_on(object_class)};
        vec3 middle;
        for (size_t i = 0; i < 3; ++i) middle[i] = (from[i] + to[i]) / 2 + dt / 8 * (vel[i] - vel_to[i]);
        const vec3 a = of_body(from), b = of_body(middle), c = of_body(to);
        vec3 g;
        for (size_t i = 0; i < 3; ++i) g[i] = (a[i] + 4 * b[i] + c[i]) / 6;
        return g;
    }
};

} // namespace imu
