// SPDX-License-Identifier: MIT
// tracking/undetected.hpp - how dense over ground the targets are that no track stands for yet: what a plot that nobody
// claims is worth.
//
// Targets not yet detected are a Poisson process (Williams 2015, IEEE TAES 51(3), III-B): a look leaves 1 - Pd of them,
// time takes some and adds births. Births balance deaths, so that a population of n with mean life T has n / T of them
// a second. At a first look nothing is known but the plots: their number beyond the expected clutter.
#pragma once
#include "field.hpp"

namespace tracking {

// Mean of a >= 0 after n events of Poisson(a + known) and a flat prior: n + 1 - known + known B, where B is Erlang's
// loss formula (it is the ratio of two incomplete gamma functions), by its recursion (Jagerman 1974).
inline double excess(size_t n, double known) {
    double b = 1;
    for (size_t k = 1; k <= n; ++k) b = known * b / (static_cast<double>(k) + known * b);
    return static_cast<double>(n) + 1 - known + known * b;
}
// The same with an exponential prior of this mean instead, > 0.
inline double excess(size_t n, double known, double mean) {
    const double sharper = 1 + 1 / mean;
    return excess(n, known * sharper) / sharper;
}

// Arrivals a second after so many were seen in so many seconds: the mean of the gamma posterior, the prior worth one of
// them at the rate of a steady state (Gelman, Carlin, Stern, Dunson, Vehtari, Rubin 2013, 2.6).
inline double arrival_rate(double seen, double time, double steady) { return (1 + seen) / (1 / steady + time); }

// What a frame looked at, and the false plots that are expected there.
struct glimpse {
    double from = 0, to = 0; // bearing
    double area = 0;         // m^2 of ground; 0: not known
    double clutter = 0;      // plots
};

// By bearing, for one sensor. No padding: it is saved as it stands.
class undetected {
public:
    // Counts what the sensor reaches, for frames that do not say where they looked.
    void stretch(const plot& p) {
        const double e = p.at[0] - p.antenna[0], n = p.at[1] - p.antenna[1];
        far_ = std::max(far_, e * e + n * n);
        ++plots_;
        const double de = e - mean_[0], dn = n - mean_[1], part = 1 / static_cast<double>(plots_);
        mean_[0] += part * de, mean_[1] += part * dn;
        moment_[0] += de * (e - mean_[0]), moment_[1] += de * (n - mean_[1]), moment_[2] += dn * (n - mean_[1]);
    }

    // Area and clutter of frame f. Where it tells no limit of range: to the farthest plot so far, and a little farther;
    // where it tells nothing: 12 roots of the determinant of the plots' covariance, the area of a rectangle that is
    // evenly filled (a disc's is 4 pi of them).
    glimpse look(const qiki_frame& f, const assumptions& a) const {
        if (field whole; field::of(f, a, whole)) {
            const field::content all = whole.all({}, {});
            return {whole.from, whole.from + whole.width, all.ground, all.clutter};
        }
        glimpse g;
        const auto n = static_cast<double>(plots_);
        const bool sector = f.valid & QIKI_FRAME_HAS_SECTOR, ranges = sector && f.range[1] > f.range[0];
        double width = 2 * QIKI_PI;
        g.to = width;
        const double arc = f.bearing[1] - f.bearing[0], part = arc - width * std::floor(arc / width);
        if (sector && part > 0 && arc < width) g.from = f.bearing[0], g.to = g.from + part, width = part;
        double near = 0, reach = 0;
        if (ranges) near = f.range[0], reach = f.range[1];
        else if (sector && plots_) reach = qiki_sqrt(far_ * (n + 1) / n);
        if (reach > near) g.area = width / 2 * (reach * reach - near * near);
        else if (plots_ > 2) {
            g.area = 12 * qiki_sqrt(std::max(moment_[0] * moment_[2] - moment_[1] * moment_[1], 0.0)) / (n - 1);
            reach = qiki_sqrt(2 * g.area / width); // of a disc sector as large
        }
        const bool stated = states_clutter(f);
        if (stated && f.clutter_kind == QIKI_POLAR)
            g.clutter = f.clutter_density * beyond_position(f, a) * width * (reach - near);
        else g.clutter = (stated ? f.clutter_density : a.clutter_density) * g.area;
        // Limits that cannot be limits of a radar say nothing.
        if (!(g.area > 1 && g.area < farthest * farthest && g.clutter < farthest && std::fabs(g.from) < farthest))
            g = {};
        return g;
    }

    // Before a look at g at time t, of which `alone` plots found no track: the mean density of undetected targets
    // there. alive: targets of whom there is a track; fresh: how many came after the first look; life: mean time they
    // stay, s.
    struct census {
        size_t alone;
        double pd, alive, fresh, life;
    };
    double expect(const glimpse& g, qiki_ns t, const census& c) {
        size_t first = 0, known = 0;
        double sum = 0, all = 0;
        each(g, [&](const bin& b) { ++(b.area > 0 ? known : first); });
        for (const bin& b : bins_) all += b.area;
        if (first) {
            const double part = static_cast<double>(first) / static_cast<double>(first + known);
            new_alone_ += static_cast<double>(c.alone) * part, new_clutter_ += g.clutter * part,
                new_area_ += g.area * part;
        }
        first_ = first > known;
        if (!(new_area_ > 0)) return 0;
        if (first_) begun_ = std::max(begun_, t);
        const double at_first = excess(static_cast<size_t>(new_alone_ + 0.5), new_clutter_) / (c.pd * new_area_);
        const double one = g.area / static_cast<double>(first + known);
        all += one * static_cast<double>(first);
        const double rate = arrival_rate(c.fresh, seconds(t - begun_), (c.alive + 1) / c.life);
        each(g, [&](bin& b) {
            if (!(b.area > 0)) b.density = at_first;
            else if (t > b.t) {
                const double left = qiki_exp(-seconds(t - b.t) / c.life);
                b.density = b.density * left + (1 - left) * c.life * rate / all;
            }
            b.t = t, b.area = one;
            sum += b.density;
            b.density *= 1 - c.pd;
        });
        return sum / static_cast<double>(first + known);
    }
    // Whether most of what the last look saw was never looked at before.
    bool first() const { return first_; }
    qiki_ns begun() const { return begun_; }

private:
    struct bin {
        qiki_ns t = 0;
        double density = 0, area = 0; // 1/m^2 after the last look; m^2, 0: never looked at
    };
    // The bins whose middle was looked at; of a look narrower than a bin, the one that it began in.
    template <class F>
    void each(const glimpse& g, F&& f) {
        constexpr double step = 2 * QIKI_PI / sensor::bins;
        bool any = false;
        for (size_t b = 0; b < bins_.size(); ++b)
            if (inside_arc((static_cast<double>(b) + 0.5) * step, g.from, g.to)) f(bins_[b]), any = true;
        if (any) return;
        const double from = g.from / step - sensor::bins * std::floor(g.from / (2 * QIKI_PI));
        f(bins_[static_cast<size_t>(from) % bins_.size()]);
    }
    std::array<bin, sensor::bins> bins_{};
    std::array<double, 2> mean_{};
    std::array<double, 3> moment_{};
    double far_ = 0; // square of the greatest range
    uint64_t plots_ = 0;
    uint64_t first_ = 0;
    qiki_ns begun_ = INT64_MIN;                             // end of the first looks
    double new_alone_ = 0, new_clutter_ = 0, new_area_ = 0; // of all first looks
};
static_assert(sizeof(undetected) == 64 * 24 + 12 * 8 && std::is_trivially_copyable_v<undetected>);

} // namespace tracking
