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

/* (0, 1), 52 bits, never an end; symmetric about 1/2. */
static inline double qiki_uniform_open(qiki_bits b, int half) {
    const uint64_t u = (uint64_t)b.v[2 * half + 1] << 32 | b.v[2 * half];
    return ((double)(u >> 12) + 0.5) * 0x1p-52;
}

/* 0 .. n - 1 (n = 0: 0): floor(all 128 bits as a fraction * n), so no probability is off by more than 2^-128 and nothing is
 * rejected (the multiply-shift of Lemire 2019, "Fast random integer generation in an interval", made wide instead). */
static inline uint32_t qiki_below(qiki_bits b, uint32_t n) {
    uint64_t carry = 0;
    for (int i = 0; i < 4; ++i) carry = ((uint64_t)b.v[i] * n + carry) >> 32;
    return (uint32_t)carry;
}

/* c[0] + c[1] x + ... + c[7] x^7. */
static inline double qiki_poly7_(const double *c, double x) {
    double y = c[7];
    for (int i = 6; i >= 0; --i) y = y * x + c[i];
    return y;
}

/* The x below which a standard normal variate lies with probability p, 0 < p < 1; relative error about 1e-16.
 * Wichura 1988, "Algorithm AS 241: the percentage points of the normal distribution", PPND16. */
static inline double qiki_normal_quantile(double p) {
    static const double a[8] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
                                4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
    static const double b[8] = {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
                                2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3};
    static const double c[8] = {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
                                1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static const double d[8] = {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
                                1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9};
    static const double e[8] = {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
                                2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static const double f[8] = {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                                7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15};
    const double q = p - 0.5;
    double r, x;
    if (qiki_fabs(q) <= 0.425) {
        r = 0.180625 - q * q;
        return q * qiki_poly7_(a, r) / qiki_poly7_(b, r);
    }
    r = qiki_sqrt(-qiki_log(q < 0 ? p : 1 - p));
    x = r <= 5 ? qiki_poly7_(c, r - 1.6) / qiki_poly7_(d, r - 1.6) : qiki_poly7_(e, r - 5) / qiki_poly7_(f, r - 5);
    return q < 0 ? -x : x;
}

/* Mean 0, variance 1; |x| < 8.3; half 0 or 1: two independent ones a draw. */
static inline double qiki_normal(qiki_bits b, int half) { return qiki_normal_quantile(qiki_uniform_open(b, half)); }

/* Mean 1; half as above. */
static inline double qiki_exponential(qiki_bits b, int half) { return -qiki_log(qiki_uniform_open(b, half)); }

/* 0 <= mean <= 1e9 (below: 0, above: as 1e9). Takes every i of that purpose, and of no other. Below 10 by inversion; else by
 * Hoermann 1993, "The transformed rejection method for generating Poisson random variables", algorithm PTRS: exact. */
static inline uint32_t qiki_poisson(uint64_t key, uint64_t tick, uint64_t who, uint16_t purpose, double mean) {
    if (!(mean > 0)) return 0;
    if (mean < 10) {
        double u = qiki_uniform_open(qiki_draw(key, tick, who, purpose, 0), 0), p = qiki_exp(-mean);
        uint32_t k = 0;
        while (u > p && k < 128) { u -= p; p *= mean / ++k; }
        return k;
    }
    if (mean > 1e9) mean = 1e9;
    const double log_mean = qiki_log(mean), b = 0.931 + 2.53 * qiki_sqrt(mean), a = -0.059 + 0.02483 * b;
    const double log_inv_alpha = qiki_log(1.1239 + 1.1328 / (b - 3.4)), v_r = 0.9277 - 3.6224 / (b - 2);
    for (uint32_t i = 0;; ++i) {
        const qiki_bits bits = qiki_draw(key, tick, who, purpose, i);
        const double u = qiki_uniform_open(bits, 0) - 0.5, v = qiki_uniform_open(bits, 1), us = 0.5 - qiki_fabs(u);
        const double k = __builtin_floor((2 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= v_r) return (uint32_t)k;
        if (k < 0 || k > 4e9 || (us < 0.013 && v > us)) continue;
        if (qiki_log(v) + log_inv_alpha - qiki_log(a / (us * us) + b) <= k * log_mean - mean - qiki_lgamma(k + 1)) return (uint32_t)k;
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
