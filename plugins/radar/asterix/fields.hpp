// SPDX-License-Identifier: MIT
// plugins/radar/asterix/fields.hpp - what a replay takes from a record: raw integers, and the exact units they count
// in.
#pragma once
#include "walk.hpp"
#include <array>

namespace asterix {

// Least significant bits. Every one is a small integer over a power of two, so raw * lsb is exact in double.
namespace lsb {
inline constexpr double second = 1.0 / 128;
inline constexpr double range_nm = 1.0 / 256;
inline constexpr double range_m = 463.0 / 64; // 1852 / 256
inline constexpr double azimuth_deg = 45.0 / 8192;
inline constexpr double level_ft = 25;
inline constexpr double flight_level = 1.0 / 4;
inline constexpr double latitude_deg = 45.0 / 8388608;      // of 32 bits: 180 / 2^25
inline constexpr double site_latitude_deg = 45.0 / 2097152; // of 24 bits: 180 / 2^23
inline constexpr double geometric_ft = 25.0 / 4;
inline constexpr double climb_ft_min = 25.0 / 4;
inline constexpr double velocity_m_s = 1.0 / 4;
} // namespace lsb
inline constexpr double foot_m = 0.3048;
inline constexpr double ns_per_tick = 7812500; // 1/128 s

using name8 = std::array<char, 8>;

// What a target report or a system track holds; `has` says which members mean something, the others are 0.
enum target_has : uint16_t {
    has_source = 1 << 0,
    has_time = 1 << 1,
    has_truncated_time = 1 << 2, // I001/141: time is modulo 512 s
    has_position = 1 << 3,
    has_level = 1 << 4,
    has_code = 1 << 5,
    has_address = 1 << 6,
    has_name = 1 << 7,
    has_doppler = 1 << 8,
    has_track = 1 << 9,
    has_descriptor = 1 << 10,
    has_velocity = 1 << 11,
    has_altitude = 1 << 12,
    has_climb = 1 << 13,
};
enum target_flags : uint16_t {
    level_not_validated = 1 << 0,
    level_garbled = 1 << 1,
    code_not_validated = 1 << 2,
    code_garbled = 1 << 3,
    code_smoothed = 1 << 4,
    simulated = 1 << 5, // SIM or TST
    monitor = 1 << 6,   // RAB, a fixed transponder
    on_ground = 1 << 7,
    track_end = 1 << 8,
    track_coasting = 1 << 9,
    track_tentative = 1 << 10,
    name_invalid = 1 << 11, // a character outside the alphabet
    name_from_plan = 1 << 12,
    airborne = 1 << 13, // it says so; neither this nor on_ground: it does not say
};

// CAT001 and CAT048; with the members at the end also CAT010 and CAT021.
struct target {
    uint32_t time = 0; // 1/128 s of the day
    uint32_t rho = 0;  // 1/256 NM
    uint32_t address = 0;
    uint16_t theta = 0; // 360/2^16 deg
    uint16_t code = 0;
    int16_t level = 0;   // 1/4 FL
    int16_t doppler = 0; // m/s
    uint16_t track = 0, has = 0, flags = 0, source = 0;
    uint8_t type = 0;   // TYP of CAT048; of CAT001 0 none, 1 PSR, 2 SSR, 3 both
    uint8_t status = 0; // STAT of I048/230
    name8 name{};       // callsign, padding stripped
    // CAT010 and CAT021.
    enum : uint8_t {
        polar,    // rho and theta
        metres,   // the same, rho in m
        plane,    // longitude east of the sensor, latitude north of it, m
        geodetic, // latitude, longitude: 180/2^31 deg
    } form = polar;
    uint8_t accuracy = 255; // NACp; 255: not said
    int16_t altitude = 0;   // 25/4 ft, geometric, with has_altitude
    int32_t fine_ns = 0;    // time is so much later than its 1/128 s say
    int64_t latitude = 0, longitude = 0;
};

// CAT002 and CAT034.
struct service {
    uint32_t time = 0;
    uint16_t has = 0, source = 0;
    uint16_t period = 0; // 1/128 s; 0: not sent
    uint8_t type = 0;    // 1 north mark, 2 sector crossing
    uint8_t sector = 0;  // 360/2^8 deg
    bool has_sector = false;
    int32_t latitude = 0, longitude = 0; // 180/2^23 deg, with has_position
    int16_t height = 0;                  // m
};

// CAT062.
struct system_track {
    uint32_t time = 0;
    int32_t latitude = 0, longitude = 0; // 180/2^25 deg
    uint32_t address = 0;
    int16_t vx = 0, vy = 0; // 1/4 m/s
    int16_t level = 0;      // 1/4 FL, pressure
    int16_t altitude = 0;   // 25/4 ft, geometric
    int16_t climb = 0;      // 25/4 ft/min
    uint16_t code = 0, track = 0, has = 0, flags = 0, source = 0;
    name8 name{};
};

target read_target(const record&);   // of cat048, cat001_plot, cat001_track
service read_service(const record&); // of cat034, cat002
system_track read_system_track(const record&);

// Eight 6-bit characters, trailing spaces and zeros stripped; `valid` is cleared when another character is outside A-Z,
// 0-9, space.
name8 six_bit_name(octets six, bool& valid);
} // namespace asterix
