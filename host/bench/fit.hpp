// SPDX-License-Identifier: MIT
// host/bench/fit.hpp - how cost grows with size.
#pragma once
#include <optional>
#include <span>

namespace qiki::bench {

struct sample {
    double size, cost; // both above 0
};

// b of cost = a * size^b, by least squares of the logarithms. Nothing with fewer than two sizes.
std::optional<double> growth(std::span<const sample>);
} // namespace qiki::bench
