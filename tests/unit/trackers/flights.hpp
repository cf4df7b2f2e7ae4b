// SPDX-License-Identifier: MIT
// tests/unit/trackers/flights.hpp - one target, one radar and a filter, many times: NEES, NIS, and RMSE over the
// posterior Cramer-Rao bound.
#pragma once
#include "plugins/radar/tracking/filters/extended.hpp"
#include "plugins/radar/tracking/models/constant_velocity.hpp"
#include "qiki/random.h"
#include <vector>

namespace flights {

using namespace tracking;
using models::column, models::matrix;
using state = filters::normal<4>;

// Measures what it is told to measure, with these standard deviations.
struct antenna {
    std::vector<component> what;
    std::vector<double> sigma;
};

inline double draw(uint64_t run, uint64_t k, uint64_t who, uint32_t i) {
    return qiki_normal(qiki_draw(run, k, who, 7, i / 2), static_cast<int>(i % 2));
}

inline const viewpoint flat = [] {
    viewpoint v;
    v.plane = true;
    return v;
}();

// What the antenna at the origin of the plane would measure of x without error, as a plot with its covariance.
inline plot seen(const column<4>& x, const antenna& a) {
    plot p;
    p.m = a.what.size();
    for (size_t k = 0; k < p.m; ++k) p.what[k] = a.what[k], p.r[5 * k] = a.sigma[k] * a.sigma[k];
    innovation o;
    expect(gaussian{}, {x[0], x[1], 0, x[2], x[3], 0}, p, flat, o, false);
    for (size_t k = 0; k < p.m; ++k) p.z[k] = -o.nu[k];
    return p;
}
// The same with errors, and the place it says for the iteration.
inline plot measured(const column<4>& x, const antenna& a, uint64_t run, uint64_t k) {
    plot p = seen(x, a);
    for (size_t i = 0; i < p.m; ++i) {
        p.z[i] += a.sigma[i] * draw(run, k, 1, static_cast<uint32_t>(i));
        if (p.what[i] == component::bearing) p.z[i] = wrapped(p.z[i]);
    }
    if (p.what[0] == component::range) {
        const qiki_sc b = qiki_sincos(p.z[1]);
        p.at = {p.z[0] * b.sin, p.z[0] * b.cos, 0};
        const double across = p.z[0] * p.z[0] * p.r[5], along = p.r[0];
        p.cov[0] = along * b.sin * b.sin + across * b.cos * b.cos;
        p.cov[4] = along * b.cos * b.cos + across * b.sin * b.sin;
        p.cov[1] = p.cov[3] = (along - across) * b.sin * b.cos;
    } else {
        p.at = {p.z[0], p.z[1], 0};
        p.cov[0] = p.r[0], p.cov[4] = p.r[5];
    }
    return p;
}

struct course {
    state start;                         // where the target is at scan 0, and how well that is known
    models::constant_velocity<2> motion; // of target and filter
    double period = 4;
    size_t scans = 60, runs = 1000;
};
struct record { // means over the runs, a scan each
    std::vector<double> nees, nis, square_error, bound;
    size_t components = 0;

    double ratio(size_t from) const { // RMSE over the bound, from scan `from` on
        double e = 0, b = 0;
        for (size_t k = from; k < nees.size(); ++k) e += square_error[k], b += bound[k];
        return std::sqrt(e / b);
    }
    static double mean(const std::vector<double>& v, size_t from) {
        double s = 0;
        for (size_t k = from; k < v.size(); ++k) s += v[k];
        return s / static_cast<double>(v.size() - from);
    }
    // Share of scans from `from` on with a mean inside the 95 per cent band of `runs` runs and dof degrees of freedom.
    static double inside(const std::vector<double>& v, size_t from, double dof, double runs) {
        const double half = 1.96 * std::sqrt(2 * dof / runs);
        size_t n = 0;
        for (size_t k = from; k < v.size(); ++k) n += std::fabs(v[k] - dof) <= half;
        return static_cast<double>(n) / static_cast<double>(v.size() - from);
    }
};

inline double nees(const state& g, const column<4>& x) {
    const column<4> e = g.x - x;
    return (transposed(e) * solved(models::lower_root(g.p), e))[0];
}

// filter: .begin(state), .predict(dt), .update(plot, innovation), .now() -> state.
template <class F>
record fly(const course& c, const antenna& a, F filter) {
    record r;
    r.components = a.what.size();
    for (auto* v : {&r.nees, &r.nis, &r.square_error, &r.bound}) v->assign(c.scans, 0);
    const auto n = static_cast<double>(c.runs);
    const auto f = c.motion.transition(c.period), q = c.motion.noise(c.period), root = models::lower_root(q);
    const auto spread = models::lower_root(c.start.p);
    const auto inverse = [](const matrix<4, 4>& m) { return solved(models::lower_root(m), models::identity<4>()); };
    for (uint64_t run = 0; run < c.runs; ++run) {
        const auto four = [&](uint64_t k, uint64_t who) {
            column<4> w;
            for (uint32_t i = 0; i < 4; ++i) w[i] = draw(run, k, who, i);
            return w;
        };
        column<4> x = c.start.x + spread * four(0, 3);
        filter.begin(c.start);
        matrix<4, 4> information = inverse(c.start.p);
        for (size_t k = 0; k < c.scans; ++k) {
            x = f * x + root * four(k, 2);
            filter.predict(c.period);
            const plot p = measured(x, a, run, k);
            innovation o;
            filter.update(p, o);
            r.nis[k] += o.d2 / n;
            const state g = filter.now();
            r.nees[k] += nees(g, x) / n;
            r.square_error[k] += ((g.x[0] - x[0]) * (g.x[0] - x[0]) + (g.x[1] - x[1]) * (g.x[1] - x[1])) / n;
            // Tichavsky, Muravchik, Nehorai 1998, IEEE Trans. Signal Processing 46(5), eq. 21 for linear motion, along
            // this path. Informations averaged over paths before the inversion would be a bound that none can reach:
            // the range of one path tells the cross-range of another.
            expect(gaussian{}, {x[0], x[1], 0, x[2], x[3], 0}, p, flat, o, false);
            information = inverse(q + congruent(f, inverse(information)));
            for (size_t i = 0; i < o.m; ++i)
                add_square(information, column<4>{{o.h[6 * i], o.h[6 * i + 1], o.h[6 * i + 3], o.h[6 * i + 4]}},
                           1 / p.r[5 * i]);
            const matrix<4, 4> least = inverse(information);
            r.bound[k] += (least(0, 0) + least(1, 1)) / n;
        }
    }
    return r;
}

} // namespace flights
