// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_ids.cpp - an id names one track, once.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include <set>

namespace qiki::conform {
namespace tracker_ids_parts {
constexpr uint64_t ticks = 120, bodies = 10, spell = 15, least_wait = 20, most_wait = 1000, after = 40;

void run(subject& s) {
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = bodies;
    looks world(*s.about, w);
    std::set<uint64_t> live, ended, gone;
    uint64_t back = 0; // the look in which all are there again, after none was until no track was left
    for (uint64_t i = 0; back ? i < back + after : i < ticks + most_wait; ++i) {
        if (!back && i > ticks + least_wait && live.empty()) back = i;
        look l = world.next(), seen{l.frame, {}};
        for (size_t k = 0; k < l.contacts.size(); ++k) // each is seen for two spells, then lost for one
            if (back || (i < ticks && (i / spell + k) % 3)) seen.contacts.push_back(l.contacts[k]);
        const auto set = track_set(it.play(world.put({seen})));
        if (!set) continue;
        std::set<uint64_t> now;
        for (const qiki_track& x : *set) {
            const std::string who = at_tick(i) + "track " + std::to_string(x.id);
            if (!now.insert(x.id).second)
                throw failed(who + " stands twice in one set: expected every id once (rule tracker.ids)");
            if (ended.count(x.id))
                throw failed(who + " is there again after it was said to be ENDED; give a new track the next id, also "
                                   "when its target is back (rule tracker.ids)");
            if (gone.count(x.id))
                throw failed(who + " is there again after a set without it; an id that left is never used again (rule "
                                   "tracker.ids)");
            if (x.status == QIKI_TRACK_ENDED) ended.insert(x.id);
        }
        for (const uint64_t id : ended) now.erase(id);
        for (const uint64_t id : live)
            if (!now.count(id) && !ended.count(id)) gone.insert(id);
        live = std::move(now);
    }
    if (live.empty() && ended.empty()) s.warn("made no track of ten targets in 120 looks: nothing was looked at");
    else if (!back)
        s.note("tracks were left after " + std::to_string(most_wait) +
               " looks without a contact (tracker.set judges that), so whether ids begin anew was not asked");
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_TRACKER, {QIKI_REC_FRAME, QIKI_REC_CONTACT}, {QIKI_REC_TRACK});
}
} // namespace tracker_ids_parts
extern const check tracker_ids{
    .id = "tracker.ids",
    .level = 2,
    .from = needs::plugin,
    .rules = "tracker.ids",
    .asserts = "while targets come and go, and after all of them were gone until no track was left, an id stands at "
               "most once in a set of tracks, and never again after it ended or "
               "left: who follows a track by its id follows one target",
    .run = tracker_ids_parts::run,
    .spares = tracker_ids_parts::spares};
} // namespace qiki::conform
