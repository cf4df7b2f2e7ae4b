// SPDX-License-Identifier: MIT
// host/conform/checks/state_continue.cpp - saved here, loaded in another process, it goes on as if nothing had been.
#include "host/conform/child.hpp"
#include "host/conform/drive/comings.hpp"
#include "host/conform/drive/history.hpp"
#include "host/conform/drive/lulls.hpp"
#include "host/conform/drive/resumed_looks.hpp"
#include "host/conform/drive/snapshots.hpp"
#include "host/conform/drive/variants.hpp"
#include "qiki/random.h"
#include "qiki/truth.h"
#include <set>

namespace qiki::conform {
extern const check state_continue;
namespace state_continue_parts {
constexpr uint64_t ticks = 40, far_off = 600;
constexpr uint32_t configurations = 8;                     // other ones
constexpr uint64_t falls = 8, rises = 14, lull_ticks = 18; // when an input is silent, and how long that goes on

std::string pack(const snapshot& s) {
    std::vector<std::string> all{std::to_string(s.after), s.bytes, std::to_string(s.at.ticks)};
    for (const uint64_t f : s.at.first) all.push_back(std::to_string(f));
    return bundle(all);
}
snapshot unpacked(const std::string& text) {
    const std::vector<std::string> all = unbundle(text);
    snapshot s{std::stoull(all.at(0)), {{}, std::stoull(all.at(2))}, all.at(1)};
    for (size_t i = 3; i < all.size(); ++i) s.at.first.push_back(std::stoull(all[i]));
    return s;
}

// In the other process: all of it, then what comes after each snapshot.
void go_on(const subject& s) {
    std::vector<std::string> all{pack(live(s, ticks))};
    for (const std::string& text : unbundle(heard(s))) {
        const snapshot from = unpacked(text);
        actor it(s);
        qiki_error e{-1, {}};
        if (const qiki_status status = it.load(from.bytes, &e); status < 0)
            throw failed("load() of what was saved after " + std::to_string(from.after) +
                         " ticks in another process fails with status " + std::to_string(status) + ", " + said(e) +
                         ": expected QIKI_OK (rule state.2)");
        it.stand(from.at);
        scene world(*s.about, s.seed);
        world.skip(from.after);
        all.push_back(pack(live(it, world, ticks - from.after)));
    }
    say(s, bundle(all));
}

// A long run in which bodies come and go: plays on to the end from `from`, keeps snapshots after `when` ticks.
history go_far(const subject& s, const snapshot& from, const std::set<uint64_t>& when, std::vector<snapshot>& taken) {
    actor it(s);
    put_at(it, from);
    comings world(*s.about, s.seed);
    world.skip(from.after);
    history h;
    for (uint64_t i = from.after; i < far_off; ++i) {
        if (when.contains(i)) {
            taken.push_back({i, it.stands(), it.save()});
            if (!goes_round(s, it)) throw deferred("its state does not even go round", "state.round");
        }
        h.ticks.push_back(it.play(world.next()).bytes());
    }
    h.state = it.save();
    return h;
}

void compare_far(const subject& s) {
    const auto drawn = [&](uint32_t i) { return qiki_below(qiki_draw(s.seed, i, 1, 2, 0), 150); };
    std::vector<snapshot> taken, none;
    const history whole = go_far(s, {}, {31 + drawn(0), 211 + drawn(1)}, taken);
    const auto play = [&](const snapshot& from) { return go_far(s, from, {}, none); };
    const auto tell = [](const snapshot& from, const std::string& where) {
        return "saved after " + std::to_string(from.after) + " of " + std::to_string(far_off) +
               " ticks in which bodies come and go, " + where +
               "all that decides later outputs, counters that run out late and the order of containers among it "
               "(rules state.1, state.2)";
    };
    compare(s, whole, taken, play, "two long runs already differ", tell);
}

// A short run in which an input is silent for six ticks: plays on to the end from `from`. One from the beginning keeps
// snapshots of one, two and three ticks into the silence. No ticks come back of who cannot do without (tick.empty
// judges).
history go_through(const subject& s, const lull& l, qiki_ns period, const snapshot& from,
                   std::vector<snapshot>& taken) {
    actor it(s);
    put_at(it, from);
    lulls world(*s.about, s.seed, period);
    history h;
    for (uint64_t i = 0; i < lull_ticks; ++i) {
        const moment m = world.next(i >= falls && i < rises ? l : lull{});
        if (i < from.after) continue;
        if (!from.after && i > falls && i <= falls + 3) {
            taken.push_back({i, it.stands(), it.save()});
            if (!goes_round(s, it)) throw deferred("its state does not even go round", "state.round");
        }
        const told t = it.tick(m);
        if (t.status < 0) return {};
        h.ticks.push_back(t.bytes());
    }
    h.state = it.save();
    return h;
}

void compare_through(const subject& s, const lull& l, qiki_ns period) {
    std::vector<snapshot> taken, none;
    const history whole = go_through(s, l, period, {}, taken);
    if (whole.ticks.empty()) return;
    const auto play = [&](const snapshot& from) { return go_through(s, l, period, from, none); };
    const auto tell = [&](const snapshot& from, const std::string& where) {
        return "saved after " + std::to_string(from.after) + " ticks of " +
               std::to_string(static_cast<uint64_t>(period) / 1'000'000) + " ms, of which those from number " +
               std::to_string(falls) + " to " + std::to_string(rises - 1) + " " + l.text(*s.about) + ", " + where +
               (l.how == lull::again ? "also which truth was read already, and what was said of it"
                                     : "also what is held while an input is silent, and since when") +
               " (rules state.1, state.2)";
    };
    compare(s, whole, taken, play, "two runs with a silent input already differ", tell);
}

void run(subject& s) {
    if (!s.part.empty()) return go_on(s);
    std::set<uint64_t> when{0};
    const bool acts = std::string_view(s.about->kind) == QIKI_KIND_AGENT && !is_costly(s); // now and then, and not else
    for (uint32_t i = 0; when.size() < (acts ? 16 : 6); ++i)
        when.insert(1 + qiki_below(qiki_draw(s.seed, i, 0, 2, 0), ticks - 1));
    const history whole = settled(s, ticks);
    std::vector<snapshot> taken;
    std::vector<std::string> sent;
    actor it(s);
    scene world(*s.about, s.seed);
    uint64_t played = 0;
    for (const uint64_t after : when) {
        for (; played < after; ++played)
            if (kept(it.play(world.next()).bytes()) != whole.ticks[played])
                throw deferred("save() changes what comes after it", "state.round");
        taken.push_back({after, it.stands(), it.save()});
        if (!goes_round(s, it)) throw deferred("its state does not even go round", "state.round");
        sent.push_back(pack(taken.back()));
    }
    const std::vector<std::string> found = unbundle(elsewhere(s, state_continue, "later", bundle(sent)));
    if (found.size() != taken.size() + 1) throw failed("the other process did not say what it found");
    const history there = unpack(found[0]);
    if (there.ticks != whole.ticks) throw deferred("two processes already differ", "det.disturbed");
    if (const std::string d = difference_of_state(whole, there); !d.empty())
        throw failed(
            "after the same " + std::to_string(ticks) + " ticks, the saved bytes of two processes differ: " + d +
            "; expected the same bytes; save no pointer, no padding and nothing that the process decides (rule "
            "state.1)");
    for (size_t i = 0; i < taken.size(); ++i) {
        const snapshot& from = taken[i];
        history rest = whole;
        rest.ticks.erase(rest.ticks.begin(), rest.ticks.begin() + static_cast<ptrdiff_t>(from.after));
        const history other = unpack(found[i + 1]);
        std::string d = difference(*s.about, rest, other);
        if (d.empty() && !difference_of_state(rest, other).empty())
            d = "the bytes saved at the end: " + difference_of_state(rest, other);
        if (!d.empty())
            throw failed(
                "saved after " + std::to_string(from.after) + " of " + std::to_string(ticks) +
                " ticks, loaded by another process and gone on from there, " + d +
                " differs (counted from there): expected the bytes of the run that was not interrupted; save all "
                "that decides later outputs (rules state.1, state.2)");
    }
    compare_far(s);
    for (const lull& l : lulls_of(*s.about))
        for (const qiki_ns period : {1'000'000'000, 100'000'000}) compare_through(s, l, period);
    compare_through(s, {lull::again, 0}, 1'000'000'000);
    if (reads(*s.about, QIKI_REC_FRAME) && reads(*s.about, QIKI_REC_CONTACT)) resume_looks(s);
    const lull gone{reads(*s.about, QIKI_REC_TRUTH) ? lull::missing : lull::everything, 0};
    with_each(s, drawn(s, configurations), [&](const subject& other) {
        if (is_costly(other)) return;
        for (const lull& l : {lull{}, gone}) compare_through(other, l, 1'000'000'000);
    });
}
} // namespace state_continue_parts
extern const check state_continue{
    .id = "state.continue",
    .level = 4,
    .from = needs::plugin,
    .rules = "state.1 state.2",
    .asserts =
        "saved after 0 and five drawn numbers of ticks (fifteen of an agent) and loaded by new instances in another "
        "process, it goes on "
        "byte for byte as the run of 40 ticks that was not interrupted; the same state gives the same bytes in both; "
        "and "
        "so after two drawn numbers of ticks of a run of 600 in which bodies come and go, all of them at times; "
        "and after one, two and three ticks in which the carrier, an input or all are silent, or slower writers say "
        "nothing new; right before a frame "
        "that comes late, or a second time, and before a new target when the newest one is gone for long; and so with "
        "8 drawn "
        "configurations, while nothing is silent, and while the carrier is, or all of who has none",
    .varies = axis::configuration | axis::views | axis::count | axis::state | axis::process,
    .run = state_continue_parts::run,
    .spares = [](const qiki_descriptor& d) { return without_state(d).empty() ? impure(d) : without_state(d); }};
} // namespace qiki::conform
