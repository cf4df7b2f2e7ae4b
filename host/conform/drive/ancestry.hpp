// SPDX-License-Identifier: MIT
// host/conform/drive/ancestry.hpp - what never changes of a track, and what never falls.
#pragma once
#include "qiki/track.h"
#include <map>
#include <string>
#include <vector>

namespace qiki::conform {

struct ancestry {
    qiki_ns birth = 0;
    uint32_t hits = 0;
};
// What does not go on as it was, or has more hits than there were looks, throws failed, with `who` before it. `ends`:
// t_to of all looks that came; `doubled`: the last did so twice; `known`: of all tracks before, by id.
void judge_past(const std::string& who, const qiki_track&, const std::vector<qiki_ns>& ends, bool doubled,
                std::map<uint64_t, ancestry>& known);
} // namespace qiki::conform
