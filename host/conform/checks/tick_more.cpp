// SPDX-License-Identifier: MIT
// host/conform/checks/tick_more.cpp - how much room there is decides how many passes it takes, and nothing else.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/load/contract.hpp"
#include <algorithm>

namespace qiki::conform {
namespace tick_more_parts {
constexpr uint64_t ticks = 16;

void compare(const qiki_descriptor& d, const told& ample, const told& tight, uint64_t tick, const char* room) {
    for (size_t i = 0; i < ample.out.size(); ++i) {
        const written &a = ample.out[i], &b = tight.out[i];
        const std::string where = "tick() number " + std::to_string(tick) + ", output '" +
                                  load::row<qiki_port>(d.outputs, static_cast<uint32_t>(i)).name + "', with room for " +
                                  room + " a pass: ";
        const char* remedy = "; go on in the next pass exactly where the last one stopped (rule tick.6)";
        if (a.count != b.count)
            throw failed(where + "expected the " + std::to_string(a.count) + " records of one pass, found " +
                         std::to_string(b.count) + remedy);
        for (uint64_t k = 0; k < a.count; ++k)
            if (!std::equal(a.at(k), a.at(k) + load::record_size(a.record), b.at(k)))
                throw failed(where + "expected the records of one pass, found another record " + std::to_string(k) +
                             remedy);
        if (a.flags != b.flags)
            throw failed(where + "expected the flags of one pass, " + std::to_string(a.flags) + ", found " +
                         std::to_string(b.flags) + remedy);
    }
}

void run(subject& s) {
    std::vector<moment> all;
    scene world(*s.about, s.seed);
    for (uint64_t i = 0; i < ticks; ++i) all.push_back(world.next());
    std::vector<told> ample;
    actor free(s);
    for (const moment& m : all) {
        ample.push_back(free.play(m));
        if (ample.back().status == QIKI_TRUNCATED)
            throw skipped("drops what has no room, even at the capacity it asks for");
    }
    {
        actor again(s);
        for (uint64_t i = 0; i < ticks; ++i)
            if (again.play(all[i]).bytes() != ample[i].bytes())
                throw deferred("two runs differ, whatever the room", "det.repeat");
    }
    struct portion {
        const char* words;
        uint64_t share; // 0: one record
    };
    constexpr portion portions[] = {{"one record", 0}, {"half of its records", 2}, {"a third of its records", 3}};
    uint32_t most = 0;
    for (const portion& p : portions) {
        actor it(s);
        for (uint64_t i = 0; i < ticks; ++i) {
            std::vector<uint64_t> room;
            for (const written& w : ample[i].out)
                room.push_back(std::max<uint64_t>(1, p.share ? w.count / p.share : 1));
            const told t = it.tick(all[i], room);
            if (t.status < 0)
                throw deferred("tick() fails with status " + std::to_string(t.status) + ", " + t.error +
                                   ", when there is little room",
                               "tick.bounds");
            if (t.status == QIKI_TRUNCATED) throw skipped("drops what has no room instead of saying QIKI_MORE");
            if (t.passes == 1 && t.records() != ample[i].records())
                throw deferred("loses what has no room and does not say so", "tick.bounds");
            compare(*s.about, ample[i], t, i, p.words);
            most = std::max(most, t.passes);
        }
    }
    if (most < 2) throw skipped("never has more than one record to write, so that one pass is enough");
}

std::string spares(const qiki_descriptor& d) { return d.outputs.count ? impure(d) : "has no outputs"; }
} // namespace tick_more_parts
extern const check tick_more{.id = "tick.more",
                             .level = 2,
                             .from = needs::plugin,
                             .rules = "tick.6",
                             .asserts =
                                 "16 ticks that are written with QIKI_MORE, a third, a half or one record a pass, "
                                 "come out as those written at once, byte for byte: how large a host makes its "
                                 "buffers must not be seen in a result",
                             .varies = axis::room,
                             .run = tick_more_parts::run,
                             .spares = tick_more_parts::spares};
} // namespace qiki::conform
