// SPDX-License-Identifier: MIT
// plugins/radar/asterix/geodesy.hpp - WGS-84 positions in the east, north, up of another place.
#pragma once
#include "qiki/math.h"
#include <array>

namespace asterix {

using vec3 = std::array<double, 3>;

// WGS-84 (NIMA TR8350.2, third edition, 2000, table 3.1).
inline constexpr double wgs84_a = 6378137.0; // m
inline constexpr double wgs84_f = 1 / 298.257223563;
inline constexpr double wgs84_e2 = wgs84_f * (2 - wgs84_f);

// East, north and up at a latitude and longitude [rad], in Earth-centred coordinates, row by row.
struct axes {
    vec3 east, north, up;
};
inline axes axes_at(double latitude, double longitude) {
    const qiki_sc p = qiki_sincos(latitude), l = qiki_sincos(longitude);
    return {{-l.sin, l.cos, 0}, {-p.sin * l.cos, -p.sin * l.sin, p.cos}, {p.cos * l.cos, p.cos * l.sin, p.sin}};
}
inline double dot(const vec3& a, const vec3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

// Earth-centred, Earth-fixed [m]; closed form, NIMA TR8350.2 (2000) eq. 4-14.
inline vec3 earth_centred(double latitude, double longitude, double height) {
    const qiki_sc p = qiki_sincos(latitude), l = qiki_sincos(longitude);
    const double n = wgs84_a / qiki_sqrt(1 - wgs84_e2 * p.sin * p.sin);
    return {(n + height) * p.cos * l.cos, (n + height) * p.cos * l.sin, (n * (1 - wgs84_e2) + height) * p.sin};
}

// The tangent plane of a place: rotation of the Earth-centred difference into its axes (TR8350.2 section 7, as usual).
class tangent_plane {
public:
    tangent_plane() = default;
    tangent_plane(double latitude, double longitude, double height)
        : axes_(axes_at(latitude, longitude)), origin_(earth_centred(latitude, longitude, height)) {}

    // East, north, up [m] of a place.
    vec3 place(double latitude, double longitude, double height) const {
        const vec3 e = earth_centred(latitude, longitude, height);
        return turn({e[0] - origin_[0], e[1] - origin_[1], e[2] - origin_[2]});
    }
    // An Earth-centred vector in these axes.
    vec3 turn(const vec3& v) const {
        return {dot(axes_.east, v) + 0.0, dot(axes_.north, v) + 0.0, dot(axes_.up, v) + 0.0};
    }

private:
    axes axes_ = axes_at(0, 0);
    vec3 origin_ = earth_centred(0, 0, 0);
};
} // namespace asterix
