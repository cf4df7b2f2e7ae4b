/* @name@.c - nearest neighbour and an alpha-beta filter, for the plots of one radar. */
#include <qiki/c.h>
#include <qiki/check.h>
#include <qiki/looked.h>
#include <stdlib.h>
#include <string.h>
enum { MOST = 65536 }; /* tracks, and plots of a frame; with more a tick fails */
typedef struct target { uint64_t id; qiki_ns update, birth; uint32_t hits, misses; double x[3], v[3]; } target; /* saved: no padding */
typedef struct plot { double z[3], ago; uint64_t id, used; qiki_ns t; } plot;
typedef struct memory { qiki_life life; qiki_ns now; uint64_t born, live; target of[MOST]; } memory;
typedef struct tracker { double alpha, beta, gate, speed; int64_t confirm; qiki_ns drop; uint64_t told; int left_out; memory m; plot seen[MOST]; } tracker;
static qiki_status reset(void *self, qiki_error *e) {
    memory *m = &((tracker *)self)->m;
    if (m->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    return m->now = INT64_MIN, m->born = m->live = 0, qiki_life_begin(&m->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    tracker *x = self;
    if (x->m.life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    x->alpha = qiki_real(c, "alpha", 0), x->beta = qiki_real(c, "beta", 0), x->gate = qiki_real(c, "gate", 0), x->speed = qiki_real(c, "speed", 0);
    x->confirm = qiki_int(c, "confirm", 0), x->drop = (qiki_ns)(qiki_real(c, "drop", 0) * 1e9), x->m.life.phase = QIKI_LIFE_READY;
    return reset(self, e);
}
static int by_place(const void *a, const void *b) { /* from west to east: near ones are found fast, and the order of contacts is nothing */
    const double d = ((const plot *)a)->z[0] - ((const plot *)b)->z[0];
    return d < 0 ? -1 : d > 0 ? 1 : memcmp(a, b, sizeof(plot));
}
static size_t place(const qiki_frame *f, const qiki_contact *c, plot *p) { /* 0: it does not say enough to be a plot */
    const int polar = c->kind == QIKI_POLAR && f->axes == QIKI_AXES_ENU && (f->valid & QIKI_FRAME_HAS_PLATFORM);
    const double r = c->z[0], b = c->z[1], up = c->z[2], a = r * qiki_cos(up), ago = ((double)f->t_to - (double)c->t) * 1e-9; /* s */
    *p = (plot){{r, b, up}, ago, c->id, 0, c->t};
    if (polar) p->z[0] = f->pos[0] + a * qiki_sin(b), p->z[1] = f->pos[1] + a * qiki_cos(b), p->z[2] = f->pos[2] + r * qiki_sin(up);
    return !qiki_contact_flaw(c) && c->t <= f->t_to && ago < 1e3 && c->label == QIKI_LABEL_OK && (~c->valid & QIKI_CONTACT_HAS_POSITION) == 0 && (polar || c->kind == QIKI_ENU);
}
static double off(const target *t, const plot *p, int k) { return p->z[k] - (t->x[k] - t->v[k] * p->ago); } /* from where the target was then */
static void follow(tracker *x, const qiki_frame *f, const qiki_contact *c) {
    memory *m = &x->m;
    const double dt = m->live ? (double)(f->t_to - m->now) * 1e-9 : 0;
    double oldest = 0;
    size_t n = 0;
    for (uint32_t i = 0; i < f->count; ++i) x->left_out |= c[i].kind > QIKI_ENU || (c[i].kind == QIKI_POLAR && f->axes != QIKI_AXES_ENU), n += place(f, c + i, x->seen + n);
    for (const plot *p = x->seen; p < x->seen + n; ++p) oldest = p->ago > oldest ? p->ago : oldest;
    qsort(x->seen, n, sizeof(plot), by_place), m->now = f->t_to;
    for (target *t = m->of; t < m->of + m->live; ++t) { /* the oldest first, each its nearest */
        const double gate = x->gate + (t->hits == 1 ? x->speed * (double)(m->now - t->update) * 1e-9 : 0), reach = gate + qiki_fabs(t->v[0]) * oldest;
        double least = gate * gate;
        plot *best = NULL, *p = x->seen;
        for (int k = 0; k < 3; ++k) t->x[k] += t->v[k] * dt;
        for (size_t step = n; step; step /= 2) while (p + step < x->seen + n && p[step].z[0] < t->x[0] - reach) p += step;
        for (double d = 0; p < x->seen + n && p->z[0] <= t->x[0] + reach; ++p, d = 0) {
            for (int k = 0; k < 3; ++k) d += off(t, p, k) * off(t, p, k);
            if (!p->used && p->t > t->update && d < least) least = d, best = p;
        }
        if (!best && qiki_looked_at(f, t->x)) ++t->misses;
        if (!best) continue;
        const double since = (double)(best->t - t->update) * 1e-9, a = t->hits == 1 ? 1 : x->alpha, b = (t->hits == 1 ? 1 : x->beta) / since;
        for (int k = 0; k < 3; ++k) { /* where it was then, how fast it is, and from there to now */
            const double d = off(t, best, k);
            t->v[k] += b * d, t->x[k] += a * d + b * d * best->ago;
        }
        best->used = 1, ++t->hits, t->misses = 0, t->update = best->t;
    }
    for (plot *p = x->seen; p < x->seen + n; ++p)
        if (!p->used) m->of[m->live++] = (target){++m->born, p->t, p->t, 1, 0, {p->z[0], p->z[1], p->z[2]}, {0}};
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    tracker *x = self; memory *m = &x->m;
    const qiki_status s = qiki_life_fit(&m->life, t, 1, qiki_tick_flaw(&about, t), e);
    if (s) return s;
    const qiki_view *in[2] = {NULL, NULL};
    for (uint32_t i = 0; i < t->view_count; ++i) in[qiki_view_at(t, i)->port % 2] = qiki_view_at(t, i);
    const qiki_frame *f = in[0] ? in[0]->data : NULL, *end = f ? f + in[0]->count : f;
    const qiki_contact *c = in[1] ? in[1]->data : NULL;
    qiki_out *out = qiki_out_at(t, 0); const qiki_ns before = m->now;
    for (x->told = t->pass ? x->told : 0, x->left_out = t->pass && x->left_out; !t->pass && f < end; ++f) {
        x->left_out |= f->t_to < m->now && f->count;
        if (qiki_frame_flaw(f) || f->t_available > t->t1 || f->t_to <= m->now || (f->count && (!c || f->first < in[1]->first || f->first - in[1]->first + f->count > in[1]->count))) continue; /* late, or lost */
        if (f->count > MOST - m->live) return qiki_say(e, QIKI_E_MEMORY, "more tracks and plots than MOST");
        follow(x, f, f->count ? c + (f->first - in[1]->first) : c);
    }
    if (!t->pass && m->now == before) return out->flags |= QIKI_OUT_KEEP, m->life.phase = QIKI_LIFE_READY, x->left_out ? QIKI_TRUNCATED : QIKI_OK; /* no frame to go by */
    for (const target *a = m->of + x->told; x->told < m->live; ++x->told, ++a) {
        const uint8_t status = a->hits < x->confirm ? QIKI_TRACK_TENTATIVE : m->now - a->update > x->drop / 2 ? QIKI_TRACK_COASTING : QIKI_TRACK_CONFIRMED;
        if (!qiki_room(out)) return QIKI_MORE; /* go on here, in the next pass */
        *(qiki_track *)qiki_next(out) = (qiki_track){.id = a->id, .t = m->now, .t_update = a->update, .t_birth = a->birth, .hits = a->hits,
            .misses = a->misses, .valid = QIKI_TRACK_HAS_VELOCITY, .label = QIKI_LABEL_OK, .state_dims = 3, .status = m->now - a->update > x->drop ? QIKI_TRACK_ENDED : status,
            .x = {a->x[0] + 0.0, a->x[1] + 0.0, a->x[2] + 0.0, a->v[0] + 0.0, a->v[1] + 0.0, a->v[2] + 0.0}}; /* a record never holds -0 */
    }
    const target *const all = m->of + m->live;
    m->live = 0;
    for (const target *a = m->of; a < all; ++a) if (m->now - a->update <= x->drop) m->of[m->live++] = *a;
    return m->life.phase = QIKI_LIFE_READY, x->left_out ? QIKI_TRUNCATED : QIKI_OK; /* late, or of a kind that it does not know */
}
static qiki_status save(void *self, const qiki_stream *s, qiki_error *e) {
    const memory *m = &((tracker *)self)->m;
    if (m->life.phase != QIKI_LIFE_READY) return qiki_say(e, QIKI_E_ORDER, "save: configure first, and between ticks");
    return qiki_write_all(s, m, offsetof(memory, of) + m->live * sizeof(target)) ? QIKI_OK : qiki_say(e, QIKI_E_IO, "save: write failed");
}
static qiki_status load(void *self, uint64_t schema, const qiki_stream *s, qiki_error *e) {
    memory *to = &((tracker *)self)->m, *m = to->life.phase == QIKI_LIFE_CREATED ? NULL : malloc(sizeof *m);
    if (!m) return to->life.phase == QIKI_LIFE_CREATED ? qiki_say(e, QIKI_E_ORDER, "load: configure first") : qiki_say(e, QIKI_E_MEMORY, "load: out of memory");
    const int good = schema == 1 && qiki_read_all(s, m, offsetof(memory, of)) && m->live <= MOST && m->life.phase == QIKI_LIFE_READY &&
                     qiki_read_all(s, m->of, m->live * sizeof(target)) && qiki_read_end(s);
    if (good) memcpy(to, m, offsetof(memory, of) + m->live * sizeof(target));
    return free(m), good ? QIKI_OK : qiki_say(e, QIKI_E_STATE, "load: not the state of such a tracker");
}
static const qiki_state states = {QIKI_HEAD(qiki_state), save, load};
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &states; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    tracker *x = ((void)h, (void)i, calloc(1, sizeof *x));
    return x ? (*self = x, *vt = &table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
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
static const qiki_descriptor about = {.head = QIKI_HEAD(qiki_descriptor), .id = "@id@", .kind = QIKI_KIND_TRACKER, .name = "@name@", .version = "0.1.0",
    .vendor = "", .licence = "", .summary = "Nearest neighbour with an alpha-beta filter", .caps = QIKI_CAP_PURE | QIKI_CAP_UNLOADABLE, .state_schema = 1,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .create = create};
QIKI_C_PLUGIN(about, "@id@", QIKI_KIND_TRACKER, "0.1.0", "Nearest neighbour with an alpha-beta filter");
