// SPDX-License-Identifier: MIT
// host/conform/checks/state_round.cpp - what is saved can be loaded, and is then saved as it was.
#include "host/conform/drive/history.hpp"

namespace qiki::conform {
namespace state_round_parts {
void run(subject& s) {
    actor it(s);
    if (!it.extension<qiki_state>(QIKI_STATE_ID))
        throw failed("declares state_schema " + std::to_string(s.about->state_schema) +
                     ", but extension(\"" QIKI_STATE_ID "\") gives NULL: expected its table; offer it, or declare "
                     "schema 0 (rule state.4)");
    const bool pure = impure(*s.about).empty();
    actor unasked(s), control(s); // are never saved
    scene world(*s.about, s.seed);
    uint64_t played = 0;
    for (const uint64_t until : {0u, 1u, 2u, 20u, 40u}) {
        for (; played < until; ++played) {
            const moment m = world.next();
            const std::string before = control.play(m).bytes(), found = it.play(m).bytes(),
                              wanted = unasked.play(m).bytes(); // in turn, so that these two lie around it
            const bool settled = before == wanted;
            if (found == wanted || !pure) continue;
            if (!settled) throw deferred("two runs already differ", "det.repeat");
            throw failed("save() changes what comes after it: tick() number " + std::to_string(m.seq) +
                         " of an instance that was saved wrote other bytes than that of one that was not; expected the "
                         "same, since a run may be saved at any time; write what is there, and round or clear none of "
                         "it (rule state.6)");
        }
        const std::string after = "after " + std::to_string(played) + " ticks ";
        const std::string saved = it.save();
        if (const std::string d = difference(saved, it.save()); !d.empty())
            throw failed(after + "two save() in turn differ: " + d +
                         "; expected the same bytes; save() changes nothing, and writes no byte that was not set "
                         "(rule state.1)");
        actor other(s);
        qiki_error e{-1, {}};
        if (const qiki_status status = other.load(saved, &e); status < 0)
            throw failed(after + "load() in a new instance refuses what save() has written, with status " +
                         std::to_string(status) + ", " + said(e) + ": expected QIKI_OK (rule state.2)");
        if (const std::string d = difference(saved, other.save()); !d.empty())
            throw failed(after + "save(), load() in a new instance and save() differ: " + d +
                         "; expected the same bytes; load all that is saved (rules state.1, state.2)");
    }
}
} // namespace state_round_parts
extern const check state_round{.id = "state.round",
                               .level = 4,
                               .from = needs::plugin,
                               .rules = "state.1 state.2 state.4 state.6",
                               .asserts =
                                   "after 0, 1, 2, 20 and 40 ticks: saved twice, the bytes are the same; loaded by "
                                   "a new instance and saved again, too; and the ticks between come out as those of "
                                   "an instance that is never saved",
                               .varies = axis::state,
                               .run = state_round_parts::run,
                               .spares = without_state};
} // namespace qiki::conform
