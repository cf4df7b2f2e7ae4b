// SPDX-License-Identifier: MIT
// host/conform/checks/agent_because.cpp - a proposal says why.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/speech.hpp"
#include "qiki/services/text.h"

namespace qiki::conform {
namespace agent_because_parts {
void judge(actor& it, uint64_t seed, const char* where) {
    for (const auto& [i, p] : listen(it, seed).proposals) {
        const std::string who =
            "tick() number " + std::to_string(i) + ": proposal " + std::to_string(p.id & 0xffffffff) + ": ";
        if (!p.because)
            throw failed(who + "because is 0" + where +
                         ": expected a text id; intern the reason in configure(), and where that gives 0 propose "
                         "nothing, or say QIKI_E_UNSUPPORTED in create() or configure() (rules agent.because, err.6)");
        if (it.host().text(p.because).empty())
            throw failed(who + "because is " + std::to_string(p.because) +
                         ", which is no text of this run: expected an id that qiki.text/1 gave (rule agent.because)");
    }
}
void run(subject& s) {
    actor it(s);
    judge(it, s.seed, "");
    solo::terms t;
    t.without = {QIKI_TEXT_ID};
    try {
        actor mute(s, t);
        judge(mute, s.seed, " at a host without " QIKI_TEXT_ID);
    } catch (const skipped&) {} // does without, or says that it cannot: host.bare judges
}
std::string spares(const qiki_descriptor& d) { return other_than(d, QIKI_KIND_AGENT, {}, {QIKI_REC_PROPOSAL}); }
} // namespace agent_because_parts
extern const check agent_because{.id = "agent.because",
                                 .level = 2,
                                 .from = needs::plugin,
                                 .rules = "agent.because err.6",
                                 .asserts = "every proposal names a reason that is a text of the run, and where the "
                                            "host has no texts there is none: a human decides by it",
                                 .varies = axis::services,
                                 .run = agent_because_parts::run,
                                 .spares = agent_because_parts::spares};
} // namespace qiki::conform
