// SPDX-License-Identifier: MIT
// trackers/pmbm_settings.hpp - the parameters of qiki.tracker.pmbm and the parts they configure.
#pragma once
#include "../tracking/pmbm/estimate.hpp"
#include "../tracking/pmbm/look.hpp"

namespace tracking {

struct pmbm_settings {
    static constexpr qiki_param params[] = {
        qiki::integer("state_dims", "", 3, 2, 3,
                      "3: east, north, up. 2: a plane, where measured heights only shorten the slant range"),
        qiki::real("q", "m^2/s^3", 30, 1e-9, 1e6,
                   "spectral density of horizontal acceleration: about (acceleration)^2 times its duration"),
        qiki::real("q_up", "m^2/s^3", 1, 1e-9, 1e6, "the same for the vertical"),
        qiki::real("max_speed", "m/s", 400, 0.01, 1e5,
                   "no target is faster over ground; limits the second plot of a track"),
        qiki::real("max_climb", "m/s", 50, 0.01, 1e5, "the same for the vertical rate"),
        qiki::real("gate_probability", "", 0.999999, 0.5, 0.9999999,
                   "share of a target's own plots that its gate lets through (chi-square)"),
        qiki::real("pd", "", 0.9, 0.01, 0.9999, "detection probability, where a frame does not say"),
        qiki::real("clutter_density", "1/m^2", 1e-10, 1e-18, 1,
                   "false plots per square metre of ground and look, where a frame does not say"),
        qiki::real("survival_time", "s", 1000, 1, 1e9, "mean time a target stays: existence decays with it"),
        qiki::integer("hypotheses", "", 100, 1, 10000, "global hypotheses of a cluster of targets, at most"),
        qiki::real("prune", "", 1e-4, 1e-12, 0.5, "a hypothesis below this share of the best one is dropped"),
        qiki::real("recycle", "", 1e-4, 1e-9, 0.5,
                   "a target less likely than this is given back to those not yet detected"),
        qiki::integer(
            "memory", "", 5, 1, int64_t{pmbm::remembered},
            "looks after which hypotheses that took the same plots are one, and targets that shared none part"),
        qiki::integer("cluster_limit", "", 20, 2, 2000,
                      "targets in a cluster at most; beyond, the weakest links are cut"),
        qiki::text("estimator", "best", "best|marginal",
                   "what is confirmed: targets of the best hypothesis, or of all hypotheses by their weight"),
        qiki::real("confirm_existence", "", 0.5, 0.01, 0.999, "and exist at least so surely"),
        qiki::real("keep_existence", "", 0.4, 0.01, 0.999, "what was confirmed stays so while it exists so surely"),
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
        qiki::real("max_late", "s", 10, 0, 1e4, "plots older than this against a target are not used for it"),
        qiki::flag("use_identity", true,
                   "24-bit address and Mode A code weigh in association; when off they are only carried along"),
        qiki::real("address_error", "", 1e-6, 1e-15, 0.5, "probability that a plot's 24-bit address is wrong"),
        qiki::real("code_error", "", 1e-3, 1e-15, 0.5, "probability that a validated Mode A code is wrong"),
        qiki::real("sigma_range", "m", 50, 1e-6, 1e6, "of plots, where neither contact nor frame says"),
        qiki::real("sigma_bearing", "rad", 0.003, 1e-9, 1, "the same"),
        qiki::real("sigma_elevation", "rad", 0.01, 1e-9, 1, "the same"),
        qiki::real("sigma_range_rate", "m/s", 1, 1e-6, 1e4, "the same"),
        qiki::real("sigma_position", "m", 50, 1e-6, 1e6, "the same, per axis of ENU and geodetic plots"),
        qiki::real("sigma_height", "m", 60, 1e-3, 1e5, "of a pressure height as a height above the ellipsoid"),
        qiki::real("height_mean", "m", 5000, -1e4, 1e6, "height taken for a target whose plots do not tell it"),
        qiki::real("height_sigma", "m", 4000, 1, 1e6, "and how uncertain that is"),
        qiki::integer("expected_tracks", "", 1000, 1, 1e6, "room made before the first tick; more tracks are no error"),
    };

    bool plane = false;
    assumptions assume{}, even{}; // even: one target a square metre
    pmbm::rules rules{};
    pmbm::birth_prior prior{};
    pmbm::estimator estimator = pmbm::estimator::best;
    double pd = 0.9, survival_time = 1000, birth_share = 0.02, confirm_existence = 0.5, keep_existence = 0.4;
    double birth_speed = 200; // standard deviation of a velocity component
    pmbm::region area;
    uint32_t confirm_hits = 1;
    size_t expected = 1000;

    static pmbm_settings of(const qiki::config& c);
};

} // namespace tracking
