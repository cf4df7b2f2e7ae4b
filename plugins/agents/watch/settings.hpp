// SPDX-License-Identifier: MIT
// plugins/agents/watch/settings.hpp - the parameters of qiki.agent.watch, and the values they become.
#pragma once
#include "qiki/qiki.hpp"
#include <array>
#include <vector>

namespace watch {

// clang-format off
inline constexpr qiki_param parameters[] = {
    qiki::reals("at", "m", "0,0,0", -1e9, 1e9, "where it stands: east, north, up; a craft (of=) takes its place"),
    qiki::real("stale_after", "s", 5, 0, 1e6, "samples older than that are stale"),
    qiki::real("dead_after", "s", 30, 0, 1e6, "older positions are unknown, tracks silent for so long are not judged"),
    qiki::integers("self", "", nullptr, 1, 999'999'999, "its own 24-bit address or MMSI: of the tracks with it the nearest is itself, and not judged"),
    qiki::integers("friends", "", nullptr, 1, 999'999'999, "24-bit addresses or MMSI of friends"),
    qiki::integers("hostiles", "", nullptr, 1, 999'999'999, "24-bit addresses or MMSI of the hostile"),
    qiki::real("crit_time", "s", 8, 0, 1e6, "an approach is critical when t_cpa is less, and the range less than crit_range"),
    qiki::real("crit_range", "m", 150, 0, 1e9, "see crit_time"),
    qiki::real("warn_time", "s", 20, 0, 1e6, "an approach is a warning when t_cpa is less, or closing more than warn_closing"),
    qiki::real("warn_closing", "m/s", 5, 0, 1e6, "see warn_time"),
    qiki::flag("commands", true, "say what its policy says as commands; else as open proposals alone"),
    qiki::real("confidence", "", 0.6, 0, 1, "proposals of less are rejected"),
    qiki::real("expires", "s", 5, 0, 1e6, "life of commands and proposals; 0: for ever"),
};
// clang-format on

struct settings {
    std::array<double, 3> at{};
    qiki_ns stale = 0, dead = 0, life = 0;
    std::vector<uint32_t> self, friends, hostiles; // ascending
    double crit_time = 0, crit_range = 0, warn_time = 0, warn_closing = 0, confidence = 0;
    bool commands = true;

    // Throws failure with QIKI_E_CONFIG.
    static settings read(const qiki::config&, bool carried);
};

} // namespace watch
