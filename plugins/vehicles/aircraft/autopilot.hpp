// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/autopilot.hpp - what an aircraft is to do, and the inputs that make it do it.
#pragma once
#include "dynamics.hpp"

namespace aircraft {

struct waypoint {
    double x, y, z; // ENU m
};

// The course, height and speed an aircraft holds when it has no route, or was told to.
struct target {
    static constexpr uint8_t course = 1, height = 2; // commanded, and so before the route's
    std::vector<double> yaw, z, speed;
    std::vector<uint8_t> commanded;

    template <class F>
    void each(F&& f) {
        f(yaw), f(z), f(speed), f(commanded);
    }
};

struct autopilot {
    bool open = false;
    double throttle = 0, roll_rate = 0, pitch_rate = 0; // when open
    double heading_gain = 0.2, roll_gain = 2.5, altitude_gain = 0.015, pitch_gain = 2.5, speed_gain = 5;

    std::vector<waypoint> route;
    bool loops = false;
    double arrival = 50, hold_radius = 100, hold_roll = 0; // m, m, rad of roll that flies the circle

    // Sets the inputs of rows [begin, end) for a step of h seconds; at most `block` rows. Cascades: an error of course
    // asks for roll, an error of roll for roll rate, and so in height. No rate corrects more than the error within the
    // step, so that long steps stay stable. [any]
    void steer(fleet&, const target&, const limits&, double h, size_t begin, size_t end) const;

private:
    void navigate(fleet&, size_t begin, size_t end, double* yaw, double* z, double* roll) const;
};

} // namespace aircraft
