// SPDX-License-Identifier: MIT
// host/conform/checks/state_none.cpp - who says that it keeps no state has none.
#include "host/conform/drive/history.hpp"

namespace qiki::conform {
namespace state_none_parts {
constexpr uint64_t ticks = 40, places[] = {1, 7, 20};

history rest(actor& it, scene& world, uint64_t from) {
    history h;
    for (uint64_t i = from; i < ticks; ++i) h.ticks.push_back(it.play(world.next()).bytes());
    return h;
}

void run(subject& s) {
    {
        actor it(s, nullptr);
        if (it.extension<qiki_state>(QIKI_STATE_ID))
            throw failed("has the extension " QIKI_STATE_ID
                         ", but declares state_schema 0, which says that it keeps no state: expected one or the other; "
                         "declare schema 1, or leave the extension out (rule state.4)");
    }
    if (!impure(*s.about).empty()) return;
    for (const uint64_t at : places) {
        actor old(s);
        scene world(*s.about, s.seed);
        for (uint64_t i = 0; i < at; ++i) old.play(world.next());
        scene same = world;
        actor fresh(s);
        fresh.stand(old.stands());
        const history was = rest(old, world, at), is = rest(fresh, same, at);
        if (const std::string d = difference(*s.about, was, is); !d.empty()) {
            settled(s, ticks); // or it is not repeatable at all
            throw failed(
                "declares state_schema 0, yet an instance that begins after " + std::to_string(at) +
                " ticks differs from the one that lived through them, in the rest of " + std::to_string(ticks) +
                " ticks, at " + d +
                ": expected the same bytes, as a run goes on from a checkpoint so; declare a schema and offer " +
                QIKI_STATE_ID " (rules state.4, state.2)");
        }
    }
}
std::string spares(const qiki_descriptor& d) {
    return d.state_schema ? "declares that it keeps a state; state.round and state.continue are for it" : "";
}
} // namespace state_none_parts
extern const check state_none{
    .id = "state.none",
    .level = 4,
    .from = needs::plugin,
    .rules = "state.4 state.2",
    .asserts =
        "who declares state_schema 0 has no extension qiki.state/1, and an instance that begins after 1, 7 or 20 "
        "of 40 ticks goes on byte for byte as the one that was there from the start",
    .run = state_none_parts::run,
    .spares = state_none_parts::spares,
    .compares = true};
} // namespace qiki::conform
