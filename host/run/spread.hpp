// SPDX-License-Identifier: MIT
// host/run/spread.hpp - how costs spread: counts in steps of 1/64 of their size, in memory that never grows.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

namespace qiki::run {

// A quantile is told by the upper end of its step, so at most 1/64 too large, and never beyond the largest value.
class spread {
public:
    spread() : steps_((64 - fine + 1) * per_octave) {}
    void add(uint64_t x) {
        ++steps_[step_of(x)];
        ++count_;
        largest_ = std::max(largest_, x);
    }
    uint64_t count() const { return count_; }
    uint64_t largest() const { return largest_; }
    // The least bound that the share `q`, 0 .. 1, of all values does not pass; 0 where there is none.
    uint64_t quantile(double q) const {
        const auto rank = static_cast<double>(count_) * q;
        uint64_t seen = 0;
        for (uint64_t i = 0; i < steps_.size(); ++i)
            if (seen += steps_[i]; seen && static_cast<double>(seen) >= rank) return std::min(upper_end(i), largest_);
        return 0;
    }

private:
    static constexpr uint64_t fine = 6, per_octave = uint64_t{1} << fine;
    // Values below 64 have a step each; above, 64 steps a doubling.
    static uint64_t step_of(uint64_t x) {
        if (x < per_octave) return x;
        const auto octave = static_cast<uint64_t>(63 - __builtin_clzll(x)) - fine;
        return (octave << fine) + (x >> octave);
    }
    static uint64_t upper_end(uint64_t step) {
        if (step < 2 * per_octave) return step;
        const uint64_t octave = (step >> fine) - 1;
        return (((step & (per_octave - 1)) + per_octave + 1) << octave) - 1;
    }
    std::vector<uint64_t> steps_;
    uint64_t count_ = 0, largest_ = 0;
};
} // namespace qiki::run
