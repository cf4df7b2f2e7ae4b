// SPDX-License-Identifier: MIT
// plugins/sensors/common/carrier.hpp - the body that a sensor rides on, found again in the world of each tick.
#pragma once
#include "qiki/check/truth.h"
#include <algorithm>
#include <cmath>
#include <span>

namespace sensors {

// Where it is at t, if it went on as it was: the truth of a slower writer is older than the tick that reads it.
inline qiki_truth moved_on(qiki_truth b, qiki_ns t) {
    const double ago = b.t < t ? (static_cast<double>(t) - static_cast<double>(b.t)) / 1e9 : 0;
    for (int i = 0; ago > 0 && i < 3; ++i) b.pos[i] += b.vel[i] * ago;
    return b;
}

// Bodies seldom change places, so it is looked for where it was last.
class carrier {
public:
    explicit carrier(uint64_t entity) : entity_(entity) {}
    uint64_t entity() const { return entity_; }

    // nullptr when it is not there (any more), or what is said about it cannot be.
    const qiki_truth* in(std::span<const qiki_truth> world) {
        if (at_ >= world.size() || world[at_].entity != entity_)
            for (at_ = 0; at_ < world.size() && world[at_].entity != entity_;) ++at_;
        return at_ < world.size() && can_be(world[at_]) ? &world[at_] : nullptr;
    }

    // Light takes an hour for the first limit and never keeps to the second: sums and squares of what is below are
    // finite.
    static bool can_be(const qiki_truth& b) {
        constexpr double far = 1e12, fast = 1e9;
        const auto within = [](const double(&v)[3], double most) {
            return std::all_of(v, v + 3, [=](double x) { return std::fabs(x) <= most; });
        };
        return within(b.pos, far) && within(b.vel, fast) &&
               (!(b.valid & QIKI_TRUTH_HAS_ATTITUDE) || qiki_turning_(b.att)) &&
               (!(b.valid & QIKI_TRUTH_HAS_RATE) || within(b.rate, fast));
    }

private:
    uint64_t entity_;
    size_t at_ = 0;
};

} // namespace sensors
