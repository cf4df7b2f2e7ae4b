// SPDX-License-Identifier: MIT
// host/conform/checks/agent_because.cpp - a proposal says why.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/speech.hpp"

namespace qiki::conform {
namespace agent_because_parts {
void run(subject& s) {
    actor it(s);
    for (const auto& [i, p] : listen(it, s.seed).proposals) {
        const std::string who =
            "tick() number " + std::to_string(i) + ": proposal " + std::to_string(p.id & 0xffffffff) + ": ";
        if (!p.because)
            throw failed(who +
                         "because is 0: expected a text id; intern the reason in configure() (rule agent.because)");
        if (it.host().text(p.because).empty())
            throw failed(who + "because is " + std::to_string(p.because) +
                         ", which is no text of this run: expected an id that qiki.text/1 gave (rule agent.because)");
    }
}
std::string spares(const qiki_descriptor& d) { return other_than(d, QIKI_KIND_AGENT, {}, {QIKI_REC_PROPOSAL}); }
} // namespace agent_because_parts
extern const check agent_because{.id = "agent.because",
                                 .level = 2,
                                 .from = needs::plugin,
                                 .rules = "agent.because",
                                 .asserts =
                                     "every proposal names a reason that is a text of the run: a human decides by it",
                                 .run = agent_because_parts::run,
                                 .spares = agent_because_parts::spares};
} // namespace qiki::conform
