// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_time.cpp - the times of a track go forward, whenever its frames come.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"

namespace qiki::conform {
namespace tracker_time_parts {
constexpr uint64_t ticks = 60;

// Numbers of the looks that arrive in tick i: of six the fifth comes after the sixth, and has a tick of its own.
std::vector<uint64_t> arriving(uint64_t i) {
    if (i % 6 == 4) return {};
    if (i % 6 == 0 && i > 0) return {i - 2};
    if (i % 6 == 1 && i > 1) return {i - 1, i};
    return {i};
}

void run(subject& s) {
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
    .asserts = "while every sixth frame comes late, t_birth <= t_update <= t, and the t of a track never goes back",
    .run = tracker_time_parts::run,
    .spares = tracker_time_parts::spares};
} // namespace qiki::conform
