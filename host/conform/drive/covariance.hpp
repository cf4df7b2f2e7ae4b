// SPDX-License-Identifier: MIT
// host/conform/drive/covariance.hpp - the rows of a covariance that count, and its Cholesky factor.
#pragma once
#include "qiki/radar.h"
#include "qiki/track.h"
#include <cmath>
#include <cstddef>
#include <string>

namespace qiki::conform {

struct covariance {
    double at[6][6]{};
    size_t n = 0; // rows that count

    // Records hold the upper triangle, row by row; who takes the lower one for it, writes that.
    enum class triangle { upper, lower };

    // Position, and velocity when there is one, without up in a plane.
    explicit covariance(const qiki_track& x, triangle is = triangle::upper) {
        const auto counts = [&](int i) {
            return (i < 3 || (x.valid & QIKI_TRACK_HAS_VELOCITY)) && (i % 3 < 2 || x.state_dims == 3);
        };
        take(x.p, 6, is, counts);
    }
    // Of what it measured.
    explicit covariance(const qiki_contact& c, triangle is = triangle::upper) {
        take(c.cov, 4, is, [&](int i) { return (c.valid & QIKI_CONTACT_HAS_Z(i)) != 0; });
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

private:
    template <class F>
    void take(const double* p, int dims, triangle is, const F& counts) {
        double all[6][6]{};
        for (int i = 0, k = 0; i < dims; ++i)
            for (int j = is == triangle::upper ? i : 0; j < (is == triangle::upper ? dims : i + 1); ++j, ++k)
                all[i][j] = all[j][i] = p[k];
        int rows[6];
        for (int i = 0; i < dims; ++i)
            if (counts(i)) rows[n++] = i;
        for (size_t i = 0; i < n; ++i)
            for (size_t j = 0; j < n; ++j) at[i][j] = all[rows[i]][rows[j]];
    }
};

// What to say beside a covariance that is none: "" unless it is one when it is read as a lower triangle.
template <class R>
std::string triangle_hint_of(const R& r, const char* field) {
    using triangle = covariance::triangle;
    if (covariance(r, triangle::upper).factor() || !covariance(r, triangle::lower).factor()) return {};
    return std::string("; read as a lower triangle it is one: ") + field + " is the upper triangle, row by row";
}
inline std::string triangle_hint(uint32_t record, const void* at) {
    if (record == QIKI_REC_TRACK) return triangle_hint_of(*static_cast<const qiki_track*>(at), "track.p");
    if (record == QIKI_REC_CONTACT) return triangle_hint_of(*static_cast<const qiki_contact*>(at), "contact.cov");
    return {};
}
} // namespace qiki::conform
