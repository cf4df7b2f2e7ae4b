// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/hull.hpp - the dodecahedral hull: faces, mass, centre of mass and inertia from its geometry.
#pragma once
#include "vec.hpp"
#include <span>

namespace craft {

inline constexpr uint32_t faces = 12;

// Outward normal: 0 and 1 carry the docking ports at +z and -z, 2 to 6 the upper ring from body x on, 7 to 11 the
// lower.
inline vec3 face_normal(uint32_t face) {
    if (face < 2) return {0, 0, face == 0 ? 1.0 : -1.0};
    const bool upper = face < 7;
    const uint32_t step = upper ? 2 * (face - 2) : 2 * (face - 7) + 1; // of 36 degrees
    const qiki_sc a = qiki_sincos(step * QIKI_PI / 5);
    const double up = 1 / qiki_sqrt(5), out = 2 / qiki_sqrt(5);
    return {out * a.cos, out * a.sin, upper ? up : -up};
}

// Moment of inertia per mass of a regular dodecahedron about any axis through its centre, by its inradius: half of the
// mass in the solid, half in the shell. Solid edge^2 (39 phi + 28) / 150, shell / 90 (Satterly 1958, "The moments of
// inertia of some polyhedra"); edge = 2 inradius / sqrt((25 + 11 sqrt 5) / 10).
inline double gyration2(double inradius) {
    const double root5 = qiki_sqrt(5), phi = (1 + root5) / 2;
    const double edge = 2 * inradius / qiki_sqrt((25 + 11 * root5) / 10), k = (39 * phi + 28) * edge * edge;
    return 0.5 * (k / 150 + k / 90);
}

struct hull {
    double dry = 0; // kg, modules included
    vec3 com;       // from the geometric centre, m
    tensor inertia; // about com, of the dry mass; propellant burns off at com: at mass m it is m / dry of this
    tensor inverted;
};

// com: of the bare hull. modules: faces that carry one each, a point mass at the face's centre.
inline hull build(double dry, double inradius, vec3 com, std::span<const uint32_t> modules, double module_mass) {
    hull h;
    vec3 moment = dry * com;
    h.dry = dry;
    for (const uint32_t f : modules) h.dry += module_mass, moment += (module_mass * inradius) * face_normal(f);
    h.com = (1 / h.dry) * moment;
    const double j = dry * gyration2(inradius);
    h.inertia = tensor{j, j, j, 0, 0, 0} + of_point(dry, com - h.com);
    for (const uint32_t f : modules) h.inertia = h.inertia + of_point(module_mass, inradius * face_normal(f) - h.com);
    h.inverted = inverse(h.inertia);
    return h;
}

} // namespace craft
