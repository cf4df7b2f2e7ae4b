// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/memory.hpp - all of a craft that lasts from tick to tick; members of eight bytes, for
// checkpoints.
#pragma once
#include "compute.hpp"
#include "course.hpp"
#include "settings.hpp"
#include <cmath>

namespace craft {

// Commands that take their time; a later one of the same kind takes its place.
enum slot : uint32_t { burning, keeping_velocity, keeping_attitude, engaging, slots };

// What may keep an order from all that it asks for.
enum limits : uint64_t { by_power = 1, by_nozzles = 2 };

struct order {
    uint64_t command = 0, entity = 0; // command 0: none, or it came from the program
    uint64_t limited = 0;             // bits of `limits`
};

struct moored {
    dock state = dock::free;
    uint64_t armed = 0, port = 0, touching = 0, fixed = 0;
    double held = 0;   // s since the soft capture
    int64_t since = 0; // hard from the start, and not fixed: when that was
    vec3 place;        // hard: of the centre of mass, station's body axes
    quat attitude;     // hard: body to the station's body
};

struct memory {
    motion body;
    rcs jets;
    power plane;
    grants granted;
    int64_t planned = -1; // when
    thermal heat;
    per_node warming{};    // J into each node since the last step of heat and computer
    qiki_ns unsettled = 0; // how long ago that was
    compute brain;
    guidance guide;
    moored mooring;
    sighting station;
    xpdr mode = xpdr::on;
    uint64_t radar_on = 1, rcs_on = 1, drive_on = 1, axes_off = 0;
    std::array<order, slots> orders{};
    std::array<uint64_t, 16> meeting{}; // others whose hulls it is within; 0: none
    uint64_t down = 0;                  // it met the surface of the body of gravity, and lies there
    uint64_t begun = 0;                 // whether it has been shown
    uint64_t next_burn = 0;             // of the program
    uint64_t anew = 0;                  // valves are to decide at once
    uint64_t rests = 0;                 // nozzles that rested when it was thought over, bits
    uint64_t told = 0;                  // conditions that were reported: bits of `condition`
};

inline memory born(const settings& s) {
    memory m;
    m.body.att = s.attitude, m.body.rate = s.rates, m.body.mass = s.body.dry + s.propellant;
    m.body.pos = s.at + to_world(s.attitude, s.body.com);
    m.body.vel = velocity_at(s.velocity, s.attitude, s.rates, s.body.com);
    m.plane.stored = s.power_plane.soc * s.power_plane.capacity;
    m.plane.cap = s.power_plane.cap_soc * s.power_plane.cap;
    m.plane.nbl_on = s.nbl_on, m.plane.nbl_max = s.nbl_power;
    m.heat.temperature = s.heat.start;
    for (uint32_t i = 0; i < nodes; ++i) m.heat.tripped[i] = s.heat.start[i] >= s.heat.trip[i];
    m.mode = s.mode, m.radar_on = s.radar_on;
    m.mooring.state = s.docked ? dock::hard : dock::free;
    if (s.engage >= 0) m.mooring.armed = 1, m.mooring.port = static_cast<uint64_t>(s.engage);
    if (s.hold) m.guide.keeps_attitude = 1, m.guide.attitude = s.attitude;
    return m;
}

// Whether this can be what a craft of these settings remembers.
inline bool sound(const memory& m, const settings& s) {
    const auto within = [](double v, double most) { return std::fabs(v) <= most; };
    const auto three = [&](vec3 v, double most) { return within(v.x, most) && within(v.y, most) && within(v.z, most); };
    const auto whole = [&](quat q) { return std::fabs(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z - 1) < 1e-6; };
    // What no setting bounds may have grown to anything that is a number.
    constexpr double any = 1e300;
    bool good = three(m.body.pos, any) && three(m.body.vel, any) && three(m.body.rate, any) && whole(m.body.att) &&
                m.body.mass >= s.body.dry * (1 - 1e-12) && m.body.mass <= s.body.dry + s.propellant + 1e-9;
    for (uint32_t i = 0; i < nozzles; ++i)
        good = good && m.jets.duty[i] >= 0 && m.jets.duty[i] <= 1 && within(m.jets.valves[i].owed, 1e12) &&
               m.jets.valves[i].duty >= 0 && m.jets.valves[i].duty <= 1 && m.jets.valves[i].opened >= 0;
    good = good && m.plane.stored >= 0 && m.plane.stored <= s.power_plane.capacity && m.plane.cap >= 0 &&
           m.plane.cap <= s.power_plane.cap && m.plane.recover >= 0 && m.plane.recover <= s.power_plane.shed_hold &&
           m.plane.ramp >= 0 && m.plane.ramp <= s.power_plane.soft_start && m.plane.nbl_max >= 0 &&
           m.plane.nbl_max <= 1e5 && m.plane.dark >= 0 && m.plane.dark <= s.power_plane.shed_hold;
    for (uint32_t l = 0; l < loads; ++l) good = good && m.granted.load[l] >= 0 && m.granted.load[l] < any;
    good = good && m.granted.drive_share >= 0 && m.granted.drive_share <= 1 && m.granted.rcs_share >= 0 &&
           m.granted.rcs_share <= 1 && within(m.granted.bus_v, any) && within(m.granted.limit, any) &&
           within(m.granted.unserved, any) && m.unsettled >= 0 && m.unsettled < 50'000'000;
    for (const double t : m.heat.temperature) good = good && t > 0 && t < any;
    for (const double q : m.warming) good = good && within(q, any);
    good = good && within(m.brain.cpu, 10) && within(m.brain.ram, 10);
    good = good && m.guide.burn_axis < axes && within(m.guide.burn_share, 1) && within(m.guide.asked, any) &&
           within(m.guide.given, any) && three(m.guide.velocity, any) && three(m.guide.base, any) &&
           whole(m.guide.attitude) && within(m.guide.to_velocity.nearest, any) &&
           within(m.guide.to_attitude.nearest, any);
    good = good && m.mooring.state <= dock::hard && m.mooring.port < ports && m.mooring.held >= 0 &&
           within(m.mooring.held, any) && three(m.mooring.place, any) && whole(m.mooring.attitude) &&
           m.mooring.since >= 0;
    good = good && m.station.t >= -1 && three(m.station.pos, any) && three(m.station.vel, any) &&
           three(m.station.gain, any) && three(m.station.excess, any) && three(m.station.push, any);
    return good && static_cast<uint64_t>(m.mode) < xpdr_modes && m.next_burn <= s.burns.size();
}

} // namespace craft
