/* SPDX-License-Identifier: MIT */
/* qiki/check/rules.h - the rules that all records share, as questions about single values. */
#ifndef QIKI_CHECK_RULES_H
#define QIKI_CHECK_RULES_H
#include "../base.h"
QIKI_EXTERN_C_BEGIN

/* What follows is for hosts in checked mode, for tests and for authors: qiki_truth_flaw(&r) and the like give NULL for a record
 * that keeps the rules of base.h and of its own header, else a static text that names the field and the rule. Pure; no call
 * reads more than the record. [any, also in pool tasks] */

#define QIKI_RULE_(holds, text) do { if (!(holds)) return (text); } while (0)
#define QIKI_TURN_ 6.28318530717958647693

static inline uint64_t qiki_bits_of_(double v) {
    uint64_t b;
    __builtin_memcpy(&b, &v, sizeof b);
    return b;
}
/* Finite, and not -0. */
static inline int qiki_sound_(const double *v, uint32_t n) {
    for (uint32_t i = 0; i < n; ++i) {
        const uint64_t b = qiki_bits_of_(v[i]);
        if ((b >> 52 & 0x7FFu) == 0x7FFu || b == UINT64_C(1) << 63) return 0;
    }
    return 1;
}
/* +0 throughout. */
static inline int qiki_absent_(const double *v, uint32_t n) {
    for (uint32_t i = 0; i < n; ++i)
        if (qiki_bits_of_(v[i])) return 0;
    return 1;
}
/* Sound when it is there, +0 when it is not. */
static inline int qiki_given_(uint32_t has, const double *v, uint32_t n) {
    return has ? qiki_sound_(v, n) : qiki_absent_(v, n);
}
static inline int qiki_within_(double v, double min, double max) { return v >= min && v <= max; }

static inline int qiki_clear_(const uint8_t *bytes, uint32_t n) {
    for (uint32_t i = 0; i < n; ++i)
        if (bytes[i]) return 0;
    return 1;
}
/* After its first NUL a text holds nothing else. */
static inline int qiki_filled_(const char *text, uint32_t n) {
    uint32_t i = 0;
    while (i < n && text[i]) ++i;
    while (i < n && !text[i]) ++i;
    return i == n;
}
/* w x y z, of length 1 to within 1e-6. */
static inline int qiki_turning_(const double *q) {
    const double n = q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3];
    return n > 1 - 2e-6 && n < 1 + 2e-6;
}
/* Upper triangle, row by row, of an n x n matrix that can be a covariance: variances >= 0, and no correlation beyond 1. */
static inline int qiki_covariance_(const double *p, uint32_t n) {
    for (uint32_t i = 0, row = 0; i < n; row += n - i, ++i) {
        if (!(p[row] >= 0)) return 0;
        for (uint32_t j = i + 1, diagonal = row; j < n; ++j) {
            diagonal += n - (j - 1);
            if (p[row + j - i] * p[row + j - i] > p[row] * p[diagonal] * (1 + 1e-9)) return 0;
        }
    }
    return 1;
}
static inline int qiki_labelled_(uint8_t label) { return label <= QIKI_LABEL_INVALID; }
QIKI_EXTERN_C_END
#endif
