/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_state.h - a sensor without a fault that remembers its way, saves it and draws noise: for mutants of what base.h has not. */
#include <qiki/ext/state.h>
#include <qiki/plugin.h>
#include <qiki/random.h>
#include <qiki/sample.h>
#include <qiki/services/pool.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef FIELDS
#define FIELDS
#endif
#ifndef IN_CREATE /* (s, host, info) */
#define IN_CREATE(s, h, i)
#endif
#ifndef IN_DESTROY
#define IN_DESTROY(s) free(s)
#endif
#ifndef IN_CONFIGURE
#define IN_CONFIGURE(s)
#endif
#ifndef IN_TICK
#define IN_TICK(s, t)
#endif
#ifndef IN_INIT
#define IN_INIT(path)
#endif
#ifndef IN_DEINIT
#define IN_DEINIT()
#endif
#ifndef VALUE
#define VALUE(s, t) ((s)->way)
#endif
#ifndef ADDRESS /* of the noise */
#define ADDRESS(s, t) (t)->seq
#endif
#ifndef KEY
#define KEY(i) ((i)->rng_key)
#endif
#ifndef FORGET
#define FORGET(s) ((s)->way = 0)
#endif
#ifndef SAVE
#define SAVE save
#endif
#ifndef LOAD
#define LOAD load
#endif
#ifndef OFFERS
#define OFFERS(id) (!strcmp(id, QIKI_STATE_ID) ? &states : NULL)
#endif
#ifndef CAPS
#define CAPS QIKI_CAP_PURE
#endif

enum { CREATED, READY };
typedef struct sensor { int phase; uint64_t key; double step, way; qiki_ns last; FIELDS } sensor;
typedef struct saved { qiki_ns last; double way; } saved;

static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    sensor *s = self;
    (void)e;
    s->step = qiki_real(c, "step", 0);
    IN_CONFIGURE(s);
    s->phase = READY, s->last = INT64_MIN, s->way = 0;
    return QIKI_OK;
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    sensor *s = self;
    (void)e;
    if (s->phase == CREATED) return QIKI_E_ORDER;
    if (t->t1 < t->t0 || t->t0 < s->last) return QIKI_E_TIME;
    if (t->out_count != 1 || !fits_ports(&about, t)) return QIKI_E_ARGUMENT;
    if (t->t1 == t->t0) return QIKI_SKIPPED;
    s->last = t->t1;
    s->way += s->step + 0.001 * qiki_uniform(qiki_draw(s->key, ADDRESS(s, t), 1, 0, 0), 0);
    IN_TICK(s, t);
    qiki_sample *r = qiki_next(qiki_out_at(t, 0));
    if (!r) return QIKI_TRUNCATED;
    *r = (qiki_sample){.entity = 1, .t = t->t1, .n = 1, .label = QIKI_LABEL_OK, .trust = 1, .v = {VALUE(s, t) + 0.0}};
    return QIKI_OK;
}
static qiki_status reset(void *self, qiki_error *e) {
    sensor *s = self;
    (void)e;
    if (s->phase == CREATED) return QIKI_E_ORDER;
    s->last = INT64_MIN;
    FORGET(s);
    return QIKI_OK;
}
static void destroy(void *self) { IN_DESTROY((sensor *)self); }

static inline qiki_status save(void *self, const qiki_stream *io, qiki_error *e) {
    const sensor *s = self;
    (void)e;
    if (s->phase == CREATED) return QIKI_E_ORDER;
    const saved all = {s->last, s->way};
    for (uint64_t at = 0; at < sizeof all;) {
        const int64_t n = io->write(io->ctx, (const char *)&all + at, sizeof all - at);
        if (n <= 0) return QIKI_E_IO;
        at += (uint64_t)n;
    }
    return QIKI_OK;
}
/* As much as there is of so many bytes; -1: the stream failed. */
static inline int64_t pull(const qiki_stream *io, void *to, uint64_t len) {
    uint64_t at = 0;
    while (at < len) {
        const int64_t n = io->read(io->ctx, (char *)to + at, len - at);
        if (n < 0) return -1;
        if (n == 0) break;
        at += (uint64_t)n;
    }
    return (int64_t)at;
}
static inline qiki_status load(void *self, uint64_t schema, const qiki_stream *io, qiki_error *e) {
    sensor *s = self;
    saved all;
    char more;
    (void)e;
    if (s->phase == CREATED) return QIKI_E_ORDER;
    if (schema != 1 || pull(io, &all, sizeof all) != (int64_t)sizeof all || pull(io, &more, 1) != 0) return QIKI_E_STATE;
    s->last = all.last, s->way = all.way;
    return QIKI_OK;
}
static qiki_status SAVE(void *, const qiki_stream *, qiki_error *);
static qiki_status LOAD(void *, uint64_t, const qiki_stream *, qiki_error *);
static const qiki_state states = {QIKI_HEAD(qiki_state), SAVE, LOAD};
static const void *extension(void *self, const char *id) { return (void)self, (const void *)OFFERS(id); }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, destroy, extension};

static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    sensor *s = calloc(1, sizeof *s);
    (void)h, (void)e;
    if (!s) return QIKI_E_MEMORY;
    s->key = KEY(i);
    IN_CREATE(s, h, i);
    return *self = s, *vt = &table, QIKI_OK;
}
static const qiki_port outputs[] = {{"samples", "one a tick", QIKI_REC_SAMPLE, QIKI_PORT_STREAM, 1, {0}}};
static const qiki_param params[] = {{"step", "m", "how far it goes in a tick", NULL, NULL, QIKI_REAL, 0, 2, 0, 10}};
static const qiki_channel channels[] = {{"way", "m", "how far it went", 1, 0, 0, 0}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.mutant", .kind = QIKI_KIND_SENSOR, .name = "Mutant", .version = "1.0.0",
    .vendor = "example", .licence = "MIT", .summary = "A sensor with at most one fault", .caps = CAPS, .state_schema = 1,
    .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .channels = QIKI_TABLE(channels), .create = create};
static qiki_status init(const char *path, uint64_t n, qiki_error *e) {
    (void)path, (void)n, (void)e;
    IN_INIT(path);
    return QIKI_OK;
}
static void deinit(void) { IN_DEINIT(); }
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, init, deinit, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.mutant", QIKI_KIND_SENSOR, "1.0.0", "A sensor with at most one fault"));
