// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/obey.hpp - the verbs an aircraft obeys, and what a command changes.
#pragma once
#include "../common/fit.hpp"
#include "settings.hpp"

namespace aircraft {

// clang-format off
inline constexpr qiki_verb verb_rows[] = {
    {"heading", "hold this bearing", {"bearing"}, {"rad"}, {-2 * QIKI_PI}, {2 * QIKI_PI}, 1, QIKI_BY_AGENT},
    {"turn", "change the course that is held, clockwise", {"angle"}, {"rad"}, {-QIKI_PI}, {QIKI_PI}, 1, QIKI_BY_AGENT},
    {"altitude", "hold this height", {"up"}, {"m"}, {-1e5}, {1e5}, 1, QIKI_BY_AGENT},
    {"speed", "hold this speed", {"speed"}, {"m/s"}, {0}, {1e4}, 1, QIKI_BY_AGENT},
    {"resume", "fly as if nothing had been commanded", {}, {}, {}, {}, 0, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY},
};
// clang-format on

// Why a command cannot be obeyed; a row's number is the code of the receipt. The gate lets no unfit one through.
enum class refusal : uint8_t { none, gone, no_autopilot, speed, unfit };
inline constexpr const char* refusal_names[] = {"", "AIRCRAFT_IS_GONE", "NO_AUTOPILOT", "SPEED_OUT_OF_LIMITS", ""};

// Changes what row i is to hold; `own` is what its settings say.
refusal obey(const qiki_command&, const settings&, const target& own, target&, size_t i);

} // namespace aircraft
