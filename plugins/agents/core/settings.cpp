// SPDX-License-Identifier: MIT
// plugins/agents/core/settings.cpp - parameters as delivered to values that fit together.
#include "settings.hpp"
#include <algorithm>

namespace mind {

settings settings::read(const qiki::config& c, bool carried) {
    settings s;
    static_cast<agents::settings&>(s) = agents::settings::read(c, carried);
    s.commands = c.flag("commands", true);
    s.confidence = c.real("confidence", 0);
    const auto time = [&c](const char* key) { return agents::instant(c.real(key, 0)); };
    s.life = time("expires"), s.cycle = time("cycle"), s.receipt_after = time("receipt_after");
    s.actuation_after = time("actuation_after"), s.trust_age = time("trust_age");
    for (const int64_t a : c.integers("targets")) s.targets.push_back(static_cast<uint32_t>(a));
    std::sort(s.targets.begin(), s.targets.end());
    s.trust_quality = c.real("trust_quality", 0);
    s.dock_range = c.real("dock_range", 0), s.dock_rate = c.real("dock_rate", 0);
    s.dock_readings = static_cast<uint32_t>(c.integer("dock_readings", 0));
    return s;
}

} // namespace mind
