// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/collisions.cpp - points go into the grid one by one, each after meeting those already
// there.
#include "collisions.hpp"
#include <algorithm>
#include <bit>

namespace aircraft {
namespace {

// Odd 64-bit constants; a cell's hash is the sum of its coordinates times these, so a neighbour's is one addition away.
constexpr uint64_t step_x = 0x9E3779B97F4A7C15, step_y = 0xC2B2AE3D27D4EB4F, step_z = 0x165667B19E3779F9;

// Rounds down; without SSE 4.1 floor() would be a call.
int64_t cell(double v, double per_cell) {
    const double scaled = v * per_cell;
    const auto toward_zero = static_cast<int64_t>(scaled);
    return toward_zero - (scaled < static_cast<double>(toward_zero) ? 1 : 0);
}

uint64_t along(double low, double high, double per_cell, uint64_t step, uint64_t out[2]) {
    const int64_t first = cell(low, per_cell);
    out[0] = static_cast<uint64_t>(first) * step;
    out[1] = out[0] + step;
    return cell(high, per_cell) != first ? 2 : 1;
}

} // namespace

void grid::reserve(size_t points) {
    head_.resize(std::bit_ceil(std::max<size_t>(4 * points, 64)));
    next_.resize(points);
    pairs_.reserve(points);
}

const std::vector<pair>& grid::near(const double* x, const double* y, const double* z, size_t n, double distance) {
    if (next_.size() < n) reserve(n);
    std::fill(head_.begin(), head_.end(), 0u);
    pairs_.clear();
    // A cell is four distances wide, so that a ball around a point touches at most two a dimension, rounding included.
    const double per_cell = 0.25 / distance, near2 = distance * distance;
    const int shift = 64 - std::countr_zero(head_.size());
    for (size_t i = 0; i < n; ++i) {
        uint64_t hx[2], hy[2], hz[2];
        const uint64_t nx = along(x[i] - distance, x[i] + distance, per_cell, step_x, hx);
        const uint64_t ny = along(y[i] - distance, y[i] + distance, per_cell, step_y, hy);
        const uint64_t nz = along(z[i] - distance, z[i] + distance, per_cell, step_z, hz);
        for (uint64_t a = 0; a < nx; ++a)
            for (uint64_t b = 0; b < ny; ++b)
                for (uint64_t c = 0; c < nz; ++c)
                    for (uint32_t at = head_[(hx[a] + hy[b] + hz[c]) >> shift]; at != 0; at = next_[at - 1]) {
                        const size_t j = at - 1;
                        const double dx = x[i] - x[j], dy = y[i] - y[j], dz = z[i] - z[j];
                        if (dx * dx + dy * dy + dz * dz < near2)
                            pairs_.push_back({static_cast<uint32_t>(j), static_cast<uint32_t>(i)});
                    }
        const uint64_t own = static_cast<uint64_t>(cell(x[i], per_cell)) * step_x +
                             static_cast<uint64_t>(cell(y[i], per_cell)) * step_y +
                             static_cast<uint64_t>(cell(z[i], per_cell)) * step_z;
        uint32_t& head = head_[own >> shift];
        next_[i] = head;
        head = static_cast<uint32_t>(i) + 1;
    }
    // Two cells of one ball may share a bucket, which shows a pair twice.
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
    return pairs_;
}

} // namespace aircraft
