/* SPDX-License-Identifier: MIT */
/* qiki/math_n.h - math.h over arrays, on the widest unit of the machine, with the same bits as one by one. */
#ifndef QIKI_MATH_N_H
#define QIKI_MATH_N_H
#include "math.h"
#include <immintrin.h>
QIKI_EXTERN_C_BEGIN

/* qiki_sin_n(x, out, n) and the like: out[i] = qiki_sin(x[i]) for i < n, bit for bit, for any n and alignment; out may be x.
 * Two arguments: qiki_atan2_n(y, x, out, n), qiki_pow_n(x, y, out, n), qiki_hypot_n(x, y, out, n).
 * qiki_sincos_n(x, sin, cos, n): sin or cos may be x, but not both. [any, also in pool tasks] */
#define QIKI_AVX    __attribute__((target("avx")))
#define QIKI_AVX512 __attribute__((target("avx512f")))

/* clang decides for a whole file, not a function, whether a wide argument travels in a register: there the wide units are
 * used only in files built for them (-mavx, -mavx512f), else SSE2. sleef.h declares the wide functions only to such files. */
#if !defined(__clang__) || defined(__AVX__)
#  define QIKI_IF_4(...) __VA_ARGS__
#else
#  define QIKI_IF_4(...)
#endif
#if !defined(__clang__) || defined(__AVX512F__)
#  define QIKI_IF_8(...) __VA_ARGS__
#else
#  define QIKI_IF_8(...)
#endif
#ifdef __AVX__
#  define QIKI_WIDE4(f, ...)
#else
#  define QIKI_WIDE4(f, ...) QIKI_IF_4(QIKI_AVX __m256d Sleef_cinz_##f##avx(__VA_ARGS__);)
typedef struct { __m256d x, y; } Sleef___m256d_2;
QIKI_IF_4(QIKI_AVX Sleef___m256d_2 Sleef_cinz_sincosd4_u10avx(__m256d);)
#endif
#ifdef __AVX512F__
#  define QIKI_WIDE8(f, ...)
#else
#  define QIKI_WIDE8(f, ...) QIKI_IF_8(QIKI_AVX512 __m512d Sleef_cinz_##f##avx512fnofma(__VA_ARGS__);)
typedef struct { __m512d x, y; } Sleef___m512d_2;
QIKI_IF_8(QIKI_AVX512 Sleef___m512d_2 Sleef_cinz_sincosd8_u10avx512fnofma(__m512d);)
#endif

