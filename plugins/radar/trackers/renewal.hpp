// SPDX-License-Identifier: MIT
// trackers/renewal.hpp - a state takes a plot, also one that comes late or lies far off under its name.
#pragma once
#include "gnn_settings.hpp"

namespace tracking {

// What is known without any plot. A height that nobody measures would grow without end: it stays as uncertain as
// before.
inline void bound(gaussian& g, const gnn_settings& s) {
    const auto shrink = [&](size_t i, double most) {
        if (!(g.at(i, i) > most * most)) return;
        const double part = most / qiki_sqrt(g.at(i, i));
        for (size_t j = 0; j < 6; ++j) g.at(i, j) *= part, g.at(j, i) *= part;
    };
    shrink(2, s.height_sigma);
    shrink(5, s.birth.max_climb);
}

// Beyond max_speed by more than it may err: no target, or what remains of one after plots of others. It is then
// projected on what can be: Simon, Chia 2002, IEEE TAES 38(1), W = I.
inline bool slowed_down(gaussian& g, const gnn_settings& s) {
    const double err = 3 * qiki_sqrt(g.at(3, 3) + g.at(4, 4)), speed = qiki_hypot(g.x[3], g.x[4]);
    if (!(speed > s.birth.max_speed + err)) return false;
    const double share = s.birth.max_speed / speed;
    g.x[3] *= share, g.x[4] *= share;
    return true;
}

// g: the state seen at the time of plot p, dt seconds after (or, negative, before) its own. Afterwards it has taken the
// plot and is of the later of both times.
inline void take_plot(gaussian& g, double dt, const plot& p, const viewpoint& v, const gnn_settings& s, innovation& o) {
    compare_at(g, dt, s.motion, p, v, o);
    // Taken for its identity although far from where it should be: a manoeuvre or a bad plot, and nobody can say
    // which, so both are less sure than they claim.
    if (const double most = s.gate.limit[p.m]; o.d2 > most) {
        const double excess = o.d2 / most;
        plot vague = p;
        for (double& c : g.p) c *= excess;
        for (double& c : vague.r) c *= excess;
        compare_at(g, dt, s.motion, vague, v, o);
        update(g, vague, v, o, dt < 0);
    } else {
        update(g, p, v, o, dt < 0);
    }
    if (dt < 0) white_acceleration{{0, 0, 0}}.predict(g, -dt); // no noise: it went into the plot
    bound(g, s);
}

} // namespace tracking
