// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/fleet.hpp - all aircraft of an instance as a structure of arrays.
#pragma once
#include "../common/attitude.hpp"
#include <cstdint>
#include <vector>

namespace aircraft {

// Takes out the rows whose flag says that they are no more.
template <class T>
void take_out(std::vector<T>& rows, const std::vector<uint8_t>& gone) {
    size_t to = 0;
    for (size_t i = 0; i < rows.size(); ++i)
        if (!gone[i]) rows[to++] = rows[i];
    rows.resize(to, rows.front());
}

// Sine and cosine of half an angle, kept from step to step: the attitude needs them, and those of the whole angle
// follow.
struct half_angles {
    std::vector<double> sin, cos;
};

// Row i of every array is one aircraft; rows are in the order of their entities.
struct fleet {
    std::vector<uint32_t> number;                         // which of the instance's aircraft, from 0
    std::vector<uint8_t> flags;                           // QIKI_TRUTH_..., as of the tick that was written last
    std::vector<double> x, y, z, roll, pitch, yaw, speed; // m ENU, rad, m/s
    std::vector<uint32_t> leg;                            // waypoint it flies to; past the last: it holds there
    // Follow from the above and the settings.
    half_angles half_roll, half_pitch, half_yaw;
    // Inputs of the model, constant over a step.
    std::vector<double> roll_rate, pitch_rate, throttle; // rad/s, rad/s, percent

    size_t size() const { return number.size(); }

    // Every array that is the state.
    template <class F>
    void each_state(F&& f) {
        f(number), f(flags), f(x), f(y), f(z), f(roll), f(pitch), f(yaw), f(speed), f(leg);
    }

    // Makes the other arrays fit the state.
    void derive() {
        const size_t n = size();
        for (auto* a : {&roll_rate, &pitch_rate, &throttle}) a->resize(n);
        for (auto* h : {&half_roll, &half_pitch, &half_yaw}) h->sin.resize(n), h->cos.resize(n);
        derive(roll, half_roll), derive(pitch, half_pitch), derive(yaw, half_yaw);
    }

private:
    static void derive(const std::vector<double>& angle, half_angles& h) {
        for (size_t i = 0; i < angle.size(); ++i) h.sin[i] = 0.5 * angle[i];
        qiki_sincos_n(h.sin.data(), h.sin.data(), h.cos.data(), angle.size());
    }
};

} // namespace aircraft
