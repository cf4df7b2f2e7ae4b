// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_time.cpp - the times of a track go forward, whenever its frames come.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"

namespace qiki::conform {
namespace tracker_time_parts {
constexpr uint64_t ticks = 60, shown = 30, hidden = 12;

// Numbers of the looks that arrive in tick i: of six the fifth comes after the sixth, and has a tick of its own.
std::vector<uint64_t> arriving(uint64_t i) {
    if (i % 6 == 4) return {};
    if (i % 6 == 0 && i > 0) return {i - 2};
    if (i % 6 == 1 && i > 1) return {i - 1, i};
    return {i};
}

// Twelve looks in which nobody is seen, after thirty with all: no track has had a plot since, and none says so.
void coast(subject& s) {
    actor it(s);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    qiki_ns seen = 0;
    for (uint64_t i = 0; i < shown + hidden; ++i) {
        look l = world.next();
        if (i >= shown) l.contacts.clear();
        else seen = l.frame.t_to;
        const auto set = track_set(it.play(world.put({l})));
        if (!set || i < shown) continue;
        const std::string since =
            ", and no look has had a contact for " + std::to_string(i + 1 - shown) + (i == shown ? " look" : " looks");
        for (const qiki_track& x : *set) {
            const std::string who = at_tick(i) + "track " + std::to_string(x.id);
            if (x.t_update > seen)
                throw failed(who + ": t_update is " + std::to_string(x.t_update) + " ns" + since + ": expected " +
                             std::to_string(seen) +
                             " ns at most; it is the time of the last contact that was used, and t goes on alone "
                             "(rule tracker.time)");
            if (x.misses == 0 && x.status != QIKI_TRACK_ENDED)
                throw failed(who + ": misses is 0" + since +
                             " (frames of all directions that say QIKI_FRAME_COMPLETE): expected looks without a "
                             "contact to be counted (rule tracker.time)");
        }
    }
}

void run(subject& s) {
    coast(s);
    actor it(s);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    std::vector<look> all;
    std::map<uint64_t, qiki_ns> last;
    qiki_ns newest = -1;
    for (uint64_t i = 0; i < ticks; ++i) {
        all.push_back(world.next());
        std::vector<look> now;
        for (const uint64_t k : arriving(i)) {
            look& l = now.emplace_back(all[k]);
            l.frame.t_available = world.now();
            if (l.frame.t_to < newest) l.frame.flags |= QIKI_FRAME_LATE;
            newest = std::max(newest, l.frame.t_to);
        }
        const auto set = track_set(it.play(world.put(now)));
        if (!set) continue;
        for (const qiki_track& x : *set) {
            const std::string who = at_tick(i) + "track " + std::to_string(x.id);
            if (!(x.t_birth <= x.t_update && x.t_update <= x.t))
                throw failed(who + ": expected t_birth <= t_update <= t, found " + std::to_string(x.t_birth) + ", " +
                             std::to_string(x.t_update) + ", " + std::to_string(x.t) + " ns (rule tracker.time)");
            const auto [at, fresh] = last.emplace(x.id, x.t);
            if (!fresh && x.t < at->second)
                throw failed(who + ": t goes back from " + std::to_string(at->second) + " to " + std::to_string(x.t) +
                             " ns; a late frame corrects a track and does not turn its clock back (rule tracker.time)");
            at->second = x.t;
        }
    }
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_TRACKER, {QIKI_REC_FRAME, QIKI_REC_CONTACT}, {QIKI_REC_TRACK});
}
} // namespace tracker_time_parts
extern const check tracker_time{
    .id = "tracker.time",
    .level = 2,
    .from = needs::plugin,
    .rules = "tracker.time",
    .asserts =
        "while every sixth frame comes late, t_birth <= t_update <= t, and the t of a track never goes back; in twelve "
        "looks without a contact t_update stays, and misses are counted",
    .run = tracker_time_parts::run,
    .spares = tracker_time_parts::spares};
} // namespace qiki::conform
