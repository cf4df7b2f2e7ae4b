// SPDX-License-Identifier: MIT
// tests/unit/craft/charged.hpp - a power plane with so much charge.
#pragma once
#include "plugins/vehicles/craft/power.hpp"

namespace craft {

inline power charged(const power_settings& s, double soc = 0.8) {
    power p;
    p.stored = soc * s.capacity, p.cap = s.cap_soc * s.cap;
    return p;
}

} // namespace craft
