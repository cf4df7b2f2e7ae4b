// SPDX-License-Identifier: MIT
// trackers/jpda_settings.hpp - the parameters of qiki.tracker.jpda: those of gnn, and what joint probabilities need.
#pragma once
#include "gnn_settings.hpp"
#include "table.hpp"

namespace tracking {

struct jpda_settings {
    static constexpr qiki_param own[] = {
        qiki::integer(
            "net_nodes", "", 4096, 1, 1 << 20,
            "joint probabilities of a cluster are exact up to so many hypotheses, else by belief propagation: "
            "its associations are labelled FALLBACK"),
        qiki::flag(
            "coalesce", false,
            "tracks that compete blend all their plots (JPDA as published), and may drift into one; when off each "
            "blends the plot of the likeliest pairing with none"),
    };
    static constexpr auto all = joined(gnn_settings::params, own);
    static constexpr auto& params = all.row;

    size_t net_nodes = 4096;
    bool coalesce = false;
    gnn_settings common{};

    static jpda_settings of(const qiki::config& c) {
        jpda_settings s;
        s.common = gnn_settings::of(c);
        s.net_nodes = static_cast<size_t>(c.integer("net_nodes", 4096));
        s.coalesce = c.flag("coalesce", false);
        return s;
    }
};

} // namespace tracking
