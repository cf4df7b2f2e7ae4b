// SPDX-License-Identifier: MIT
// host/conform/drive/bodies.cpp - commands to the first body and to the last one, alone and together.
#include "host/conform/drive/bodies.hpp"
#include "host/conform/drive/hearing.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <cstring>
#include <optional>

namespace qiki::conform {
namespace bodies_parts {
constexpr uint64_t verbs_at_most = 8;
constexpr uint64_t least = 10, patience = 150;       // ticks that each is watched, and in which one comes to its end
constexpr double asides[] = {1, 30, 100, 300, 1000}; // m or what the unit is

struct saying {
    order what;
    uint64_t after = 0; // ticks
};

struct outcome {
    std::vector<fate> fates;                 // one a saying
    std::vector<std::optional<uint64_t>> at; // ticks after it was said: its end
    std::vector<qiki_truth> first, last;     // ways of these bodies
    bool whole = false;                      // nothing was dropped

    bool taken(size_t i) const {
        return fates[i].answers[QIKI_RECEIPT_ACCEPTED] + fates[i].answers[QIKI_RECEIPT_STARTED] > 0;
    }
    bool done(size_t i) const { return fates[i].answers[QIKI_RECEIPT_DONE] > 0; }
};

// In the order in which they are given; those of one tick are said in it.
outcome play(const subject& s, uint64_t owned, const std::vector<saying>& all, uint64_t ticks) {
    hearing it(s, true, owned);
    it.rest(1);
    std::vector<uint64_t> ids(all.size());
    outcome o;
    o.at.resize(all.size());
    const auto over = [&] {
        for (const auto& end : o.at)
            if (!end) return false;
        return !all.empty();
    };
    for (uint64_t i = 0; i < ticks && (i < least || !over()); ++i) {
        std::vector<order> now;
        std::vector<size_t> which;
        for (size_t k = 0; k < all.size(); ++k)
            if (all[k].after == i) now.push_back(all[k].what), which.push_back(k);
        const std::vector<uint64_t> fresh = it.at_once(now);
        for (size_t k = 0; k < which.size(); ++k) ids[which[k]] = fresh[k];
        for (size_t k = 0; k < all.size(); ++k)
            if (all[k].after <= i && !o.at[k] && it.of(ids[k]).over()) o.at[k] = i - all[k].after;
    }
    for (const uint64_t id : ids) o.fates.push_back(it.of(id));
    o.first = it.way(0), o.last = it.way(owned - 1), o.whole = !it.dropped();
    return o;
}

// As far as both go.
bool same_way(const std::vector<qiki_truth>& a, const std::vector<qiki_truth>& b) {
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (std::memcmp(a[i].pos, b[i].pos, sizeof a[i].pos) || std::memcmp(a[i].vel, b[i].vel, sizeof a[i].vel) ||
            std::memcmp(a[i].att, b[i].att, sizeof a[i].att))
            return false;
    return true;
}

// How far it is from where it was sent when it says DONE, as a share of the way that was before it; below 0 when that
// was no place, or a near one.
double share_left(const subject& s, const outcome& o, size_t i, const saying& x) {
    constexpr double near_by = 5; // m
    const std::vector<qiki_truth>& way = x.what.body ? o.last : o.first;
    const uint64_t end = x.after + *o.at[i] + 1; // the first of them is of the tick before all
    if (end >= way.size()) return -1;
    const double before = way_left(s, x.what, way[x.after]);
    return before < near_by ? -1 : way_left(s, x.what, way[end]) / before;
}

struct judging {
    const subject& s;
    uint64_t owned;
    outcome idle;
    std::string verb = {}; // "verb 'go_to'"

    std::string named(const outcome& o, size_t i) const { return "entity " + std::to_string(o.fates[i].entity); }

    // Both are over when each is alone: so they are together.
    void together(const saying& x, const saying& y, const char* how) const {
        const outcome of_x = play(s, owned, {x}, 2 * patience), of_y = play(s, owned, {y}, 2 * patience);
        if (!of_x.done(0) || !of_y.done(0) || !of_x.whole || !of_y.whole) return;
        const outcome both = play(s, owned, {x, y}, 4 * patience);
        if (!both.whole || !both.taken(0) || !both.taken(1)) return;
        for (size_t i = 0; i < 2; ++i) {
            const saying& mine = i ? y : x;
            const outcome& alone = i ? of_y : of_x;
            if (both.done(i)) {
                const double left = share_left(s, alone, 0, mine);
                if (left < 0 || left > 0.1 || share_left(s, both, i, mine) < 1. / 3) continue;
                throw failed("of " + std::to_string(owned) + " bodies, commands of " + verb + " to " + named(both, 0) +
                             " and " + named(both, 1) + " " + how + ": that to " + named(both, i) +
                             " is DONE far from the place that it names, to which it comes when the other is not told "
                             "anything: expected each body to obey its own command; keep where it goes for each body "
                             "(rule vehicle.receipt)");
            }
            throw failed("of " + std::to_string(owned) + " bodies, commands of " + verb + " to " + named(both, 0) +
                         " and " + named(both, 1) + " " + how + ": that to " + named(both, i) +
                         (both.at[i] ? " is FAILED" : " never ends") + ", and it is DONE after " +
                         std::to_string(*alone.at[0]) +
                         " ticks when the other is not told anything: expected DONE of both, since a command takes the "
                         "place of one to the same body alone; keep what is under way for each body, and say each end "
                         "that a tick has (rule vehicle.receipt)");
        }
    }

