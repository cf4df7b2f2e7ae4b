// SPDX-License-Identifier: MIT
// host/run/seating.cpp - from the plan to what services answer by.
#include "host/run/seating.hpp"
#include "host/run/words.hpp"

namespace qiki::run {

void furnish(commons& house, const plan& p, const wiring& w) {
    for (size_t i = 0; i < p.members.size(); ++i) {
        const member& m = p.members[i];
        house.instances.push_back(m.name);
        house.abouts.push_back(m.about);
        if (w.entities[i].first) house.entities.push_back({m.name.c_str(), w.entities[i], m.about});
    }
}

uint64_t carrier_of(const plan& p, const wiring& w, const member& m) {
    if (m.on.empty()) return 0;
    for (size_t c = 0; c < p.members.size(); ++c)
        if (p.members[c].name == m.on && p.members[c].stage == scenario::section::vehicles) return w.entities[c].first;
    throw error(said_at(m.where) + who(m) + ": '" + m.on + "' carries it, but is not among the vehicles");
}

uint32_t ticks_per_period(const plan& p, const member& m) {
    return static_cast<uint32_t>(m.period ? m.period / p.tick : 1);
}
} // namespace qiki::run
