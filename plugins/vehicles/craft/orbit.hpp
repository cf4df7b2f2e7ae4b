// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/orbit.hpp - the two-body orbit that a place and a velocity belong to.
#pragma once
#include "rigid.hpp"

namespace craft {

struct orbit {
    double periapsis = 0, apoapsis = 0;  // from the body's centre, m; apoapsis 0: it does not come back
    double eccentricity = 0, period = 0; // s; 0 with apoapsis
};

// Bate, Mueller, White 1971, "Fundamentals of astrodynamics", 1.4 to 1.7: vis-viva, and the eccentricity vector.
inline orbit orbit_of(const motion& m, const attraction& g) {
    const vec3 r = m.pos - g.at, h = cross(r, m.vel);
    const double d = length(r), energy = dot(m.vel, m.vel) / 2 - g.mu / d;
    const vec3 e = (1 / g.mu) * cross(m.vel, h) - (1 / d) * r;
    orbit o;
    o.eccentricity = length(e);
    o.periapsis = dot(h, h) / g.mu / (1 + o.eccentricity);
    if (energy < 0) {
        const double a = -g.mu / (2 * energy);
        o.apoapsis = a * (1 + o.eccentricity);
        o.period = 2 * QIKI_PI * a * qiki_sqrt(a / g.mu);
    }
    return o;
}

} // namespace craft
