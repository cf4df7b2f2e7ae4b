// SPDX-License-Identifier: MIT
// classify/history.hpp - what is remembered of one track: its echoes, its answers, and what was said about it.
#pragma once
#include "../tracking/plot.hpp"
#include "rules.hpp"
#include <cmath>

namespace classify {

struct memory_settings {
    double memory = 20;     // s
    double echoes = 5;      // that a mean wants
    qiki_ns patience = 0;   // of silence
    uint32_t agreement = 3; // pictures in a row
};

// Mean that forgets: what is older than the time constant counts by 1/e and less.
struct fading_mean {
    double sum = 0, weight = 0;
    qiki_ns t = INT64_MIN;

    void add(double x, qiki_ns when, double memory) {
        if (t != INT64_MIN && when > t) {
            const double kept = qiki_exp(-tracking::seconds(when - t) / memory);
            sum *= kept, weight *= kept;
        }
        t = std::max(t, when);
        sum += x, weight += 1;
    }
    double mean() const { return sum / weight; }
};

// No padding: it is saved as it stands.
struct history {
    uint64_t id = 0;
    fading_mean rcs, speed; // m^2, m/s
    uint64_t echoes = 0;    // in all
    qiki_ns t_answer = INT64_MIN, t_silent = INT64_MIN,
            t_asked = INT64_MIN;      // last answer; first and last silence since
    uint32_t address = 0, doubts = 0; // shown last; how often in a row another one was
    uint32_t shown = 0, changes = 0;  // whether any was; how often it became another
    verdict said, next;
    uint32_t agreed = 0, spare = 0;

    // A plot of this track.
    void hear(const tracking::claim& who, const qiki_contact& c, const memory_settings& s) {
        ++echoes;
        if ((c.valid & QIKI_CONTACT_HAS_RCS) && std::fabs(c.rcs_dbsm) < 300)
            rcs.add(qiki_exp(c.rcs_dbsm * (2.30258509299404568402 / 10)), c.t, s.memory);
        if (who.transponder != QIKI_XPDR_NONE) {
            t_answer = std::max(t_answer, c.t), t_silent = t_asked = INT64_MIN;
        } else if (who.asked) {
            if (t_silent == INT64_MIN) t_silent = c.t;
            t_asked = std::max(t_asked, c.t);
        }
        if (who.valid & QIKI_TRACK_HAS_ADDRESS) show(who.address24);
    }

    // One wrong answer is no change.
    void show(uint32_t one) {
        if (!shown) address = one, shown = 1;
        if (one == address) doubts = 0;
        else if (++doubts >= 3) address = one, doubts = 0, ++changes;
    }

    signature of(const qiki_track& x, const memory_settings& s) const {
        signature k;
        if (rcs.weight > 0 && static_cast<double>(echoes) >= s.echoes)
            k.rcs_known = true, k.rcs_dbsm = 10 * qiki_log10(std::max(rcs.mean(), 1e-30));
        if (speed.weight > 0 && x.hits >= s.echoes) k.speed_known = true, k.speed = speed.mean();
        k.silent = t_silent != INT64_MIN && t_asked - t_silent >= s.patience;
        k.stopped = t_answer != INT64_MIN;
        // Without contacts the tracker's word is all there is.
        k.answers = echoes ? t_answer != INT64_MIN && !k.silent : x.transponder != QIKI_XPDR_NONE;
        k.changed = changes > 0;
        k.has_address = x.valid & QIKI_TRACK_HAS_ADDRESS, k.address24 = x.address24;
        k.has_mode3a = x.valid & QIKI_TRACK_HAS_MODE3A, k.mode3a = x.mode3a;
        k.has_identity = x.valid & QIKI_TRACK_HAS_IDENTITY;
        std::copy_n(x.identity, QIKI_IDENTITY_BYTES, k.identity.begin());
        return k;
    }

    // What is said about it changes only when the rules say something else so many pictures in a row.
    bool settle(const verdict& v, uint32_t agreement) {
        if (v == said) return agreed = 0, false;
        agreed = v == next ? agreed + 1 : 1, next = v;
        if (agreed < agreement) return false;
        const bool other = v.iff != said.iff || v.object_class != said.object_class || v.spoofed != said.spoofed;
        said = v, agreed = 0;
        return other;
    }
};
static_assert(sizeof(history) == 160);

} // namespace classify
