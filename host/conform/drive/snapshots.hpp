// SPDX-License-Identifier: MIT
// host/conform/drive/snapshots.hpp - an instance as it was saved within a run, and whether a new one goes on from
// there.
#pragma once
#include "host/conform/drive/history.hpp"
#include <functional>

namespace qiki::conform {

struct snapshot {
    uint64_t after = 0;
    standing at;
    std::string bytes;
};
void put_at(actor&, const snapshot&); // a new instance; after 0 ticks it is left as it is. Throws failed

// Each snapshot of a whole run, taken on by a new instance, gives what is left of it. `play` plays from there to the
// end, `differing` says two of whole runs that differ, `tell` what is wrong with one that was taken on. Throws failed.
void compare(const subject&, const history& whole, const std::vector<snapshot>& taken,
             const std::function<history(const snapshot&)>& play, const char* differing,
             const std::function<std::string(const snapshot&, const std::string& where)>& tell);
} // namespace qiki::conform
