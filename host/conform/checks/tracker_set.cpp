// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_set.cpp - a set of tracks is whole, and tracks end.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <utility>

namespace qiki::conform {
namespace tracker_set_parts {
constexpr uint64_t seen = 20, least_bound = 1000, most_bound = 20'000;

// Looks of one second that no track outlives: twice the longest time among the parameters, at least 1,000.
uint64_t bound(const qiki_descriptor& d) {
    double longest = 0;
    for (uint32_t i = 0; i < d.params.count; ++i) {
        const auto& p = load::row<qiki_param>(d.params, i);
        if (p.type == QIKI_REAL && p.unit && std::strcmp(p.unit, "s") == 0) longest = std::max(longest, p.value);
    }
    return static_cast<uint64_t>(std::clamp<double>(2 * longest, least_bound, most_bound));
}

// Seen once, where nothing else is: a track of it, if there is one, ends before it is confirmed.
qiki_contact stray(const look& l) {
    qiki_contact x = l.contacts.back();
    const double pos[3] = {40e3 + 1e3 * static_cast<double>(l.frame.seq % 7), -35e3, 2000};
    x.id += 1u << 20, see(x, pos, l.frame.pos);
    return x;
}

void run(subject& s) {
    actor it(s);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    std::set<uint64_t> live;
    std::map<uint64_t, qiki_ns> times; // the newest of each track
    std::map<uint64_t, double> away;   // from the origin, m
    const uint64_t limit = seen + bound(*s.about);
    uint64_t i = 0;
    uint64_t none = 0; // looks after which there was no track any more
    for (; i < limit && (i < seen || !live.empty() || none < 3); ++i) {
        look l = world.next();
        const bool quiet = i % 4 == 3; // no frame at all
        if (i >= seen) l.contacts.clear();
        else if (!l.contacts.empty() && i % 3 == 0) l.contacts.push_back(stray(l));
        const auto set = track_set(it.play(world.put(quiet ? std::vector<look>{} : std::vector<look>{l})));
        if (quiet) {
            if (set)
                throw failed(at_tick(i) + "no frame came, and the output of tracks holds " +
                             std::to_string(set->size()) +
                             " of them without QIKI_OUT_KEEP: expected QIKI_OUT_KEEP and "
                             "no track; else readers take it for a new set (rule "
                             "tracker.set)");
            continue;
        }
        if (!set)
            throw failed(at_tick(i) +
                         "a frame came, and the output of tracks says QIKI_OUT_KEEP: expected the set "
                         "of all live tracks at the end of each frame" +
                         (none ? ", which is empty when the last one has ended: else it stays in the set" : "") +
                         " (rule tracker.set)");
        std::set<uint64_t> now, ended;
        for (const qiki_track& x : *set) {
            const bool last = x.status == QIKI_TRACK_ENDED;
            (last ? ended : now).insert(x.id);
            if (qiki_ns& t = times[x.id]; x.t < std::exchange(t, std::max(t, x.t)))
                throw failed(at_tick(i) + "t of track " + std::to_string(x.id) + " goes back to " +
                             std::to_string(x.t) + " ns from " + std::to_string(t) +
                             (last ? " ns in its last record: expected the end of the frame by which it ended"
                                   : " ns: expected it never to") +
                             "; when it was seen last says t_update (rule tracker.time)");
            const double far = std::hypot(x.x[0], x.x[1], x.x[2]);
            if (last && x.label == QIKI_LABEL_OK && far == 0 && away.count(x.id) && away[x.id] > 2000)
                throw failed(at_tick(i) + "the last record of track " + std::to_string(x.id) +
                             " says 0, 0, 0, and the one before a place " + std::to_string(std::lround(away[x.id])) +
                             " m from there: expected the track as it is at its t, or QIKI_LABEL_NO_DATA; ENDED is "
                             "a record like any other (rule tracker.state)");
            away[x.id] = far;
        }
        for (const uint64_t id : live)
            if (!now.count(id) && !ended.count(id))
                throw failed(at_tick(i) + "track " + std::to_string(id) +
                             " is missing, and never ended: expected every live track in each set, and one last record "
                             "with QIKI_TRACK_ENDED (rules tracker.set, tracker.ids)");
        live = std::move(now);
        if (i >= seen && live.empty()) ++none;
        if (i + 1 == seen && live.empty()) {
            s.warn("made no track of ten targets in 20 looks: nothing was looked at");
            return;
        }
    }
    if (!live.empty())
        throw failed("track " + std::to_string(*live.begin()) + " is still there after " + std::to_string(i - seen) +
                     " s of complete frames without a contact: expected its end within what the parameters say (rule "
                     "tracker.set)");
}
std::string spares(const qiki_descriptor& d) { return no_maker_of_tracks(d); }
} // namespace tracker_set_parts
extern const check tracker_set{
    .id = "tracker.set",
    .level = 2,
    .from = needs::plugin,
    .rules = "tracker.set tracker.ids tracker.time tracker.state",
    .asserts =
        "each frame brings the set of all live tracks, a tick without a frame keeps it, a track leaves with one record "
        "that says ENDED, and where it was, also one of a target that was seen once, and without contacts all of them "
        "end, and then the set of a frame is empty",
    .varies = axis::views,
    .run = tracker_set_parts::run,
    .spares = tracker_set_parts::spares};
} // namespace qiki::conform
