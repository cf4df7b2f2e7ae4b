// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_time.cpp - the times of a track go forward, whenever its frames come.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"

namespace qiki::conform {
namespace tracker_time_parts {
constexpr uint64_t ticks = 60, shown = 30, hidden = 4, again = 10;

constexpr qiki_ns delay = 200'000'000; // from a look to the end of the tick in which it arrives
moment later(moment m, uint64_t i) {
    m.t0 += i ? delay : 0, m.t1 += delay;
    return m;
}

// Numbers of the looks that arrive in tick i: of six the fifth comes after the sixth, and has a tick of its own.
std::vector<uint64_t> arriving(uint64_t i) {
    if (i % 6 == 4) return {};
    if (i % 6 == 0 && i > 0) return {i - 2};
    if (i % 6 == 1 && i > 1) return {i - 1, i};
    return {i};
}

// What never changes of a track, and what never falls.
struct ancestry {
    qiki_ns birth = 0;
    uint32_t hits = 0;
};
void judge_past(const std::string& who, const qiki_track& x, std::map<uint64_t, ancestry>& known) {
    const auto [at, fresh] = known.emplace(x.id, ancestry{x.t_birth, x.hits});
    ancestry& then = at->second;
    if (x.t_birth != then.birth)
        throw failed(who + ": t_birth goes from " + std::to_string(then.birth) + " to " + std::to_string(x.t_birth) +
                     " ns: expected it to stay; it is the time of the first contact (rule tracker.time)");
    if (x.hits < then.hits)
        throw failed(who + ": hits goes from " + std::to_string(then.hits) + " to " + std::to_string(x.hits) +
                     ": expected it never to fall; it counts the looks with a contact, misses those in a row without "
                     "one (rule tracker.time)");
    then.hits = x.hits;
}

// Four looks in which nobody is seen, after thirty with all: no track has had a plot since, and none says so. Then all
// are there again. Each frame arrives some time after its look, and before the end of the tick.
void coast(subject& s) {
    std::map<uint64_t, ancestry> known;
    actor it(s);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    qiki_ns seen = 0;
    for (uint64_t i = 0; i < shown + hidden + again; ++i) {
        look l = world.next();
        const bool blind = i >= shown && i < shown + hidden;
        if (blind) l.contacts.clear();
        else seen = l.frame.t_to;
        l.frame.t_available += delay / 2;
        const auto set = track_set(it.play(later(world.put({l}), i)));
        if (!set) continue;
        for (const qiki_track& x : *set) {
            const std::string who = at_tick(i) + "track " + std::to_string(x.id);
            judge_past(who, x, known);
            if (x.t_update > seen && !blind)
                throw failed(who + ": t_update is " + std::to_string(x.t_update) + " ns, and the newest frame was of " +
                             std::to_string(seen) + " ns (t_to), and arrived " + std::to_string(delay / 2) +
                             " ns later (t_available): expected the time of the contact, not of its arrival (rule "
                             "tracker.time)");
            if (!blind && x.t_update == seen && x.misses)
                throw failed(who + ": misses is " + std::to_string(x.misses) + ", and it has a contact of this look, " +
                             "t_update is that of its frame: expected 0; misses counts the looks without one since "
                             "the last contact, hits those with one (rule tracker.time)");
        }
        if (!blind) continue;
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
std::string spares(const qiki_descriptor& d) { return no_maker_of_tracks(d); }
} // namespace tracker_time_parts
extern const check tracker_time{
    .id = "tracker.time",
    .level = 2,
    .from = needs::plugin,
    .rules = "tracker.time",
    .asserts =
        "while every sixth frame comes late, t_birth <= t_update <= t, and the t of a track never goes back; in four "
        "looks without a contact t_update stays, and misses are counted; with the next contact they are 0 again; "
        "t_birth "
        "stays, hits never fall, and t_update is never the time at which a frame arrived",
    .varies = axis::time,
    .run = tracker_time_parts::run,
    .spares = tracker_time_parts::spares};
} // namespace qiki::conform
