/* SPDX-License-Identifier: MIT */
/* qiki/math.h - elementary functions that give the same bits on every machine; results never go through libm's. */
#ifndef QIKI_MATH_H
#define QIKI_MATH_H
#include "base.h"
#ifdef __SSE2__
#  include <emmintrin.h>
#endif
QIKI_EXTERN_C_BEGIN

/* The one header here with a dependency: SLEEF 3.5 or later (link with -lsleef). Its cinz functions use no fused
 * multiply-add and give one result in C, SSE2, AVX and AVX-512 alike; error at most 1.0 ulp. The bits belong to the version
 * of SLEEF: a run's manifest names it. Build with -ffp-contract=off, without -ffast-math. [any, also in pool tasks]
 *
 * Beyond IEEE 754: a result is never -0; the sign of a zero argument makes no difference; every NaN is QIKI_NAN. A NaN argument
 * gives NaN; outside its domain a function gives NaN; overflow gives an infinity: none of these may enter a record. The array
 * forms (math_n.h) give the same bits as these. Only the functions themselves are named here, not sleef.h, which costs a third
 * of a second to read and hides what the compiler was not told the machine has. */
#if defined(__FAST_MATH__)
#  error "qiki/math.h gives its bits only without -ffast-math"
#endif

#define QIKI_PI 3.14159265358979323846
#define QIKI_NAN __builtin_nan("")

static inline double qiki_clean_(double r) { return r == r ? r + 0.0 : QIKI_NAN; }

#define QIKI_SCALAR_1_(f, ulp) \
    double qiki_sleef_##f##_(double) __asm__("Sleef_cinz_" #f "d1_" ulp "purec"); \
    static inline double qiki_##f(double x) { return qiki_clean_(qiki_sleef_##f##_(x + 0.0)); }
#define QIKI_SCALAR_2_(f, ulp) \
    double qiki_sleef_##f##_(double, double) __asm__("Sleef_cinz_" #f "d1_" ulp "purec"); \
    static inline double qiki_##f(double x, double y) { return qiki_clean_(qiki_sleef_##f##_(x + 0.0, y + 0.0)); }

QIKI_SCALAR_1_(sin, "u10")   /* any finite rad */
QIKI_SCALAR_1_(cos, "u10")
QIKI_SCALAR_1_(tan, "u10")
QIKI_SCALAR_1_(asin, "u10")  /* |x| <= 1 -> [-pi/2, pi/2] */
QIKI_SCALAR_1_(acos, "u10")  /* |x| <= 1 -> [0, pi] */
QIKI_SCALAR_1_(atan, "u10")  /* any x -> [-pi/2, pi/2] */
QIKI_SCALAR_1_(sinh, "u10")  /* overflows from |x| = 709.7 */
QIKI_SCALAR_1_(cosh, "u10")
QIKI_SCALAR_1_(tanh, "u10")
QIKI_SCALAR_1_(exp, "u10")
QIKI_SCALAR_1_(exp2, "u10")
QIKI_SCALAR_1_(exp10, "u10") /* 10^x: a ratio from dB is qiki_exp10(0.1 * db) */
QIKI_SCALAR_1_(expm1, "u10") /* exp(x) - 1, exact near 0 */
QIKI_SCALAR_1_(log, "u10")   /* x >= 0; log(0) = -infinity */
QIKI_SCALAR_1_(log2, "u10")
QIKI_SCALAR_1_(log10, "u10")
QIKI_SCALAR_1_(log1p, "u10") /* log(1 + x), -1 <= x <= 1e307, exact near 0 */
QIKI_SCALAR_1_(cbrt, "u10")
QIKI_SCALAR_1_(lgamma, "u10") /* log |gamma(x)|: log of k! is qiki_lgamma(k + 1.0). Has no array form */
QIKI_SCALAR_2_(pow, "u10")   /* x < 0 needs an integral y; pow(x, 0) = pow(1, y) = 1, also for NaN */
QIKI_SCALAR_2_(hypot, "u05")
/* qiki_atan2(y, x): angle of (x, y) in [-pi, pi]; (0, 0) gives 0, west of it pi. A bearing clockwise from north is qiki_atan2(east, north). */
QIKI_SCALAR_2_(atan2, "u10")

typedef struct qiki_sc { double sin, cos; } qiki_sc;
qiki_sc qiki_sleef_sincos_(double) __asm__("Sleef_cinz_sincosd1_u10purec");

/* Both for the price of one. Each within 1 ulp, as qiki_sin and qiki_cos, but the last bit may be another than theirs. */
static inline qiki_sc qiki_sincos(double x) {
    const qiki_sc r = qiki_sleef_sincos_(x + 0.0);
    const qiki_sc out = {qiki_clean_(r.sin), qiki_clean_(r.cos)};
    return out;
}

/* Correctly rounded by IEEE 754, everywhere; never a call of libm's, which would set errno. x >= 0. */
static inline double qiki_sqrt(double x) {
#ifdef __SSE2__
    const __m128d v = _mm_set_sd(x);
    return qiki_clean_(_mm_cvtsd_f64(_mm_sqrt_sd(v, v)));
#else
    return qiki_clean_(__builtin_sqrt(x));
#endif
}
static inline double qiki_fabs(double x) { return __builtin_fabs(x); }

#undef QIKI_SCALAR_1_
#undef QIKI_SCALAR_2_
QIKI_EXTERN_C_END
#include "math_n.h"
#endif
