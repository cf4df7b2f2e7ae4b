/* SPDX-License-Identifier: MIT */
/* tests/abi/known.c - one hash over 10^6 results of each function of math.h, math_n.h and random.h: equal on every build and CPU. */
#include "qiki/random.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 1000003 }; /* odd: the tails of the array forms are in it */
static double x[N], y[N], out[N], second[N];
static uint64_t hash = UINT64_C(0xCBF29CE484222325);

static void mix(double v) {
    uint64_t b;
    memcpy(&b, &v, sizeof b);
    hash = (hash ^ b) * UINT64_C(0x100000001B3);
}
static void expect(const char *what, size_t i, double one, double many) {
    if (memcmp(&one, &many, sizeof one) == 0) return;
    printf("%s: element %zu is %a one by one and %a in an array\n", what, i, one, many);
    exit(1);
}
#define ONE(f) \
    do { \
        size_t at; \
        qiki_##f##_n(x, out, N); \
        for (at = 0; at < N; ++at) { expect(#f, at, qiki_##f(x[at]), out[at]); mix(out[at]); } \
    } while (0)
#define TWO(f) \
    do { \
        size_t at; \
        qiki_##f##_n(x, y, out, N); \
        for (at = 0; at < N; ++at) { expect(#f, at, qiki_##f(x[at], y[at]), out[at]); mix(out[at]); } \
    } while (0)

static void arguments(double wide, double narrow) {
    size_t i;
    for (i = 0; i < N; ++i) {
        const qiki_bits b = qiki_draw(1, i, 2, 3, 4);
        x[i] = (2 * qiki_uniform(b, 0) - 1) * (i % 2 ? wide : narrow);
        y[i] = (2 * qiki_uniform(b, 1) - 1) * (i % 3 ? 1.0 : 30.0);
        if (i % 1000 == 0) x[i] = i % 2000 ? 0.0 : -0.0;
        if (i % 1001 == 0) y[i] = 0;
    }
}
int main(void) {
    static const double means[] = {0.3, 3, 9.99, 10, 100, 1e4, 1e7};
    const qiki_bits zero = {{0, 0, 0, 0}}, got = qiki_philox(0, 0, zero), want = {{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}};
    size_t i, k;
    if (memcmp(&got, &want, sizeof got) != 0) return puts("philox: wrong"), 1;
    arguments(1e6, 7);
    ONE(sin); ONE(cos); ONE(tan); ONE(atan); ONE(cbrt); TWO(atan2); TWO(hypot);
    qiki_sincos_n(x, out, second, N);
    for (i = 0; i < N; ++i) {
        const qiki_sc s = qiki_sincos(x[i]);
        expect("sincos", i, s.sin, out[i]);
        expect("sincos", i, s.cos, second[i]);
        mix(out[i]), mix(second[i]);
    }
    arguments(100, 7);
    ONE(exp); ONE(exp2); ONE(exp10); ONE(expm1); ONE(sinh); ONE(cosh); ONE(tanh);
    for (i = 0; i < N; ++i) x[i] = x[i] < 0 ? -x[i] : x[i] == 0 ? 1 : x[i];
    ONE(log); ONE(log2); ONE(log10); ONE(log1p); TWO(pow);
    arguments(1, 0.01);
    ONE(asin); ONE(acos);
    for (i = 0; i < N; ++i) {
        const qiki_bits b = qiki_draw(5, i, 6, 7, 8);
        mix(qiki_uniform(b, 0)), mix(qiki_uniform(b, 1)), mix(qiki_normal(b, 0)), mix(qiki_normal(b, 1));
        mix(qiki_exponential(b, 0)), mix(qiki_below(b, 1000003)), mix(qiki_below(b, 0xFFFFFFFFu));
    }
    for (k = 0; k < sizeof means / sizeof *means; ++k)
        for (i = 0; i < N / 7; ++i) mix(qiki_poisson(9, i, 1, 2, means[k]));
    return printf("%016" PRIx64 "\n", hash), 0;
}
