// SPDX-License-Identifier: MIT
// plugins/sensors/common/faults.cpp - the times of each fault, checked.
#include "faults.hpp"

namespace sensors {

faults faults::read(const qiki::config& c) {
    faults f;
    f.enabled = c.flag("enabled", true), f.self_check = c.flag("self_check", true);
    f.dead = spans::read(c, "fault.dead", true);
    f.stuck = spans::read(c, "fault.stuck", true);
    f.drift = spans::read(c, "fault.drift", true);
    f.dropout = spans::read(c, "fault.dropout", true);
    f.burst = spans::read(c, "fault.burst", true);
    f.drift_rate = c.real("fault.drift_rate", 0);
    f.lost = c.real("fault.lost", 0), f.louder = c.real("fault.louder", 1);
    return f;
}

} // namespace sensors
