// SPDX-License-Identifier: MIT
// plugins/radar/link/settings.hpp - what a scenario says about a link, and the values it said.
#pragma once
#include "qiki/qiki.hpp"
#include <vector>

namespace frame_link {

inline constexpr qiki_param parameter_rows[] = {
    qiki::real("delay", "s", 0, 0, 3600, "from when the radar hands a frame over until it is there"),
    qiki::real("jitter", "s", 0, 0, 3600,
               "beyond that, drawn for each frame evenly from 0 to this; frames may overtake each other"),
    qiki::real("loss", "", 0, 0, 1, "share of frames that never arrive"),
    qiki::real("duplication", "", 0, 0, 1, "share of frames that arrive twice, each copy with a delay of its own"),
    qiki::real("held", "", 0, 0, 1, "share of frames that are held up on their way"),
    qiki::real("held_min", "s", 0, 0, 3600, "by this at least, beyond delay and jitter"),
    qiki::real("held_max", "s", 0, 0, 3600, "and at most; 0: all of them by held_min"),
    qiki::reals("outages", "s", nullptr, 0, 1e9,
                "begin and end of each time in which the link is cut, ascending: what is handed over then is lost"),
    qiki::advanced(qiki::integer("expected_contacts", "", 4096, 0, 1e6,
                                 "on their way at once; room made before the first tick, more are no error")),
};

struct outage {
    qiki_ns from, to; // half-open [from, to)
};

struct settings {
    qiki_ns delay = 0;
    double jitter = 0, held_min = 0, held_max = 0; // ns
    double loss = 0, duplication = 0, held = 0;
    std::vector<outage> outages;
    size_t expected = 4096;

    bool cut(qiki_ns t) const;
    static settings of(const qiki::config&);
};
} // namespace frame_link
