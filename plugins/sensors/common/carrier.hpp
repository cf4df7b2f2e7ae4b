// SPDX-License-Identifier: MIT
// plugins/sensors/common/carrier.hpp - the body that a sensor rides on, found again in the world of each tick.
#pragma once
#include "axes.hpp"
#include "qiki/check/truth.h"
#include <algorithm>
#include <cmath>
#include <span>

namespace sensors {

// So many seconds before t a truth was true: that of a slower writer is older than the tick that reads it.
inline double age(const qiki_truth& b, qiki_ns t) {
    return b.t < t ? (static_cast<double>(t) - static_cast<double>(b.t)) / 1e9 : 0;
}

// Where it is at t and how it faces, if it went on and turned on as it did. Without rates it does not turn.
inline qiki_truth moved_on(qiki_truth b, qiki_ns t) {
    const double ago = age(b, t);
    if (!(ago > 0)) return b;
    for (int i = 0; i < 3; ++i) b.pos[i] += b.vel[i] * ago;
    if (!(b.valid & QIKI_TRUTH_HAS_ATTITUDE) || !(b.valid & QIKI_TRUTH_HAS_RATE)) return b;
    const quaternion q =
        after({b.att[0], b.att[1], b.att[2], b.att[3]}, turn({b.rate[0] * ago, b.rate[1] * ago, b.rate[2] * ago}));
    std::copy(q.begin(), q.end(), b.att);
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
