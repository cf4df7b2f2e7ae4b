// SPDX-License-Identifier: MIT
// plugins/agents/situations/settings.hpp - the parameters of qiki.agent.situations, and the values they become.
#pragma once
#include "../common/settings.hpp"

namespace situations {

// clang-format off
inline constexpr qiki_param own_parameters[] = {
    qiki::real("unknown_range", "m", 300, 0, 1e9, "an unknown that is nearer is a situation"),
    qiki::real("unknown_age", "s", 8, 0, 1e6, "if its last contact is not older"),
    qiki::reals("no_entry", "m", nullptr, -1e9, 1e9, "spheres that nobody may enter: east, north, up, radius of each"),
    qiki::integer("confirm", "", 3, 1, 1000, "contacts in a row with the condition before it is a situation"),
    qiki::real("cooldown", "s", 5, 0, 1e6, "after its end before the same one begins again"),
    qiki::real("lost_after", "s", 2, 0, 1e6, "without a contact its track is lost"),
    qiki::real("resolve_after", "s", 2, 0, 1e6, "without the condition it is over"),
    qiki::real("snooze", "s", 10, 0, 1e6, "an acknowledged one is silent for so long"),
    qiki::reals("acknowledge", "s", nullptr, 0, 1e9, "times at which all that there is is acknowledged"),
};
// clang-format on
inline constexpr auto parameters = agents::and_shared(own_parameters);

struct sphere {
    std::array<double, 3> centre{};
    double radius = 0;
};

struct settings : agents::settings {
    double unknown_range = 0;
    qiki_ns unknown_age = 0, cooldown = 0, lost = 0, resolve = 0, snooze = 0;
    uint32_t confirm = 0;
    std::vector<sphere> no_entry;
    std::vector<qiki_ns> acknowledge; // ascending

    // Throws failure with QIKI_E_CONFIG.
    static settings read(const qiki::config&, bool carried);
};

} // namespace situations
