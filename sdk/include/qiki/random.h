/* SPDX-License-Identifier: MIT */
/* qiki/random.h - the only source of chance: Philox4x32-10, a function of (key, tick, who, purpose, i) and nothing else. */
#ifndef QIKI_RANDOM_H
#define QIKI_RANDOM_H
#include "math.h"
QIKI_EXTERN_C_BEGIN

typedef struct qiki_bits { uint32_t v[4]; } qiki_bits;

/* Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3.
 * Key and counter all zero give 6627e8d5 e169c58d bc57ac4c 9b00dbd8. */
static inline qiki_bits qiki_philox(uint32_t k0, uint32_t k1, qiki_bits c) {
    int round;
    for (round = 0; round < 10; ++round) {
        const uint64_t a = UINT64_C(0xD2511F53) * c.v[0], b = UINT64_C(0xCD9E8D57) * c.v[2];
        const qiki_bits n = {{(uint32_t)(b >> 32) ^ c.v[1] ^ k0, (uint32_t)b, (uint32_t)(a >> 32) ^ c.v[3] ^ k1, (uint32_t)a}};
        c = n;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return c;
}

/* key: qiki_instance_info.rng_key. tick: qiki_tick.seq, below 2^48. who: the entity, track or cell that the draw is
 * about, 0 for none. purpose: the plugin's own number per use. i: counts draws of one purpose. One contact more or less
 * leaves everybody else's noise as it was, and pool tasks may draw in any order. */
static inline qiki_bits qiki_draw(uint64_t key, uint64_t tick, uint64_t who, uint16_t purpose, uint32_t i) {
    const qiki_bits c = {{i, (uint32_t)purpose << 16 | (uint32_t)(tick >> 32 & 0xFFFFu), (uint32_t)tick, (uint32_t)who}};
    return qiki_philox((uint32_t)key, (uint32_t)(key >> 32) ^ (uint32_t)(who >> 32), c);
}

/* [0, 1), 53 bits; half 0 or 1: two numbers a draw. */
static inline double qiki_uniform(qiki_bits b, int half) {
    const uint64_t u = (uint64_t)b.v[2 * half + 1] << 32 | b.v[2 * half];
    return (double)(u >> 11) * 0x1p-53;
}

/* [0, n), every value equally likely to within (n / 2^32)^4 (Lemire 2019, "Fast random integer generation in an
 * interval", with the four words of the draw as tries). n 0 gives 0. */
static inline uint32_t qiki_below(qiki_bits b, uint32_t n) {
    const uint32_t reject = n ? (0u - n) % n : 0;
    uint64_t m = 0;
    int i;
    for (i = 0; i < 4; ++i) {
        m = (uint64_t)b.v[i] * n;
        if ((uint32_t)m >= reject) break;
    }
    return (uint32_t)(m >> 32);
}

/* Mean 0, variance 1, by the inverse of the distribution function: within 8.3 of 0, relative error 1e-15 (Wichura 1988,
 * "Algorithm AS 241", PPND16). Two independent ones a draw. */
static inline double qiki_normal(qiki_bits b, int half) {
    const double q = qiki_uniform(b, half) + 0x1p-54 - 0.5; /* never -0.5 or 0.5 */
    double r, x;
    if (q >= -0.425 && q <= 0.425) {
        r = 0.180625 - q * q;
        return q *
            (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r + 45921.953931549871457) * r +
                13731.693765509461125) * r + 1971.5909503065514427) * r + 133.14166789178437745) * r + 3.387132872796366608) /
            (((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r + 21213.794301586595867) * r +
                5394.1960214247511077) * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1.0) + 0.0;
    }
    r = qiki_sqrt(-qiki_log(q < 0 ? 0.5 + q : 0.5 - q));
    if (r <= 5) {
        r -= 1.6;
        x = (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r + 1.27045825245236838258) * r +
                3.64784832476320460504) * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r + 1.42343711074968357734) /
            (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r + 0.14810397642748007459) * r +
                0.68976733498510000455) * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1.0);
    } else {
        r -= 5;
        x = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r + 0.026532189526576123093) * r +
                0.29656057182850489123) * r + 1.7848265399172913358) * r + 5.4637849111641143699) * r + 6.6579046435011037772) /
            (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r +
                0.0148753612908506148525) * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1.0);
    }
    return q < 0 ? -x : x;
}

