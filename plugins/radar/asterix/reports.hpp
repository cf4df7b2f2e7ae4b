// SPDX-License-Identifier: MIT
// plugins/radar/asterix/reports.hpp - plots that no turning antenna gave: ADS-B and surface sensors.
#pragma once
#include "fields.hpp"

namespace asterix {

namespace lsb {
inline constexpr double wgs84_deg = 45.0 / 536870912; // 180 / 2^31
}

target read_adsb(const record&);    // of a profile of CAT021
target read_surface(const record&); // of cat010; only message type 1 is a target report

// Type of a CAT010 message: 1 target report, 2 start of update cycle, 3 and 4 status. 0: it does not say.
uint8_t surface_message(const record&);

// 95 % of positions are closer to the truth than this [m], from the navigation accuracy category NACp (RTCA DO-260B,
// table A-13); 0: unknown.
double accuracy_m(uint8_t nac_p);
} // namespace asterix
