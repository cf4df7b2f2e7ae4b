// SPDX-License-Identifier: MIT
// host/conform/checks/tick_far.cpp - very short ticks, very long ones, and the end of time.
#include "host/conform/check.hpp"
#include "host/conform/drive/enclosure.hpp"
#include "host/conform/drive/timely.hpp"
#include "host/conform/flaw.hpp"
#include "host/conform/page.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"
#include <limits>

namespace qiki::conform {
namespace tick_far_parts {
constexpr qiki_ns second = 1'000'000'000, day = 86'400 * second, year = 365 * day;
constexpr qiki_ns last = std::numeric_limits<qiki_ns>::max();
constexpr uint32_t most_passes = 64; // of a tick that says more: it may well be a long one

struct span {
    const char* words;
    qiki_ns begin, length;
};
constexpr span spans[] = {{"ticks of 1 ns", 0, 1},
                          {"ticks of 1 us", 0, 1'000},
                          {"ticks of 1 h", 0, 3'600 * second},
                          {"ticks of a day", 0, day},
                          {"ticks of a year", 0, year},
                          {"ticks of 10 years", 0, 10 * year},
                          {"ticks of 1 ns after 200 years", 200 * year, 1},
                          {"ticks of a second before the end of all time", last - 3 * second, second},
                          {"a tick of all time", 0, last}};

std::string name_of(const qiki_descriptor& d, uint32_t port) {
    return std::string("output '") + load::row<qiki_port>(d.outputs, port).name + "'";
}

// A recording begins where it begins: all of it that a late first tick finds is due in that tick.
bool recorded(const qiki_descriptor& d) { return d.inputs.count == 0 && writes(d, QIKI_REC_FRAME); }

// True: it asks for more passes than are worth waiting for.
bool play(const subject& s, enclosure& walls, const std::vector<uint64_t>& room, const moment& m, const char* words) {
    walls.begin(m);
    left l{QIKI_MORE, {}, {}};
    const qiki_ns since = recorded(*s.about) ? std::numeric_limits<qiki_ns>::min() : m.t0;
    const std::string where = "tick() number " + std::to_string(m.seq) + " of " + words + ": ";
    for (uint32_t pass = 0; l.status == QIKI_MORE; ++pass) {
        if (pass == most_passes) return true;
        l = walls.pass(room);
        if (l.status < 0 && l.error == "''")
            throw failed(where + "fails with status " + std::to_string(l.status) +
                         " and no text; say what is too far (rules tick.9, err.2)");
        if (l.status < 0) break;
        for (const qiki_out& o : l.out)
            for (uint64_t k = 0; k < o.count; ++k) {
                const auto* at = static_cast<const std::byte*>(o.data) + k * o.stride;
                if (const char* flaw = qiki_record_flaw(o.record, at))
                    throw unsound(where + name_of(*s.about, o.port) + ", record " + std::to_string(k) + ": " +
                                      flaw_told(o.record, at, flaw) + " (rules tick.9, rec.9)",
                                  flaw);
                if (const auto [when, flaw] = untimely(o.record, at, since, m.t1); !when.empty())
                    throw unsound(where + name_of(*s.about, o.port) + ", record " + std::to_string(k) + ": " + when,
                                  flaw);
            }
    }
    walls.end();
    return l.status < 0;
}

void run(subject& s) {
    {
        actor usual(s);
        scene world(*s.about, s.seed);
        for (int i = 0; i < 3; ++i) usual.play(world.next());
    }
    for (const span& x : spans) {
        giving(std::string("it plays ") + x.words);
        actor it(s);
        enclosure walls(it);
        std::vector<uint64_t> room = it.capacities();
        for (uint64_t& r : room) r = std::max<uint64_t>(r, 16);
        solo::world w = scene::world_of(*s.about, s.seed);
        w.period = x.length;
        scene world(*s.about, w);
        for (int i = 0; i < (x.length == last ? 1 : 3); ++i) {
            if (play(s, walls, room, world.at(x.begin + i * x.length), x.words)) break;
        }
    }
}
} // namespace tick_far_parts
extern const check tick_far{
    .id = "tick.far",
    .level = 3,
    .from = needs::plugin,
    .rules = "tick.1 tick.9 tick.12 err.2",
    .asserts =
        "ticks of 1 ns to 10 years, after 200 years, up to the last ns of int64 and of all time: no crash, no pass "
        "without an end, records that keep the rules and lie in their tick; who cannot go so far says so",
    .varies = axis::time,
    .run = tick_far_parts::run};
} // namespace qiki::conform
