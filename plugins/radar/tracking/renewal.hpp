// SPDX-License-Identifier: MIT
// tracking/renewal.hpp - a state takes a plot, also one that comes late or lies far off under its name.
#pragma once
#include "filter.hpp"
#include "gate.hpp"
#include "outlier.hpp"
#include <optional>

namespace tracking {

// What is known of any target without a plot, m/s and m.
struct bounds {
    double max_speed = 400, max_climb = 50, height_sigma = 4000;
};

// A height that nobody measures would grow without end: it stays as uncertain as before any plot. So does a velocity
// that a plot far off made doubtful.
inline void bound(gaussian& g, const bounds& b) {
    const auto shrink = [&](size_t i, double part) {
        for (size_t j = 0; j < 6; ++j) g.at(i, j) *= part, g.at(j, i) *= part;
    };
    const auto keep = [&](size_t i, double most) {
        if (g.at(i, i) > most * most) shrink(i, most / qiki_sqrt(g.at(i, i)));
    };
    keep(2, b.height_sigma);
    keep(5, b.max_climb);
    const double speed2 = g.at(3, 3) + g.at(4, 4);
    if (!(speed2 > 2 * b.max_speed * b.max_speed)) return;
    const double part = qiki_sqrt(2 * b.max_speed * b.max_speed / speed2); // one for both, whatever the axes
    shrink(3, part), shrink(4, part);
}

// Beyond max_speed by more than it may err: no target, or what remains of one after plots of others. It is then
// projected on what can be: Simon, Chia 2002, IEEE TAES 38(1), W = I. The share of its velocity that is left; 1: it can
// be.
inline double share_of_speed(const gaussian& g, const bounds& b) {
    const double err = 3 * qiki_sqrt(g.at(3, 3) + g.at(4, 4)), speed = qiki_sqrt(g.x[3] * g.x[3] + g.x[4] * g.x[4]);
    return speed > b.max_speed + err ? b.max_speed / speed : 1;
}
inline bool slowed_down(gaussian& g, const bounds& b) {
    const double share = share_of_speed(g, b);
    if (share == 1) return false;
    g.x[3] *= share, g.x[4] *= share;
    return true;
}

// Whether plot p is no farther from state g than what can have been flown, m; `sigmas` of both positions are given
// away.
inline bool reachable(const gaussian& g, const plot& p, double flown, double sigmas) {
    const double e = p.at[0] - g.x[0], n = p.at[1] - g.x[1];
    const double reach = flown + sigmas * qiki_sqrt(p.spread + g.horizontal());
    return e * e + n * n <= reach * reach;
}

// g: the state seen at the time of plot p, dt seconds after (or, negative, before) its own. Afterwards it has taken the
// plot and is of the later of both times. S has the rules: motion, gate and most (bounds). Gives the squared distance
// of the plot; nothing, and g is as it was, when none can be said.
template <class S>
std::optional<double> take_plot(gaussian& g, double dt, const plot& p, const viewpoint& v, const S& s, innovation& o,
                                const outliers& wild = {}) {
    compare_at(g, dt, s.motion, p, v, o);
    if (!o.good) return {};
    const double d2 = o.d2;
    if (const double most = s.gate.limit[p.m]; d2 > most) {
        plot vague = wild.loosened(p);
        if (wild.any()) compare_at(g, dt, s.motion, vague, v, o);
        // Taken for its identity although far from where it should be: a manoeuvre or a bad plot, and nobody can say
        // which, so both are less sure than they claim.
        if (const double excess = o.d2 / most; excess > 1) {
            for (double& c : g.p) c *= excess;
            for (double& c : vague.r) c *= excess;
            compare_at(g, dt, s.motion, vague, v, o);
        }
        update(g, vague, v, o, dt < 0);
    } else {
        update(g, p, v, o, dt < 0);
    }
    if (dt < 0) white_acceleration{{0, 0, 0}}.predict(g, -dt); // no noise: it went into the plot
    bound(g, s.most);
    return d2;
}

} // namespace tracking
