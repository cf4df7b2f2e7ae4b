// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/selftest.hpp - does the model, within these limits, fly the circle it must, and see who is
// near?
#pragma once
#include "../common/selftest.hpp"
#include "collisions.hpp"
#include "settings.hpp"
#include <cmath>

namespace aircraft {

// One aircraft at half its greatest roll, left alone for a radian of turn: how far it is from the circle of radius
// length / tan(roll), over that radius.
inline double off_the_circle(const settings& s) {
    fleet f;
    f.number = {0}, f.flags = {0}, f.leg = {0};
    f.x = f.y = f.z = f.pitch = f.yaw = {0};
    f.roll = {s.limit.roll / 2}, f.speed = {s.speed};
    f.derive();
    const double radius = s.limit.length / qiki_tan(f.roll[0]), rate = s.speed / radius;
    constexpr int steps = 64;
    for (int k = 0; k < steps; ++k) advance(f, s.limit, 1 / (rate * steps), 0, 1);
    const qiki_sc end = qiki_sincos(1);
    return qiki_hypot(f.x[0] - radius * end.sin, f.y[0] - radius * (1 - end.cos)) / radius;
}

// Pairs that the grid and the trial of all pairs do not agree on, among some points.
inline double disputed_pairs(double distance) {
    constexpr size_t n = 64;
    std::vector<double> x(n), y(n), z(n);
    for (uint32_t i = 0; i < n; ++i) {
        const qiki_bits a = qiki_draw(1, 0, i, 0, 0), b = qiki_draw(1, 0, i, 0, 1);
        x[i] = 5 * distance * qiki_uniform(a, 0), y[i] = 5 * distance * qiki_uniform(a, 1);
        z[i] = 5 * distance * qiki_uniform(b, 0);
    }
    std::vector<pair> all;
    for (uint32_t i = 0; i < n; ++i)
        for (uint32_t j = i + 1; j < n; ++j) {
            const double dx = x[i] - x[j], dy = y[i] - y[j], dz = z[i] - z[j];
            if (dx * dx + dy * dy + dz * dz < distance * distance) all.push_back({i, j});
        }
    grid g;
    const auto& found = g.near(x.data(), y.data(), z.data(), n, distance);
    std::vector<pair> disputed;
    std::set_symmetric_difference(all.begin(), all.end(), found.begin(), found.end(), std::back_inserter(disputed));
    return static_cast<double>(disputed.size());
}

inline int32_t selftest(const settings& s, uint64_t entity, qiki_ns t, std::span<qiki_selftest_row> rows) {
    vehicles::report out{rows, entity, t};
    out.row("circle", off_the_circle(s), 0, 1e-6);
    out.row("collision grid", disputed_pairs(s.collision_distance > 0 ? s.collision_distance : 2), 0, 0);
    return out.count;
}

} // namespace aircraft
