// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/power.cpp - one step of the power plane: grants, sheds, throttles, stores.
#include "power.hpp"
#include <algorithm>

namespace craft {
namespace {

constexpr double rounding = 1e-12; // of sums of loads, as a share of the limit

double sum(const std::array<double, loads>& l) {
    double s = 0;
    for (const double w : l) s += w;
    return s;
}

void shed(flows& f, load which, uint64_t why) {
    f.load[which] = 0;
    f.shed[which] |= why;
}

// What each part would take, less what is not granted for lack of charge or for heat.
void ask(const power_settings& s, const power& p, const demand& d, flows& f) {
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
    else if (p.soc(s) < s.nbl_soc || d.core > s.nbl_core) shed(f, nbl, over_budget);
}

// Too much for the bus: burst link, radar, transponder, all three, and until it has been enough for a while, so that
// they do not come and go with every pulse of a valve; then the drive gives way, then the valves.
void limit(const power_settings& s, power& p, flows& f, double h) {
    if (sum(f.load) > f.limit) p.recover = s.shed_hold;
    else if (p.recover > 0) p.recover = std::max(0.0, p.recover - h);
    if (!(p.recover > 0) && sum(f.load) <= f.limit) return;
    for (const load l : {nbl, radar, transponder})
        if (f.load[l] > 0) shed(f, l, overcurrent);
    for (const load l : {drive, rcs_valves}) {
        const double excess = sum(f.load) - f.limit, asked = f.load[l];
        if (!(excess > f.limit * rounding) || !(asked > 0)) continue; // else valves pay for a last bit of the drive's
        f.load[l] = std::max(0.0, asked - excess);
        f.throttled[l] = 1;
        (l == drive ? f.drive_share : f.rcs_share) = f.load[l] / asked;
    }
    if (sum(f.load) > f.limit * (1 + rounding)) f.faults |= pdu_overcurrent;
}

} // namespace

flows step(const power_settings& s, power& p, const demand& d, double h) {
    flows f;
    const double soc = p.soc(s);
    f.bus_v = s.bus_min + (s.bus_nominal - s.bus_min) * soc;
    f.limit = s.bus_current * f.bus_v;
    p.low = p.low ? soc < s.shed_high : soc <= s.shed_low;
    ask(s, p, d, f);
    limit(s, p, f, h);

    f.solar = s.solar;
    const bool bridged = p.bridge && d.docked;
    if (bridged) { // the mean of the ramp over the step
        const double full = std::min(s.dock_power, s.dock_current * s.dock_v),
                     rest = std::max(0.0, s.soft_start - p.ramp);
        const double rising = std::min(rest, h), share = s.soft_start > 0 ? (p.ramp + rising / 2) / s.soft_start : 1;
        f.dock = full * (std::min(share, 1.0) * rising + (h - rising)) / h;
    }
    p.ramp = bridged ? std::min(p.ramp + h, s.soft_start) : 0;

    double net = f.solar + f.dock - sum(f.load);
    if (net > 0) f.cap_in = std::min({net, s.cap_charge, (s.cap - p.cap) / h});
    else f.cap_out = std::min({-net, s.cap_discharge, p.cap / h});
    f.cap_in = std::max(f.cap_in, 0.0), f.cap_out = std::max(f.cap_out, 0.0);
    p.cap = std::clamp(p.cap + (f.cap_in - f.cap_out) * h, 0.0, s.cap);
    net += f.cap_out - f.cap_in;

    if (net > 0) {
        f.battery_in = std::min(net, std::max(0.0, (s.capacity - p.stored) / h));
        if (s.charge > 0) f.battery_in = std::min(f.battery_in, s.charge);
        f.spilled = net - f.battery_in;
        if (f.spilled > 0) f.faults |= charge_limit;
    } else if (net < 0) {
        f.battery_out = std::min(-net, p.stored / h);
        if (s.discharge > 0) f.battery_out = std::min(f.battery_out, s.discharge);
        f.unserved = -net - f.battery_out;
        if (f.unserved > 0) f.faults |= discharge_limit;
    }
    p.stored = std::clamp(p.stored + (f.battery_in - f.battery_out) * h, 0.0, s.capacity);
    if (p.stored <= 0) f.faults |= battery_empty;
    f.bus_a = f.bus_v > 0 ? f.out() / f.bus_v : 0;
    return f;
}

} // namespace craft
