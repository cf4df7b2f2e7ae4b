// SPDX-License-Identifier: MIT
// trackers/imm_settings.hpp - the parameters of qiki.tracker.imm: those of qiki.tracker.gnn and the modes of motion.
#pragma once
#include "../tracking/filters/imm.hpp"
#include "../tracking/filters/pool.hpp"
#include "../tracking/models/turn_rate.hpp"
#include "jpda_settings.hpp"

namespace tracking {

// Modes: straight flight; a level turn whose rate is estimated; any other manoeuvre, with the white acceleration that
// gnn gives all motion. Two dimensions are three without an up: its rows are zero and stay so.
using motion_modes =
    filters::mode_set<models::constant_velocity<3>, models::turn_rate<3>, models::constant_velocity<3>>;
using motion_belief = filters::belief<models::constant_velocity<3>, models::turn_rate<3>, models::constant_velocity<3>>;
inline constexpr std::array<uint32_t, 3> mode_codes{QIKI_MOTION_CV, QIKI_MOTION_CT, QIKI_MOTION_CV};

struct imm_settings {
    static constexpr qiki_param own[] = {
        qiki::real("q_steady", "m^2/s^3", 2, 1e-9, 1e6,
                   "spectral density of horizontal acceleration in straight flight; q is that of other manoeuvres"),
        qiki::real("turn_rate", "rad/s", 0.05, 0, 3,
                   "root mean square of the rates of turns, of which each target's own is estimated; 0: no turns"),
        qiki::real("turn_time", "s", 30, 0.1, 1e6, "mean time of a turn"),
        qiki::real("straight_time", "s", 90, 0.1, 1e9, "mean time of straight flight between manoeuvres"),
        qiki::real("other_share", "", 0.25, 0, 1, "share of manoeuvres that are no turns at a constant speed"),
        qiki::text("association", "nearest", "nearest|joint",
                   "plots of a track: the one of the cheapest assignment, or all of its gate by joint probabilities; "
                   "then net_nodes and coalesce hold"),
    };
    static constexpr auto with_modes = joined(gnn_settings::params, own);
    static constexpr auto all = joined(with_modes.row, jpda_settings::own);
    static constexpr auto& params = all.row;

    gnn_settings common{};
    motion_modes modes{};
    bool shared = false, coalesce = false; // joint probabilities
    size_t net_nodes = 4096;

    static imm_settings of(const qiki::config& c) {
        imm_settings s;
        s.common = gnn_settings::of(c);
        const jpda_settings joint = jpda_settings::of(c);
        s.shared = c.text("association", "nearest") == "joint";
        s.coalesce = joint.coalesce, s.net_nodes = joint.net_nodes;
        const double q = c.real("q_steady", 2), rate = c.real("turn_rate", 0.05), turn = c.real("turn_time", 30);
        const double up = s.common.motion.q[2];
        filters::at<0>(s.modes.model).q = {q, q, up};
        // A rate wanders through a turn by some tenth of itself.
        filters::at<1>(s.modes.model) = {q, up, 0.01 * rate * rate / turn, rate};
        filters::at<2>(s.modes.model).q = s.common.motion.q;
        const double leave = 1 / c.real("straight_time", 90), back = 1 / turn;
        const double other = rate > 0 ? c.real("other_share", 0.25) : 1;
        s.modes.rate = {{-leave, (1 - other) * leave, other * leave, //
                         back, -back * (1 + other), other * back,    //
                         back, (1 - other) * back, -back * (2 - other)}};
        return s;
    }
};

} // namespace tracking
