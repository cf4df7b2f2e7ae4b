// SPDX-License-Identifier: MIT
// host/conform/drive/covariance.hpp - the rows of a track's covariance that count, and its Cholesky factor.
#pragma once
#include "qiki/track.h"
#include <cmath>
#include <cstddef>

namespace qiki::conform {

struct covariance {
    double at[6][6]{};
    size_t n = 0; // rows that count

    // Position, and velocity when there is one, without up in a plane.
    explicit covariance(const qiki_track& x) {
        double all[6][6];
        for (int i = 0, k = 0; i < 6; ++i)
            for (int j = i; j < 6; ++j, ++k) all[i][j] = all[j][i] = x.p[k];
        int rows[6];
        for (int i = 0; i < 6; ++i)
            if ((i < 3 || (x.valid & QIKI_TRACK_HAS_VELOCITY)) && (i % 3 < 2 || x.state_dims == 3)) rows[n++] = i;
        for (size_t i = 0; i < n; ++i)
            for (size_t j = 0; j < n; ++j) at[i][j] = all[rows[i]][rows[j]];
    }
    bool factor() { // to its Cholesky factor; false: not positive definite
        for (size_t i = 0; i < n; ++i)
            for (size_t j = 0; j <= i; ++j) {
                double sum = at[i][j];
                for (size_t k = 0; k < j; ++k) sum -= at[i][k] * at[j][k];
                if (i == j && !(sum > 0)) return false;
                at[i][j] = i == j ? std::sqrt(sum) : sum / at[j][j];
            }
        return true;
    }
    double spread(size_t from, size_t to) const {
        double sum = 0;
        for (size_t i = from; i < to; ++i) sum += at[i][i];
        return sum;
    }
};
} // namespace qiki::conform
