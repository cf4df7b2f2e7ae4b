// SPDX-License-Identifier: MIT
// host/conform/drive/comings.hpp - a scene whose bodies come and go, one by one and now and then all of them: what a
// long run is like.
#pragma once
#include "host/conform/drive/scene.hpp"
#include <map>

namespace qiki::conform {

class comings {
public:
    static constexpr uint64_t cycle = 150, gap = 40; // all are gone in the last `gap` ticks of each cycle
    explicit comings(const qiki_descriptor&, uint64_t seed, uint64_t bodies = 24);
    moment next();
    void skip(uint64_t ticks); // that many next(), thrown away

private:
    scene scene_;
    std::map<uint32_t, uint64_t> first_; // ordinals by port, as a host counts them
};
} // namespace qiki::conform
