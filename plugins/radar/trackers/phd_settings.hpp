// SPDX-License-Identifier: MIT
// trackers/phd_settings.hpp - the parameters of qiki.tracker.phd: those of gnn that it shares, and its own.
#pragma once
#include "gnn_settings.hpp"
#include "table.hpp"

namespace tracking {

struct phd_settings {
    static constexpr std::string_view shared[] = {"state_dims",
                                                  "q",
                                                  "q_up",
                                                  "max_speed",
                                                  "max_climb",
                                                  "gate_probability",
                                                  "pd",
                                                  "clutter_density",
                                                  "birth_share",
                                                  "survival_time",
                                                  "max_late",
                                                  "use_identity",
                                                  "address_error",
                                                  "code_error",
                                                  "sigma_range",
                                                  "sigma_bearing",
                                                  "sigma_elevation",
                                                  "sigma_range_rate",
                                                  "sigma_position",
                                                  "sigma_height",
                                                  "height_mean",
                                                  "height_sigma",
                                                  "expected_tracks"};
    static constexpr qiki_param own[] = {
        qiki::real("show_weight", "", 0.5, 0.01, 1, "a label of at least this weight is a confirmed track"),
        qiki::real("prune_weight", "", 1e-3, 1e-9, 0.5, "lighter components are forgotten"),
        qiki::real("merge_distance", "", 4, 0, 100, "squared distance in standard deviations at which two become one"),
        qiki::integer("components", "", 5, 1, 1000, "at most so many times expected_tracks; the heaviest stay"),
    };
    static constexpr auto common_rows = picked(shared, gnn_settings::params);
    static constexpr auto all = joined(common_rows.row, own);
    static constexpr auto& params = all.row;

    gnn_settings common{};
    double show = 0.5, prune = 1e-3, merge = 4;
    size_t most = 5000; // components

    static phd_settings of(const qiki::config& c) {
        phd_settings s;
        s.common = gnn_settings::of(c);
        s.show = c.real("show_weight", 0.5);
        s.prune = c.real("prune_weight", 1e-3);
        s.merge = c.real("merge_distance", 4);
        s.most = static_cast<size_t>(c.integer("components", 5)) * s.common.expected;
        return s;
    }
};

} // namespace tracking
