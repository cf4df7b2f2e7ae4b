/* SPDX-License-Identifier: MIT */
/* qiki/base.h - the words every other header uses: status, error, time, truth label, growable tables. */
#ifndef QIKI_BASE_H
#define QIKI_BASE_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#  define QIKI_EXTERN_C_BEGIN extern "C" {
#  define QIKI_EXTERN_C_END   }
#  define QIKI_STATIC_ASSERT(c, m) static_assert(c, m)
#else
#  define QIKI_EXTERN_C_BEGIN
#  define QIKI_EXTERN_C_END
#  define QIKI_STATIC_ASSERT(c, m) _Static_assert(c, m)
#endif
#define QIKI_EXPORT __attribute__((visibility("default")))

#define QIKI_ABI_MAJOR 1
#define QIKI_ABI_MINOR 0

QIKI_STATIC_ASSERT(sizeof(void *) == 8, "the qiki ABI is defined for 64-bit targets");
QIKI_STATIC_ASSERT(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "and for little-endian ones");

typedef int64_t qiki_ns; /* nanoseconds of simulation since the start of the scenario */

/* Every call that can fail returns one of these. Negative: failed. Zero: done. Positive: done, with a remark.
 * plugin.h says for each call what still holds after a failure. */
typedef int32_t qiki_status;
#define QIKI_OK              0
#define QIKI_SKIPPED         1  /* tick: nothing to do */
#define QIKI_TRUNCATED       2  /* tick: an output was full and records were lost; see qiki_out.dropped; a tracker: or input was left out */
#define QIKI_MORE            3  /* tick: call me again for the same tick, with fresh outputs */
#define QIKI_E_ARGUMENT    (-1) /* the caller broke a rule of this header set */
#define QIKI_E_CONFIG      (-2) /* the text names the key, what was expected and what was found */
#define QIKI_E_STATE       (-3) /* load: not our bytes, or damaged */
#define QIKI_E_ORDER       (-4) /* not legal in this state; see the table in plugin.h */
#define QIKI_E_MEMORY      (-5)
#define QIKI_E_UNSUPPORTED (-6) /* unknown id, or a service is missing that the plugin cannot do without */
#define QIKI_E_TIME        (-7) /* tick: t1 < t0, or t0 before the t1 of the tick before */
#define QIKI_E_INTERNAL    (-8) /* a bug of the plugin: exception or failed assertion caught at the boundary */
#define QIKI_E_POISONED    (-9) /* an earlier tick failed half-way; only reset, load and destroy are legal */
#define QIKI_E_IO         (-10) /* file, socket or stream */

/* The caller's; NULL is allowed. The callee fills text (UTF-8, NUL-terminated) only when it returns a negative
 * status. key: index of the offending config value, port or view, or -1. */
typedef struct qiki_error { int32_t key; char text[252]; } qiki_error;
QIKI_STATIC_ASSERT(sizeof(qiki_error) == 256, "frozen");

/* How far a record may be believed. Zero is NO_DATA, so a forgotten label never claims truth. There is no label
 * for "simulated": a consumer must not be able to tell a simulation from a recording. */
#define QIKI_LABEL_NO_DATA  0u /* nothing was measured: every value is +0 */
#define QIKI_LABEL_OK       1u
#define QIKI_LABEL_STALE    2u /* true once; t says when */
#define QIKI_LABEL_FALLBACK 3u /* a substitute: default, model, last known */
#define QIKI_LABEL_INVALID  4u /* measured, and known to be wrong */

/* First member of every table that may grow. The side that fills a table allocates it and sets struct_size; the
 * other reads a field only if it lies inside. Growth is at the tail, in a minor version; never elsewhere. */
typedef struct qiki_head { uint32_t struct_size; uint32_t reserved; } qiki_head;
#define QIKI_HEAD(type) {(uint32_t)sizeof(type), 0}
#define QIKI_HAS(p, field) \
    ((p)->head.struct_size >= offsetof(__typeof__(*(p)), field) + sizeof((p)->field) && (p)->field)

/* An array whose elements may grow: step by stride, never by sizeof. */
typedef struct qiki_table { const void *data; uint32_t count, stride; } qiki_table;
QIKI_STATIC_ASSERT(sizeof(qiki_table) == 16, "frozen");
#define QIKI_TABLE(a) {(a), (uint32_t)(sizeof(a) / sizeof((a)[0])), (uint32_t)sizeof((a)[0])}
static inline const void *qiki_row(qiki_table t, uint32_t i) { return (const char *)t.data + (size_t)i * t.stride; }

/* Rules for all records, which check.h asks: no pointer, no padding, no NaN, no infinity, no -0. A value whose valid bit is
 * cleared is +0, a reserved byte is 0, a text is zero-filled, an id that names somebody is not 0. SI; ENU metres; angles rad:
 * a bearing clockwise from north, at most one turn to either side; an elevation at most half a turn up or down. */
#define QIKI_RECORD(type, size) \
    QIKI_STATIC_ASSERT(sizeof(type) == (size) && (size) % 8 == 0, "records are frozen: a new field is a new record")
#endif
