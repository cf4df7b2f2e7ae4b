// SPDX-License-Identifier: MIT
// host/conform/drive/motion.hpp - whether truth of a body goes on as its velocities and rates say. What does not throws
// failed, with `who` before it.
#pragma once
#include "qiki/truth.h"
#include <string>

namespace qiki::conform {

// From one record of a body to the next: times rise, and pos changes by what the velocities before and after allow.
void judge_step(const std::string& who, const qiki_truth& before, const qiki_truth& after);
// In a tick so long that velocities change and change back: only what no change of them explains, a way that is far
// longer than one at `fastest`.
void judge_way(const std::string& who, const qiki_truth& before, const qiki_truth& after, double fastest);

// What turns by as much as it says: the way of the attitude in a tick, along the rates that were stated at its ends,
// summed over a run, in which what they leave open levels out.
struct turning {
    double along = 0, stated = 0; // rad^2
    void add(const qiki_truth& before, const qiki_truth& after);
    void judge(uint64_t entity) const;
};

// Velocities that hardly change in a tick, as in the one before: there is no need to ask what was between them.
struct steadiness {
    uint64_t ticks = 0;
    void add(const qiki_truth& before, const qiki_truth& after);
    bool proven() const { return ticks > 1; }
};

double speed_of(const qiki_truth&); // m/s
} // namespace qiki::conform
