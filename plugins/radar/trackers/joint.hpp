// SPDX-License-Identifier: MIT
// trackers/joint.hpp - joint probabilities of all plots of one frame and the tracks that compete for them, cluster by
// cluster.
//
// With existence: track i weighs r Pd N(z) / density for a plot and 1 - r Pd for none (Musicki, Evans 2004, IEEE TAES
// 40(3)); tracks without a common plot are clusters of their own.
#pragma once
#include "../tracking/cluster.hpp"
#include "../tracking/jpda.hpp"
#include "../tracking/track.hpp"

namespace tracking {

class joint_frame {
public:
    struct share { // of one track
        uint32_t plot;
        double probability;
        bool belief; // by belief propagation
    };
    std::vector<double> claimed;       // by plot: probability that some track owns it
    size_t exact = 0, approximate = 0; // clusters of the last frame
    size_t largest = 0, cut = 0;

    void reserve(size_t tracks, size_t plots, size_t pairs, size_t limit, size_t nodes) {
        claimed.reserve(plots), begin_.reserve(tracks + 1), fill_.reserve(tracks + 1), shares_.reserve(pairs), miss_of_.reserve(tracks);
        clusters_.reserve(tracks + plots, pairs);
        rows_.reserve(tracks), log_miss_.reserve(tracks), miss_.reserve(tracks);
        columns_.reserve(pairs), joint_.reserve(pairs), hit_.reserve(pairs);
        const size_t side = std::min(limit, tracks + plots);
        association_.reserve(side, side, std::min(pairs, side * side / 4 + 1), nodes);
    }

    // pairs: by track, then plot, with log_ratio = ln(Pd N / density). log_odds(i): of existence.
    template <class Odds>
    void run(std::vector<candidate>& pairs, size_t tracks, size_t plots, double pd, size_t limit, size_t nodes,
             Odds&& r) {
        claimed.assign(plots, 0);
        miss_of_.assign(tracks, 1);
        begin_.assign(tracks + 1, 0);
        exact = approximate = 0;
        for (const candidate& p : pairs) ++begin_[p.track + 1];
        for (size_t i = 0; i < tracks; ++i) begin_[i + 1] += begin_[i];
        shares_.resize(pairs.size());
        clusters_.split(pairs, tracks, plots, limit); // may leave out the weakest pairs
        largest = clusters_.largest(), cut = clusters_.cut();
        fill_.assign(begin_.begin(), begin_.end());
        for (size_t c = 0; c < clusters_.count(); ++c)
            solve({pairs.data() + clusters_.begin(c), pairs.data() + clusters_.begin(c + 1)}, pd, nodes, r);
    }
    // What track i gets; nothing: no plot in its gate.
    std::span<const share> of(uint32_t i) const { return {shares_.data() + begin_[i], shares_.data() + fill_[i]}; }
    double miss(uint32_t i) const { return miss_of_[i]; }
    size_t tracks() const { return miss_of_.size(); }

private:
    template <class Odds>
    void solve(std::span<const candidate> group, double pd, size_t nodes, Odds&& existence) {
        rows_.clear(), columns_.clear(), log_miss_.clear(), joint_.clear();
        for (const candidate& p : group) columns_.push_back(p.plot);
        std::sort(columns_.begin(), columns_.end());
        columns_.erase(std::unique(columns_.begin(), columns_.end()), columns_.end());
        double log_r = 0;
        for (const candidate& p : group) {
            if (rows_.empty() || rows_.back() != p.track) {
                const double r = existence(p.track);
                rows_.push_back(p.track);
                log_miss_.push_back(qiki_log(1 - r * pd));
                log_r = qiki_log(r);
            }
            const auto column = std::lower_bound(columns_.begin(), columns_.end(), p.plot) - columns_.begin();
            joint_.push_back(
                {static_cast<uint32_t>(rows_.size() - 1), static_cast<uint32_t>(column), log_r + p.log_ratio});
        }
        miss_.assign(rows_.size(), 0), hit_.assign(joint_.size(), 0);
        const bool belief = association_.run(log_miss_, joint_, columns_.size(), miss_, hit_, nodes) ==
                            joint_association::method::belief;
        ++(belief ? approximate : exact);
        for (size_t i = 0; i < rows_.size(); ++i) miss_of_[rows_[i]] = miss_[i];
        for (size_t k = 0; k < joint_.size(); ++k) {
            const candidate& p = group[k];
            shares_[fill_[p.track]++] = {p.plot, hit_[k], belief};
            claimed[p.plot] += hit_[k];
        }
    }

    clusters clusters_;
    joint_association association_;
    std::vector<size_t> begin_, fill_;
    std::vector<share> shares_;
    std::vector<double> miss_of_, log_miss_, miss_, hit_;
    std::vector<uint32_t> rows_, columns_;
    std::vector<joint_pair> joint_;
};

} // namespace tracking
