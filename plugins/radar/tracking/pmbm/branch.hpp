// SPDX-License-Identifier: MIT
// tracking/pmbm/branch.hpp - the global hypotheses of one group of clusters, before and after a look.
//
// Clusters that come together are multiplied, the most probable products first. Each hypothesis has its k = ceil(N w)
// best assignments of plots (Murty; Garcia-Fernandez et al. 2018, V-B); a plot that no target takes is false or of a
// new target. What is below a share of the best is dropped, and so is what exceeds N.
#pragma once
#include "../kbest.hpp"
#include "gather.hpp"

namespace tracking::pmbm {

class branching {
public:
    static constexpr int32_t no_plot = -1;
    struct child {
        double log_weight;
        uint32_t parent; // row of `parents`
        uint32_t plots;  // where its assignment begins, in units of targets
    };
    // Of the group in hand.
    std::vector<uint32_t> targets; // of the old mixture
    std::vector<uint32_t> slot;    // where the leaves of each begin among those of the group; one more at the end
    std::vector<uint32_t> parents; // hypotheses x targets: leaf from the target's first, or absent
    std::vector<child> children;   // best first
    std::vector<double> weights;   // of children, sum 1
    std::vector<int32_t> assigned; // plots of the group, by child and target

    void reserve(const rules& s, size_t expected) {
        const size_t n = s.members + 64, most = 2 * s.hypotheses;
        targets.reserve(n), slot.reserve(n + 1);
        parents.reserve(most * n), product_.reserve(most * n), parent_weight_.reserve(most);
        children.reserve(8 * s.hypotheses), weights.reserve(8 * s.hypotheses), assigned.reserve(8 * s.hypotheses * n);
        ranked_.reserve(16 * s.hypotheses), product_weight_.reserve(most);
        gain_.reserve(std::max<size_t>(expected, 4096)), cost_.reserve(4096), miss_.reserve(n), rows_.reserve(n);
        columns_.reserve(n), column_of_.reserve(2 * expected);
        solver_.reserve(16, 48, s.hypotheses);
    }

    int32_t plot_of(const child& c, size_t n) const { return assigned[size_t{c.plots} * targets.size() + n]; }
    uint32_t leaf_of(const child& c, size_t n) const { return parents[size_t{c.parent} * targets.size() + n]; }

