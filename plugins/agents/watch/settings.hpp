// SPDX-License-Identifier: MIT
// plugins/agents/watch/settings.hpp - the parameters of qiki.agent.watch, and the values they become.
#pragma once
#include "../common/settings.hpp"

namespace watch {
using namespace agents;

// clang-format off
inline constexpr qiki_param own_parameters[] = {
    qiki::flag("commands", true, "say what its policy says as commands; else as open proposals alone"),
    qiki::real("confidence", "", 0.6, 0, 1, "proposals of less are rejected"),
    qiki::real("expires", "s", 5, 0, 1e6, "life of commands and proposals; 0: for ever"),
};
// clang-format on
inline constexpr auto parameters = agents::and_shared(own_parameters);

struct settings : agents::settings {
    qiki_ns life = 0;
    double confidence = 0;
    bool commands = true;

    // Throws failure with QIKI_E_CONFIG.
    static settings read(const qiki::config&, bool carried);
};

} // namespace watch
