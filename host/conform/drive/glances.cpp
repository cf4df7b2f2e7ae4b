// SPDX-License-Identifier: MIT
// host/conform/drive/glances.cpp - a look that does not see a track is no miss of it.
#include "host/conform/drive/glances.hpp"
#include "host/conform/drive/looks.hpp"
#include "qiki/math.h"
#include <algorithm>
#include <cmath>

namespace qiki::conform {
namespace {
struct glance { // one look, where and how
    double bearing[2], range[2];
    bool whole;
    const char* where;
    bool at = false; // the targets
    uint8_t label = QIKI_LABEL_OK;
    bool silent() const { return !whole || label != QIKI_LABEL_OK; }
};
constexpr uint64_t westward = 4; // targets
constexpr glance glances[] = {
    {{0.3, 2.8}, {0, 2e5}, true, "in the east, at bearings from 0.3 to 2.8 rad"},
    {{5.6, 0.5}, {0, 2e5}, true, "in the north, at bearings from 5.6 through 0 to 0.5 rad"},
    {{0, 2 * QIKI_PI}, {8e4, 2e5}, true, "at ranges from 80 to 200 km"},
    {{0, 2 * QIKI_PI}, {0, 2e5}, false, "that is not QIKI_FRAME_COMPLETE"},
    {{3.8, 5.6}, {0, 2e5}, false, "in the west that is not QIKI_FRAME_COMPLETE"},
    {{0, 2 * QIKI_PI}, {0, 2e5}, true, "whose frame is labelled QIKI_LABEL_INVALID", false, QIKI_LABEL_INVALID},
    {{3.8, 0.5}, {0, 2e5}, true, "in the west and north, at bearings from 3.8 through 0 to 0.5 rad", true}};
bool in_the_west(const qiki_track& x) { return x.x[0] < -8000 && std::fabs(x.x[1]) < 0.6 * -x.x[0]; }
} // namespace

void judge_glances(const subject& s, uint64_t followed) {
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = westward;
    looks world(*s.about, w);
    std::map<uint64_t, uint32_t> misses; // of each track, after the last look at it
    qiki_ns seen = 0;
    for (uint64_t i = 0; i < followed + std::size(glances); ++i) {
        look l = world.next();
        const glance* other = i < followed ? nullptr : glances + (i - followed);
        if (other) {
            l.contacts.clear();
            std::copy_n(other->bearing, 2, l.frame.bearing), std::copy_n(other->range, 2, l.frame.range);
            l.frame.elevation[0] = -0.5, l.frame.elevation[1] = 1.5;
            l.frame.valid |= QIKI_FRAME_HAS_SECTOR;
            if (!other->whole) l.frame.flags = 0;
            l.frame.label = other->label;
        } else seen = l.frame.t_to;
        const double t = static_cast<double>(l.frame.t_to) * 1e-9;
        for (size_t n = 0; n < l.contacts.size(); ++n) {
            const auto k = static_cast<double>(n);
            const double pos[3] = {60 * t - 15'000 - 5000 * k, 40 * t - 3000 + 2000 * k, 1000 + 300 * k};
            see(l.contacts[n], pos, l.frame.pos);
        }
        const auto set = track_set(it.play(world.put({l})));
        for (size_t n = 0; set && n < set->size(); ++n) {
            const qiki_track& x = (*set)[n];
            if (!other) misses[x.id] = x.misses;
            if (!other || x.status == QIKI_TRACK_ENDED || !misses.count(x.id) || !in_the_west(x)) continue;
            const std::string who = at_tick(i) + "track " + std::to_string(x.id);
            if (x.t_update > seen)
                throw failed(who + ": t_update is " + std::to_string(x.t_update) +
                             " ns after a look without contacts " + other->where + ": expected " +
                             std::to_string(seen) +
                             " ns at most; it is the time of the last contact that was used (rule tracker.time)");
            if (other->at && followed > 1 && x.misses <= misses[x.id])
                throw failed(who + ": misses is " + std::to_string(x.misses) + " as before a look without contacts " +
                             other->where +
                             " (HAS_SECTOR, QIKI_FRAME_COMPLETE), where the track is: expected it to rise; a sector "
                             "whose bearing[0] is greater than bearing[1] goes through north (rule tracker.time)");
            if (!other->at && x.misses > misses[x.id])
                throw failed(who + ": misses goes from " + std::to_string(misses[x.id]) + " to " +
                             std::to_string(x.misses) + " by a look without contacts " + other->where +
                             " (HAS_SECTOR)" +
                             (other->silent() ? ": expected it to stay; such a frame does not tell of all that it saw, "
                                                "and its silence is no miss (rule tracker.time)"
                                              : ", where the track is not: expected it to stay; misses counts the "
                                                "looks at the track (rule tracker.time)"));
        }
    }
}
} // namespace qiki::conform
