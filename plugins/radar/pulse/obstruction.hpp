// SPDX-License-Identifier: MIT
// plugins/radar/pulse/obstruction.hpp - what stands in the way of a straight path: large bodies, taken for spheres.
#pragma once
#include "axes.hpp"
#include <vector>

namespace pulse {

// A body wide enough to hide others; straight and steady around the instant of its truth.
struct obstacle {
    uint64_t entity = 0;
    qiki_ns t = 0;
    vec3 pos{}, vel{};
    double radius = 0;
};

// Whether `o` stands between `from` and `to` at time t. The sphere encloses its body, so an antenna inside of it may as
// well stand on the body: that one hides nothing from there. A target inside of it is hidden by its far half only.
inline bool between(const obstacle& o, const vec3& from, const vec3& to, qiki_ns t) {
    const vec3 path = to - from, centre = moved(o.pos.data(), o.vel.data(), seconds(t - o.t)) - from;
    const double length2 = dot(path, path), along = dot(centre, path), away2 = dot(centre, centre),
                 radius2 = o.radius * o.radius;
    if (away2 <= radius2 || along <= 0 || along >= length2) return false;
    return away2 - along * along / length2 < radius2;
}

// Whether anything stands between an antenna at `from` and `who` at `to`, who does not hide itself.
inline bool hidden(const std::vector<obstacle>& all, uint64_t who, const vec3& from, const vec3& to, qiki_ns t) {
    for (const obstacle& o : all)
        if (o.entity != who && between(o, from, to, t)) return true;
    return false;
}

} // namespace pulse
