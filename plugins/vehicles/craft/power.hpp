// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/power.hpp - the power plane: battery, bus, supercapacitor, the dock's bridge, and who goes
// without.
#pragma once
#include "qiki/math.h"
#include <array>
#include <cstdint>

namespace craft {

// In the order in which they are reported.
enum load : uint32_t { base, drive, mcqpu, radar, transponder, nbl, rcs_valves, loads };
inline constexpr const char* load_names[loads] = {"base", "drive", "mcqpu", "radar", "transponder", "nbl", "rcs"};

// Why a load goes without: bits.
enum : uint64_t { low_soc = 1, overheated = 2, overcurrent = 4, over_budget = 8, no_source = 16 };
// What is wrong in this step: bits.
enum : uint64_t {
    pdu_overcurrent = 1, // still over the limit when all that may be shed or throttled is
    charge_limit = 2,    // more comes in than the battery takes: spilled
    discharge_limit = 4, // base and computer ask for more than there is: unserved
    battery_empty = 8,
};

struct power_settings {
    double capacity = 500 * 3600, soc = 0.8;                 // J, of the whole
    double bus_nominal = 28, bus_min = 22, bus_current = 5;  // V, V, A
    double charge = 120, discharge = 140;                    // W the battery takes and gives; 0: any
    double solar = 30, base_load = 60, drive_per_speed = 40; // W, W, W s/m
    double mcqpu_full = 35, radar_load = 18, transponder_load = 6, rcs_load = 20; // W; rcs: an open valve
    double shed_low = 0.2, shed_high = 0.3;                                       // state of charge
    double shed_hold = 5; // s without an overcurrent until what it shed comes back
    double cap = 5 * 3600, cap_soc = 0.7, cap_charge = 120, cap_discharge = 200; // J, of it, W, W
    double dock_v = 28, dock_power = 250, dock_current = 10, soft_start = 2;     // V, W, A, s
    double nbl_soc = 0.35, nbl_core = 363.15;                                    // least state of charge; K
    double nbl_margin = 0.05, nbl_cooler = 5; // by which either must be better until the burst link comes back
};

// Kept from step to step: eight bytes each, for checkpoints.
struct power {
    double stored = 0, cap = 0;        // J in battery and supercapacitor
    double ramp = 0;                   // s since the bridge to the dock closed
    double recover = 0;                // s until what an overcurrent, or a lack of power, shed comes back
    double dark = 0;                   // s until base and computer are trusted again after a brown-out
    double nbl_max = 20;               // W, of the burst link
    uint64_t low = 0;                  // latch: shed for lack of charge
    uint64_t nbl_low = 0, nbl_hot = 0; // latches: over the burst link's budget
    uint64_t nbl_on = 1, bridge = 0;   // switches

    double soc(const power_settings& s) const { return s.capacity > 0 ? stored / s.capacity : 0; }
};

// What the other parts of the craft ask for, or say.
struct demand {
    double speed = 0;  // commanded of the drive, m/s; 0 while it is off
    double cpu = 0;    // of the mcqpu, 0 .. 1
    double valves = 0; // that are to be open, mean
    double core = 293; // K
    bool radar_on = true, radiates = true, docked = false;
    bool core_tripped = false, pdu_tripped = false;
};

// What each part may take until it is thought over again; members of eight bytes, for checkpoints.
struct grants {
    std::array<double, loads> load{};   // W; of the valves as a mean over their window
    std::array<uint64_t, loads> shed{}; // why not: bits
    std::array<uint64_t, loads> throttled{};
    double drive_share = 1, rcs_share = 1;     // of what was asked for
    double bus_v = 0, limit = 0;               // V, W
    double unserved = 0;                       // W that base and computer go without
    uint64_t faults = 0, docked = 0, dark = 0; // dark: a brown-out, nothing but base and computer is fed

    double used() const {
        double sum = 0;
        for (const double w : load) sum += w;
        return sum;
    }
    bool any_shed() const {
        for (const uint64_t w : shed)
            if (w) return true;
        return false;
    }
};

// What flowed, W: means over a span. load: what was taken.
struct flows : grants {
    double solar = 0, dock = 0, cap_in = 0, cap_out = 0, battery_in = 0, battery_out = 0, spilled = 0;
    double bus_a = 0;

    double in() const { return solar + dock + cap_out; }
    double out() const { return cap_in + used(); }
};

// What may be taken for the next h seconds: within the limit of the bus, and within what sources and stores can give so
// long.
grants grant(const power_settings&, power&, const demand&, double h);

// h seconds of such loads, exact at any h: in() + battery_out = out() + battery_in + spilled, and what battery and
// supercapacitor hold changes by exactly that. The limits of what the battery gives are those of the grant.
flows draw(const power_settings&, power&, const grants&, double h);

// How long the stores last at such loads, s.
double lasting(const power_settings&, const power&, const grants&);

// Both at once: granted for h seconds, and taken.
flows step(const power_settings&, power&, const demand&, double h);

} // namespace craft
