// SPDX-License-Identifier: MIT
// host/run/pace.hpp - simulated time held against a clock of the world: when the next tick may begin. No result knows
// it.
#pragma once
#include "qiki/base.h"
#include <cstdint>

namespace qiki::run {

// What became of it, in seconds of the world.
struct paced {
    double asked = 0;          // simulated seconds a second; 0: as fast as it goes
    double achieved = 0;       // without pauses and the ticks stepped in them; 0: there was none
    double greatest_lag_s = 0; // of a tick behind its time
    double given_up_s = 0;     // lag that was not made up for
    double paused_s = 0;
};

// Tick k ends at simulated time k * tick and begins no sooner than k * tick / rate after the start, so that nothing is
// said before its time. A tick that is late by at most `slack` is made up for: those behind it begin at once until the
// schedule is met. Beyond that the schedule moves by the lag: after a stall ticks do not come in a burst. Pauses move
// it by their length, a single step by a tick. The clock is the caller's: ns, never going back. One thread.
class pace {
public:
    static constexpr int64_t never = INT64_MAX;
    static constexpr double least_slack_s = 0.1; // more where a tick itself lasts longer

    // rate > 0 and finite, or 0 for no schedule; then only pauses hold a tick.
    pace(double rate, qiki_ns tick, bool paused);

    // How long the next tick must wait: 0 when it begins now, and then the call counts as its beginning. `never` in a
    // pause, until somebody says toggle() or step().
    int64_t wait(int64_t now);

    void toggle(int64_t now); // pause or continue
    void step();              // one tick, in a pause
    // The whole process stood still: what the schedule lost meanwhile is a pause.
    void stood_still(int64_t now);

    bool paused() const { return paused_; }
    // Once: the lag, in seconds, of the first tick that was too late to be made up for; else 0.
    double fell_behind();
    paced told(int64_t now) const;

private:
    void start(int64_t now);
    int64_t due() const;
    void move_to(int64_t due);

    double rate_, period_; // ns of the world a tick
    qiki_ns tick_;
    bool paused_, started_ = false, step_ = false, behind_ = false, behind_told_ = false;
    int64_t anchor_ = 0; // when the tick `ticks_since_` before the next one was due
    uint64_t ticks_since_ = 0;
    int64_t began_ = 0, pause_began_ = 0, paused_for_ = 0, left_ = 0; // left: until the next tick, when the pause began
    uint64_t ticks_ = 0;                                              // on schedule
    int64_t greatest_ = 0, given_up_ = 0, first_behind_ = 0;
};
} // namespace qiki::run
