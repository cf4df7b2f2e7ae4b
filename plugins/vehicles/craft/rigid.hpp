// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/rigid.hpp - a rigid body that burns propellant: six degrees of freedom, by Runge-Kutta.
#pragma once
#include "hull.hpp"

namespace craft {

struct motion {
    vec3 pos, vel;   // of the centre of mass, world
    quat att;        // body to world
    vec3 rate;       // body axes, rad/s
    double mass = 0; // kg
};

// What acts during a step.
struct push {
    vec3 force, torque; // body axes, about the centre of mass
    double flow = 0;    // propellant that leaves, kg/s
};

struct attraction {
    double mu = 0;     // m^3/s^2
    vec3 at;           // of the attracting body's centre
    double radius = 0; // of its surface, m
    bool holds(vec3 pos) const { return mu > 0 && dot(pos - at, pos - at) < radius * radius; }
    vec3 on(vec3 pos) const {
        if (mu == 0) return {};
        const vec3 r = pos - at;
        const double d = length(r);
        return d > 0 ? (-mu / (d * d * d)) * r : vec3{};
    }
};

struct change {
    vec3 pos, vel, rate;
    quat att;
    double mass;
};

// Newton's and Euler's equations. Mass that leaves takes with it the momentum and the spin it had as a part of the
// body, so neither velocity nor rate changes by the burning itself; what the exhaust adds is force and torque (Meriam,
// Kraige 2012, "Engineering mechanics: dynamics", 4/7; Wertz 1978, "Spacecraft attitude determination and
// control", 16.1-16.2). `more` adds what depends on place and speed: {world acceleration, body torque}.
template <class More>
change rates_of_change(const motion& m, const hull& h, const push& p, const attraction& g, const More& more) {
    const auto [pull, twist] = more(m);
    const vec3 momentum = h.inertia * m.rate; // of the dry mass: the factor m / dry cancels
    const quat spin = m.att * quat{0, m.rate.x, m.rate.y, m.rate.z};
    return {m.vel,
            (1 / m.mass) * to_world(m.att, p.force) + g.on(m.pos) + pull,
            h.inverted * ((h.dry / m.mass) * (p.torque + twist) - cross(m.rate, momentum)),
            {spin.w / 2, spin.x / 2, spin.y / 2, spin.z / 2},
            -p.flow};
}

struct nothing_more {
    struct both {
        vec3 pull, twist;
    };
    both operator()(const motion&) const { return {}; }
};

// One step of h seconds: the classical fourth-order Runge-Kutta (Kutta 1901).
template <class More>
motion stepped(const motion& m, const hull& body, const push& p, const attraction& g, double h, const More& more) {
    const auto at = [&](const change& c, double s) {
        return motion{m.pos + s * c.pos,
                      m.vel + s * c.vel,
                      {m.att.w + s * c.att.w, m.att.x + s * c.att.x, m.att.y + s * c.att.y, m.att.z + s * c.att.z},
                      m.rate + s * c.rate,
                      m.mass + s * c.mass};
    };
    const auto slope = [&](const motion& x) { return rates_of_change(x, body, p, g, more); };
    const change a = slope(m), b = slope(at(a, h / 2)), c = slope(at(b, h / 2)), d = slope(at(c, h));
    const auto mean = [&](auto f) { return f(a, b, c, d); };
    const auto mix = [](auto i, auto j, auto k, auto l) { return (1.0 / 6) * (i + 2 * j + 2 * k + l); };
    const auto four = [&](double change::*f) { return mean([&](auto&... x) { return mix(x.*f...); }); };
    const auto three = [&](vec3 change::*f) { return mean([&](auto&... x) { return mix(x.*f...); }); };
    const auto turn = [&](double quat::*f) { return mean([&](auto&... x) { return mix(x.att.*f...); }); };
    motion n = m;
    n.pos += h * three(&change::pos), n.vel += h * three(&change::vel), n.rate += h * three(&change::rate);
    n.att = unit({m.att.w + h * turn(&quat::w), m.att.x + h * turn(&quat::x), m.att.y + h * turn(&quat::y),
                  m.att.z + h * turn(&quat::z)});
    n.mass += h * four(&change::mass);
    return n;
}

// The longest step at that distance from the body: a hundredth of the time in which its pull, or the way to it, changes
// much.
inline double calm(const attraction& g, double distance, double speed) {
    const double fall = qiki_sqrt(distance * distance * distance / g.mu);
    return 0.01 * (speed * fall > distance ? distance / speed : fall);
}
// The same wherever it may come to without a push, down to the surface: there it is fastest.
inline double calm_anywhere(const attraction& g, const motion& m) {
    const double gain = 2 * g.mu * (1 / g.radius - 1 / length(m.pos - g.at));
    return calm(g, g.radius, qiki_sqrt(dot(m.vel, m.vel) + (gain > 0 ? gain : 0)));
}

// h seconds under a constant push, in steps of at most 10 ms, shorter where it spins fast, so that no step turns it by
// more than 0.02 rad, and shorter near a small and heavy body. Returns h; less when it met the body's surface on the
// way, where it then is.
template <class More = nothing_more>
double advance(motion& m, const hull& body, const push& p, const attraction& g, double h, const More& more = {}) {
    const double spin = length(m.rate), longest = spin > 2 ? 0.02 / spin : 0.01;
    const auto steps = static_cast<int64_t>(h / longest) + 1;
    const bool even = !(g.mu > 0 && g.radius > 0) || calm_anywhere(g, m) >= longest;
    double done = 0;
    for (int64_t k = 0; even ? k < steps : done < h; ++k) {
        double step = h / static_cast<double>(steps);
        if (!even) {
            const double most = calm(g, length(m.pos - g.at), length(m.vel)), left = h - done;
            step = most < longest ? most : longest;
            if (step > left) step = left;
        }
        const motion before = m;
        m = stepped(before, body, p, g, step, more);
        if (g.holds(m.pos)) {
            double above = 0, below = step;
            for (int i = 0; i < 50; ++i) {
                const double middle = (above + below) / 2;
                (g.holds(stepped(before, body, p, g, middle, more).pos) ? below : above) = middle;
            }
            m = stepped(before, body, p, g, above, more);
            return done + above;
        }
        done += step;
    }
    return h;
}

} // namespace craft
