// SPDX-License-Identifier: MIT
// plugins/bridges/registration/bias.cpp - the filter of three states.
#include "bias.hpp"
#include "qiki/math.h"

namespace registration {

bias::bias(const assumed& a) : a_(a) {
    for (unsigned i = 0; i < 3; ++i) p_[4 * i] = a.first[i] * a.first[i];
    if (!a.delay) p_[8] = a_.wander[2] = 0;
}

double bias::sigma(unsigned i) const { return qiki_sqrt(p_[4 * i]); }

double bias::spread(const row& h, const row& g) const {
    double sum = 0;
    for (unsigned i = 0; i < 3; ++i)
        for (unsigned j = 0; j < 3; ++j) sum += h[i] * p_[3 * i + j] * g[j];
    return sum;
}

bool bias::take(const difference& d, std::array<double, 2>& left) {
    if (begun_ && d.t > t_)
        for (unsigned i = 0; i < 3; ++i) p_[4 * i] += a_.wander[i] * a_.wander[i] * (d.t - t_);
    t_ = begun_ && d.t < t_ ? t_ : d.t, begun_ = true;

    constexpr double limit = 18.420680743952367; // -2 ln(1 - 0.9999)
    const row h{1, 0, -d.range_rate}, g{0, 1, -d.azimuth_rate};
    const double vr = a_.range * a_.range, va = a_.azimuth * a_.azimuth;
    left = {d.range, d.azimuth};
    for (unsigned i = 0; i < 3; ++i) left[0] -= h[i] * x_[i], left[1] -= g[i] * x_[i];
    const double rr = spread(h, h) + vr, ra = spread(h, g), aa = spread(g, g) + va, det = rr * aa - ra * ra;
    const double d2 = (aa * left[0] * left[0] - 2 * ra * left[0] * left[1] + rr * left[1] * left[1]) / det;
    if (!(d2 <= limit)) return false;
    update(h, left[0], vr);
    double rest = d.azimuth; // the first update moved the states
    for (unsigned i = 0; i < 3; ++i) rest -= g[i] * x_[i];
    update(g, rest, va);
    return true;
}

// Joseph form for one scalar: Bar-Shalom, Li, Kirubarajan 2001, eq. 5.2.3-18.
void bias::update(const row& h, double residual, double variance) {
    const double s = spread(h, h) + variance;
    row k{};
    for (unsigned i = 0; i < 3; ++i) {
        for (unsigned j = 0; j < 3; ++j) k[i] += p_[3 * i + j] * h[j];
        k[i] /= s;
        x_[i] += k[i] * residual;
    }
    std::array<double, 9> a{}, ap{}, next{};
    for (unsigned i = 0; i < 3; ++i)
        for (unsigned j = 0; j < 3; ++j) a[3 * i + j] = (i == j) - k[i] * h[j];
    for (unsigned i = 0; i < 3; ++i)
        for (unsigned j = 0; j < 3; ++j)
            for (unsigned n = 0; n < 3; ++n) ap[3 * i + j] += a[3 * i + n] * p_[3 * n + j];
    for (unsigned i = 0; i < 3; ++i)
        for (unsigned j = i; j < 3; ++j) {
            double v = k[i] * variance * k[j];
            for (unsigned n = 0; n < 3; ++n) v += ap[3 * i + n] * a[3 * j + n];
            next[3 * i + j] = next[3 * j + i] = v;
        }
    p_ = next;
}
} // namespace registration
