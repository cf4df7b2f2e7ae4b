/* SPDX-License-Identifier: MIT */
/* qiki/math_n.h - math.h over arrays, on the widest unit of the machine, with the same bits as one by one. */
#ifndef QIKI_MATH_N_H
#define QIKI_MATH_N_H
#include "math.h"
QIKI_EXTERN_C_BEGIN

/* For each function f of math.h with one argument   void qiki_f_n(const double *x, double *out, size_t n)
 * with two (in the order of the scalar form)        void qiki_f_n(const double *x, const double *y, double *out, size_t n)
 * and                                               void qiki_sincos_n(const double *x, double *sin, double *cos, size_t n).
 * An output may be an input itself; else no two arrays overlap. Any n; aligned as a double is. Every element gets the bits
 * of the scalar form, whatever its neighbours and whatever the machine. [any, also in pool tasks] */
#define QIKI_EACH_1_(DO, ...) \
    DO(sin, "u10", __VA_ARGS__) DO(cos, "u10", __VA_ARGS__) DO(tan, "u10", __VA_ARGS__) DO(asin, "u10", __VA_ARGS__) \
    DO(acos, "u10", __VA_ARGS__) DO(atan, "u10", __VA_ARGS__) DO(sinh, "u10", __VA_ARGS__) DO(cosh, "u10", __VA_ARGS__) \
    DO(tanh, "u10", __VA_ARGS__) DO(exp, "u10", __VA_ARGS__) DO(exp2, "u10", __VA_ARGS__) DO(exp10, "u10", __VA_ARGS__) \
    DO(expm1, "u10", __VA_ARGS__) DO(log, "u10", __VA_ARGS__) DO(log2, "u10", __VA_ARGS__) DO(log10, "u10", __VA_ARGS__) \
    DO(log1p, "u10", __VA_ARGS__) DO(cbrt, "u10", __VA_ARGS__)
#define QIKI_EACH_2_(DO, ...) DO(pow, "u10", __VA_ARGS__) DO(hypot, "u05", __VA_ARGS__) DO(atan2, "u10", __VA_ARGS__)

/* clang decides for a whole file, not for a function, whether a wide argument travels in a register: there AVX and AVX-512
 * serve only files built with -mavx, -mavx512f; else SSE2, more slowly. */
#if defined(__x86_64__)
#  if !defined(__clang__) || defined(__AVX__)
#    define QIKI_IF_AVX_(...) __VA_ARGS__
#  else
#    define QIKI_IF_AVX_(...)
#  endif
#  if !defined(__clang__) || defined(__AVX512F__)
#    define QIKI_IF_AVX512_(...) __VA_ARGS__
#  else
#    define QIKI_IF_AVX512_(...)
#  endif

/* The unit that the array forms of this file run on: asked of processor and system while running. */
static inline const char *qiki_math_unit(void) {
    QIKI_IF_AVX512_(if (__builtin_cpu_supports("avx512f")) return "avx512";)
    QIKI_IF_AVX_(if (__builtin_cpu_supports("avx")) return "avx";)
    return "sse2";
}

/* A unit: W doubles at once, of type V; get_ fills the tail of an array with 1, put_ is qiki_clean_ for vectors. */
#define QIKI_UNIT_(unit, W, isa) \
    typedef double qiki_##unit##_v_ __attribute__((vector_size(8 * W))); \
    typedef double qiki_##unit##_near_ __attribute__((vector_size(8 * W), aligned(8), may_alias)); \
    typedef int64_t qiki_##unit##_mask_ __attribute__((vector_size(8 * W))); \
    typedef struct qiki_##unit##_sc_ { qiki_##unit##_v_ sin, cos; } qiki_##unit##_sc_; \
    __attribute__((target(isa))) static inline qiki_##unit##_v_ qiki_##unit##_get_(const double *x, size_t n) { \
        const qiki_##unit##_v_ zero = {0}; \
        qiki_##unit##_v_ v = zero + 1.0; \
        if (n >= W) v = *(const qiki_##unit##_near_ *)(const void *)x; \
        else for (size_t i = 0; i < n; ++i) v[i] = x[i]; \
        return v + zero; \
    } \
    __attribute__((target(isa))) static inline void qiki_##unit##_put_(qiki_##unit##_v_ r, double *out, size_t n) { \
        const qiki_##unit##_v_ zero = {0}, nan = zero + QIKI_NAN; \
        const qiki_##unit##_mask_ ok = (qiki_##unit##_mask_)(r == r); \
        r = (qiki_##unit##_v_)((ok & (qiki_##unit##_mask_)(r + zero)) | (~ok & (qiki_##unit##_mask_)nan)); \
        if (n >= W) *(qiki_##unit##_near_ *)(void *)out = r; \
        else for (size_t i = 0; i < n; ++i) out[i] = r[i]; \
    } \
    qiki_##unit##_sc_ qiki_##unit##_sincos_(qiki_##unit##_v_) __asm__("Sleef_cinz_sincosd" #W "_u10" QIKI_NAME_##unit); \
    __attribute__((target(isa))) static inline void qiki_sincos_n_##unit(const double *x, double *s, double *c, size_t n) { \
        for (size_t i = 0; i < n; i += W) { \
            const qiki_##unit##_sc_ r = qiki_##unit##_sincos_(qiki_##unit##_get_(x + i, n - i)); \
            qiki_##unit##_put_(r.sin, s + i, n - i); \
            qiki_##unit##_put_(r.cos, c + i, n - i); \
        } \
    } \
    QIKI_EACH_1_(QIKI_MAP_1_, unit, W, isa) QIKI_EACH_2_(QIKI_MAP_2_, unit, W, isa)