    void judge(uint32_t row) {
        verb = std::string("verb '") + load::row<qiki_verb>(s.about->verbs, row).name + "'";
        std::vector<outcome> firsts, lasts;
        std::vector<order> to_first, to_last;
        for (const double aside : asides) {
            order a = near(row, idle.first.front(), *s.about, false, aside),
                  b = near(row, idle.last.front(), *s.about, false, aside);
            b.body = owned - 1;
            if (!to_first.empty() && std::equal(a.arg, a.arg + 6, to_first.back().arg)) break;
            firsts.push_back(play(s, owned, {{a}}, patience)), lasts.push_back(play(s, owned, {{b}}, 2 * patience));
            to_first.push_back(a), to_last.push_back(b);
            if (!firsts.back().whole || !lasts.back().whole || !firsts.back().taken(0) || !lasts.back().taken(0))
                return; // refused, or without an answer: whoever does not obey says so
        }
        uint64_t moves = 0, last_moves = 0, ends = 0, last_ends = 0;
        for (size_t i = 0; i < firsts.size(); ++i) {
            moves += !same_way(firsts[i].first, idle.first), last_moves += !same_way(lasts[i].last, idle.last);
            ends += firsts[i].done(0), last_ends += lasts[i].fates[0].over();
        }
        const std::string to_last_one = "of " + std::to_string(owned) + " bodies, a command of " + verb + " to " +
                                        named(lasts[0], 0) + " is taken, and ";
        if (moves == firsts.size() && !last_moves)
            throw failed(to_last_one + "changes nothing in how it moves, as one to " + named(firsts[0], 0) +
                         " changes that of the first: expected each body to obey what is told to it; look for it by "
                         "entity - self_entity, and move it like the first (rule vehicle.receipt)");
        if (ends == firsts.size() && !last_ends)
            throw failed(to_last_one + "has no end in " + std::to_string(2 * patience) + " ticks, where one to " +
                         named(firsts[0], 0) + " is DONE after " + std::to_string(*firsts[0].at[0]) +
                         ": expected DONE or FAILED of each command of a verb whose end is told, to whichever body it "
                         "was (rule vehicle.receipt)");
        std::vector<size_t> lasting;
        for (size_t i = 0; i < firsts.size(); ++i) {
            const outcome &f = firsts[i], &l = lasts[i];
            if (!f.done(0) || !l.done(0) || !*f.at[0] || !*l.at[0]) continue;
            // One that moves with another, or makes room for it, is none that can be judged by what it does alone.
            if (same_way(f.last, idle.last) && same_way(l.first, idle.first)) lasting.push_back(i);
        }
        if (lasting.size() > 2) lasting.resize(2); // the next one is farther away
        for (const size_t i : lasting) {
            const uint64_t here = *firsts[i].at[0], there = *lasts[i].at[0];
            const saying x{to_first[i]}, y{to_last[i]};
            together(x, y, "in one tick"), together(y, x, "in one tick");
            together(x, {to_last[i], 1}, "one tick later"), together(y, {to_first[i], 1}, "one tick later");
            constexpr const char* at_one_end = "so that both come to their end in one tick";
            if (here > there) together(x, {to_last[i], here - there}, at_one_end);
            if (there > here) together(y, {to_first[i], there - here}, at_one_end);
        }
    }
};
} // namespace bodies_parts

uint64_t bodies_of(const qiki_descriptor& d) {
    for (uint32_t i = 0; i < d.params.count; ++i) {
        const auto& p = load::row<qiki_param>(d.params, i);
        if (p.type != QIKI_INT || std::strcmp(p.key, "count") != 0) continue;
        return p.min == p.max || p.max >= 3 ? 3 : p.max >= 2 ? 2 : 1;
    }
    return 1;
}
subject with_bodies(const subject& s, uint64_t n) {
    subject other = s;
    other.set["count"] = std::to_string(n);
    return other;
}

void judge_bodies(const subject& one) {
    using namespace bodies_parts;
    const uint64_t owned = bodies_of(*one.about);
    if (owned == 1) return;
    const subject s = with_bodies(one, owned);
    judging it{s, owned, {}};
    try {
        it.idle = play(s, owned, {}, 2 * patience);
    } catch (const skipped&) { return; } // takes no such number beside what is set by hand, which config.schema judges
    if (it.idle.first.size() != 2 * patience + 1 || it.idle.last.size() != 2 * patience + 1)
        return; // vehicle.own and vehicle.motion judge that
    const uint64_t verbs = std::min<uint64_t>(s.about->verbs.count, verbs_at_most);
    for (uint32_t v = 0; v < verbs; ++v) it.judge(v);
}
} // namespace qiki::conform
