// SPDX-License-Identifier: MIT
// plugins/radar/asterix/sweep.hpp - when the antenna passed which azimuth: said by sector messages, or seen in the
// plots.
#pragma once
#include "timeline.hpp"
#include <cstdint>
#include <vector>

namespace asterix {

inline constexpr uint32_t full_turn = 65536; // azimuths count 360/2^16 deg

// A plot or a sector message of one radar, as far as the sweep needs it.
struct sighting {
    tick time = 0;
    uint32_t order = 0;   // of its record in the file: when it was sent
    uint32_t azimuth = 0; // 0 .. 65535
};

// The antenna swept from azimuth `begin` at `from` to `end` at `to` [ns]; end > begin may be full_turn, and end < begin
// wraps through north. A plot whose order is above `closed` comes after the sector was given out at `available` [ns].
struct sector {
    int64_t from = 0, to = 0, available = 0;
    uint32_t begin = 0, end = 0, closed = UINT32_MAX;
    bool complete = false;

    bool holds(uint32_t azimuth) const {
        return begin < end ? azimuth >= begin && azimuth < end : azimuth >= begin || azimuth < end;
    }
    bool ends_turn() const { return end == full_turn || end < begin; }
};

struct sweep {
    std::vector<sector> sectors; // by time; where the antenna was not followed there are none
    double period_s = 0;         // of a revolution, the mean; 0: unknown
};

// Between the sector messages of a radar, in the order of the file. A sector is given out with the third message after
// the one that begins it: real radars send a plot up to two messages after its own sector's.
sweep sweep_by_messages(const std::vector<sighting>& messages, int64_t last_ns);

// 32 sectors a turn, through the azimuths of the plots (file order) by a second-order loop on the antenna's phase. A
// sector is given out `window_ns` after its end. No sectors when the plots do not show a steady rotation.
sweep sweep_by_plots(const std::vector<sighting>& plots, int64_t window_ns);
} // namespace asterix
