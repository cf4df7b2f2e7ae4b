// SPDX-License-Identifier: MIT
// host/conform/drive/neighbours.hpp - the other plugins of a file, living beside the one that is looked at.
#pragma once
#include "host/conform/drive/actor.hpp"
#include <memory>

namespace qiki::conform {

// Those that can be created and configured with their defaults, each in a world of its own.
class neighbours {
public:
    neighbours(const subject&, uint64_t seed);
    std::string tick(); // what all of them wrote
    size_t count() const { return all_.size(); }

private:
    struct one {
        subject who;
        scene world;
        std::unique_ptr<actor> it;
    };
    std::vector<std::unique_ptr<one>> all_;
};
} // namespace qiki::conform
