// SPDX-License-Identifier: MIT
// plugins/radar/asterix/trial.hpp - a recording made harder for a tracker, the same bits everywhere: plots lost, false
// plots added.
#pragma once
#include <cstdint>

namespace asterix {

// One step of splitmix64 (Steele, Lea, Flood 2014), used as a hash.
constexpr uint64_t scrambled(uint64_t x) {
    uint64_t z = x + 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}
// Uniform in [0, 1), a multiple of 2^-53.
constexpr double uniform(uint64_t x) { return static_cast<double>(scrambled(x) >> 11) * 0x1p-53; }

struct trial {
    double drop = 0;       // share of the plots that are lost
    uint64_t per_turn = 0; // false plots a turn
    double turn_s = 4;     // time between two batches of them
    double range_nm = 60;  // they lie uniformly in the disc of this radius
    uint64_t draw = 0;     // another choice of all of them, below 2^16
};

// Whether the plot of the record with this number in its file, from 0, stays.
constexpr bool stays(const trial& t, uint64_t record) {
    return uniform((t.draw << 48) + 1'000'000'000 + record) >= t.drop;
}

inline constexpr uint64_t most_false = 1'000'000; // of a radar; a longer recording wants fewer a turn

struct false_plot {
    int64_t t = 0;                   // ns behind the start
    double range_m = 0, azimuth = 0; // turns, clockwise from north
};

// The j-th of turn k; `radar` counts the radars of a recording from 0, so that each has its own.
false_plot false_plot_of(const trial&, uint64_t radar, uint64_t k, uint64_t j);
} // namespace asterix
