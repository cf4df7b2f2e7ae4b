// SPDX-License-Identifier: MIT
// score/sparse.hpp - assign() where most pairs are forbidden: only the pairs that may be made are listed.
//
// Shortest augmenting paths as in assignment.hpp, each found by Dijkstra's method with a heap over the reduced costs
// (Jonker, Volgenant 1987, Computing 38; the sparse form: Volgenant 1996, Computers & Operations Research 23(10)). A
// search touches the neighbourhood of its row only, and memory grows with the pairs listed, not with rows x columns.
#pragma once
#include "assignment.hpp"
#include <functional>
#include <tuple>
#include <utility>

namespace qiki::score {

// A column that a row may take, and its cost.
struct candidate {
    int32_t column = 0;
    double cost = 0;
};

// Buffers of assign_sparse(), kept by the caller. One thread at a time.
class sparse_workspace {
    friend double assign_sparse(size_t, std::span<const size_t>, std::span<const candidate>, std::span<const double>,
                                std::span<int32_t>, sparse_workspace&);
    std::vector<double> row_price, price, reach;
    std::vector<int32_t> owner, from, touched;
    std::vector<uint8_t> settled;
    std::vector<std::pair<double, int32_t>> heap;
};

// first: rows + 1 values, where the candidates of each row begin in `pairs`; the last one is their number. A row lists
// a column once at most. miss: one finite price a row of leaving it alone. chosen: one value a row, its column or
// `alone`. Returns the sum of what was chosen: that of assign() on the matrix in which all other pairs are forbidden;
// of equal totals it may choose another. The result depends on the arguments only. Throws std::invalid_argument when
// sizes do not fit, a column is outside, or a cost is not finite.
inline double assign_sparse(size_t columns, std::span<const size_t> first, std::span<const candidate> pairs,
                            std::span<const double> miss, std::span<int32_t> chosen, sparse_workspace& w) {
    const size_t rows = miss.size();
    if (first.size() != rows + 1 || first.front() != 0 || first.back() != pairs.size() || chosen.size() != rows ||
        !std::is_sorted(first.begin(), first.end()) ||
        rows + columns >= static_cast<size_t>(std::numeric_limits<int32_t>::max()))
        throw std::invalid_argument("assign_sparse: first must rise from 0 to the number of pairs, one value a row");
    for (const candidate& k : pairs)
        if (k.column < 0 || static_cast<size_t>(k.column) >= columns || !std::isfinite(k.cost))
            throw std::invalid_argument("assign_sparse: a column is outside or a cost is not finite");
    for (const double c : miss)
        if (!std::isfinite(c)) throw std::invalid_argument("assign_sparse: the price of being alone must be finite");

    // Column `columns + i` is being alone for row i. Only row i leads there, so it is free whenever it is reached, ends
    // the path, and its price stays 0.
    const size_t all = columns + rows;
    w.row_price.assign(rows, 0), w.price.assign(columns, 0), w.reach.assign(columns, forbidden);
    w.owner.assign(all, alone), w.from.assign(all, alone), w.settled.assign(columns, 0);
    for (size_t i = 0; i < rows; ++i) {
        size_t best = columns + i;
        double least = miss[i];
        for (const candidate& k : pairs.subspan(first[i], first[i + 1] - first[i]))
            if (k.cost < least || (k.cost == least && best >= columns))
                least = k.cost, best = static_cast<size_t>(k.column);
        w.row_price[i] = least, chosen[i] = alone;
        if (w.owner[best] == alone) w.owner[best] = static_cast<int32_t>(i), chosen[i] = static_cast<int32_t>(best);
    }
    const auto nearest_first = std::greater<std::pair<double, int32_t>>{};
    for (size_t start = 0; start < rows; ++start) {
        if (chosen[start] != alone) continue;
        w.heap.clear(), w.touched.clear();
        const auto offer = [&](double reach, size_t column) {
            w.heap.emplace_back(reach, static_cast<int32_t>(column));
            std::push_heap(w.heap.begin(), w.heap.end(), nearest_first);
        };
        double length = 0;
        size_t i = start, end = all;
        for (;;) {
            const double base = length - w.row_price[i];
            for (const candidate& k : pairs.subspan(first[i], first[i + 1] - first[i])) {
                const auto j = static_cast<size_t>(k.column);
                const double d = base + k.cost - w.price[j];
                if (w.settled[j] || !(d < w.reach[j])) continue;
                if (w.reach[j] == forbidden) w.touched.push_back(k.column);
                w.reach[j] = d, w.from[j] = static_cast<int32_t>(i);
                offer(d, j);
            }
            w.from[columns + i] = static_cast<int32_t>(i);
            offer(base + miss[i], columns + i);
            for (;;) { // what was offered again at less is passed over
                std::pop_heap(w.heap.begin(), w.heap.end(), nearest_first);
                std::tie(length, i) = std::pair(w.heap.back().first, static_cast<size_t>(w.heap.back().second));
                w.heap.pop_back();
                if (i >= columns || (!w.settled[i] && w.reach[i] == length)) break;
            }
            if (w.owner[i] == alone) {
                end = i;
                break;
            }
            w.settled[i] = 1;
            i = static_cast<size_t>(w.owner[i]);
        }
        w.row_price[start] += length;
        for (const int32_t column : w.touched) {
            const auto j = static_cast<size_t>(column);
            if (w.settled[j]) {
                const double slack = length - w.reach[j];
                w.price[j] -= slack, w.row_price[static_cast<size_t>(w.owner[j])] += slack;
            }
            w.reach[j] = forbidden, w.settled[j] = 0;
        }
        for (size_t j = end;;) {
            const auto r = static_cast<size_t>(w.from[j]);
            w.owner[j] = static_cast<int32_t>(r);
            const int32_t before = std::exchange(chosen[r], static_cast<int32_t>(j));
            if (r == start) break;
            j = static_cast<size_t>(before);
        }
    }
    double total = 0;
    for (size_t i = 0; i < rows; ++i) {
        if (static_cast<size_t>(chosen[i]) >= columns) chosen[i] = alone, total += miss[i];
        else
            for (const candidate& k : pairs.subspan(first[i], first[i + 1] - first[i]))
                if (k.column == chosen[i]) {
                    total += k.cost;
                    break;
                }
    }
    return total;
}
} // namespace qiki::score
