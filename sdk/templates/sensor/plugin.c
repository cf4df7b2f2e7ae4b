/* @name@.c - a barometric altimeter: the height of its craft in steps, with noise, as far up as it reaches. */
#include <qiki/c.h>
#include <qiki/check.h>
#include <qiki/random.h>
#include <qiki/sample.h>
#include <qiki/truth.h>
#include <stdlib.h>
#include <string.h>

typedef struct altimeter {
    uint64_t key, craft;
    double sigma, resolution, ceiling;
    qiki_life life;
} altimeter;

static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    altimeter *a = self;
    if (a->life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    if (!a->craft) return qiki_say(e, QIKI_E_CONFIG, "expected a craft that carries it, found none; name one by on=");
    a->sigma = qiki_real(c, "sigma", 0), a->resolution = qiki_real(c, "resolution", 1), a->ceiling = qiki_real(c, "ceiling", 0);
    return qiki_life_begin(&a->life);
}

static double stepped(const altimeter *a, double h) {
    return a->resolution * (double)(int64_t)(h / a->resolution + (h < 0 ? -0.5 : 0.5)) + 0.0; /* a record never holds -0 */
}

static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    altimeter *a = self;
    const qiki_view *in = t->view_count ? qiki_view_at(t, 0) : NULL;
    const qiki_status done = qiki_life_fit(&a->life, t, 1, qiki_tick_flaw(&about, t), e);
    if (done) return done;
    qiki_out *samples = qiki_out_at(t, 0);
    if (!qiki_room(samples)) return QIKI_MORE; /* called again for the same tick, with fresh outputs */

    const qiki_truth *me = NULL;
    for (uint64_t i = 0; in && i < in->count; ++i)
        if (((const qiki_truth *)in->data)[i].entity == a->craft) me = (const qiki_truth *)in->data + i;

    /* Nothing measured is NO_DATA without a value. It is never a zero that looks like a reading. */
    qiki_sample *s = qiki_next(samples);
    *s = (qiki_sample){.entity = a->craft, .t = t->t1, .label = QIKI_LABEL_NO_DATA, .status = QIKI_SENSE_OFF};
    /* The truth of a craft that runs more seldom than this is older than the tick: it went on since. */
    const double since = me ? ((double)t->t1 - (double)me->t) * 1e-9 : 0, height = me ? me->pos[2] + since * me->vel[2] : 0;
    /* Input is foreign: a height may be infinite or no number, and those are not read either. */
    if (me && me->label == QIKI_LABEL_OK && height >= -1e5 && height <= a->ceiling) {
        /* Addressed by what it is about, never drawn in turn: the same tick has the same noise in any run. */
        const double noise = a->sigma * qiki_normal(qiki_draw(a->key, t->seq, a->craft, 0, 0), 0);
        s->n = 1, s->label = QIKI_LABEL_OK, s->status = QIKI_SENSE_OK, s->trust = 1;
        s->v[0] = stepped(a, height + noise);
    }
    return a->life.phase = QIKI_LIFE_READY, QIKI_OK;
}

static qiki_status reset(void *self, qiki_error *e) {
    altimeter *a = self;
    return a->life.phase == QIKI_LIFE_CREATED ? qiki_say(e, QIKI_E_ORDER, "reset: configure first") : qiki_life_begin(&a->life);
}
static const void *extension(void *self, const char *id) { return (void)self, (void)id, NULL; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};

static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    altimeter *a = calloc(1, sizeof *a);
    (void)h;
    if (!a) return qiki_say(e, QIKI_E_MEMORY, "out of memory");
    a->key = i->rng_key, a->craft = i->host_entity;
    return *self = a, *vt = &table, QIKI_OK;
}
static const qiki_port inputs[] = {{"truth", "the bodies of the scenario", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 0, {0}}};
static const qiki_port outputs[] = {{"samples", "one a tick", QIKI_REC_SAMPLE, QIKI_PORT_STREAM, 1, {0}}};
static const qiki_channel channels[] = {{"height", "m", "above the scenario's origin", 1, 0, 0, 0}};
static const qiki_param params[] = {
    {"sigma", "m", "standard deviation of a reading", NULL, NULL, QIKI_REAL, 0, 2, 0, 1e3},
    {"resolution", "m", "readings come in steps of this", NULL, NULL, QIKI_REAL, 0, 1, 1e-3, 1e3},
    {"ceiling", "m", "above it there is no reading", NULL, NULL, QIKI_REAL, 0, 12e3, 0, 1e5}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "@id@", .kind = QIKI_KIND_SENSOR, .name = "@name@", .version = "0.1.0",
    .vendor = "", .licence = "", .summary = "Height of a craft by pressure, in steps and with noise",
    .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE, .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs),
    .params = QIKI_TABLE(params), .channels = QIKI_TABLE(channels), .create = create};
QIKI_C_PLUGIN(about, "@id@", QIKI_KIND_SENSOR, "0.1.0", "Height of a craft by pressure, in steps and with noise");
