// SPDX-License-Identifier: MIT
// tracking/pmbm/gather.hpp - which clusters come together because they compete for a plot.
#pragma once
#include "../disjoint.hpp"
#include "candidates.hpp"

namespace tracking::pmbm {

// Clusters and plots as groups, numbered by their first cluster, then plots of nobody. Where a group would have more
// than `members` targets the weakest pairs are cut: the strongest join first (Kruskal 1956 with a bound on size).
class gatherer {
public:
    size_t cut = 0; // pairs left out
    size_t count() const { return groups_; }
    std::span<const uint32_t> clusters(size_t g) const {
        return {old_.data() + old_begin_[g], old_.data() + old_begin_[g + 1]};
    }
    std::span<const uint32_t> plots(size_t g) const {
        return {plot_.data() + plot_begin_[g], plot_.data() + plot_begin_[g + 1]};
    }

    void reserve(size_t expected) {
        sets_.reserve(5 * expected), number_.reserve(5 * expected), of_target_.reserve(5 * expected);
        for (auto* v : {&old_, &plot_}) v->reserve(3 * expected);
        for (auto* v : {&old_begin_, &plot_begin_}) v->reserve(5 * expected + 2);
        order_.reserve(16 * expected), keep_.reserve(16 * expected);
    }

    void run(const mixture& m, std::vector<pair>& pairs, size_t plots, size_t members) {
        const size_t old = m.clusters.size();
        of_target_.assign(m.targets.size(), 0);
        for (uint32_t c = 0; c < old; ++c)
            for (uint32_t n = 0; n < m.clusters[c].targets; ++n) of_target_[m.clusters[c].target + n] = c;
        cut = 0;
        separate(m, plots);
        bool large = false;
        for (const pair& p : pairs)
            large |= !sets_.join(of_target_[p.target], static_cast<uint32_t>(old) + p.plot, members);
        if (large) strongest_first(m, pairs, plots, members);
        const size_t nodes = old + plots;
        number_.assign(nodes, absent);
        groups_ = 0;
        for (uint32_t i = 0; i < nodes; ++i)
            if (uint32_t& n = number_[sets_.root(i)]; n == absent) n = static_cast<uint32_t>(groups_++);
        list(0, old, old_, old_begin_);
        list(old, nodes, plot_, plot_begin_);
    }

private:
    void separate(const mixture& m, size_t plots) {
        const size_t old = m.clusters.size();
        sets_.clear(old + plots, 0); // a plot alone always may
        for (uint32_t c = 0; c < old; ++c) sets_.size_of(c) = m.clusters[c].targets;
    }
    void strongest_first(const mixture& m, std::vector<pair>& pairs, size_t plots, size_t members) {
        order_.resize(pairs.size());
        std::iota(order_.begin(), order_.end(), 0u);
        std::sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) {
            return pairs[a].gain != pairs[b].gain ? pairs[a].gain > pairs[b].gain : a < b;
        });
        separate(m, plots);
        keep_.assign(pairs.size(), 1);
        for (const uint32_t k : order_)
            if (!sets_.join(of_target_[pairs[k].target], static_cast<uint32_t>(m.clusters.size()) + pairs[k].plot,
                            members))
                keep_[k] = 0, ++cut;
        size_t n = 0;
        for (size_t k = 0; k < pairs.size(); ++k)
            if (keep_[k]) pairs[n++] = pairs[k];
        pairs.resize(n);
    }
    // Counting sort of nodes [from, to) by group.
    void list(size_t from, size_t to, std::vector<uint32_t>& all, std::vector<size_t>& begin) {
        begin.assign(groups_ + 2, 0);
        for (size_t i = from; i < to; ++i) ++begin[number_[sets_.root(static_cast<uint32_t>(i))] + 2];
        for (size_t g = 1; g < begin.size(); ++g) begin[g] += begin[g - 1];
        all.resize(to - from);
        for (size_t i = from; i < to; ++i)
            all[begin[number_[sets_.root(static_cast<uint32_t>(i))] + 1]++] = static_cast<uint32_t>(i - from);
    }
    disjoint_sets sets_;
    std::vector<uint32_t> number_, of_target_, old_, plot_, order_;
    std::vector<size_t> old_begin_, plot_begin_;
    std::vector<uint8_t> keep_;
    size_t groups_ = 0;
};

} // namespace tracking::pmbm
