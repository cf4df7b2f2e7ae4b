// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/autopilot.cpp - course, height and speed to throttle, roll rate and pitch rate.
#include "autopilot.hpp"
#include <algorithm>

namespace aircraft {
namespace {

double within(double v, double limit) { return v < -limit ? -limit : v > limit ? limit : v; }

} // namespace

// Which waypoint, and the course to it. On the circle: the vector field of Nelson, Barber, McLain, Beard 2007, "Vector
// field path following for miniature air vehicles", eq. 11, which turns in from outside and out from inside.
void autopilot::navigate(fleet& f, size_t begin, size_t end, double* yaw, double* z, double* roll) const {
    const auto last = static_cast<uint32_t>(route.size() - 1);
    double dx[block], dy[block];
    for (size_t i = begin, k = 0; i < end; ++i, ++k) {
        uint32_t& leg = f.leg[i];
        const auto offset = [&] {
            const waypoint& w = route[std::min(leg, last)];
            dx[k] = w.x - f.x[i], dy[k] = w.y - f.y[i], z[k] = w.z;
        };
        offset();
        if (leg <= last && dx[k] * dx[k] + dy[k] * dy[k] <= arrival * arrival) {
            leg = leg == last && loops ? 0 : leg + 1;
            offset();
        }
    }
    const size_t n = end - begin;
    qiki_atan2_n(dy, dx, yaw, n);
    for (size_t k = 0; k < n; ++k) {
        roll[k] = 0;
        if (f.leg[begin + k] <= last) continue;
        constexpr double steepness = 2;
        const double off = qiki_hypot(dx[k], dy[k]) / hold_radius - 1;
        yaw[k] += qiki_atan(steepness * off) - QIKI_PI / 2;
        roll[k] = hold_roll;
    }
}

void autopilot::steer(fleet& f, const target& t, const limits& l, double h, size_t begin, size_t end) const {
    const size_t n = end - begin;
    double* __restrict p = &f.roll_rate[begin];
    double* __restrict q = &f.pitch_rate[begin];
    double* __restrict u = &f.throttle[begin];
    if (open) {
        std::fill_n(p, n, roll_rate), std::fill_n(q, n, pitch_rate), std::fill_n(u, n, throttle);
        return;
    }
    const double* __restrict yaw = &f.yaw[begin];
    const double* __restrict z = &f.z[begin];
    const double* __restrict to_yaw = &t.yaw[begin];
    const double* __restrict to_z = &t.z[begin];
    double course[block], height[block], bank[block];
    if (!route.empty()) {
        navigate(f, begin, end, course, height, bank);
        for (size_t k = 0; k < n; ++k) {
            if (t.commanded[begin + k] & target::course) course[k] = to_yaw[k], bank[k] = 0;
            if (t.commanded[begin + k] & target::height) height[k] = to_z[k];
        }
        to_yaw = course, to_z = height;
    } else std::fill_n(bank, n, 0.0);

    const double* __restrict roll = &f.roll[begin];
    const double* __restrict pitch = &f.pitch[begin];
    const double* __restrict speed = &f.speed[begin];
    const double* __restrict to_speed = &t.speed[begin];
    const double roll_rate_gain = std::min(roll_gain, 1 / h), pitch_rate_gain = std::min(pitch_gain, 1 / h);
    const double throttle_gain = std::min(speed_gain, 5 / h);
    for (size_t i = 0; i < n; ++i) {
        const double wanted_roll = within(heading_gain * vehicles::wrapped(to_yaw[i] - yaw[i]) + bank[i], l.roll);
        const double wanted_pitch = within(altitude_gain * (to_z[i] - z[i]), l.pitch);
        p[i] = roll_rate_gain * (wanted_roll - roll[i]);
        q[i] = pitch_rate_gain * (wanted_pitch - pitch[i]);
        u[i] = throttle_gain * (to_speed[i] - speed[i]);
    }
}

} // namespace aircraft
