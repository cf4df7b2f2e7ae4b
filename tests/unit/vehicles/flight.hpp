// SPDX-License-Identifier: MIT
// tests/unit/vehicles/flight.hpp - vehicles on the rig: fly them, look at them, compare them.
#pragma once
#include "qiki/math.h"
#include "unit/rig.hpp"
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

namespace flight {

constexpr qiki_ns second = 1'000'000'000;
constexpr double degree = QIKI_PI / 180;

using numbers = std::vector<double>;
using vec3 = std::array<double, 3>;

struct planes : rig::instance {
    explicit planes(const rig::settings& s = {}, rig::birth b = {})
        : rig::instance("qiki.vehicle.aircraft", s, (b.self_entity = b.self_entity ? b.self_entity : 1, b)) {}
};
struct body : rig::instance {
    explicit body(const rig::settings& s = {}, rig::birth b = {})
        : rig::instance("qiki.vehicle.point", s, (b.self_entity = b.self_entity ? b.self_entity : 1, b)) {}
};

// The truths of the tick that ends at `to`.
inline std::vector<qiki_truth> tick(rig::instance& v, qiki_ns from, qiki_ns to) {
    v.tick(from, to);
    return v.took<qiki_truth>("truth");
}
// All truths of `n` ticks of `period` from the start.
inline std::vector<qiki_truth> fly(rig::instance& v, int n, qiki_ns period, qiki_ns from = 0) {
    std::vector<qiki_truth> all;
    for (int k = 0; k < n; ++k) {
        const auto now = tick(v, from + k * period, from + (k + 1) * period);
        all.insert(all.end(), now.begin(), now.end());
    }
    return all;
}
inline std::string bytes(const std::vector<qiki_truth>& r) {
    return {reinterpret_cast<const char*>(r.data()), r.size() * sizeof(qiki_truth)};
}

// Body axes in ENU, from the attitude.
inline vec3 turned(const qiki_truth& r, const vec3& v) {
    const double w = r.att[0], x = r.att[1], y = r.att[2], z = r.att[3];
    return {(1 - 2 * (y * y + z * z)) * v[0] + 2 * (x * y - w * z) * v[1] + 2 * (x * z + w * y) * v[2],
            2 * (x * y + w * z) * v[0] + (1 - 2 * (x * x + z * z)) * v[1] + 2 * (y * z - w * x) * v[2],
            2 * (x * z - w * y) * v[0] + 2 * (y * z + w * x) * v[1] + (1 - 2 * (x * x + y * y)) * v[2]};
}
inline double speed(const qiki_truth& r) { return std::hypot(r.vel[0], r.vel[1], r.vel[2]); }
inline double yaw(const qiki_truth& r) { return std::atan2(r.vel[1], r.vel[0]); }
inline double pitch(const qiki_truth& r) { return std::asin(r.vel[2] / speed(r)); }
// Positive to the left: how far the left wing is down.
inline double roll(const qiki_truth& r) {
    return std::asin(std::clamp(-turned(r, {0, 1, 0})[2] / std::cos(pitch(r)), -1.0, 1.0));
}
// Body rates between two attitudes h seconds apart, to second order: 2 conj(q) dq/dt.
inline vec3 rate_between(const qiki_truth& a, const qiki_truth& b, double h) {
    double d[4], m[4];
    const double sign =
        a.att[0] * b.att[0] + a.att[1] * b.att[1] + a.att[2] * b.att[2] + a.att[3] * b.att[3] < 0 ? -1 : 1;
    for (size_t i = 0; i < 4; ++i) d[i] = (sign * b.att[i] - a.att[i]) / h, m[i] = (sign * b.att[i] + a.att[i]) / 2;
    return {2 * (m[0] * d[1] - m[1] * d[0] - m[2] * d[3] + m[3] * d[2]),
            2 * (m[0] * d[2] + m[1] * d[3] - m[2] * d[0] - m[3] * d[1]),
            2 * (m[0] * d[3] - m[1] * d[2] + m[2] * d[1] - m[3] * d[0])};
}
// The text of the refusal of a configuration; empty when it is accepted.
inline std::string refusal(const std::string& id, const rig::settings& s) {
    rig::birth b;
    b.self_entity = 1;
    try {
        rig::instance v(id, s, b);
    } catch (const rig::failed& f) {
        return f.status == QIKI_E_CONFIG ? f.what() : std::string("another status: ") + f.what();
    }
    return {};
}

} // namespace flight
