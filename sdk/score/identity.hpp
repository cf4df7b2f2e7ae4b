// SPDX-License-Identifier: MIT
// score/identity.hpp - how purely tracks follow one identity each, from what each of their plots or instants belonged
// to.
//
// Purity, completeness and fragmentation by majority: after Blackman, Popoli 1999 (Design and Analysis of Modern
// Tracking Systems, section 13.5), counted over what a track took instead of over time.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace qiki::score {

struct identity_limits {
    size_t track = 3;     // a track counts from this many items on
    size_t identity = 10; // an identity counts from this many items on
};

struct identity_score {                  // a ratio over nothing is absent
    std::optional<double> purity;        // items of each track's most frequent identity / items of those tracks
    std::optional<double> completeness;  // items in an identity's longest track / its items; mean over identities
    std::optional<double> fragmentation; // tracks that hold enough items of an identity; mean over identities; best 1
    size_t swaps = 0;                    // successive items of a track with different identities
    size_t false_tracks = 0;             // tracks that count and never had an identity
};

class identity_book {
public:
    // In the order of time within a track. No identity: a false plot, or an instant when the track followed nothing.
    void add(std::optional<uint64_t> track, std::optional<uint64_t> identity) {
        if (identity) ++identities_[*identity];
        if (!track) return;
        history& h = tracks_[*track];
        ++h.items;
        if (!identity) return;
        ++h.of[*identity];
        swaps_ += h.last && *h.last != *identity;
        h.last = *identity;
    }

    identity_score result(identity_limits least = {}) const {
        identity_score s{.swaps = swaps_};
        size_t items = 0, pure = 0;
        struct held {
            size_t tracks = 0, longest = 0;
        };
        std::map<uint64_t, held> by_identity;
        for (const auto& [id, h] : tracks_) {
            size_t most = 0;
            for (const auto& [identity, n] : h.of) {
                most = std::max(most, n);
                held& x = by_identity[identity];
                x.tracks += n >= least.track, x.longest = std::max(x.longest, n);
            }
            if (h.items < least.track) continue;
            items += h.items, pure += most;
            s.false_tracks += h.of.empty();
        }
        if (items) s.purity = static_cast<double>(pure) / static_cast<double>(items);
        size_t count = 0, fragments = 0;
        double complete = 0;
        for (const auto& [identity, n] : identities_) {
            if (n < least.identity) continue;
            const held& x = by_identity[identity];
            ++count, fragments += x.tracks, complete += static_cast<double>(x.longest) / static_cast<double>(n);
        }
        if (count) {
            s.fragmentation = static_cast<double>(fragments) / static_cast<double>(count);
            s.completeness = complete / static_cast<double>(count);
        }
        return s;
    }

private:
    struct history {
        size_t items = 0;
        std::map<uint64_t, size_t> of;
        std::optional<uint64_t> last;
    };
    std::map<uint64_t, history> tracks_;
    std::map<uint64_t, size_t> identities_;
    size_t swaps_ = 0;
};
} // namespace qiki::score
