// SPDX-License-Identifier: MIT
// host/conform/drive/neighbours.cpp - they are born, and tick.
#include "host/conform/drive/neighbours.hpp"

namespace qiki::conform {

neighbours::neighbours(const subject& s, uint64_t seed) {
    for (uint32_t i = 0; const qiki_descriptor* d = s.entry->describe(i); ++i) {
        if (d == s.about) continue;
        subject other = s;
        other.about = d, other.set.clear();
        try {
            auto x = std::make_unique<one>(one{other, scene(*d, seed), nullptr});
            x->it = std::make_unique<actor>(x->who);
            all_.push_back(std::move(x));
        } catch (const skipped&) {} // it cannot live here, and nothing reaches it
    }
}

std::string neighbours::tick() {
    std::string said;
    for (const auto& x : all_) said += x->it->tick(x->world.next()).bytes();
    return said;
}
} // namespace qiki::conform
