// SPDX-License-Identifier: MIT
// plugins/radar/csv/decimal.hpp - times as exact nanoseconds: decimal numbers of a unit, and ISO 8601.
#pragma once
#include "qiki/base.h"
#include <optional>
#include <string_view>

namespace csv {

// "12.5", "-3e2": times 10^power nanoseconds, rounded to a whole one. Nothing for other text, or beyond 292 years.
std::optional<qiki_ns> decimal_ns(std::string_view text, int power);

// "2023-05-02T08:00:00.125Z", a blank for the T, "+02:00" or nothing (which is UTC) for the Z: ns since 1970. Nothing
// for other text and dates that do not exist; a leap second counts as the one after it.
std::optional<qiki_ns> iso_ns(std::string_view text);
} // namespace csv
