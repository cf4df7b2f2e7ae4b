// SPDX-License-Identifier: MIT
// plugins/agents/core/verbs.hpp - what the agent may say, of all crafts that it may be put into; by name, so that a
// craft obeys those that its own table has.
#pragma once
#include "qiki/command.h"
#include "qiki/math.h"
#include <cstddef>

namespace mind {

// clang-format off
inline constexpr double any = 1e9;
inline constexpr qiki_verb verb_rows[] = {
    {"heading", "hold this bearing", {"bearing"}, {"rad"}, {-2 * QIKI_PI}, {2 * QIKI_PI}, 1, QIKI_BY_AGENT},
    {"altitude", "hold this height", {"up"}, {"m"}, {-any}, {any}, 1, QIKI_BY_AGENT},
    {"speed", "reach this speed and keep it", {"speed"}, {"m/s"}, {0}, {any}, 1, QIKI_BY_AGENT},
    {"go", "go there", {"east", "north", "up"}, {"m", "m", "m"}, {-any, -any, -any}, {any, any, any}, 3, QIKI_BY_AGENT},
    {"velocity", "reach this velocity and keep it", {"east", "north", "up"}, {"m/s", "m/s", "m/s"}, {-1e4, -1e4, -1e4}, {1e4, 1e4, 1e4}, 3, QIKI_BY_AGENT},
    {"hold", "stay where it is", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
    {"resume", "go on as if nothing had been commanded", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
    {"turn", "change the bearing, clockwise", {"angle"}, {"rad"}, {-QIKI_PI}, {QIKI_PI}, 1, QIKI_BY_AGENT},
    {"attitude", "face this way", {"heading", "pitch", "roll"}, {"rad", "rad", "rad"}, {-2 * QIKI_PI, -QIKI_PI / 2, -QIKI_PI}, {2 * QIKI_PI, QIKI_PI / 2, QIKI_PI}, 3, QIKI_BY_AGENT},
    {"rcs.fire", "burn along an axis: 0 forward, 1 aft, 2 port, 3 starboard, 4 up, 5 down", {"axis", "percent", "duration"}, {"", "percent", "s"}, {0, 0, 0}, {5, 100, 3600}, 3, QIKI_BY_AGENT},
    {"rcs.stop", "shut all valves", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
    {"coast", "keep no velocity any more", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
    {"actuator", "one of the craft's actuators by its number: 0 and 1 drive, 2 system_controller, from 3 nozzles", {"actuator", "command", "value", "timeout"}, {"", "", "", "s"}, {0, 0, -1e4, 0}, {255, 255, 1e4, 3600}, 4, QIKI_BY_AGENT},
    {"power.dock", "close or open the bridge to the dock's power", {"on"}, {""}, {0}, {1}, 1, QIKI_BY_AGENT},
    {"power.nbl", "switch the burst link", {"on"}, {""}, {0}, {1}, 1, QIKI_BY_AGENT},
    {"power.nbl.max", "what the burst link may draw", {"power"}, {"W"}, {0}, {1e5}, 1, QIKI_BY_AGENT},
    {"power.radar", "switch the radar's supply", {"on"}, {""}, {0}, {1}, 1, QIKI_BY_AGENT},
    {"dock.engage", "arm a port", {"port"}, {""}, {0}, {255}, 1, QIKI_BY_AGENT},
    {"dock.release", "let go of the station, or disarm", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
    {"xpdr.mode", "of the transponder: 0 off, 1 on, 2 silent, 3 spoof", {"mode"}, {""}, {0}, {255}, 1, QIKI_BY_AGENT},
};
// clang-format on
inline constexpr size_t verb_count = sizeof verb_rows / sizeof *verb_rows;

enum verb : uint32_t {
    to_heading,
    to_altitude,
    to_speed,
    go_there,
    to_velocity,
    stay,
    resume,
    turn_by,
    face,
    fire,
    stop_valves,
    coast,
    actuate
};

enum class group : uint32_t { other, drive, rcs, stop };

inline group group_of(uint32_t verb, const double* arg) {
    switch (verb) {
    case to_heading:
    case to_altitude:
    case to_speed:
    case go_there:
    case to_velocity: return group::drive;
    case turn_by:
    case face:
    case fire: return group::rcs;
    case stay:
    case stop_valves:
    case coast: return group::stop;
    case actuate: return arg[0] < 2 ? group::drive : arg[0] == 2 ? group::other : group::rcs;
    default: return group::other;
    }
}

} // namespace mind
