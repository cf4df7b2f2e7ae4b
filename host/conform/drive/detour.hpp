// SPDX-License-Identifier: MIT
// host/conform/drive/detour.hpp - does a call that shall change nothing change nothing? Told by what comes after it.
#pragma once
#include "host/conform/drive/actor.hpp"
#include <functional>

namespace qiki::conform {

// Plays `before` ticks, then the detour, then `after` ticks, and compares those with the ticks of one who made no
// detour; and the saved state around it, of who keeps one. Throws failed: "what, changes what comes after: ... (rule)".
// Compares nothing of a plugin that is not PURE, and throws skipped when two runs without it differ.
struct detour {
    std::string what; // "a tick of no length"
    std::string rule; // "rule tick.1"
    uint64_t before, after = 6;
    std::function<void(actor&, const moment& next)> make; // next: the tick that comes after it
    std::string remedy = "look at the times before anything else is done";
};
void compare(const subject&, const detour&);
} // namespace qiki::conform
