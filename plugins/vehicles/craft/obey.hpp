// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/obey.hpp - the verbs that a craft obeys, and the reasons for which it does not.
#pragma once
#include "../common/fit.hpp"
#include "flight.hpp"

namespace craft {

enum verb : uint32_t {
    rcs_fire,
    rcs_stop,
    keep_velocity,
    keep_attitude,
    keep_speed,
    turn_by,
    coast,
    actuate,
    power_dock,
    power_nbl,
    power_nbl_max,
    power_radar,
    dock_engage,
    dock_release,
    xpdr_mode,
    verbs_
};

// clang-format off
inline constexpr qiki_verb verb_rows[] = {
    {"rcs.fire", "burn along an axis: 0 forward, 1 aft, 2 port, 3 starboard, 4 up, 5 down; a nozzle rests for rcs.cooldown after rcs.burn without a pause", {"axis", "percent", "duration"},
     {"", "percent", "s"}, {0, 0, 0}, {5, 100, 3600}, 3, QIKI_BY_AGENT, QIKI_VERB_WHOLE(0)},
    {"rcs.stop", "shut all valves, and keep neither velocity nor attitude", {}, {}, {}, {}, 0, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY},
    {"velocity", "reach this velocity and keep it; under orbit.mu: change the one it has by this, and fall on so", {"east", "north", "up"}, {"m/s", "m/s", "m/s"}, {-1e4, -1e4, -1e4}, {1e4, 1e4, 1e4}, 3, QIKI_BY_AGENT},
    {"attitude", "face this way and keep facing it", {"heading", "pitch", "roll"}, {"rad", "rad", "rad"},
     {-2 * QIKI_PI, -QIKI_PI / 2, -QIKI_PI}, {2 * QIKI_PI, QIKI_PI / 2, QIKI_PI}, 3, QIKI_BY_AGENT},
    {"speed", "reach this speed on the bearing it faces and keep it; under orbit.mu a change", {"speed"}, {"m/s"}, {0}, {1e4}, 1, QIKI_BY_AGENT},
    {"turn", "change the bearing it faces, clockwise, and keep it", {"angle"}, {"rad"}, {-QIKI_PI}, {QIKI_PI}, 1, QIKI_BY_AGENT},
    {"coast", "keep no velocity any more", {}, {}, {}, {}, 0, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY},
    {"actuator", "one of the nine: 0 motor_left, 1 motor_right, 2 system_controller, 3 to 8 rcs_forward, aft, port, starboard, up, down; "
     "command 1 SET_VELOCITY percent, 2 ROTATE rad, 3 ENABLE, 4 DISABLE, 5 SET_MODE 0 idle or 1 active",
     {"actuator", "command", "value", "timeout"}, {"", "", "", "s"}, {0, 0, -1e4, 0}, {255, 255, 1e4, 3600}, 4, QIKI_BY_AGENT, QIKI_VERB_WHOLE(0) | QIKI_VERB_WHOLE(1)},
    {"power.dock", "close or open the bridge to the dock's power", {"on"}, {""}, {0}, {1}, 1, QIKI_BY_AGENT, QIKI_VERB_WHOLE(0)},
    {"power.nbl", "switch the burst link", {"on"}, {""}, {0}, {1}, 1, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY | QIKI_VERB_WHOLE(0)},
    {"power.nbl.max", "what the burst link may draw", {"power"}, {"W"}, {0}, {1e5}, 1, QIKI_BY_AGENT},
    {"power.radar", "switch the radar's supply", {"on"}, {""}, {0}, {1}, 1, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY | QIKI_VERB_WHOLE(0)},
    {"dock.engage", "arm a port, 0 forward or 1 aft bayonet; done when it is locked", {"port"}, {""}, {0}, {255}, 1, QIKI_BY_AGENT, QIKI_VERB_WHOLE(0)},
    {"dock.release", "let go of the station, or disarm", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
    {"xpdr.mode", "of the transponder: 0 off, 1 on, 2 silent, 3 spoof", {"mode"}, {""}, {0}, {255}, 1, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY | QIKI_VERB_WHOLE(0)},
};
// clang-format on
static_assert(std::size(verb_rows) == verbs_);

// Why a command is not obeyed; a row's number is the code of the receipt.
enum class refusal : uint8_t {
    none,
    unfit,
    unknown_axis,
    unknown_actuator,
    wrong_command,
    unknown_mode,
    speed_out_of_limits,
    no_propellant,
    rcs_disabled,
    drive_disabled,
    axis_disabled,
    docked,
    not_docked,
    no_station,
    unknown_port,
    comms_disabled,
    gone,
    crashed,
    no_power,
    count_
};
inline constexpr const char* refusal_names[] = {"",
                                                "COMMAND_DOES_NOT_FIT",
                                                "UNKNOWN_AXIS",
                                                "UNKNOWN_ACTUATOR",
                                                "WRONG_COMMAND_FOR_ACTUATOR",
                                                "INVALID_MODE",
                                                "SPEED_OUT_OF_LIMITS",
                                                "PROPELLANT_EMPTY",
                                                "RCS_DISABLED",
                                                "DRIVE_DISABLED",
                                                "AXIS_DISABLED",
                                                "CRAFT_IS_DOCKED",
                                                "CRAFT_IS_NOT_DOCKED",
                                                "NO_STATION",
                                                "UNKNOWN_PORT",
                                                "COMMS_DISABLED",
                                                "NO_SUCH_CRAFT",
                                                "CRAFT_HAS_CRASHED",
                                                "NO_POWER"};
static_assert(std::size(refusal_names) == static_cast<size_t>(refusal::count_));

// How an order ended, as code and text of its receipt.
inline constexpr const char* outcome_names[] = {
    "",        "THROTTLED",   "SUPERSEDED",   "PROPELLANT_EMPTY", "SWITCHED_OFF", "COUPLING_BROKE", "STATION_LOST",
    "CRASHED", "BERTH_TAKEN", "LESS_IMPULSE", "NO_POWER",         "NOT_REACHED"};

// What became of a command at once. later: its end comes with the account, else it is done by now.
struct answer {
    refusal why = refusal::none;
    bool later = false;
};

// Obeys from t on. [tick, does not allocate]
answer obey(const qiki_command&, const settings&, memory&, account&, qiki_ns t);

} // namespace craft
