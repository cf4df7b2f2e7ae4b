// SPDX-License-Identifier: MIT
// host/conform/drive/speech.cpp - an agent is given a world, and heard.
#include "host/conform/drive/speech.hpp"
#include "host/load/contract.hpp"
#include "qiki/track.h"

namespace qiki::conform {

speech listen(actor& it, uint64_t seed, uint64_t own) {
    solo::world made = scene::world_of(it.about(), seed);
    made.own = own;
    scene world(it.about(), made);
    speech all;
    for (uint64_t i = 0; i < 60; ++i) {
        moment m = world.next();
        for (feed& f : m.in)
            if (f.record == QIKI_REC_TRACK && i / 20 == 1) f.resize(0);
        const told t = it.play(m);
        for (const written& w : t.out)
            for (uint64_t k = 0; k < w.count; ++k) {
                if (w.record == QIKI_REC_PROPOSAL) all.proposals.emplace_back(i, w.as<qiki_proposal>(k));
                if (w.record == QIKI_REC_COMMAND) all.commands.emplace_back(i, w.as<qiki_command>(k));
            }
    }
    if (all.empty()) throw skipped("said nothing in 60 ticks with tracks near and far, and without any");
    return all;
}

std::vector<qiki_verb> other_rows(const qiki_descriptor& d, size_t first) {
    constexpr const char* names[] = {"conform.other", "conform.second", "conform.third", "conform.fourth"};
    std::vector<qiki_verb> all;
    for (size_t k = 0; k < first && k < std::size(names); ++k)
        all.push_back({names[k], "nothing that the agent knows", {}, {}, {}, {}, 0, QIKI_BY_AGENT});
    for (uint32_t i = d.verbs.count; i-- > 0;) all.push_back(load::row<qiki_verb>(d.verbs, i));
    return all;
}
} // namespace qiki::conform
