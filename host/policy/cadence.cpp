// SPDX-License-Identifier: MIT
// host/policy/cadence.cpp - edges of one guard and one subject.
#include "host/policy/cadence.hpp"
#include <algorithm>

namespace qiki::policy {
namespace {
constexpr qiki_ns forgotten_after = 300'000'000'000;

// a - b, held at the ends: an agent may send any time.
qiki_ns elapsed(qiki_ns a, qiki_ns b) {
    qiki_ns d = 0;
    if (__builtin_sub_overflow(a, b, &d)) return a < b ? INT64_MIN : INT64_MAX;
    return d;
}
bool below(const key& k, uint64_t subject) { return k.subject < subject; }
} // namespace

turn look(key& k, const pace& p, qiki_ns t, bool holds) {
    k.seen = t;
    k.judged = 1;
    if (!holds) return vanish(k);
    const bool broken = !k.holds || t < k.since || (p.min_duration > 0 && elapsed(t, k.last) > p.min_duration);
    if (broken && !k.active) k.since = t; // an active one keeps what it has earned
    k.holds = 1;
    k.last = t;
    const bool rises = !k.active && elapsed(t, k.since) >= p.min_duration;
    k.active = k.active || rises;
    if (!k.active || !(rises || p.level)) return turn::nothing;
    if (k.has_told && elapsed(t, k.told) < p.cooldown) return turn::nothing;
    k.told = t;
    k.has_told = k.announced = 1;
    return turn::rose;
}

turn vanish(key& k) {
    const bool falls = k.active && k.announced;
    k.holds = k.active = k.announced = 0;
    return falls ? turn::fell : turn::nothing;
}

bool stale(const key& k, const pace& p, qiki_ns now) {
    if (k.holds || k.active || elapsed(now, k.seen) <= forgotten_after) return false;
    return !k.has_told || elapsed(now, k.told) >= p.cooldown; // one that cools down still matters
}

key* keys::find(uint64_t subject) {
    const auto at = std::lower_bound(all.begin(), all.end(), subject, below);
    return at != all.end() && at->subject == subject ? &*at : nullptr;
}

key& keys::add(uint64_t subject) {
    key k;
    k.subject = subject;
    return *all.insert(std::lower_bound(all.begin(), all.end(), subject, below), k);
}
} // namespace qiki::policy
