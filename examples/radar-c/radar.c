/* SPDX-License-Identifier: MIT */
/* examples/radar-c/radar.c - a radar in C: a fixed antenna that reports the positions of all bodies in range, with noise. */
#include <qiki/check.h>
#include <qiki/plugin.h>
#include <qiki/radar.h>
#include <qiki/random.h>
#include <stdlib.h>
#include <string.h>

enum { CREATED, READY, MORE };
typedef struct radar {
    uint64_t key, next, first; /* next: body of the pass to come; first: ordinal of the frame's first contact */
    double range, sigma, pos[3];
    qiki_ns last;              /* t1 of the last tick */
    uint32_t index;
    int phase;
} radar;

static qiki_status say(qiki_error *e, qiki_status s, const char *text) {
    if (e) e->key = -1, memset(e->text, 0, sizeof e->text), strncpy(e->text, text, sizeof e->text - 1);
    return s;
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    radar *r = self;
    const qiki_value *p = qiki_find(c, "position", QIKI_REALS);
    if (r->phase > READY) return say(e, QIKI_E_ORDER, "configure: finish the tick first");
    if (!p || p->count != 3) return say(e, QIKI_E_CONFIG, "position: expected {east, north, up}");
    memcpy(r->pos, p->data, sizeof r->pos);
    r->range = qiki_real(c, "range", 0), r->sigma = qiki_real(c, "sigma", 0);
    r->phase = READY, r->last = INT64_MIN;
    return QIKI_OK;
}
static const qiki_descriptor about; /* below, with the ports */
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    radar *r = self;
    const qiki_view *in = t->view_count ? qiki_view_at(t, 0) : NULL;
    if (r->phase == CREATED || (r->phase == MORE) != (t->pass != 0) || (t->pass && t->t1 != r->last))
        return say(e, QIKI_E_ORDER, "tick: not now");
    if (t->t1 < t->t0 || (!t->pass && t->t0 < r->last)) return say(e, QIKI_E_TIME, "tick: time runs backwards");
    const char *flaw = qiki_tick_flaw(&about, t);
    if (flaw) return say(e, QIKI_E_ARGUMENT, flaw);
    if (t->t1 == t->t0) return QIKI_SKIPPED;
    qiki_out *frames = qiki_out_at(t, 0), *contacts = qiki_out_at(t, 1);
    if (!t->pass) r->next = 0, r->first = contacts->first;
    r->phase = MORE, r->last = t->t1;
    for (; in && r->next < in->count; ++r->next) {
        const qiki_truth *b = (const qiki_truth *)in->data + r->next;
        const double ago = ((double)t->t1 - (double)b->t) * 1e-9; /* s: a truth that is written seldom is moved on to the look */
        const double at[3] = {b->pos[0] + ago * b->vel[0], b->pos[1] + ago * b->vel[1], b->pos[2] + ago * b->vel[2]};
        if (!(qiki_hypot(qiki_hypot(at[0] - r->pos[0], at[1] - r->pos[1]), at[2] - r->pos[2]) < r->range)) continue;
        if (!qiki_room(contacts)) return QIKI_MORE;
        const uint64_t id = contacts->first + contacts->count + 1;
        const qiki_bits noise = qiki_draw(r->key, t->seq, b->entity, 0, 0);
        qiki_contact *c = qiki_next(contacts);
        *c = (qiki_contact){.id = id, .t = t->t1, .frame = t->seq, .kind = QIKI_ENU, .label = QIKI_LABEL_OK,
                            .valid = QIKI_CONTACT_HAS_POSITION | QIKI_CONTACT_HAS_COV};
        for (int i = 0; i < 2; ++i) c->z[i] = at[i] + r->sigma * qiki_normal(noise, i) + 0.0;
        c->z[2] = at[2] + 0.0;
        c->cov[0] = c->cov[4] = r->sigma * r->sigma;
    }
    if (!qiki_room(frames)) return QIKI_MORE;
    qiki_frame *f = qiki_next(frames);
    *f = (qiki_frame){.seq = t->seq, .t_from = t->t0, .t_to = t->t1, .t_available = t->t1, .first = r->first,
                      .count = (uint32_t)(contacts->first + contacts->count - r->first), .source = r->index,
                      .flags = QIKI_FRAME_COMPLETE, .valid = QIKI_FRAME_HAS_PLATFORM, .label = QIKI_LABEL_OK, .att = {1}};
    memcpy(f->pos, r->pos, sizeof f->pos);
    r->phase = READY;
    return QIKI_OK;
}
static qiki_status reset(void *self, qiki_error *e) {
    radar *r = self;
    if (r->phase == CREATED) return say(e, QIKI_E_ORDER, "reset: configure first");
    r->phase = READY, r->last = INT64_MIN;
    return QIKI_OK;
}
static const void *extension(void *self, const char *id) { return (void)self, (void)id, NULL; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};

static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    radar *r = calloc(1, sizeof *r);
    (void)h;
    if (!r) return say(e, QIKI_E_MEMORY, "out of memory");
    r->key = i->rng_key, r->index = i->index;
    return *self = r, *vt = &table, QIKI_OK;
}
static const qiki_port inputs[] = {{"truth", "the bodies of the scenario", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 0, {0}}};
static const qiki_port outputs[] = {{"frames", "one a tick", QIKI_REC_FRAME, QIKI_PORT_STREAM, 1, {0}},
                                    {"contacts", "positions", QIKI_REC_CONTACT, QIKI_PORT_STREAM, 256, {0}}};
static const qiki_param params[] = {{"position", "m", "of the antenna, ENU", NULL, "0,0,0", QIKI_REALS, 0, 0, 0, 0},
                                    {"range", "m", "beyond it nothing is seen", NULL, NULL, QIKI_REAL, 0, 20e3, 1, 1e6},
                                    {"sigma", "m", "standard deviation", NULL, NULL, QIKI_REAL, 0, 20, 0, 1e3}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "org.example.radar.c", .kind = QIKI_KIND_RADAR, .name = "Radar in C",
    .version = "1.0.0", .vendor = "example", .licence = "MIT", .summary = "Fixed radar, written in C",
    .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC, .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs),
    .params = QIKI_TABLE(params), .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.example.radar.c", QIKI_KIND_RADAR, "1.0.0", "Fixed radar, written in C"));
