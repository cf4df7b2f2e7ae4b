// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_ids.cpp - an id names one track, once.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "qiki/math.h"
#include "qiki/random.h"
#include <ctime>
#include <set>

namespace qiki::conform {
namespace tracker_ids_parts {
constexpr uint64_t ticks = 120, bodies = 10, spell = 15, least_wait = 20, most_wait = 1000, after = 40;
constexpr uint64_t crowd = 96, most_births = 110'000; // beyond 16 bits, and five digits
constexpr double patience = 2;                        // s

// What became of the ids so far.
struct register_of_ids {
    std::set<uint64_t> live, ended, gone;
    void judge(uint64_t i, const std::vector<qiki_track>& set) {
        std::set<uint64_t> now;
        for (const qiki_track& x : set) {
            const auto who = [&] { return at_tick(i) + "track " + std::to_string(x.id); };
            if (!now.insert(x.id).second)
                throw failed(who() + " stands twice in one set: expected every id once (rule tracker.ids)");
            if (ended.count(x.id))
                throw failed(who() + " is there again after it was said to be ENDED; give a new track the next id, "
                                     "also when its target is back (rule tracker.ids)");
            if (gone.count(x.id))
                throw failed(who() + " is there again after a set without it; an id that left is never used again "
                                     "(rule tracker.ids)");
            if (x.status == QIKI_TRACK_ENDED) ended.insert(x.id);
        }
        for (const qiki_track& x : set)
            if (x.status == QIKI_TRACK_ENDED) now.erase(x.id);
        for (const uint64_t id : live)
            if (!now.count(id) && !ended.count(id)) gone.insert(id);
        live = std::move(now);
    }
    uint64_t known() const { return live.size() + ended.size() + gone.size(); }
};

double processor_seconds() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// Sixty-four that appear wherever it is, are seen twice, and never again: as many births as there is time for.
void be_born(subject& s) {
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = crowd;
    looks world(*s.about, w);
    register_of_ids ids;
    const double begin = processor_seconds();
    uint64_t i = 0;
    for (; ids.known() < most_births && i < 2 * most_births / crowd && processor_seconds() - begin < patience; ++i) {
        look l = world.next();
        for (qiki_contact& c : l.contacts) {
            const uint64_t place = (i / 2) * crowd + static_cast<uint64_t>(&c - l.contacts.data());
            const qiki_bits b = qiki_draw(s.seed, place, 0, 10, 0);
            c.z[0] = 2e3 + 98e3 * qiki_uniform(b, 0), c.z[1] = 2 * QIKI_PI * qiki_uniform(b, 1);
        }
        if (const auto set = track_set(it.play(world.put({l})))) ids.judge(i, *set);
    }
    s.note(std::to_string(ids.known()) + " tracks in " + std::to_string(i) + " looks at " + std::to_string(crowd) +
           " that come and go");
}

void run(subject& s) {
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = bodies;
    looks world(*s.about, w);
    register_of_ids ids;
    uint64_t back = 0; // the look in which all are there again, after none was until no track was left
    for (uint64_t i = 0; back ? i < back + after : i < ticks + most_wait; ++i) {
        if (!back && i > ticks + least_wait && ids.live.empty()) back = i;
        look l = world.next(), seen{l.frame, {}};
        for (size_t k = 0; k < l.contacts.size(); ++k) // each is seen for two spells, then lost for one
            if (back || (i < ticks && (i / spell + k) % 3)) seen.contacts.push_back(l.contacts[k]);
        if (const auto set = track_set(it.play(world.put({seen})))) ids.judge(i, *set);
    }
    if (!ids.known()) s.warn("made no track of ten targets in 120 looks: nothing was looked at");
    else if (!back)
        s.note("tracks were left after " + std::to_string(most_wait) +
               " looks without a contact (tracker.set judges that), so whether ids begin anew was not asked");
    be_born(s);
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
    .asserts = "while targets come and go, after all of them were gone until no track was left, and through as many "
               "births as fit into 2 s (110,000 at most), an id stands at "
               "most once in a set of tracks, and never again after it ended or "
               "left: who follows a track by its id follows one target",
    .varies = axis::count,
    .run = tracker_ids_parts::run,
    .spares = tracker_ids_parts::spares};
} // namespace qiki::conform
