// SPDX-License-Identifier: MIT
// tracking/initiate.hpp - a track from one plot: its velocity unknown up to a greatest speed, until a second plot gives
// it.
//
// The second plot through the filter is two-point differencing (Bar-Shalom, Li, Kirubarajan 2001, 5.5.3) that also
// knows the prior: variance (greatest speed)^2 / 4 per axis is that of a velocity uniform in a disc.
#pragma once
#include "renewal.hpp"
#include "track.hpp"

namespace tracking {

struct initiator {
    double max_speed = 400, max_climb = 50; // m/s
    double share = 0.02;                    // of plots without track that are of a new target: existence at birth
    double rate_gate = 1e300;               // a range rate whose squared innovation is beyond it says nothing

    track start(uint64_t id, const plot& p, const viewpoint& v) const {
        track x;
        x.id = id;
        x.t = x.t_update = x.t_birth = x.t_existence = p.t;
        for (size_t i = 0; i < 3; ++i) {
            x.state.x[i] = p.at[i];
            for (size_t j = 0; j < 3; ++j) x.state.at(i, j) = (p.cov[3 * i + j] + p.cov[3 * j + i]) / 2;
        }
        x.state.at(3, 3) = x.state.at(4, 4) = max_speed * max_speed / 4;
        if (!v.plane) x.state.at(5, 5) = max_climb * max_climb / 4;
        radial(x, p, v);
        x.log_odds = x.log_odds_first = qiki_log(share / (1 - share));
        x.identity.hear(p.who);
        return x;
    }

    // The state of a track of two plots, when no third lies where they point: perhaps they were not of one target, and
    // then the newer one still is as good as a first.
    gaussian reopened(const gaussian& g, bool plane) const {
        gaussian o = g;
        for (size_t i = 0; i < 3; ++i)
            for (size_t j = 0; j < 3; ++j) o.at(i, j + 3) = o.at(j + 3, i) = o.at(i + 3, j + 3) = 0;
        o.x[3] = o.x[4] = o.x[5] = 0;
        o.at(3, 3) = o.at(4, 4) = max_speed * max_speed / 4;
        if (!plane) o.at(5, 5) = max_climb * max_climb / 4;
        return o;
    }

    // Whether the way from state g to plot p, dt > 0 seconds later, can be flown; `sigmas` of both positions are given
    // away.
    bool reachable(const gaussian& g, const plot& p, double dt, double sigmas) const {
        return tracking::reachable(g, p, max_speed * dt, sigmas);
    }

private:
    // A measured range rate says one component of the velocity at once.
    void radial(track& x, const plot& p, const viewpoint& v) const {
        for (size_t k = 0; k < p.m; ++k) {
            if (p.what[k] != component::range_rate) continue;
            plot only = p;
            only.m = 1, only.what[0] = component::range_rate, only.z[0] = p.z[k], only.r[0] = p.r[5 * k];
            innovation o;
            compare(x.state, only, v, o);
            if (o.good && o.d2 <= rate_gate) update(x.state, only, v, o), x.moving = 1;
        }
    }
};

} // namespace tracking
