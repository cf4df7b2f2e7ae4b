// SPDX-License-Identifier: MIT
// trackers/alphabeta_settings.hpp - the parameters of qiki.tracker.alphabeta.
#pragma once
#include "../tracking/intake.hpp"

namespace tracking {

struct alphabeta_settings {
    static constexpr qiki_param params[] = {
        qiki::integer("state_dims", "", 3, 2, 3, "3: east, north, up. 2: a plane, where range is ground range"),
        qiki::real("alpha", "", 0.6, 0, 1, "share of the residual that moves the position"),
        qiki::real("beta", "", 0.1, 0, 2, "share of the residual over time that moves the velocity"),
        qiki::real("gate", "m", 12, 0.01, 1e6, "a plot farther than this from where a track should be is not its plot"),
        qiki::real("gate_range_rate", "m/s", 15, 0.01, 1e5, "nor is one whose range rate differs by more"),
        qiki::real("handoff_angle", "rad", 0.008726646259971648, 1e-6, 1,
                   "LR and SR echoes of one target agree in bearing and elevation to this"),
        qiki::real("merge_range", "m", 50, 0.01, 1e6, "and in range to this"),
        qiki::real("merge_range_rate", "m/s", 1, 0.001, 1e4, "and in range rate to this"),
        qiki::integer("max_misses", "", 3, 0, 1000, "a track with more looks in a row without a plot ends"),
        qiki::integer("confirm_hits", "", 2, 1, 1000, "plots that confirm a track"),
        qiki::real("snr_reference", "dB", 20, 0.1, 100, "signal to noise ratio of full quality"),
        qiki::real("height_mean", "m", 5000, -1e4, 1e6, "height taken for a target whose plots do not tell it"),
        qiki::integer("expected_tracks", "", 1000, 1, 1e6, "room made before the first tick; more tracks are no error"),
    };

    double alpha = 0.6, beta = 0.1, gate = 12, gate_rate = 15, angle = 0, merge_range = 50, merge_rate = 1;
    double snr_reference = 20;
    uint32_t max_misses = 3, confirm_hits = 2;
    size_t expected = 1000;
    assumptions assume{};

    static alphabeta_settings of(const qiki::config& c) {
        alphabeta_settings s;
        s.alpha = c.real("alpha", 0.6), s.beta = c.real("beta", 0.1);
        s.gate = c.real("gate", 12), s.gate_rate = c.real("gate_range_rate", 15);
        s.angle = c.real("handoff_angle", 0.008726646259971648);
        s.merge_range = c.real("merge_range", 50), s.merge_rate = c.real("merge_range_rate", 1);
        s.max_misses = static_cast<uint32_t>(c.integer("max_misses", 3));
        s.confirm_hits = static_cast<uint32_t>(c.integer("confirm_hits", 2));
        s.snr_reference = c.real("snr_reference", 20);
        s.assume.plane = c.integer("state_dims", 3) == 2;
        s.assume.use_identity = false;
        s.assume.height_mean = c.real("height_mean", 5000);
        s.expected = static_cast<size_t>(c.integer("expected_tracks", 1000));
        return s;
    }
};

} // namespace tracking
