// SPDX-License-Identifier: MIT
// plugins/sensors/common/shadow.hpp - how much of the sun's disc a sphere hides.
#pragma once
#include "mount.hpp"

namespace sensors {

// 0 to 1. `to`: the middle of the sphere, from the eye; `sun`: unit vector towards the sun, whose disc has the apparent
// radius `disc`. Montenbruck, Gill 2000, "Satellite orbits", section 3.4.2, eqs. 3.85 to 3.94.
inline double hidden(const vec3& to, double radius, const vec3& sun, double disc) {
    const double far = length(to);
    if (far <= radius) return 1; // within
    const double a = disc, b = qiki_asin(radius / far), c = qiki_atan2(length(cross(to, sun)), dot(to, sun));
    if (c >= a + b) return 0;
    if (c <= b - a) return 1;
    if (c <= a - b) return b * b / (a * a); // a dark spot before it
    const double x = (c * c + a * a - b * b) / (2 * c), y = qiki_sqrt(std::max(0.0, a * a - x * x));
    const auto arc = [](double r) { return qiki_acos(std::clamp(r, -1.0, 1.0)); };
    const double area = a * a * arc(x / a) + b * b * arc((c - x) / b) - c * y;
    return std::clamp(area / (QIKI_PI * a * a), 0.0, 1.0);
}

} // namespace sensors
