// SPDX-License-Identifier: MIT
// plugins/vehicles/point/obey.hpp - the verbs a point obeys: at once, from the beginning of the tick that hears them.
#pragma once
#include "../common/fit.hpp"
#include "motion.hpp"
#include "qiki/command.h"

namespace point {

// clang-format off
inline constexpr qiki_verb verb_rows[] = {
    {"velocity", "move like this from now on, without acceleration", {"east", "north", "up"}, {"m/s", "m/s", "m/s"},
     {-1e5, -1e5, -1e5}, {1e5, 1e5, 1e5}, 3, QIKI_BY_AGENT},
    {"heading", "move on this bearing, as fast over ground as now", {"bearing"}, {"rad"}, {-2 * QIKI_PI}, {2 * QIKI_PI}, 1, QIKI_BY_AGENT},
    {"turn", "change the bearing, clockwise", {"angle"}, {"rad"}, {-QIKI_PI}, {QIKI_PI}, 1, QIKI_BY_AGENT},
    {"speed", "move this fast in the direction of now; from rest: where it faces", {"speed"}, {"m/s"}, {0}, {1e5}, 1, QIKI_BY_AGENT},
};
// clang-format on

// Why a command cannot be obeyed; a row's number is the code of the receipt. The gate lets no unfit one through.
enum class refusal : uint8_t { none, not_there, unfit };
inline constexpr const char* refusal_names[] = {"", "POINT_IS_NOT_THERE", ""};

// The motion of a body that was told so at time t of the motion m; its times count from there.
inline motion obeyed(const qiki_command& c, const motion& m, double t) {
    enum verb : uint32_t { velocity, heading, turn, speed };
    motion n;
    n.at = m.position(t), n.velocity = m.speed(t), n.heading = m.heading;
    const double ground = qiki_hypot(n.velocity[0], n.velocity[1]);
    const double now = ground > 0 ? qiki_atan2(n.velocity[0], n.velocity[1]) : m.heading;
    const auto along = [&](double bearing, double fast) {
        const qiki_sc way = qiki_sincos(bearing);
        n.heading = bearing, n.velocity[0] = fast * way.sin, n.velocity[1] = fast * way.cos;
    };
    switch (c.verb) {
    case velocity:
        n.velocity = {c.arg[0], c.arg[1], c.arg[2]};
        if (ground > 0) n.heading = now; // where it faces when that is none
        break;
    case heading: along(c.arg[0], ground); break;
    case turn: along(vehicles::wrapped(now + c.arg[0]), ground); break;
    default: {
        const double all = qiki_hypot(ground, n.velocity[2]);
        if (all > 0)
            for (double& v : n.velocity) v *= c.arg[0] / all;
        else along(now, c.arg[0]);
        if (ground > 0) n.heading = now;
    }
    }
    return n;
}
} // namespace point
