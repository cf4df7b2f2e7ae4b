/* SPDX-License-Identifier: MIT */
/* qiki/math.h - elementary functions that give the same bits on every machine; results never go through libm's. */
#ifndef QIKI_MATH_H
#define QIKI_MATH_H
#include "base.h"
#include <sleef.h>
QIKI_EXTERN_C_BEGIN

/* The one header here with a dependency: SLEEF (link with -lsleef). Its cinz functions use no fused multiply-add and give
 * one result in C, SSE2, AVX and AVX-512 alike: so the array forms may run on the widest unit there is and the digest does
 * not know. Error at most 1.0 ulp. Build with -ffp-contract=off, without -ffast-math. [any, also in pool tasks]
 * Shown here: sincos, atan2, sqrt. tan, exp, log, pow, asin, acos, hypot and the array forms follow in this shape. */
#if defined(__FAST_MATH__)
#  error "qiki/math.h gives its bits only without -ffast-math"
#endif

#define QIKI_PI 3.14159265358979323846

typedef struct qiki_sc { double sin, cos; } qiki_sc;

/* + 0.0: a record holds no -0. */
static inline qiki_sc qiki_sincos(double x) {
    const Sleef_double_2 r = Sleef_cinz_sincosd1_u10purec(x);
    const qiki_sc out = {r.x + 0.0, r.y + 0.0};
    return out;
}

/* Angle of (x, y) in [-pi, pi], (0, 0) gives 0. A bearing clockwise from north is qiki_atan2(east, north). */
static inline double qiki_atan2(double y, double x) {
    return (x == 0 && y == 0) ? 0.0 : Sleef_cinz_atan2d1_u10purec(y, x) + 0.0;
}

static inline double qiki_sin(double x) { return Sleef_cinz_sind1_u10purec(x) + 0.0; }
static inline double qiki_cos(double x) { return Sleef_cinz_cosd1_u10purec(x) + 0.0; }
static inline double qiki_tan(double x) { return Sleef_cinz_tand1_u10purec(x) + 0.0; }
static inline double qiki_asin(double x) { return Sleef_cinz_asind1_u10purec(x) + 0.0; }
static inline double qiki_acos(double x) { return Sleef_cinz_acosd1_u10purec(x) + 0.0; }
static inline double qiki_exp(double x) { return Sleef_cinz_expd1_u10purec(x) + 0.0; }
static inline double qiki_log(double x) { return Sleef_cinz_logd1_u10purec(x) + 0.0; }
static inline double qiki_log10(double x) { return Sleef_cinz_log10d1_u10purec(x) + 0.0; }
static inline double qiki_pow(double x, double y) { return Sleef_cinz_powd1_u10purec(x, y) + 0.0; }
static inline double qiki_hypot(double x, double y) { return Sleef_cinz_hypotd1_u05purec(x, y) + 0.0; }

/* Correctly rounded by IEEE 754, everywhere. */
static inline double qiki_sqrt(double x) { return __builtin_sqrt(x); }
QIKI_EXTERN_C_END
#endif
