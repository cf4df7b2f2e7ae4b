// SPDX-License-Identifier: MIT
// tracking/fuse/intersection.hpp - two estimates of one state as one, when nobody knows what they have in common.
//
// Covariance intersection: C^-1 = w A^-1 + (1 - w) B^-1, which is sure of no more than A and B are, whatever the
// correlation of their errors (Julier, Uhlmann 1997, American Control Conference, eq. 11-14). w makes the trace or the
// determinant of C least; both are convex in w.
#pragma once
#include "../filters/normal.hpp"

namespace tracking::fuse {

using filters::normal, models::column, models::matrix;

enum class least { trace, determinant };

template <size_t N>
struct intersection {
    normal<N> state;
    double weight = 1; // of the first
};

// Both given by their information: matrices A^-1, B^-1 and vectors A^-1 a, B^-1 b. Directions without variance in both
// (up, in a plane) stay so.
template <size_t N>
class informed {
public:
    informed(const normal<N>& a, const normal<N>& b) : a_(inverse(a.p)), b_(inverse(b.p)), x_(a_ * a.x), y_(b_ * b.x) {}

    normal<N> at(double w) const {
        const matrix<N, N> p = inverse(w * a_ + (1 - w) * b_);
        return {p * (w * x_ + (1 - w) * y_), p};
    }
    double cost(double w, least what) const {
        const matrix<N, N> root = models::lower_root(w * a_ + (1 - w) * b_);
        double product = 1;
        for (size_t i = 0; i < N; ++i)
            if (root(i, i) > 0) product /= root(i, i) * root(i, i);
        if (what == least::determinant) return product;
        const matrix<N, N> p = models::solved(root, models::identity<N>());
        double sum = 0;
        for (size_t i = 0; i < N; ++i) sum += p(i, i);
        return sum;
    }

private:
    static matrix<N, N> inverse(const matrix<N, N>& m) {
        const matrix<N, N> i = models::solved(models::lower_root(m), models::identity<N>());
        return 0.5 * (i + transposed(i));
    }
    matrix<N, N> a_, b_;
    column<N> x_, y_;
};

template <size_t N>
intersection<N> intersected(const normal<N>& a, const normal<N>& b, least what = least::determinant) {
    const informed<N> both(a, b);
    // Golden section: Kiefer 1953, Proc. AMS 4. 48 steps leave 1e-10 of the way, where the cost is flat to rounding.
    constexpr double golden = 0.61803398874989484820;
    double low = 0, high = 1, u = 1 - golden, v = golden;
    double at_u = both.cost(u, what), at_v = both.cost(v, what);
    for (int i = 0; i < 48; ++i) {
        if (at_u <= at_v) high = v, v = u, at_v = at_u, u = high - golden * (high - low), at_u = both.cost(u, what);
        else low = u, u = v, at_u = at_v, v = low + golden * (high - low), at_v = both.cost(v, what);
    }
    double w = (low + high) / 2;
    for (const double end : {0.0, 1.0}) // one may know all that the other knows
        if (both.cost(end, what) <= both.cost(w, what)) w = end;
    return {both.at(w), w};
}

} // namespace tracking::fuse
