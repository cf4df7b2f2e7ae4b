// SPDX-License-Identifier: MIT
// host/scenario/times.hpp - seconds and calendar times as whole nanoseconds.
#pragma once
#include "qiki/base.h"
#include <optional>
#include <string>
#include <string_view>

namespace qiki::scenario {

// The whole number of nanoseconds that `s` seconds are; nothing when there is none. What floating point adds to a
// decimal fraction (0.1 * 3) is forgiven; 1/3 s is not.
std::optional<qiki_ns> nanoseconds(double s);

std::string seconds(qiki_ns); // "0.1", "120"

// "2026-11-21T08:00:00Z", with up to nine decimals of the second: ns since 1970-01-01T00:00:00Z, without leap seconds.
// Nothing when it is not of that form, no date of the Gregorian calendar, or beyond int64 (1678 to 2262).
std::optional<qiki_ns> utc(std::string_view);
} // namespace qiki::scenario
