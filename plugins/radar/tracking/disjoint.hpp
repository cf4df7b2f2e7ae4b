// SPDX-License-Identifier: MIT
// tracking/disjoint.hpp - sets that grow together, none beyond a limit: union-find (Tarjan 1975) with sizes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace tracking {

class disjoint_sets {
public:
    void reserve(size_t n) { parent_.reserve(n), size_.reserve(n); }
    // n sets of one; size: what each counts.
    void clear(size_t n, uint32_t size = 1) {
        parent_.resize(n), size_.assign(n, size);
        std::iota(parent_.begin(), parent_.end(), 0u);
    }
    size_t size() const { return parent_.size(); }
    uint32_t root(uint32_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    uint32_t& size_of(uint32_t i) { return size_[root(i)]; }
    void alone(uint32_t i) { parent_[i] = i, size_[i] = 1; } // only for all of a set together

    // False when both count and together exceed the limit; what counts nothing always may.
    bool join(uint32_t a, uint32_t b, size_t limit) {
        a = root(a), b = root(b);
        if (a == b) return true;
        if (size_[a] && size_[b] && size_t{size_[a]} + size_[b] > limit) return false;
        if (size_[a] < size_[b] || (size_[a] == size_[b] && b < a)) std::swap(a, b);
        parent_[b] = a;
        size_[a] += size_[b];
        return true;
    }

private:
    std::vector<uint32_t> parent_, size_;
};

} // namespace tracking
