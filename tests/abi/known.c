/* SPDX-License-Identifier: MIT */
/* tests/abi/known.c - one hash over COUNT results (10^6) of each function of math.h, math_n.h and random.h: equal on every build and CPU. */
#include "qiki/random.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef COUNT
#define COUNT 1000003
#endif
enum { N = COUNT, EDGES = 40 }; /* odd: the tails of the array forms are in it */
static double x[N], y[N], one[N], one_more[N], out[N], out_more[N];
static uint64_t hash = UINT64_C(0xCBF29CE484222325);

static void mix(const double *v, size_t n) {
    for (size_t i = 0; i < n; ++i) {
        uint64_t b;
        memcpy(&b, v + i, sizeof b);
        hash = (hash ^ b) * UINT64_C(0x100000001B3);
    }
}
static void same(const char *function, const char *unit) {
    for (size_t i = 0; i < N; ++i)
        if (memcmp(one + i, out + i, sizeof *one) || memcmp(one_more + i, out_more + i, sizeof *one)) {
            printf("%s(%a, %a): %a one by one, %a by %s\n", function, x[i], y[i], one[i], out[i], unit);
            exit(1);
        }
}

/* The same functions that math_n.h offers to this file. */
#if !defined(__clang__) || defined(__AVX__)
#  define ON_AVX(f, args, unit) if (__builtin_cpu_supports("avx")) { qiki_##f##_n_avx args; same(#f, "avx"); }
#else
#  define ON_AVX(f, args, unit)
#endif
#if !defined(__clang__) || defined(__AVX512F__)
#  define ON_AVX512(f, args, unit) if (__builtin_cpu_supports("avx512f")) { qiki_##f##_n_avx512 args; same(#f, "avx512"); }
#else
#  define ON_AVX512(f, args, unit)
#endif
#define EVERYWHERE(f, args) do { \
        qiki_##f##_n_sse2 args; same(#f, "sse2"); \
        ON_AVX(f, args, ) ON_AVX512(f, args, ) \
        memset(out, 0, sizeof out); \
        qiki_##f##_n args; same(#f, "the chosen unit"); \
        mix(out, N); \
    } while (0)
#define ONE(f) do { for (size_t i = 0; i < N; ++i) one[i] = qiki_##f(x[i]); EVERYWHERE(f, (x, out, N)); } while (0)
#define TWO(f) do { for (size_t i = 0; i < N; ++i) one[i] = qiki_##f(x[i], y[i]); EVERYWHERE(f, (x, y, out, N)); } while (0)

/* Half of the arguments as wide as `wide`, half as `narrow`, in one vector; and all pairs of edges. */
static void arguments(double wide, double narrow) {
    const double edge[EDGES] = {0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 5e-324, -5e-324, 1e-310, 0x1p-1022, 1e308, -1e308,
        0x1.fffffffffffffp1023, -0x1.fffffffffffffp1023, __builtin_inf(), -__builtin_inf(), QIKI_NAN, -QIKI_NAN, 709.7, 709.79,
        -745.2, -740, 1e15, 1e22, QIKI_PI, -QIKI_PI, QIKI_PI / 2, 308.2, 308.3, -320, 1e-8, 1e-17, 20, 710.5, 0x1p53, 2.5};
    for (size_t i = 0; i < N; ++i) {
        const qiki_bits b = qiki_draw(1, i, 2, 3, 4);
        x[i] = (2 * qiki_uniform(b, 0) - 1) * (i % 2 ? wide : narrow);
        y[i] = (2 * qiki_uniform(b, 1) - 1) * (i % 3 ? 1.0 : 30.0);
        if (i < EDGES * EDGES) x[i] = edge[i % EDGES], y[i] = edge[i / EDGES];
    }
}
int main(void) {
    static const double means[] = {0.3, 3, 9.99, 10, 100, 1e4, 1e7};
    const qiki_bits zero = {{0, 0, 0, 0}}, got = qiki_philox(0, 0, zero), want = {{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}};
    if (memcmp(&got, &want, sizeof got) != 0) return puts("philox: wrong"), 1;

    arguments(1e6, 7);
    ONE(sin); ONE(cos); ONE(tan); ONE(atan); ONE(cbrt); TWO(atan2); TWO(hypot);
    for (size_t i = 0; i < N; ++i) { const qiki_sc s = qiki_sincos(x[i]); one[i] = s.sin, one_more[i] = s.cos; }
    EVERYWHERE(sincos, (x, out, out_more, N));
    mix(out_more, N);
    memset(one_more, 0, sizeof one_more);
    memset(out_more, 0, sizeof out_more);
    arguments(700, 7);
    ONE(exp); ONE(exp2); ONE(exp10); ONE(expm1); ONE(sinh); ONE(cosh); ONE(tanh); TWO(pow);
    for (size_t i = EDGES * EDGES; i < N; ++i) x[i] = qiki_fabs(x[i]);
    ONE(log); ONE(log2); ONE(log10); ONE(log1p); TWO(pow);
    for (size_t i = 0; i < N; ++i) one[i] = qiki_lgamma(x[i]), out[i] = qiki_sqrt(x[i]);
    mix(one, N), mix(out, N);
    arguments(1, 0.01);
    ONE(asin); ONE(acos);

    for (size_t i = 0; i < N; ++i) {
        const qiki_bits b = qiki_draw(5, i, 6, 7, 8);
        const double v[] = {qiki_uniform(b, 0), qiki_uniform(b, 1), qiki_uniform_open(b, 0), qiki_normal(b, 0), qiki_normal(b, 1),
                            qiki_exponential(b, 0), qiki_below(b, 1000003), qiki_below(b, 0xFFFFFFFFu)};
        mix(v, sizeof v / sizeof *v);
    }
    for (size_t k = 0; k < sizeof means / sizeof *means; ++k)
        for (size_t i = 0; i < N / 7; ++i) { const double v = qiki_poisson(9, i, 1, 2, means[k]); mix(&v, 1); }
    return printf("%016" PRIx64 "\n", hash), 0;
}
