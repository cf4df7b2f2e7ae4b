// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/obey.cpp - one command to one aircraft.
#include "obey.hpp"

namespace aircraft {

refusal obey(const qiki_command& c, const settings& s, const target& own, target& t, size_t i) {
    enum verb : uint32_t { heading, turn, altitude, speed, resume };
    if (!vehicles::fit(c, verb_rows)) return refusal::unfit;
    if (s.pilot.open) return refusal::no_autopilot;
    switch (c.verb) {
    case heading:
        t.yaw[i] = vehicles::wrapped(QIKI_PI / 2 - c.arg[0]);
        t.commanded[i] |= target::course;
        break;
    case turn:
        t.yaw[i] = vehicles::wrapped(t.yaw[i] - c.arg[0]);
        t.commanded[i] |= target::course;
        break;
    case altitude:
        t.z[i] = c.arg[0];
        t.commanded[i] |= target::height;
        break;
    case speed:
        if (c.arg[0] < s.limit.speed_min || c.arg[0] > s.limit.speed_max) return refusal::speed;
        t.speed[i] = c.arg[0];
        break;
    default: t.yaw[i] = own.yaw[i], t.z[i] = own.z[i], t.speed[i] = own.speed[i], t.commanded[i] = 0;
    }
    return refusal::none;
}

} // namespace aircraft
