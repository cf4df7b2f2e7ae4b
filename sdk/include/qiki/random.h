/* SPDX-License-Identifier: MIT */
/* qiki/random.h - the only source of chance: Philox4x32-10, a function of (key, tick, who, purpose, i) and nothing else. */
#ifndef QIKI_RANDOM_H
#define QIKI_RANDOM_H
#include "base.h"
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
