/* @name@.c - a fixed radar: one look a tick in all directions, which finds each body in range with probability pd. */
#include <qiki/c.h>
#include <qiki/check.h>
#include <qiki/radar.h>
#include <qiki/random.h>
#include <stdlib.h>
#include <string.h>

enum { FOUND, EAST_AND_NORTH, UP }; /* purposes of a draw */
typedef struct radar {
    uint64_t key, next, first; /* next: body of the pass to come; first: ordinal of the frame's first contact */
    double range, pd, sigma, pos[3];
    qiki_life life;
    uint32_t index;
} radar;

static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    radar *r = self;
    const qiki_value *p = qiki_find(c, "position", QIKI_REALS);
    if (r->life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    if (!p || p->count != 3) return qiki_say(e, QIKI_E_CONFIG, "position: expected {east, north, up}");
    memcpy(r->pos, p->data, sizeof r->pos);
    r->range = qiki_real(c, "range", 0), r->pd = qiki_real(c, "pd", 0), r->sigma = qiki_real(c, "sigma", 0);
    return qiki_life_begin(&r->life);
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    radar *r = self;
    const qiki_view *in = t->view_count ? qiki_view_at(t, 0) : NULL;
    const qiki_status done = qiki_life_fit(&r->life, t, 2, qiki_tick_flaw(&about, t), e);
    if (done) return done;
    qiki_out *frames = qiki_out_at(t, 0), *contacts = qiki_out_at(t, 1);
    if (!t->pass) r->next = 0, r->first = contacts->first;
    for (; in && r->next < in->count; ++r->next) {
        const qiki_truth *b = (const qiki_truth *)in->data + r->next;
        const double ago = ((double)t->t1 - (double)b->t) * 1e-9; /* s: a truth that is written seldom is moved on to the look */
        const double at[3] = {b->pos[0] + ago * b->vel[0], b->pos[1] + ago * b->vel[1], b->pos[2] + ago * b->vel[2]};
        if (b->label != QIKI_LABEL_OK || (b->flags & QIKI_TRUTH_REMOVED)) continue;
        if (!(qiki_hypot(qiki_hypot(at[0] - r->pos[0], at[1] - r->pos[1]), at[2] - r->pos[2]) < r->range)) continue;
        /* Each draw names the look, the body and its purpose: one body more changes nobody else's noise. */
        if (qiki_uniform(qiki_draw(r->key, t->seq, b->entity, FOUND, 0), 0) >= r->pd) continue;
        if (!qiki_room(contacts)) return QIKI_MORE; /* go on here, in the next pass */
        const uint64_t id = contacts->first + contacts->count + 1;
        const qiki_bits flat = qiki_draw(r->key, t->seq, b->entity, EAST_AND_NORTH, 0);
        const qiki_bits high = qiki_draw(r->key, t->seq, b->entity, UP, 0);
        qiki_contact *c = qiki_next(contacts);
        *c = (qiki_contact){.id = id, .t = t->t1, .frame = t->seq, .kind = QIKI_ENU, .label = QIKI_LABEL_OK,
                            .valid = QIKI_CONTACT_HAS_POSITION | QIKI_CONTACT_HAS_COV};
        for (int i = 0; i < 3; ++i) c->z[i] = at[i] + r->sigma * qiki_normal(i < 2 ? flat : high, i % 2) + 0.0;
        c->cov[0] = c->cov[4] = c->cov[7] = r->sigma * r->sigma;
    }
    if (!qiki_room(frames)) return QIKI_MORE;
    qiki_frame *f = qiki_next(frames);
    *f = (qiki_frame){.seq = t->seq, .t_from = t->t1, .t_to = t->t1, .t_available = t->t1, .first = r->first,
                      .count = (uint32_t)(contacts->first + contacts->count - r->first), .source = r->index,
                      .flags = QIKI_FRAME_COMPLETE, .valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_PD,
                      .label = QIKI_LABEL_OK, .att = {1}, .pd = r->pd};
    memcpy(f->pos, r->pos, sizeof f->pos);
    return r->life.phase = QIKI_LIFE_READY, QIKI_OK;
}
static qiki_status reset(void *self, qiki_error *e) {
    radar *r = self;
    return r->life.phase == QIKI_LIFE_CREATED ? qiki_say(e, QIKI_E_ORDER, "reset: configure first") : qiki_life_begin(&r->life);
}
static const void *extension(void *self, const char *id) { return (void)self, (void)id, NULL; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    radar *r = calloc(1, sizeof *r);
    (void)h;
    if (!r) return qiki_say(e, QIKI_E_MEMORY, "out of memory");
    r->key = i->rng_key, r->index = i->index;
    return *self = r, *vt = &table, QIKI_OK;
}
static const qiki_port inputs[] = {{"truth", "the bodies of the scenario", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 0, {0}}};
static const qiki_port outputs[] = {{"frames", "one a tick", QIKI_REC_FRAME, QIKI_PORT_STREAM, 1, {0}},
                                    {"contacts", "positions", QIKI_REC_CONTACT, QIKI_PORT_STREAM, 256, {0}}};
static const qiki_param params[] = {
    {"position", "m", "of the antenna, ENU", NULL, "0,0,0", QIKI_REALS, 0, 0, -1e6, 1e6},
    {"range", "m", "beyond it nothing is seen", NULL, NULL, QIKI_REAL, 0, 20e3, 1, 1e6},
    {"pd", "", "probability that a body in range is found in one look", NULL, NULL, QIKI_REAL, 0, 0.9, 0, 1},
    {"sigma", "m", "standard deviation of each coordinate", NULL, NULL, QIKI_REAL, 0, 20, 1e-3, 1e3}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "@id@", .kind = QIKI_KIND_RADAR, .name = "@name@", .version = "0.1.0",
    .vendor = "", .licence = "", .summary = "A fixed radar that looks all around once a tick",
    .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .create = create};
QIKI_C_PLUGIN(about, "@id@", QIKI_KIND_RADAR, "0.1.0", "A fixed radar that looks all around once a tick");