    void run(const mixture& m, std::span<const uint32_t> clusters, std::span<const uint32_t> plots,
             const candidates& found, const rules& s) {
        collect(m, clusters, s);
        weigh(m, plots, found);
        children.clear(), assigned.clear();
        best_ = -1e300;
        for (uint32_t h = 0; h < parent_weight_.size(); ++h) spread(m, h, plots.size(), found, s);
        choose(s);
    }

private:
    // Product of the clusters' hypotheses, at most N.
    void collect(const mixture& m, std::span<const uint32_t> clusters, const rules& s) {
        targets.clear(), slot.assign(1, 0);
        for (const uint32_t c : clusters)
            for (uint32_t n = 0; n < m.clusters[c].targets; ++n) {
                targets.push_back(m.clusters[c].target + n);
                slot.push_back(slot.back() + m.targets[targets.back()].count);
            }
        parent_weight_.assign(1, 1.0), parents.clear();
        size_t width = 0;
        for (const uint32_t number : clusters) {
            const cluster& c = m.clusters[number];
            ranked_.clear();
            // In two lists in order the product (i, j) is no better than (i + 1)(j + 1) - 1 others.
            for (uint32_t i = 0; i < parent_weight_.size(); ++i)
                for (uint32_t j = 0; j < c.hypotheses && (i + 1) * (j + 1) <= s.hypotheses; ++j)
                    ranked_.push_back({parent_weight_[i] * m.weights[c.hypothesis + j], i, j});
            std::sort(ranked_.begin(), ranked_.end(), [](const product& a, const product& b) {
                return a.weight != b.weight ? a.weight > b.weight : a.i != b.i ? a.i < b.i : a.j < b.j;
            });
            if (ranked_.size() > s.hypotheses) ranked_.resize(s.hypotheses);
            while (ranked_.back().weight < s.prune * ranked_.front().weight) ranked_.pop_back();
            product_.clear(), product_weight_.clear();
            for (const product& p : ranked_) {
                product_weight_.push_back(p.weight);
                const auto* left = parents.data() + p.i * width;
                product_.insert(product_.end(), left, left + width);
                const uint32_t* right = m.choice(c, p.j);
                product_.insert(product_.end(), right, right + c.targets);
            }
            width += c.targets;
            parents.swap(product_), parent_weight_.swap(product_weight_);
        }
    }
    // Table of gains: leaves of the group x its plots.
    void weigh(const mixture& m, std::span<const uint32_t> plots, const candidates& found) {
        if (plots.empty()) return;
        gain_.assign(slot.back() * plots.size(), -kbest::forbidden);
        for (size_t n = 0; n < targets.size(); ++n) {
            const target& x = m.targets[targets[n]];
            auto p = std::lower_bound(found.pairs.begin(), found.pairs.end(), x.first,
                                      [](const pair& a, uint32_t leaf) { return a.leaf < leaf; });
            for (; p != found.pairs.end() && p->leaf < x.first + x.count; ++p) {
                const auto at = std::lower_bound(plots.begin(), plots.end(), p->plot) - plots.begin();
                gain_[(slot[n] + p->leaf - x.first) * plots.size() + static_cast<size_t>(at)] = p->gain;
            }
        }
    }
    void spread(const mixture& m, uint32_t h, size_t plots, const candidates& found, const rules& s) {
        const size_t width = targets.size();
        const uint32_t* parent = parents.data() + h * width;
        double base = qiki_log(parent_weight_[h]);
        rows_.clear(), columns_.clear();
        column_of_.assign(plots, absent);
        for (uint32_t n = 0; n < width; ++n) {
            if (parent[n] == absent) continue;
            base += found.missing[m.targets[targets[n]].first + parent[n]];
            const double* gains = gain_.data() + (slot[n] + parent[n]) * plots;
            bool any = false;
            for (uint32_t j = 0; j < plots; ++j)
                if (gains[j] > -kbest::forbidden) {
                    any = true;
                    if (column_of_[j] == absent) column_of_[j] = 0, columns_.push_back(j);
                }
            if (any) rows_.push_back(n);
        }
        const auto add = [&](double log_weight) {
            children.push_back({log_weight, h, static_cast<uint32_t>(assigned.size() / std::max<size_t>(width, 1))});
            assigned.insert(assigned.end(), width, no_plot);
            best_ = std::max(best_, log_weight);
        };
        if (rows_.empty()) return add(base);
        std::sort(columns_.begin(), columns_.end());
        cost_.assign(rows_.size() * columns_.size(), kbest::forbidden);
        for (size_t r = 0; r < rows_.size(); ++r) {
            const double* gains = gain_.data() + (slot[rows_[r]] + parent[rows_[r]]) * plots;
            for (size_t j = 0; j < columns_.size(); ++j) cost_[r * columns_.size() + j] = -gains[columns_[j]];
        }
        miss_.assign(rows_.size(), 0);
        const auto k = static_cast<size_t>(std::ceil(static_cast<double>(s.hypotheses) * parent_weight_[h]));
        const size_t got = solver_.run(rows_.size(), columns_.size(), cost_, miss_,
                                       std::clamp<size_t>(k, 1, s.hypotheses), -qiki_log(s.prune));
        for (size_t i = 0; i < got; ++i) {
            const double weight = base - solver_.total(i);
            if (weight < best_ + qiki_log(s.prune)) break;
            add(weight);
            const auto chosen = solver_.solution(i);
            for (size_t r = 0; r < rows_.size(); ++r)
                if (chosen[r] != kbest::alone)
                    assigned[size_t{children.back().plots} * width + rows_[r]] =
                        static_cast<int32_t>(columns_[static_cast<size_t>(chosen[r])]);
        }
    }
    void choose(const rules& s) {
        std::sort(children.begin(), children.end(), [](const child& a, const child& b) {
            return a.log_weight != b.log_weight ? a.log_weight > b.log_weight : a.plots < b.plots;
        });
        if (children.size() > s.hypotheses) children.resize(s.hypotheses);
        const double least = children.front().log_weight + qiki_log(s.prune);
        while (children.back().log_weight < least) children.pop_back();
        weights.clear();
        double sum = 0;
        for (const child& c : children)
            weights.push_back(qiki_exp(c.log_weight - children.front().log_weight)), sum += weights.back();
        for (double& w : weights) w /= sum;
    }

    struct product {
        double weight;
        uint32_t i, j;
    };
    kbest solver_;
    std::vector<product> ranked_;
    std::vector<uint32_t> product_, rows_, columns_, column_of_;
    std::vector<double> parent_weight_, product_weight_, gain_, cost_, miss_;
    double best_ = 0;
};

} // namespace tracking::pmbm
