// SPDX-License-Identifier: MIT
// plugins/bridges/common/wgs84.hpp - from the scenario's east, north, up to latitude, longitude and height.
#pragma once
#include "qiki/math.h"
#include <array>

namespace bridges {

// NIMA TR8350.2, third edition, 2000, table 3.1.
inline constexpr double wgs84_a = 6378137.0; // m
inline constexpr double wgs84_f = 1 / 298.257223563;
inline constexpr double wgs84_e2 = wgs84_f * (2 - wgs84_f);

struct geodetic {
    double latitude = 0, longitude = 0; // rad; longitude in [-pi, pi]
    double height = 0;                  // m above the ellipsoid
};

// Earth-centred, Earth-fixed to geodetic: Bowring 1976 (Survey Review 23(181)) for the latitude, repeated until it
// stands still, and Bowring 1985 (Survey Review 28(218)) for the height, which holds at the poles, too.
inline geodetic geodetic_of(double x, double y, double z) {
    constexpr double b = wgs84_a * (1 - wgs84_f), second = wgs84_e2 / (1 - wgs84_e2);
    const double p = qiki_sqrt(x * x + y * y);
    double beta = qiki_atan2(wgs84_a * z, b * p), latitude = 0;
    for (int i = 0; i < 4; ++i) {
        const qiki_sc u = qiki_sincos(beta);
        latitude = qiki_atan2(z + second * b * u.sin * u.sin * u.sin, p - wgs84_e2 * wgs84_a * u.cos * u.cos * u.cos);
        const qiki_sc l = qiki_sincos(latitude);
        beta = qiki_atan2(b * l.sin, wgs84_a * l.cos);
    }
    const qiki_sc l = qiki_sincos(latitude);
    return {latitude, qiki_atan2(y, x), p * l.cos + z * l.sin - wgs84_a * qiki_sqrt(1 - wgs84_e2 * l.sin * l.sin)};
}

// The tangent plane of a place.
class place_on_earth {
public:
    place_on_earth() : place_on_earth(0, 0, 0) {}
    place_on_earth(double latitude, double longitude, double height)
        : p_(qiki_sincos(latitude)), l_(qiki_sincos(longitude)) {
        const double n = wgs84_a / qiki_sqrt(1 - wgs84_e2 * p_.sin * p_.sin); // TR8350.2 eq. 4-14
        at_ = {(n + height) * p_.cos * l_.cos, (n + height) * p_.cos * l_.sin, (n * (1 - wgs84_e2) + height) * p_.sin};
    }
    geodetic of(double east, double north, double up) const {
        const double out = up * p_.cos - north * p_.sin; // away from the Earth's axis
        return geodetic_of(at_[0] - east * l_.sin + out * l_.cos, at_[1] + east * l_.cos + out * l_.sin,
                           at_[2] + north * p_.cos + up * p_.sin);
    }

private:
    qiki_sc p_, l_;
    std::array<double, 3> at_{};
};
} // namespace bridges
