// SPDX-License-Identifier: MIT
// tracking/geometry.hpp - angles that wrap, the axes an antenna measures in, and WGS-84 to ENU.
#pragma once
#include "linear.hpp"
#include "qiki/radar.h"
#include <cmath>

namespace tracking {

// Beyond a billion kilometres rounding alone is farther than any gate, and squares of squares leave the numbers.
constexpr double farthest = 1e12;           // m, also from the origin
constexpr double fastest = 299792458;       // m/s
constexpr double finest = 1e-3;             // m, m/s
constexpr qiki_ns earliest = INT64_MIN / 4; // of times whose differences fit
inline bool within(const double* v, size_t n, double most) {
    for (size_t i = 0; i < n; ++i)
        if (!(std::fabs(v[i]) <= most)) return false;
    return true;
}

// To [-pi, pi].
inline double wrapped(double angle) {
    if (angle >= -QIKI_PI && angle < QIKI_PI) return angle;
    return angle - 2 * QIKI_PI * std::floor(angle / (2 * QIKI_PI) + 0.5);
}

inline double seconds(qiki_ns t) { return static_cast<double>(t) * 1e-9; }

// Unit vectors in ENU: bearing is atan2(right, ahead), elevation is above the plane of both. With QIKI_AXES_BODY ahead
// is body x and right is minus body y, so that bearing runs clockwise from the nose.
struct axes {
    std::array<vec3, 3> row; // right, ahead, up

    static axes enu() { return {{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}; }
    static axes body(const double* q) {
        const double w = q[0], x = q[1], y = q[2], z = q[3];
        return {{{{-2 * (x * y - w * z), -(1 - 2 * (x * x + z * z)), -2 * (y * z + w * x)},
                  {1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)},
                  {2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)}}}};
    }
    // False when the attitude is no unit quaternion: then the axes are those of ENU.
    static bool of(const qiki_frame& f, axes& out) {
        out = enu();
        if (f.axes != QIKI_AXES_BODY || !(f.valid & QIKI_FRAME_HAS_PLATFORM)) return f.axes != QIKI_AXES_BODY;
        const double n = f.att[0] * f.att[0] + f.att[1] * f.att[1] + f.att[2] * f.att[2] + f.att[3] * f.att[3];
        if (!(std::fabs(n - 1) < 1e-6)) return false;
        out = body(f.att);
        return true;
    }
    vec3 into(const vec3& v) const {
        vec3 o{};
        for (size_t i = 0; i < 3; ++i) o[i] = row[i][0] * v[0] + row[i][1] * v[1] + row[i][2] * v[2];
        return o;
    }
    vec3 back(const vec3& v) const {
        vec3 o{};
        for (size_t i = 0; i < 3; ++i) o[i] = row[0][i] * v[0] + row[1][i] * v[1] + row[2][i] * v[2];
        return o;
    }
};

inline constexpr double earth_radius = 6371008.7714; // m, mean of WGS-84: enough for the sagitta of the horizon

// WGS-84 latitude, longitude [rad], height [m] to ENU around an origin of the same kind. NIMA TR8350.2 (2000), 4.
class tangent_plane {
public:
    explicit tangent_plane(const double* origin) {
        base_ = ecef(origin);
        const qiki_sc lat = qiki_sincos(origin[0]), lon = qiki_sincos(origin[1]);
        row_ = {{{-lon.sin, lon.cos, 0},
                 {-lat.sin * lon.cos, -lat.sin * lon.sin, lat.cos},
                 {lat.cos * lon.cos, lat.cos * lon.sin, lat.sin}}};
    }
    vec3 enu(const double* geodetic) const {
        const vec3 p = ecef(geodetic), d{p[0] - base_[0], p[1] - base_[1], p[2] - base_[2]};
        vec3 o{};
        for (size_t i = 0; i < 3; ++i) o[i] = row_[i][0] * d[0] + row_[i][1] * d[1] + row_[i][2] * d[2];
        return o;
    }

private:
    static vec3 ecef(const double* g) {
        constexpr double a = 6378137.0, flat = 1 / 298.257223563, e2 = flat * (2 - flat);
        const qiki_sc lat = qiki_sincos(g[0]), lon = qiki_sincos(g[1]);
        const double n = a / qiki_sqrt(1 - e2 * lat.sin * lat.sin);
        return {(n + g[2]) * lat.cos * lon.cos, (n + g[2]) * lat.cos * lon.sin, (n * (1 - e2) + g[2]) * lat.sin};
    }
    vec3 base_;
    std::array<vec3, 3> row_;
};

} // namespace tracking
