// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/thermal.cpp - one implicit step of the thermal network.
#include "thermal.hpp"

namespace craft {

exchange step(const thermal_settings& s, thermal& t, const per_node& heat, double h) {
    // Of rises above the temperature before, so that nothing small is lost beside kelvins.
    double a[nodes][nodes], b[nodes];
    for (uint32_t i = 0; i < nodes; ++i) {
        const double loss = s.cooling[i] + s.exchange;
        a[i][i] = s.capacity[i] / h + loss;
        b[i] = heat[i] - loss * (t.temperature[i] - s.outside);
        for (uint32_t j = 0; j < nodes; ++j) {
            if (i == j) continue;
            const double k = s.coupling[i][j];
            a[i][i] += k, a[i][j] = -k;
            b[i] -= k * (t.temperature[i] - t.temperature[j]);
        }
    }
    // Gauss without pivots: the matrix is diagonally dominant.
    for (uint32_t i = 0; i < nodes; ++i)
        for (uint32_t r = i + 1; r < nodes; ++r) {
            const double f = a[r][i] / a[i][i];
            for (uint32_t c = i; c < nodes; ++c) a[r][c] -= f * a[i][c];
            b[r] -= f * b[i];
        }
    exchange x;
    for (uint32_t i = nodes; i-- > 0;) {
        for (uint32_t c = i + 1; c < nodes; ++c) b[i] -= a[i][c] * b[c];
        b[i] /= a[i][i];
    }
    for (uint32_t i = 0; i < nodes; ++i) {
        t.temperature[i] += b[i];
        x.in += heat[i] * h;
        x.out += (s.cooling[i] + s.exchange) * (t.temperature[i] - s.outside) * h;
        t.tripped[i] = t.tripped[i] ? t.temperature[i] > s.trip[i] - s.hysteresis[i] : t.temperature[i] >= s.trip[i];
    }
    return x;
}

} // namespace craft
