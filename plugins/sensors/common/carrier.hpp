// SPDX-License-Identifier: MIT
// plugins/sensors/common/carrier.hpp - the body that a sensor rides on, found again in the world of each tick.
#pragma once
#include "qiki/truth.h"
#include <span>

namespace sensors {

// Bodies seldom change places, so it is looked for where it was last.
class carrier {
public:
    explicit carrier(uint64_t entity) : entity_(entity) {}
    uint64_t entity() const { return entity_; }

    // nullptr when it is not there (any more).
    const qiki_truth* in(std::span<const qiki_truth> world) {
        if (at_ < world.size() && world[at_].entity == entity_) return &world[at_];
        for (at_ = 0; at_ < world.size(); ++at_)
            if (world[at_].entity == entity_) return &world[at_];
        return nullptr;
    }

private:
    uint64_t entity_;
    size_t at_ = 0;
};

} // namespace sensors