/* One loop a unit; each returns how many it did. + 0 as in math.h. */
#define QIKI_ARRAY_1(name, f, u) \
    QIKI_WIDE4(f##d4_##u, __m256d) QIKI_WIDE8(f##d8_##u, __m512d) \
    static inline size_t qiki_##name##_2(const double *x, double *out, size_t n) { \
        size_t i = 0; \
        for (; i + 2 <= n; i += 2) _mm_storeu_pd(out + i, _mm_add_pd(Sleef_cinz_##f##d2_##u##sse2(_mm_loadu_pd(x + i)), _mm_setzero_pd())); \
        return i; \
    } \
    QIKI_IF_4(QIKI_AVX static inline size_t qiki_##name##_4(const double *x, double *out, size_t n) { \
        size_t i = 0; \
        for (; i + 4 <= n; i += 4) _mm256_storeu_pd(out + i, _mm256_add_pd(Sleef_cinz_##f##d4_##u##avx(_mm256_loadu_pd(x + i)), _mm256_setzero_pd())); \
        return i; \
    }) \
    QIKI_IF_8(QIKI_AVX512 static inline size_t qiki_##name##_8(const double *x, double *out, size_t n) { \
        size_t i = 0; \
        for (; i + 8 <= n; i += 8) _mm512_storeu_pd(out + i, _mm512_add_pd(Sleef_cinz_##f##d8_##u##avx512fnofma(_mm512_loadu_pd(x + i)), _mm512_setzero_pd())); \
        return i; \
    }) \
    static inline void qiki_##name##_n(const double *x, double *out, size_t n) { \
        size_t i = 0; \
        QIKI_IF_8(if (n >= 8 && __builtin_cpu_supports("avx512f")) i = qiki_##name##_8(x, out, n);) \
        QIKI_IF_4(if (n >= i + 4 && __builtin_cpu_supports("avx")) i += qiki_##name##_4(x + i, out + i, n - i);) \
        i += qiki_##name##_2(x + i, out + i, n - i); \
        for (; i < n; ++i) out[i] = qiki_##name(x[i]); \
    }
#define QIKI_ARRAY_2(name, f, u, fix2, fix4, fix8) \
    QIKI_WIDE4(f##d4_##u, __m256d, __m256d) QIKI_WIDE8(f##d8_##u, __m512d, __m512d) \
    static inline size_t qiki_##name##_2(const double *a, const double *b, double *out, size_t n) { \
        size_t i = 0; \
        for (; i + 2 <= n; i += 2) { \
            const __m128d p = _mm_loadu_pd(a + i), q = _mm_loadu_pd(b + i), r = _mm_add_pd(Sleef_cinz_##f##d2_##u##sse2(p, q), _mm_setzero_pd()); \
            _mm_storeu_pd(out + i, fix2); \
        } \
        return i; \
    } \
    QIKI_IF_4(QIKI_AVX static inline size_t qiki_##name##_4(const double *a, const double *b, double *out, size_t n) { \
        size_t i = 0; \
        for (; i + 4 <= n; i += 4) { \
            const __m256d p = _mm256_loadu_pd(a + i), q = _mm256_loadu_pd(b + i), r = _mm256_add_pd(Sleef_cinz_##f##d4_##u##avx(p, q), _mm256_setzero_pd()); \
            _mm256_storeu_pd(out + i, fix4); \
        } \
        return i; \
    }) \
    QIKI_IF_8(QIKI_AVX512 static inline size_t qiki_##name##_8(const double *a, const double *b, double *out, size_t n) { \
        size_t i = 0; \
        for (; i + 8 <= n; i += 8) { \
            const __m512d p = _mm512_loadu_pd(a + i), q = _mm512_loadu_pd(b + i), r = _mm512_add_pd(Sleef_cinz_##f##d8_##u##avx512fnofma(p, q), _mm512_setzero_pd()); \
            _mm512_storeu_pd(out + i, fix8); \
        } \
        return i; \
    }) \
    static inline void qiki_##name##_n(const double *a, const double *b, double *out, size_t n) { \
        size_t i = 0; \
        QIKI_IF_8(if (n >= 8 && __builtin_cpu_supports("avx512f")) i = qiki_##name##_8(a, b, out, n);) \
        QIKI_IF_4(if (n >= i + 4 && __builtin_cpu_supports("avx")) i += qiki_##name##_4(a + i, b + i, out + i, n - i);) \
        i += qiki_##name##_2(a + i, b + i, out + i, n - i); \
        for (; i < n; ++i) out[i] = qiki_##name(a[i], b[i]); \
    }

QIKI_ARRAY_1(sin, sin, u10)
QIKI_ARRAY_1(cos, cos, u10)
QIKI_ARRAY_1(tan, tan, u10)
QIKI_ARRAY_1(asin, asin, u10)
QIKI_ARRAY_1(acos, acos, u10)
QIKI_ARRAY_1(atan, atan, u10)
QIKI_ARRAY_1(exp, exp, u10)
QIKI_ARRAY_1(exp2, exp2, u10)
QIKI_ARRAY_1(exp10, exp10, u10)
QIKI_ARRAY_1(expm1, expm1, u10)
QIKI_ARRAY_1(log, log, u10)
QIKI_ARRAY_1(log2, log2, u10)
QIKI_ARRAY_1(log10, log10, u10)
QIKI_ARRAY_1(log1p, log1p, u10)
QIKI_ARRAY_1(cbrt, cbrt, u10)
QIKI_ARRAY_1(sinh, sinh, u10)
QIKI_ARRAY_1(cosh, cosh, u10)
QIKI_ARRAY_1(tanh, tanh, u10)
QIKI_ARRAY_2(pow, pow, u10, r, r, r)
QIKI_ARRAY_2(hypot, hypot, u05, r, r, r)
/* (0, 0) gives 0 whatever the signs of its zeros. */
QIKI_ARRAY_2(atan2, atan2, u10,
    _mm_andnot_pd(_mm_and_pd(_mm_cmpeq_pd(p, _mm_setzero_pd()), _mm_cmpeq_pd(q, _mm_setzero_pd())), r),
    _mm256_andnot_pd(_mm256_and_pd(_mm256_cmp_pd(p, _mm256_setzero_pd(), _CMP_EQ_OQ), _mm256_cmp_pd(q, _mm256_setzero_pd(), _CMP_EQ_OQ)), r),
    _mm512_mask_blend_pd((__mmask8)(_mm512_cmp_pd_mask(p, _mm512_setzero_pd(), _CMP_EQ_OQ) & _mm512_cmp_pd_mask(q, _mm512_setzero_pd(), _CMP_EQ_OQ)), r, _mm512_setzero_pd()))
#undef QIKI_ARRAY_1
#undef QIKI_ARRAY_2
#undef QIKI_WIDE4
#undef QIKI_WIDE8

QIKI_IF_4(QIKI_AVX static inline size_t qiki_sincos_4(const double *x, double *s, double *c, size_t n) {
    size_t i = 0;
    for (; i + 4 <= n; i += 4) {
        const Sleef___m256d_2 r = Sleef_cinz_sincosd4_u10avx(_mm256_loadu_pd(x + i));
        _mm256_storeu_pd(s + i, _mm256_add_pd(r.x, _mm256_setzero_pd()));
        _mm256_storeu_pd(c + i, _mm256_add_pd(r.y, _mm256_setzero_pd()));
    }
    return i;
})
QIKI_IF_8(QIKI_AVX512 static inline size_t qiki_sincos_8(const double *x, double *s, double *c, size_t n) {
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        const Sleef___m512d_2 r = Sleef_cinz_sincosd8_u10avx512fnofma(_mm512_loadu_pd(x + i));
        _mm512_storeu_pd(s + i, _mm512_add_pd(r.x, _mm512_setzero_pd()));
        _mm512_storeu_pd(c + i, _mm512_add_pd(r.y, _mm512_setzero_pd()));
    }
    return i;
})
static inline void qiki_sincos_n(const double *x, double *s, double *c, size_t n) {
    size_t i = 0;
    QIKI_IF_8(if (n >= 8 && __builtin_cpu_supports("avx512f")) i = qiki_sincos_8(x, s, c, n);)
    QIKI_IF_4(if (n >= i + 4 && __builtin_cpu_supports("avx")) i += qiki_sincos_4(x + i, s + i, c + i, n - i);)
    for (; i < n; ++i) {
        const qiki_sc one = qiki_sincos(x[i]);
        s[i] = one.sin, c[i] = one.cos;
    }
}
#undef QIKI_IF_4
#undef QIKI_IF_8
QIKI_EXTERN_C_END
#endif
