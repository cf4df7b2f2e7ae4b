// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/start.hpp - where the aircraft of an instance start, and what each is to hold.
#pragma once
#include "settings.hpp"

namespace aircraft {

// Chance is by entity, so an aircraft more or less shifts nobody else.
inline void start(const settings& s, uint64_t key, uint64_t first_entity, fleet& f, target& t) {
    enum purpose : uint16_t { on_the_map = 1, height_and_heading = 2, of_speed = 3 };
    f = {}, t = {};
    for (uint32_t k = 0; k < s.count; ++k) {
        const auto draw = [&](purpose why, int half) {
            return 2 * qiki_uniform(qiki_draw(key, 0, first_entity + k, why, 0), half) - 1;
        };
        const size_t team = s.team(k);
        const double heading = s.heading[team] + s.spread_heading * draw(height_and_heading, 1);
        const double yaw = vehicles::wrapped(QIKI_PI / 2 - heading);
        const double speed = s.speed + s.spread_speed * draw(of_speed, 0);
        f.number.push_back(k);
        f.flags.push_back(0);
        f.x.push_back(s.at[3 * team] + s.spread[0] * draw(on_the_map, 0));
        f.y.push_back(s.at[3 * team + 1] + s.spread[1] * draw(on_the_map, 1));
        f.z.push_back(s.at[3 * team + 2] + s.spread[2] * draw(height_and_heading, 0));
        f.roll.push_back(0), f.pitch.push_back(0);
        f.yaw.push_back(yaw);
        f.speed.push_back(std::clamp(speed, s.limit.speed_min, s.limit.speed_max));
        f.leg.push_back(0);
        t.commanded.push_back(0);
        t.yaw.push_back(vehicles::wrapped(yaw - s.turn));
        t.z.push_back(f.z.back() + s.climb);
        t.speed.push_back(std::clamp(f.speed.back() + s.accelerate, s.limit.speed_min, s.limit.speed_max));
    }
    f.derive();
}

} // namespace aircraft
