// SPDX-License-Identifier: MIT
// plugins/sensors/imu/settings.cpp - parameters as delivered to values that fit together.
#include "settings.hpp"
#include <string>

namespace imu {
namespace {

triad triad_of(const qiki::config& c, const std::string& prefix) {
    const auto real = [&](const char* what) { return c.real((prefix + what).c_str(), 0); };
    triad t;
    t.density = real("_noise"), t.bias = real("_bias"), t.scale = real("_scale");
    t.step = real("_step"), t.range = real("_range");
    t.wander = {real("_drift"), c.real("drift_time", 0)};
    if (t.step > t.range)
        c.refuse((prefix + "_step").c_str(), "expected at most %s_range, which is %g, found %g", prefix.c_str(),
                 t.range, t.step);
    return t;
}

} // namespace

settings settings::read(const qiki::config& c) {
    settings s;
    s.rate = sensors::schedule::of(c.real("rate", 0));
    s.gravity.down = c.real("gravity", 0), s.gravity.mu = c.real("orbit.mu", 0);
    const auto at = c.reals("orbit.at");
    if (at.size() != 3) c.refuse("orbit.at", "expected three numbers (east, north, up), found %zu", at.size());
    std::copy_n(at.begin(), 3, s.gravity.at.begin());
    if (s.gravity.mu > 0 && s.gravity.down >= 0)
        c.refuse("gravity", "expected none beside orbit.mu, which says what pulls, found %g", s.gravity.down);
    s.gyro = triad_of(c, "gyro");
    s.force = triad_of(c, "force");
    s.gaps = sensors::outage::read(c);
    s.ills = sensors::faults::read(c);
    s.tells = c.flag("tell_status", false);
    s.holds = c.text("on_outage", "none") == "hold";
    return s;
}

} // namespace imu
