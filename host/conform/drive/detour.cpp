// SPDX-License-Identifier: MIT
// host/conform/drive/detour.cpp - two lives, side by side.
#include "host/conform/drive/detour.hpp"

namespace qiki::conform {

void compare(const subject& s, const detour& d) {
    const bool pure = impure(*s.about).empty(), keeps = pure && s.about->state_schema != 0;
    actor straight(s), control(s), it(s);
    scene world(*s.about, s.seed);
    for (uint64_t i = 0; i < d.before; ++i) {
        const moment m = world.next();
        straight.play(m), control.play(m), it.play(m);
    }
    moment m = world.next();
    const std::string state = keeps ? it.save() : "";
    if (keeps) straight.save(), control.save(); // so that a save() that changes something is left to state.round
    d.make(it, m);
    if (keeps && it.save() != state)
        throw failed(d.what + " before tick " + std::to_string(m.seq) +
                     " changes the state: expected the same saved bytes before and after it; " + d.remedy + " (" +
                     d.rule + ")");
    for (uint64_t i = 0; i < d.after; ++i, m = world.next()) {
        const told a = straight.play(m), b = control.play(m), c = it.tick(m);
        if (c.status < 0)
            throw failed("after " + d.what + " tick() number " + std::to_string(m.seq) + " fails with status " +
                         std::to_string(c.status) + ", " + c.error + ": expected nothing to have changed (" + d.rule +
                         ")");
        if (!pure) continue;
        if (a.bytes() != b.bytes()) throw deferred("two runs differ without it", "det.repeat");
        if (a.bytes() != c.bytes())
            throw failed(d.what + " changes what comes after it: tick() number " + std::to_string(m.seq) +
                         " wrote other bytes than without it; " + d.remedy + " (" + d.rule + ")");
    }
}
} // namespace qiki::conform
