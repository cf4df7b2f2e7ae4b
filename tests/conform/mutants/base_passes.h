/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_passes.h - a sensor without a fault that says three samples a tick in as many passes as it takes, keeps state, and asks its host for scratch. */
#include <qiki/c.h>
#include <qiki/sample.h>
#include <qiki/services/arena.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef FIELDS
#define FIELDS
#endif
#ifndef OUT
#define OUT(s, t) qiki_out_at(t, 0)
#endif
#ifndef AT_CONFIGURE
#define AT_CONFIGURE(s)
#endif
#ifndef AT_DEMAND
#define AT_DEMAND(s)
#endif
#ifndef AT_TICK
#define AT_TICK(s, t)
#endif
#ifndef AT_RESET
#define AT_RESET(s)
#endif
#ifndef AT_SAVE
#define AT_SAVE(s)
#endif
#ifndef AT_LOAD
#define AT_LOAD(s)
#endif
#ifndef AT_DESTROY
#define AT_DESTROY(s)
#endif
#ifndef WITHOUT_ARENA
#define WITHOUT_ARENA(e) qiki_say(e, QIKI_E_UNSUPPORTED, "needs the service " QIKI_ARENA_ID)
#endif

enum { CREATED, READY, MORE, POISONED };
typedef struct kept { double step, way; qiki_ns last; uint64_t said; } kept;
typedef struct sensor { const qiki_host *host; const qiki_arena *arena; double step; int phase; kept now; FIELDS } sensor;

static qiki_status begin(sensor *s) {
    s->now = (kept){s->step, 0, INT64_MIN, 0};
    s->phase = READY;
    return QIKI_OK;
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    sensor *s = self;
    AT_CONFIGURE(s);
    if (s->phase == MORE || s->phase == POISONED) return qiki_say(e, QIKI_E_ORDER, "configure: reset first");
    s->step = qiki_real(c, "step", 0);
    return begin(s);
}
static qiki_status demand(void *self, uint64_t *n, uint32_t ports, qiki_error *e) {
    sensor *s = self;
    AT_DEMAND(s);
    if (s->phase != READY) return qiki_say(e, QIKI_E_ORDER, "demand: configure first, and between ticks");
    if (ports != 1) return qiki_say(e, QIKI_E_ARGUMENT, "demand: expected one port");
    n[0] = 3;
    return QIKI_OK;
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    sensor *s = self;
    AT_TICK(s, t);
    if (s->phase == POISONED) return qiki_say(e, QIKI_E_POISONED, "tick: an earlier one failed");
    if (s->phase == CREATED) return qiki_say(e, QIKI_E_ORDER, "tick: configure first");
    if ((s->phase == MORE) != (t->pass != 0)) return qiki_say(e, QIKI_E_ORDER, "tick: pass does not continue the tick");
    if (t->pass && t->t1 != s->now.last) return qiki_say(e, QIKI_E_ORDER, "tick: another tick was not finished");
    if (t->t1 < t->t0 || (!t->pass && t->t0 < s->now.last)) return qiki_say(e, QIKI_E_TIME, "tick: time runs backwards");
    if (t->view_count || t->out_count != 1) return qiki_say(e, QIKI_E_ARGUMENT, "tick: expected no view and one output");
    if (t->t0 == t->t1) return QIKI_SKIPPED;
    qiki_out *o = OUT(s, t);
    if (!fits_ports(&about, t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: output takes another record");
    double *scratch = s->arena->take(s->host, 0, sizeof *scratch, 8);
    s->now.last = t->t1;
    if (!scratch) {
        s->phase = POISONED;
        return qiki_say(e, QIKI_E_MEMORY, "tick: no scratch");
    }
    if (!t->pass) s->now.way += s->now.step, s->now.said = 0;
    for (; s->now.said < 3; ++s->now.said) {
        if (!qiki_room(o)) {
            s->phase = MORE;
            if (o->count) return QIKI_MORE;
            o->dropped = 3 - s->now.said, s->phase = READY; /* no room at all */
            return QIKI_TRUNCATED;
        }
        *scratch = s->now.way + (double)s->now.said;
        *(qiki_sample *)qiki_next(o) = (qiki_sample){.entity = 1, .t = t->t1, .n = 1, .label = QIKI_LABEL_OK, .trust = 1, .v = {*scratch}};
    }
    s->phase = READY;
    return QIKI_OK;
}
static qiki_status reset(void *self, qiki_error *e) {
    sensor *s = self;
    AT_RESET(s);
    return s->phase == CREATED ? qiki_say(e, QIKI_E_ORDER, "reset: configure first") : begin(s);
}
static qiki_status save(void *self, const qiki_stream *io, qiki_error *e) {
    sensor *s = self;
    AT_SAVE(s);
    if (s->phase != READY) return qiki_say(e, QIKI_E_ORDER, "save: configure first, and between ticks");
    return qiki_write_all(io, &s->now, sizeof s->now) ? QIKI_OK : qiki_say(e, QIKI_E_IO, "save: the stream failed");
}
static qiki_status load(void *self, uint64_t schema, const qiki_stream *io, qiki_error *e) {
    sensor *s = self;
    kept next;
    AT_LOAD(s);
    if (s->phase == CREATED) return qiki_say(e, QIKI_E_ORDER, "load: configure first");
    if (schema != 1 || !qiki_read_all(io, &next, sizeof next) || !qiki_read_end(io) || next.step != s->step || next.said > 3 || !(next.way >= 0 && next.way < 1e12))
        return qiki_say(e, QIKI_E_STATE, "load: expected 32 bytes of this sensor");
    s->now = next;
    s->phase = READY;
    return QIKI_OK;
}
static const qiki_state states = {QIKI_HEAD(qiki_state), save, load};
static void destroy(void *self) {
    AT_DESTROY((sensor *)self);
    free(self);
}
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &states; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, demand, tick, reset, destroy, extension};

static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    (void)i;
    const qiki_arena *arena = h->service(h, QIKI_ARENA_ID);
    if (!arena) return WITHOUT_ARENA(e);
    sensor *s = calloc(1, sizeof *s);
    if (!s) return qiki_say(e, QIKI_E_MEMORY, "create: no memory");
    s->host = h, s->arena = arena;
    return *self = s, *vt = &table, QIKI_OK;
}
static const qiki_port outputs[] = {{"samples", "three a tick", QIKI_REC_SAMPLE, QIKI_PORT_STREAM, 3, {0}}};
static const qiki_param params[] = {{"step", "m", "how far it goes in a tick", NULL, NULL, QIKI_REAL, 0, 2, 0, 10}};
static const qiki_channel channels[] = {{"way", "m", "how far it went", 1, 0, 0, 0}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.passes", .kind = QIKI_KIND_SENSOR, .name = "Mutant", .version = "1.0.0",
    .vendor = "example", .licence = "MIT", .summary = "A sensor with at most one fault", .caps = QIKI_CAP_PURE, .state_schema = 1,
    .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .channels = QIKI_TABLE(channels), .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.passes", QIKI_KIND_SENSOR, "1.0.0", "A sensor with at most one fault"));
