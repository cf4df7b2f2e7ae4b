// SPDX-License-Identifier: MIT
// host/policy/cadence.hpp - when a guard is active for one subject, and when that is told: edges, duration, cooldown.
#pragma once
#include "qiki/base.h"
#include <cstdint>
#include <vector>

namespace qiki::policy {

struct pace {
    qiki_ns min_duration = 0; // for so long the condition must hold without a break
    qiki_ns cooldown = 0;     // between two tellings about one subject
    bool level = false;       // told again after each cooldown while it is active
};

// All times are those of the measurements, never of a clock. 48 bytes, no padding: saved as it is.
struct key {
    uint64_t subject = 0;
    qiki_ns since = 0; // the condition holds
    qiki_ns last = 0;  // it was seen to hold
    qiki_ns told = 0;  // only with has_told: never is not time 0
    qiki_ns seen = 0;  // the subject was looked at
    uint8_t holds = 0, active = 0, announced = 0, has_told = 0, judged = 0;
    uint8_t reserved[3] = {}; // zero
};
static_assert(sizeof(key) == 48);

enum class turn { nothing, rose, fell };

// The condition was looked at, at time t.
turn look(key&, const pace&, qiki_ns t, bool holds);
// The subject is gone.
turn vanish(key&);
// Nothing would change if this key were not there.
bool stale(const key&, const pace&, qiki_ns now);

// The keys of one guard, ascending by subject.
struct keys {
    std::vector<key> all;
    uint32_t active = 0; // of them
    key* find(uint64_t subject);
    key& add(uint64_t subject); // which is not there yet
    // Subjects that nobody looked at since the last call fall: fell(key) is called before they are quiet. Then what is
    // stale is forgotten.
    template <class F>
    void close_tick(const pace&, qiki_ns now, F&& fell);
};

template <class F>
void keys::close_tick(const pace& p, qiki_ns now, F&& fell) {
    size_t kept = 0;
    for (key& k : all) {
        if (!k.judged) {
            const bool was = k.active;
            if (vanish(k) == turn::fell) fell(k);
            active -= was;
        }
        k.judged = 0;
        if (stale(k, p, now)) continue;
        if (&all[kept] != &k) all[kept] = k;
        ++kept;
    }
    all.resize(kept);
}
} // namespace qiki::policy
