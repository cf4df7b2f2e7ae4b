// SPDX-License-Identifier: MIT
// host/conform/checks/bridge_replay.cpp - a recording of what it delivered stands for the bridge itself.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/conform/drive/neighbours.hpp"
#include "qiki/command.h"

namespace qiki::conform {
namespace {
constexpr uint64_t ticks = 30;

// A replay gives it at this tick; a reader must be able to take it then.
void judge(uint64_t i, const moment& m, const told& t) {
    for (const look& l : looks_of(t))
        if (l.frame.t_available <= m.t0 || l.frame.t_available > m.t1)
            throw failed(at_tick(i) + "frame " + std::to_string(l.frame.seq) + " is available at " +
                         std::to_string(l.frame.t_available) + " ns: expected the tick that takes it, (" +
                         std::to_string(m.t0) + ", " + std::to_string(m.t1) + "] (rule bridge.replay)");
    for (const written& w : t.out)
        for (uint64_t k = 0; k < w.count; ++k) {
            const qiki_ns at = w.record == QIKI_REC_COMMAND ? w.as<qiki_command>(k).t
                               : w.record == QIKI_REC_TRACK ? w.as<qiki_track>(k).t
                                                            : m.t1;
            if (at > m.t1)
                throw failed(at_tick(i) + "a record is of " + std::to_string(at) +
                             " ns, after the end of the tick that takes it, " + std::to_string(m.t1) +
                             " ns (rules bridge.replay, tick.12)");
        }
}

std::vector<std::string> others(const subject& s, bool live) {
    neighbours beside(s, s.seed);
    std::unique_ptr<actor> it;
    if (live) it = std::make_unique<actor>(s);
    scene world(*s.about, s.seed);
    std::vector<std::string> said;
    for (uint64_t i = 0; i < ticks; ++i) {
        const moment m = world.next();
        if (it) judge(i, m, it->play(m));
        said.push_back(beside.tick());
    }
    return said;
}

void run(subject& s) {
    const std::vector<std::string> live = others(s, true), replayed = others(s, false);
    for (uint64_t i = 0; i < ticks; ++i)
        if (live[i] != replayed[i])
            throw failed(
                at_tick(i) +
                "the other plugins of its file say something else while it lives, and in a replay it does not: "
                "whatever it hears shall go through its outputs, which are recorded (rule bridge.replay)");
}
std::string spares(const qiki_descriptor& d) {
    if (!d.outputs.count) return "has no outputs; bridge.silent judges it";
    return other_than(d, QIKI_KIND_BRIDGE, {}, {});
}
} // namespace
extern const check bridge_replay{.id = "bridge.replay",
                                 .level = 4,
                                 .from = needs::plugin,
                                 .rules = "bridge.replay tick.12",
                                 .asserts = "what an input bridge delivers is of the tick that takes it, and reaches "
                                            "the other plugins of its file by its outputs "
                                            "alone: the recording of these replays the run without it",
                                 .run = run,
                                 .spares = spares};
} // namespace qiki::conform
