// SPDX-License-Identifier: MIT
// host/conform/checks/agent_noninterference.cpp - what an agent is not shown is not there for it.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/neighbours.hpp"
#include "qiki/event.h"
#include "qiki/sample.h"
#include "qiki/track.h"
#include <algorithm>
#include <cstring>

namespace qiki::conform {
namespace agent_noninterference_parts {
constexpr uint64_t ticks = 40;

// Valid bits, labels and counts hide a part of the scene. Behind them stands nothing, as the rules of records want it,
// or
// (`poisoned`) what nobody may look at.
void hide(qiki_track& x, uint64_t k, bool poisoned) {
    if (k % 5 == 4) { // nothing is known of it but that it is
        qiki_track none{};
        none.id = x.id, none.t = x.t, none.t_update = x.t_update, none.t_birth = x.t_birth, none.status = x.status;
        none.state_dims = 3;
        if (poisoned) std::copy_n(x.x, 6, none.x);
        x = none;
        return;
    }
    if (k % 3 == 2) {
        x.valid &= ~(QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_COV);
        if (!poisoned) std::fill_n(x.x + 3, 3, 0.0), std::fill_n(x.p, 21, 0.0);
    }
    if (!poisoned) return; // what follows is absent from a made-up track
    x.address24 = 0xABCDEF, x.mode3a = 07500, x.height_m = 12, x.existence = 0.5, x.quality = 0.1;
    std::memset(x.identity, 'X', sizeof x.identity);
}
void hide(qiki_sample& x, uint64_t tick, bool poisoned) {
    if (tick % 4 == 3) {
        if (!poisoned) std::fill_n(x.v, 4, 0.0);
        x.label = QIKI_LABEL_NO_DATA, x.status = QIKI_SENSE_OFF, x.n = 0, x.trust = 0;
    } else if (poisoned) std::fill(x.v + std::min<uint8_t>(x.n, 4), x.v + 4, 1e4);
}
void hide(qiki_event& x, bool poisoned) {
    if (poisoned) std::fill(x.v + std::min<uint8_t>(x.n, 4), x.v + 4, 1e4);
}
moment hidden(moment m, bool poisoned) {
    for (feed& f : m.in)
        for (uint64_t k = 0; k < f.now.count; ++k) {
            if (f.record == QIKI_REC_TRACK) hide(f.as<qiki_track>(k), k, poisoned);
            if (f.record == QIKI_REC_SAMPLE) hide(f.as<qiki_sample>(k), m.seq, poisoned);
            if (f.record == QIKI_REC_EVENT) hide(f.as<qiki_event>(k), poisoned);
        }
    return m;
}

std::vector<std::string> life(const subject& s, bool poisoned) {
    neighbours others(s, poisoned ? 22 : 11); // in a world of their own
    actor it(s);
    scene world(*s.about, s.seed);
    std::vector<std::string> said;
    for (uint64_t i = 0; i < ticks; ++i) {
        others.tick();
        said.push_back(it.play(hidden(world.next(), poisoned)).bytes());
    }
    return said;
}

void run(subject& s) {
    const std::vector<std::string> plain = life(s, false), poisoned = life(s, true);
    for (uint64_t i = 0; i < ticks; ++i)
        if (plain[i] != poisoned[i])
            throw failed("tick() number " + std::to_string(i) +
                         ": what it says depends on what it was not shown: fields whose valid bit is cleared, records "
                         "with NO_DATA, "
                         "values beyond n, or another plugin of the file; expected the same bytes (rule agent.sight)");
}
std::string spares(const qiki_descriptor& d) { return other_than(d, QIKI_KIND_AGENT, {}, {}); }
} // namespace agent_noninterference_parts
extern const check agent_noninterference{.id = "agent.noninterference",
                                         .level = 4,
                                         .from = needs::plugin,
                                         .rules = "agent.sight rec.3 rec.4",
                                         .asserts = "two lives, equal in what the agent is shown: what stands behind "
                                                    "cleared valid bits, NO_DATA and n, and what other "
                                                    "plugins of its file live through, changes no byte",
                                         .run = agent_noninterference_parts::run,
                                         .spares = agent_noninterference_parts::spares};
} // namespace qiki::conform
