// SPDX-License-Identifier: MIT
// score/pairing.hpp - which points of two sets belong together when only pairs closer than a cut-off count.
//
// Far points never pair, so the sets fall into clusters, each solved exactly: a crowded one by assign(), one that is
// large and thin by assign_sparse(). Time and memory grow with the near pairs, not with the sizes of the sets.
#pragma once
#include "sparse.hpp"
#include <numeric>
#include <string>

namespace qiki::score {

// m, in any Cartesian frame common to both sets; z stays 0 for a score in plan view.
struct point {
    double x = 0, y = 0, z = 0;
};

inline double squared_distance(const point& a, const point& b) {
    const double x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;
    return x * x + y * y + z * z;
}

// Keeps its buffers between calls. One thread at a time.
class pairing {
public:
    // Chooses the set of pairs with distance < c [m] of least total cost(squared distance), where cost is negative for
    // every such pair and leaving both alone costs nothing. A pair exactly at c stays apart. Throws
    // std::invalid_argument unless 0 < c < 1e150 and all points are finite, std::length_error when a cluster would need
    // more than 2^28 costs: c is too large for sets that dense.
    template <class Cost>
    void match(std::span<const point> rows, std::span<const point> columns, double c, Cost cost) {
        if (!(c > 0 && c < 1e150)) throw std::invalid_argument("the cut-off must be above 0 m and below 1e150 m");
        for (const auto& set : {rows, columns})
            for (const point& p : set)
                if (!std::isfinite(p.x) || !std::isfinite(p.y) || !std::isfinite(p.z))
                    throw std::invalid_argument("a position is not finite");
        chosen_.assign(rows.size(), alone);
        find_near(rows, columns, c);
        join(rows.size(), columns.size());
        for (size_t first = 0, last = 0; first < near_.size(); first = last) {
            const uint32_t group = group_[near_[first].row];
            while (last < near_.size() && group_[near_[last].row] == group) ++last;
            solve({near_.data() + first, last - first}, cost);
        }
    }

    // Of the last match: the column of each row, or `alone`.
    std::span<const int32_t> chosen() const { return chosen_; }

private:
    struct edge {
        uint32_t row, column;
        double squared;
    };

    // All pairs closer than c, by a sweep over the columns in the order of x.
    void find_near(std::span<const point> rows, std::span<const point> columns, double c) {
        by_x_.resize(columns.size());
        std::iota(by_x_.begin(), by_x_.end(), 0u);
        std::sort(by_x_.begin(), by_x_.end(), [&](uint32_t a, uint32_t b) {
            return columns[a].x != columns[b].x ? columns[a].x < columns[b].x : a < b;
        });
        near_.clear();
        for (uint32_t i = 0; i < rows.size(); ++i) {
            auto at = std::lower_bound(by_x_.begin(), by_x_.end(), rows[i].x - c,
                                       [&](uint32_t j, double x) { return columns[j].x < x; });
            for (; at != by_x_.end() && columns[*at].x <= rows[i].x + c; ++at)
                if (const double d = squared_distance(rows[i], columns[*at]); d < c * c) near_.push_back({i, *at, d});
        }
    }

    // Clusters: rows and columns that near pairs connect; near_ ends sorted by cluster, row, column.
    void join(size_t rows, size_t columns) {
        group_.resize(rows + columns);
        std::iota(group_.begin(), group_.end(), 0u);
        const auto root = [&](uint32_t i) {
            while (group_[i] != i) i = group_[i] = group_[group_[i]];
            return i;
        };
        for (const edge& e : near_) {
            const uint32_t a = root(e.row), b = root(static_cast<uint32_t>(rows) + e.column);
            group_[std::max(a, b)] = std::min(a, b);
        }
        for (uint32_t i = 0; i < rows; ++i) group_[i] = root(i);
        std::sort(near_.begin(), near_.end(), [&](const edge& a, const edge& b) {
            if (group_[a.row] != group_[b.row]) return group_[a.row] < group_[b.row];
            return a.row != b.row ? a.row < b.row : a.column < b.column;
        });
    }

    template <class Cost>
    void solve(std::span<const edge> cluster, Cost& cost) {
        if (cluster.size() == 1) {
            chosen_[cluster[0].row] = static_cast<int32_t>(cluster[0].column);
            return;
        }
        rows_.clear(), columns_.clear();
        for (const edge& e : cluster) {
            if (rows_.empty() || rows_.back() != e.row) rows_.push_back(e.row);
            columns_.push_back(e.column);
        }
        std::sort(columns_.begin(), columns_.end());
        columns_.erase(std::unique(columns_.begin(), columns_.end()), columns_.end());
        miss_.assign(rows_.size(), 0);
        found_.resize(rows_.size());
        if (rows_.size() / 4 * columns_.size() > cluster.size()) solve_thin(cluster, cost);
        else solve_crowded(cluster, cost);
        for (size_t i = 0; i < rows_.size(); ++i)
            if (found_[i] != alone) chosen_[rows_[i]] = static_cast<int32_t>(columns_[static_cast<size_t>(found_[i])]);
    }

    int32_t place(const edge& e) const { // of its column in this cluster
        return static_cast<int32_t>(std::lower_bound(columns_.begin(), columns_.end(), e.column) - columns_.begin());
    }

    template <class Cost>
    void solve_thin(std::span<const edge> cluster, Cost& cost) {
        first_.clear(), candidates_.clear();
        for (size_t k = 0; k < cluster.size(); ++k) {
            if (k == 0 || cluster[k].row != cluster[k - 1].row) first_.push_back(k);
            candidates_.push_back({place(cluster[k]), cost(cluster[k].squared)});
        }
        first_.push_back(cluster.size());
        assign_sparse(columns_.size(), first_, candidates_, miss_, found_, sparse_work_);
    }

    template <class Cost>
    void solve_crowded(std::span<const edge> cluster, Cost& cost) {
        if (rows_.size() > (size_t{1} << 28) / columns_.size())
            throw std::length_error("a cluster of " + std::to_string(rows_.size()) + " by " +
                                    std::to_string(columns_.size()) + " points is too large: choose a smaller cut-off");
        cost_.assign(rows_.size() * columns_.size(), forbidden);
        size_t row = 0;
        for (const edge& e : cluster) {
            row += rows_[row] != e.row;
            cost_[row * columns_.size() + static_cast<size_t>(place(e))] = cost(e.squared);
        }
        assign(rows_.size(), columns_.size(), cost_, miss_, found_, work_);
    }

    std::vector<edge> near_;
    std::vector<size_t> first_;
    std::vector<candidate> candidates_;
    sparse_workspace sparse_work_;
    std::vector<uint32_t> by_x_, group_, rows_, columns_;
    std::vector<double> cost_, miss_;
    std::vector<int32_t> found_, chosen_;
    assignment_workspace work_;
};
} // namespace qiki::score
