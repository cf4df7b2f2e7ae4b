// SPDX-License-Identifier: MIT
// tracking/pmbm/beginnings.hpp - how many targets begin in a second: as many as end, corrected by those seen to begin.
//
// What was seen long ago is forgotten.
#pragma once
#include "../undetected.hpp"

namespace tracking::pmbm {

class beginnings {
public:
    double memory = 100; // s

    void state(auto& io) { io(seen_), io(time_), io(last_), io(first_), io(second_); }

    // A look of some sensor; targets that began before the third time somebody looked were there already.
    void look(qiki_ns now) {
        if (first_ == INT64_MIN) first_ = now;
        else if (second_ == INT64_MIN && now > first_) second_ = 2 * now - first_, last_ = second_;
    }
    // A target has proved to be one.
    void proven(qiki_ns begun, qiki_ns now) {
        if (second_ == INT64_MIN || begun <= second_) return;
        pass(now);
        seen_ += 1;
    }
    // A second, where `balance` of them end in one. Never more than ten times that: what confirms itself would grow.
    double rate(qiki_ns now, double balance) {
        pass(now);
        return std::min(arrival_rate(seen_, time_, balance), 10 * balance);
    }

private:
    void pass(qiki_ns now) {
        if (second_ == INT64_MIN || now <= last_) return;
        const double dt = static_cast<double>(now - last_) * 1e-9, kept = qiki_exp(-dt / memory);
        seen_ *= kept;
        time_ = time_ * kept + memory * (1 - kept);
        last_ = now;
    }
    double seen_ = 0, time_ = 0;
    qiki_ns last_ = INT64_MIN, first_ = INT64_MIN, second_ = INT64_MIN;
};

} // namespace tracking::pmbm
