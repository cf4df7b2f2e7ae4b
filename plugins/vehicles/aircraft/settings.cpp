// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/settings.cpp - parameters as delivered to values that fit together.
#include "settings.hpp"
#include <cmath>

namespace aircraft {
namespace {

using vehicles::refuse;

limits limits_of(const qiki::config& c) {
    limits l;
    l.speed_min = c.real("speed_min", l.speed_min), l.speed_max = c.real("speed_max", l.speed_max);
    l.roll = c.real("max_roll", l.roll), l.pitch = c.real("max_pitch", l.pitch);
    l.roll_rate = c.real("max_roll_rate", l.roll_rate), l.pitch_rate = c.real("max_pitch_rate", l.pitch_rate);
    l.length = c.real("length", l.length);
    if (!(l.speed_min < l.speed_max))
        refuse("speed_max: expected more than speed_min, which is %g m/s, found %g m/s", l.speed_min, l.speed_max);
    return l;
}

void read_route(const qiki::config& c, const limits& l, autopilot& a) {
    const auto points = c.reals("waypoints");
    if (points.size() % 3 != 0)
        refuse("waypoints: expected three numbers each, east, north, up, found %zu in all", points.size());
    for (size_t i = 0; i < points.size(); i += 3) a.route.push_back({points[i], points[i + 1], points[i + 2]});
    a.loops = c.text("at_end", "hold") == "loop";
    a.arrival = c.real("arrival", a.arrival), a.hold_radius = c.real("hold_radius", a.hold_radius);
    if (a.route.empty()) return;
    const double tightest = l.length / qiki_tan(l.roll);
    if (!(a.arrival > tightest))
        refuse("arrival: expected more than the turn radius, %g m (length / tan(max_roll)), else a waypoint can be "
               "circled for ever; found %g m",
               tightest, a.arrival);
    if (!(a.hold_radius > tightest))
        refuse("hold_radius: expected more than the turn radius, %g m (length / tan(max_roll)), found %g m", tightest,
               a.hold_radius);
    a.hold_roll = qiki_atan(l.length / a.hold_radius);
}

autopilot autopilot_of(const qiki::config& c, const limits& l) {
    autopilot a;
    a.open = c.text("control", "autopilot") == "open";
    a.throttle = c.real("throttle", 0), a.roll_rate = c.real("roll_rate", 0), a.pitch_rate = c.real("pitch_rate", 0);
    a.heading_gain = c.real("heading_gain", a.heading_gain), a.roll_gain = c.real("roll_gain", a.roll_gain);
    a.altitude_gain = c.real("altitude_gain", a.altitude_gain), a.pitch_gain = c.real("pitch_gain", a.pitch_gain);
    a.speed_gain = c.real("speed_gain", a.speed_gain);
    read_route(c, l, a);
    return a;
}

// What is said for a way of flying that was not chosen would be ignored, so it is refused.
void refuse_idle(const qiki::config& c, const autopilot& a) {
    for (const char* key : {"throttle", "roll_rate", "pitch_rate"})
        if (!a.open && c.real(key, 0) != 0)
            refuse("%s: the autopilot sets it; leave it out, or set control = \"open\"", key);
    for (const char* key : {"turn", "climb", "accelerate"})
        if (a.open && c.real(key, 0) != 0)
            refuse("%s: needs the autopilot; leave it out, or set control = \"autopilot\"", key);
    for (const char* key : {"turn", "climb"})
        if (!a.route.empty() && c.real(key, 0) != 0) refuse("%s: waypoints say where to fly; leave out either", key);
    if (a.open && !a.route.empty()) refuse("waypoints: need the autopilot; leave them out, or control = \"open\"");
}

} // namespace

settings settings::read(const qiki::config& c) {
    settings s;
    s.count = static_cast<uint32_t>(c.integer("count", 1));
    const auto at = c.reals("at"), headings = c.reals("headings");
    if (at.empty() || at.size() % 3 != 0)
        refuse("at: expected three numbers a team, east, north, up, found %zu in all", at.size());
    s.at.assign(at.begin(), at.end());
    if (s.teams() > s.count)
        refuse("at: %zu teams, but count is %u; expected at least one aircraft a team", s.teams(), s.count);
    s.heading.assign(headings.begin(), headings.end());
    if (headings.empty()) s.heading.assign(s.teams(), c.real("heading", 0));
    else if (headings.size() != s.teams())
        refuse("headings: expected one a team, %zu, found %zu", s.teams(), headings.size());
    else if (c.real("heading", 0) != 0) refuse("heading: headings says it for each team; leave out either");

    s.limit = limits_of(c);
    s.speed = c.real("speed", 20);
    if (s.speed < s.limit.speed_min || s.speed > s.limit.speed_max)
        refuse("speed: expected %g to %g m/s (speed_min, speed_max), found %g m/s", s.limit.speed_min,
               s.limit.speed_max, s.speed);
    s.spread = vehicles::triple(c, "spread", "half widths east, north, up");
    s.spread_heading = c.real("spread_heading", 0), s.spread_speed = c.real("spread_speed", 0);
    const double dt = c.real("dt", 0);
    if (dt != 0 && dt < 1e-5) refuse("dt: expected 0, for the tick, or at least 1e-5 s, found %g s", dt);
    s.dt = static_cast<qiki_ns>(std::floor(dt * 1e9 + 0.5));
    s.pilot = autopilot_of(c, s.limit);
    refuse_idle(c, s.pilot);
    s.turn = c.real("turn", 0), s.climb = c.real("climb", 0), s.accelerate = c.real("accelerate", 0);
    if (const double to = s.speed + s.accelerate; to < s.limit.speed_min || to > s.limit.speed_max)
        refuse("accelerate: from %g m/s leads to %g m/s; expected %g to %g m/s (speed_min, speed_max)", s.speed, to,
               s.limit.speed_min, s.limit.speed_max);
    s.collision_distance = c.real("collision_distance", 0);
    if (s.collision_distance > 0 && s.collision_distance < 1e-3)
        refuse("collision_distance: expected 0, for no check, or at least 1e-3 m, found %g m", s.collision_distance);
    s.removes = c.text("on_collision", "count") == "remove";
    if (s.collision_distance > 0 && s.count > s.teams() && s.spread == std::array<double, 3>{})
        refuse("spread: all aircraft of a team start in one place and would collide at once; give it a width, or set "
               "collision_distance = 0");
    return s;
}

} // namespace aircraft
