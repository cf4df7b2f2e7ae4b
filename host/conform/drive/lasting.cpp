// SPDX-License-Identifier: MIT
// host/conform/drive/lasting.cpp - what is said alone, and said again with another beside it.
#include "host/conform/drive/lasting.hpp"
#include <algorithm>

namespace qiki::conform {
namespace {
constexpr double aways[] = {1, 30, 100, 300, 1000}; // m or what the unit is: not all are there at once
} // namespace

std::optional<lasting> one_that_lasts(const subject& s, uint32_t verb, bool ample, uint64_t least, double far) {
    std::optional<order> before;
    for (const double away : aways) {
        hearing alone(s, ample);
        alone.rest(1);
        const qiki_truth from = alone.last();
        const order o = near(verb, alone.last(), *s.about, false, away);
        if (before && std::equal(o.arg, o.arg + 6, before->arg)) break;
        before = o;
        if (far > 0 && way_left(s, o, from) < far) continue;
        const uint64_t id = alone.one(o);
        alone.rest(least);
        if (alone.of(id).over()) continue; // too near to be waited for
        uint64_t i = 0;
        while (i < ticks_to_an_end && !alone.of(id).over()) alone.rest(1), ++i;
        if (alone.of(id).answers[QIKI_RECEIPT_DONE] && !alone.dropped())
            return lasting{verb, o, least + i, from, alone.last()};
        break;
    }
    return std::nullopt;
}

encounter meet(const subject& s, const order& first, const order& second, bool ample) {
    hearing two(s, ample);
    two.rest(1);
    const uint64_t one = two.one(first), other = two.one(second);
    const bool at_once = two.of(one).answers[QIKI_RECEIPT_FAILED] > 0;
    for (uint64_t i = 0; i < 2 * ticks_to_an_end && !(two.of(one).over() && (at_once || two.of(other).over())); ++i)
        two.rest(1);
    return {one, other, two.of(one), two.of(other), !two.dropped(), at_once};
}
} // namespace qiki::conform
