// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/telemetry.hpp - the channels in which a craft tells about itself.
#pragma once
#include "flight.hpp"

namespace craft {

enum channel : uint32_t {
    soc,
    bus_voltage,
    bus_current,
    bus_limit,
    sources,
    load_power,
    load_shed,
    battery_power,
    power_faults,
    supercap_soc,
    temperatures,
    heat_state,
    propellant_mass,
    propellant_flow,
    tank_pressure,
    jet_force,
    jet_torque,
    jet_duty,
    cpu,
    ram,
    dock_state,
    dock_range,
    dock_angle,
    dock_speed,
    link_state,
    link_latency,
    link_loss,
    link_rssi,
    link_snr,
    link_rate,
    transponder_mode,
    radar_allowed,
    apsides,
    orbit_period,
    channels_
};

// clang-format off
inline constexpr qiki_channel channel_rows[] = {
    {"soc", "", "state of charge of the battery", 1, 0, 0, 1},
    {"bus_voltage", "V", "of the bus", 1, 0, 0, 0},
    {"bus_current", "A", "of the bus, out", 1, 0, 0, 0},
    {"bus_limit", "W", "most that the distribution unit lets through", 1, 0, 0, 0},
    {"sources", "W", "solar, dock, supercapacitor", 3, 0, 0, 0},
    {"loads", "W", "base, drive, mcqpu, radar, transponder, nbl, rcs, supercapacitor", 8, 0, 0, 0},
    {"shed", "", "why base, drive, mcqpu, radar, transponder, nbl, rcs go without, a sum: 1 low charge, 2 heat, 4 overcurrent, 8 budget, 16 no power", 7, 0, 0, 31},
    {"battery", "W", "in, out, spilled, and what base and computer lack", 4, 0, 0, 0},
    {"power_faults", "", "a sum: 1 overcurrent, 2 charge limit, 4 discharge limit, 8 empty", 1, 0, 0, 15},
    {"supercap_soc", "", "state of charge of the supercapacitor", 1, 0, 0, 1},
    {"temperature", "K", "core, pdu, supercap, battery, dock bridge, hull", 6, 0, 0, 0},
    {"heat", "", "of the same: 0 fine, 1 warm, 2 tripped", 6, 0, 0, 2},
    {"propellant", "kg", "left in the tank", 1, 0, 0, 0},
    {"propellant_flow", "kg/s", "mean since the tick before", 1, 0, 0, 0},
    {"tank_pressure", "Pa", "of the tank", 1, 0, 0, 0},
    {"force", "N", "of all nozzles, body axes, mean since the tick before", 3, 0, 0, 0},
    {"torque", "N m", "of all nozzles about the centre of mass, likewise", 3, 0, 0, 0},
    {"duty", "", "that the sixteen nozzles are told", 16, 0, 0, 1},
    {"cpu", "", "how busy the computer is", 1, 0, 0, 0},
    {"ram", "", "how full its memory is", 1, 0, 0, 0},
    {"dock_state", "", "0 free, 1 soft, 2 hard", 1, 0, 0, 2},
    {"dock_range", "m", "of the chosen port within 20 m of the station's: along its axis, beside it, distance", 3, 0, 0, 0},
    {"dock_angle", "rad", "between the axes of the ports, likewise", 1, 0, 0, 0},
    {"dock_speed", "m/s", "closing and across, likewise", 2, 0, 0, 0},
    {"link", "", "0 down, 1 degraded, 2 up", 1, 0, 0, 2},
    {"link_latency", "s", "of the link", 1, 0, 0, 0},
    {"link_loss", "", "share of packets lost", 1, 0, 0, 1},
    {"link_rssi", "dBm", "of the link", 1, 0, 0, 0},
    {"link_snr", "dB", "of the link", 1, 0, 0, 0},
    {"link_rate", "bit/s", "of the link", 1, 0, 0, 0},
    {"transponder", "", "0 off, 1 on, 2 silent, 3 spoof", 1, 0, 0, 3},
    {"radar_allowed", "", "whether the radar is fed", 1, 0, 0, 1},
    {"apsides", "m", "nearest and farthest of the orbit from the body's centre; farthest 0: none", 2, 0, 0, 0},
    {"orbit_period", "s", "of the orbit; 0: it does not come back", 1, 0, 0, 0},
};
// clang-format on
static_assert(std::size(channel_rows) == channels_);

// The values of a channel; false when there is none to tell.
bool tell(uint32_t channel, const settings&, const memory&, const account&, std::array<double, nozzles>& v);

// How many records all channels take.
constexpr uint32_t sample_records() {
    uint32_t n = 0;
    for (const qiki_channel& c : channel_rows) n += (c.width + 3) / 4;
    return n;
}

} // namespace craft
