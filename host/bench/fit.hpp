// SPDX-License-Identifier: MIT
// host/bench/fit.hpp - how cost grows with size.
#pragma once
#include <optional>
#include <span>

namespace qiki::bench {

struct cost_at_size {
    double size, cost; // both above 0
};

// b of cost = a * size^b, by least squares of the logarithms. Nothing with fewer than two sizes.
std::optional<double> growth(std::span<const cost_at_size>);
} // namespace qiki::bench
