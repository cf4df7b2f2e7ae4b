// SPDX-License-Identifier: MIT
// plugins/agents/common/settings.hpp - the parameters that agents share: where they stand, how long they believe what
// they heard, who is who, and what a dangerous approach is.
#pragma once
#include "qiki/qiki.hpp"
#include <algorithm>
#include <array>
#include <vector>

namespace agents {

// clang-format off
inline constexpr qiki_param shared_rows[] = {
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
    qiki::advanced(qiki::integer("expected_tracks", "", 256, 1, 1e5, "room for twice as many is made before the first tick; more tracks are no error")),
};
// clang-format on

template <size_t n>
struct parameter_table {
    qiki_param rows[n];
};
// Those, then an agent's own.
template <size_t n>
constexpr auto and_shared(const qiki_param (&own)[n]) {
    parameter_table<std::size(shared_rows) + n> all{};
    std::copy(std::begin(shared_rows), std::end(shared_rows), all.rows);
    std::copy(own, own + n, all.rows + std::size(shared_rows));
    return all;
}

struct settings {
    std::array<double, 3> at{};
    qiki_ns stale = 0, dead = 0;
    std::vector<uint32_t> self, friends, hostiles; // ascending
    double crit_time = 0, crit_range = 0, warn_time = 0, warn_closing = 0;
    size_t expected_tracks = 256;

    size_t room() const { return 2 * expected_tracks; } // a picture of as many costs no memory from the heap
    // Throws failure with QIKI_E_CONFIG.
    static settings read(const qiki::config&, bool carried);
};

qiki_ns instant(double seconds);

} // namespace agents
