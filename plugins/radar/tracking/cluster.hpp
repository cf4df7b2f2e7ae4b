// SPDX-License-Identifier: MIT
// tracking/cluster.hpp - groups of tracks and plots that compete, found by union-find and never larger than a limit.
#pragma once
#include "disjoint.hpp"
#include <algorithm>

namespace tracking {

// Track and plot that may belong together. gain: how much cheaper than to leave the track without plot (positive:
// better).
struct candidate {
    uint32_t track, plot;
    double gain, log_ratio;
};

// Sorts pairs by cluster (clusters in order of their first track, pairs in a cluster by track, then plot) and removes
// the weakest links of clusters with more than `limit` members, strongest links first (Kruskal 1956 with a size bound):
// beyond a density everything is linked with everything, and exact methods must not meet that (percolation).
class clusters {
public:
    // Ends of the clusters: cluster c has the pairs [begin(c), begin(c + 1)).
    size_t count() const { return start_.size() - 1; }
    size_t begin(size_t c) const { return start_[c]; }
    size_t cut() const { return cut_; }
    size_t largest() const { return largest_; }

    // After this, no split() of no more members and pairs allocates.
    void reserve(size_t members, size_t pairs) {
        sets_.reserve(members), number_.reserve(members);
        too_big_.reserve(members);
        order_.reserve(pairs), keep_.reserve(pairs), sorted_.reserve(pairs);
        start_.reserve(members + 1), fill_.reserve(members + 1);
    }

    // pairs: by track, then plot. Equal input gives equal output.
    void split(std::vector<candidate>& pairs, size_t tracks, size_t plots, size_t limit) {
        sets_.clear(tracks + plots);
        cut_ = 0;
        for (const candidate& p : pairs) sets_.join(p.track, static_cast<uint32_t>(tracks) + p.plot, tracks + plots);
        bool broken = false;
        for (const candidate& p : pairs) broken |= sets_.size_of(p.track) > limit;
        if (broken) loosen(pairs, tracks, limit);

        // Counting sort by cluster number; numbers rise with the first track.
        number_.assign(tracks + plots, none);
        start_.assign(1, 0);
        for (const candidate& p : pairs) {
            uint32_t& n = number_[sets_.root(p.track)];
            if (n == none) n = static_cast<uint32_t>(start_.size() - 1), start_.push_back(0);
            ++start_[n + 1];
        }
        largest_ = 0;
        for (size_t c = 1; c < start_.size(); ++c) {
            largest_ = std::max<size_t>(largest_, start_[c]);
            start_[c] += start_[c - 1];
        }
        sorted_.resize(pairs.size());
        fill_.assign(start_.begin(), start_.end());
        for (const candidate& p : pairs) sorted_[fill_[number_[sets_.root(p.track)]]++] = p;
        pairs.swap(sorted_);
    }

private:
    static constexpr uint32_t none = UINT32_MAX;
    void loosen(std::vector<candidate>& pairs, size_t tracks, size_t limit) {
        order_.clear();
        too_big_.resize(sets_.size());
        for (uint32_t i = 0; i < sets_.size(); ++i) too_big_[i] = sets_.size_of(i) > limit;
        for (uint32_t k = 0; k < pairs.size(); ++k)
            if (too_big_[pairs[k].track]) order_.push_back(k);
        std::sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) {
            return pairs[a].gain != pairs[b].gain ? pairs[a].gain > pairs[b].gain : a < b;
        });
        for (uint32_t i = 0; i < sets_.size(); ++i)
            if (too_big_[i]) sets_.alone(i);
        keep_.assign(pairs.size(), 1);
        for (uint32_t k : order_)
            if (!sets_.join(pairs[k].track, static_cast<uint32_t>(tracks) + pairs[k].plot, limit)) keep_[k] = 0, ++cut_;
        size_t n = 0;
        for (size_t k = 0; k < pairs.size(); ++k)
            if (keep_[k]) pairs[n++] = pairs[k];
        pairs.resize(n);
    }
    disjoint_sets sets_;
    std::vector<uint32_t> number_, order_;
    std::vector<uint8_t> too_big_, keep_;
    std::vector<size_t> start_{0}, fill_;
    std::vector<candidate> sorted_;
    size_t cut_ = 0, largest_ = 0;
};

} // namespace tracking
