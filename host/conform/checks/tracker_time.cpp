// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_time.cpp - the times of a track go forward, whenever its frames come.
#include "host/conform/drive/ancestry.hpp"
#include "host/conform/drive/glances.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include <algorithm>
#include <set>

namespace qiki::conform {
namespace tracker_time_parts {
constexpr uint64_t ticks = 60, shown = 30, hidden = 4, again = 10, twice = 5;

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

// A late contact is not the newest that a track used. Of who goes back and takes all of its contacts anew, which are of
// which track may change: t_update falls for few.
void judge_update(uint64_t i, const std::vector<qiki_track>& set, std::map<uint64_t, qiki_ns>& last) {
    constexpr uint64_t many = 3;
    uint64_t fell = 0;
    std::string first;
    for (const qiki_track& x : set) {
        const auto [at, fresh] = last.emplace(x.id, x.t_update);
        if (x.t_update < at->second && !fell++)
            first = "track " + std::to_string(x.id) + ": t_update goes back from " + std::to_string(at->second) +
                    " to " + std::to_string(x.t_update) + " ns";
        at->second = x.t_update;
    }
    if (fell > many && 2 * fell > set.size())
        throw failed(at_tick(i) + first + ", and so it does for " + std::to_string(fell) + " of " +
                     std::to_string(set.size()) +
                     " tracks by a late look: expected it to stay; it is the time of the newest contact that the track "
                     "used, and a late one is older (rule tracker.time)");
}

// Four looks in which nobody is seen, after thirty with all: no track has had a plot since, and none says so. In the
// last of them somebody new is seen. Then all are there again. Each frame arrives some time after its look, and before
// the end of the tick; an early one does so twice.
void coast(subject& s) {
    std::map<uint64_t, ancestry> known;
    std::vector<qiki_ns> ends;
    actor it(s);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    qiki_ns seen = 0;
    for (uint64_t i = 0; i < shown + hidden + again; ++i) {
        look l = world.next();
        const bool blind = i >= shown && i < shown + hidden;
        qiki_contact newcomer = l.contacts.at(0); // far from all others
        newcomer.z[0] = 80e3;
        if (blind) l.contacts.clear();
        else seen = l.frame.t_to;
        if (i + 1 == shown + hidden) l.contacts.push_back(newcomer);
        ends.push_back(l.frame.t_to);
        l.frame.t_available += delay / 2;
        const auto set = track_set(it.play(later(world.put(std::vector<look>(i == twice ? 2 : 1, l)), i)));
        if (!set) continue;
        for (const qiki_track& x : *set) {
            const std::string who = at_tick(i) + "track " + std::to_string(x.id);
            judge_past(who, x, ends, i == twice, known);
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
            if (x.t_birth > seen && i + 1 == shown + hidden) continue; // of the newcomer
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

// The contacts of a look at times inside it, each of another: k 128ths of a second after it began, which a double of
// seconds holds exactly, too; each is where its target was then.
look spread(const solo::world& w, look l) {
    for (size_t n = 0; n < l.contacts.size(); ++n) {
        const uint64_t k = 1 + (13 * l.frame.seq + 12 * n) % 127;
        const qiki_ns t = l.frame.t_from + static_cast<qiki_ns>(k) * 7'812'500;
        const solo::records then = solo::make(w, QIKI_REC_CONTACT, l.frame.seq, t);
        l.contacts[n] = reinterpret_cast<const qiki_contact*>(then.words.data())[n];
    }
    return l;
}

// Two radars with the same targets: the first looks for a second in every other tick, the second for four, in those
// between, and its contacts are of the beginning of its look, older than those that the first gave before. No frame is
// late. Who takes no older contact makes other tracks of them, or none: those that were there are judged.
constexpr uint64_t alone = 12, overlapping = 8;
void overlap(subject& s) {
    actor it(s);
    const solo::world w = scene::world_of(*s.about, s.seed);
    looks first(*s.about, w), second(*s.about, w);
    std::map<uint64_t, qiki_ns> updates; // of all tracks that live, after the tick before
    for (uint64_t i = 0; i < alone + overlapping; ++i) {
        const look a = spread(w, first.next());
        look b = second.next();
        const bool older = i >= alone && i % 2 == 1;
        if (older) {
            b.frame.t_from = b.frame.t_to - 4 * w.period;
            look then = b;
            then.frame.t_from = b.frame.t_to - 3 * w.period;
            b.contacts = spread(w, then).contacts;
        }
        const auto set = track_set(it.play(joined(first.put(older ? std::vector<look>{} : std::vector{a}),
                                                  second.put(older ? std::vector{b} : std::vector<look>{}))));
        if (!set) continue;
        uint64_t fell = 0, known = 0;
        std::string one;
        for (const qiki_track& x : *set) {
            const auto before = updates.find(x.id);
            if (before == updates.end() || x.status == QIKI_TRACK_ENDED) continue;
            ++known;
            if (x.t_update >= before->second || fell++) continue;
            one = "track " + std::to_string(x.id) + ": t_update goes back from " + std::to_string(before->second) +
                  " to " + std::to_string(x.t_update) + " ns";
        }
        if (older && fell > 3 && 2 * fell > known)
            throw failed(at_tick(i) + one + ", and so it does for " + std::to_string(fell) + " of " +
                         std::to_string(known) +
                         " tracks by the look of a second radar, which began before that of the first and ends after "
                         "it, and whose contacts are older: expected it to stay; it is the time of the newest contact "
                         "that the track used, whichever came last (rule tracker.time)");
        updates.clear();
        for (const qiki_track& x : *set)
            if (x.status != QIKI_TRACK_ENDED) updates.emplace(x.id, x.t_update);
    }
}

void run(subject& s) {
    coast(s);
    const bool by_contacts = !reads(*s.about, QIKI_REC_TRACK); // else what it says may be of a track that came
    if (by_contacts) judge_glances(s, 20), judge_glances(s, 1);
    if (by_contacts && hears_radars(*s.about)) overlap(s);
    actor it(s);
    const solo::world w = scene::world_of(*s.about, s.seed);
    looks world(*s.about, w);
    std::vector<look> all;
    std::set<qiki_ns> measured; // times of all contacts that came
    std::map<uint64_t, qiki_ns> last;
    std::map<uint64_t, qiki_ns> updates;
    qiki_ns newest = -1;
    for (uint64_t i = 0; i < ticks; ++i) {
        all.push_back(spread(w, world.next()));
        std::vector<look> now;
        for (const uint64_t k : arriving(i)) {
            look& l = now.emplace_back(all[k]);
            l.frame.t_available = world.now();
            if (l.frame.t_to < newest) l.frame.flags |= QIKI_FRAME_LATE;
            newest = std::max(newest, l.frame.t_to);
            for (const qiki_contact& c : l.contacts) measured.insert(c.t);
        }
        const auto set = track_set(it.play(world.put(now)));
        if (!set) continue;
        judge_update(i, *set, updates);
        for (const qiki_track& x : *set) {
            const std::string who = at_tick(i) + "track " + std::to_string(x.id);
            if (!(x.t_birth <= x.t_update && x.t_update <= x.t))
                throw failed(who + ": expected t_birth <= t_update <= t, found " + std::to_string(x.t_birth) + ", " +
                             std::to_string(x.t_update) + ", " + std::to_string(x.t) + " ns (rule tracker.time)");
            if (by_contacts && !measured.count(x.t_update))
                throw failed(who + ": t_update is " + std::to_string(x.t_update) +
                             " ns, and no contact that came is of that time; the newest frame was of " +
                             std::to_string(newest) +
                             " ns (t_to), its contacts from before that: expected the time of the last contact that it "
                             "took (qiki_contact.t), not that of the look (rule tracker.time)");
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
        "while every sixth frame comes late, t_birth <= t_update <= t, and the t of a track never goes back; t_update "
        "is the time of a contact, neither that of its look nor of its frame's arrival; in four looks without a "
        "contact it stays, and misses are counted; with the next contact they are 0 again; a look in another "
        "direction, or at other ranges, is no miss, nor is one that is not QIKI_FRAME_COMPLETE or is labelled "
        "QIKI_LABEL_INVALID; a look through north, at it, is one; t_birth stays; hits "
        "never falls, nor counts a frame that comes twice as two, nor does t_update fall, even by the look of a second "
        "radar that began before that of the first; a new "
        "track has no hits of another's",
    .varies = axis::views | axis::time,
    .run = tracker_time_parts::run,
    .spares = tracker_time_parts::spares};
} // namespace qiki::conform
