// SPDX-License-Identifier: MIT
// host/conform/drive/lulls.hpp - a scene in which inputs fall silent for a while, and come back.
#pragma once
#include "host/conform/drive/scene.hpp"
#include <map>
#include <string>

namespace qiki::conform {

// What a tick does not tell: where the carrier is now, or anything of one input, or of all; or anything new of those
// that are sets (SNAPSHOT), as where their writers are slower: what they said last is read again (rule tick.3).
struct lull {
    enum manner { none, missing, blank, invalid, stale, makeshift, input, everything, again } how = none;
    uint32_t port = 0; // with input
    std::string text(const qiki_descriptor&) const;
};
// Those that a plugin can meet: its carrier's, if it reads truth; of each input; of all.
std::vector<lull> lulls_of(const qiki_descriptor&);
// The carrier is the first record of truth. Ordinals stay as they are. Nothing falls silent `again`.
void fall_silent(moment&, const lull&);

class lulls {
public:
    lulls(const qiki_descriptor&, uint64_t seed, qiki_ns period = 1'000'000'000);
    void go_to(uint64_t seq) { scene_.go_to(seq); } // of its ticks; before the first one
    moment next(const lull& = {});

private:
    const qiki_descriptor& about_;
    scene scene_;
    std::map<uint32_t, uint64_t> first_; // ordinals by port, as a host counts them
    moment spoken_;                      // the last tick that told something new
};
} // namespace qiki::conform
