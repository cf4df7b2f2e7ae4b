// SPDX-License-Identifier: MIT
// trackers/fusion_settings.hpp - the parameters of qiki.tracker.fusion: those of gnn, and how far back it can go.
#pragma once
#include "gnn_settings.hpp"
#include "table.hpp"

namespace tracking {

struct fusion_settings {
    static constexpr qiki_param own[] = {
        qiki::real("window", "s", 20, 0, 3600,
                   "a frame that ends no more than this before the newest is taken in its order, whenever it comes; "
                   "older ones are refused"),
        qiki::integer("window_frames", "", 1024, 1, 65536,
                      "frames kept for that, about, at most; when there are more the window is shorter"),
    };
    static constexpr auto all = joined(gnn_settings::params, own);
    static constexpr auto& params = all.row;
};

} // namespace tracking