#define QIKI_MAP_1_(f, ulp, unit, W, isa) \
    qiki_##unit##_v_ qiki_##unit##_##f##_(qiki_##unit##_v_) __asm__("Sleef_cinz_" #f "d" #W "_" ulp QIKI_NAME_##unit); \
    __attribute__((target(isa))) static inline void qiki_##f##_n_##unit(const double *x, double *out, size_t n) { \
        for (size_t i = 0; i < n; i += W) \
            qiki_##unit##_put_(qiki_##unit##_##f##_(qiki_##unit##_get_(x + i, n - i)), out + i, n - i); \
    }
#define QIKI_MAP_2_(f, ulp, unit, W, isa) \
    qiki_##unit##_v_ qiki_##unit##_##f##_(qiki_##unit##_v_, qiki_##unit##_v_) \
        __asm__("Sleef_cinz_" #f "d" #W "_" ulp QIKI_NAME_##unit); \
    __attribute__((target(isa))) \
    static inline void qiki_##f##_n_##unit(const double *x, const double *y, double *out, size_t n) { \
        for (size_t i = 0; i < n; i += W) \
            qiki_##unit##_put_(qiki_##unit##_##f##_(qiki_##unit##_get_(x + i, n - i), qiki_##unit##_get_(y + i, n - i)), \
                               out + i, n - i); \
    }
#define QIKI_NAME_sse2   "sse2"
#define QIKI_NAME_avx    "avx"
#define QIKI_NAME_avx512 "avx512fnofma"
QIKI_UNIT_(sse2, 2, "sse2")
QIKI_IF_AVX_(QIKI_UNIT_(avx, 4, "avx"))
QIKI_IF_AVX512_(QIKI_UNIT_(avx512, 8, "avx512f"))

#define QIKI_CHOOSE_(f, args) \
    QIKI_IF_AVX512_(if (__builtin_cpu_supports("avx512f")) { qiki_##f##_n_avx512 args; return; }) \
    QIKI_IF_AVX_(if (__builtin_cpu_supports("avx")) { qiki_##f##_n_avx args; return; }) \
    qiki_##f##_n_sse2 args;
#define QIKI_ARRAY_1_(f, ulp, none) \
    static inline void qiki_##f##_n(const double *x, double *out, size_t n) { QIKI_CHOOSE_(f, (x, out, n)) }
#define QIKI_ARRAY_2_(f, ulp, none) \
    static inline void qiki_##f##_n(const double *x, const double *y, double *out, size_t n) { QIKI_CHOOSE_(f, (x, y, out, n)) }
static inline void qiki_sincos_n(const double *x, double *s, double *c, size_t n) { QIKI_CHOOSE_(sincos, (x, s, c, n)) }

#else /* one by one, where no wider unit was proved equal */
static inline const char *qiki_math_unit(void) { return "scalar"; }
#define QIKI_ARRAY_1_(f, ulp, none) \
    static inline void qiki_##f##_n(const double *x, double *out, size_t n) { for (size_t i = 0; i < n; ++i) out[i] = qiki_##f(x[i]); }
#define QIKI_ARRAY_2_(f, ulp, none) \
    static inline void qiki_##f##_n(const double *x, const double *y, double *out, size_t n) { \
        for (size_t i = 0; i < n; ++i) out[i] = qiki_##f(x[i], y[i]); \
    }
static inline void qiki_sincos_n(const double *x, double *s, double *c, size_t n) {
    for (size_t i = 0; i < n; ++i) { const qiki_sc r = qiki_sincos(x[i]); s[i] = r.sin; c[i] = r.cos; }
}
#endif
QIKI_EACH_1_(QIKI_ARRAY_1_, 0)
QIKI_EACH_2_(QIKI_ARRAY_2_, 0)

static inline void qiki_sqrt_n(const double *x, double *out, size_t n) {
    for (size_t i = 0; i < n; ++i) out[i] = qiki_sqrt(x[i]); /* the divider is the limit, whatever the width */
}

#undef QIKI_EACH_1_
#undef QIKI_EACH_2_
#undef QIKI_UNIT_
#undef QIKI_MAP_1_
#undef QIKI_MAP_2_
#undef QIKI_CHOOSE_
#undef QIKI_ARRAY_1_
#undef QIKI_ARRAY_2_
QIKI_EXTERN_C_END
#endif
