// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_assoc.cpp - what a tracker says it took was given to it.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include <set>

namespace qiki::conform {
namespace tracker_assoc_parts {
constexpr uint64_t ticks = 40;

void run(subject& s) {
    actor it(s);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    std::set<std::pair<uint32_t, uint64_t>> given; // source, contact
    std::set<uint64_t> tracks;
    uint64_t judged = 0;
    for (uint64_t i = 0; i < ticks; ++i) {
        const look l = world.next();
        const moment m = world.put({l});
        for (const feed& f : m.in)
            for (uint64_t k = 0; k < f.now.count; ++k) {
                if (f.record == QIKI_REC_CONTACT) given.emplace(f.producer, f.as<qiki_contact>(k).id);
                if (f.record == QIKI_REC_TRACK) given.emplace(f.producer, f.as<qiki_track>(k).id);
            }
        const told t = it.play(m);
        if (const auto set = track_set(t))
            for (const qiki_track& x : *set) tracks.insert(x.id);
        for (const written& w : t.out)
            for (uint64_t k = 0; w.record == QIKI_REC_ASSOC && k < w.count; ++k, ++judged) {
                const auto& a = w.as<qiki_assoc>(k);
                const std::string which = at_tick(i) + "association " + std::to_string(k) + ": ";
                const bool own = a.kind == QIKI_ITEM_TRACK && tracks.count(a.item);
                if (!own && !given.count({a.source, a.item}))
                    throw failed(which + "item " + std::to_string(a.item) + " of source " + std::to_string(a.source) +
                                 " was never given; name the id of the contact, and the source of its frame (rule "
                                 "tracker.assoc)");
                if (!tracks.count(a.track))
                    throw failed(which + "track " + std::to_string(a.track) +
                                 " stands in no set of this tracker so far; name the track that took the item (rule "
                                 "tracker.assoc)");
            }
    }
    if (!judged) throw skipped("took nothing in 40 looks at ten targets, or does not say so");
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_TRACKER, {QIKI_REC_FRAME, QIKI_REC_CONTACT}, {QIKI_REC_TRACK, QIKI_REC_ASSOC});
}
} // namespace tracker_assoc_parts
extern const check tracker_assoc{
    .id = "tracker.assoc",
    .level = 2,
    .from = needs::plugin,
    .rules = "tracker.assoc",
    .asserts =
        "an association names an item that was given and a track that is published: scores and explanations follow "
        "it back to the radar",
    .run = tracker_assoc_parts::run,
    .spares = tracker_assoc_parts::spares};
} // namespace qiki::conform
