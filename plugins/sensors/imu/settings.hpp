// SPDX-License-Identifier: MIT
// plugins/sensors/imu/settings.hpp - the parameters of qiki.sensor.imu, and the values they become.
#pragma once
#include "../common/faults.hpp"
#include "../common/noise.hpp"
#include "pull.hpp"

namespace imu {

inline constexpr double degree = QIKI_PI / 180;

// The defaults are those of a small tactical unit: 0.02 deg/s and 0.005 m/s^2 of noise in each of 100 samples a second.
// clang-format off
inline constexpr auto parameters = sensors::joined(sensors::rows({
    qiki::real("rate", "Hz", 0, 0, 1e5, "samples a second, each at the end of the tick that reaches its time; 0: one a tick"),
    qiki::real("gravity", "m/s^2", -1, -1, 1e3, "felt by a body at rest, upwards; below 0: none on a craft, a station, debris or a body, which are in space, 9.80665 on all else"),
    qiki::real("orbit.mu", "m^3/s^2", 0, 0, 1e21, "gravity of a body that pulls the carrier, G times its mass, as the carrier has it; 0: none"),
    qiki::reals("orbit.at", "m", "0,0,0", -1e12, 1e12, "centre of that body: east, north, up"),

    qiki::real("gyro_noise", "rad/s/sqrt(Hz)", 0.002 * degree, 0, 1, "white noise density of rates"),
    qiki::real("gyro_bias", "rad/s", 0.005 * degree, 0, 1, "standard deviation of the bias a device is born with, each axis"),
    qiki::real("gyro_drift", "rad/s", 0.001 * degree, 0, 1, "standard deviation of the bias that wanders"),
    qiki::real("gyro_scale", "", 5e-4, 0, 0.5, "standard deviation of the error of scale a device is born with"),
    qiki::real("gyro_step", "rad/s", 0, 0, 1, "of quantisation; 0: none"),
    qiki::real("gyro_range", "rad/s", 2000 * degree, 1e-6, 1e4, "greatest rate it can show, either way"),

    qiki::real("force_noise", "m/s^2/sqrt(Hz)", 5e-4, 0, 100, "white noise density of specific forces"),
    qiki::real("force_bias", "m/s^2", 0.002, 0, 100, "standard deviation of the bias a device is born with, each axis"),
    qiki::real("force_drift", "m/s^2", 5e-4, 0, 100, "standard deviation of the bias that wanders"),
    qiki::real("force_scale", "", 5e-4, 0, 0.5, "standard deviation of the error of scale a device is born with"),
    qiki::real("force_step", "m/s^2", 0, 0, 100, "of quantisation; 0: none"),
    qiki::real("force_range", "m/s^2", 160, 1e-3, 1e6, "greatest specific force it can show, either way"),

    qiki::real("drift_time", "s", 300, 0, 1e6, "correlation time of what wanders"),
    sensors::outage::window_row,
    sensors::outage::dropout_row,
    qiki::text("on_outage", "none", "none|hold", "none: NO_DATA; hold: the last sample again, labelled STALE"),
    qiki::flag("tell_status", false, "whether it says its status on a channel"),
}), sensors::faults::parameters("rad/s^2", 1e-4));
// clang-format on

// The errors of one kind of reading, the same for its three axes.
struct triad {
    double density = 0, bias = 0, scale = 0, step = 0, range = 0;
    sensors::drift wander;
};

struct settings {
    sensors::schedule rate;
    pull gravity;
    triad gyro, force;
    sensors::outage gaps;
    sensors::faults ills;
    bool holds = false, tells = false;

    // Throws failure with QIKI_E_CONFIG.
    static settings read(const qiki::config&);
};

} // namespace imu
