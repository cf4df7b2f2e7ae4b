// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/berthed.hpp - docked from the start: where the station was then, from what is seen of it
// later.
#pragma once
#include "course.hpp"

namespace craft {

// A craft beside its station, at the instant in which both began.
struct beginning {
    course way; // of the station, as it is seen `gone` later
    pose station;
    uint64_t port = 0; // the nearer one
    approach seen;
    double fast = 0; // m/s, of the port against the berth
};

inline beginning begun(const docking_settings& s, const attraction& g, const motion& body, vec3 com, const course& way,
                       double gone) {
    beginning b{way, moved_on(way, g, -gone), 0, {}, 0};
    b.seen = seen(body, com, ports_table[0], b.station, s.other);
    const approach aft = seen(body, com, ports_table[1], b.station, s.other);
    if (length(aft.apart) < length(b.seen.apart)) b.port = 1, b.seen = aft;
    b.fast = length(b.seen.drift);
    return b;
}

// One record tells how the station moves `gone` seconds after the start, and not what it did in between: it fell, went
// straight, or was pushed all the time. The last needs a proof, for a push explains any velocity: it must also have
// brought the station to where it is, so closely that its velocity at the start was the craft's.
inline beginning begun(const docking_settings& s, const attraction& g, const motion& body, vec3 com,
                       const pose& station, double gone) {
    beginning best = begun(s, g, body, com, course{station, {}, g.mu > 0}, gone);
    if (g.mu > 0) {
        const beginning straight = begun(s, g, body, com, course{station, {}, false}, gone);
        if (straight.fast < best.fast) best = straight;
    }
    if (gone > 0) {
        course pushed = best.way;
        pushed.push = (-1 / gone) * best.seen.drift;
        beginning b = begun(s, g, body, com, pushed, gone);
        b.fast = std::max(b.fast, 2 / gone * length(b.seen.apart));
        if (2 * b.fast < best.fast) best = b;
    }
    return best;
}

} // namespace craft
