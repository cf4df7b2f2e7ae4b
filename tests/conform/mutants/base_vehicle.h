/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_vehicle.h - two bodies that obey, without a fault, into which each mutant puts one. */
#include <qiki/c.h>
#include <qiki/command.h>
#include <qiki/truth.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef MOVED /* body k of v has moved by dt */
#define MOVED(v, k, dt) (void)0
#endif
#ifndef TRUTH /* r is the truth of body k */
#define TRUTH(v, k, r) (void)0
#endif
#ifndef ANSWERED /* whether command c gets its receipt r */
#define ANSWERED(c, r) 1
#endif
#ifndef OBEY /* body b hears command x, whose arguments lie within the limits */
#define OBEY(b, x) memcpy((b)->vel, (x)->arg, sizeof (b)->vel)
#endif
#ifndef COUNTS /* whether command x has as many arguments as its verb */
#define COUNTS(x) ((x)->argc == ((const qiki_verb *)qiki_row(about.verbs, (x)->verb))->argc)
#endif
#ifndef OTHER_VERBS
#define OTHER_VERBS
#endif
#ifndef BESIDES /* what else is said at the end of a tick */
#define BESIDES(v, t, out) (void)0
#endif
#ifndef FULL /* what is done when output o has no room for a receipt */
#define FULL(o) return QIKI_MORE
#endif
#ifndef BODIES
#define BODIES(v) (v)->count
#endif
enum { MOST = 16 };
typedef struct body { double pos[3], vel[3], goal[3]; uint64_t goes, last; } body;
typedef struct vehicle { qiki_life life; uint64_t entity, count, shown, answered; uint32_t index; body now[MOST]; } vehicle;

static qiki_status reset(void *self, qiki_error *e) {
    vehicle *v = self;
    if (v->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    memset(v->now, 0, sizeof v->now);
    for (int k = 0; k < MOST; ++k) v->now[k].pos[0] = 100 * k, v->now[k].vel[1] = 10;
    return qiki_life_begin(&v->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    vehicle *v = self;
    if (v->life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    v->count = (uint64_t)qiki_int(c, "count", 1), v->life.phase = QIKI_LIFE_READY;
    return reset(self, e);
}
static int within(const qiki_command *x, double most) {
    for (int k = 0; k < 3; ++k) if (!(x->arg[k] >= -most && x->arg[k] <= most)) return 0;
    return 1;
}
static const qiki_descriptor about;
static int knows(const vehicle *v, const qiki_command *x) {
    return x->entity - v->entity < v->count && x->verb < about.verbs.count && COUNTS(x) && within(x, x->verb ? 1e6 : 1000);
}
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    vehicle *v = self;
    const qiki_view *in = t->view_count ? qiki_view_at(t, 0) : NULL;
    if (!fits_ports(&about, t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: not this input");
    const qiki_status s = qiki_life_tick(&v->life, t, 2, e);
    if (s) return s;
    const qiki_command *const c = in ? in->data : NULL, *const end = in ? c + in->count : c;
    const double dt = (double)(t->t1 - t->t0) * 1e-9;
    qiki_out *truth = qiki_out_at(t, 0), *receipts = qiki_out_at(t, 1);
    if (!t->pass) {
        v->shown = v->answered = 0;
        for (const qiki_command *x = c; x < end; ++x)
            if (knows(v, x)) OBEY(v->now + (x->entity - v->entity), x);
        for (uint64_t k = 0; k < v->count; ++k) {
            for (int i = 0; i < 3; ++i) v->now[k].pos[i] += v->now[k].vel[i] * dt;
            MOVED(v, k, dt);
        }
    }
    for (; v->shown < BODIES(v); ++v->shown) {
        if (!qiki_room(truth)) return QIKI_MORE;
        const body *b = v->now + v->shown;
        qiki_truth *r = qiki_next(truth);
        *r = (qiki_truth){.entity = v->entity + v->shown, .t = t->t1, .label = QIKI_LABEL_OK, .object_class = QIKI_CLASS_DRONE,
                          .flags = t->t0 <= 0 ? QIKI_TRUTH_CREATED : 0, .vel = {b->vel[0] + 0.0, b->vel[1] + 0.0, b->vel[2] + 0.0}};
        for (int i = 0; i < 3; ++i) r->pos[i] = b->pos[i] + 0.0;
        TRUTH(v, v->shown, r);
    }
    for (; c + v->answered < end; ++v->answered) {
        const qiki_command *x = c + v->answered;
        qiki_receipt r = {.command = x->id, .entity = x->entity, .t = t->t1, .source = v->index, .status = knows(v, x) ? QIKI_RECEIPT_ACCEPTED : QIKI_RECEIPT_REFUSED, .label = QIKI_LABEL_OK};
        if (!x->id || !x->entity || !ANSWERED(x, &r)) continue;
        if (!qiki_room(receipts)) { FULL(receipts); }
        *(qiki_receipt *)qiki_next(receipts) = r;
    }
    BESIDES(v, t, receipts);
    return v->life.phase = QIKI_LIFE_READY, receipts->dropped ? QIKI_TRUNCATED : QIKI_OK;
}
#define KEEP_TYPE vehicle
#define KEEP_FROM entity
#include "keep.h"
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &keep_states; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    vehicle *v = ((void)h, calloc(1, sizeof *v));
    return v ? (v->entity = i->self_entity, v->index = i->index, *self = v, *vt = &table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port inputs[] = {{"commands", "of the verb below", QIKI_REC_COMMAND, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 0, {0}}};
static const qiki_port outputs[] = {{"truth", "the bodies", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 2, {0}},
                                    {"receipts", "one a command", QIKI_REC_RECEIPT, QIKI_PORT_STREAM, 4, {0}}};
static const qiki_verb verbs[] = {{"velocity", "move like this", {"east", "north", "up"}, {"m/s", "m/s", "m/s"}, {-1000, -1000, -1000}, {1000, 1000, 1000}, 3, QIKI_BY_AGENT, 0, 0} OTHER_VERBS};
static const qiki_param params[] = {{"count", "", "of bodies", NULL, NULL, QIKI_INT, 0, 1, 1, MOST}};
static const qiki_descriptor about = {.head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.vehicle", .kind = QIKI_KIND_VEHICLE, .name = "Vehicle",
    .version = "1.0.0", .vendor = "example", .licence = "MIT", .summary = "A vehicle with at most one fault", .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .verbs = QIKI_TABLE(verbs), .state_schema = 1, .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.vehicle", QIKI_KIND_VEHICLE, "1.0.0", "A vehicle with at most one fault"));
