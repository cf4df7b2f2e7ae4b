// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/warmth.hpp - where the power ends: as heat in one of the six masses, or outside.
#pragma once
#include "power.hpp"
#include "thermal.hpp"

namespace craft {

struct heat_settings {
    // Of what arrives at each load, into each node; the rest leaves, as radio waves or with the exhaust.
    std::array<per_node, loads> share{{{0, 0, 0, 0, 0, 1},                        // base
                                       {0, 0, 0, 0, 0, 1},                        // drive
                                       {0.8, 0, 0, 0, 0, 0.2},                    // mcqpu
                                       {0, 0, 0, 0, 0, 0.7},                      // radar
                                       {0, 0, 0, 0, 0, 0.7},                      // transponder
                                       {0.7, 0, 0, 0, 0, 0},                      // nbl
                                       {0, 0, 0, 0, 0, 0.35}}};                   // rcs
    double pdu = 0.02, bus = 0.4, supercap = 0.03, battery = 0.01, bridge = 0.25; // losses; bus and bridge: Ohm
};

struct warmth {
    per_node into{}; // W
    double away = 0; // W: radiated, or carried off
};

// All that the loads take, no more and no less: what is lost on the way to them, and in the stores, warms the parts
// where it is lost, and does not arrive.
inline warmth warmth_of(const heat_settings& s, const flows& f, double dock_v) {
    const double dock_a = f.dock / dock_v, used = f.used();
    warmth w;
    w.into[pdu] = s.pdu * f.out() + s.bus * f.bus_a * f.bus_a;
    w.into[supercap] = s.supercap * (f.cap_in + f.cap_out);
    w.into[battery] = s.battery * (f.battery_in + f.battery_out);
    w.into[dock_bridge] = s.bridge * dock_a * dock_a;
    double lost = 0;
    for (const double q : w.into) lost += q;
    const double most = lost > used ? used / lost : 1;
    for (double& q : w.into) q *= most;
    const double arrives = used > lost ? 1 - lost / used : 0;
    for (uint32_t l = 0; l < loads; ++l) {
        double rest = arrives * f.load[l];
        for (uint32_t n = 0; n < nodes; ++n) {
            const double q = arrives * f.load[l] * s.share[l][n];
            w.into[n] += q, rest -= q;
        }
        w.away += rest;
    }
    return w;
}

} // namespace craft
