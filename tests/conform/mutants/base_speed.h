/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_speed.h - a sensor without a fault that reads the truth and says how fast each body is, in as many passes as it takes. */
#include <math.h>
#include <qiki/c.h>
#include <qiki/sample.h>
#include <qiki/services/log.h>
#include <qiki/truth.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef FIELDS
#define FIELDS
#endif
#ifndef CAPS
#define CAPS QIKI_CAP_PURE
#endif
#ifndef IN_DESTROY
#define IN_DESTROY(s) free(s)
#endif
#ifndef AT_START /* of a tick, of any pass */
#define AT_START(s, t)
#endif
#ifndef AT_END
#define AT_END(s, t)
#endif
#ifndef FULL
#define FULL(s, o) QIKI_MORE
#endif
#ifndef LIFE_TICK
#define LIFE_TICK qiki_life_tick
#endif
#ifndef BODIES /* of a view */
#define BODIES(s, v) ((v)->count)
#endif
#ifndef SEEN /* is that body told of? */
#define SEEN(s, b) ((b)->entity != 0)
#endif
#ifndef NO_SPEED /* of that many m/s there is none */
#define NO_SPEED(v) (!((v) <= 1e9))
#endif
#ifndef SAY
#define SAY(s, t, to, said) (*(to) = (said))
#endif

typedef struct speed { qiki_life life; uint64_t next; const qiki_host *host; const qiki_logger *log; FIELDS } speed;

static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    speed *s = self;
    (void)c;
    if (s->life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: a tick is not finished");
    return qiki_life_begin(&s->life);
}
static qiki_status reset(void *self, qiki_error *e) {
    speed *s = self;
    return s->life.phase == QIKI_LIFE_CREATED ? qiki_say(e, QIKI_E_ORDER, "reset: configure first") : qiki_life_begin(&s->life);
}
static const qiki_descriptor about;
static int fits(const qiki_tick *t) { return t->out_count == 1 && t->view_count <= 1 && fits_ports(&about, t); }
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    speed *s = self;
    if (s->life.phase != QIKI_LIFE_CREATED && !fits(t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: expected truth, and room for samples");
    const qiki_status begun = LIFE_TICK(&s->life, t, 1, e);
    if (begun != QIKI_OK) return begun;
    qiki_out *o = qiki_out_at(t, 0);
    const qiki_view *v = t->view_count ? qiki_view_at(t, 0) : NULL;
    if (!t->pass) s->next = 0;
    AT_START(s, t);
    for (; v && s->next < BODIES(s, v); ++s->next) {
        const qiki_truth *b = (const qiki_truth *)v->data + s->next;
        if (!SEEN(s, b)) continue;
        if (!qiki_room(o)) return FULL(s, o);
        const double m_s = sqrt(b->vel[0] * b->vel[0] + b->vel[1] * b->vel[1] + b->vel[2] * b->vel[2]);
        qiki_sample said = {.entity = b->entity, .t = t->t1, .label = QIKI_LABEL_INVALID, .trust = 1};
        if (b->label == QIKI_LABEL_OK && !NO_SPEED(m_s)) said.n = 1, said.v[0] = m_s, said.label = QIKI_LABEL_OK;
        SAY(s, t, (qiki_sample *)qiki_next(o), said);
    }
    AT_END(s, t);
    s->life.phase = QIKI_LIFE_READY;
    return o->dropped ? QIKI_TRUNCATED : QIKI_OK;
}
static void destroy(void *self) { IN_DESTROY((speed *)self); }
static const void *extension(void *self, const char *id) { return (void)self, (void)id, NULL; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, destroy, extension};

static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    speed *s = calloc(1, sizeof *s);
    (void)i;
    if (!s) return qiki_say(e, QIKI_E_MEMORY, "create: no memory");
    s->host = h, s->log = h->service(h, QIKI_LOG_ID);
    return *self = s, *vt = &table, QIKI_OK;
}
static const qiki_port inputs[] = {{"world", "all bodies", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 0, {0}}};
static const qiki_port outputs[] = {{"samples", "one a body", QIKI_REC_SAMPLE, QIKI_PORT_STREAM, 16, {0}}};
static const qiki_channel channels[] = {{"speed", "m/s", "how fast the body is", 1, 0, 0, 0}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.speed", .kind = QIKI_KIND_SENSOR, .name = "Mutant", .version = "1.0.0",
    .vendor = "example", .licence = "MIT", .summary = "A sensor with at most one fault", .caps = CAPS,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .channels = QIKI_TABLE(channels), .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.speed", QIKI_KIND_SENSOR, "1.0.0", "A sensor with at most one fault"));
