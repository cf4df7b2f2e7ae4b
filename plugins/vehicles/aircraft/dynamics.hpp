// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/dynamics.hpp - the equations of motion and one Runge-Kutta step of many aircraft.
#pragma once
#include "fleet.hpp"

namespace aircraft {

// Kinematic aircraft as in SCRIMMAGE's SimpleAircraft (GTRI), with V the speed and p, q, u held over a step:
//     dx = V cos(pitch) cos(yaw)   dy = V cos(pitch) sin(yaw)   dz = V sin(pitch)
//     droll = p   dpitch = q   dyaw = V / length * tan(roll)   dV = u / 5
struct limits {
    double speed_min = 15, speed_max = 40;          // m/s
    double roll = QIKI_PI / 6, pitch = QIKI_PI / 6; // rad, either way
    double roll_rate = 1, pitch_rate = 1;           // rad/s, either way
    double length = 13;                             // m
};

// Aircraft worked on together, so that the scratch arrays stay in the nearest cache.
inline constexpr size_t block = 256;

// Limits the inputs of rows [begin, end) so that neither they nor, h seconds later, the state leave the limits; then
// moves the rows by h with the classical fourth-order Runge-Kutta method (Kutta 1901). At most `block` rows. [any]
void advance(fleet&, const limits&, double h, size_t begin, size_t end);

} // namespace aircraft
