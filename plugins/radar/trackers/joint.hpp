// SPDX-License-Identifier: MIT
// trackers/joint.hpp - joint probabilities of all plots of one frame and the tracks that compete for them, cluster by
// cluster.
//
// With existence: track i weighs r Pd N(z) / density for a plot and 1 - r Pd for none (Musicki, Evans 2004, IEEE TAES
// 40(3)); tracks without a common plot are clusters of their own. Tracks that share plots long drift into one (they
// coalesce); without that, each takes of all plots only the one of the likeliest pairing by the joint probabilities
// (exact nearest neighbour, Fitzgerald 1990, in Bar-Shalom (ed.), Multitarget-Multisensor Tracking).
#pragma once
#include "../tracking/cluster.hpp"
#include "../tracking/jpda.hpp"
#include "../tracking/track.hpp"
#include "score/assignment.hpp"

namespace tracking {

class joint_frame {
public:
    struct share { // of one track
        uint32_t plot;
        double probability;
        double weight; // in the track's state: the same, or without coalescence
        bool belief;   // by belief propagation
    };
    std::vector<double> claimed;       // by plot: probability that some track owns it
    size_t exact = 0, approximate = 0; // clusters of the last frame
    size_t largest = 0, cut = 0;

    void reserve(size_t tracks, size_t plots, size_t pairs, size_t limit, size_t nodes) {
        claimed.reserve(plots), begin_.reserve(tracks + 1), fill_.reserve(tracks + 1), shares_.reserve(pairs),
            miss_of_.reserve(tracks);
        clusters_.reserve(tracks + plots, pairs);
        rows_.reserve(tracks), log_miss_.reserve(tracks), miss_.reserve(tracks);
        columns_.reserve(pairs), joint_.reserve(pairs), hit_.reserve(pairs);
        const size_t side = std::min(limit, tracks + plots);
        workspace_.reserve(side, side);
        cost_.reserve(std::min(side * side / 4, pairs * pairs)), alone_.reserve(side), chosen_.reserve(side);
        association_.reserve(side, side, std::min(pairs, side * side / 4 + 1), nodes);
    }

    // pairs: by track, then plot, with log_ratio = ln(Pd N / density). known_of(i): of track i.
    struct known {
        double existence, pd;
    };
    struct rules {
        size_t limit, nodes; // members of a cluster; hypotheses for it to be exact
        bool coalesce;
    };
    template <class Of>
    void run(std::vector<candidate>& pairs, size_t tracks, size_t plots, const rules& u, Of&& known_of) {
        claimed.assign(plots, 0);
        miss_of_.assign(tracks, 1);
        begin_.assign(tracks + 1, 0);
        exact = approximate = 0;
        for (const candidate& p : pairs) ++begin_[p.track + 1];
        for (size_t i = 0; i < tracks; ++i) begin_[i + 1] += begin_[i];
        shares_.resize(pairs.size());
        clusters_.split(pairs, tracks, plots, u.limit); // may leave out the weakest pairs
        largest = clusters_.largest(), cut = clusters_.cut();
        fill_.assign(begin_.begin(), begin_.end());
        for (size_t c = 0; c < clusters_.count(); ++c)
            solve({pairs.data() + clusters_.begin(c), pairs.data() + clusters_.begin(c + 1)}, u, known_of);
    }
    // What track i gets; nothing: no plot in its gate.
    std::span<const share> of(uint32_t i) const { return {shares_.data() + begin_[i], shares_.data() + fill_[i]}; }
    double miss(uint32_t i) const { return miss_of_[i]; }
    size_t tracks() const { return miss_of_.size(); }

private:
    template <class Of>
    void solve(std::span<const candidate> group, const rules& u, Of&& known_of) {
        rows_.clear(), columns_.clear(), log_miss_.clear(), joint_.clear();
        for (const candidate& p : group) columns_.push_back(p.plot);
        std::sort(columns_.begin(), columns_.end());
        columns_.erase(std::unique(columns_.begin(), columns_.end()), columns_.end());
        double log_r = 0;
        for (const candidate& p : group) {
            if (rows_.empty() || rows_.back() != p.track) {
                const known k = known_of(p.track);
                rows_.push_back(p.track);
                log_miss_.push_back(qiki_log(1 - k.existence * k.pd));
                log_r = qiki_log(k.existence);
            }
            const auto column = std::lower_bound(columns_.begin(), columns_.end(), p.plot) - columns_.begin();
            joint_.push_back(
                {static_cast<uint32_t>(rows_.size() - 1), static_cast<uint32_t>(column), log_r + p.log_ratio});
        }
        miss_.assign(rows_.size(), 0), hit_.assign(joint_.size(), 0);
        const bool belief = association_.run(log_miss_, joint_, columns_.size(), miss_, hit_, u.nodes) ==
                            joint_association::method::belief;
        ++(belief ? approximate : exact);
        for (size_t i = 0; i < rows_.size(); ++i) miss_of_[rows_[i]] = miss_[i];
        if (!u.coalesce && rows_.size() > 1) pair_up();
        for (size_t k = 0; k < joint_.size(); ++k) {
            const candidate& p = group[k];
            const bool alone = u.coalesce || rows_.size() == 1;
            const double weight = alone ? hit_[k]
                                  : chosen_[joint_[k].track] == static_cast<int32_t>(joint_[k].plot)
                                      ? 1 - miss_[joint_[k].track]
                                      : 0;
            shares_[fill_[p.track]++] = {p.plot, hit_[k], weight, belief};
            claimed[p.plot] += hit_[k];
        }
    }
    // The pairing whose product of joint probabilities is greatest.
    void pair_up() {
        const size_t n = rows_.size(), m = columns_.size();
        cost_.assign(n * m, qiki::score::forbidden);
        alone_.resize(n), chosen_.resize(n);
        for (size_t i = 0; i < n; ++i) alone_[i] = -qiki_log(std::max(miss_[i], 1e-300));
        for (size_t k = 0; k < joint_.size(); ++k)
            if (hit_[k] > 0) cost_[joint_[k].track * m + joint_[k].plot] = -qiki_log(hit_[k]);
        qiki::score::assign(n, m, cost_, alone_, chosen_, workspace_);
    }

    clusters clusters_;
    joint_association association_;
    std::vector<size_t> begin_, fill_;
    std::vector<share> shares_;
    std::vector<double> miss_of_, log_miss_, miss_, hit_;
    std::vector<uint32_t> rows_, columns_;
    std::vector<joint_pair> joint_;
    qiki::score::assignment_workspace workspace_;
    std::vector<double> cost_, alone_;
    std::vector<int32_t> chosen_;
};

} // namespace tracking
