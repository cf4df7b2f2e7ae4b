/* @name@.c - nearest neighbour and an alpha-beta filter, for the plots of one radar. */
#include <qiki/block.h>
#include <qiki/looked.h>
#include <qiki/looks.h>
#include <qiki/plots.h>
enum { MOST = 65536 }; /* tracks, and plots of a frame; with more a tick fails */
typedef struct target { uint64_t id; qiki_ns update, birth; uint32_t hits, misses; double x[3], v[3]; } target; /* saved: no padding */
typedef struct memory { qiki_life life; qiki_ns now; uint64_t born, live; target of[MOST]; } memory;
typedef struct tracker {
    memory m; double alpha, beta, gate, speed; int64_t confirm; qiki_ns drop; uint64_t told; int left_out; qiki_plot seen[MOST];
} tracker;
static qiki_status reset(void *self, qiki_error *e) {
    memory *m = self;
    if (m->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    return m->now = INT64_MIN, m->born = m->live = 0, qiki_life_begin(&m->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    tracker *x = self;
    if (x->m.life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    x->alpha = qiki_real(c, "alpha", 0), x->beta = qiki_real(c, "beta", 0), x->gate = qiki_real(c, "gate", 0);
    x->speed = qiki_real(c, "speed", 0), x->confirm = qiki_int(c, "confirm", 0), x->drop = (qiki_ns)(qiki_real(c, "drop", 0) * 1e9);
    return x->m.life.phase = QIKI_LIFE_READY, reset(self, e);
}
static double seconds(qiki_ns from, qiki_ns to) { return (double)(to - from) * 1e-9; }
static void follow(tracker *x, const qiki_frame *f, const qiki_contact *c) {
    memory *m = &x->m; qiki_plots plots = {x->seen, 0, 0};
    const double dt = m->live ? seconds(m->now, f->t_to) : 0;
    x->left_out |= qiki_plots_of(&plots, f, c) > 0, m->now = f->t_to; /* > 0: of a kind that it does not know */
    for (target *t = m->of; t < m->of + m->live; ++t) { /* the oldest first, each its nearest */
        const int first = t->hits == 1; /* after its birth: its speed is not known */
        for (int k = 0; k < 3; ++k) t->x[k] += t->v[k] * dt;
        qiki_plot *p = qiki_nearest_plot(&plots, t->x, t->v, x->gate + (first ? x->speed * seconds(t->update, m->now) : 0), t->update);
        if (!p) { t->misses += qiki_looked_at(f, t->x) ? 1 : 0; continue; }
        const double a = first ? 1 : x->alpha, b = (first ? 1 : x->beta) / seconds(t->update, p->t);
        for (int k = 0; k < 3; ++k) { /* where it was then, how fast it is, and from there to now */
            const double off = p->enu[k] - (t->x[k] - t->v[k] * p->ago);
            t->v[k] += b * off, t->x[k] += a * off + b * off * p->ago;
        }
        p->used = 1, ++t->hits, t->misses = 0, t->update = p->t;
    }
    for (const qiki_plot *p = x->seen; p < x->seen + plots.count; ++p)
        if (!p->used) m->of[m->live++] = (target){++m->born, p->t, p->t, 1, 0, {p->enu[0], p->enu[1], p->enu[2]}, {0}};
}
static qiki_track record(const tracker *x, const target *a) {
    const qiki_ns silent = x->m.now - a->update;
    const uint8_t status = silent > x->drop ? QIKI_TRACK_ENDED : a->hits < x->confirm ? QIKI_TRACK_TENTATIVE
                         : silent > x->drop / 2 ? QIKI_TRACK_COASTING : QIKI_TRACK_CONFIRMED;
    return (qiki_track){.id = a->id, .t = x->m.now, .t_update = a->update, .t_birth = a->birth, .hits = a->hits, .misses = a->misses,
        .valid = QIKI_TRACK_HAS_VELOCITY, .label = QIKI_LABEL_OK, .state_dims = 3, .status = status, /* + 0.0: a record never holds -0 */
        .x = {a->x[0] + 0.0, a->x[1] + 0.0, a->x[2] + 0.0, a->v[0] + 0.0, a->v[1] + 0.0, a->v[2] + 0.0}};
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    tracker *x = self; memory *m = self;
    const qiki_status done = qiki_life_fit(&m->life, t, 1, qiki_tick_flaw(&about, t), e);
    if (done) return done;
    qiki_out *out = qiki_out_at(t, 0);
    const qiki_ns before = m->now;
    qiki_looks looks = qiki_looks_of(t, 0, 1);
    if (!t->pass) x->told = 0, x->left_out = 0;
    for (const qiki_frame *f; !t->pass && (f = qiki_next_look(&looks)) != NULL;) {
        if (f->t_to < m->now && f->count) x->left_out = 1; /* late */
        if (f->t_to <= m->now || (f->count && !looks.found)) continue; /* or said twice, or some were lost */
        if (f->count > MOST - m->live) return qiki_say(e, QIKI_E_MEMORY, "more tracks and plots than MOST");
        follow(x, f, looks.found);
    }
    if (!t->pass && m->now == before) out->flags |= QIKI_OUT_KEEP, x->told = m->live; /* no frame to go by */
    for (; x->told < m->live; ++x->told) {
        if (!qiki_room(out)) return QIKI_MORE; /* go on here, in the next pass */
        *(qiki_track *)qiki_next(out) = record(x, m->of + x->told);
    }
    const target *a = m->of, *const all = a + m->live;
    for (m->live = 0; a < all; ++a) if (m->now - a->update <= x->drop) m->of[m->live++] = *a;
    return m->life.phase = QIKI_LIFE_READY, x->left_out ? QIKI_TRUNCATED : QIKI_OK;
}
static uint64_t size(const memory *m) { return offsetof(memory, of) + m->live * sizeof(target); }
static int sound(const void *state, uint64_t bytes) { return ((const memory *)state)->live <= MOST && bytes == size(state); }
static qiki_status save(void *self, const qiki_stream *s, qiki_error *e) { return qiki_save_block(self, size(self), s, e); }
static qiki_status load(void *self, uint64_t schema, const qiki_stream *s, qiki_error *e) {
    return qiki_load_block(self, sizeof(memory), schema == 1, sound, s, e);
}
QIKI_C_STATE(save, load)
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    return (void)h, (void)i, *vt = &table, *self = calloc(1, sizeof(tracker)), *self ? QIKI_OK : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port inputs[] = {{"frames", "of one radar", QIKI_REC_FRAME, QIKI_PORT_STREAM, 0, {0}},
                                   {"contacts", "of the same", QIKI_REC_CONTACT, QIKI_PORT_STREAM, 0, {0}}};
static const qiki_port outputs[] = {{"tracks", "all live ones, after each look", QIKI_REC_TRACK, QIKI_PORT_SNAPSHOT, 64, {0}}};
static const qiki_param params[] = {{"alpha", "", "share of a plot's distance that the place takes", NULL, NULL, QIKI_REAL, 0, 0.5, 0.01, 1},
    {"beta", "", "share that the speed takes", NULL, NULL, QIKI_REAL, 0, 0.2, 0, 1},
    {"gate", "m", "a plot farther than this is of somebody else", NULL, NULL, QIKI_REAL, 0, 300, 1, 1e6},
    {"speed", "m/s", "a new track moves no faster", NULL, NULL, QIKI_REAL, 0, 300, 1, 1e4},
    {"confirm", "", "plots until a track is confirmed", NULL, NULL, QIKI_INT, 0, 4, 1, 100},
    {"drop", "s", "a track ends after so long without a plot", NULL, NULL, QIKI_REAL, 0, 10, 0.1, 1e4}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "@id@", .kind = QIKI_KIND_TRACKER, .name = "@name@", .version = "0.1.0",
    .vendor = "", .licence = "", .summary = "Nearest neighbour with an alpha-beta filter", .state_schema = 1, .create = create,
    .caps = QIKI_CAP_PURE | QIKI_CAP_UNLOADABLE, .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params)};
QIKI_C_PLUGIN(about, "@id@", QIKI_KIND_TRACKER, "0.1.0", "Nearest neighbour with an alpha-beta filter");
