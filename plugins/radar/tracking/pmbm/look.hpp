// SPDX-License-Identifier: MIT
// tracking/pmbm/look.hpp - one frame as the mixture sees it, and the rules it is weighed by.
#pragma once
#include "../renewal.hpp"
#include "poisson.hpp"

namespace tracking::pmbm {

struct rules {
    gates gate{};
    identity_errors errors = identity_errors::of(1e-6, 1e-3);
    white_acceleration motion{};
    bool use_identity = true;
    bounds most{};
    double max_late = 10;
    qiki_ns drop_time = 60'000'000'000;
    qiki_ns look_back = 0;   // so far back leaves remember where they were; 0: they do not
    size_t hypotheses = 100; // of a cluster, at most
    size_t members = 100;    // targets of clusters that a plot may join, at most
    size_t memory = 5;       // looks after which two ways that took the same plots are one
    double prune = 1e-4;     // share of the best hypothesis below which another is dropped
    double recycle = 1e-4;   // a target less likely than this goes back to the Poisson part
};

// A plot nobody has to take: the density of plots that are false or of a new target, and that target.
struct first_plot {
    double log_null = 0; // ln of both densities together
    double r = 0;        // share of the new target
    gaussian state{};
    uint32_t moving = 0;
};

struct look {
    const qiki_frame& frame;
    const viewpoint& view;
    const coverage& looked;
    std::span<const plot> plots;
    std::span<const first_plot> fresh; // of each plot
    uint64_t serial;                   // number of the first plot; others follow
    size_t sensor;
    qiki_ns period; // 0: unknown
    double pd;
    bool whole; // silence is a miss
};

// What one leaf becomes by a plot of this look.
inline void take(leaf& l, const plot& p, const look& k, const rules& s, uint64_t serial) {
    innovation o;
    const double dt = static_cast<double>(p.t - l.t) * 1e-9;
    gaussian g = seen_at(l.state, dt, s.motion);
    if (!take_plot(g, dt, p, k.view, s, o)) return;
    slowed_down(g, s.most);
    l.t = std::max(l.t, p.t);
    l.state = g;
    l.t_update = std::max(l.t_update, p.t);
    l.r = 1;
    l.moving = 1;
    l.sensor = k.sensor;
    l.look(serial);
    l.identity.hear(p.who);
}

} // namespace tracking::pmbm
