// SPDX-License-Identifier: MIT
// host/conform/drive/resumed_looks.cpp - looks late, again, and of a target that comes when another one is forgotten.
#include "host/conform/drive/resumed_looks.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/conform/drive/snapshots.hpp"

namespace qiki::conform {
namespace {
// Looks of a second, of which one comes three ticks late, in a tick of its own, with a target that no other saw, and
// another one twice, the second time in a tick of its own: plays on to the end from `from`. One from the beginning
// keeps a snapshot right before each of these ticks.
constexpr uint64_t held = 8, released = 11, repeated = 15, late_ticks = 19;
history go_late(const subject& s, const snapshot& from, std::vector<snapshot>& taken) {
    actor it(s);
    put_at(it, from);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    look late{}, last{};
    history h;
    for (uint64_t i = 0; i < late_ticks; ++i) {
        std::vector<look> now{world.next()};
        if (i + 1 == repeated) last = now[0];
        if (i == held) {
            late = std::move(now[0]), now.clear();
            qiki_contact alone = late.contacts.at(0);
            alone.id += uint64_t{1} << 32, alone.z[0] = 60e3;
            late.contacts.push_back(alone);
        } else if (i == released) {
            late.frame.t_available = world.now(), late.frame.flags |= QIKI_FRAME_LATE;
            now = {late};
        } else if (i == repeated) {
            last.frame.t_available = world.now();
            now = {last};
        }
        const moment m = world.put(now);
        if (i < from.after) continue;
        if (!from.after && (i == released || i == repeated)) taken.push_back({i, it.stands(), it.save()});
        const told t = it.tick(m);
        if (t.status < 0) return {};
        h.ticks.push_back(t.bytes());
    }
    h.state = it.save();
    return h;
}
void before_late(const subject& s) {
    std::vector<snapshot> taken, none;
    const history whole = go_late(s, {}, taken);
    if (whole.ticks.empty()) return;
    const auto play = [&](const snapshot& from) { return go_late(s, from, none); };
    const auto tell = [&](const snapshot& from, const std::string& where) {
        const bool twice = from.after == repeated;
        return "saved after " + std::to_string(from.after) + " ticks of 1 s, right before one that brings " +
               (twice ? "the frame of the tick before again, alone (same source, sensor and seq), "
                      : "the look of " + std::to_string(released - held) + " s before alone, ") +
               where + "also " + (twice ? "which frames came" : "of when the newest frame was") +
               " (rules state.1, state.2)";
    };
    compare(s, whole, taken, play, "two runs already differ", tell);
}

// Looks of a second. One target more than the others comes after them, goes, and is gone until its track has ended;
// then another one comes: plays on to the end from `from`. One from the beginning keeps a snapshot right before that.
constexpr uint64_t comes = 3, goes = 9, another = 130, another_ticks = 138;
history go_another(const subject& s, const snapshot& from, std::vector<snapshot>& taken) {
    actor it(s);
    put_at(it, from);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    history h;
    for (uint64_t i = 0; i < another_ticks; ++i) {
        look now = world.next();
        if ((i >= comes && i < goes) || i >= another) {
            qiki_contact alone = now.contacts.at(0);
            alone.id += uint64_t{1} << 32, alone.z[0] = i < another ? 60e3 : 80e3;
            now.contacts.push_back(alone);
        }
        const moment m = world.put({now});
        if (i < from.after) continue;
        if (!from.after && i == another) taken.push_back({i, it.stands(), it.save()});
        const told t = it.tick(m);
        if (t.status < 0) return {};
        h.ticks.push_back(kept(t.bytes()));
    }
    h.state = it.save();
    return h;
}
void before_another(const subject& s) {
    std::vector<snapshot> taken, none;
    const history whole = go_another(s, {}, taken);
    if (whole.ticks.empty()) return;
    const auto play = [&](const snapshot& from) { return go_another(s, from, none); };
    const auto tell = [](const snapshot& from, const std::string& where) {
        return "saved after " + std::to_string(from.after) +
               " ticks of 1 s, when the target that came last has been gone for " + std::to_string(another - goes) +
               " s, and right before another one comes, " + where +
               "also what outlives a track, the number of the last id among it (rules state.1, state.2, tracker.ids)";
    };
    compare(s, whole, taken, play, "two runs already differ", tell);
}
} // namespace

void resume_looks(const subject& s) {
    before_late(s);
    before_another(s);
}
} // namespace qiki::conform
