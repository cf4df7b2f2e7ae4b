// SPDX-License-Identifier: MIT
// plugins/agents/common/settings.hpp - the parameters that agents share: where they stand, how long they believe what
// they heard, who is who, and what a dangerous approach is.
#pragma once
#include "qiki/qiki.hpp"
#include <array>
#include <vector>

namespace agents {

// clang-format off
inline constexpr qiki_param at_row = qiki::reals("at", "m", "0,0,0", -1e9, 1e9, "where it stands: east, north, up; a craft (of=) takes its place");
inline constexpr qiki_param stale_after_row = qiki::real("stale_after", "s", 5, 0, 1e6, "samples older than that are stale");
inline constexpr qiki_param dead_after_row = qiki::real("dead_after", "s", 30, 0, 1e6, "older positions are unknown, tracks silent for so long are not judged");
inline constexpr qiki_param self_row = qiki::integers("self", "", nullptr, 1, 999'999'999, "its own 24-bit address or MMSI: of the tracks with it the nearest is itself, and not judged");
inline constexpr qiki_param friends_row = qiki::integers("friends", "", nullptr, 1, 999'999'999, "24-bit addresses or MMSI of friends");
inline constexpr qiki_param hostiles_row = qiki::integers("hostiles", "", nullptr, 1, 999'999'999, "24-bit addresses or MMSI of the hostile");
inline constexpr qiki_param crit_time_row = qiki::real("crit_time", "s", 8, 0, 1e6, "an approach is critical when t_cpa is less, and the range less than crit_range");
inline constexpr qiki_param crit_range_row = qiki::real("crit_range", "m", 150, 0, 1e9, "see crit_time");
inline constexpr qiki_param warn_time_row = qiki::real("warn_time", "s", 20, 0, 1e6, "an approach is a warning when t_cpa is less, or closing more than warn_closing");
inline constexpr qiki_param warn_closing_row = qiki::real("warn_closing", "m/s", 5, 0, 1e6, "see warn_time");
inline constexpr qiki_param expected_tracks_row = qiki::advanced(qiki::integer("expected_tracks", "", 256, 1, 1e5, "room made before the first tick; more tracks are no error"));
// clang-format on

struct settings {
    std::array<double, 3> at{};
    qiki_ns stale = 0, dead = 0;
    std::vector<uint32_t> self, friends, hostiles; // ascending
    double crit_time = 0, crit_range = 0, warn_time = 0, warn_closing = 0;
    size_t expected_tracks = 256;

    // Throws failure with QIKI_E_CONFIG.
    static settings read(const qiki::config&, bool carried);
};

qiki_ns instant(double seconds);

} // namespace agents
