// SPDX-License-Identifier: MIT
// host/conform/checks/tick_huge.cpp - many bodies: no crash, no other result with more room, and a cost that grows as
// they do.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/conform/flaw.hpp"
#include "host/conform/page.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <limits>

namespace qiki::conform {
namespace tick_huge_parts {
constexpr uint64_t first_size = 250, last_size = 4000;
constexpr uint64_t few_bodies = 30; // and so many does a tracker follow before
constexpr int warm = 4, measured = 5;
constexpr double worth_measuring = 1e-3; // s a tick; what is faster is no matter
constexpr double enough = 0.2;           // s a tick; what is slower is not doubled
constexpr double short_enough = 0.02;    // s a tick; what is slower is not disturbed by what takes milliseconds
constexpr double steep = 3;              // times the cost of half as many

double now() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

solo::world of_size(const subject& s, uint64_t bodies) {
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = bodies;
    return w;
}

told judged(const subject& s, told t, uint64_t bodies) {
    if (t.status < 0)
        throw failed("tick() with " + std::to_string(bodies) + " bodies fails with status " + std::to_string(t.status) +
                     ", " + t.error + ": expected all to be taken, or QIKI_MORE, or QIKI_TRUNCATED (rule tick.5)");
    for (const written& w : t.out)
        for (uint64_t k = 0; k < w.count; ++k)
            if (const char* flaw = qiki_record_flaw(w.record, w.at(k)))
                throw unsound("tick() with " + std::to_string(bodies) + " bodies, output '" +
                                  load::row<qiki_port>(s.about->outputs, w.port).name + "', record " +
                                  std::to_string(k) + ": " + flaw_told(w.record, w.at(k), flaw) +
                                  " (rules tick.9, rec.9)",
                              flaw);
    return t;
}

// Tracks that live after the tick and took a contact since their first; nothing of who keeps no sets of them, or said
// that it left something out.
std::optional<double> tracked(const told& t) {
    const auto set = track_set(t);
    if (!set || t.status == QIKI_TRUNCATED) return std::nullopt;
    return static_cast<double>(std::count_if(set->begin(), set->end(), [](const qiki_track& x) {
        return x.status != QIKI_TRACK_ENDED && x.t_update > x.t_birth;
    }));
}

// The least of some ticks, in s: what else the machine does can only add. With `tracks`, those at the end, of an
// instance whose outputs have room for all: what does not come then has been left out inside.
double cost(const subject& s, uint64_t bodies, std::optional<double>* tracks = nullptr) {
    giving("there are " + std::to_string(bodies) + " bodies");
    actor it(s);
    scene world(*s.about, of_size(s, bodies));
    std::vector<uint64_t> room = it.capacities();
    for (uint64_t& r : room)
        if (tracks) r = std::max(r, 4 * bodies);
    for (int i = 0; i < warm; ++i) judged(s, it.tick(world.next(), room), bodies);
    double least = std::numeric_limits<double>::infinity();
    for (int i = 0; i < measured; ++i) {
        const moment m = world.next();
        const double begin = now();
        const told t = it.tick(m, room);
        least = std::min(least, now() - begin);
        judged(s, t, bodies);
        if (tracks) *tracks = tracked(t);
    }
    return least;
}

uint64_t dropped(const told& t) {
    uint64_t n = 0;
    for (const written& w : t.out) n += w.dropped;
    return n;
}

// With the capacity that it asks for, and with four times as much.
void with_more_room(const subject& s) {
    constexpr uint64_t bodies = 600;
    giving("there are 600 bodies");
    actor asked(s), again(s), ample(s);
    scene world(*s.about, of_size(s, bodies));
    const std::vector<uint64_t> room = asked.capacities();
    std::vector<uint64_t> more = room;
    for (uint64_t& r : more) r *= 4;
    for (int i = 0; i < warm; ++i) {
        const moment m = world.next();
        const told a = judged(s, asked.tick(m, room), bodies), b = judged(s, again.tick(m, room), bodies),
                   c = judged(s, ample.tick(m, more), bodies);
        if (a.status == QIKI_TRUNCATED || c.status == QIKI_TRUNCATED) return; // more room is another result then
        if (a.bytes() != b.bytes() || a.bytes() == c.bytes()) continue;       // det.repeat judges that
        const std::string where = "tick() number " + std::to_string(i) + " with " + std::to_string(bodies) + " bodies ";
        // Of who gets it wrong with few bodies, too.
        const char* const judge = a.passes > 1 ? "tick.more" : "tick.bounds";
        if (a.records() != c.records() && !dropped(a) && !dropped(c))
            throw deferred(where + "writes " + std::to_string(a.records()) +
                               " records with the room that it asks for, " + std::to_string(c.records()) +
                               " with four times as much, and counts none in `dropped` (rules tick.5, tick.6)",
                           judge);
        const std::string text =
            where + "writes other bytes when its outputs have four times the room that it asks for: expected the same "
                    "(rule tick.6)";
        if (a.passes > 1) throw deferred(text, judge);
        throw failed(text);
    }
}

// As large a part of the targets is followed as of fewer, which lie as far apart.
struct followed {
    uint64_t bodies = 0;
    std::optional<double> tracks;
};
void judge_number(const followed& few, const followed& all) {
    if (!few.tracks || !all.tracks || *few.tracks < 0.5 * static_cast<double>(few.bodies)) return;
    const double expected =
        std::min(1.0, *few.tracks / static_cast<double>(few.bodies)) * static_cast<double>(all.bodies);
    if (*all.tracks >= 0.6 * expected) return;
    char text[160];
    std::snprintf(text, sizeof text,
                  "of %llu targets it has %.0f tracks with a second contact, and of %llu, as far apart, %.0f",
                  static_cast<unsigned long long>(few.bodies), *few.tracks, static_cast<unsigned long long>(all.bodies),
                  *all.tracks);
    throw failed(std::string(text) + ", and no tick fails or says QIKI_TRUNCATED: expected some " +
                 std::to_string(static_cast<uint64_t>(expected)) +
                 "; follow all, or say that something was left out (rules tracker.state, tick.5)");
}

void run(subject& s) {
    if (impure(*s.about).empty()) with_more_room(s);
    const bool follows =
        other_than(*s.about, QIKI_KIND_TRACKER, {QIKI_REC_FRAME, QIKI_REC_CONTACT}, {QIKI_REC_TRACK}).empty();
    followed fewest{few_bodies, {}}, few{first_size, {}};
    if (follows) cost(s, few_bodies, &fewest.tracks);
    double half = cost(s, first_size, follows ? &few.tracks : nullptr);
    judge_number(fewest, few);
    for (uint64_t n = 2 * first_size; n <= last_size; n *= 2) {
        followed all{n, {}};
        double whole = cost(s, n, follows ? &all.tracks : nullptr);
        judge_number(few, all);
        const auto is_steep = [&] { return half > worth_measuring && whole > steep * half; };
        for (int again = 0; is_steep() && again < (whole < short_enough ? 4 : 1); ++again) // before it is said
            half = std::min(half, cost(s, n / 2)), whole = std::min(whole, cost(s, n));
        if (is_steep()) {
            char words[200];
            std::snprintf(words, sizeof words,
                          "a tick with %llu bodies takes %.3g ms, with half as many %.3g ms: %.2g times as much",
                          static_cast<unsigned long long>(n), whole * 1e3, half * 1e3, whole / half);
            s.warn(std::string(words) + "; `qiki bench` shows how it goes on");
            return;
        }
        if (whole > enough) return;
        half = whole;
    }
}

std::string spares(const qiki_descriptor& d) {
    return d.inputs.count ? "" : "has no inputs, of which there could be many";
}
} // namespace tick_huge_parts
extern const check tick_huge{
    .id = "tick.huge",
    .level = 3,
    .from = needs::plugin,
    .rules = "tick.5 tick.6 tick.9 tick.11 tracker.state",
    .asserts =
        "250 to 4,000 bodies are taken, and with four times the room that demand() asks for the result is the same; "
        "a tracker whose outputs have room for all follows as large a part of them as of 30, or says that it does not; "
        "a warning when twice as many cost more than 3 times as much",
    .varies = axis::count | axis::room,
    .run = tick_huge_parts::run,
    .spares = tick_huge_parts::spares};
} // namespace qiki::conform
