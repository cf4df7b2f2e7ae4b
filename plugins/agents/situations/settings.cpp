// SPDX-License-Identifier: MIT
// plugins/agents/situations/settings.cpp - parameters as delivered to values that fit together.
#include "settings.hpp"
#include <algorithm>

namespace situations {

settings settings::read(const qiki::config& c, bool carried) {
    settings s;
    static_cast<agents::settings&>(s) = agents::settings::read(c, carried);
    const auto time = [&c](const char* key) { return agents::instant(c.real(key, 0)); };
    s.unknown_range = c.real("unknown_range", 0);
    s.unknown_age = time("unknown_age"), s.cooldown = time("cooldown"), s.lost = time("lost_after");
    s.resolve = time("resolve_after"), s.snooze = time("snooze");
    s.confirm = static_cast<uint32_t>(c.integer("confirm", 0));
    const auto zones = c.reals("no_entry");
    if (zones.size() % 4)
        c.refuse("no_entry", "expected four numbers for each sphere, east, north, up, radius, found %zu", zones.size());
    for (size_t i = 0; i < zones.size(); i += 4) {
        if (!(zones[i + 3] > 0))
            c.refuse("no_entry", "expected a radius above 0 m for sphere %zu, found %g", i / 4 + 1, zones[i + 3]);
        s.no_entry.push_back({{zones[i], zones[i + 1], zones[i + 2]}, zones[i + 3]});
    }
    for (const double t : c.reals("acknowledge")) s.acknowledge.push_back(agents::instant(t));
    std::sort(s.acknowledge.begin(), s.acknowledge.end());
    return s;
}

} // namespace situations
