// SPDX-License-Identifier: MIT
// plugins/agents/core/settings.hpp - the parameters of qiki.agent.core, and the values they become.
#pragma once
#include "../common/settings.hpp"

namespace mind {

// clang-format off
inline constexpr qiki_param own_parameters[] = {
    qiki::flag("commands", true, "carry out what was chosen; else all stay open proposals"),
    qiki::real("confidence", "", 0.6, 0, 1, "proposals of less are rejected; this much is enough"),
    qiki::real("expires", "s", 5, 0, 1e6, "life of commands and proposals; 0: for ever"),
    qiki::real("cycle", "s", 1, 0.001, 3600, "of the judgement about SAFE_MODE; shorter than the stale of the scenario's gate"),
    qiki::real("receipt_after", "s", 2, 0.001, 1e6, "a command that nobody has answered for so long is a timeout"),
    qiki::real("actuation_after", "s", 3, 0.001, 1e6, "an accepted order without thrust for so long is no fact"),
    qiki::integers("targets", "", nullptr, 1, 999'999'999, "24-bit addresses to dock at; none: the nearest station"),
    qiki::real("trust_age", "s", 2, 0, 1e6, "readings of the target that are older are stale"),
    qiki::real("trust_quality", "", 0.5, 0, 1, "readings of the target of less are not trusted"),
    qiki::real("dock_range", "m", 20, 0, 1e6, "nearer, a reading counts for docking"),
    qiki::real("dock_rate", "m/s", 0.5, 0, 1e3, "slower, a reading counts for docking"),
    qiki::integer("dock_readings", "", 3, 1, 1000, "in a row to be sure; one more where quality is unknown"),
};
// clang-format on
inline constexpr auto parameters = agents::and_shared(own_parameters);

struct settings : agents::settings {
    qiki_ns life = 0, cycle = 0, receipt_after = 0, actuation_after = 0, trust_age = 0;
    std::vector<uint32_t> targets; // ascending
    double confidence = 0, trust_quality = 0, dock_range = 0, dock_rate = 0;
    uint32_t dock_readings = 0;
    bool commands = true;

    // Throws failure with QIKI_E_CONFIG.
    static settings read(const qiki::config&, bool carried);
};

} // namespace mind
