// SPDX-License-Identifier: MIT
// host/conform/checks/bridge_silent.cpp - who only looks changes nothing.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/conform/drive/neighbours.hpp"
#include "qiki/math.h"
#include <cstdio>

namespace qiki::conform {
namespace bridge_silent_parts {
constexpr uint64_t ticks = 30;

// Sums that come out otherwise when somebody turned a knob of the process: rounding, denormals, the decimal point.
std::string arithmetic() {
    volatile double third = 1.0, tiny = 1e-308, sum = 0;
    third = third / 3;
    tiny = tiny / 1e6;
    for (int i = 1; i < 100; ++i) sum = sum + third / i + qiki_sin(third * i);
    char text[120];
    std::snprintf(text, sizeof text, "%a %a %.3f", sum, tiny, third);
    return text;
}

std::vector<std::string> others(const subject& s, bool with_bridge) {
    neighbours beside(s, s.seed);
    std::unique_ptr<actor> it;
    if (with_bridge) it = std::make_unique<actor>(s);
    scene world(*s.about, s.seed);
    std::vector<std::string> said;
    for (uint64_t i = 0; i < ticks; ++i) {
        const moment m = world.next();
        if (it) it->play(m);
        said.push_back(beside.tick() + arithmetic());
    }
    return said;
}

void run(subject& s) {
    const std::vector<std::string> alone = others(s, false), together = others(s, true);
    for (uint64_t i = 0; i < ticks; ++i)
        if (alone[i] != together[i])
            throw failed(
                at_tick(i) + "with the bridge " +
                (alone[i].substr(alone[i].size() - 20) != together[i].substr(together[i].size() - 20)
                     ? "the arithmetic of the process comes out otherwise"
                     : "the other plugins of its file say something else") +
                ": expected that who has no outputs changes nothing; keep its state to itself (rule bridge.silent)");
}
std::string spares(const qiki_descriptor& d) {
    if (d.outputs.count) return "has outputs";
    return other_than(d, QIKI_KIND_BRIDGE, {}, {});
}
} // namespace bridge_silent_parts
extern const check bridge_silent{.id = "bridge.silent",
                                 .level = 2,
                                 .from = needs::plugin,
                                 .rules = "bridge.silent",
                                 .asserts = "beside a bridge without outputs the other plugins of its file say the "
                                            "same bytes as without it, and the arithmetic of "
                                            "the process comes out the same",
                                 .varies = axis::instances,
                                 .run = bridge_silent_parts::run,
                                 .spares = bridge_silent_parts::spares};
} // namespace qiki::conform
