// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_relay.cpp - what a tracker makes of the tracks of others is a picture by the rules of
// one.
#include "host/conform/drive/covariance.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include <algorithm>
#include <set>

namespace qiki::conform {
namespace tracker_relay_parts {
constexpr uint64_t shown = 42, most = 1000; // pictures with all tracks; ticks after which none may be left

// A tick of the world: of four the last brings no news, only the picture of the tick before, as a snapshot does. In
// the picture number `shown` all tracks end, and those after it are empty.
class pictures {
public:
    explicit pictures(const subject& s) : scene_(*s.about, s.seed) {}
    static constexpr bool quiet(uint64_t i) { return i % 4 == 3; }
    moment next(uint64_t i) {
        moment m = scene_.next();
        for (feed& f : m.in) {
            if (f.record != QIKI_REC_TRACK) {
                if (quiet(i)) f.resize(0);
                continue;
            }
            const auto kept = std::find_if(before_.begin(), before_.end(),
                                           [&](const feed& b) { return b.port == f.port && b.producer == f.producer; });
            if (quiet(i) && kept != before_.end()) {
                f = *kept, f.flags &= ~uint32_t{QIKI_VIEW_FRESH};
                continue;
            }
            if (i > shown) f.resize(0);
            for (uint64_t k = 0; i == shown && k < f.now.count; ++k) f.as<qiki_track>(k).status = QIKI_TRACK_ENDED;
            if (kept != before_.end()) *kept = f;
            else before_.push_back(f);
        }
        return m;
    }

private:
    scene scene_;
    std::vector<feed> before_;
};
static_assert(!pictures::quiet(shown), "the end is news");

struct past {
    std::set<uint64_t> live, over;
    std::map<uint64_t, qiki_ns> clock;

    void judge(uint64_t i, qiki_ns now, const std::vector<qiki_track>& set) {
        std::set<uint64_t> here, ended;
        for (const qiki_track& x : set) {
            const std::string who = at_tick(i) + "track " + std::to_string(x.id);
            if (here.count(x.id) || ended.count(x.id))
                throw failed(who + " stands twice in one set: expected every id once (rule tracker.ids)");
            if (over.count(x.id))
                throw failed(who + " is there again after it ended; a new track gets a new id (rule tracker.ids)");
            if (!(x.t_birth <= x.t_update && x.t_update <= x.t && x.t <= now))
                throw failed(who + ": expected t_birth <= t_update <= t <= t1, found " + std::to_string(x.t_birth) +
                             ", " + std::to_string(x.t_update) + ", " + std::to_string(x.t) + ", " +
                             std::to_string(now) + " ns (rule tracker.time)");
            const auto [at, fresh] = clock.emplace(x.id, x.t);
            if (!fresh && x.t < at->second)
                throw failed(who + ": t goes back from " + std::to_string(at->second) + " to " + std::to_string(x.t) +
                             " ns (rule tracker.time)");
            at->second = x.t;
            if ((x.valid & QIKI_TRACK_HAS_COV) && !covariance(x).factor())
                throw failed(who + ": p is not positive definite in the rows that count; leave HAS_COV away where it "
                                   "is not known (rule tracker.cov)");
            (x.status == QIKI_TRACK_ENDED ? ended : here).insert(x.id);
        }
        for (const uint64_t id : live)
            if (!here.count(id) && !ended.count(id))
                throw failed(at_tick(i) + "track " + std::to_string(id) +
                             " is missing, and never ended: expected every live track in each set, and one last "
                             "record with QIKI_TRACK_ENDED (rule tracker.set)");
        over.insert(ended.begin(), ended.end());
        live = std::move(here);
    }
};

void run(subject& s) {
    actor it(s);
    pictures world(s);
    past all;
    for (uint64_t i = 0; i < shown + most && (i <= shown || !all.live.empty()); ++i) {
        const moment m = world.next(i);
        const auto set = track_set(it.play(m));
        if (set && pictures::quiet(i))
            throw failed(at_tick(i) + "no picture came, and the output of tracks holds " + std::to_string(set->size()) +
                         " of them without QIKI_OUT_KEEP: expected QIKI_OUT_KEEP and no track; else readers take it "
                         "for a new set (rule tracker.set)");
        if (pictures::quiet(i)) continue;
        if (!set)
            throw failed(at_tick(i) + "a picture came, and the output of tracks says QIKI_OUT_KEEP: expected the set "
                                      "of all live tracks (rule tracker.set)");
        all.judge(i, m.t1, *set);
        if (i + 1 == shown && all.live.empty())
            return s.warn("made no track of those in 42 pictures: nothing was looked at");
    }
    if (!all.live.empty())
        throw failed("track " + std::to_string(*all.live.begin()) + " is still there " + std::to_string(most) +
                     " ticks after all tracks that came had ended: expected its end (rule tracker.set)");
}
std::string spares(const qiki_descriptor& d) { return no_relay_of_tracks(d); }
} // namespace tracker_relay_parts
extern const check tracker_relay{
    .id = "tracker.relay",
    .level = 2,
    .from = needs::plugin,
    .rules = "tracker.set tracker.ids tracker.time tracker.cov",
    .asserts =
        "a tracker that needs the tracks of others: each picture that comes brings the set of all live tracks, a "
        "tick without one keeps it, times go forward, covariances are positive definite, ids are used once, and "
        "when all that came have ended, so have all that were made of them",
    .varies = axis::views,
    .run = tracker_relay_parts::run,
    .spares = tracker_relay_parts::spares};
} // namespace qiki::conform
