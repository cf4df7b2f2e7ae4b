// SPDX-License-Identifier: MIT
// host/run/pace.cpp - a schedule that is an anchor and a number of ticks, so that no rounding adds up.
#include "host/run/pace.hpp"
#include <algorithm>
#include <cmath>

namespace qiki::run {
namespace {
constexpr double far = 4e18; // ns; a rate may be so small that no tick of it ever comes

double in_s(int64_t ns) { return static_cast<double>(ns) * 1e-9; }
} // namespace

pace::pace(double rate, qiki_ns tick, bool paused)
    : rate_(rate), period_(rate > 0 ? std::min(static_cast<double>(tick) / rate, far) : 0), tick_(tick),
      paused_(paused) {}

void pace::start(int64_t now) {
    if (started_) return;
    started_ = true;
    anchor_ = began_ = pause_began_ = now;
    left_ = due() - now;
}

int64_t pace::due() const {
    const double ns = period_ * static_cast<double>(ticks_since_ + 1);
    return anchor_ + static_cast<int64_t>(std::min(std::round(ns), far));
}

void pace::move_to(int64_t due) {
    ticks_since_ = 0;
    anchor_ = due - static_cast<int64_t>(std::round(period_));
}

int64_t pace::wait(int64_t now) {
    start(now);
    if (paused_) {
        if (!step_) return never;
        step_ = false;
        return 0;
    }
    if (rate_ > 0) {
        const int64_t at = due(), lag = now - at;
        if (lag < 0) return -lag;
        greatest_ = std::max(greatest_, lag);
        if (static_cast<double>(lag) > std::max(least_slack_s * 1e9, period_)) {
            if (!behind_) first_behind_ = lag;
            behind_ = true;
            given_up_ += lag;
            move_to(now);
        }
        ++ticks_since_;
    }
    ++ticks_;
    return 0;
}

void pace::toggle(int64_t now) {
    start(now);
    step_ = false;
    if (!paused_) {
        pause_began_ = now;
        left_ = due() - now;
    } else {
        paused_for_ += now - pause_began_;
        move_to(now + left_);
    }
    paused_ = !paused_;
}

void pace::step() { step_ = paused_; }

void pace::stood_still(int64_t now) {
    if (!started_ || paused_ || rate_ <= 0) return;
    const int64_t at = due();
    if (now <= at) return;
    paused_for_ += now - at;
    move_to(now);
}

double pace::fell_behind() {
    if (!behind_ || behind_told_) return 0;
    behind_told_ = true;
    return in_s(first_behind_);
}

paced pace::told(int64_t now) const {
    paced p;
    p.asked = rate_;
    p.paused_s = in_s(paused_for_ + (started_ && paused_ ? now - pause_began_ : 0));
    const double active = started_ ? in_s(now - began_) - p.paused_s : 0;
    if (active > 0) p.achieved = in_s(tick_) * static_cast<double>(ticks_) / active;
    p.greatest_lag_s = in_s(greatest_);
    p.given_up_s = in_s(given_up_);
    return p;
}
} // namespace qiki::run
