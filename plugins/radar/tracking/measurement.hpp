// SPDX-License-Identifier: MIT
// tracking/measurement.hpp - what a state would look like to the antenna, and how far a plot is from it.
//
// Extended Kalman filter on the components as measured: range, bearing, elevation and range rate of a moving, turned
// antenna; ENU position; pressure height. Bar-Shalom, Li, Kirubarajan 2001, 10.3. To the variance of range, rate and
// angles the second-order term 1/2 tr((Hessian P)^2) is added (10.3.2), which keeps the filter consistent where the
// state is known worse than the sensor measures, or where the target passes close to or above the antenna. A height
// that is not measured enters it at most as uncertain as the horizontal position: its error lasts, and is not noise of
// each plot.
#pragma once
#include "plot.hpp"
#include <algorithm>

namespace tracking {

struct innovation {
    size_t m = 0;
    bool rates = false;          // some component depends on velocity
    std::array<double, 4> nu{};  // measured minus expected, angles wrapped
    std::array<double, 24> h{};  // Jacobian, rows of 6
    std::array<double, 24> ph{}; // P H^T: row k is P times row k of h
    std::array<double, 16> r{};  // measurement covariance with what linearisation adds
    std::array<double, 16> l{};  // Cholesky factor of S
    double d2 = 0, root_det = 1; // squared distance; square root of det S
    bool good = false;           // S is positive definite

