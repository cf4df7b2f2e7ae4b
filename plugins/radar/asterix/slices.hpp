// SPDX-License-Identifier: MIT
// plugins/radar/asterix/slices.hpp - frames of plots that come all the time from everywhere: slices of time.
#pragma once
#include "cut.hpp"

namespace asterix {

// A slice goes from one start of an update cycle to the next, and then it is complete: the sensor looked everywhere.
// Without such messages it is a second long, and silence in it says nothing. It is given out when the last of its plots
// has come, which may be `window_ns` behind its end; a plot that comes later goes into a late frame of its own second.
cutting cut_slices(const std::vector<sighting>& plots, const std::vector<tick>& cycles, int64_t window_ns);
} // namespace asterix
