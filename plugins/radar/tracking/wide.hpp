// SPDX-License-Identifier: MIT
// tracking/wide.hpp - positive numbers whose exponent has 64 bits: sums of products of likelihoods neither underflow
// nor need a logarithm each.
#pragma once
#include "qiki/math.h"
#include <bit>
#include <cstdint>

namespace tracking {

// m 2^e; m is 0 or in [1, 2).
struct wide {
    double m = 0;
    int64_t e = 0;

    // exp(log); zero when log is -infinity.
    static wide exp(double log) {
        if (!(log > -1e17)) return {};
        const double whole = __builtin_floor(log * 1.4426950408889634);
        // ln 2 in two parts, so that the product is exact enough for any exponent that doubles count in ones.
        const double rest = (log - whole * 0.693147180369123816490) - whole * 1.90821492927058770002e-10;
        return wide{qiki_exp(rest), static_cast<int64_t>(whole)}.tidy();
    }
    double log() const { return m > 0 ? qiki_log(m) + static_cast<double>(e) * 0.6931471805599453 : -__builtin_inf(); }
    wide operator*(const wide& o) const { return wide{m * o.m, e + o.e}.tidy(); }
    wide operator+(const wide& o) const {
        if (!(o.m > 0)) return *this;
        if (!(m > 0)) return o;
        if (e < o.e) return o + *this;
        const int64_t apart = e - o.e;
        if (apart > 64) return *this;
        return wide{m + o.m * power(-apart), e}.tidy();
    }
    wide& operator+=(const wide& o) { return *this = *this + o; }
    // This over o, as a double; this <= o, as a part of a whole is.
    double over(const wide& o) const {
        if (!(m > 0) || e - o.e < -1000) return 0;
        return m / o.m * power(e - o.e);
    }

private:
    static double power(int64_t k) { return std::bit_cast<double>(static_cast<uint64_t>(k + 1023) << 52); } // 2^k
    wide tidy() const {
        if (!(m > 0)) return {};
        const uint64_t bits = std::bit_cast<uint64_t>(m);
        const auto shift = static_cast<int64_t>(bits >> 52) - 1023;
        return {std::bit_cast<double>((bits & ~(UINT64_C(0x7ff) << 52)) | UINT64_C(1023) << 52), e + shift};
    }
};

} // namespace tracking
