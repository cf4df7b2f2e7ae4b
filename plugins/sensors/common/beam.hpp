// SPDX-License-Identifier: MIT
// plugins/sensors/common/beam.hpp - the nearest point of the spheres around bodies that a cone of view holds.
#pragma once
#include "mount.hpp"
#include <optional>

namespace sensors {

struct echo {
    double range = 0; // m
    vec3 way{};       // unit, body axes
};

struct cone {
    vec3 axis{1, 0, 0}; // unit, body axes
    double half = 0;    // rad, up to pi: everywhere
};

// The middle of the sphere lies at `to`, in the same axes. Where that is beside the cone, a ray of its rim that lies in
// one plane with both may still meet the sphere; nearer than its nearest point on that ray is none in the cone. A
// sphere that holds the device is the hull of something around it, and is looked through.
inline std::optional<echo> seen(const cone& view, const vec3& to, double radius) {
    const double far = length(to);
    if (!(far > radius) || !(far > 0)) return {};
    const vec3 way{to[0] / far, to[1] / far, to[2] / far};
    const double off = qiki_atan2(length(cross(view.axis, way)), dot(view.axis, way));
    if (off <= view.half) return echo{far - radius, way};
    const qiki_sc beside = qiki_sincos(off - view.half);
    const double miss = far * beside.sin;
    if (off - view.half >= QIKI_PI / 2 || !(miss < radius)) return {};
    // The ray of the rim: the axis turned by `half` towards the sphere.
    vec3 across;
    const double along = dot(view.axis, way);
    for (size_t i = 0; i < 3; ++i) across[i] = way[i] - along * view.axis[i];
    const double n = length(across);
    if (!(n > 0)) return {}; // straight behind: every ray of the rim is as near
    const qiki_sc rim = qiki_sincos(view.half);
    echo e{far * beside.cos - qiki_sqrt(radius * radius - miss * miss), {}};
    for (size_t i = 0; i < 3; ++i) e.way[i] = rim.cos * view.axis[i] + rim.sin * across[i] / n;
    return e;
}

} // namespace sensors
