// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/settings.hpp - the parameters of qiki.vehicle.aircraft, and the values they become.
#pragma once
#include "../common/body.hpp"
#include "autopilot.hpp"

namespace aircraft {

constexpr qiki_param advanced(qiki_param p) {
    p.flags |= QIKI_PARAM_ADVANCED;
    return p;
}

constexpr qiki_param parameters[] = {
    qiki::integer("count", "", 1, 1, 1e6, "aircraft in this instance: consecutive entities, fleet and team in one"),
    qiki::reals("at", "m", "0,0,200", -1e7, 1e7, "where it starts: east, north, up; so for each team, first to last"),
    qiki::real("heading", "rad", 0, -2 * QIKI_PI, 2 * QIKI_PI, "bearing at the start"),
    qiki::reals("headings", "rad", nullptr, -2 * QIKI_PI, 2 * QIKI_PI, "one a team, instead of heading"),
    qiki::real("speed", "m/s", 20, 0, 1e4, "at the start"),
    qiki::reals("spread", "m", "0,0,0", 0, 1e6, "half width of the scatter of places at the start: east, north, up"),
    qiki::real("spread_heading", "rad", 0, 0, QIKI_PI, "half width of the scatter of headings at the start"),
    qiki::real("spread_speed", "m/s", 0, 0, 1e3, "half width of the scatter of speeds at the start, cut at the limits"),
    qiki::real("dt", "s", 0, 0, 60, "longest step of integration and control; a tick is cut evenly. 0: the tick"),

    qiki::text("control", "autopilot", "autopilot|open",
               "autopilot: holds course, height and speed; open: constant throttle, roll_rate, pitch_rate"),
    qiki::real("turn", "rad", 0, -QIKI_PI, QIKI_PI, "change of heading to make, clockwise; the autopilot's"),
    qiki::real("climb", "m", 0, -1e5, 1e5, "height to gain; the autopilot's"),
    qiki::real("accelerate", "m/s", 0, -1e4, 1e4, "speed to gain; the autopilot's"),
    qiki::real("throttle", "percent", 0, -100, 100, "of control = open"),
    qiki::real("roll_rate", "rad/s", 0, -100, 100, "of control = open; a positive roll turns left"),
    qiki::real("pitch_rate", "rad/s", 0, -100, 100, "of control = open; a positive pitch climbs"),

    qiki::reals("waypoints", "m", nullptr, -1e7, 1e7, "east, north, up of each, in the order to fly; all fly the same"),
    qiki::text("at_end", "hold", "hold|loop", "after the last waypoint: circle it, left about, or begin anew"),
    qiki::real("arrival", "m", 50, 1e-3, 1e6, "a waypoint is reached this near, on the map"),
    qiki::real("hold_radius", "m", 100, 1, 1e6, "of the circle about the last waypoint"),

    qiki::real("collision_distance", "m", 0, 0, 1e5, "two nearer than that at the end of a tick collide; 0: no check"),
    qiki::text("on_collision", "count", "count|remove", "count and report it, or also remove both"),

    qiki::real("speed_min", "m/s", 15, 1e-3, 1e4, "least speed"),
    qiki::real("speed_max", "m/s", 40, 1e-3, 1e4, "greatest speed"),
    qiki::real("max_roll", "rad", QIKI_PI / 6, 1e-3, 1.5, "greatest roll, either way"),
    qiki::real("max_pitch", "rad", QIKI_PI / 6, 1e-3, 1.5, "greatest pitch, either way"),
    qiki::real("max_roll_rate", "rad/s", 1, 1e-3, 100, "greatest roll rate, either way"),
    qiki::real("max_pitch_rate", "rad/s", 1, 1e-3, 100, "greatest pitch rate, either way"),
    qiki::real("length", "m", 13, 1e-2, 1e6, "turn radius is length / tan(roll)"),
    advanced(qiki::real("heading_gain", "", 0.2, 0, 100, "roll wanted per error of course")),
    advanced(qiki::real("roll_gain", "1/s", 2.5, 0, 100, "roll rate per error of roll")),
    advanced(qiki::real("altitude_gain", "rad/m", 0.015, 0, 100, "pitch wanted per error of height")),
    advanced(qiki::real("pitch_gain", "1/s", 2.5, 0, 100, "pitch rate per error of pitch")),
    advanced(qiki::real("speed_gain", "percent s/m", 5, 0, 1e4, "throttle per error of speed")),
};

struct settings {
    uint32_t count = 1;
    std::vector<double> at, heading; // three a team, one a team
    double speed = 0;
    std::array<double, 3> spread{};
    double spread_heading = 0, spread_speed = 0;
    qiki_ns dt = 0;
    double turn = 0, climb = 0, accelerate = 0;
    double collision_distance = 0;
    bool removes = false;
    limits limit;
    autopilot pilot;

    // Throws failure with QIKI_E_CONFIG.
    static settings read(const qiki::config&);

    // Consecutive aircraft are a team; sizes differ by one at most.
    size_t teams() const { return at.size() / 3; }
    size_t team(uint32_t number) const { return static_cast<size_t>(uint64_t{number} * teams() / count); }
};

} // namespace aircraft
