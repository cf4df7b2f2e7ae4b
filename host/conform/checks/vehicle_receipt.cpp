// SPDX-License-Identifier: MIT
// host/conform/checks/vehicle_receipt.cpp - whoever commands hears what became of it.
#include "host/conform/drive/bodies.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/lasting.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace qiki::conform {
namespace vehicle_receipt_parts {
constexpr uint64_t ticks = 30, most_verbs = 8;
constexpr uint64_t quiet = 100, again = 30; // ticks of one command of each verb alone, and of the same once more

std::string called(const subject& s, uint32_t verb) {
    return std::string("'") + load::row<qiki_verb>(s.about->verbs, verb).name + "'";
}

// The same verb, which is done: whoever said the first still waits.
void by_itself(const subject& s, const lasting& x, bool ample) {
    hearing begin(s, ample);
    begin.rest(1);
    const order second = near(x.verb, begin.last(), *s.about);
    if (std::equal(x.said.arg, x.said.arg + 6, second.arg)) return;
    const encounter p = meet(s, x.said, second, ample);
    if (p.first.over() || !p.second.over() || !p.whole) return;
    throw failed("verb " + called(s, x.verb) + ": command " + std::to_string(p.one) +
                 " would have come to an end, but command " + std::to_string(p.other) +
                 " took its place one tick later, and is " + (p.second.answers[QIKI_RECEIPT_DONE] ? "DONE" : "FAILED") +
                 ": expected DONE or FAILED of both, since whoever said the first waits for its end; say FAILED of it "
                 "when another takes its place (rule vehicle.receipt)");
}

// Two in one tick: one of them lost its place, too.
void in_one_tick(const subject& s, const lasting& x, bool ample) {
    hearing both_of(s, ample);
    both_of.rest(1);
    const order all[] = {x.said, near(x.verb, both_of.last(), *s.about)};
    if (std::equal(all[0].arg, all[0].arg + 6, all[1].arg)) return;
    hearing other(s, ample); // the second one alone: has it an end, too?
    other.rest(1);
    const uint64_t id = other.one(all[1]);
    for (uint64_t i = 0; i < ticks_to_an_end && !other.of(id).over(); ++i) other.rest(1);
    if (!other.of(id).over()) return;
    const auto ids = both_of.at_once(all);
    const auto over = [&](size_t i) { return both_of.of(ids[i]).over(); };
    for (uint64_t i = 0; i < 2 * ticks_to_an_end && !(over(0) && over(1)); ++i) both_of.rest(1);
    if (over(0) == over(1) || both_of.dropped() || both_of.of(ids[over(0)]).answers[QIKI_RECEIPT_REFUSED]) return;
    throw failed("two commands of verb " + called(s, x.verb) + " in one tick: the " + (over(0) ? "first" : "second") +
                 " came to an end, and nothing more is told of the other, which was taken: expected FAILED of the one "
                 "whose place the other takes, since whoever said it waits for its end (rule vehicle.receipt)");
}

// What is refused takes no place, a tick later or in one near the end.
void beside_a_refused_one(const subject& s, const lasting& x, uint32_t verbs_of_its_table, bool ample) {
    for (const uint64_t later : {uint64_t{1}, x.ticks - 1, x.ticks, x.ticks + 1}) {
        if (later == 0) continue;
        hearing two(s, ample);
        two.rest(1);
        const uint64_t one = two.one(x.said);
        two.rest(later - 1);
        const uint64_t other = two.one({verbs_of_its_table, 0, {}});
        for (uint64_t i = 0; i < 2 * ticks_to_an_end && !two.of(one).over(); ++i) two.rest(1);
        if (two.of(one).over() || !two.of(other).answers[QIKI_RECEIPT_REFUSED] || two.dropped()) continue;
        throw failed("a command of verb " + called(s, x.verb) + " comes to an end in tick number " +
                     std::to_string(x.ticks) +
                     " when it is alone, and nothing more is told of it when one of an unknown verb comes in tick " +
                     std::to_string(later) +
                     ", which is REFUSED: expected DONE or FAILED, since what is refused takes no place (rule "
                     "vehicle.receipt)");
    }
}

// One more of its verb in a tick near the end: whoever hears ends of the first hears it once, which `hearing` judges.
void near_its_end(const subject& s, const lasting& x, bool ample) {
    for (const uint64_t later : {x.ticks - 1, x.ticks, x.ticks + 1, x.ticks + 2}) {
        if (later == 0) continue;
        hearing two(s, ample);
        two.rest(1);
        two.one(x.said), two.rest(later - 1);
        two.one(near(x.verb, two.last(), *s.about)), two.rest(4);
    }
}

// To a place it has come when it is alone: when another verb stops it half-way there, it is not done.
void cut_short(const subject& s, uint32_t verb, uint32_t verbs, bool ample) {
    constexpr uint64_t long_enough = 6;
    constexpr double far = 5; // m
    const auto x = one_that_lasts(s, verb, ample, long_enough, far);
    if (!x) return;
    const double way = way_left(s, x->said, x->from);
    if (way_left(s, x->said, x->to) > way / 10) return;
    for (uint32_t y = 0; y < verbs; ++y) {
        if (y == verb) continue;
        hearing two(s, ample);
        two.rest(1);
        const uint64_t one = two.one(x->said);
        two.rest(x->ticks / 3 - 1);
        if (two.of(one).over()) return;
        const uint64_t other = two.one(near(y, two.last(), *s.about));
        const double left = way_left(s, x->said, two.last());
        if (!two.of(one).answers[QIKI_RECEIPT_DONE] || two.of(other).answers[QIKI_RECEIPT_REFUSED] || left < way / 3)
            continue;
        char text[200];
        std::snprintf(text, sizeof text, "is DONE in the very tick that hears one of %s, %.3g m from there",
                      called(s, y).c_str(), left);
        throw failed("a command of verb " + called(s, verb) + " to a place " + std::to_string(x->ticks) +
                     " ticks away " + text +
                     ": expected FAILED of one whose place another takes, of whichever verb, since whoever said it "
                     "takes it for where it was told to be (rule vehicle.receipt)");
    }
}

enum class fall { unknown, at_once, silent };
// What becomes of one when another verb comes, with whatever arguments: those that ask for rest, and for going on.
fall by_another(const subject& s, const lasting& x, uint32_t verb, bool ample) {
    hearing begin(s, ample);
    begin.rest(1);
    const qiki_truth& at = begin.last();
    const auto& v = load::row<qiki_verb>(s.about->verbs, verb);
    order ways[] = {near(verb, at, *s.about), near(verb, at, *s.about, true), near(verb, at, *s.about)};
    for (uint32_t a = 0; a < v.argc; ++a)
        if (v.unit[a] && std::strcmp(v.unit[a], "m/s") == 0)
            ways[2].arg[a] = std::clamp(std::hypot(at.vel[0], at.vel[1], at.vel[2]), v.min[a], v.max[a]) + 0.0;
    uint32_t at_once = 0, silent = 0;
    for (const order& o : ways) {
        const encounter p = meet(s, x.said, o, ample);
        if (!p.whole || p.second.answers[QIKI_RECEIPT_REFUSED]) return fall::unknown;
        at_once += p.at_once, silent += !p.first.over();
        if (!p.at_once && p.first.over()) return fall::unknown;
    }
    return at_once == std::size(ways) ? fall::at_once : silent == std::size(ways) ? fall::silent : fall::unknown;
}

// One whose end did not come after that of another verb, whether that stopped it or took its place: when a third, of
// its own verb, is done, the first has lost its place for certain.
void forgotten(const subject& s, const lasting& x, uint32_t verb, bool ample) {
    hearing three(s, ample);
    three.rest(1);
    const order third = near(x.verb, three.last(), *s.about), other = near(verb, three.last(), *s.about);
    if (std::equal(x.said.arg, x.said.arg + 6, third.arg)) return;
    const uint64_t one = three.one(x.said);
    three.one(other), three.rest(1);
    const uint64_t last = three.one(third);
    for (uint64_t i = 0; i < ticks_to_an_end && !three.of(last).over(); ++i) three.rest(1);
    if (three.of(one).over() || !three.of(last).answers[QIKI_RECEIPT_DONE] || three.dropped()) return;
    throw failed("a command of verb " + called(s, x.verb) + " comes to an end when it is alone; when one of " +
                 called(s, verb) + " comes a tick later, and then another of " + called(s, x.verb) +
                 ", which is DONE, nothing more is told of the first: expected FAILED, since whoever said it waits for "
                 "its end; say so when another takes its place, of whichever verb (rule vehicle.receipt)");
}

// Where two verbs both take the place of a third one's command, which is told with FAILED, they share a place, and it
// is told, too, when one takes that of the other. Verbs may go side by side: those that share nothing are not judged.
void displace(const subject& s, uint32_t verbs, bool ample) {
    std::vector<lasting> all;
    for (uint32_t v = 0; v < verbs; ++v)
        if (const auto x = one_that_lasts(s, v, ample)) {
            by_itself(s, *x, ample), in_one_tick(s, *x, ample);
            beside_a_refused_one(s, *x, s.about->verbs.count, ample), cut_short(s, v, verbs, ample);
            near_its_end(s, *x, ample);
            all.push_back(*x);
        }
    std::map<uint32_t, std::set<uint32_t>> takes; // a verb, and whose place it takes
    std::vector<std::pair<uint32_t, uint32_t>> silent;
    for (const lasting& x : all)
        for (uint32_t y = 0; y < verbs; ++y) {
            const fall f = y == x.verb ? fall::unknown : by_another(s, x, y, ample);
            if (f == fall::at_once) takes[y].insert(x.verb);
            if (f == fall::silent) forgotten(s, x, y, ample), silent.emplace_back(x.verb, y);
        }
    for (const auto& at : silent)
        for (const uint32_t third : takes[at.second])
            if (third != at.first && takes[at.first].contains(third)) {
                throw failed("a command of verb " + called(s, at.first) +
                             " comes to an end when it is alone, and is told " + "nothing more when one of " +
                             called(s, at.second) +
                             " comes a tick later, though both take the "
                             "place of one of " +
                             called(s, third) +
                             ", of which FAILED is told: expected FAILED here, too, "
                             "since whoever said the first waits for its end (rule vehicle.receipt)");
            }
}

// Gives how many receipts were dropped.
uint64_t judge(const subject& s, bool ample) {
    const auto verbs = static_cast<uint32_t>(std::min<uint64_t>(s.about->verbs.count, most_verbs));
    hearing it(s, ample);
    for (uint64_t i = 0; i < ticks; ++i) it.busy();
    for (uint32_t v = 0; v < verbs; ++v) {
        const order o = near(v, it.last(), *s.about);
        it.one(o), it.rest(quiet - 1);
        it.one(o), it.rest(again - 1); // now it is as told already
    }
    for (uint32_t v = 0; v < verbs; ++v) it.unfit(v);
    uint64_t dropped = it.dropped();
    for (uint32_t v = 0; v < verbs; ++v) { // and one that never was otherwise
        hearing fresh(s, ample);
        fresh.rest(1);
        const order o = near(v, fresh.last(), *s.about, true);
        for (int twice = 0; twice < 2; ++twice) fresh.one(o), fresh.rest(again - 1);
        dropped += fresh.dropped();
    }
    displace(s, verbs, ample);
    return dropped;
}

void run(subject& s) {
    if (!writes(*s.about, QIKI_REC_RECEIPT))
        throw failed(
            "reads commands and has no output of receipts: each command is answered; add one (rule vehicle.receipt)");
    const uint64_t dropped = judge(s, false);
    judge_bodies(s);
    if (!dropped) return;
    s.warn("of ten commands a tick and one by one, " + std::to_string(dropped) +
           " receipts were dropped for want of room, which rule tick.5 allows: raise the hint of their output, ask for "
           "more in demand(), or say QIKI_MORE, so that whoever commands hears what became of it");
    judge(s, true);
}
std::string spares(const qiki_descriptor& d) {
    if (!d.verbs.count) return "has no verbs: no command reaches it";
    return other_than(d, QIKI_KIND_VEHICLE, {QIKI_REC_COMMAND}, {});
}
} // namespace vehicle_receipt_parts
extern const check vehicle_receipt{
    .id = "vehicle.receipt",
    .level = 2,
    .from = needs::plugin,
    .rules = "vehicle.receipt",
    .asserts =
        "of ten commands a tick, each verb in turn, and of each verb alone, said again when it is done and said when "
        "nothing is left to do, and of those that do not fit (of no verb, with arguments that are too many, too few or "
        "beyond their limits, without data), every one is answered in that tick and once: ACCEPTED, REFUSED or "
        "STARTED, of no verb, or with arguments too many or too few, REFUSED; a receipt names a command that was "
        "given, and its entity; DONE or FAILED comes once, and last, and where it comes of a command that is alone, it "
        "also comes of one whose place another takes: of the same verb, in one tick or a later one, also when one of "
        "another verb came between them, or of a verb that shares a place with it, since both take that of a third; "
        "one that is refused takes no place, nor an end in a tick near that; and one to a place is not DONE far from "
        "there, in the tick of another "
        "verb. Where a parameter `count` gives it three bodies (or two), the last one obeys and ends what it takes as "
        "the first one does, and neither loses its end or its place to a command to the other, in one tick, a tick "
        "apart, or when "
        "both end in one. What is dropped and counted is no fault but a warning, and is asked for again with more room",
    .varies = axis::room,
    .run = vehicle_receipt_parts::run,
    .spares = vehicle_receipt_parts::spares};
} // namespace qiki::conform