    // ln of the density of nu.
    double log_density() const {
        return -0.5 * (d2 + static_cast<double>(m) * 1.8378770664093453) - qiki_log(root_det);
    }
};

// Bearing z of plot p minus that of what is seen at (right, ahead). A small difference is had from its tangent, by five
// terms of the series of Gregory 1671: the next one is below the last bit.
inline double bearing_off(const plot& p, double z, double right, double ahead) {
    const double across = p.toward[0] * ahead - p.toward[1] * right, along = p.toward[0] * right + p.toward[1] * ahead;
    if (!(std::fabs(across) < 0.02 * along)) return wrapped(z - qiki_atan2(right, ahead));
    const double t = across / along, t2 = t * t;
    return t * (1 - t2 * (1.0 / 3 - t2 * (1.0 / 5 - t2 * (1.0 / 7 - t2 / 9))));
}

// Expected values and Jacobian of plot p for state x; g gives the covariance for the second-order terms. mean: expect
// the mean of the range over g, which is longer than that of the mean position.
inline void expect_around(const gaussian& g, const std::array<double, 6>& x, const plot& p, const viewpoint& v,
                          innovation& o, bool mean) {
    o.m = p.m, o.r = p.r, o.h = {}, o.rates = false;
    vec3 d{x[0] - p.antenna[0], x[1] - p.antenna[1], v.plane ? p.rise : x[2] - p.antenna[2]};
    const double r2 = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
    const vec3 u = v.turned ? v.frame.into(d) : d;
    const double g2 = u[0] * u[0] + u[1] * u[1], range = qiki_sqrt(r2), ground = qiki_sqrt(g2);
    const double loose = g.horizontal() + (g.at(2, 2) < g.horizontal() ? g.at(2, 2) : g.horizontal());
    const double blur = g2 > 0 ? loose / g2 : 2; // square of what is unknown of the angle already
    const auto put = [&](size_t k, const vec3& body) {
        const vec3 e = v.turned ? v.frame.back(body) : body;
        for (size_t i = 0; i < 3; ++i) o.h[6 * k + i] = e[i];
    };
    for (size_t k = 0; k < p.m; ++k) {
        double* h = &o.h[6 * k];
        switch (p.what[k]) {
        case component::range: {
            if (!(range > 0)) break;
            for (size_t i = 0; i < 3; ++i) h[i] = d[i] / range;
            const double along = h[0] * h[0] * g.at(0, 0) + 2 * h[0] * h[1] * g.at(0, 1) + h[1] * h[1] * g.at(1, 1);
            const double across = along < loose ? (loose - along) / range : 0;
            o.r[5 * k] += across * across / 2;
            o.nu[k] = p.z[k] - range - (mean ? across / 2 : 0);
            break;
        }
        case component::bearing:
        case component::elevation: {
            // Nearly over the antenna the angle says nothing that could be linearised.
            o.nu[k] = 0;
            if (blur > 1) {
                o.r[5 * k] += blur * blur / 2;
                break;
            }
            if (p.what[k] == component::bearing && !v.turned) {
                // Hessian -1/ground^2 between the radial (a) and the transverse (b) direction.
                const double a =
                    (d[0] * d[0] * g.at(0, 0) + 2 * d[0] * d[1] * g.at(0, 1) + d[1] * d[1] * g.at(1, 1)) / g2;
                const double c =
                    (d[0] * d[1] * (g.at(1, 1) - g.at(0, 0)) + (d[0] * d[0] - d[1] * d[1]) * g.at(0, 1)) / g2;
                o.r[5 * k] += (a * (g.horizontal() - a) + c * c) / (g2 * g2);
            } else {
                o.r[5 * k] += blur * blur / 2;
            }
            if (p.what[k] == component::bearing) {
                o.nu[k] = bearing_off(p, p.z[k], u[0], u[1]);
                put(k, {u[1] / g2, -u[0] / g2, 0});
            } else {
                o.nu[k] = wrapped(p.z[k] - qiki_atan2(u[2], ground));
                put(k, {-u[0] * u[2] / (ground * r2), -u[1] * u[2] / (ground * r2), ground / r2});
            }
            break;
        }
        case component::range_rate: {
            if (!(range > 0)) break;
            o.rates = true;
            double closing = 0;
            for (size_t i = 0; i < 3; ++i) closing += d[i] * (x[3 + i] - v.velocity[i]) / range;
            for (size_t i = 0; i < 3; ++i) {
                h[3 + i] = d[i] / range;
                h[i] = (x[3 + i] - v.velocity[i] - closing * d[i] / range) / range;
            }
            o.nu[k] = p.z[k] - closing;
            // What is unknown across the sight, of position and of velocity, multiplies: Hessian 1/range between them.
            const double flat = d[0] * d[0] + d[1] * d[1];
            if (!(flat > 0)) break;
            const auto across = [&](size_t i, size_t j) {
                return (d[1] * d[1] * g.at(i, j) - d[0] * d[1] * (g.at(i, j + 1) + g.at(i + 1, j)) +
                        d[0] * d[0] * g.at(i + 1, j + 1)) /
                       flat;
            };
            const double both = across(0, 3);
            o.r[5 * k] += (across(0, 0) * across(3, 3) + both * both) / r2;
            if (mean) o.nu[k] -= both / range;
            break;
        }
        case component::east:
        case component::north:
        case component::up: {
            const auto i = static_cast<size_t>(p.what[k]) - static_cast<size_t>(component::east);
            h[i] = 1;
            o.nu[k] = p.z[k] - x[i];
            break;
        }
        case component::height: // above the curved earth, from the flat plane of ENU
            h[0] = x[0] / earth_radius, h[1] = x[1] / earth_radius, h[2] = 1;
            o.nu[k] = p.z[k] - (x[2] + v.origin_height + (x[0] * x[0] + x[1] * x[1]) / (2 * earth_radius));
            break;
        }
    }
    if (v.plane)
        for (size_t k = 0; k < p.m; ++k) o.h[6 * k + 2] = o.h[6 * k + 5] = 0;
}

// Covariance of a state whose position is known as well as a plot says, and no better; its velocity as of `other`.
inline gaussian around(const plot& p, const gaussian& other) {
    gaussian g{};
    for (size_t i = 3; i < 6; ++i)
        for (size_t j = 3; j < 6; ++j) g.at(i, j) = other.at(i, j);
    for (size_t i = 0; i < 3; ++i)
        for (size_t j = 0; j < 3; ++j) g.at(i, j) = p.cov[3 * i + j];
    return g;
}

// The same. A state that may be on either side of the antenna has no bearing, and no plane touches the curved range
// over all of it: there the linearisation is done around the plot, whose place is known better, and a plot on the other
// side is as far from the state as it is on the ground.
inline void expect(const gaussian& g, const std::array<double, 6>& x, const plot& p, const viewpoint& v, innovation& o,
                   bool mean = true) {
    const double e = x[0] - p.antenna[0], n = x[1] - p.antenna[1];
    const double flat = g.horizontal(), loose = flat + (g.at(2, 2) < flat ? g.at(2, 2) : flat);
    const bool overhead = p.what[0] == component::range && loose > e * e + n * n;
    if (!overhead) return expect_around(g, x, p, v, o, mean);
    const std::array<double, 6> there{p.at[0], p.at[1], p.at[2], x[3], x[4], x[5]};
    expect_around(around(p, g), there, p, v, o, false);
    for (size_t k = 0; k < o.m; ++k)
        for (size_t i = 0; i < 3; ++i) o.nu[k] -= o.h[6 * k + i] * (x[i] - there[i]);
}

// What a plot's first component says, apart from the rest.
struct first_component {
    component what = component::up; // range, east, or nothing that would help
    uint32_t m = 0;                 // components of the plot
    double z = 0, r = 0, rise = 0;
    vec3 antenna{};
    static first_component of(const plot& p) {
        return {p.what[0], static_cast<uint32_t>(p.m), p.z[0], p.r[0], p.rise, p.antenna};
    }
};

// The squared distance from state g (of which the position suffices) in the first component alone: never more than in
// all of them, and had without an angle. 0: not so simple here.
inline double least_distance(const gaussian& g, const first_component& p, bool plane) {
    if (p.what == component::east) {
        const double nu = p.z - g.x[0];
        return nu * nu / (g.at(0, 0) + p.r);
    }
    if (p.what != component::range) return 0;
    const vec3 d{g.x[0] - p.antenna[0], g.x[1] - p.antenna[1], plane ? p.rise : g.x[2] - p.antenna[2]};
    const double g2 = d[0] * d[0] + d[1] * d[1], range = qiki_sqrt(g2 + d[2] * d[2]);
    const double flat = g.horizontal(), loose = flat + (g.at(2, 2) < flat ? g.at(2, 2) : flat);
    if (!(range > 0) || loose > g2) return 0;
    const double part = 1 / range;
    const vec3 h{d[0] * part, d[1] * part, plane ? 0 : d[2] * part};
    const double along = h[0] * h[0] * g.at(0, 0) + 2 * h[0] * h[1] * g.at(0, 1) + h[1] * h[1] * g.at(1, 1);
    const double across = along < loose ? (loose - along) * part : 0, nu = p.z - range - across / 2;
    const double s = along + h[2] * (2 * (h[0] * g.at(0, 2) + h[1] * g.at(1, 2)) + h[2] * g.at(2, 2)) + p.r;
    return nu * nu / (s + across * across / 2);
}

// S = H P H^T + R, its factor, and the squared distance. Where no rate was measured they need the first three rows and
// columns of P alone, and P H^T is right as far as these are.
template <size_t M, size_t Width>
void weigh(const gaussian& g, innovation& o) {
    for (size_t k = 0; k < M; ++k) {
        std::array<double, 6> sum{};
        for (size_t j = 0; j < Width; ++j)
            for (size_t i = 0; i < 6; ++i) sum[i] += g.at(j, i) * o.h[6 * k + j];
        std::copy(sum.begin(), sum.end(), &o.ph[6 * k]);
    }
    for (size_t k = 0; k < M; ++k)
        for (size_t n = 0; n <= k; ++n) {
            double v = o.r[4 * k + n];
            for (size_t j = 0; j < Width; ++j) v += o.h[6 * k + j] * o.ph[6 * n + j];
            o.l[4 * k + n] = v;
        }
    o.good = factor(o.l.data(), M);
    if (!o.good) return;
    std::array<double, 4> y = o.nu;
    solve_lower(o.l.data(), M, y.data());
    o.root_det = 1;
    o.d2 = 0;
    for (size_t k = 0; k < M; ++k) o.d2 += y[k] * y[k], o.root_det *= o.l[5 * k];
}
inline void weigh(const gaussian& g, innovation& o) {
    if (o.m == 0) o.good = false;
    with_size(o.m, [&](auto m) {
        if (o.rates) weigh<m, 6>(g, o);
        else weigh<m, 3>(g, o);
    });
}

// Plot p against state g, which must be predicted to the plot's time.
inline void compare(const gaussian& g, const plot& p, const viewpoint& v, innovation& o) {
    expect(g, g.x, p, v, o);
    weigh(g, o);
}

} // namespace tracking
