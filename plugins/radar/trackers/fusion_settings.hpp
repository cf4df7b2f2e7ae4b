// SPDX-License-Identifier: MIT
// trackers/fusion_settings.hpp - the parameters of qiki.tracker.fusion: those of gnn, and how far back it can go.
#pragma once
#include "gnn_settings.hpp"
#include "registration.hpp"
#include "table.hpp"

namespace tracking {

struct fusion_settings {
    static constexpr qiki_param own[] = {
        qiki::real("window", "s", 20, 0, 3600,
                   "a frame that ends no more than this before the newest is taken in its order, whenever it comes; "
                   "older ones are refused"),
        qiki::integer("window_frames", "", 1024, 1, 65536,
                      "frames kept for that, about, at most; when there are more the window is shorter"),
        qiki::flag("registration", false,
                   "what each of up to six radars adds to range and azimuth, and how late its clock is, is found from "
                   "the targets that several of them see, and taken off; a sensor that tells positions is held to be "
                   "right"),
        qiki::real("offset_range", "m", 200, 1e-3, 1e5, "standard deviation of what a radar adds to range, at first"),
        qiki::real("offset_azimuth", "rad", 0.003, 1e-9, 0.5, "and to azimuth"),
        qiki::real("offset_clock", "s", 0.1, 0, 60, "and of how late its clock is; 0: clocks are right"),
    };
    static registration_rules registration_of(const qiki::config& c) {
        registration_rules r;
        r.on = c.flag("registration", false);
        r.prior.first = {c.real("offset_range", 200), c.real("offset_azimuth", 0.003), c.real("offset_clock", 0.1)};
        if (!(r.prior.first[2] > 0)) r.prior.wander[2] = 0;
        return r;
    }
    static constexpr auto all = joined(gnn_settings::params, own);
    static constexpr auto& params = all.row;
};

} // namespace tracking
