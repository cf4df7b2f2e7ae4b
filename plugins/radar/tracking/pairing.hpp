// SPDX-License-Identifier: MIT
// tracking/pairing.hpp - one optimal assignment per cluster of candidates.
#pragma once
#include "cluster.hpp"
#include "score/assignment.hpp"
#include <span>

namespace tracking {

// Keeps its buffers between calls.
class pairing {
public:
    size_t largest = 0, cut = 0; // pairs of the largest cluster, and links cut, of the last call

    // After this, no run() of no more members and pairs, in clusters of no more than `limit` members, allocates.
    void reserve(size_t members, size_t pairs, size_t limit) {
        clusters_.reserve(members, pairs);
        const size_t side = std::min(limit, members), most = std::min(side * side / 4, pairs * pairs);
        workspace_.reserve(side, side);
        rows_.reserve(side), columns_.reserve(pairs), miss_.reserve(side), chosen_.reserve(side);
        cost_.reserve(most);
    }

    // pairs: by track, then plot; gains above 0 are worth more than a miss. Calls take(candidate) for each pair chosen,
    // cluster by cluster.
    template <class F>
    void run(std::vector<candidate>& pairs, size_t tracks, size_t plots, size_t limit, F&& take) {
        clusters_.split(pairs, tracks, plots, limit);
        largest = clusters_.largest();
        cut = clusters_.cut();
        for (size_t k = 0; k < clusters_.count(); ++k) {
            const std::span<const candidate> group(pairs.data() + clusters_.begin(k),
                                                   pairs.data() + clusters_.begin(k + 1));
            rows_.clear(), columns_.clear();
            for (const candidate& p : group) {
                if (rows_.empty() || rows_.back() != p.track) rows_.push_back(p.track);
                columns_.push_back(p.plot);
            }
            if (rows_.size() == 1) { // one track: the best of its plots, the lowest of equals
                take(*std::max_element(group.begin(), group.end(),
                                       [](const candidate& a, const candidate& b) { return a.gain < b.gain; }));
                continue;
            }
            solve(group);
            for (const candidate& p : group) {
                const auto r = std::lower_bound(rows_.begin(), rows_.end(), p.track) - rows_.begin();
                const int32_t column = chosen_[static_cast<size_t>(r)];
                if (column != qiki::score::alone && columns_[static_cast<size_t>(column)] == p.plot) take(p);
            }
        }
    }

private:
    void solve(std::span<const candidate> group) {
        std::sort(columns_.begin(), columns_.end());
        columns_.erase(std::unique(columns_.begin(), columns_.end()), columns_.end());
        cost_.assign(rows_.size() * columns_.size(), qiki::score::forbidden);
        miss_.assign(rows_.size(), 0);
        chosen_.resize(rows_.size());
        size_t row = 0;
        for (const candidate& p : group) {
            while (rows_[row] != p.track) ++row;
            const auto at = std::lower_bound(columns_.begin(), columns_.end(), p.plot) - columns_.begin();
            cost_[row * columns_.size() + static_cast<size_t>(at)] = -p.gain;
        }
        qiki::score::assign(rows_.size(), columns_.size(), cost_, miss_, chosen_, workspace_);
    }
    clusters clusters_;
    qiki::score::assignment_workspace workspace_;
    std::vector<double> cost_, miss_;
    std::vector<uint32_t> rows_, columns_;
    std::vector<int32_t> chosen_;
};

} // namespace tracking
