// SPDX-License-Identifier: MIT
// host/conform/checks/tick_zero_dt.cpp - in no time nothing happens.
#include "host/conform/check.hpp"
#include "host/conform/drive/detour.hpp"

namespace qiki::conform {
namespace tick_zero_dt_parts {

// t0 == t1, with the inputs that are there.
void stand_still(actor& it, const moment& next, bool with_inputs) {
    moment still = with_inputs ? next : without_views(next);
    still.t1 = still.t0;
    const told t = it.tick(still);
    const std::string where = "tick() number " + std::to_string(next.seq) + " with t0 == t1 ";
    if (t.status != QIKI_SKIPPED)
        throw failed(where + "gives status " + std::to_string(t.status) + (t.status < 0 ? ", " + t.error : "") +
                     ": expected QIKI_SKIPPED, since nothing happens in no time (rule tick.1)");
    for (const written& w : t.out)
        if (w.count || w.dropped)
            throw failed(where + "writes or drops " + std::to_string(w.count + w.dropped) +
                         " records: expected none; return before anything is done (rule tick.1)");
}

void run(subject& s) {
    for (const uint64_t before : {0ul, 1ul, 7ul})
        for (const bool inputs : {true, false})
            compare(s, {"a tick with t0 == t1", "rule tick.1", before, 6,
                        [&](actor& it, const moment& next) { stand_still(it, next, inputs); }});
}
} // namespace tick_zero_dt_parts
extern const check tick_zero_dt{.id = "tick.zero-dt",
                                .level = 3,
                                .from = needs::plugin,
                                .rules = "tick.1",
                                .asserts = "a tick with t0 == t1, with inputs and without, gives QIKI_SKIPPED, writes "
                                           "nothing and changes neither the saved state nor the bytes of any later "
                                           "tick: rates are differences divided by time",
                                .varies = axis::views | axis::time,
                                .run = tick_zero_dt_parts::run};
} // namespace qiki::conform
