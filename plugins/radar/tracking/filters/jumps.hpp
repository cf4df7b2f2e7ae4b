// SPDX-License-Identifier: MIT
// tracking/filters/jumps.hpp - how probable it is that a target has changed its mode of motion after a while.
#pragma once
#include "../models/matrix.hpp"

namespace tracking::filters {

// rate(i, j): jumps a second from mode i to mode j, i != j; rows sum to zero. Result (i, j): probability of mode j dt
// seconds after mode i: exp(rate dt), by uniformisation (Jensen 1953), whose terms are all positive: rows sum to one
// and nothing falls below zero.
template <size_t K>
models::matrix<K, K> jumps(const models::matrix<K, K>& rate, double dt) {
    double most = 0;
    for (size_t i = 0; i < K; ++i) most = std::max(most, -rate(i, i));
    models::matrix<K, K> sum = models::identity<K>();
    if (!(most > 0 && dt > 0)) return sum;
    int halved = 0;
    double mean = most * dt; // jumps of the uniform chain in the time
    while (mean > 1 && halved < 60) mean /= 2, ++halved;
    const models::matrix<K, K> u = models::identity<K>() + (1 / most) * rate;
    models::matrix<K, K> term = qiki_exp(-mean) * sum;
    sum = term;
    for (int k = 1; k < 20; ++k) term = mean / k * (term * u), sum = sum + term;
    while (halved-- > 0) sum = sum * sum;
    for (size_t i = 0; i < K; ++i) {
        double all = 0;
        for (size_t j = 0; j < K; ++j) all += sum(i, j) = std::max(sum(i, j), 0.0);
        for (size_t j = 0; j < K; ++j) sum(i, j) /= all;
    }
    return sum;
}

} // namespace tracking::filters
