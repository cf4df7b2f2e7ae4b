/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base.h - a sensor without a fault, into which each mutant puts one by defining a name before it. */
#include <qiki/c.h>
#include <qiki/sample.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef FIELDS
#define FIELDS
#endif
#ifndef IN_CREATE
#define IN_CREATE(s)
#endif
#ifndef IN_DESTROY
#define IN_DESTROY(s) free(s)
#endif
#ifndef AT_CONFIGURE
#define AT_CONFIGURE(s)
#endif
#ifndef IN_CONFIGURE
#define IN_CONFIGURE(s)
#endif
#ifndef AT_TICK /* before anything is looked at */
#define AT_TICK(s, t)
#endif
#ifndef IN_TICK
#define IN_TICK(s, t)
#endif
#ifndef IN_INIT
#define IN_INIT()
#endif
#ifndef IN_DESCRIBE
#define IN_DESCRIBE()
#endif
#ifndef ID
#define ID "org.qiki.test.mutant"
#endif
#ifndef VERSION
#define VERSION "1.0.0"
#endif
#ifndef PARAMS /* more of them, behind the first */
#define PARAMS
#endif
#ifndef PARAM_DEFAULT
#define PARAM_DEFAULT 2
#endif
#ifndef CAPS
#define CAPS QIKI_CAP_PURE
#endif
#ifndef INPUTS
#define INPUTS {NULL, 0, 0}
#endif
#ifndef EXTENSION
#define EXTENSION(id) NULL
#endif
#ifndef TABLE_SIZE
#define TABLE_SIZE sizeof(qiki_vtable)
#endif
#ifndef TABLE_RESERVED
#define TABLE_RESERVED 0
#endif
#ifndef BESIDES /* what is added to the value */
#define BESIDES(s) 0.0
#endif
#ifndef RESET
#define RESET reset
#endif

enum { CREATED, READY };
typedef struct sensor { int phase; double step; qiki_ns last; FIELDS } sensor;

static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    sensor *s = self;
    (void)e;
    AT_CONFIGURE(s);
    s->step = qiki_real(c, "step", 0);
    IN_CONFIGURE(s);
    s->phase = READY, s->last = INT64_MIN;
    return QIKI_OK;
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    sensor *s = self;
    (void)e;
    if (s->phase == CREATED) return QIKI_E_ORDER;
    AT_TICK(s, t);
    if (!fits_ports(&about, t)) return QIKI_E_ARGUMENT;
    if (t->t1 < t->t0 || t->t0 < s->last) return QIKI_E_TIME;
    if (t->t1 == t->t0) return QIKI_SKIPPED;
    qiki_out *o = qiki_out_at(t, 0);
    s->last = t->t1;
    IN_TICK(s, t);
    qiki_sample *r = qiki_next(o);
    if (!r) return QIKI_TRUNCATED;
    *r = (qiki_sample){.entity = 1, .t = t->t1, .n = 1, .label = QIKI_LABEL_OK, .trust = 1, .v = {s->step * (double)t->seq + BESIDES(s)}};
    return QIKI_OK;
}
static inline qiki_status reset(void *self, qiki_error *e) {
    sensor *s = self;
    (void)e;
    if (s->phase == CREATED) return QIKI_E_ORDER;
    s->last = INT64_MIN;
    return QIKI_OK;
}
static void destroy(void *self) { IN_DESTROY(self); }
static const void *extension(void *self, const char *id) { return (void)self, (void)id, EXTENSION(id); }
static const qiki_vtable table = {{TABLE_SIZE, TABLE_RESERVED}, configure, NULL, tick, RESET, destroy, extension};

static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    sensor *s = calloc(1, sizeof *s);
    (void)h, (void)i, (void)e;
    if (!s) return QIKI_E_MEMORY;
    IN_CREATE(s);
    return *self = s, *vt = &table, QIKI_OK;
}
static const qiki_port outputs[] = {{"samples", "one a tick", QIKI_REC_SAMPLE, QIKI_PORT_STREAM, 1, {0}}};
static const qiki_param params[] = {{"step", "m", "how far it goes in a tick", NULL, NULL, QIKI_REAL, 0, PARAM_DEFAULT, 0, 10}, PARAMS};
static const qiki_channel channels[] = {{"way", "m", "how far it went", 1, 0, 0, 0}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = ID, .kind = QIKI_KIND_SENSOR, .name = "Mutant", .version = VERSION,
    .vendor = "example", .licence = "MIT", .summary = "A sensor with at most one fault", .caps = CAPS,
    .inputs = INPUTS, .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .channels = QIKI_TABLE(channels), .create = create};
static qiki_status init(const char *path, uint64_t n, qiki_error *e) {
    (void)path, (void)n, (void)e;
    IN_INIT();
    return QIKI_OK;
}
static void deinit(void) {}
static const qiki_descriptor *describe(uint32_t i) {
    IN_DESCRIBE();
    return i ? NULL : &about;
}
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, init, deinit, describe};
#ifndef WITHOUT_NOTE
#ifndef NOTE_VERSION
#define NOTE_VERSION "1.0.0"
#endif
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.mutant", QIKI_KIND_SENSOR, NOTE_VERSION, "A sensor with at most one fault"));
#endif
