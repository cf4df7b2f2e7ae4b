// SPDX-License-Identifier: MIT
// plugins/vehicles/common/fit.hpp - commands come from others: is one of a vehicle's own verbs, within its limits?
#pragma once
#include "qiki/command.h"
#include <span>

namespace vehicles {

// The gate lets nothing else through; a host without one might.
inline bool fit(const qiki_command& c, std::span<const qiki_verb> verbs) {
    if (c.verb >= verbs.size() || c.argc != verbs[c.verb].argc) return false;
    const qiki_verb& v = verbs[c.verb];
    for (uint32_t i = 0; i < v.argc; ++i)
        if (!(c.arg[i] >= v.min[i] && c.arg[i] <= v.max[i])) return false;
    return true;
}

} // namespace vehicles
