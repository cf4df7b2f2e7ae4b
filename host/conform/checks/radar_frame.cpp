// SPDX-License-Identifier: MIT
// host/conform/checks/radar_frame.cpp - every contact belongs to one frame, and frames follow each other.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/lulls.hpp"
#include "host/conform/drive/riding.hpp"
#include "host/conform/drive/stage.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <unordered_set>

namespace qiki::conform {
namespace radar_frame_parts {
constexpr uint64_t ticks = 60, crowd = 2000, crowd_ticks = 50, gone = 10, back = 35, origin_ticks = 20;

const written* output(const told& t, uint32_t record) {
    for (const written& w : t.out)
        if (w.record == record) return &w;
    return nullptr;
}

using sensor = std::pair<uint32_t, uint16_t>; // source, sensor

void must_be_there(const std::string& when, const qiki_frame& f, const written* contacts) {
    if (const std::string flaw = astray(f, contacts); !flaw.empty())
        throw failed(when + flaw + ": expected contacts that this tick wrote, and no more (rules radar.frame, tick.4)");
}

// link: it passes numbers on as they came.
void judge_frame(const std::string& who, const moment& m, const qiki_frame& f, bool link,
                 std::map<sensor, uint64_t>& last) {
    if (f.t_available <= m.t0 || f.t_available > m.t1)
        throw deferred(who + "t_available is not in the tick", "out.finite");
    const auto [at, fresh] = last.emplace(sensor{f.source, f.sensor}, f.seq);
    if (!link && !fresh && f.seq != at->second + 1)
        throw failed(who + "seq goes from " + std::to_string(at->second) + " to " + std::to_string(f.seq) +
                     ": expected it to rise by one with each frame of a source and sensor (rule radar.frame)");
    at->second = f.seq;
}

// As many contacts as it makes of a crowd, more than 16 bits have numbers for: each has an id of its own.
void count_crowd(const subject& s) {
    actor it(s);
    stage world(*s.about, s.seed);
    const double reach = real_parameter(s, "range").value_or(20e3);
    const std::vector<qiki_truth> all = spiral(crowd, 0.1 * reach, 0.6 * reach);
    std::map<uint32_t, std::unordered_set<uint64_t>> ids; // by source
    uint64_t n = 0;
    for (uint64_t i = 0; i < crowd_ticks; ++i) {
        const told t = it.play(world.next(all));
        const written *frames = output(t, QIKI_REC_FRAME), *contacts = output(t, QIKI_REC_CONTACT);
        for (uint64_t k = 0; k < frames->count; ++k)
            must_be_there("(2,000 bodies) " + at_tick(i), frames->as<qiki_frame>(k), contacts);
        for (const look& l : looks_of(t))
            for (const qiki_contact& c : l.contacts)
                if (++n; c.id && !ids[l.frame.source].insert(c.id).second) {
                    if (i == 1) throw deferred("an id of the frame before is given again", "out.finite");
                    throw failed(at_tick(i) + "contact " + std::to_string(n) + " of the run has the id " +
                                 std::to_string(c.id) +
                                 " of an earlier one: expected each once in a run, however many there are; use all 64 "
                                 "bits (rule rec.8)");
                }
    }
}

// Frames and contacts of one tick; how many frames.
uint64_t judge_tick(const std::string& when, const moment& m, const told& t, bool link,
                    std::map<sensor, uint64_t>& last) {
    const written *frames = output(t, QIKI_REC_FRAME), *contacts = output(t, QIKI_REC_CONTACT);
    std::vector<uint32_t> owners(contacts->count);
    for (uint64_t k = 0; k < frames->count; ++k) {
        const auto& f = frames->as<qiki_frame>(k);
        const std::string who = when + "frame " + std::to_string(f.seq) + ": ";
        judge_frame(who, m, f, link, last);
        must_be_there(when, f, contacts);
        for (uint64_t n = 0; n < f.count; ++n) {
            const uint64_t row = f.first - contacts->first + n;
            const auto& c = contacts->as<qiki_contact>(row);
            const std::string what = who + "contact " + std::to_string(c.id) + ": ";
            if (owners[row]++) throw failed(what + "belongs to two frames: expected one (rule radar.frame)");
            if (c.frame != f.seq)
                throw failed(what + "its frame is " + std::to_string(c.frame) +
                             ": expected the seq of the frame that holds it, " + std::to_string(f.seq) +
                             " (rule radar.frame)");
            if (c.t < f.t_from || c.t > f.t_to)
                throw failed(what + "t is " + std::to_string(c.t) + " ns: expected a time within its frame, [" +
                             std::to_string(f.t_from) + ", " + std::to_string(f.t_to) + "] (rule radar.frame)");
        }
    }
    for (size_t row = 0; row < owners.size(); ++row)
        if (!owners[row])
            throw failed(when + "contact " + std::to_string(contacts->as<qiki_contact>(row).id) +
                         " belongs to no frame of its tick: expected one that names it by first and count (rule "
                         "radar.frame)");
    return frames->count;
}

// While nothing is known of its carrier it may look or not; the frames that it makes are counted all the same.
void judge_gap(const subject& s) {
    for (const lull::manner how : {lull::missing, lull::blank, lull::invalid, lull::stale, lull::makeshift}) {
        actor it(s);
        lulls world(*s.about, s.seed);
        std::map<sensor, uint64_t> last;
        const lull gap{how, 0};
        const std::string where = "(tick() number " + std::to_string(gone) + " to " + std::to_string(back - 1) + " " +
                                  gap.text(*s.about) + ") ";
        for (uint64_t i = 0; i < ticks; ++i) {
            const moment m = world.next(i >= gone && i < back ? gap : lull{});
            const told t = it.tick(m);
            if (t.status < 0) break; // it says that it cannot do without: tick.empty judges
            judge_tick(where + at_tick(i), m, t, false, last);
        }
    }
}

// Bodies far apart, and what origins say of whom: whose place a contact has, from him it came.
void judge_origins(const subject& s) {
    actor it(s);
    stage world(*s.about, s.seed);
    const std::vector<qiki_truth> all = spiral(6, 3000, 9000);
    uint64_t right = 0, wrong = 0;
    std::string first;
    for (uint64_t i = 0; i < origin_ticks; ++i) {
        const told t = it.play(world.next(all));
        const std::map<uint64_t, qiki_origin> origins = origins_of(t);
        for (const look& l : looks_of(t))
            for (const qiki_contact& c : l.contacts) {
                const auto o = origins.find(c.id);
                const auto m = nearest(l.frame, c, all, 500);
                if (!m || o == origins.end() || o->second.cause != QIKI_CAUSE_TARGET) continue;
                const uint64_t there = all[m->body].entity, named = o->second.entity;
                if (there == named) ++right;
                else if (!wrong++)
                    first = at_tick(i) + "the origin of contact " + std::to_string(c.id) + " is entity " +
                            std::to_string(named) + ", and it is at the place of entity " + std::to_string(there);
            }
    }
    if (wrong > 10 && wrong > right)
        throw failed(first + ", and so are " + std::to_string(wrong) + " of " + std::to_string(wrong + right) +
                     ": expected the entity that it came from, by its number in the truth, not a row or an index; "
                     "scores and explanations go by it (rules rec.8, rec.10)");
}

// A look that finds nothing is a frame, too: without it nobody is missed, and both pd and density are too low.
void judge_silence(const subject& s) {
    const configuration c(*s.about, with(s, {{"clutter", 0}, {"noise_alarms", 0}}));
    const auto frames = [&](const std::vector<qiki_truth>& bodies) {
        actor it(s, c);
        stage world(*s.about, s.seed);
        uint64_t n = 0;
        for (uint64_t i = 0; i < origin_ticks; ++i) n += looks_of(it.play(world.next(bodies))).size();
        return n;
    };
    const uint64_t among = frames(spiral(24, 3000, 9000)), alone = frames({});
    if (among < origin_ticks / 2 || alone >= among / 2) return;
    throw failed("among 24 bodies it writes " + std::to_string(among) + " frames in " + std::to_string(origin_ticks) +
                 " s, and " + std::to_string(alone) +
                 " where nobody is: expected as many; a look that found nothing is a frame with count 0, or nobody is "
                 "ever missed, and pd and clutter_density are not those of the looks (rules radar.frame, radar.stats)");
}

// With room for two contacts and for all origins, the origin of a contact that was dropped is dropped with it.
void judge_room(const subject& s) {
    actor it(s);
    stage world(*s.about, s.seed);
    std::vector<uint64_t> room = it.capacities();
    for (uint32_t i = 0; i < room.size(); ++i) {
        const uint32_t r = load::row<qiki_port>(s.about->outputs, i).record;
        room[i] = r == QIKI_REC_CONTACT ? 2 : std::max<uint64_t>(room[i], 64);
    }
    std::unordered_set<uint64_t> ids;
    for (uint64_t i = 0; i < origin_ticks; ++i) {
        const told t = it.tick(world.next(spiral(24, 3000, 9000)), room);
        if (t.status < 0) return; // tick.bounds judges
        const written *contacts = output(t, QIKI_REC_CONTACT), *origins = output(t, QIKI_REC_ORIGIN);
        for (uint64_t k = 0; k < contacts->count; ++k) ids.insert(contacts->as<qiki_contact>(k).id);
        for (uint64_t k = 0; origins && contacts->dropped && k < origins->count; ++k)
            if (const uint64_t id = origins->as<qiki_origin>(k).contact; id && !ids.count(id))
                throw failed(at_tick(i) + "with room for 2 contacts and for " + std::to_string(room[origins->port]) +
                             " origins: one names contact " + std::to_string(id) +
                             ", which was never written, and in this tick " + std::to_string(contacts->dropped) +
                             " were dropped: expected it to be dropped with its contact, and counted on its own port, "
                             "even where that has room (rule tick.5)");
    }
}

void run(subject& s) {
    const bool link = reads(*s.about, QIKI_REC_FRAME);
    if (reads(*s.about, QIKI_REC_TRUTH)) {
        count_crowd(s);
        judge_origins(s);
        judge_room(s);
        judge_silence(s);
        judge_ride(s, {150, -100, 50}), judge_ride(s, {-80, 200, 0});
        if (!link) judge_lost_carrier(s, lull::missing), judge_lost_carrier(s, lull::blank);
    }
    actor it(s);
    scene world(*s.about, s.seed);
    std::map<sensor, uint64_t> last;
    uint64_t seen = 0;
    for (uint64_t i = 0; i < ticks; ++i) {
        const moment m = world.next();
        seen += judge_tick(at_tick(i), m, it.play(m), link, last);
    }
    if (!seen) s.warn("wrote no frame in " + std::to_string(ticks) + " s: nothing was looked at");
    if (reads(*s.about, QIKI_REC_TRUTH) && !link) judge_gap(s);
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_RADAR, {}, {QIKI_REC_FRAME, QIKI_REC_CONTACT});
}
} // namespace radar_frame_parts
extern const check radar_frame{
    .id = "radar.frame",
    .level = 2,
    .from = needs::plugin,
    .rules = "radar.frame radar.sigma radar.stats rec.8 rec.10 tick.4 tick.5",
    .asserts =
        "each contact is one of exactly one frame of its tick, carries its seq and lies in "
        "its time, and seq rises by one (over a link it is as it came), also when for 25 s nothing is known of its "
        "carrier: a reader takes contacts frame by frame; and of as many as 50 looks at 2,000 bodies give each has an "
        "id of its own; on a carrier that moves, vel and platform are those of the antenna; a look that finds "
        "nobody is a frame, too; the origin of a contact is the entity at its place, and one whose contact had no "
        "room is dropped with it; and while nothing is known of the carrier the antenna is not at the origin of the "
        "world",
    .varies = axis::records | axis::count | axis::room,
    .run = radar_frame_parts::run,
    .spares = radar_frame_parts::spares};
} // namespace qiki::conform
