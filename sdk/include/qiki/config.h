/* SPDX-License-Identifier: MIT */
/* qiki/config.h - parameters: declared by the plugin as a table, delivered by the host resolved and typed. */
#ifndef QIKI_CONFIG_H
#define QIKI_CONFIG_H
#include "base.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_BOOL  0u /* one int64, 0 or 1 */
#define QIKI_INT   1u /* one int64 */
#define QIKI_REAL  2u /* one double, finite */
#define QIKI_TEXT  3u /* count bytes of UTF-8, then a NUL that is not counted */
#define QIKI_INTS  4u /* count int64 */
#define QIKI_REALS 5u /* count double */

#define QIKI_PARAM_REQUIRED (1u << 0) /* no default */
#define QIKI_PARAM_PATH     (1u << 1) /* the host makes it absolute and checks that it can be read */
#define QIKI_PARAM_ADVANCED (1u << 2) /* documentation hides it at first */

/* Element of qiki_descriptor.params. The plugin's, static; may grow. The host derives JSON Schema, documentation and
 * the scenario's error messages from it. */
typedef struct qiki_param {
    const char *key;     /* lower_case, dots for groups: "clutter.density" */
    const char *unit;    /* of the value as delivered: SI, rad. "" when none */
    const char *help;
    const char *choices; /* TEXT: "a|b|c"; NULL: anything */
    const char *text;    /* default of TEXT, or of an array as "1,2,3"; NULL otherwise */
    uint32_t type, flags;
    double   value;      /* default of BOOL, INT, REAL */
    double   min, max;   /* of each element; min == max: unbounded */
} qiki_param;

/* Element of qiki_config.values. */
typedef struct qiki_value {
    const char *key;
    const void *data;    /* aligned to 8 bytes */
    uint32_t type, count;
} qiki_value;

/* The host's; valid until configure() returns, so copy what you keep. Every declared key is there, within its limits,
 * unknown keys never; sorted by strcmp. An array given no value and no default has count 0. */
typedef struct qiki_config {
    qiki_head  head;
    qiki_table values;   /* of qiki_value */
} qiki_config;

/* NULL when the key is not there or is of another type. */
static inline const qiki_value *qiki_find(const qiki_config *c, const char *key, uint32_t type) {
    uint32_t lo = 0, hi = c->values.count;
    while (lo < hi) {
        const uint32_t mid = lo + (hi - lo) / 2;
        const qiki_value *v = (const qiki_value *)qiki_row(c->values, mid);
        const char *a = v->key, *b = key;
        while (*a && *a == *b) { ++a; ++b; }
        if (*a == *b) return v->type == type ? v : NULL;
        if ((unsigned char)*a < (unsigned char)*b) lo = mid + 1; else hi = mid;
    }
    return NULL;
}
static inline double qiki_real(const qiki_config *c, const char *key, double absent) {
    const qiki_value *v = qiki_find(c, key, QIKI_REAL);
    return v && v->count ? *(const double *)v->data : absent;
}
static inline int64_t qiki_int(const qiki_config *c, const char *key, int64_t absent) {
    const qiki_value *v = qiki_find(c, key, QIKI_INT);
    return v && v->count ? *(const int64_t *)v->data : absent;
}
static inline int64_t qiki_bool(const qiki_config *c, const char *key, int64_t absent) {
    const qiki_value *v = qiki_find(c, key, QIKI_BOOL);
    return v && v->count ? *(const int64_t *)v->data : absent;
}
static inline const char *qiki_text(const qiki_config *c, const char *key, const char *absent) {
    const qiki_value *v = qiki_find(c, key, QIKI_TEXT);
    return v ? (const char *)v->data : absent;
}
QIKI_EXTERN_C_END
#endif
