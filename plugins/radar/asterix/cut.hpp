// SPDX-License-Identifier: MIT
// plugins/radar/asterix/cut.hpp - the plots of one radar, cut into frames.
#pragma once
#include "sweep.hpp"

namespace asterix {

struct frame {
    int64_t from = 0, to = 0, available = 0; // ns since the midnight before the first record
    uint32_t begin = 0, end = full_turn;     // azimuth limits as in sector
    uint32_t first = 0, count = 0;           // its plots
    bool complete = false, north = false, late = false;
    uint16_t source = 0; // row of recording::sources
    uint64_t seq = 0;
};

struct cutting {
    std::vector<frame> frames;   // by (available, to)
    std::vector<uint32_t> plots; // rows of `plots`, in the order of the frames
    uint64_t late = 0;           // plots that came after their sector was given out
    uint64_t outside = 0;        // plots that no sector holds
};

// Every plot gets into exactly one frame. A plot belongs to the sector that holds its azimuth and is nearest in time;
// one that no sector holds, or that was sent after its sector was given out, goes into an incomplete frame of its own
// sort, with others of the same 32nd of a turn within `window_ns`.
cutting cut(const std::vector<sighting>& plots, const sweep&, int64_t window_ns);
} // namespace asterix
