// SPDX-License-Identifier: MIT
// score/assignment.hpp - the cheapest pairing of rows with columns, where a row may also stay alone for a price.
//
// Shortest augmenting paths (Jonker, Volgenant 1987, Computing 38; for rectangular matrices Crouse 2016, IEEE TAES
// 52(4), section III) after a first pass that gives every row its cheapest free column. O(n^2 (n + m)).
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

namespace qiki::score {

// The cost of a pair that must not be made.
inline constexpr double forbidden = std::numeric_limits<double>::infinity();
// Where a row that got no column points.
inline constexpr int32_t alone = -1;

// Buffers of assign(); the caller keeps them, so that repeated calls of no greater size allocate nothing. One thread at
// a time.
class assignment_workspace {
public:
    void reserve(size_t rows, size_t columns) {
        const size_t all = columns + rows;
        row_price.reserve(rows);
        owner.reserve(all);
        from.reserve(all);
        price.reserve(all);
        reach.reserve(all);
        settled.reserve(all);
        miss.reserve(rows);
    }

private:
    friend double assign(size_t, size_t, std::span<const double>, std::span<const double>, std::span<int32_t>,
                         assignment_workspace&);
    std::vector<double> row_price, price, reach, miss;
    std::vector<int32_t> owner, from;
    std::vector<uint8_t> settled;
};

// cost: rows x columns, row by row; each finite or `forbidden`. miss: rows values, the finite price of leaving a row
// alone; empty: as many pairs as can be made, and of these the cheapest set. chosen: rows values, the column or `alone`
// of each. Returns the sum of what was chosen (prices of alone rows included, unless miss is empty). Equal totals: the
// result depends on the matrix only, and the lowest row and column index come first where a step can choose. Throws
// std::invalid_argument when the sizes do not fit or a cost is NaN or -infinity.
inline double assign(size_t rows, size_t columns, std::span<const double> cost, std::span<const double> miss,
                     std::span<int32_t> chosen, assignment_workspace& w) {
    if (cost.size() != rows * columns || chosen.size() != rows || (!miss.empty() && miss.size() != rows) ||
        rows + columns >= static_cast<size_t>(std::numeric_limits<int32_t>::max()))
        throw std::invalid_argument("assign: cost must be rows x columns, miss and chosen one value a row");
    double largest = 0;
    for (double c : cost) {
        if (!(c > -forbidden)) throw std::invalid_argument("assign: a cost is NaN or -infinity");
        if (c != forbidden && std::fabs(c) > largest) largest = std::fabs(c);
    }
    for (double c : miss)
        if (!std::isfinite(c)) throw std::invalid_argument("assign: the price of leaving a row alone must be finite");
    if (rows == 0) return 0;
    // Dearer than any exchange of pairs, so that no pair is given up for a saving elsewhere.
    if (miss.empty()) w.miss.assign(rows, 2 * (static_cast<double>(rows) + 1) * (largest + 1));
    else w.miss.assign(miss.begin(), miss.end());

    // Column `columns + i` is the private one of row i: being alone.
    const size_t all = columns + rows;
    w.owner.assign(all, -1);
    w.price.assign(all, 0);
    w.from.assign(all, -1);
    w.reach.assign(all, forbidden);
    w.settled.assign(all, 0);
    w.row_price.assign(rows, 0);
    for (size_t i = 0; i < rows; ++i) {
        const double* c = cost.data() + i * columns;
        size_t best = columns + i;
        double least = w.miss[i];
        for (size_t j = 0; j < columns; ++j)
            if (c[j] < least || (c[j] == least && best >= columns)) least = c[j], best = j;
        w.row_price[i] = least;
        chosen[i] = alone;
        if (w.owner[best] < 0) w.owner[best] = static_cast<int32_t>(i), chosen[i] = static_cast<int32_t>(best);
    }
    for (size_t start = 0; start < rows; ++start) {
        if (chosen[start] != alone) continue;
        std::fill(w.reach.begin(), w.reach.end(), forbidden);
        std::fill(w.settled.begin(), w.settled.end(), uint8_t{0});
        size_t i = start, end = all;
        double length = 0;
        for (;;) {
            const double* c = cost.data() + i * columns;
            const double base = length - w.row_price[i];
            size_t next = all;
            double least = forbidden;
            for (size_t j = 0; j < columns; ++j) {
                if (w.settled[j]) continue;
                const double d = base + c[j] - w.price[j];
                if (d < w.reach[j]) w.reach[j] = d, w.from[j] = static_cast<int32_t>(i);
                if (w.reach[j] < least) least = w.reach[j], next = j;
            }
            const size_t own = columns + i;
            w.reach[own] = base + w.miss[i] - w.price[own];
            w.from[own] = static_cast<int32_t>(i);
            for (size_t j = columns; j < all; ++j)
                if (!w.settled[j] && w.reach[j] < least) least = w.reach[j], next = j;
            length = least;
            w.settled[next] = 1;
            if (w.owner[next] < 0) {
                end = next;
                break;
            }
            i = static_cast<size_t>(w.owner[next]);
        }
        // Prices stay feasible (Crouse 2016, step 4), then the path is turned over.
        w.row_price[start] += length;
        for (size_t j = 0; j < all; ++j)
            if (w.settled[j] && j != end) {
                const double slack = length - w.reach[j];
                w.price[j] -= slack;
                w.row_price[static_cast<size_t>(w.owner[j])] += slack;
            }
        for (size_t j = end;;) {
            const auto r = static_cast<size_t>(w.from[j]);
            w.owner[j] = static_cast<int32_t>(r);
            const int32_t before = chosen[r];
            chosen[r] = static_cast<int32_t>(j);
            if (r == start) break;
            j = static_cast<size_t>(before);
        }
    }
    double total = 0;
    for (size_t i = 0; i < rows; ++i) {
        if (static_cast<size_t>(chosen[i]) < columns) total += cost[i * columns + static_cast<size_t>(chosen[i])];
        else {
            chosen[i] = alone;
            if (!miss.empty()) total += miss[i];
        }
    }
    return total;
}

} // namespace qiki::score
