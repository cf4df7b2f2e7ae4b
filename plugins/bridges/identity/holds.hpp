// SPDX-License-Identifier: MIT
// plugins/bridges/identity/holds.hpp - how well tracks keep to identities that their tracker could not see.
//
// Purity and fragmentation are of the family of cluster purity and of "mostly tracked" counts; no positions are needed,
// so that a recorded radar without a truth will do.
#pragma once
#include <cstdint>
#include <vector>

namespace identity {

constexpr uint64_t nobody = 0;

// A plot that counts: whose it is (nobody: a false one), and which track took it (0: none).
struct row {
    int64_t t = 0;
    uint64_t contact = 0, who = nobody, track = 0;
};

// Rows of a track, and of a target, below which neither counts.
struct least {
    uint64_t of_track = 3, of_target = 10;
};

struct marks {
    uint64_t rows = 0;    // of targets
    uint64_t targets = 0; // that have enough of them
    uint64_t swaps = 0;   // two successive rows of one track are of different targets
    uint64_t false_tracks = 0;
    uint64_t tracks = 0; // with enough rows
    // Means; -1 where there is nothing to take one over.
    double purity = -1;        // rows of each track's main target / its rows, false plots included
    double fragmentation = -1; // tracks with enough rows of a target
    double completeness = -1;  // rows of a target in its longest track / its rows
};

// `rows` is sorted by time, then contact.
marks judge(std::vector<row>& rows, const least&);
} // namespace identity
