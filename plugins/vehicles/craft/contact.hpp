// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/contact.hpp - the others near a craft: balls of their size that fall as it does, and when they
// meet it.
#pragma once
#include "course.hpp"
#include <optional>
#include <span>

namespace craft {

struct other {
    uint64_t entity = 0;
    vec3 pos, vel;
    double radius = 0; // half of its size_m
    bool docked = false, station = false;
    bool first = false; // its entity is numbered before the craft's own
};

// What is around the craft at the beginning of a span.
struct surroundings {
    std::optional<course> station;
    uint64_t station_entity = 0;
    std::span<other> others; // of known size, that it may meet; they move on with it
};

// The share of its way at which what goes straight from a to b is first within `limit` of the origin.
inline std::optional<double> enters(vec3 a, vec3 b, double limit) {
    const vec3 way = b - a;
    const double w = dot(way, way), half = dot(a, way), out = dot(a, a) - limit * limit, under = half * half - w * out;
    if (out < 0) return 0;
    if (!(half < 0) || under < 0) return {};
    const double share = (-half - qiki_sqrt(under)) / w;
    return share <= 1 ? std::optional(share) : std::nullopt;
}

// Who stands at the berth, so that it is not this craft's. Who is locked there was first; of two that come at the same
// time it is the one with the lower number. mine: how far this craft has come.
inline const other* taken(std::span<const other> others, const pose& station, const berth& b, dock mine) {
    constexpr double hull = 1.5101; // m, of the circumscribed sphere: a craft at the port is nearer
    const vec3 at = berth_at(station, b);
    for (const other& o : others) {
        if (o.station || length(o.pos - at) > hull) continue;
        if (mine == dock::hard ? o.docked && o.first : o.docked || (mine == dock::free && o.first)) return &o;
    }
    return nullptr;
}

} // namespace craft
