// SPDX-License-Identifier: MIT
// trackers/system_settings.hpp - the parameters of qiki.tracker.system.
#pragma once
#include "../tracking/gate.hpp"
#include "../tracking/motion.hpp"
#include "qiki/qiki.hpp"

namespace tracking {

struct system_settings {
    static constexpr qiki_param params[] = {
        qiki::real("q", "m^2/s^3", 30, 1e-9, 1e6,
                   "spectral density of horizontal acceleration, by which tracks are moved to one time"),
        qiki::real("q_up", "m^2/s^3", 1, 1e-9, 1e6, "the same for the vertical"),
        qiki::real("gate_probability", "", 0.999, 0.5, 0.9999999,
                   "share of pairs of tracks of one target that are found to be that (chi-square, errors taken for "
                   "independent)"),
        qiki::real("split", "", 2, 1, 100,
                   "a source leaves a system track that it is farther from than this times the gate"),
        qiki::real("quiet", "s", 30, 0.001, 1e6, "a track of a source that is older than this counts no more"),
        qiki::flag("use_identity", true,
                   "tracks of different 24-bit addresses are never one, those of the same gate wider"),
        qiki::integer("expected_tracks", "", 1000, 1, 1e6, "room made before the first tick; more tracks are no error"),
    };

    white_acceleration motion{{30, 30, 1}};
    double gate = 0, split = 2;
    qiki_ns quiet = 0;
    bool use_identity = true;
    size_t expected = 1000;

    static system_settings of(const qiki::config& c) {
        system_settings s;
        const double q = c.real("q", 30);
        s.motion.q = {q, q, c.real("q_up", 1)};
        s.gate = chi_square_quantile(c.real("gate_probability", 0.999), 4);
        s.split = c.real("split", 2);
        s.quiet = static_cast<qiki_ns>(c.real("quiet", 30) * 1e9);
        s.use_identity = c.flag("use_identity", true);
        s.expected = static_cast<size_t>(c.integer("expected_tracks", 1000));
        return s;
    }
};

} // namespace tracking
