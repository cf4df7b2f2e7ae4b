// SPDX-License-Identifier: MIT
// plugins/sensors/gnss/settings.cpp - parameters as delivered to values that fit together.
#include "settings.hpp"

namespace gnss {

settings settings::read(const qiki::config& c) {
    settings s;
    s.rate = sensors::schedule::of(c.real("rate", 0));
    const auto at = c.reals("at");
    if (at.size() != 3) c.refuse("at", "expected three numbers, ahead, left, up, found %zu", at.size());
    std::copy(at.begin(), at.end(), s.at.begin());
    for (size_t i = 0; i < 3; ++i) {
        s.noise[i] = c.real(i < 2 ? "noise_horizontal" : "noise_vertical", 0);
        s.wander[i] = {c.real(i < 2 ? "drift_horizontal" : "drift_vertical", 0), c.real("drift_time", 0)};
        s.step[i] = c.real("step", 0);
    }
    s.noise_velocity = c.real("noise_velocity", 0);
    s.step_velocity = c.real("step_velocity", 0);
    s.gaps = sensors::outage::read(c);
    s.ills = sensors::faults::read(c);
    s.tells = c.flag("tell_status", false);
    s.reacquire = sensors::instant(c.real("reacquire", 0));
    const auto mode = c.text("on_outage", "none");
    s.on_outage = mode == "hold" ? absent::hold : mode == "predict" ? absent::predict : absent::none;
    return s;
}

} // namespace gnss
