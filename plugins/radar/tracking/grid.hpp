// SPDX-License-Identifier: MIT
// tracking/grid.hpp - which plots lie near a point: cells in a table, hashed where they are many more than plots, so
// that empty space costs nothing.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tracking {

// The cells of a row lie side by side in the table, so that a search finds a row once and then reads on. Where the
// whole rectangle of cells fits into the table each cell has a place of its own, and nothing is hashed or compared.
class grid {
public:
    // After this, no build() of no more points allocates.
    void reserve(size_t n) {
        begin_.reserve(buckets(n) + 1);
        cells_.reserve(n), points_.reserve(n), sorted_.reserve(n);
    }

    // n points at (x(i), y(i)); side: of a cell, m, > 0. Allocates only when n exceeds all before.
    template <class X, class Y>
    void build(size_t n, double side, X&& x, Y&& y) {
        scale_ = 1 / side;
        const size_t size = buckets(n);
        mask_ = size - 1;
        begin_.assign(size + 1, 0);
        cells_.resize(n), points_.resize(n), sorted_.resize(n);
        for (size_t i = 0; i < n; ++i) cells_[i] = {index(x(i)), index(y(i))};
        measure(size);
        for (const place& c : cells_) ++begin_[bucket(c.x, c.y) + 1];
        for (size_t b = 0; b < size; ++b) begin_[b + 1] += begin_[b];
        for (size_t i = n; i-- > 0;) {
            const uint32_t k = --begin_[bucket(cells_[i].x, cells_[i].y) + 1];
            points_[k] = static_cast<uint32_t>(i), sorted_[k] = cells_[i];
        }
        // Each begin_[b + 1] now is where bucket b begins; shift back by one.
        for (size_t b = 0; b < size; ++b) begin_[b] = begin_[b + 1];
        begin_[size] = static_cast<uint32_t>(n);
    }

    // Points by cell: the k-th is point number at(k). What is kept in this order lies together where it is searched.
    size_t size() const { return points_.size(); }
    uint32_t at(size_t k) const { return points_[k]; }

    // Calls f(i) for every point within the square of half side `radius` around (x, y), and some beyond, each once.
    template <class F>
    void near(double x, double y, double radius, F&& f) const {
        near_by_cell(x, y, radius, [&](size_t k) { f(points_[k]); });
    }
    // The same by place in the order of cells: f(k), of point at(k).
    template <class F>
    void near_by_cell(double x, double y, double radius, F&& f) const {
        int64_t x0 = index(x - radius), x1 = index(x + radius), y0 = index(y - radius), y1 = index(y + radius);
        const double wanted = (static_cast<double>(x1 - x0) + 1) * (static_cast<double>(y1 - y0) + 1);
        if (wanted >= static_cast<double>(points_.size())) {
            for (size_t k = 0; k < points_.size(); ++k) f(k);
            return;
        }
        if (whole_) {
            x0 = std::max(x0, low_.x), x1 = std::min(x1, high_.x), y0 = std::max(y0, low_.y),
            y1 = std::min(y1, high_.y);
            if (x0 > x1) return;
            for (int64_t row = y0; row <= y1; ++row) {
                const size_t from = bucket(x0, row), end = begin_[from + static_cast<size_t>(x1 - x0) + 1];
                for (size_t k = begin_[from]; k < end; ++k) f(k);
            }
            return;
        }
        const auto width = static_cast<size_t>(x1 - x0) + 1; // less than there are buckets
        for (int64_t row = y0; row <= y1; ++row) {
            const auto run = [&](size_t from, size_t to) {
                for (size_t k = begin_[from]; k < begin_[to]; ++k) {
                    const place& c = sorted_[k];
                    if (c.y == row && c.x >= x0 && c.x <= x1) f(k);
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
    // The rectangle of cells that hold points, and whether it fits into a table of this size.
    void measure(size_t size) {
        low_ = {0, 0}, high_ = {-1, -1};
        if (!cells_.empty()) low_ = high_ = cells_.front();
        for (const place& c : cells_) {
            low_ = {std::min(low_.x, c.x), std::min(low_.y, c.y)};
            high_ = {std::max(high_.x, c.x), std::max(high_.y, c.y)};
        }
        row_ = high_.x - low_.x + 1;
        whole_ = static_cast<double>(row_) * (static_cast<double>(high_.y - low_.y) + 1) <= static_cast<double>(size);
    }
    size_t bucket(int64_t x, int64_t y) const {
        if (whole_) return static_cast<size_t>((y - low_.y) * row_ + x - low_.x);
        uint64_t h = static_cast<uint64_t>(y) * UINT64_C(0xC2B2AE3D27D4EB4F);
        h ^= h >> 32;
        h *= UINT64_C(0xBF58476D1CE4E5B9);
        return static_cast<size_t>((h >> 33) + static_cast<uint64_t>(x)) & mask_;
    }
    double scale_ = 1;
    size_t mask_ = 0;
    place low_{0, 0}, high_{-1, -1};
    int64_t row_ = 0;    // cells of a row
    bool whole_ = false; // the rectangle fits into the table
    std::vector<uint32_t> begin_;
    std::vector<place> cells_, sorted_; // by point; by bucket
    std::vector<uint32_t> points_;      // by bucket
};

} // namespace tracking
