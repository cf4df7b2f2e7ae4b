/* SPDX-License-Identifier: MIT */
/* qiki/math.h - elementary functions that give the same bits on every machine; results never go through libm's. */
#ifndef QIKI_MATH_H
#define QIKI_MATH_H
#include "base.h"
#include <sleef.h>
QIKI_EXTERN_C_BEGIN

/* SLEEF (link with -lsleef): its cinz functions use no fused multiply-add and give one result in C, SSE2, AVX and AVX-512
 * alike (Shibata, Petrogalli 2020, "SLEEF: a portable vectorized library of C standard mathematical functions"). Error at
 * most 1.0 ulp. Arguments and results as in C, angles in rad; outside the domain the result is NaN, which no record may hold:
 * check first. A zero result is +0, since a record holds no -0. Array forms, the same bits, in math_n.h.
 * Build with -ffp-contract=off, without -ffast-math. [any, also in pool tasks] */
#if defined(__FAST_MATH__)
#  error "qiki/math.h gives its bits only without -ffast-math"
#endif

#define QIKI_PI 3.14159265358979323846

typedef struct qiki_sc { double sin, cos; } qiki_sc;

static inline qiki_sc qiki_sincos(double x) {
    const Sleef_double_2 r = Sleef_cinz_sincosd1_u10purec(x);
    const qiki_sc out = {r.x + 0.0, r.y + 0.0};
    return out;
}
static inline double qiki_sin(double x) { return Sleef_cinz_sind1_u10purec(x) + 0.0; }
static inline double qiki_cos(double x) { return Sleef_cinz_cosd1_u10purec(x) + 0.0; }
static inline double qiki_tan(double x) { return Sleef_cinz_tand1_u10purec(x) + 0.0; }
static inline double qiki_asin(double x) { return Sleef_cinz_asind1_u10purec(x) + 0.0; }
static inline double qiki_acos(double x) { return Sleef_cinz_acosd1_u10purec(x) + 0.0; }
static inline double qiki_atan(double x) { return Sleef_cinz_atand1_u10purec(x) + 0.0; }

/* Angle of (x, y) in [-pi, pi], (0, 0) gives 0. A bearing clockwise from north is qiki_atan2(east, north). */
static inline double qiki_atan2(double y, double x) {
    return (x == 0 && y == 0) ? 0.0 : Sleef_cinz_atan2d1_u10purec(y, x) + 0.0;
}

static inline double qiki_exp(double x) { return Sleef_cinz_expd1_u10purec(x) + 0.0; }
static inline double qiki_exp2(double x) { return Sleef_cinz_exp2d1_u10purec(x) + 0.0; }
static inline double qiki_exp10(double x) { return Sleef_cinz_exp10d1_u10purec(x) + 0.0; }
static inline double qiki_expm1(double x) { return Sleef_cinz_expm1d1_u10purec(x) + 0.0; }
static inline double qiki_log(double x) { return Sleef_cinz_logd1_u10purec(x) + 0.0; }
static inline double qiki_log2(double x) { return Sleef_cinz_log2d1_u10purec(x) + 0.0; }
static inline double qiki_log10(double x) { return Sleef_cinz_log10d1_u10purec(x) + 0.0; }
static inline double qiki_log1p(double x) { return Sleef_cinz_log1pd1_u10purec(x) + 0.0; }
static inline double qiki_pow(double x, double y) { return Sleef_cinz_powd1_u10purec(x, y) + 0.0; }
static inline double qiki_cbrt(double x) { return Sleef_cinz_cbrtd1_u10purec(x) + 0.0; }
static inline double qiki_sinh(double x) { return Sleef_cinz_sinhd1_u10purec(x) + 0.0; }
static inline double qiki_cosh(double x) { return Sleef_cinz_coshd1_u10purec(x) + 0.0; }
static inline double qiki_tanh(double x) { return Sleef_cinz_tanhd1_u10purec(x) + 0.0; }
/* Without overflow or underflow in between; error at most 0.5 ulp. */
static inline double qiki_hypot(double x, double y) { return Sleef_cinz_hypotd1_u05purec(x, y) + 0.0; }

/* Correctly rounded by IEEE 754, everywhere. */
static inline double qiki_sqrt(double x) { return __builtin_sqrt(x) + 0.0; }
QIKI_EXTERN_C_END
#include "math_n.h"
#endif
