// SPDX-License-Identifier: MIT
// host/scenario/params.hpp - values that a script declares by q.param and --set gives.
#pragma once
#include "host/scenario/scenario.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qiki::scenario {

enum class param_type { number, integer, boolean, text, numbers };
const char* name_of(param_type);
const char* wanted(param_type);                     // "a whole number (type integer)"
const std::vector<std::string>& param_type_names(); // in the order of the enumeration

struct declaration {
    std::string name, help;
    param_type type = param_type::text;
    std::optional<value> fallback;
    std::vector<value> choices; // empty: anything
    bool limited = false;
    double low = 0, high = 0; // of each number; either may be infinite
    place where;
};

// What `text` of --set means. Nothing when it is not of that type.
std::optional<value> parsed(param_type, std::string_view text);

// What the declaration allows: "one of 1, 2", "1 to 5", "" when there is no limit; and whether a value of its type
// fits.
std::string allowed(const declaration&);
bool fits(const declaration&, const value&);

// A value of the right type within the limits, for a script that is only asked what it declares.
value stand_in(const declaration&);
} // namespace qiki::scenario
