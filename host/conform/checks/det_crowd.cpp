// SPDX-License-Identifier: MIT
// host/conform/checks/det_crowd.cpp - one body more moves nobody else's noise.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/stage.hpp"
#include <algorithm>
#include <array>
#include <cstring>
#include <set>

namespace qiki::conform {
namespace det_crowd_parts {
constexpr uint64_t ticks = 40, enough = 100, extra = 2, few = 5;
constexpr double gate = 2000;

// What was said of one body in one look: where, and when.
struct say {
    qiki_ns t;
    uint32_t kind;
    double z[4];
};
using key = std::pair<uint64_t, uint64_t>; // the look, the body's entity

// Whose contact that is, as the origin port tells it, or without that port the body nearest to it; 0: nobody's.
uint64_t whose(const look& l, const qiki_contact& c, const std::map<uint64_t, qiki_origin>& origins,
               const std::vector<qiki_truth>& bodies) {
    if (const auto o = origins.find(c.id); o != origins.end())
        return o->second.cause == QIKI_CAUSE_TARGET ? o->second.entity : 0;
    const auto m = nearest(l.frame, c, bodies, gate);
    return m ? bodies[m->body].entity : 0;
}
std::map<key, say> live(const subject& s, const configuration& c, const std::vector<qiki_truth>& bodies) {
    actor it(s, c);
    stage scene(*s.about, s.seed);
    std::map<key, say> all;
    for (uint64_t i = 0; i < ticks; ++i) {
        const told t = it.play(scene.next(bodies));
        const std::map<uint64_t, qiki_origin> origins = origins_of(t);
        for (const look& l : looks_of(t))
            for (const qiki_contact& x : l.contacts)
                if (const uint64_t who = whose(l, x, origins, bodies)) {
                    say now{x.t, x.kind, {}};
                    std::memcpy(now.z, x.z, sizeof now.z);
                    all.emplace(key{l.frame.seq, who}, now); // the first, should there be several
                }
    }
    return all;
}

// What was said in each look where none of `all` is, value by value.
using sayings = std::map<uint64_t, std::set<std::array<double, 4>>>;
sayings alarms(const subject& s, const std::vector<qiki_truth>& bodies, const std::vector<qiki_truth>& all_bodies) {
    const configuration c(*s.about, with(s, {{"clutter", 20}}));
    actor it(s, c);
    stage scene(*s.about, s.seed);
    sayings all;
    for (uint64_t i = 0; i < ticks; ++i)
        for (const look& l : looks_of(it.play(scene.next(bodies))))
            for (const qiki_contact& x : l.contacts)
                if (!nearest(l.frame, x, all_bodies, gate)) all[l.frame.seq].insert({x.z[0], x.z[1], x.z[2], x.z[3]});
    return all;
}

// False alarms are drawn by their number among themselves: by that of all contacts one more in a look moves them up by
// one, and one falls out of each look. Some few may be hidden by a body.
void judge_alarms(const subject& s, const std::vector<qiki_truth>& nine, const std::vector<qiki_truth>& ten) {
    const sayings without = alarms(s, nine, ten), with_it = alarms(s, ten, ten);
    uint64_t all = 0, other = 0, moved = 0;
    for (const auto& [seq, before] : without) {
        const auto now = with_it.find(seq);
        uint64_t gone = 0;
        for (const auto& z : before) gone += now == with_it.end() || !now->second.contains(z);
        all += before.size(), other += gone, moved += gone != 0;
    }
    if (all < enough || 2 * moved < without.size()) return;
    if (alarms(s, ten, ten) != with_it) throw deferred("two lives already differ", "det.repeat");
    throw failed("one body more, more than 7 km from all others, moves false alarms in " + std::to_string(moved) +
                 " of " + std::to_string(without.size()) + " looks, " + std::to_string(other) + " of " +
                 std::to_string(all) +
                 " in all; draw each by its number among the false alarms of the look, never by how many bodies or "
                 "contacts there are before it (rule det.2)");
}

// Who is found by a draw of its own is found in the same looks. One body more may hide others, or make them plain: so
// it is judged only when it does both.
void judge_found(const subject& s, const std::vector<qiki_truth>& nine, const std::vector<qiki_truth>& ten) {
    const configuration c(*s.about, with(s, {{"clutter", 0}, {"pd", 0.5}}));
    const auto without = live(s, c, nine), with_it = live(s, c, ten);
    uint64_t lost = 0, won = 0;
    std::string where;
    for (const auto& [who, z] : without)
        if (!with_it.contains(who)) {
            if (!lost++)
                where =
                    "entity " + std::to_string(who.second) + " in look " + std::to_string(who.first) + " without it";
        }
    for (const auto& [who, z] : with_it) won += who.second != extra && !without.contains(who);
    if (std::min(lost, won) < few) return;
    const auto again = live(s, c, nine);
    if (again.size() != without.size() || !std::equal(again.begin(), again.end(), without.begin(),
                                                      [](const auto& a, const auto& b) { return a.first == b.first; }))
        throw deferred("two lives already differ", "det.repeat");
    throw failed("one body more, more than 7 km from all others, changes which of the others are found: " +
                 std::to_string(lost) + " contacts of " + std::to_string(without.size()) + " are only without it (" +
                 where + " first), and " + std::to_string(won) +
                 " only with it; draw whether a body is found by who it is (the entity), never by the place in a list "
                 "or by how many were found before (rule det.2)");
}

// What a sensor says, tick by tick, alone in the world or with a stranger 95 km away, before or behind its carrier in
// the truth.
enum class company { none, before, behind };
std::vector<std::string> sayings_of(const subject& s, company with_whom, uint64_t seed = 1) {
    const configuration c(*s.about, s.set);
    actor it(s, c, {.seed = seed});
    stage scene(*s.about, s.seed);
    const std::vector<qiki_truth> stranger = {body(extra, 3.9, 95e3, 2000)};
    std::vector<std::string> all;
    for (uint64_t i = 0; i < ticks; ++i) {
        moment m = scene.next(with_whom == company::none ? std::span<const qiki_truth>() : std::span(stranger));
        for (feed& f : m.in)
            if (f.record == QIKI_REC_TRUTH && with_whom == company::before)
                std::swap(f.as<qiki_truth>(0), f.as<qiki_truth>(1));
        all.push_back(it.play(m).bytes());
    }
    return all;
}
void judge_sensor(subject& s) {
    const auto alone = sayings_of(s, company::none), behind = sayings_of(s, company::behind);
    if (behind != alone) throw skipped("what it says depends on a body 95 km away, wherever that stands in the truth");
    const auto before = sayings_of(s, company::before);
    if (before == alone) return;
    if (sayings_of(s, company::none) != alone) throw deferred("two lives already differ", "det.repeat");
    if (sayings_of(s, company::none, 2) == alone) // what it measures is the same by another key, what it draws is not
        throw skipped("draws nothing in a world of its carrier alone");
    uint64_t moved = 0, first = ticks;
    for (uint64_t i = 0; i < ticks; ++i)
        if (before[i] != alone[i]) ++moved, first = std::min(first, i);
    throw failed("one body more, 95 km away, changes nothing where it stands behind the carrier in the truth, and "
                 "where it stands before it what the sensor says in " +
                 std::to_string(moved) + " of " + std::to_string(ticks) + " ticks, in tick() number " +
                 std::to_string(first) +
                 " first; draw noise by who is measured or carries it (the entity), never by the place in the truth "
                 "(rule det.2)");
}

void run(subject& s) {
    if (std::strcmp(s.about->kind, QIKI_KIND_SENSOR) == 0) return judge_sensor(s);
    const configuration c(*s.about, with(s, {{"clutter", 0}, {"pd", 1}}));
    // Nine in the north and east, and one more that comes first in the truth, far from all of them in the south-west.
    std::vector<qiki_truth> nine;
    for (uint64_t k = 0; k < 9; ++k)
        nine.push_back(body(3 + k, 0.1 + 0.16 * static_cast<double>(k), 3000 + 700 * static_cast<double>(k), 2000));
    std::vector<qiki_truth> ten = nine;
    ten.insert(ten.begin(), body(extra, 3.9, 5000, 2000));
    const auto alone = live(s, c, nine);
    uint64_t common = 0, moved = 0;
    std::string where;
    for (const auto& [who, now] : live(s, c, ten)) {
        const auto was = alone.find(who);
        if (was == alone.end() || was->second.t != now.t || was->second.kind != now.kind) continue;
        ++common;
        if (std::memcmp(was->second.z, now.z, sizeof now.z) == 0) continue;
        if (!moved++)
            where = "look " + std::to_string(who.first) + ", entity " + std::to_string(who.second) + ": z[0] is " +
                    std::to_string(now.z[0]) + " with it and " + std::to_string(was->second.z[0]) + " without";
    }
    if (!moved) judge_found(s, nine, ten);
    judge_alarms(s, nine, ten);
    if (!common) throw skipped("found no body of nine in two lives of 40 s");
    if (!moved) return;
    if (live(s, c, nine).size() != alone.size()) throw deferred("two lives already differ", "det.repeat");
    throw failed("one body more, more than 7 km from all others, moves the contacts of others: " +
                 std::to_string(moved) + " of " + std::to_string(common) + " have other values, the first in " + where +
                 "; draw noise by who is measured (the entity), never by the place in a list or in the beam (rule "
                 "det.2)");
}
std::string spares(const qiki_descriptor& d) {
    if (const std::string why = impure(d); !why.empty()) return why;
    if (std::strcmp(d.kind, QIKI_KIND_SENSOR) == 0)
        return other_than(d, QIKI_KIND_SENSOR, {QIKI_REC_TRUTH}, {QIKI_REC_SAMPLE});
    if (std::strcmp(d.kind, QIKI_KIND_RADAR) != 0) return "is no radar and no sensor";
    return other_than(d, QIKI_KIND_RADAR, {QIKI_REC_TRUTH}, {QIKI_REC_FRAME, QIKI_REC_CONTACT});
}
} // namespace det_crowd_parts
extern const check det_crowd{
    .id = "det.crowd",
    .level = 4,
    .from = needs::plugin,
    .rules = "det.2",
    .asserts = "of nine bodies, those that a radar finds also when there is one more, far from all of them, it finds "
               "at the same values, bit for bit, in the same looks, and false alarms are where they were; a body "
               "far away that comes before its carrier in the truth changes nothing that a sensor says: chance is "
               "addressed by whom it is about",
    .varies = axis::count,
    .run = det_crowd_parts::run,
    .spares = det_crowd_parts::spares};
} // namespace qiki::conform
