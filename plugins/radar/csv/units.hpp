// SPDX-License-Identifier: MIT
// plugins/radar/csv/units.hpp - headings as name and unit, and what a unit is in SI.
#pragma once
#include "columns.hpp"

namespace csv {

struct named {
    std::string name, unit;
};

// Without blanks around it, in lower case, '-' as '_'.
std::string lower(std::string_view);
// "range [km]" and "range (km)" always, "range_km" when `underscore`.
named split(std::string_view heading, bool underscore);
// Whether `name` is one of "a|b|c".
bool listed(std::string_view names, std::string_view name);
// False when it is no unit of that dimension.
bool measure_in(binding&, dimension, std::string_view unit);
// For messages: "m, km, nm, ft or fl".
const char* units_of(dimension);
} // namespace csv
