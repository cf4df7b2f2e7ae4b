// SPDX-License-Identifier: MIT
// host/bench/fit.cpp - a straight line through points in log-log scale.
#include "host/bench/fit.hpp"
#include "qiki/math.h"

namespace qiki::bench {

std::optional<double> growth(std::span<const cost_at_size> all) {
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (const cost_at_size& s : all) {
        if (!(s.size > 0) || !(s.cost > 0)) continue;
        const double x = qiki_log(s.size), y = qiki_log(s.cost);
        n += 1, sx += x, sy += y, sxx += x * x, sxy += x * y;
    }
    const double spread = n * sxx - sx * sx;
    if (n < 2 || !(spread > 1e-12 * n * sxx)) return {};
    return (n * sxy - sx * sy) / spread;
}
} // namespace qiki::bench
