// SPDX-License-Identifier: MIT
// plugins/agents/common/settings.cpp - parameters as delivered to values that fit together.
#include "settings.hpp"
#include <algorithm>

namespace agents {

qiki_ns instant(double s) { return static_cast<qiki_ns>(s * 1e9 + 0.5); }

namespace {

std::vector<uint32_t> addresses(const qiki::config& c, const char* key) {
    std::vector<uint32_t> out;
    for (int64_t a : c.integers(key)) out.push_back(static_cast<uint32_t>(a));
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

settings settings::read(const qiki::config& c, bool carried) {
    settings s;
    const auto at = c.reals("at");
    if (at.size() != 3) c.refuse("at", "expected three numbers, east, north, up, found %zu", at.size());
    std::copy(at.begin(), at.end(), s.at.begin());
    if (carried && std::any_of(at.begin(), at.end(), [](double x) { return x != 0; }))
        c.refuse("at", "this agent has a craft (of=) and is where the craft is; leave out at= or of=");
    s.stale = instant(c.real("stale_after", 0)), s.dead = instant(c.real("dead_after", 0));
    if (s.dead < s.stale)
        c.refuse("dead_after", "expected at least stale_after, %g s, found %g s", c.real("stale_after", 0),
                 c.real("dead_after", 0));
    s.self = addresses(c, "self"), s.friends = addresses(c, "friends"), s.hostiles = addresses(c, "hostiles");
    for (uint32_t a : s.friends)
        if (std::binary_search(s.hostiles.begin(), s.hostiles.end(), a))
            c.refuse("hostiles", "%u is among the friends already; leave it out of either", a);
    s.crit_time = c.real("crit_time", 0), s.crit_range = c.real("crit_range", 0);
    s.warn_time = c.real("warn_time", 0), s.warn_closing = c.real("warn_closing", 0);
    s.expected_tracks = static_cast<size_t>(c.integer("expected_tracks", 256));
    return s;
}

} // namespace agents
