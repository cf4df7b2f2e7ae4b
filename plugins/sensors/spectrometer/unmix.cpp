// SPDX-License-Identifier: MIT
// plugins/sensors/spectrometer/unmix.cpp - least squares with amounts of 0 or more, on the normal equations.
#include "unmix.hpp"
#include "qiki/math.h"

namespace spectrometer {
namespace {
using matrix = std::array<amounts, materials>;

// The rows and columns of `in` alone, by Cholesky; the rest of x is 0. False where they are as good as dependent.
bool solved(const matrix& g, const amounts& h, const std::array<bool, materials>& in, amounts& x) {
    matrix l{};
    amounts y{};
    x = {};
    for (size_t i = 0; i < materials; ++i) {
        if (!in[i]) continue;
        double rest = h[i];
        for (size_t j = 0; j <= i; ++j) {
            if (!in[j]) continue;
            double s = g[i][j];
            for (size_t k = 0; k < j; ++k) s -= l[i][k] * l[j][k];
            if (j < i) l[i][j] = s / l[j][j], rest -= l[i][j] * y[j];
            else if (!(s > 1e-12 * g[i][i])) return false;
            else l[i][i] = qiki_sqrt(s);
        }
        y[i] = rest / l[i][i];
    }
    for (size_t i = materials; i-- > 0;) {
        if (!in[i]) continue;
        double s = y[i];
        for (size_t k = i + 1; k < materials; ++k) s -= l[k][i] * x[k];
        x[i] = s / l[i][i];
    }
    return true;
}

// Lawson, Hanson 1974, "Solving least squares problems", chapter 23: materials come in one by one, those that would be
// less than nothing go out again.
bool bounded(const matrix& g, const amounts& h, amounts& x) {
    std::array<bool, materials> in{};
    amounts s{};
    double scale = 0;
    for (double v : h) scale = v > scale ? v : scale;
    x = {};
    for (size_t round = 0; round < 10 * materials; ++round) {
        size_t best = materials;
        double most = 1e-10 * scale;
        for (size_t i = 0; i < materials; ++i) {
            double w = h[i];
            for (size_t j = 0; j < materials; ++j) w -= g[i][j] * x[j];
            if (!in[i] && w > most) most = w, best = i;
        }
        if (best == materials) return true;
        in[best] = true;
        for (;;) {
            if (!solved(g, h, in, s)) return false;
            double step = 1;
            size_t out = materials; // the first to run out on the way to s
            for (size_t i = 0; i < materials; ++i)
                if (in[i] && s[i] <= 0 && (out == materials || x[i] / (x[i] - s[i]) < step))
                    step = x[i] > 0 ? x[i] / (x[i] - s[i]) : 0, out = i;
            if (out == materials) break;
            for (size_t i = 0; i < materials; ++i) x[i] += step * (s[i] - x[i]);
            in[out] = false, x[out] = 0;
        }
        x = s;
    }
    return true;
}
} // namespace

made_of unmixed(const spectrum& measured, const spectrum& sigma, const spectrum& white) {
    matrix g{}, inverse{};
    amounts h{}, a{};
    for (size_t b = 0; b < bands; ++b)
        for (size_t i = 0; i < materials; ++i) {
            const double weighed = white[b] * library[i].reflectance[b] / (sigma[b] * sigma[b]);
            h[i] += weighed * measured[b];
            for (size_t j = 0; j < materials; ++j) g[i][j] += weighed * white[b] * library[j].reflectance[b];
        }
    made_of out;
    std::array<bool, materials> all;
    all.fill(true);
    if (!bounded(g, h, a)) return out;
    for (size_t i = 0; i < materials; ++i) {
        amounts unit{};
        unit[i] = 1;
        if (!solved(g, unit, all, inverse[i])) return out;
    }
    double variance = 0;
    for (size_t i = 0; i < materials; ++i) {
        out.total += a[i];
        for (double v : inverse[i]) variance += v;
    }
    out.total_sigma = qiki_sqrt(variance > 0 ? variance : 0);
    if (!(out.total > 3 * out.total_sigma)) return out;
    for (size_t i = 0; i < materials; ++i) {
        out.fraction[i] = a[i] / out.total;
        double v = 0; // of row i of (unit matrix - fractions of all) / total
        for (size_t j = 0; j < materials; ++j)
            for (size_t k = 0; k < materials; ++k)
                v += ((i == j) - out.fraction[i]) * ((i == k) - out.fraction[i]) * inverse[j][k];
        out.sigma[i] = qiki_sqrt(v > 0 ? v : 0) / out.total;
    }
    out.known = true;
    return out;
}

} // namespace spectrometer
