/* @name@.c - a witness: how near any body came to a place, and when; two numbers in the run's report. */
#include <qiki/c.h>
#include <qiki/check.h>
#include <qiki/ext/finish.h>
#include <qiki/math.h>
#include <qiki/services/metrics.h>
#include <qiki/truth.h>
#include <stdlib.h>
#include <string.h>

enum { DISTANCE, TIME, ENTITY, METRICS };
static const char *const metric[METRICS][3] = {{"closest", "m", "how near any body came"},
                                               {"closest.time", "s", "when that was"},
                                               {"closest.entity", "", "who that was"}};
typedef struct witness {
    const qiki_host *host;
    const qiki_metrics *metrics; /* NULL when the host has no such service */
    int32_t handle[METRICS];
    double at[3], best[METRICS];
    qiki_life life;
    int seen;
} witness;

static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    witness *w = self;
    const qiki_value *p = qiki_find(c, "at", QIKI_REALS);
    if (!p || p->count != 3) return qiki_say(e, QIKI_E_CONFIG, "at: expected {east, north, up}");
    memcpy(w->at, p->data, sizeof w->at);
    w->metrics = w->host->service(w->host, QIKI_METRICS_ID);
    for (int i = 0; w->metrics && i < METRICS; ++i)
        w->handle[i] = w->metrics->declare(w->host, metric[i][0], metric[i][1], metric[i][2]);
    return w->seen = 0, qiki_life_begin(&w->life);
}

static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    witness *w = self;
    const qiki_view *in = t->view_count ? qiki_view_at(t, 0) : NULL;
    const qiki_status done = qiki_life_fit(&w->life, t, 0, qiki_tick_flaw(&about, t), e);
    if (done) return done;
    for (uint64_t i = 0; in && i < in->count; ++i) {
        const qiki_truth *b = (const qiki_truth *)in->data + i;
        const double d = qiki_hypot(qiki_hypot(b->pos[0] - w->at[0], b->pos[1] - w->at[1]), b->pos[2] - w->at[2]);
        if (b->label != QIKI_LABEL_OK || (w->seen && d >= w->best[DISTANCE])) continue;
        w->seen = 1, w->best[DISTANCE] = d, w->best[TIME] = (double)b->t * 1e-9, w->best[ENTITY] = (double)b->entity;
    }
    return w->life.phase = QIKI_LIFE_READY, QIKI_OK;
}

static qiki_status reset(void *self, qiki_error *e) {
    witness *w = self;
    if (w->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    return w->seen = 0, qiki_life_begin(&w->life);
}

/* The run is over. What was never seen stays unset: the report says so, and not 0. */
static qiki_status finish(void *self, qiki_error *e) {
    const witness *w = self;
    (void)e;
    for (int i = 0; w->metrics && w->seen && i < METRICS; ++i)
        if (w->handle[i] >= 0) w->metrics->gauge(w->host, w->handle[i], w->best[i]);
    return QIKI_OK;
}
static const qiki_finish ends = {QIKI_HEAD(qiki_finish), finish};
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_FINISH_ID) ? NULL : &ends; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};

static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    witness *w = calloc(1, sizeof *w);
    (void)i;
    if (!w) return qiki_say(e, QIKI_E_MEMORY, "out of memory");
    w->host = h;
    return *self = w, *vt = &table, QIKI_OK;
}
static const qiki_port inputs[] = {{"truth", "the bodies of the scenario", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 0, {0}}};
static const qiki_param params[] = {{"at", "m", "the place: east, north, up", NULL, "0,0,0", QIKI_REALS, 0, 0, -1e7, 1e7}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "@id@", .kind = QIKI_KIND_BRIDGE, .name = "@name@", .version = "0.1.0",
    .vendor = "", .licence = "", .summary = "How near any body came to a place",
    .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE, .inputs = QIKI_TABLE(inputs),
    .params = QIKI_TABLE(params), .create = create};
QIKI_C_PLUGIN(about, "@id@", QIKI_KIND_BRIDGE, "0.1.0", "How near any body came to a place");
