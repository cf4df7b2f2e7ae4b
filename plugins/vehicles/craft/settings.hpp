// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/settings.hpp - the parameters of qiki.vehicle.craft, and the values they become.
#pragma once
#include "../common/body.hpp"
#include "comms.hpp"
#include "docking.hpp"
#include "guidance.hpp"
#include "power.hpp"
#include "rcs.hpp"
#include "warmth.hpp"
#include <string>
#include <vector>

namespace craft {

using qiki::advanced;

// clang-format off
inline constexpr qiki_param parameters[] = {
    qiki::reals("at", "m", "0,0,0", -1e9, 1e9, "where its geometric centre starts: east, north, up"),
    qiki::reals("velocity", "m/s", "0,0,0", -1e5, 1e5, "at the start: east, north, up"),
    qiki::real("heading", "rad", 0, -2 * QIKI_PI, 2 * QIKI_PI, "bearing of body x at the start"),
    qiki::real("pitch", "rad", 0, -QIKI_PI / 2, QIKI_PI / 2, "nose up at the start"),
    qiki::real("roll", "rad", 0, -QIKI_PI, QIKI_PI, "right side down at the start"),
    qiki::reals("rates", "rad/s", "0,0,0", -10, 10, "turn rates at the start, body axes: x ahead, y left, z up"),
    qiki::reals("burns", "", nullptr, -1e9, 1e9,
                "a program of burns, four numbers each: start s, axis (0 forward, 1 aft, 2 port, 3 starboard, 4 up, 5 down), share 0 to 1, duration s"),
    qiki::flag("hold", false, "whether it keeps the attitude that it starts with"),
    qiki::real("max_speed", "m/s", 1, 1e-3, 1e4, "greatest velocity that may be commanded; under orbit.mu: greatest change of it"),

    qiki::real("dry_mass", "kg", 400, 200, 5000, "without modules and propellant; the inertia follows from it and the hull"),
    qiki::real("propellant", "kg", 12, 0, 500, "in the tank at the start"),
    qiki::reals("com", "m", "0,0,0.1", -0.5, 0.5, "centre of mass of the bare craft from its geometric centre"),
    qiki::integers("modules", "", nullptr, 2, 11, "faces that carry a module each"),
    qiki::real("module_mass", "kg", 15, 0.1, 200, "of one module"),
    qiki::real("orbit.mu", "m^3/s^2", 0, 0, 1e21, "gravity of a body, G times its mass; 0: none"),
    qiki::reals("orbit.at", "m", "0,0,0", -1e12, 1e12, "centre of that body: east, north, up"),
    qiki::real("orbit.radius", "m", 0, 0, 1e12, "of that body's surface, where a fall ends; 0: that of a body as dense as the Earth"),

    qiki::real("rcs.isp", "s", 60, 1, 5000, "specific impulse of the nozzles"),
    qiki::real("rcs.spread", "", 0.02, 0, 0.5, "half width of the error of each nozzle's thrust, as it was made"),
    qiki::integers("rcs.stuck", "", nullptr, 0, 15, "nozzles whose valve never opens"),
    qiki::real("rcs.power", "W", 80, 0, 1e4, "electrical, of four open valves"),
    advanced(qiki::real("rcs.window", "s", 0.25, 0.05, 2, "of the pulse-width modulation")),
    advanced(qiki::real("rcs.pulse", "s", 0.03, 1e-3, 0.5, "shortest pulse, and shortest pause")),
    advanced(qiki::real("rcs.burn", "s", 3, 0.1, 1e6, "longest burn of a nozzle without a pause")),
    advanced(qiki::real("rcs.cooldown", "s", 3, 0, 1e6, "rest after that")),

    qiki::real("battery.capacity", "J", 1.8e6, 1, 1e12, "energy of the full battery; 1 Wh is 3600 J"),
    qiki::real("battery.soc", "", 0.8, 0, 1, "state of charge at the start"),
    qiki::real("battery.charge", "W", 120, 0, 1e7, "most it takes; 0: any"),
    qiki::real("battery.discharge", "W", 140, 0, 1e7, "most it gives; 0: any"),
    qiki::real("bus.nominal", "V", 28, 1, 1e4, "voltage of the bus at full charge"),
    qiki::real("bus.minimum", "V", 22, 0.1, 1e4, "voltage of the bus when empty"),
    qiki::real("bus.current", "A", 5, 0.01, 1e5, "most that the distribution unit lets through, to loads and the supercapacitor together"),
    qiki::real("solar.power", "W", 30, 0, 1e7, "that always comes in"),
    qiki::real("load.base", "W", 60, 0, 1e7, "that always goes out"),
    qiki::real("load.drive", "W s/m", 40, 0, 1e6, "of the drive while it keeps a velocity, per commanded speed"),
    qiki::real("load.mcqpu", "W", 35, 0, 1e6, "of the computer when it is fully busy"),
    qiki::real("load.radar", "W", 18, 0, 1e6, "of the radar"),
    qiki::real("load.transponder", "W", 6, 0, 1e6, "of the transponder while it radiates"),
    qiki::real("shed.low", "", 0.2, 0, 1, "state of charge at which radar and transponder are shed"),
    qiki::real("shed.high", "", 0.3, 0, 1, "state of charge at which they come back"),
    qiki::real("shed.hold", "s", 5, 0, 1e4, "without an overcurrent until what it shed comes back"),
    qiki::real("supercap.capacity", "J", 18000, 0, 1e9, "energy of the full supercapacitor"),
    qiki::real("supercap.soc", "", 0.7, 0, 1, "its state of charge at the start"),
    qiki::real("supercap.charge", "W", 120, 0, 1e7, "most it takes"),
    qiki::real("supercap.discharge", "W", 200, 0, 1e7, "most it gives"),
    qiki::flag("radar.on", true, "whether the radar's supply is switched on at the start"),
    qiki::flag("nbl.on", true, "whether the burst link is switched on at the start"),
    qiki::real("nbl.power", "W", 20, 0, 1e5, "most that the burst link draws"),
    qiki::real("nbl.soc", "", 0.35, 0, 1, "least state of charge for the burst link"),
    qiki::real("nbl.core", "K", 363.15, 1, 1e4, "hottest core for the burst link"),

    qiki::reals("thermal.capacity", "J/K", "800,650,400,1200,500,3000", 1, 1e9, "of core, pdu, supercap, battery, dock bridge, hull"),
    qiki::reals("thermal.cooling", "W/K", "1.2,0.9,0.7,0.3,0.9,1.5", 0, 1e6, "of the six to outside"),
    qiki::reals("thermal.start", "K", "298.15,298.15,293.15,293.15,213.15,223.15", 3, 2000, "temperatures of the six at the start"),
    qiki::reals("thermal.trip", "K", "363.15,368.15,358.15,343.15,393.15,413.15", 3, 3000, "at which each trips"),
    qiki::reals("thermal.hysteresis", "K", "5,5,5,3,5,10", 0.01, 500, "below its trip each recovers"),
    qiki::reals("thermal.warn", "K", "353.15,358.15,348.15,333.15,383.15,403.15", 3, 3000, "at which each is a warning"),
    qiki::reals("thermal.coupling", "W/K", "0.4,0.3,0.15,0.4,0.2", 0, 1e6, "core-pdu, pdu-supercap, pdu-battery, dock bridge-hull, core-hull"),
    qiki::real("thermal.outside", "K", 213.15, 3, 2000, "temperature outside"),
    qiki::real("thermal.exchange", "W/K", 0.2, 0, 1e6, "that each of the six has with outside besides its cooling"),
    qiki::reals("heat.base", "", "0,0,0,0,0,1", 0, 1, "shares of its power that warm the six, here of the base; the rest leaves"),
    qiki::reals("heat.drive", "", "0,0,0,0,0,1", 0, 1, "of the drive; likewise"),
    qiki::reals("heat.mcqpu", "", "0.8,0,0,0,0,0.2", 0, 1, "of the computer; likewise"),
    qiki::reals("heat.radar", "", "0,0,0,0,0,0.7", 0, 1, "of the radar, whose waves take the rest along"),
    qiki::reals("heat.transponder", "", "0,0,0,0,0,0.7", 0, 1, "of the transponder; likewise"),
    qiki::reals("heat.nbl", "", "0.7,0,0,0,0,0", 0, 1, "of the burst link; likewise"),
    qiki::reals("heat.rcs", "", "0,0,0,0,0,0.35", 0, 1, "of the valves, whose exhaust takes the rest along"),
    advanced(qiki::real("loss.pdu", "", 0.02, 0, 1, "of the power that goes through the distribution unit, in it")),
    advanced(qiki::real("loss.bus", "Ohm", 0.4, 0, 1e3, "of the bus, whose heat is the distribution unit's")),
    advanced(qiki::real("loss.supercap", "", 0.03, 0, 1, "of what the supercapacitor takes and gives, in it")),
    advanced(qiki::real("loss.battery", "", 0.01, 0, 1, "of what the battery takes and gives, in it")),
    advanced(qiki::real("loss.bridge", "Ohm", 0.25, 0, 1e3, "of the bridge to the dock")),

    qiki::flag("comms", true, "whether the link and the transponder are there at all"),
    qiki::text("xpdr", "on", "off|on|silent|spoof", "mode of the transponder at the start; its kind is `transponder`"),
    qiki::text("spoof_identity", "", nullptr, "what it claims to be in mode spoof, and answers then; none: SPOOF- and six digits of its own"),

    qiki::text("station", "", nullptr, "id of the vehicle it may dock with; none: it docks nowhere"),
    qiki::reals("station_port", "m", "0,0,0", -1e6, 1e6, "the station's port from its centre, its body axes"),
    qiki::reals("station_axis", "", "0,0,1", -1, 1, "outward from that port, its body axes; any length but 0"),
    qiki::integer("engage", "", -1, -1, 1, "port that is armed at the start: 0 forward, 1 aft bayonet; -1: none"),
    qiki::flag("docked", false, "whether it starts locked to the station: one of its ports at the berth, within capture.gap and capture.angle, and moving as the station does"),
    qiki::real("dock.voltage", "V", 28, 1, 1e4, "of the station's bus"),
    qiki::real("dock.power", "W", 250, 0, 1e7, "most that the station gives"),
    qiki::real("dock.current", "A", 10, 0, 1e5, "most that the bridge carries"),
    qiki::real("dock.soft_start", "s", 2, 0, 1e4, "until the bridge gives all of it"),
    advanced(qiki::real("capture.gap", "m", 0.10, 1e-3, 1, "soft capture: distance along the axis")),
    advanced(qiki::real("capture.lateral", "m", 0.10, 1e-3, 1, "soft capture: distance beside it")),
    advanced(qiki::real("capture.angle", "rad", 5 * QIKI_PI / 180, 1e-3, 0.5, "soft capture: between the axes")),
    advanced(qiki::reals("capture.closing", "m/s", "0.01,0.20", 0, 5, "soft capture: least and greatest closing speed")),
    advanced(qiki::real("capture.slide", "m/s", 0.05, 1e-3, 5, "soft capture: speed across")),
    advanced(qiki::real("capture.turn", "rad/s", QIKI_PI / 180, 1e-4, 1, "soft capture: turn rate against the station")),
    advanced(qiki::real("capture.hold", "s", 3, 0, 1e4, "from soft capture to the lock")),
    advanced(qiki::real("capture.strength", "N", 12e3, 1, 1e7, "pull at which the soft capture breaks")),

};
// clang-format on

inline double seconds(qiki_ns t) { return static_cast<double>(t) / 1e9; }

struct burn {
    qiki_ns start = 0, duration = 0;
    uint32_t along = 0;
    double share = 0;
};

struct settings {
    vec3 at, velocity, rates;
    quat attitude;
    double max_speed = 1, propellant = 12, radius = 1.5101; // m, of the enclosing sphere
    std::vector<burn> burns;                                // by start
    hull body;
    attraction gravity;
    rcs_settings jets;
    power_settings power_plane;
    double nbl_power = 20; // W
    heat_settings warms;
    bool nbl_on = true, radar_on = true, comms = true, docked = false, hold = false;
    int64_t engage = -1; // port, or -1
    thermal_settings heat;
    guidance_settings guide;
    docking_settings docking;
    xpdr mode = xpdr::on;
    std::string spoof, station;

    // key: qiki_instance_info.rng_key; of what a device is born with. Throws failure with QIKI_E_CONFIG.
    static settings read(const qiki::config&, uint64_t key);
};

} // namespace craft
