// SPDX-License-Identifier: MIT
// host/observe/scale.hpp - axes in round numbers, and how numbers stand beside them.
#pragma once
#include <algorithm>
#include <cmath>
#include <string>

namespace qiki::observe {

constexpr double beyond = 1e300; // greater numbers are drawn there

std::string figure(double, int decimals = 1); // fixed, no trailing zeros, no locale
// As figure(), but with a power of ten where the digits would not fit.
std::string mark(double, double step, int decimals);

// Ends of an axis and the distance of its marks: 1, 2 or 5 times a power of ten; `whole`: no less than 1.
struct scale {
    double from = 0, to = 1, step = 0.2;
    int decimals = 1;
    scale(double least, double most, int marks, bool whole = false);
    double share(double v) const { return (v - from) / (to - from); }
};

struct range {
    double least = INFINITY, most = -INFINITY;
    void add(double v) {
        if (!std::isfinite(v)) return;
        v = std::clamp(v, -beyond, beyond);
        least = std::min(least, v), most = std::max(most, v);
    }
};

} // namespace qiki::observe
