// SPDX-License-Identifier: MIT
// plugins/sensors/common/status.hpp - how a sensor is, ok, warn, crit or na, and why: the same words for all of them.
#pragma once
#include "qiki/sample.h"
#include <array>
#include <cstddef>
#include <cstdint>

namespace sensors {

enum class grade : uint8_t { ok, warn, crit, na };

// A row's number is v[1] of the channel "status".
enum class reason : uint8_t {
    none,
    disabled,
    no_carrier,
    no_attitude,
    no_source,
    dead,
    stuck,
    drifting,
    noisy,
    dropout,
    acquiring,
    turning_fast,
    too_close,
    saturated,
    over_warn,
    over_crit,
    count_
};

struct reason_row {
    const char* name;
    grade is;
    uint8_t device; // QIKI_SENSE_... of its samples
};
// What is too much, as opposed to a device that fails, leaves the device itself well.
inline constexpr std::array<reason_row, static_cast<size_t>(reason::count_)> reasons{{
    {"NOTHING", grade::ok, QIKI_SENSE_OK},
    {"DISABLED", grade::na, QIKI_SENSE_OFF},
    {"NO_CARRIER", grade::na, QIKI_SENSE_OFF},
    {"NO_ATTITUDE", grade::na, QIKI_SENSE_OFF},
    {"NO_SOURCE", grade::na, QIKI_SENSE_OFF},
    {"DEAD", grade::crit, QIKI_SENSE_FAILED},
    {"STUCK", grade::crit, QIKI_SENSE_FAILED},
    {"DRIFTING", grade::warn, QIKI_SENSE_DEGRADED},
    {"NOISY", grade::warn, QIKI_SENSE_DEGRADED},
    {"DROPOUT", grade::warn, QIKI_SENSE_DEGRADED},
    {"ACQUIRING", grade::warn, QIKI_SENSE_CALIBRATING},
    {"TURNING_FAST", grade::warn, QIKI_SENSE_DEGRADED},
    {"TOO_CLOSE", grade::warn, QIKI_SENSE_OK},
    {"SATURATED", grade::crit, QIKI_SENSE_DEGRADED},
    {"OVER_WARN", grade::warn, QIKI_SENSE_OK},
    {"OVER_CRIT", grade::crit, QIKI_SENSE_OK},
}};
constexpr const reason_row& row_of(reason r) { return reasons[static_cast<size_t>(r)]; }
constexpr reason worse(reason a, reason b) { return row_of(b).is > row_of(a).is ? b : a; }

// Whether the device has nothing to measure with.
constexpr bool silent(reason r) { return row_of(r).is == grade::na || r == reason::dead; }
// Whether values are there that should be believed less.
constexpr bool doubtful(reason r) { return r == reason::drifting || r == reason::noisy; }

inline constexpr qiki_channel status_channel{
    "status",
    "",
    "0 ok, 1 warn, 2 crit, 3 na; and why: 0 nothing, 1 disabled, 2 no carrier, 3 no attitude, 4 no source, 5 dead, 6 "
    "stuck, 7 drifting, 8 noisy, 9 dropout, 10 acquiring, 11 turning fast, 12 too close, 13 saturated, 14 over warn, "
    "15 over crit",
    2,
    0,
    0,
    0};

} // namespace sensors
