/* @name@.c - a boat: it holds a course, and turns no faster than it can. */
#include <qiki/block.h>
#include <qiki/check.h>
#include <qiki/command.h>
#include <qiki/math.h>
#include <qiki/truth.h>

typedef struct motion { qiki_life life; double east, north, course, wanted; } motion; /* saved as it is: no padding */
typedef struct boat { /* answered: command of the pass to come; fresh: as just configured */
    uint64_t entity, answered; double turn, speed; motion now, fresh; uint32_t index;
} boat;
static double limited(double x, double most) { return x > most ? most : x < -most ? -most : x; }
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    boat *b = self;
    const qiki_value *at = qiki_find(c, "at", QIKI_REALS);
    if (b->now.life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    if (!at || at->count != 2) return qiki_say(e, QIKI_E_CONFIG, "at: expected {east, north}");
    const double *p = at->data, course = qiki_real(c, "heading", 0);
    b->turn = qiki_real(c, "turn_rate", 0), b->speed = qiki_real(c, "speed", 0);
    b->fresh = (motion){{0, 0}, p[0], p[1], course, course};
    return qiki_life_begin(&b->fresh.life), b->now = b->fresh, QIKI_OK;
}
/* A host without a gate sends anything. */
static int obeys(const qiki_command *c) { return c->verb == 0 && c->argc == 1 && c->arg[0] >= -2 * QIKI_PI && c->arg[0] <= 2 * QIKI_PI; }
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    boat *b = self;
    const qiki_view *in = t->view_count ? qiki_view_at(t, 0) : NULL;
    const qiki_status done = qiki_life_fit(&b->now.life, t, 2, qiki_tick_flaw(&about, t), e);
    if (done) return done;
    qiki_out *truth = qiki_out_at(t, 0), *receipts = qiki_out_at(t, 1);
    const qiki_command *const orders = in ? in->data : NULL, *const end = in ? orders + in->count : orders;
    motion *const m = &b->now;
    if (!t->pass) {
        /* The last of a tick holds; then the short way round. */
        for (const qiki_command *c = orders; c < end; ++c) if (obeys(c)) m->wanted = c->arg[0];
        double off = m->wanted - m->course, dt = (double)(t->t1 - t->t0) * 1e-9;
        off -= 2 * QIKI_PI * (double)(int64_t)(off / (2 * QIKI_PI) + (off < 0 ? -0.5 : 0.5));
        m->course += limited(off, b->turn * dt), b->answered = 0;
        m->east += b->speed * qiki_sin(m->course) * dt, m->north += b->speed * qiki_cos(m->course) * dt; /* nothing jumps */
    }
    for (; orders + b->answered < end; ++b->answered) {
        if (!orders[b->answered].id) continue; /* nobody's */
        if (!qiki_room(receipts)) return QIKI_MORE; /* go on here, in the next pass */
        *(qiki_receipt *)qiki_next(receipts) = (qiki_receipt){.command = orders[b->answered].id, .entity = b->entity, .t = t->t1,
            .source = b->index, .status = obeys(orders + b->answered) ? QIKI_RECEIPT_ACCEPTED : QIKI_RECEIPT_REFUSED, .label = QIKI_LABEL_OK};
    }
    if (!qiki_room(truth)) return QIKI_MORE;
    const double half = (QIKI_PI / 2 - m->course) / 2; /* its x axis points ahead; + 0.0: a record never holds -0 */
    *(qiki_truth *)qiki_next(truth) = (qiki_truth){.entity = b->entity, .t = t->t1, .label = QIKI_LABEL_OK, .object_class = QIKI_CLASS_VESSEL,
        .valid = QIKI_TRUTH_HAS_ATTITUDE, .flags = t->t0 <= 0 ? QIKI_TRUTH_CREATED : 0, .pos = {m->east + 0.0, m->north + 0.0},
        .att = {qiki_cos(half) + 0.0, 0, 0, qiki_sin(half) + 0.0},
        .vel = {b->speed * qiki_sin(m->course) + 0.0, b->speed * qiki_cos(m->course) + 0.0}};
    return m->life.phase = QIKI_LIFE_READY, QIKI_OK;
}
static qiki_status reset(void *self, qiki_error *e) {
    boat *b = self;
    if (b->now.life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    return b->now = b->fresh, QIKI_OK;
}
static qiki_status save(void *self, const qiki_stream *s, qiki_error *e) {
    return qiki_save_block(&((boat *)self)->now, sizeof(motion), s, e);
}
static int sound(const void *state, uint64_t bytes) {
    const motion *m = state; /* each comparison is false of what is no number */
    return bytes == sizeof *m && qiki_fabs(m->east) < 1e9 && qiki_fabs(m->north) < 1e9 && qiki_fabs(m->course) < 1e3 &&
           qiki_fabs(m->wanted) < 1e3;
}
static qiki_status load(void *self, uint64_t schema, const qiki_stream *s, qiki_error *e) {
    return qiki_load_block(&((boat *)self)->now, sizeof(motion), schema == 1, sound, s, e);
}
QIKI_C_STATE(save, load)
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    boat *b = ((void)h, calloc(1, sizeof *b));
    if (!b) return qiki_say(e, QIKI_E_MEMORY, "out of memory");
    return b->entity = i->self_entity, b->index = i->index, *self = b, *vt = &table, QIKI_OK;
}
static const qiki_port inputs[] = {{"commands", "of the verbs below", QIKI_REC_COMMAND, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 0, {0}}};
static const qiki_port outputs[] = {{"truth", "the boat", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 1, {0}},
                                    {"receipts", "one a command", QIKI_REC_RECEIPT, QIKI_PORT_STREAM, 4, {0}}};
static const qiki_verb verbs[] = {
    {"heading", "hold this bearing", {"bearing"}, {"rad"}, {-2 * QIKI_PI}, {2 * QIKI_PI}, 1, QIKI_BY_AGENT, 0, 0}};
static const qiki_param params[] = {
    {"at", "m", "where it starts: east, north", NULL, "0,0", QIKI_REALS, 0, 0, -1e6, 1e6},
    {"heading", "rad", "at the start, clockwise from north", NULL, NULL, QIKI_REAL, 0, 0, -2 * QIKI_PI, 2 * QIKI_PI},
    {"speed", "m/s", "always", NULL, NULL, QIKI_REAL, 0, 5, 0, 50},
    {"turn_rate", "rad/s", "at most", NULL, NULL, QIKI_REAL, 0, 0.05, 1e-4, 1}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "@id@", .kind = QIKI_KIND_VEHICLE, .name = "@name@", .version = "0.1.0",
    .vendor = "", .licence = "", .summary = "A boat that holds a course", .state_schema = 1,
    .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .verbs = QIKI_TABLE(verbs), .create = create};
QIKI_C_PLUGIN(about, "@id@", QIKI_KIND_VEHICLE, "0.1.0", "A boat that holds a course");
