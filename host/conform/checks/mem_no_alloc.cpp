// SPDX-License-Identifier: MIT
// host/conform/checks/mem_no_alloc.cpp - ticks take nothing from the heap once they are warm.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/heap.hpp"
#include "host/conform/drive/pass.hpp"
#include <algorithm>
#include <cstring>

namespace qiki::conform {
namespace mem_no_alloc_parts {
constexpr uint64_t warming = 100, promised = 400, unpromised = 50; // ticks
constexpr uint64_t few = 10, usual = 64; // records a tick: while it warms up, and what it has room for unless it says
constexpr uint64_t more = 5000;          // of two bodies: what grows by one a tick is at its next power of two, 4096

struct tally {
    uint64_t allocations = 0, ticks = 0, first = 0; // first: the tick that took some, from 0
    uint64_t bodies = 0;                            // in that tick
    std::string who;
};

// For how many records a tick there has to be room: fewer than usual when a parameter expects fewer.
uint64_t expected(const configuration& c) {
    uint64_t most = usual;
    for (uint32_t i = 0; i < c.view().values.count; ++i)
        if (const auto& v = *static_cast<const qiki_value*>(qiki_row(c.view().values, i));
            v.type == QIKI_INT && v.count == 1 && !std::strncmp(v.key, "expected_", 9))
            most = std::min(most, static_cast<uint64_t>(std::max<int64_t>(*static_cast<const int64_t*>(v.data), 1)));
    return most;
}

// A world that grows after warm-up: twice as many in tick 150, all in tick 300. They go away again between.
uint64_t bodies_in(uint64_t tick, uint64_t most) {
    if (tick < 150 || (tick >= 250 && tick < 300)) return std::min(few, most);
    return tick < 300 ? std::min(2 * few, most) : most;
}

// The first n of each view that has one a body.
void keep(moment& m, uint64_t all, uint64_t n, std::map<uint32_t, uint64_t>& first) {
    for (feed& f : m.in)
        if (f.now.count == all && all > 1) f.resize(n);
    recount(m, first);
}

tally watch(const subject& s, const configuration& c, uint64_t ticks, uint64_t bodies) {
    actor it(s, c);
    solo::world made = scene::world_of(*s.about, s.seed);
    made.bodies = bodies;
    scene world(*s.about, made);
    tally t;
    std::map<uint32_t, uint64_t> ordinals;
    const auto room = it.capacities();
    std::vector<uint64_t> first(room.size());
    for (uint64_t i = 0; i < warming + ticks; ++i) {
        moment m = world.next();
        keep(m, bodies, bodies_in(i, bodies), ordinals);
        it.host().begin_tick(i + 1, m.t1);
        qiki_error e{-1, {}};
        qiki_status status = QIKI_MORE;
        for (uint32_t n = 0; status == QIKI_MORE; ++n) {
            pass p(*s.about, m, room, n);
            for (size_t k = 0; k < room.size(); ++k) p.outs[k].first = first[k];
            const std::function<void()> call = [&] { status = it.table().tick(it.self(), &p.tick, &e); };
            uint64_t taken = 0;
            calling("tick()", m.seq, [&] {
                const heap_watch w(t.who.empty() && i >= warming ? heap_watch::at::look : heap_watch::at::count, 1);
                call();
                taken = w.taken();
                if (i >= warming && taken && t.who.empty()) t.who = w.seen();
            });
            p.must_be_kept();
            for (size_t k = 0; k < room.size(); ++k) first[k] += p.outs[k].count;
            if (i >= warming && taken) {
                if (!t.allocations) t.first = i, t.bodies = bodies_in(i, bodies);
                t.allocations += taken, ++t.ticks;
            }
        }
        it.host().end_tick();
        if (status < 0) falls_short("tick()", status, said(e));
    }
    return t;
}

void run(subject& s) {
    if (const std::string why = heap_watch::refusal(); !why.empty()) throw skipped(why);
    const configuration c(*s.about, s.set);
    const bool claims = s.about->caps & QIKI_CAP_NO_ALLOC;
    uint64_t ticks = claims ? promised : unpromised;
    const uint64_t most = claims ? expected(c) : few;
    tally t = watch(s, c, ticks, most);
    if (claims && !t.allocations) t = watch(s, c, ticks = more, 2);
    if (!t.allocations) return;
    const std::string found =
        std::to_string(t.allocations) + " allocations in " + std::to_string(t.ticks) + " of " + std::to_string(ticks) +
        " ticks after " + std::to_string(warming) + ", the first in tick number " + std::to_string(t.first) + ", of " +
        std::to_string(t.bodies) + (t.bodies == 1 ? " body" : " bodies") + (t.who.empty() ? "" : " by " + t.who);
    if (claims)
        throw failed(found + ": expected none, as it declares QIKI_CAP_NO_ALLOC" +
                     (t.bodies > few ? ", also when more come than the " + std::to_string(few) +
                                           " of its warm-up, up to " + std::to_string(most)
                                     : std::string()) +
                     "; reserve in configure() and reset(), by a parameter if it knows how many, or take scratch from "
                     "qiki.arena/1 (rule own.5)");
    s.note(found + "; it does not declare QIKI_CAP_NO_ALLOC, so it may (rule own.5)");
}
} // namespace mem_no_alloc_parts
extern const check mem_no_alloc{
    .id = "mem.no-alloc",
    .level = 4,
    .from = needs::plugin,
    .rules = "own.5 desc.4",
    .asserts =
        "with QIKI_CAP_NO_ALLOC 400 ticks after 100 take nothing from the heap, though the bodies become twice as many "
        "in tick 150 and 64 in tick 300 (no more than a parameter `expected_...` says), and 5,000 of two bodies (of "
        "who does not declare it, 50 ticks are looked at, and a pass says how much and who): an allocation may wait "
        "for another thread's",
    .varies = axis::count,
    .run = mem_no_alloc_parts::run};
} // namespace qiki::conform
