// SPDX-License-Identifier: MIT
// plugins/radar/link/settings.cpp - from what the host delivers to values, with what the table cannot say.
#include "settings.hpp"

namespace frame_link {

bool settings::cut(qiki_ns t) const {
    const auto after =
        std::upper_bound(outages.begin(), outages.end(), t, [](qiki_ns at, const outage& o) { return at < o.from; });
    return after != outages.begin() && t < std::prev(after)->to;
}

settings settings::of(const qiki::config& c) {
    settings s;
    s.delay = static_cast<qiki_ns>(c.real("delay", 0) * 1e9);
    s.jitter = c.real("jitter", 0) * 1e9;
    s.loss = c.real("loss", 0), s.duplication = c.real("duplication", 0), s.held = c.real("held", 0);
    s.held_min = c.real("held_min", 0) * 1e9, s.held_max = c.real("held_max", 0) * 1e9;
    if (s.held_max == 0) s.held_max = s.held_min;
    if (s.held_max < s.held_min)
        c.refuse("held_max", "expected 0, or at least held_min = %g s, found %g s", s.held_min * 1e-9,
                 s.held_max * 1e-9);
    const auto ends = c.reals("outages");
    if (ends.size() % 2 != 0)
        c.refuse("outages", "expected pairs of begin and end in seconds, found %zu numbers", ends.size());
    for (size_t i = 0; i < ends.size(); i += 2) {
        if (!(ends[i + 1] > ends[i]))
            c.refuse("outages", "expected an end after %g s, where it begins, found %g s", ends[i], ends[i + 1]);
        if (i > 0 && !(ends[i] >= ends[i - 1]))
            c.refuse("outages", "expected one that begins at %g s or later, where the one before ends, found %g s",
                     ends[i - 1], ends[i]);
        s.outages.push_back({static_cast<qiki_ns>(ends[i] * 1e9), static_cast<qiki_ns>(ends[i + 1] * 1e9)});
    }
    s.expected = static_cast<size_t>(c.integer("expected_contacts", 4096));
    return s;
}
} // namespace frame_link
