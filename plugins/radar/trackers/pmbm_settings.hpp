// SPDX-License-Identifier: MIT
// trackers/pmbm_settings.hpp - the parameters of qiki.tracker.pmbm and the parts they configure.
#pragma once
#include "../tracking/pmbm/estimate.hpp"
#include "../tracking/pmbm/look.hpp"
#include "gnn_settings.hpp"
#include "table.hpp"

namespace tracking {

struct pmbm_settings {
    static constexpr std::string_view shared[] = {"state_dims",
                                                  "q",
                                                  "q_up",
                                                  "max_speed",
                                                  "max_climb",
                                                  "pd",
                                                  "clutter_density",
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
        qiki::real("gate_probability", "", 0.999999, 0.5, 0.9999999,
                   "share of a target's own plots that its gate lets through (chi-square)"),
        qiki::integer("hypotheses", "", 100, 1, 10000, "global hypotheses of a cluster of targets, at most"),
        qiki::real("prune", "", 1e-4, 1e-12, 0.5, "a hypothesis below this share of the best one is dropped"),
        qiki::real(
            "recycle", "", 1e-4, 1e-9, 0.5,
            "a target less likely than this is given back to those not yet detected: where birth_first or birth_rate "
            "say where targets begin, as one of at most 512 such places, else to its direction from the radar"),
        qiki::integer(
            "memory", "", 5, 1, int64_t{pmbm::remembered},
            "looks after which hypotheses that took the same plots are one, and targets that shared none part"),
        qiki::integer("cluster_limit", "", 20, 2, 2000,
                      "targets in a cluster at most; beyond, the weakest links are cut"),
        qiki::text("estimator", "best", "best|marginal",
                   "what is confirmed: targets of the best hypothesis, or of all hypotheses by their weight"),
        qiki::real("confirm_existence", "", 0.5, 0.01, 0.999, "and exist at least so surely"),
        qiki::real("keep_existence", "", 0.4, 0.01, 0.999,
                   "what was confirmed stays so while it exists so surely; no more than confirm_existence"),
        qiki::integer("confirm_hits", "", 1, 1, 64, "and have at least so many plots"),
        qiki::real(
            "look_back", "s", 0, 0, 1000,
            "tracks are told as of so long ago, smoothed by all plots since, and only if they proved to exist; 0: "
            "as of now"),
        qiki::real("birth_share", "", 0.02, 1e-9, 0.999999,
                   "existence of a target of one plot, where neither a prior is given nor field and clutter are known"),
        qiki::real("birth_first", "", 0, 0, 1e6,
                   "targets at the first look, spread as the next ones say; with birth_rate 0: nothing is known, and "
                   "targets begin evenly over the field of view"),
        qiki::real("birth_rate", "1/s", 0, 0, 1e6, "new targets per second, spread likewise"),
        qiki::real("birth_east", "m", 0, -1e7, 1e7, "where targets begin: mean"),
        qiki::real("birth_north", "m", 0, -1e7, 1e7, "the same"),
        qiki::real("birth_sigma_east", "m", 1e4, 1e-6, 1e7, "and standard deviation"),
        qiki::real("birth_sigma_north", "m", 1e4, 1e-6, 1e7, "the same"),
        qiki::real("birth_speed_east", "m/s", 0, -1e5, 1e5, "how targets begin: mean velocity"),
        qiki::real("birth_speed_north", "m/s", 0, -1e5, 1e5, "the same"),
        qiki::real("birth_sigma_speed", "m/s", 0, 0, 1e5,
                   "and standard deviation of each component; 0: half of max_speed, as if all speeds were as likely"),
        qiki::reals("birth_area", "m", nullptr, -1e7, 1e7,
                    "targets begin only here: west, east, south, north; absent: wherever the radar looks"),
        qiki::real("drop_time", "s", 60, 0.01, 1e6, "a target without a plot for so long ends, looked at or not"),
    };
    static constexpr auto common_rows = picked(shared, gnn_settings::params);
    static constexpr auto all = joined(common_rows.row, own);
    static constexpr auto& params = all.row;

    bool plane = false;
    assumptions assume{}, even{}; // even: one target a square metre
    pmbm::rules rules{};
    pmbm::birth_prior prior{};
    pmbm::estimator estimator = pmbm::estimator::best;
    double pd = 0.9, survival_time = 1000, birth_share = 0.02, confirm_existence = 0.5, keep_existence = 0.4;
    double birth_speed = 200; // standard deviation of a velocity component
    region area;
    uint32_t confirm_hits = 1;
    size_t expected = 1000;

    static pmbm_settings of(const qiki::config& c);
};

} // namespace tracking
