// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/allocate.cpp - bounded least squares by an active set.
#include "allocate.hpp"

namespace craft {
namespace {

constexpr double turning = 1000; // an N m that is missing counts as some 30 N: squared

using square = std::array<std::array<double, nozzles>, nozzles>;

// Minimises 1/2 x' h x - g' x over the free rows, the others being held at x; h is positive definite. Cholesky
// (Golub, Van Loan 2013, "Matrix computations", algorithm 4.2.1).
duties solved(const square& h, const duties& g, uint32_t free, const duties& x) {
    uint32_t row[nozzles], m = 0;
    for (uint32_t i = 0; i < nozzles; ++i)
        if (free >> i & 1u) row[m++] = i;
    double l[nozzles][nozzles], y[nozzles];
    for (uint32_t a = 0; a < m; ++a) {
        double right = g[row[a]];
        for (uint32_t i = 0; i < nozzles; ++i)
            if (!(free >> i & 1u)) right -= h[row[a]][i] * x[i];
        for (uint32_t b = 0; b <= a; ++b) {
            double s = h[row[a]][row[b]];
            for (uint32_t k = 0; k < b; ++k) s -= l[a][k] * l[b][k];
            l[a][b] = a == b ? qiki_sqrt(s) : s / l[b][b];
        }
        for (uint32_t k = 0; k < a; ++k) right -= l[a][k] * y[k];
        y[a] = right / l[a][a];
    }
    duties out = x;
    for (uint32_t a = m; a-- > 0;) {
        for (uint32_t k = a + 1; k < m; ++k) y[a] -= l[k][a] * y[k];
        y[a] /= l[a][a];
        out[row[a]] = y[a];
    }
    return out;
}

} // namespace

// Stark, Parker 1995, "Bounded-variable least-squares: an algorithm and applications", with a ridge of 1e-7 of a
// nozzle's own force, squared, which makes the answer unique and small.
duties allocate(const wrenches& b, const wrench& wanted, const duties& most) {
    square h;
    duties g{}, x{};
    double weight = 0;
    for (uint32_t i = 0; i < nozzles; ++i) {
        for (uint32_t j = 0; j < nozzles; ++j) {
            h[i][j] = 0;
            for (uint32_t k = 0; k < 6; ++k) h[i][j] += (k < 3 ? 1 : turning) * b[i][k] * b[j][k];
        }
        for (uint32_t k = 0; k < 6; ++k) g[i] += (k < 3 ? 1 : turning) * b[i][k] * wanted[k];
        const double own = dot(force_of(b[i]), force_of(b[i]));
        weight = own > weight ? own : weight;
    }
    for (uint32_t i = 0; i < nozzles; ++i) h[i][i] += 1e-7 * weight;
    uint32_t free = 0;
    for (uint32_t changes = 0; changes < 8 * nozzles;
         ++changes) { // each lowers the sum, so none comes twice; 10 to 30 are usual
        // The held row that wants to leave its bound most.
        uint32_t best = nozzles;
        double most_gain = 1e-9 * weight;
        for (uint32_t i = 0; i < nozzles; ++i) {
            if ((free >> i & 1u) || !(most[i] > 0)) continue;
            double slope = g[i];
            for (uint32_t j = 0; j < nozzles; ++j) slope -= h[i][j] * x[j];
            const double gain = x[i] > 0 ? -slope : slope;
            if (gain > most_gain) most_gain = gain, best = i;
        }
        if (best == nozzles) break;
        free |= 1u << best;
        while (free) {
            const duties y = solved(h, g, free, x);
            double step = 1;
            uint32_t stop = nozzles;
            for (uint32_t i = 0; i < nozzles; ++i) {
                if (!(free >> i & 1u) || (y[i] >= 0 && y[i] <= most[i])) continue;
                const double bound = y[i] < 0 ? 0 : most[i], part = (bound - x[i]) / (y[i] - x[i]);
                if (part < step || stop == nozzles) step = part < step ? part : step, stop = i;
            }
            for (uint32_t i = 0; i < nozzles; ++i)
                if (free >> i & 1u) x[i] += step * (y[i] - x[i]);
            if (stop == nozzles) break;
            x[stop] = y[stop] < 0 ? 0 : most[stop];
            free &= ~(1u << stop);
        }
    }
    for (uint32_t i = 0; i < nozzles; ++i) x[i] = x[i] < 0 ? 0 : x[i] > most[i] ? most[i] : x[i];
    return x;
}

} // namespace craft
