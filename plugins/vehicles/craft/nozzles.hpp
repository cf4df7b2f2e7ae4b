// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/nozzles.hpp - the sixteen nozzles of the craft: where they sit, and the wrench that each
// exerts.
#pragma once
#include "vec.hpp"
#include <array>

namespace craft {

inline constexpr uint32_t nozzles = 16;

struct nozzle {
    char cluster;
    vec3 at;        // from the geometric centre, m
    vec3 direction; // of the force on the craft, not of the exhaust; made a unit vector when used
    double force;   // N, fully open
};

// clang-format off
inline constexpr nozzle nozzle_table[nozzles] = {
    {'A', {0.85, 0.85, 0.4}, {-1, 1, 0}, 260},   {'A', {0.85, -0.85, 0.4}, {-1, -1, 0}, 260},
    {'A', {0.85, 0.85, -0.4}, {-1, 1, 0}, 260},  {'A', {0.85, -0.85, -0.4}, {-1, -1, 0}, 260},
    {'B', {-0.85, 0.85, 0.4}, {1, 1, 0}, 260},   {'B', {-0.85, -0.85, 0.4}, {1, -1, 0}, 260},
    {'B', {-0.85, 0.85, -0.4}, {1, 1, 0}, 260},  {'B', {-0.85, -0.85, -0.4}, {1, -1, 0}, 260},
    {'C', {0.4, 0.85, 0.85}, {0, -1, -1}, 220},  {'C', {-0.4, 0.85, 0.85}, {0, -1, -1}, 220},
    {'C', {0.4, -0.85, 0.85}, {0, 1, -1}, 220},  {'C', {-0.4, -0.85, 0.85}, {0, 1, -1}, 220},
    {'D', {0.4, 0.85, -0.85}, {0, -1, 1}, 220},  {'D', {-0.4, 0.85, -0.85}, {0, -1, 1}, 220},
    {'D', {0.4, -0.85, -0.85}, {0, 1, 1}, 220},  {'D', {-0.4, -0.85, -0.85}, {0, 1, 1}, 220},
};
// clang-format on

// Force and torque about a point: rows 0 to 2 N, 3 to 5 N m.
using wrench = std::array<double, 6>;
constexpr wrench joined(vec3 force, vec3 torque) { return {force.x, force.y, force.z, torque.x, torque.y, torque.z}; }
constexpr vec3 force_of(const wrench& w) { return {w[0], w[1], w[2]}; }
constexpr vec3 torque_of(const wrench& w) { return {w[3], w[4], w[5]}; }

// Column i: what nozzle i exerts fully open, about the centre of mass.
using wrenches = std::array<wrench, nozzles>;
inline wrenches about(vec3 com, double scale = 1) {
    wrenches b;
    for (uint32_t i = 0; i < nozzles; ++i) {
        const nozzle& n = nozzle_table[i];
        const vec3 f = (scale * n.force / length(n.direction)) * n.direction;
        b[i] = joined(f, cross(n.at - com, f));
    }
    return b;
}

} // namespace craft
