// SPDX-License-Identifier: MIT
// plugins/sensors/gnss/settings.hpp - the parameters of qiki.sensor.gnss, and the values they become.
#pragma once
#include "../common/faults.hpp"
#include "../common/noise.hpp"

namespace gnss {

// clang-format off
inline constexpr auto parameters = sensors::joined(sensors::rows({
    qiki::real("rate", "Hz", 1, 0, 1e3, "fixes a second, each at the end of the tick that reaches its time; 0: one a tick"),
    qiki::reals("at", "m", "0,0,0", -1e4, 1e4, "the antenna on its carrier: ahead, left, up"),

    qiki::real("noise_horizontal", "m", 0.5, 0, 1e4, "standard deviation of a fix, east and north each, new with each"),
    qiki::real("noise_vertical", "m", 1, 0, 1e4, "standard deviation of a fix, up, new with each"),
    qiki::real("drift_horizontal", "m", 1.5, 0, 1e4, "standard deviation of the error that wanders, east and north each"),
    qiki::real("drift_vertical", "m", 3, 0, 1e4, "standard deviation of the error that wanders, up"),
    qiki::real("drift_time", "s", 300, 0, 1e6, "correlation time of what wanders"),
    qiki::real("step", "m", 0, 0, 1e3, "of quantisation of a place; 0: none"),
    qiki::real("noise_velocity", "m/s", 0.05, 0, 1e3, "standard deviation of each component of velocity, new with each fix"),
    qiki::real("step_velocity", "m/s", 0, 0, 1e2, "of quantisation of a velocity; 0: none"),

    sensors::outage::window_row,
    sensors::outage::dropout_row,
    qiki::real("reacquire", "s", 0, 0, 3600, "after an outage, until there are fixes again; also at the start"),
    qiki::text("on_outage", "none", "none|hold|predict", "none: NO_DATA; hold: the last fix, STALE; predict: where its velocity leads, FALLBACK"),
    qiki::flag("tell_status", false, "whether it says its status on a channel"),
}), sensors::faults::parameters("m/s", 1));
// clang-format on

struct settings {
    sensors::schedule rate;
    sensors::vec3 at{}, noise{}, step{}; // noise, step: of a place
    std::array<sensors::drift, 3> wander;
    double noise_velocity = 0, step_velocity = 0;
    sensors::outage gaps;
    sensors::faults ills;
    bool tells = false;
    qiki_ns reacquire = 0;
    enum class absent : uint8_t { none, hold, predict } on_outage = absent::none;

    // Throws failure with QIKI_E_CONFIG.
    static settings read(const qiki::config&);
};

} // namespace gnss
