// SPDX-License-Identifier: MIT
// tracking/grid.hpp - which plots lie near a point: cells in a hash table, so that empty space costs nothing.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tracking {

class grid {
public:
    // After this, no build() of no more points allocates.
    void reserve(size_t n) {
        begin_.reserve(buckets(n) + 1);
        cells_.reserve(n), order_.reserve(n);
    }

    // n points at (x(i), y(i)); side: of a cell, m, > 0. Allocates only when n exceeds all before.
    template <class X, class Y>
    void build(size_t n, double side, X&& x, Y&& y) {
        scale_ = 1 / side;
        const size_t size = buckets(n);
        mask_ = size - 1;
        begin_.assign(size + 1, 0);
        cells_.resize(n);
        order_.resize(n);
        for (size_t i = 0; i < n; ++i) {
            cells_[i] = {index(x(i)), index(y(i))};
            ++begin_[bucket(cells_[i]) + 1];
        }
        for (size_t b = 0; b < size; ++b) begin_[b + 1] += begin_[b];
        for (size_t i = n; i-- > 0;) order_[--begin_[bucket(cells_[i]) + 1]] = static_cast<uint32_t>(i);
        // Each begin_[b + 1] now is where bucket b begins; shift back by one.
        for (size_t b = 0; b < size; ++b) begin_[b] = begin_[b + 1];
        begin_[size] = static_cast<uint32_t>(n);
    }

    // Calls f(i) for every point within the square of half side `radius` around (x, y), and some beyond, each once.
    template <class F>
    void near(double x, double y, double radius, F&& f) const {
        const int64_t x0 = index(x - radius), x1 = index(x + radius), y0 = index(y - radius), y1 = index(y + radius);
        const double wanted = (static_cast<double>(x1 - x0) + 1) * (static_cast<double>(y1 - y0) + 1);
        if (wanted >= static_cast<double>(cells_.size())) {
            for (size_t i = 0; i < cells_.size(); ++i) f(static_cast<uint32_t>(i));
            return;
        }
        for (int64_t cy = y0; cy <= y1; ++cy)
            for (int64_t cx = x0; cx <= x1; ++cx) {
                const cell c{cx, cy};
                const size_t b = bucket(c);
                for (uint32_t k = begin_[b]; k < begin_[b + 1]; ++k)
                    if (cells_[order_[k]].x == cx && cells_[order_[k]].y == cy) f(order_[k]);
            }
    }

private:
    struct cell {
        int64_t x, y;
    };
    static size_t buckets(size_t n) {
        size_t size = 16;
        while (size < 2 * n) size *= 2;
        return size;
    }
    int64_t index(double v) const {
        const double c = std::floor(v * scale_);
        return c < -4e15 ? int64_t{-4'000'000'000'000'000} : c > 4e15 ? int64_t{4'000'000'000'000'000} : int64_t(c);
    }
    size_t bucket(const cell& c) const {
        uint64_t h = static_cast<uint64_t>(c.x) * UINT64_C(0x9E3779B97F4A7C15) +
                     static_cast<uint64_t>(c.y) * UINT64_C(0xC2B2AE3D27D4EB4F);
        h ^= h >> 32;
        h *= UINT64_C(0xBF58476D1CE4E5B9);
        return static_cast<size_t>(h >> 33) & mask_;
    }
    double scale_ = 1;
    size_t mask_ = 0;
    std::vector<uint32_t> begin_, order_;
    std::vector<cell> cells_;
};

} // namespace tracking
