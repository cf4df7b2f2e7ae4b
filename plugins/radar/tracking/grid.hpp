// SPDX-License-Identifier: MIT
// tracking/grid.hpp - which plots lie near a point: cells in a hash table, so that empty space costs nothing.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tracking {

// The cells of a row lie side by side in the table, so that a search takes one hash a row and then reads on.
class grid {
public:
    // After this, no build() of no more points allocates.
    void reserve(size_t n) {
        begin_.reserve(buckets(n) + 1);
        cells_.reserve(n), points_.reserve(n);
    }

    // n points at (x(i), y(i)); side: of a cell, m, > 0. Allocates only when n exceeds all before.
    template <class X, class Y>
    void build(size_t n, double side, X&& x, Y&& y) {
        scale_ = 1 / side;
        const size_t size = buckets(n);
        mask_ = size - 1;
        begin_.assign(size + 1, 0);
        cells_.resize(n);
        points_.resize(n);
        for (size_t i = 0; i < n; ++i) {
            cells_[i] = {index(x(i)), index(y(i))};
            ++begin_[bucket(cells_[i].x, cells_[i].y) + 1];
        }
        for (size_t b = 0; b < size; ++b) begin_[b + 1] += begin_[b];
        for (size_t i = n; i-- > 0;)
            points_[--begin_[bucket(cells_[i].x, cells_[i].y) + 1]] = {cells_[i], static_cast<uint32_t>(i)};
        // Each begin_[b + 1] now is where bucket b begins; shift back by one.
        for (size_t b = 0; b < size; ++b) begin_[b] = begin_[b + 1];
        begin_[size] = static_cast<uint32_t>(n);
    }

    // Points by cell: the k-th is point number at(k). What is kept in this order lies together where it is searched.
    size_t size() const { return points_.size(); }
    uint32_t at(size_t k) const { return points_[k].index; }

    // Calls f(i) for every point within the square of half side `radius` around (x, y), and some beyond, each once.
    template <class F>
    void near(double x, double y, double radius, F&& f) const {
        near_by_cell(x, y, radius, [&](size_t k) { f(points_[k].index); });
    }
    // The same by place in the order of cells: f(k), of point at(k).
    template <class F>
    void near_by_cell(double x, double y, double radius, F&& f) const {
        const int64_t x0 = index(x - radius), x1 = index(x + radius), y0 = index(y - radius), y1 = index(y + radius);
        const double wanted = (static_cast<double>(x1 - x0) + 1) * (static_cast<double>(y1 - y0) + 1);
        if (wanted >= static_cast<double>(points_.size())) {
            for (size_t k = 0; k < points_.size(); ++k) f(k);
            return;
        }
        const auto width = static_cast<size_t>(x1 - x0) + 1; // less than there are buckets
        for (int64_t row = y0; row <= y1; ++row) {
            const auto run = [&](size_t from, size_t to) {
                for (size_t k = begin_[from]; k < begin_[to]; ++k) {
                    const point& p = points_[k];
                    if (p.cell.y == row && p.cell.x >= x0 && p.cell.x <= x1) f(k);
                }
            };
            const size_t from = bucket(x0, row), size = mask_ + 1;
            run(from, std::min(from + width, size));
            if (from + width > size) run(0, from + width - size);
        }
    }

private:
    struct place {
        int64_t x, y;
    };
    struct point {
        place cell;
        uint32_t index;
    };
    static size_t buckets(size_t n) {
        size_t size = 16;
        while (size < 2 * n) size *= 2;
        return size;
    }
    int64_t index(double v) const {
        const double c = v * scale_;
        if (!(c > -4e15)) return int64_t{-4'000'000'000'000'000};
        if (c > 4e15) return int64_t{4'000'000'000'000'000};
        const auto whole = static_cast<int64_t>(c);
        return whole - (static_cast<double>(whole) > c);
    }
    size_t bucket(int64_t x, int64_t y) const {
        uint64_t h = static_cast<uint64_t>(y) * UINT64_C(0xC2B2AE3D27D4EB4F);
        h ^= h >> 32;
        h *= UINT64_C(0xBF58476D1CE4E5B9);
        return static_cast<size_t>((h >> 33) + static_cast<uint64_t>(x)) & mask_;
    }
    double scale_ = 1;
    size_t mask_ = 0;
    std::vector<uint32_t> begin_;
    std::vector<place> cells_;
    std::vector<point> points_; // by bucket
};

} // namespace tracking
