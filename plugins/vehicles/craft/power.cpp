// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/power.cpp - who may take how much, and where it comes from.
#include "power.hpp"
#include <algorithm>
#include <limits>

namespace craft {
namespace {

constexpr double rounding = 1e-12; // of sums of loads, as a share of the limit

void shed(grants& f, load which, uint64_t why) {
    f.load[which] = 0;
    f.shed[which] |= why;
}

// What each part would take, less what is not granted for lack of charge or for heat.
void ask(const power_settings& s, const power& p, const demand& d, grants& f) {
    f.load = {s.base_load,
              d.speed * s.drive_per_speed,
              d.cpu * s.mcqpu_full,
              d.radar_on ? s.radar_load : 0,
              d.radiates ? s.transponder_load : 0,
              p.nbl_on ? p.nbl_max : 0,
              d.valves * s.rcs_load};
    if (p.low)
        for (const load l : {radar, transponder}) shed(f, l, low_soc);
    if (d.pdu_tripped)
        for (const load l : {radar, transponder}) shed(f, l, overheated);
    if (!p.nbl_on) return;
    if (d.core_tripped || d.pdu_tripped) shed(f, nbl, overheated);
    else if (p.nbl_low || p.nbl_hot) shed(f, nbl, over_budget);
}

// Of the bridge, mean over the next h seconds of its ramp.
double bridge(const power_settings& s, const power& p, double h) {
    const double full = std::min(s.dock_power, s.dock_current * s.dock_v), rest = std::max(0.0, s.soft_start - p.ramp);
    const double rising = std::min(rest, h), share = s.soft_start > 0 ? (p.ramp + rising / 2) / s.soft_start : 1;
    return full * (std::min(share, 1.0) * rising + (h - rising)) / h;
}

// The most that sources and stores give for h seconds.
double available(const power_settings& s, const power& p, bool bridged, double h) {
    const double from_battery = s.discharge > 0 ? std::min(s.discharge, p.stored / h) : p.stored / h;
    return s.solar + (bridged ? bridge(s, p, h) : 0) + std::min(s.cap_discharge, p.cap / h) + from_battery;
}

// Too much for the bus, or for what feeds it: burst link, radar, transponder, all three, and until it has been enough
// for a while, so that they do not come and go with every pulse of a valve; then the drive gives way, then the valves.
// What is then still too much for the bus is a fault; what is not there at all is a brown-out: the computer goes
// without, then the base.
void limit(const power_settings& s, power& p, grants& f, double there) {
    const double most = std::min(f.limit, there);
    if (f.used() > most) p.recover = s.shed_hold;
    if (!(p.recover > 0) && !(p.dark > 0) && f.used() <= most) return;
    const uint64_t why = there < f.limit || p.dark > 0 ? no_source : overcurrent;
    for (const load l : {nbl, radar, transponder})
        if (f.load[l] > 0) shed(f, l, why);
    for (const load l : {drive, rcs_valves}) {
        const double excess = f.used() - most, asked = f.load[l];
        if (!(excess > most * rounding) || !(asked > 0)) continue; // else valves pay for a last bit of the drive's
        f.load[l] = std::max(0.0, asked - excess);
        f.throttled[l] = 1;
        (l == drive ? f.drive_share : f.rcs_share) = f.load[l] / asked;
    }
    if (f.used() > f.limit * (1 + rounding)) f.faults |= pdu_overcurrent;
    for (const load l : {mcqpu, base}) {
        const double lack = f.used() - there;
        if (!(lack > there * rounding) || !(f.load[l] > 0)) continue;
        const double missed = std::min(lack, f.load[l]);
        f.load[l] -= missed, f.unserved += missed;
        f.throttled[l] = 1, f.faults |= discharge_limit;
        p.dark = s.shed_hold;
    }
    f.dark = f.unserved > 0 || p.dark > 0;
    if (f.dark)
        for (const load l : {nbl, radar, transponder, drive, rcs_valves}) shed(f, l, no_source);
    if (f.dark) f.drive_share = f.rcs_share = 0;
}

// One store over d seconds at a rate, W; at its end exactly when that is where it comes.
void fill(double& held, double most, double rate, double d, double until) {
    if (d >= until) held = rate > 0 ? most : 0;
    else held = std::clamp(held + rate * d, 0.0, most);
}
double until_end(double held, double most, double rate) {
    if (rate > 0) return (most - held) / rate;
    return rate < 0 ? held / -rate : std::numeric_limits<double>::infinity();
}

} // namespace

grants grant(const power_settings& s, power& p, const demand& d, double h) {
    grants f;
    const double soc = p.soc(s);
    f.bus_v = s.bus_min + (s.bus_nominal - s.bus_min) * soc;
    f.limit = s.bus_current * f.bus_v;
    f.docked = d.docked;
    p.low = p.low ? soc < s.shed_high : soc <= s.shed_low;
    p.nbl_low = soc < (p.nbl_low ? std::min(1.0, s.nbl_soc + s.nbl_margin) : s.nbl_soc);
    p.nbl_hot = d.core > (p.nbl_hot ? s.nbl_core - s.nbl_cooler : s.nbl_core);
    ask(s, p, d, f);
    limit(s, p, f, available(s, p, p.bridge && d.docked, h));
    if (p.stored <= 0) f.faults |= battery_empty;
    return f;
}

flows draw(const power_settings& s, power& p, const grants& g, double h) {
    flows f;
    static_cast<grants&>(f) = g;
    f.solar = s.solar;
    const bool bridged = p.bridge && g.docked;
    f.dock = bridged ? bridge(s, p, h) : 0;
    p.ramp = bridged ? std::min(p.ramp + h, s.soft_start) : 0;
    p.recover = std::max(0.0, p.recover - h), p.dark = std::max(0.0, p.dark - h);

    // The supercapacitor first, both ways, charged with what the bus has left; a store that comes to its end begins a
    // new piece, and there are two.
    const double net = f.solar + f.dock - f.used(), room = std::max(0.0, f.limit - f.used());
    double left = h;
    for (int piece = 0; piece < 3 && left > 0; ++piece) {
        double cap = 0, cell = 0;
        if (net > 0 && p.cap < s.cap) cap = std::min({net, s.cap_charge, room});
        if (net < 0 && p.cap > 0) cap = -std::min(-net, s.cap_discharge);
        const double rest = net - cap;
        if (rest > 0 && p.stored < s.capacity) cell = s.charge > 0 ? std::min(rest, s.charge) : rest;
        if (rest < 0 && p.stored > 0) cell = rest;
        const double cap_end = until_end(p.cap, s.cap, cap), cell_end = until_end(p.stored, s.capacity, cell);
        const double d = std::min({left, cap_end, cell_end});
        fill(p.cap, s.cap, cap, d, cap_end), fill(p.stored, s.capacity, cell, d, cell_end);
        (cap > 0 ? f.cap_in : f.cap_out) += qiki_fabs(cap) * d / h;
        (cell > 0 ? f.battery_in : f.battery_out) += qiki_fabs(cell) * d / h;
        const double over = rest - cell;
        (over > 0 ? f.spilled : f.unserved) += qiki_fabs(over) * d / h;
        left -= d;
    }
    if (f.spilled > 0) f.faults |= charge_limit;
    if (p.stored <= 0) f.faults |= battery_empty;
    f.bus_a = f.bus_v > 0 ? f.out() / f.bus_v : 0;
    return f;
}

double lasting(const power_settings& s, const power& p, const grants& g) {
    constexpr double ever = std::numeric_limits<double>::infinity();
    // The bridge's ramp only rises: what it gives now it gives all the time.
    const double dock = p.bridge && g.docked ? bridge(s, p, 1e-9) : 0, lack = g.used() - s.solar - dock;
    if (!(lack > 0)) return ever;
    const double from_cap = std::min(lack, s.cap_discharge), from_battery = lack - from_cap;
    const double cap_for = from_cap > 0 ? p.cap / from_cap : 0;
    if (from_battery * cap_for >= p.stored && from_battery > 0) return p.stored / from_battery;
    return cap_for + (p.stored - from_battery * cap_for) / lack;
}

flows step(const power_settings& s, power& p, const demand& d, double h) { return draw(s, p, grant(s, p, d, h), h); }

} // namespace craft
