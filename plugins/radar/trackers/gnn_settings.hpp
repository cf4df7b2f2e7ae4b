// SPDX-License-Identifier: MIT
// trackers/gnn_settings.hpp - the parameters of qiki.tracker.gnn and the parts they configure.
#pragma once
#include "../tracking/gate.hpp"
#include "../tracking/initiate.hpp"
#include "../tracking/intake.hpp"
#include "../tracking/lifecycle.hpp"
#include "../tracking/outlier.hpp"

namespace tracking {

// What every tracker assumes where frames do not say, and knows of any target.
inline assumptions assumed(const qiki::config& c) {
    assumptions a;
    a.use_identity = c.flag("use_identity", true);
    a.sigma_polar = {c.real("sigma_range", 50), c.real("sigma_bearing", 0.003), c.real("sigma_elevation", 0.01),
                     c.real("sigma_range_rate", 1)};
    a.sigma_position = c.real("sigma_position", 50);
    a.sigma_height = c.real("sigma_height", 60);
    a.height_mean = c.real("height_mean", 5000);
    a.height_sigma = c.real("height_sigma", 4000);
    a.clutter_density = c.real("clutter_density", 1e-10);
    a.bearing_density = c.real("bearing_density", 0.1);
    a.max_speed = c.real("max_speed", 400);
    a.plane = c.integer("state_dims", 3) == 2;
    return a;
}
inline bounds bounded(const qiki::config& c) {
    return {c.real("max_speed", 400), c.real("max_climb", 50), c.real("height_sigma", 4000)};
}

struct gnn_settings {
    static constexpr qiki_param params[] = {
        qiki::integer("state_dims", "", 3, 2, 3,
                      "3: east, north, up. 2: a plane, where measured heights only shorten the slant range"),
        qiki::real("q", "m^2/s^3", 30, 1e-9, 1e6,
                   "spectral density of horizontal acceleration: about (acceleration)^2 times its duration"),
        qiki::real("q_up", "m^2/s^3", 1, 1e-9, 1e6, "the same for the vertical"),
        qiki::real("max_speed", "m/s", 400, 0.01, 1e5,
                   "no target is faster over ground; limits the second plot of a track"),
        qiki::real("max_climb", "m/s", 50, 0.01, 1e5, "the same for the vertical rate"),
        qiki::real("gate_probability", "", 0.9999, 0.5, 0.9999999,
                   "share of a target's own plots that its gate lets through (chi-square)"),
        qiki::real("outlier_share", "", 0, 0, 0.5,
                   "share of a target's plots whose angles err outlier_factor times as much; 0: none do"),
        qiki::real("outlier_factor", "", 10, 1, 1000, "and how much that is"),
        qiki::real("pd", "", 0.9, 0.01, 0.9999, "detection probability, where a frame does not say"),
        qiki::real("pd_faded", "", 0, 0, 0.9999,
                   "the same at a look after one without a plot: fades last (0: as if they did not)"),
        qiki::real("clutter_density", "1/m^2", 1e-10, 1e-18, 1,
                   "false plots per square metre of ground and look, where a frame does not say"),
        qiki::real("bearing_density", "1/rad", 0.1, 1e-9, 1e6,
                   "false bearings without range per radian and look, where a frame does not say"),
        qiki::real("birth_share", "", 0, 0, 0.999999,
                   "existence of a track of one plot; 0: by the densities of targets without track and of false plots "
                   "there, 0.02 where the area looked at is unknown"),
        qiki::integer("confirm_hits", "", 0, 0, 64,
                      "M of M-of-N: looks with a plot; 0: existence alone decides where the frame says Pd and clutter, "
                      "else three"),
        qiki::integer("confirm_window", "", 5, 1, 64, "N of M-of-N: among so many last looks"),
        qiki::real("confirm_existence", "", 0.6, 0, 0.999999, "and existence is at least this"),
        qiki::integer("drop_misses", "", 4, 1, 1000,
                      "a confirmed track ends after so many looks in a row without a plot"),
        qiki::integer(
            "drop_misses_identified", "", 8, 1, 1000,
            "the same for one whose 24-bit address is known: nobody else's plot can continue it; no less than "
            "drop_misses"),
        qiki::real("slow_speed", "m/s", 0, 0, 1e4, "a track slower than this is one on the ground; 0: none is"),
        qiki::integer("drop_misses_slow", "", 4, 1, 1000, "drop_misses of such a one: it may stop for good any time"),
        qiki::integer("drop_misses_tentative", "", 2, 1, 1000, "the same for a tentative one"),
        qiki::real("drop_existence", "", 1e-3, 0, 1, "a tentative track less likely than this ends at its next miss"),
        qiki::real("coast_existence", "", 0.5, 0, 1,
                   "a confirmed track less likely than this is tentative again, where the frame says Pd and clutter"),
        qiki::real("drop_time", "s", 60, 0.01, 1e6,
                   "a confirmed track without a plot for so long ends, looked at or not"),
        qiki::real("drop_time_tentative", "s", 30, 0.01, 1e6, "the same for a tentative one"),
        qiki::real("survival_time", "s", 1000, 1, 1e9, "mean time a target stays: existence decays with it"),
        qiki::real("max_late", "s", 10, 0, 1e4, "plots older than this against a track are not used for it"),
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
        qiki::flag("learn_clutter", false,
                   "count by cell of range and azimuth the plots that no confirmed track takes, and weigh by them what "
                   "the frame says of false plots"),
        qiki::flag("learn_coverage", false,
                   "learn by cell how surely confirmed tracks are seen, and punish none where the radar is blind"),
        qiki::real("learn_time", "s", 600, 1, 1e9, "what was learnt so long ago counts 1/e"),
        qiki::integer("cluster_limit", "", 100, 2, 2000,
                      "tracks and plots that are assigned together at most; beyond, the weakest links are cut"),
        qiki::integer("expected_tracks", "", 1000, 1, 1e6, "room made before the first tick; more tracks are no error"),
    };

