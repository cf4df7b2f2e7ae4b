// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/collisions.hpp - which pairs of points are nearer than a distance, by a hashed grid.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace aircraft {

struct pair {
    uint32_t a, b; // a < b
    auto operator<=>(const pair&) const = default;
};

// Finds exactly the pairs i < j with dx^2 + dy^2 + dz^2 < distance^2, in order, as trying all pairs would. Time grows
// with the number of points and of points in neighbouring cells (Teschner et al. 2003, "Optimized spatial hashing for
// collision detection of deformable objects").
class grid {
public:
    void reserve(size_t points);
    // The arrays hold n finite coordinates, n < 2^31. The result is the grid's, until the next call.
    const std::vector<pair>& near(const double* x, const double* y, const double* z, size_t n, double distance);

private:
    std::vector<uint32_t> head_, next_; // cell -> its last point + 1 -> the one before it; 0: none
    std::vector<pair> pairs_;
};

} // namespace aircraft