/* Mean 1, by inversion; at most 36.8. Two independent ones a draw. */
static inline double qiki_exponential(qiki_bits b, int half) { return -qiki_log(1.0 - qiki_uniform(b, half)) + 0.0; }

/* log(k!) by Stirling's series, error below 1e-10 from k = 9 on; a table below. */
static inline double qiki_log_factorial(double k) {
    static const double small[] = {0, 0, 0.69314718055994531, 1.7917594692280550, 3.1780538303479458, 4.7874917427820458,
                                   6.5792512120101012, 8.5251613610654147, 10.604602902745251};
    const double x = k + 1, x2 = 1 / (x * x);
    if (k < 9) return small[(int)k];
    return (x - 0.5) * qiki_log(x) - x + 0.91893853320467274178 + (1.0 / 12 - x2 * (1.0 / 360 - x2 * (1.0 / 1260 - x2 / 1680))) / x;
}

/* Poisson with this mean, 0 to 1e9 (outside: taken as the nearer end). Below 10 by inversion of one uniform; from 10 on by
 * transformed rejection with squeeze (Hoermann 1993, "The transformed rejection method for generating Poisson random
 * variables", PTRS), whose tries take i = 0, 1, 2, ... of this (tick, who, purpose): nobody else's draws move. */
static inline uint32_t qiki_poisson(uint64_t key, uint64_t tick, uint64_t who, uint16_t purpose, double mean) {
    uint32_t i;
    if (!(mean > 0)) return 0;
    if (mean > 1e9) mean = 1e9;
    if (mean < 10) {
        double u = qiki_uniform(qiki_draw(key, tick, who, purpose, 0), 0), p = qiki_exp(-mean);
        for (i = 0; u >= p && i < 200; p *= mean / (double)i) { u -= p; ++i; }
        return i;
    }
    {
        const double b = 0.931 + 2.53 * qiki_sqrt(mean), a = -0.059 + 0.02483 * b, log_mean = qiki_log(mean);
        const double log_inverse_alpha = qiki_log(1.1239 + 1.1328 / (b - 3.4)), quick = 0.9277 - 3.6224 / (b - 2);
        for (i = 0;; ++i) {
            const qiki_bits w = qiki_draw(key, tick, who, purpose, i);
            const double u = qiki_uniform(w, 0) - 0.5, v = 1.0 - qiki_uniform(w, 1), us = 0.5 - (u < 0 ? -u : u);
            const double k = __builtin_floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= quick) return (uint32_t)k;
            if (k < 0 || k > 4e9 || us < 1e-300 || (us < 0.013 && v > us)) continue;
            if (qiki_log(v) + log_inverse_alpha - qiki_log(a / (us * us) + b) <= k * log_mean - mean - qiki_log_factorial(k)) return (uint32_t)k;
        }
    }
}

/* The host's key of an instance: FNV-1a of the name, mixed with the seed (Steele, Lea, Flood 2014, SplitMix64). */
static inline uint64_t qiki_rng_key(uint64_t seed, const char *name) {
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (; *name; ++name) h = (h ^ (unsigned char)*name) * UINT64_C(0x100000001B3);
    h += seed * UINT64_C(0x9E3779B97F4A7C15);
    h = (h ^ h >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    h = (h ^ h >> 27) * UINT64_C(0x94D049BB133111EB);
    return h ^ h >> 31;
}
QIKI_EXTERN_C_END
#endif
