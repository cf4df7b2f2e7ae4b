// SPDX-License-Identifier: MIT
// score/bound.hpp - the least error of position that any tracker can have: the posterior Cramer-Rao bound.
//
// Tichavsky, Muravchik, Nehorai 1998 (IEEE Trans. Signal Processing 46(5)), eq. 21 for linear motion:
//   J(k+1) = (Q + F J(k)^-1 F')^-1 + pd H' R^-1 H,
// with the detection probability as information reduction factor (Hernandez, Farina, Ristic 2006, IEEE TAES 42(4)). The
// motion is nearly constant velocity, white acceleration of spectral density q on each axis of the plane; H is taken on
// the true path. Known association, no clutter: no tracker of one point in time is better on average.
#pragma once
#include "clear.hpp"
#include <array>
#include <optional>

namespace qiki::score {

struct sensing {
    bool polar = false;
    double sigma_range = 0, sigma_bearing = 0; // m, rad
    double sigma_range_rate = 0;               // m/s; 0: not measured
    double sigma_xy = 0;                       // m, on each axis
    double pd = 1;
    point at; // of a polar sensor
};

struct bound_model {
    sensing sensor;
    double q = 0;                // m^2/s^3
    double sigma_velocity = 100; // m/s, known before the first look, on each axis
    double period = 0;           // s between looks; 0: every point of the path is one
};

namespace bounds {
using matrix = std::array<std::array<double, 4>, 4>; // x, vx, y, vy

// Of a symmetric positive definite matrix, by its Cholesky factor. Throws std::domain_error.
inline matrix inverse(const matrix& a) {
    matrix l{}, m{}, out{};
    for (size_t i = 0; i < 4; ++i)
        for (size_t j = 0; j <= i; ++j) {
            double s = a[i][j];
            for (size_t k = 0; k < j; ++k) s -= l[i][k] * l[j][k];
            if (i == j && !(s > 0)) throw std::domain_error("bound: the information is not positive definite");
            l[i][j] = i == j ? std::sqrt(s) : s / l[j][j];
        }
    for (size_t j = 0; j < 4; ++j) // m = l^-1
        for (size_t i = j; i < 4; ++i) {
            double s = i == j;
            for (size_t k = j; k < i; ++k) s -= l[i][k] * m[k][j];
            m[i][j] = s / l[i][i];
        }
    for (size_t i = 0; i < 4; ++i)
        for (size_t j = 0; j < 4; ++j)
            for (size_t k = std::max(i, j); k < 4; ++k) out[i][j] += m[k][i] * m[k][j];
    return out;
}

// P -> F P F' + Q over dt.
inline void predict(matrix& p, double dt, double q) {
    for (size_t a = 0; a < 4; a += 2)
        for (size_t i = 0; i < 4; ++i) p[a][i] += dt * p[a + 1][i];
    for (size_t a = 0; a < 4; a += 2)
        for (size_t i = 0; i < 4; ++i) p[i][a] += dt * p[i][a + 1];
    for (size_t a = 0; a < 4; a += 2) {
        p[a][a] += q * dt * dt * dt / 3, p[a][a + 1] += q * dt * dt / 2;
        p[a + 1][a] += q * dt * dt / 2, p[a + 1][a + 1] += q * dt;
    }
}

// The same of a range rate: how fast the distance grows on the true path.
inline void look_at_rate(matrix& j, const sensing& s, const point& at, const point& velocity) {
    const double x = at.x - s.at.x, y = at.y - s.at.y, r = std::sqrt(x * x + y * y);
    if (!(r > 0)) return;
    const double rate = (x * velocity.x + y * velocity.y) / r;
    const std::array<double, 4> h{(velocity.x - rate * x / r) / r, x / r, (velocity.y - rate * y / r) / r, y / r};
    for (size_t i = 0; i < 4; ++i)
        for (size_t k = 0; k < 4; ++k) j[i][k] += s.pd / (s.sigma_range_rate * s.sigma_range_rate) * h[i] * h[k];
}

// J += pd H' R^-1 H at a place.
inline void look(matrix& j, const sensing& s, const point& at) {
    double xx = 0, xy = 0, yy = 0;
    if (s.polar) {
        const double x = at.x - s.at.x, y = at.y - s.at.y, r2 = x * x + y * y;
        if (!(r2 > 0)) return; // over the sensor neither range nor bearing tells anything to first order
        const double along = s.pd / (s.sigma_range * s.sigma_range) / r2,
                     across = s.pd / (s.sigma_bearing * s.sigma_bearing) / (r2 * r2);
        xx = along * x * x + across * y * y, yy = along * y * y + across * x * x;
        xy = along * x * y - across * x * y;
    } else xx = yy = s.pd / (s.sigma_xy * s.sigma_xy);
    j[0][0] += xx, j[0][2] += xy, j[2][0] += xy, j[2][2] += yy;
}
} // namespace bounds

struct path_point {
    double t = 0; // s
    point at;
    std::optional<point> velocity; // m/s; needed where a range rate is measured
};

// Of each point of a path, the least variance of position: x and y together [m^2]. Throws std::domain_error, and
// std::invalid_argument for noise that is not above 0, and a range rate without velocities.
inline std::vector<double> position_bound(std::span<const path_point> path, const bound_model& m) {
    const sensing& s = m.sensor;
    if (s.polar ? !(s.sigma_range > 0 && s.sigma_bearing > 0) : !(s.sigma_xy > 0))
        throw std::invalid_argument("bound: the noise of the sensor must be above 0");
    if (!(s.pd > 0 && s.pd <= 1 && m.q >= 0 && m.sigma_velocity > 0))
        throw std::invalid_argument("bound: expected 0 < pd <= 1, q of 0 or more, a velocity known to some degree");
    std::vector<double> out;
    const double known = 1e-12, v = 1 / (m.sigma_velocity * m.sigma_velocity);
    bounds::matrix j{}, p{};
    j[0][0] = j[2][2] = known, j[1][1] = j[3][3] = v;
    double next = path.empty() ? 0 : path.front().t;
    for (size_t k = 0; k < path.size(); ++k) {
        if (k > 0) {
            p = bounds::inverse(j);
            bounds::predict(p, path[k].t - path[k - 1].t, m.q);
            j = bounds::inverse(p);
        }
        if (path[k].t >= next - 1e-9) {
            bounds::look(j, s, path[k].at);
            if (s.polar && s.sigma_range_rate > 0) {
                if (!path[k].velocity) throw std::invalid_argument("bound: a range rate needs the path's velocities");
                bounds::look_at_rate(j, s, path[k].at, *path[k].velocity);
            }
            while (m.period > 0 && next <= path[k].t + 1e-9) next += m.period;
        }
        p = bounds::inverse(j);
        out.push_back(p[0][0] + p[2][2]);
    }
    return out;
}
} // namespace qiki::score
