// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/course.hpp - how others go on from where they were seen: straight, pushed, or falling.
#pragma once
#include "docking.hpp"
#include <algorithm>
#include <cstdint>

namespace craft {

// dt seconds on, or back, under a push in m/s^2: in closed form, or falling by the classical fourth-order Runge-Kutta
// (Kutta 1901).
inline void fall(vec3& pos, vec3& vel, const attraction& g, double dt, vec3 push = {}) {
    if (g.mu == 0) {
        pos += dt * vel, pos += (dt * dt / 2) * push, vel += dt * push;
        return;
    }
    const double longest = std::min(1.0, 0.02 * qiki_sqrt(g.radius * g.radius * g.radius / g.mu));
    const auto steps = static_cast<int64_t>(qiki_fabs(dt) / longest) + 1;
    const double h = dt / static_cast<double>(steps);
    for (int64_t k = 0; k < steps; ++k) {
        const auto on = [&](vec3 p) { return g.on(p) + push; };
        const vec3 a = on(pos), vb = vel + (h / 2) * a, b = on(pos + (h / 2) * vel), vc = vel + (h / 2) * b,
                   c = on(pos + (h / 2) * vb), vd = vel + h * c, d = on(pos + h * vc);
        pos += (h / 6) * (vel + 2 * vb + 2 * vc + vd), vel += (h / 6) * (a + 2 * b + 2 * c + d);
    }
}

// A station on its way: it falls or does not, and beside that is pushed, m/s^2.
struct course {
    pose at;
    vec3 push;
    bool falls = false;
};

inline pose moved_on(const course& c, const attraction& g, double dt) {
    pose p = moved_on(c.at, dt);
    p.pos = c.at.pos;
    fall(p.pos, p.vel, c.falls ? g : attraction{}, dt, c.push);
    return p;
}

// What two agree on, axis by axis: the smaller one, or nothing where they point to opposite sides. So a jump of the
// velocity, or a pulse, is not taken for something that lasts.
inline vec3 common(vec3 a, vec3 b) {
    const auto one = [](double x, double y) { return x * y <= 0 ? 0 : qiki_fabs(x) < qiki_fabs(y) ? x : y; };
    return {one(a.x, b.x), one(a.y, b.y), one(a.z, b.z)};
}

// What was seen of a station last, and what follows for its course. Truth tells no acceleration, so it is the mean
// between two records. Eight bytes each, for checkpoints.
struct sighting {
    int64_t t = -1; // -1: none
    vec3 pos, vel;
    vec3 gain, excess; // mean acceleration since the record before: of all, of what is no fall
    vec3 push;         // what is thought to last
    uint64_t falls = 0;

    void note(int64_t when, const pose& p, const attraction& g) {
        if (when == t) return;
        if (t < 0 || when < t) {
            *this = {};
            falls = g.mu > 0; // as it is in an orbit, until it is seen to go otherwise
        } else {
            const double dt = static_cast<double>(when - t) / 1e9;
            vec3 there = pos, fallen = vel;
            fall(there, fallen, g, dt);
            const vec3 all = (1 / dt) * (p.vel - vel), more = (1 / dt) * (p.vel - fallen);
            if (2 * length(more) < length(all)) falls = g.mu > 0;
            else if (2 * length(all) < length(more)) falls = 0;
            push = falls ? common(more, excess) : common(all, gain);
            gain = all, excess = more;
        }
        t = when, pos = p.pos, vel = p.vel;
    }
    // It is known to go that way.
    void believe(const course& c, const attraction& g) {
        const vec3 pull = g.on(c.at.pos);
        falls = c.falls, push = c.push, gain = c.falls ? c.push + pull : c.push, excess = gain - pull;
    }
};

} // namespace craft
