/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_sensor.h - a sensor of place and (amplified) turn rate without a fault, into which each mutant puts one. */
#include <qiki/c.h>
#include <qiki/sample.h>
#include <qiki/truth.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef THERE /* whether the carrier b (NULL: not in the truth) can be measured */
#define THERE(b) ((b) && (b)->label == QIKI_LABEL_OK)
#endif
#ifndef TURNS
#define TURNS(b) ((b)->valid & QIKI_TRUTH_HAS_RATE)
#endif
#ifndef RATE
#define RATE(b) (b)->rate[2]
#endif
#ifndef AGE /* of truth b, in s: so long its place is moved on by its velocity */
#define AGE(t, b) (((double)(t)->t1 - (double)(b)->t) * 1e-9)
#endif
#ifndef SAMPLE /* r is the sample of channel c */
#define SAMPLE(c, r) (void)0
#endif
#ifndef REACH /* of the channel */
#define REACH 10
#endif
#ifndef LIMITED /* whether rate v lies within the limits of its channel */
#define LIMITED(v) ((v) >= -REACH && (v) <= REACH)
#endif
#ifndef HELD /* what it says of the last place, if it holds that */
#define HELD QIKI_LABEL_STALE
#endif
#ifndef UNIT
#define UNIT "rad/s"
#endif
#ifndef OTHERS
#define OTHERS(i) NULL
#endif
#ifndef OTHERS_NOTE
#define OTHERS_NOTE
#endif
#ifndef ABOUT /* the entity that samples name */
#define ABOUT(x) (x)->host
#endif
#ifndef FIELDS /* that are not saved */
#define FIELDS
#endif
#ifndef SAVED_FIELDS /* at the end */
#define SAVED_FIELDS
#endif
#ifndef OTHER_PARAMS
#define OTHER_PARAMS
#define IN_CONFIGURE(x, c) (void)0
#endif
#ifndef FORGET /* what ticks changed, in reset() */
#define FORGET(x) (memset((x)->at, 0, sizeof (x)->at), (x)->when = 0)
#endif
#ifndef WHEN /* of a place that it holds */
#define WHEN(x) (x)->when
#endif
#ifndef IN_CREATE /* (sensor, host) */
#define IN_CREATE(x, h) (void)(h)
#endif
#ifndef OUTS
#define OUTS 1
#define OTHER_OUTPUTS
#define BESIDES(x, t, there) (void)0
#endif
typedef struct sensor { qiki_life life; uint64_t key, index; double gain; int64_t holds; FIELDS uint64_t host, next; double at[3]; qiki_ns when; SAVED_FIELDS } sensor;
static qiki_status reset(void *self, qiki_error *e) {
    sensor *x = self;
    if (x->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    FORGET(x);
    return qiki_life_begin(&x->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    sensor *x = self;
    const double gain = qiki_real(c, "gain", 1);
    if (x->life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    if (!(gain >= 0.5 && gain <= 500)) return qiki_say(e, QIKI_E_CONFIG, "configure: gain: expected 0.5 to 500, found another one");
    IN_CONFIGURE(x, c);
    x->gain = gain, x->holds = qiki_bool(c, "holds", 0);
    return memset(x->at, 0, sizeof x->at), x->life.phase = QIKI_LIFE_READY, reset(self, e);
}
static double now(const qiki_tick *t, const qiki_truth *b, int k) { return b->pos[k] + (AGE(t, b) > 0 ? AGE(t, b) * b->vel[k] : 0); }
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    sensor *x = self;
    const qiki_view *in = t->view_count ? qiki_view_at(t, 0) : NULL;
    if (!fits_ports(&about, t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: not this input");
    const qiki_status s = qiki_life_tick(&x->life, t, OUTS, e);
    if (s) return s;
    const qiki_truth *b = NULL;
    for (uint64_t i = 0; in && i < in->count; ++i) if (((const qiki_truth *)in->data)[i].entity == x->host) b = (const qiki_truth *)in->data + i;
    for (x->next = t->pass ? x->next : 0; x->next < 2; ++x->next) {
        if (!qiki_room(qiki_out_at(t, 0))) return QIKI_MORE;
        qiki_sample r = {.entity = ABOUT(x), .t = t->t1, .channel = (uint32_t)x->next, .label = QIKI_LABEL_NO_DATA, .status = QIKI_SENSE_OFF};
        if (THERE(b)) {
            r.status = QIKI_SENSE_OK;
            for (int k = 0; k < 3 && b; ++k) if (now(t, b, k) > -1e9 && now(t, b, k) < 1e9) x->at[k] = now(t, b, k) + 0.0, x->when = r.t;
            if (!x->next) r.n = 3, r.v[0] = x->at[0], r.v[1] = x->at[1], r.v[2] = x->at[2];
            else if (b && TURNS(b) && RATE(b) > -1e9 && RATE(b) < 1e9) r.n = 1, r.v[0] = x->gain * RATE(b) + 0.0;
            if (r.n) r.label = x->next && !LIMITED(r.v[0]) ? QIKI_LABEL_INVALID : QIKI_LABEL_OK, r.trust = 1;
        }
        if (x->holds && !x->next && !THERE(b) && x->when) r.n = 3, r.t = WHEN(x), memcpy(r.v, x->at, sizeof x->at), r.label = HELD;
        SAMPLE(x->next, &r);
        *(qiki_sample *)qiki_next(qiki_out_at(t, 0)) = r;
    }
    BESIDES(x, t, THERE(b));
    return x->life.phase = QIKI_LIFE_READY, QIKI_OK;
}
#define KEEP_TYPE sensor
#define KEEP_FROM host
#include "keep.h"
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &keep_states; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    sensor *x = calloc(1, sizeof *x);
    return x ? (IN_CREATE(x, h), x->key = i->rng_key, x->index = i->index, x->host = i->host_entity, *self = x, *vt = &table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port inputs[] = {{"truth", "the bodies", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 0, {0}}};
static const qiki_port outputs[] = {{"samples", "two a tick", QIKI_REC_SAMPLE, QIKI_PORT_STREAM, 2, {0}} OTHER_OUTPUTS};
static const qiki_param params[] = {{"gain", "", "of the turn rate", NULL, NULL, QIKI_REAL, 0, 1, 0.5, 500},
                                    {"holds", "", "says where it was while that is not known", NULL, NULL, QIKI_BOOL, 0, 0, 0, 1} OTHER_PARAMS};
static const qiki_channel channels[] = {{"position", "m", "of its host: east, north, up", 3, 0, 0, 0}, {"turn", UNIT, "about the upright axis", 1, 0, -REACH, REACH}};
static const qiki_descriptor about = {.head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.sensor", .kind = QIKI_KIND_SENSOR, .name = "Sensor",
    .version = "1.0.0", .vendor = "example", .licence = "MIT", .summary = "A sensor with at most one fault", .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .channels = QIKI_TABLE(channels), .state_schema = 1, .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? OTHERS(i) : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.sensor", QIKI_KIND_SENSOR, "1.0.0", "A sensor with at most one fault") OTHERS_NOTE);
