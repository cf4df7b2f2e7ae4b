// SPDX-License-Identifier: MIT
// plugins/radar/asterix/dialect.hpp - the choices that a recording cannot make for its reader: editions, and what is
// read at all.
#pragma once
#include "profile.hpp"
#include <string_view>

namespace asterix {

struct dialect {
    const profile* adsb = nullptr; // of CAT021; nullptr: skipped, for its editions cannot be told apart
    bool surface = true;           // CAT010
};

struct edition {
    const char* name;
    const profile* of;
};

// The editions of CAT021 that can be chosen, in order.
std::span<const edition> adsb_editions();
// nullptr when there is none of this name.
const profile* adsb_edition(std::string_view name);
} // namespace asterix
