// SPDX-License-Identifier: MIT
// host/run/told_facts.hpp - the facts that an agent tells its policy in a tick, kept for those who want to see them.
#pragma once
#include <cstdint>
#include <limits>
#include <vector>

namespace qiki::run {

// Written by the thread that ticks the agent, read when the tick is done.
struct told_facts {
    struct of_subject {
        uint32_t fact;
        uint64_t subject;
        double value;
    };
    std::vector<uint32_t> own, each; // rows that are wanted
    std::vector<double> values;      // of `own`; NaN: unknown
    std::vector<of_subject> subjects;
    uint64_t tick = 0, judged = 0; // of the host: of the last decision, of the last judgement

    void judge(uint64_t now, uint64_t subject, const double* fact, const uint64_t* known, uint32_t n) {
        forget_before(now);
        for (const uint32_t f : each) subjects.push_back({f, subject, value_of(f, fact, known, n)});
    }
    void decide(uint64_t now, const double* fact, const uint64_t* known, uint32_t n) {
        forget_before(now);
        tick = now;
        values.clear();
        for (const uint32_t f : own) values.push_back(value_of(f, fact, known, n));
    }

private:
    void forget_before(uint64_t now) {
        if (judged != now) subjects.clear();
        judged = now;
    }
    static double value_of(uint32_t f, const double* fact, const uint64_t* known, uint32_t n) {
        const bool is_known = fact && known && f < n && (known[f / 64] >> f % 64 & 1);
        return is_known ? fact[f] : std::numeric_limits<double>::quiet_NaN();
    }
};
} // namespace qiki::run
