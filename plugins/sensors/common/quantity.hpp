// SPDX-License-Identifier: MIT
// plugins/sensors/common/quantity.hpp - the errors of what a device measures: noise, a bias it is born with, one that
// walks.
#pragma once
#include "noise.hpp"
#include "rows.hpp"

namespace sensors {

inline constexpr uint32_t elements = 8; // of a main quantity, at most
enum common_purpose : uint16_t { born = 1, walked, white, gone, own = 16 };

struct quantity {
    double noise = 0, bias = 0, walk = 0;

    static constexpr table<3> parameters(const char* unit, const char* unit_a_root_second, double noise, double bias,
                                         double walk) {
        return {{
            qiki::real("noise", unit, noise, 0, 1e9,
                       "standard deviation of each element of the main quantity, new with each sample"),
            qiki::real("bias", unit, bias, 0, 1e9,
                       "standard deviation of the bias a device is born with, each element"),
            qiki::real("walk", unit_a_root_second, walk, 0, 1e9,
                       "of the bias that walks: its standard deviation after a second, growing with the root of time"),
        }};
    }
    static quantity read(const qiki::config& c) { return {c.real("noise", 0), c.real("bias", 0), c.real("walk", 0)}; }
};

} // namespace sensors
