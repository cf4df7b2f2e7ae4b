// SPDX-License-Identifier: MIT
// host/conform/checks/tick_bounds.cpp - a tick keeps to the memory that is its own, and owns up to what it lost.
#include "host/conform/check.hpp"
#include "host/conform/drive/enclosure.hpp"
#include "host/load/contract.hpp"
#include <algorithm>

namespace qiki::conform {
namespace tick_bounds_parts {
constexpr uint64_t warm = 8, tight = 3; // ticks with room for all; then ticks with less
constexpr uint32_t most_passes = 4096;

struct narrowing {
    const char* words;
    uint64_t (*room)(uint64_t wanted);
};
constexpr narrowing narrowings[] = {
    {"no room at all", [](uint64_t) { return uint64_t{0}; }},
    {"room for one record", [](uint64_t) { return uint64_t{1}; }},
    {"room for half of its records", [](uint64_t n) { return std::max<uint64_t>(1, n / 2); }},
    {"room for all records but one", [](uint64_t n) { return std::max<uint64_t>(1, n) - (n > 1); }},
    {"just enough room", [](uint64_t n) { return n; }},
};

std::string name_of(const qiki_descriptor& d, uint32_t i) {
    return std::string("output '") + load::row<qiki_port>(d.outputs, i).name + "'";
}

// One tick with so little room, and `ample` in the next pass where an output had none: who writes nothing there may ask
// for a record's room before it knows. `wanted`: what it writes when there is enough; NULL: not to be compared.
void squeeze(const qiki_descriptor& d, enclosure& walls, const moment& m, const narrowing& n,
             const std::vector<uint64_t>& room, const std::vector<uint64_t>& ample,
             const std::vector<uint64_t>* wanted) {
    const std::string where = "tick() number " + std::to_string(m.seq) + " with " + n.words;
    std::vector<uint64_t> now;
    for (const uint64_t r : room) now.push_back(n.room(r));
    std::vector<uint64_t> met(room.size());
    uint64_t lost = 0;
    walls.begin(m);
    left l{QIKI_MORE, {}, {}};
    uint32_t passes = 0;
    for (; l.status == QIKI_MORE; ++passes) {
        if (passes == most_passes)
            throw failed(where + " says QIKI_MORE " + std::to_string(most_passes) +
                         " times: expected an end; ask no more when all is written (rule tick.5)");
        l = walls.pass(now);
        if (l.status < 0)
            throw failed(where + " fails with status " + std::to_string(l.status) + ", " + l.error +
                         ": expected QIKI_MORE, or QIKI_TRUNCATED and `dropped`; a full output is no error (rule "
                         "tick.5)");
        const bool everywhere = std::all_of(now.begin(), now.end(), [](uint64_t r) { return r != 0; });
        if (l.status == QIKI_MORE && everywhere && !l.records())
            throw failed(where + " says QIKI_MORE and wrote no record: expected one at least; write what has room "
                                 "first (rule tick.5)");
        for (size_t i = 0; i < met.size(); ++i) met[i] += l.out[i].count + l.out[i].dropped;
        lost += l.dropped();
        if (!everywhere) now = ample; // a host that goes on gives more
    }
    walls.end();
    if (lost && l.status != QIKI_TRUNCATED)
        throw failed(where + " counts " + std::to_string(lost) + " dropped records and gives status " +
                     std::to_string(l.status) + ": expected QIKI_TRUNCATED (rule tick.5)");
    if (!lost && l.status == QIKI_TRUNCATED)
        throw failed(where + " gives QIKI_TRUNCATED and counts no dropped record; count each in `dropped` (rule "
                             "tick.5)");
    if (!wanted || passes > 1) return; // what comes in several passes tick.more compares
    for (uint32_t i = 0; i < met.size(); ++i)
        if (met[i] != (*wanted)[i])
            throw failed(where + " wrote or dropped " + std::to_string(met[i]) + " records of its " + name_of(d, i) +
                         ": expected the " + std::to_string((*wanted)[i]) +
                         " that it writes when there is room; count in `dropped` what is lost, or say QIKI_MORE "
                         "(rule tick.5)");
}

void run(subject& s) {
    std::vector<moment> all;
    scene world(*s.about, s.seed);
    for (uint64_t i = 0; i < warm + tight; ++i) all.push_back(world.next());
    std::vector<std::vector<uint64_t>> wanted;
    std::vector<uint64_t> room;
    {
        actor free(s);
        room = free.capacities();
        for (const moment& m : all) {
            const told t = free.play(m);
            wanted.emplace_back();
            for (const written& w : t.out) {
                wanted.back().push_back(w.count + w.dropped);
                room[w.port] = std::max(room[w.port], w.count);
            }
        }
    }
    for (const narrowing& n : narrowings) {
        actor it(s);
        enclosure walls(it);
        bool lost = false; // then its later ticks may be others
        constexpr narrowing wide{"ample room", [](uint64_t r) { return r; }};
        for (uint64_t i = 0; i < all.size(); ++i) {
            if (i < warm) squeeze(*s.about, walls, all[i], wide, room, room, nullptr);
            else
                squeeze(*s.about, walls, all[i], n, wanted[i], room,
                        impure(*s.about).empty() && !lost ? &wanted[i] : nullptr);
            lost |= i >= warm;
        }
    }
}
} // namespace tick_bounds_parts
extern const check tick_bounds{
    .id = "tick.bounds",
    .level = 2,
    .from = needs::plugin,
    .rules = "tick.5 tick.7 own.2",
    .asserts =
        "with forbidden pages around inputs and outputs, and room for all, all but one, half, one or none of its "
        "records, tick() writes nowhere but to its outputs, up to their capacity; what has no room is asked for "
        "again with QIKI_MORE, or counted in `dropped` with QIKI_TRUNCATED: the memory beyond is somebody else's, "
        "and a lost record must not look like one that never was",
    .varies = axis::room | axis::places,
    .run = tick_bounds_parts::run};
} // namespace qiki::conform
