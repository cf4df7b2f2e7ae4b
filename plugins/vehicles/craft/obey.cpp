// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/obey.cpp - one command to what the craft does from now on.
#include "obey.hpp"
#include <cmath>

namespace craft {
namespace {

constexpr answer no(refusal why) { return {why, false}; }
constexpr answer at_once{refusal::none, false}, in_time{refusal::none, true};

// A whole number below n; n when it is none.
uint32_t choice(double v, uint32_t n) { return v >= 0 && v < n && v == std::floor(v) ? static_cast<uint32_t>(v) : n; }

void claim(memory& m, account& a, slot which, const qiki_command& c, qiki_ns t) {
    finish(m, a, which, outcome::superseded, t);
    m.orders[which] = {c.id, c.entity, 0};
}

refusal moves(const settings& s, const memory& m) {
    if (m.down) return refusal::crashed;
    if (m.mooring.state != dock::free) return refusal::docked;
    if (!m.rcs_on) return refusal::rcs_disabled;
    if (m.granted.dark) return refusal::no_power;
    return propellant(s, m) > 0 ? refusal::none : refusal::no_propellant;
}

answer stop_jets(memory& m, account& a, outcome how, qiki_ns t) {
    for (const slot o : {burning, keeping_velocity, keeping_attitude}) finish(m, a, o, how, t);
    m.guide.burning = m.guide.keeps_velocity = m.guide.keeps_attitude = 0;
    m.anew = 1;
    return at_once;
}

answer fire(const qiki_command& c, uint32_t along, double percent, double duration, const settings& s, memory& m,
            account& a, qiki_ns t) {
    if (along >= axes) return no(refusal::unknown_axis);
    if (!(duration > 0) || !(percent > 0)) {
        finish(m, a, burning, outcome::superseded, t);
        m.guide.burning = 0, m.anew = 1;
        return at_once;
    }
    if (const refusal r = moves(s, m); r != refusal::none) return no(r);
    if (m.axes_off >> along & 1u) return no(refusal::axis_disabled);
    claim(m, a, burning, c, t);
    finish(m, a, keeping_velocity, outcome::superseded, t);
    m.guide.keeps_velocity = 0, m.anew = 1;
    burn_along(m.guide, along, percent / 100, later(t, static_cast<qiki_ns>(duration * 1e9)), duration);
    return in_time;
}

answer velocity(const qiki_command& c, vec3 v, const settings& s, memory& m, account& a, qiki_ns t) {
    if (const refusal r = moves(s, m); r != refusal::none) return no(r);
    if (!m.drive_on) return no(refusal::drive_disabled);
    if (length(v) > s.max_speed * (1 + 1e-12)) return no(refusal::speed_out_of_limits);
    claim(m, a, keeping_velocity, c, t);
    finish(m, a, burning, outcome::superseded, t);
    m.guide.base = s.gravity.mu > 0 ? m.body.vel : vec3{}; // in an orbit nothing is at rest: it is a change
    m.guide.burning = 0, m.guide.keeps_velocity = 1, m.guide.velocity = m.guide.base + v;
    m.guide.to_velocity = {1e300, t}, m.anew = 1;
    return in_time;
}

answer attitude(const qiki_command& c, quat q, const settings& s, memory& m, account& a, qiki_ns t) {
    if (const refusal r = moves(s, m); r != refusal::none) return no(r);
    claim(m, a, keeping_attitude, c, t);
    m.guide.keeps_attitude = 1, m.guide.attitude = q, m.guide.to_attitude = {1e300, t}, m.anew = 1;
    return in_time;
}

vec3 ahead(const memory& m, double speed) {
    const qiki_sc way = qiki_sincos(heading_of(m.body.att));
    return {speed * way.sin, speed * way.cos, 0};
}
quat by(const memory& m, double angle) {
    const quat now = m.guide.keeps_attitude ? m.guide.attitude : m.body.att;
    return unit(turned({0, 0, -angle}) * now);
}

answer actuator(const qiki_command& c, const settings& s, memory& m, account& a, qiki_ns t) {
    enum command : uint32_t { unspecified, set_velocity, rotate, enable, disable, set_mode, commands };
    const uint32_t which = choice(c.arg[0], 9), what = choice(c.arg[1], commands);
    const double value = c.arg[2], timeout = c.arg[3];
    if (which == 9) return no(refusal::unknown_actuator);
    if (which == 2) {
        if (what != set_mode) return no(refusal::wrong_command);
        const uint32_t mode = choice(value, 2);
        if (mode == 2) return no(refusal::unknown_mode);
        m.rcs_on = mode;
        return mode ? at_once : stop_jets(m, a, outcome::switched_off, t);
    }
    if (which < 2) {
        if (what == set_velocity) {
            if (value < 0 || value > 100) return no(refusal::unfit);
            return velocity(c, ahead(m, value / 100 * s.max_speed), s, m, a, t);
        }
        if (what == rotate) return attitude(c, by(m, value), s, m, a, t);
        if (what != enable && what != disable) return no(refusal::wrong_command);
        m.drive_on = what == enable;
        if (m.drive_on) return at_once;
        finish(m, a, keeping_velocity, outcome::switched_off, t);
        m.guide.keeps_velocity = 0, m.anew = 1;
        return at_once;
    }
    const uint32_t along = which - 3;
    if (what == set_velocity) {
        if (value < 0 || value > 100) return no(refusal::unfit);
        return fire(c, along, value, timeout, s, m, a, t);
    }
    if (what != enable && what != disable) return no(refusal::wrong_command);
    const uint64_t bit = uint64_t{1} << along;
    m.axes_off = what == disable ? m.axes_off | bit : m.axes_off & ~bit;
    if (what == disable && m.guide.burning && m.guide.burn_axis == along) {
        finish(m, a, burning, outcome::switched_off, t);
        m.guide.burning = 0, m.anew = 1;
    }
    return at_once;
}

answer engage(const qiki_command& c, const settings& s, memory& m, account& a, qiki_ns t) {
    const uint32_t p = choice(c.arg[0], ports);
    if (p == ports) return no(refusal::unknown_port);
    if (s.station.empty()) return no(refusal::no_station);
    if (m.down) return no(refusal::crashed);
    if (m.mooring.state != dock::free) return no(refusal::docked);
    claim(m, a, engaging, c, t);
    m.mooring.armed = 1, m.mooring.port = p;
    return in_time;
}

// Whatever it was, it is armed no more; a lock lets go with a push, and the bridge is open.
answer release(const settings& s, memory& m, account& a, qiki_ns t) {
    moored& d = m.mooring;
    if (d.state == dock::free && !d.armed) return no(refusal::not_docked);
    finish(m, a, engaging, outcome::superseded, t);
    if (d.state != dock::free) {
        const vec3 out = to_world(m.body.att, ports_table[d.port].axis);
        m.body.vel += (-s.docking.push_off) * out;
        a.happen(code::released, t);
    }
    const uint64_t port = d.port;
    d = {}, d.port = port;
    m.plane.bridge = 0;
    return at_once;
}

answer change_mode(const qiki_command& c, const settings& s, memory& m) {
    const uint32_t mode = choice(c.arg[0], xpdr_modes);
    if (mode == xpdr_modes) return no(refusal::unknown_mode);
    if (!s.comms) return no(refusal::comms_disabled);
    m.mode = static_cast<xpdr>(mode);
    return at_once;
}

// A switch: 0 or 1.
answer flip(uint64_t& which, double v) {
    const uint32_t to = choice(v, 2);
    if (to == 2) return no(refusal::unfit);
    which = to;
    return at_once;
}

} // namespace

answer obey(const qiki_command& c, const settings& s, memory& m, account& a, qiki_ns t) {
    if (!vehicles::fit(c, verb_rows)) return no(refusal::unfit);
    const auto& v = c.arg;
    switch (c.verb) {
    case rcs_fire: return fire(c, choice(v[0], axes), v[1], v[2], s, m, a, t);
    case rcs_stop: return stop_jets(m, a, outcome::superseded, t);
    case keep_velocity: return velocity(c, {v[0], v[1], v[2]}, s, m, a, t);
    case keep_attitude: return attitude(c, facing(v[0], v[1], v[2]), s, m, a, t);
    case keep_speed: return velocity(c, ahead(m, v[0]), s, m, a, t);
    case turn_by: return attitude(c, by(m, v[0]), s, m, a, t);
    case coast:
        finish(m, a, keeping_velocity, outcome::superseded, t);
        m.guide.keeps_velocity = 0, m.anew = 1;
        return at_once;
    case actuate: return actuator(c, s, m, a, t);
    case power_dock:
        if (v[0] == 1 && m.mooring.state != dock::hard) return no(refusal::not_docked);
        return flip(m.plane.bridge, v[0]);
    case power_nbl: return flip(m.plane.nbl_on, v[0]);
    case power_nbl_max: return m.plane.nbl_max = v[0], at_once;
    case power_radar: return flip(m.radar_on, v[0]);
    case dock_engage: return engage(c, s, m, a, t);
    case dock_release: return release(s, m, a, t);
    default: return change_mode(c, s, m);
    }
}

} // namespace craft
