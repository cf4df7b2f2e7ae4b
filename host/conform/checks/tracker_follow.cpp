// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_follow.cpp - who found a target goes on finding its contacts.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include <algorithm>

namespace qiki::conform {
namespace tracker_follow_parts {
constexpr uint64_t ticks = 60, settled = 20, patience = 10;

// Ten targets that each look shows: between the 20th and the 60th there is a track that was updated of late.
void run(subject& s) {
    actor it(s);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    uint64_t made = 0; // tracks seen so far
    uint64_t last = 0; // the look, from 1, after which one was updated later than any before
    qiki_ns newest = INT64_MIN;
    for (uint64_t i = 0; i < ticks; ++i) {
        const told t = it.play(world.put({world.next()}));
        if (const auto set = track_set(t))
            for (const qiki_track& x : *set) {
                ++made;
                if (x.status != QIKI_TRACK_ENDED && x.t_update > newest) newest = x.t_update, last = i + 1;
            }
        if (!made || i < settled || i + 1 < last + patience) continue;
        throw failed(at_tick(i) + "ten plain targets are in every look, and no track has been updated " +
                     (last ? "since look number " + std::to_string(last - 1) : "by any look") +
                     ": expected contacts to be taken up in each. Frames name their contacts by ordinals that count "
                     "from reset: take row frame.first - view.first of the view, not row frame.first (rule tick.4)");
    }
    if (!made) s.warn("made no track of ten targets in 60 looks: nothing was looked at");
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_TRACKER, {QIKI_REC_FRAME, QIKI_REC_CONTACT}, {QIKI_REC_TRACK});
}
} // namespace tracker_follow_parts
extern const check tracker_follow{
    .id = "tracker.follow",
    .level = 2,
    .from = needs::plugin,
    .rules = "tick.4",
    .asserts = "of ten targets that each of 60 looks shows, some track is updated all the time: who finds contacts by "
               "the wrong ordinals sees those of the first ticks alone",
    .run = tracker_follow_parts::run,
    .spares = tracker_follow_parts::spares};
} // namespace qiki::conform
