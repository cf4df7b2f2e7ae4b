// SPDX-License-Identifier: MIT
// plugins/agents/situations/board.cpp - confirmation, cooldown, snooze, loss and end.
#include "board.hpp"
#include <algorithm>
#include <tuple>

namespace situations {

std::vector<board::entry>::iterator board::place(uint64_t track, kind k) {
    return std::lower_bound(all_.begin(), all_.end(), std::pair(track, k), [](const entry& e, const auto& x) {
        return std::tie(e.track, e.of) < std::tie(x.first, x.second);
    });
}

void board::tell(entry& e, change what, qiki_ns t) {
    if (t < e.quiet) return;
    const bool known = what == change::created || what == change::updated;
    told.push_back({e.track, e.of, what, e.critical != 0, e.value, e.limit, known ? 2u : 0u});
}

void board::show(uint64_t track, kind k, const look& x, qiki_ns t_contact, qiki_ns t, const settings& s) {
    auto at = place(track, k);
    if (at == all_.end() || at->track != track || at->of != k) {
        if (!x.holds) return; // as most
        at = all_.insert(at, entry{track, k, 0, 0, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0});
    }
    entry& e = *at;
    e.seen = 1;
    const bool fresh = t_contact > e.contact;
    if (fresh) {
        e.contact = t_contact, e.lost = 0;
        const bool nearer = e.confirmed == 0 || x.range == 0 || x.range < e.range;
        e.confirmed = !x.holds ? 0 : nearer ? e.confirmed + 1 : 1;
        e.range = x.range;
        if (x.holds) e.held = t_contact, e.value = x.value, e.limit = x.limit;
    }
    if (!fresh || !x.holds) return;
    if (!e.active) {
        if (e.confirmed < s.confirm || t - t_contact >= s.stale || (e.ended >= 0 && t - e.ended < s.cooldown)) return;
        e.active = 1, e.critical = x.critical;
        tell(e, change::created, t);
    } else if ((e.critical != 0) != x.critical) {
        e.critical = x.critical;
        tell(e, change::updated, t);
    }
}

void board::end_of_tick(qiki_ns t, const settings& s) {
    for (entry& e : all_) {
        const bool dead = !e.seen;
        e.seen = 0;
        if (!e.active) {
            if (dead) e.confirmed = 0;
            continue;
        }
        if (e.quiet >= 0 && t >= e.quiet) { // a reminder: it is still there
            e.quiet = -1;
            if (!e.lost && !dead) tell(e, change::updated, t);
        }
        if (!e.lost && t - e.contact > s.lost) e.lost = 1, tell(e, change::lost, t);
        // While nobody sees the track, nothing says that the condition is gone.
        const bool over = e.contact > e.held && t - e.held > s.resolve;
        if (!over && !dead) continue;
        tell(e, change::resolved, t);
        e.active = e.confirmed = 0, e.ended = t, e.quiet = -1;
    }
    std::erase_if(
        all_, [&](const entry& e) { return !e.active && !e.confirmed && (e.ended < 0 || t - e.ended >= s.cooldown); });
}

void board::acknowledge(uint64_t track, qiki_ns t, const settings& s) {
    for (entry& e : all_)
        if (e.active && (track == 0 || e.track == track)) {
            told.push_back({e.track, e.of, change::acknowledged, e.critical != 0, 0, 0, 0});
            e.quiet = t + s.snooze;
        }
}

uint32_t board::active() const {
    return static_cast<uint32_t>(std::count_if(all_.begin(), all_.end(), [](const entry& e) { return e.active != 0; }));
}

} // namespace situations
