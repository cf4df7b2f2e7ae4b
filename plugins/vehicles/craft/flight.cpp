// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/flight.cpp - from one change of a valve to the next: orders, pulses, motion, docking.
#include "flight.hpp"
#include <algorithm>

namespace craft {
namespace {

constexpr double sight = 20;    // m, from where the berth is looked at
constexpr double enough = 0.95; // of the impulse that a burn asks for: with less it is not DONE without a word

// The orders that have come to their end: by reaching what they were for, or by coming no nearer to it.
void judge(const settings& s, memory& m, account& a, qiki_ns t) {
    guidance& g = m.guide;
    const errors e = off(g, m.body);
    if (g.keeps_velocity && e.speed <= std::max(0.05, 2 * s.guide.dead_speed))
        finish(m, a, keeping_velocity, outcome::done, t);
    if (g.keeps_attitude && e.angle <= std::max(0.035, s.guide.tau_turn * s.guide.dead_rate) &&
        e.rate <= std::max(0.02, 2 * s.guide.dead_rate))
        finish(m, a, keeping_attitude, outcome::done, t);
    if (m.orders[keeping_velocity].command && g.to_velocity.stuck(e.speed, t)) {
        finish(m, a, keeping_velocity, outcome::not_reached, t);
        g.keeps_velocity = 0, m.anew = 1;
    }
    if (m.orders[keeping_attitude].command && g.to_attitude.stuck(e.angle + s.guide.tau_turn * e.rate, t)) {
        finish(m, a, keeping_attitude, outcome::not_reached, t);
        g.keeps_attitude = 0, m.anew = 1;
    }
}

void stop_all(memory& m, account& a, outcome why, qiki_ns t) {
    for (const slot o : {burning, keeping_velocity, keeping_attitude}) finish(m, a, o, why, t);
    m.guide.burning = m.guide.keeps_velocity = m.guide.keeps_attitude = 0;
    m.jets.shut(t);
}

// The program's burns are orders of nobody; one that comes while another burns takes its place.
void follow_program(const settings& s, memory& m, account& a, qiki_ns t) {
    for (; m.next_burn < s.burns.size() && s.burns[m.next_burn].start <= t; ++m.next_burn) {
        const burn& b = s.burns[m.next_burn];
        if (later(b.start, b.duration) <= t || m.mooring.state != dock::free || !m.rcs_on || m.granted.dark) continue;
        finish(m, a, burning, outcome::superseded, t);
        burn_along(m.guide, b.along, b.share, b.start + b.duration, seconds(b.duration));
        m.anew = 1;
    }
}

// The orders that the nozzles serve have not got all that they asked for.
void hold_back(memory& m, limits why) {
    for (const slot o : {burning, keeping_velocity, keeping_attitude})
        if (m.orders[o].command) m.orders[o].limited |= why;
}

void think(const settings& s, memory& m, account& a, qiki_ns t) {
    judge(s, m, a, t);
    const wrench w = wanted(s.guide, m.guide, m.body, s.body, m.granted.drive_share);
    m.jets.duty = {};
    m.rests = m.jets.resting(t);
    if (w != wrench{})
        m.jets.duty = allocate(s.jets.pushes, w, s.jets.most(s.jets.stuck | static_cast<uint32_t>(m.rests)));
    plan(s, m, t);
    if (m.granted.dark) return stop_all(m, a, outcome::no_power, t);
    if (m.granted.rcs_share < 1) {
        for (double& d : m.jets.duty) d *= m.granted.rcs_share;
        hold_back(m, by_power);
    }
}

push of_valves(const settings& s, const memory& m, qiki_ns t) {
    push p;
    for (uint32_t i = 0; i < nozzles; ++i) {
        if (!m.jets.open(i, t)) continue;
        p.force += s.jets.gain[i] * force_of(s.jets.pushes[i]);
        p.torque += s.jets.gain[i] * torque_of(s.jets.pushes[i]);
        p.flow += s.jets.flow(i);
    }
    return p;
}

// Another one has the berth: this craft is free again, and armed no more.
void turn_away(memory& m, account& a, const other& there, double far, qiki_ns t) {
    moored& d = m.mooring;
    a.happen(code::berth_taken, t, {static_cast<double>(there.entity), far});
    if (d.state == dock::hard) a.happen(code::released, t);
    const uint64_t port = d.port;
    d = {}, d.port = port;
    m.plane.bridge = 0;
    finish(m, a, engaging, outcome::berth_taken, t);
}

// Whether this craft has, or may have, the berth.
bool keeps_berth(const settings& s, memory& m, account& a, const surroundings& around, const pose& station, qiki_ns t) {
    const other* there = taken(around.others, station, s.docking.other, m.mooring.state);
    if (there) turn_away(m, a, *there, length(there->pos - berth_at(station, s.docking.other)), t);
    return !there;
}

// Ports, captures, crashes: looked at at each instant of control.
void meet(const settings& s, memory& m, account& a, const surroundings& around, const pose& station, qiki_ns t) {
    moored& d = m.mooring;
    const approach now = seen(m.body, s.body.com, ports_table[d.port], station, s.docking.other);
    a.near.reset();
    if (length(now.apart) > sight) return;
    a.near = now;
    if (d.state == dock::free) {
        if (crashes(s.docking, now)) {
            if (!d.touching)
                a.happen(code::crashed, t,
                         {length(now.apart), qiki_sqrt(berth_depth * berth_depth + berth_width * berth_width),
                          static_cast<double>(around.station_entity), now.closing});
            d.touching = 1;
        } else if (now.gap > 0) d.touching = 0;
        if (d.armed && captures(s.docking, now) && keeps_berth(s, m, a, around, station, t)) {
            d.state = dock::soft, d.held = 0;
            a.happen(code::captured, t, {now.gap, now.lateral, now.angle, now.closing});
            stop_all(m, a, outcome::superseded, t); // the coupling does the rest
        }
    } else if (d.state == dock::soft && keeps_berth(s, m, a, around, station, t)) {
        const coupling c = coupled(s.docking, m.body, s.body.com, ports_table[d.port], station);
        if (length(c.force) > s.docking.strength) {
            d.state = dock::free, d.armed = 0;
            a.happen(code::broken, t, {length(c.force), s.docking.strength});
            finish(m, a, engaging, outcome::broken_off, t);
        } else if (d.held >= s.docking.hold && length(now.apart) < s.docking.gap && now.angle < s.docking.angle) {
            d.state = dock::hard;
            fasten(d, m.body, station);
            a.happen(code::locked, t, {length(now.apart), now.angle});
            finish(m, a, engaging, outcome::done, t);
            stop_all(m, a, outcome::superseded, t);
        }
    }
}

} // namespace

void fasten(moored& d, const motion& body, const pose& station) {
    d.place = to_body(station.att, body.pos - station.pos);
    d.attitude = unit(inverse(station.att) * body.att), d.fixed = 1;
}

void ride(const settings& s, memory& m, account& a, const pose& station) {
    const moored& d = m.mooring;
    m.body.pos = station.pos + to_world(station.att, d.place);
    m.body.vel = velocity_at(station.vel, station.att, station.rate, d.place);
    m.body.att = unit(station.att * d.attitude);
    m.body.rate = to_body(d.attitude, station.rate);
    a.near = seen(m.body, s.body.com, ports_table[d.port], station, s.docking.other);
}

namespace {

// It met the body of gravity: there it lies from now on.
void crash(const settings& s, memory& m, account& a, qiki_ns t) {
    const vec3 out = m.body.pos - s.gravity.at;
    const double far = length(out);
    a.happen(code::crashed, t, {far, s.gravity.radius, 0, length(m.body.vel)});
    if (m.mooring.state != dock::free) a.happen(code::released, t);
    stop_all(m, a, outcome::crashed, t);
    finish(m, a, engaging, outcome::crashed, t);
    m.mooring = {}, m.plane.bridge = 0, m.anew = 0, m.down = 1;
    m.body.pos = s.gravity.at + (s.gravity.radius / far) * out;
    m.body.vel = m.body.rate = {};
    a.near.reset();
}

// h seconds with the same valves open; less, where it meets the ground. A soft coupling is worked out beside a station
// that rests: both are looked at from a frame that moves with it, and speeds up as it does.
double move(const settings& s, memory& m, const push& p, const std::optional<course>& station, double h) {
    if (m.mooring.state != dock::soft || !station) return advance(m.body, s.body, p, s.gravity, h);
    pose still = station->at;
    const vec3 way = h * still.vel, start = still.pos + way;
    const pose then = moved_on(*station, s.gravity, h);
    const vec3 gain = h > 0 ? (1 / h) * (then.vel - still.vel) : vec3{};
    m.body.vel = m.body.vel - still.vel;
    still.vel = {};
    const auto held = [&](const motion& x) {
        const coupling c = coupled(s.docking, x, s.body.com, ports_table[m.mooring.port], still);
        return nothing_more::both{(1 / x.mass) * c.force - gain, c.torque};
    };
    advance(m.body, s.body, p, s.gravity, h, held);
    m.body.pos += way + (then.pos - start), m.body.vel += then.vel;
    m.mooring.held += h;
    return h;
}

void forget_the_far(memory& m, std::span<const other> others) {
    for (uint64_t& e : m.meeting)
        if (std::none_of(others.begin(), others.end(), [&](const other& o) { return o.entity == e; })) e = 0;
}

// Hulls that meet, over h seconds from t on, in which the craft's centre came from `before`: enclosing spheres that
// begin to overlap faster than the crash speed. At the berth of its station the ports are looked at instead.
void look(const settings& s, memory& m, account& a, std::span<other> others, vec3 before, qiki_ns t, double h) {
    for (other& o : others) {
        const vec3 from = o.pos - before;
        fall(o.pos, o.vel, s.gravity, h);
        const bool at_berth = a.near && a.near->gap > 0 && a.near->lateral <= berth_width;
        if (o.station && (m.mooring.state != dock::free || m.mooring.touching || at_berth)) continue;
        const vec3 to = o.pos - centre(s, m), drift = o.vel - centre_velocity(s, m);
        const double limit = o.radius + s.radius;
        const auto known = std::find(m.meeting.begin(), m.meeting.end(), o.entity);
        if (known != m.meeting.end()) {
            if (!(length(to) < limit)) *known = 0;
            continue;
        }
        const auto room = std::find(m.meeting.begin(), m.meeting.end(), 0u);
        const auto share = enters(from, to, limit);
        if (!share || room == m.meeting.end()) continue;
        const vec3 then = from + *share * (to - from);
        if (dot(then, drift) < 0 && length(drift) > s.docking.crash_speed)
            a.happen(code::crashed, later(t, static_cast<qiki_ns>(*share * h * 1e9)),
                     {length(then), limit, static_cast<double>(o.entity), length(drift)});
        if (length(to) < limit) *room = o.entity;
    }
}

} // namespace

void finish(memory& m, account& a, slot which, outcome how, qiki_ns t) {
    order& o = m.orders[which];
    if (how == outcome::done && o.limited) how = o.limited & by_power ? outcome::throttled : outcome::less_impulse;
    if (o.command) a.ends.push_back({o, how, t});
    o = {};
}

void lose_station(memory& m, account& a, qiki_ns t) {
    if (m.mooring.state == dock::soft) {
        m.mooring.state = dock::free, m.mooring.armed = 0;
        finish(m, a, engaging, outcome::lost_station, t);
    } else if (m.mooring.state == dock::hard && m.mooring.fixed) {
        m.mooring = {}, m.plane.bridge = 0;
        a.happen(code::released, t);
    }
}

void fly(const settings& s, memory& m, account& a, const surroundings& around, qiki_ns from, qiki_ns to) {
    const std::optional<course>& station = around.station;
    forget_the_far(m, around.others);
    std::optional<course> here = station;
    qiki_ns known = from;
    const auto at = [&](qiki_ns t) -> std::optional<pose> {
        if (!here) return {};
        // A fall goes on from where it has come to: from the beginning a long tick would take for ever.
        here->at = here->falls ? moved_on(*here, s.gravity, seconds(t - known))
                               : moved_on(*station, s.gravity, seconds(t - from));
        known = t;
        return here->at;
    };
    double spent = 0, open = 0;
    qiki_ns t = from;
    while (t < to && !m.down) {
        follow_program(s, m, a, t);
        if (m.mooring.state == dock::hard && station && keeps_berth(s, m, a, around, *at(t), t)) {
            const vec3 before = centre(s, m);
            ride(s, m, a, *at(to));
            look(s, m, a, around.others, before, t, seconds(to - t));
            if (s.gravity.holds(m.body.pos)) crash(s, m, a, to);
            break;
        }
        if (m.guide.burning && t >= m.guide.burn_end) {
            m.guide.burning = 0, m.anew = 1;
            if (m.guide.given < enough * m.guide.asked) m.orders[burning].limited |= by_nozzles;
            finish(m, a, burning, outcome::done, t);
        }
        if (station && (t % control == 0 || t == from)) meet(s, m, a, around, *at(t), t);
        if (m.mooring.state == dock::hard && station) continue; // locked just now
        if (m.guide.active() && !(propellant(s, m) > 0)) stop_all(m, a, outcome::no_propellant, t);
        qiki_ns next = std::min(to, station ? control_after(t) : to);
        if (m.next_burn < s.burns.size()) next = std::min(next, std::max(s.burns[m.next_burn].start, t + 1));
        push p;
        if (m.guide.active() && m.mooring.state != dock::hard) {
            // Who begins or ends a rest leaves the others out of balance: at once all are told anew.
            if (m.jets.resting(t) != m.rests) m.anew = 1;
            if (t % control == 0 || m.anew) think(s, m, a, t);
            const qiki_ns end = m.guide.burning ? m.guide.burn_end : INT64_MAX;
            next = std::min({next, control_after(t), m.jets.turn(s.jets, t, end, m.anew), end});
            m.anew = 0;
            p = of_valves(s, m, t);
        } else if (m.anew) m.jets.shut(t), m.anew = 0;
        double h = seconds(next - t);
        uint32_t valves = 0;
        for (uint32_t i = 0; i < nozzles; ++i) valves += p.flow > 0 && m.jets.open(i, t);
        bool starved = false;
        if (const double lasts = valves ? powered(s, m, valves) : h; lasts < h) { // the power fails on the way
            starved = true, next = t + static_cast<qiki_ns>(lasts * 1e9), h = seconds(next - t);
            if (next == t) { // there is none
                m.jets.shut(t), hold_back(m, by_power);
                continue;
            }
        }
        const vec3 way = m.guide.burning ? axis_way(static_cast<uint32_t>(m.guide.burn_axis)) : vec3{};
        const bool dry = p.flow * h >= propellant(s, m) && p.flow > 0; // the tank runs dry on the way
        if (dry) h = propellant(s, m) / p.flow;
        const vec3 pull = s.gravity.on(m.body.pos), before = centre(s, m);
        at(t);
        const double flown = move(s, m, p, here, h);
        if (s.gravity.mu > 0 && m.guide.keeps_velocity) {
            const vec3 fallen = (flown / 2) * (pull + s.gravity.on(m.body.pos));
            m.guide.velocity += fallen, m.guide.base += fallen;
        }
        const bool met = flown < h || s.gravity.holds(m.body.pos);
        if (dry || met) next = std::min(next, t + std::max<qiki_ns>(1, static_cast<qiki_ns>(flown * 1e9)));
        h = flown;
        m.guide.given += h * dot(p.force, way);
        look(s, m, a, around.others, before, t, h);
        if (met) crash(s, m, a, next);
        else if (dry) {
            m.body.mass = s.body.dry;
            a.happen(code::empty, next);
            stop_all(m, a, outcome::no_propellant, next);
        }
        if (starved) m.jets.shut(next), hold_back(m, by_power);
        feed(s, m, a, valves, t, next);
        spent += p.flow * h;
        const wrench w = joined(p.force, p.torque);
        for (uint32_t k = 0; k < 6; ++k) a.exerted[k] += w[k] * h;
        open += valves * h;
        t = next;
    }
    feed(s, m, a, 0, t, to); // locked, or down
    const double span = seconds(to - from);
    a.flow = spent / span, a.valves_open = open / span;
    for (double& w : a.exerted) w /= span;
    if (station && m.mooring.state != dock::hard && !m.down) {
        a.near.reset();
        const approach now = seen(m.body, s.body.com, ports_table[m.mooring.port], *at(to), s.docking.other);
        if (length(now.apart) <= sight) a.near = now;
    }
}

} // namespace craft
