// SPDX-License-Identifier: MIT
// host/conform/drive/snapshots.cpp - loaded, placed, and compared tick by tick.
#include "host/conform/drive/snapshots.hpp"

namespace qiki::conform {
void put_at(actor& it, const snapshot& from) {
    if (!from.after) return;
    qiki_error e{-1, {}};
    if (const qiki_status status = it.load(from.bytes, &e); status < 0)
        throw failed("load() of what was saved after " + std::to_string(from.after) + " ticks fails with status " +
                     std::to_string(status) + ", " + said(e) + ": expected QIKI_OK (rule state.2)");
    it.stand(from.at);
}

void compare(const subject& s, const history& whole, const std::vector<snapshot>& taken,
             const std::function<history(const snapshot&)>& play, const char* differing,
             const std::function<std::string(const snapshot&, const std::string& where)>& tell) {
    for (const snapshot& from : taken) {
        const history rest{{whole.ticks.begin() + static_cast<ptrdiff_t>(from.after), whole.ticks.end()}, whole.state};
        const history found = play(from);
        std::string d = difference(*s.about, rest, found);
        if (d.empty() && found.state != rest.state)
            d = "the bytes saved at the end: " + difference_of_state(rest, found);
        if (d.empty()) continue;
        if (play({}).ticks != whole.ticks) throw deferred(differing, "det.repeat");
        throw failed(tell(from, "loaded by a new instance and gone on from there, " + d +
                                    " differs (counted from there): expected the bytes of the run that was not "
                                    "interrupted; save "));
    }
}
} // namespace qiki::conform
