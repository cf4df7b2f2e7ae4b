// SPDX-License-Identifier: MIT
// host/conform/checks/bridge_replay.cpp - a recording of what it delivered stands for the bridge itself.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/conform/drive/neighbours.hpp"

namespace qiki::conform {
namespace bridge_replay_parts {
constexpr uint64_t ticks = 30;

std::vector<std::string> others(const subject& s, bool live) {
    neighbours beside(s, s.seed);
    std::unique_ptr<actor> it;
    if (live) it = std::make_unique<actor>(s);
    scene world(*s.about, s.seed);
    std::vector<std::string> said;
    for (uint64_t i = 0; i < ticks; ++i) {
        const moment m = world.next();
        if (it) it->play(m);
        said.push_back(beside.tick());
    }
    return said;
}

void run(subject& s) {
    const std::vector<std::string> replayed = others(s, false), live = others(s, true);
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
} // namespace bridge_replay_parts
extern const check bridge_replay{.id = "bridge.replay",
                                 .level = 4,
                                 .from = needs::plugin,
                                 .rules = "bridge.replay",
                                 .asserts =
                                     "beside an input bridge the other plugins of its file say the same bytes as "
                                     "without it, since it reaches nobody but by "
                                     "its outputs: the recording of these replays the run in which it is not there",
                                 .varies = axis::instances,
                                 .run = bridge_replay_parts::run,
                                 .spares = bridge_replay_parts::spares};
} // namespace qiki::conform