    bool plane = false;
    white_acceleration motion{{30, 30, 1}};
    assumptions assume{};
    gates gate{};
    initiator birth{};
    bounds most{};
    lifecycle life{};
    identity_errors errors{};
    outliers wild{};
    double gate_probability = 0.9999, pd = 0.9, share = 0;
    double max_late = 10;
    size_t cluster_limit = 100, expected = 1000;

    static gnn_settings of(const qiki::config& c) {
        gnn_settings s;
        const auto whole = [&](const char* key, int64_t absent) {
            return static_cast<uint32_t>(c.integer(key, absent));
        };
        const auto time = [&](const char* key, double absent) {
            return static_cast<qiki_ns>(c.real(key, absent) * 1e9);
        };
        s.plane = c.integer("state_dims", 3) == 2;
        const double q = c.real("q", 30);
        s.motion.q = {q, q, s.plane ? 0 : c.real("q_up", 1)};
        s.birth.max_speed = c.real("max_speed", 400);
        s.birth.max_climb = c.real("max_climb", 50);
        s.share = c.real("birth_share", 0);
        if (s.share > 0) s.birth.share = s.share;
        s.gate_probability = c.real("gate_probability", 0.9999);
        s.gate = gates(s.gate_probability);
        s.wild = outliers::of(c.real("outlier_share", 0), c.real("outlier_factor", 10));
        s.pd = c.real("pd", 0.9);
        s.life.pd_faded = c.real("pd_faded", 0);
        s.life.confirm_hits = whole("confirm_hits", 0);
        s.life.confirm_window = whole("confirm_window", 5);
        if (s.life.confirm_hits > s.life.confirm_window)
            throw qiki::failure(QIKI_E_CONFIG, "confirm_hits is above confirm_window: M of N needs M <= N");
        s.life.confirm_existence = c.real("confirm_existence", 0.6);
        s.life.drop_misses = whole("drop_misses", 4);
        const uint32_t named = whole("drop_misses_identified", 8);
        if (named < s.life.drop_misses && named != 8) // 8 stands there when nothing was said
            c.refuse("drop_misses_identified", "expected no less than drop_misses = %u, found %u", s.life.drop_misses,
                     named);
        s.life.drop_misses_identified = std::max(s.life.drop_misses, named);
        s.life.drop_misses_tentative = whole("drop_misses_tentative", 2);
        s.life.slow_speed = c.real("slow_speed", 0);
        s.life.drop_misses_slow = whole("drop_misses_slow", 4);
        s.life.drop_existence = c.real("drop_existence", 1e-3);
        s.life.coast_existence = c.real("coast_existence", 0.5);
        s.life.drop_time = time("drop_time", 60);
        s.life.drop_time_tentative = time("drop_time_tentative", 30);
        s.life.survival_time = c.real("survival_time", 1000);
        s.max_late = c.real("max_late", 10);
        s.errors = identity_errors::of(c.real("address_error", 1e-6), c.real("code_error", 1e-3));
        s.assume = assumed(c), s.most = bounded(c);
        s.cluster_limit = whole("cluster_limit", 100);
        s.expected = whole("expected_tracks", 1000);
        return s;
    }
};

} // namespace tracking
