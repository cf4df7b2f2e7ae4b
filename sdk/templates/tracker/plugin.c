/* @name@.c - nearest neighbour and an alpha-beta filter, for plots in space; 512 tracks at most. */
#include <qiki/ext/state.h>
#include <qiki/math.h>
#include <qiki/plugin.h>
#include <qiki/radar.h>
#include <qiki/track.h>
#include <stdlib.h>
#include <string.h>
enum { CREATED, READY, MORE, TRACKS = 512, PLOTS = 4096 };
typedef struct target { uint64_t id; qiki_ns update, birth; uint32_t hits, misses; double x[3], v[3]; } target; /* saved as they are: no padding */
typedef struct memory { qiki_ns last, now; uint64_t newest, born, live; target of[TRACKS]; } memory;
typedef struct plot { double z[3]; uint64_t id, used; } plot;
typedef struct tracker { double alpha, beta, gate, speed; int64_t confirm; qiki_ns drop; int phase; uint64_t told; memory m; plot plots[PLOTS]; } tracker;
static qiki_status say(qiki_error *e, qiki_status s, const char *text) {
    if (e) e->key = -1, memset(e->text, 0, sizeof e->text), strncpy(e->text, text, sizeof e->text - 1);
    return s;
}
static qiki_status reset(void *self, qiki_error *e) {
    tracker *x = self;
    if (x->phase == CREATED) return say(e, QIKI_E_ORDER, "reset: configure first");
    return memset(&x->m, 0, sizeof x->m), x->m.last = x->m.now = INT64_MIN, x->phase = READY, QIKI_OK;
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    tracker *x = self;
    if (x->phase == MORE) return say(e, QIKI_E_ORDER, "configure: finish the tick first");
    x->alpha = qiki_real(c, "alpha", 0), x->beta = qiki_real(c, "beta", 0), x->gate = qiki_real(c, "gate", 0), x->speed = qiki_real(c, "speed", 0);
    x->confirm = qiki_int(c, "confirm", 0), x->drop = (qiki_ns)(qiki_real(c, "drop", 0) * 1e9);
    return x->phase = READY, reset(self, e);
}
static int by_place(const void *a, const void *b) { /* so that the order of the contacts does not matter */
    const plot *p = a, *q = b;
    for (int k = 0; k < 3; ++k) if (p->z[k] != q->z[k]) return p->z[k] < q->z[k] ? -1 : 1;
    return p->id < q->id ? -1 : p->id > q->id;
}
static int place(const qiki_frame *f, const qiki_contact *c, plot *p) { /* a contact that does not say enough is no plot */
    const int polar = c->kind == QIKI_POLAR && f->axes == QIKI_AXES_ENU && (f->valid & QIKI_FRAME_HAS_PLATFORM);
    if (c->label != QIKI_LABEL_OK || (c->valid & QIKI_CONTACT_HAS_POSITION) != QIKI_CONTACT_HAS_POSITION || (!polar && c->kind != QIKI_ENU)) return 0;
    const double r = c->z[0], b = c->z[1], el = c->z[2], a = r * qiki_cos(el);
    *p = (plot){{r, b, el}, c->id, 0};
    if (polar) *p = (plot){{f->pos[0] + a * qiki_sin(b), f->pos[1] + a * qiki_cos(b), f->pos[2] + r * qiki_sin(el)}, c->id, 0};
    return 1;
}
static void follow(tracker *x, const qiki_frame *f, const qiki_contact *c) {
    memory *m = &x->m;
    const uint64_t sensor = (uint64_t)f->source << 16 | f->sensor;
    const double dt = m->live ? (double)(f->t_to - m->now) * 1e-9 : 0;
    size_t n = 0;
    if (f->t_to < m->now || (f->t_to == m->now && sensor == m->newest)) return; /* late, or said twice */
    m->now = f->t_to, m->newest = sensor;
    for (uint32_t i = 0; i < f->count && n < PLOTS; ++i) n += (size_t)place(f, c + i, x->plots + n);
    qsort(x->plots, n, sizeof(plot), by_place);
    for (target *t = m->of; t < m->of + m->live; ++t) { /* the oldest first, each its nearest */
        const double since = (double)(m->now - t->update) * 1e-9, reach = x->gate + (t->hits == 1 ? x->speed * since : 0);
        plot *best = NULL;
        double least = reach;
        for (int k = 0; k < 3; ++k) t->x[k] += t->v[k] * dt;
        for (plot *p = x->plots; p < x->plots + n && p->z[0] <= t->x[0] + reach; ++p) {
            const double d = qiki_hypot(qiki_hypot(p->z[0] - t->x[0], p->z[1] - t->x[1]), p->z[2] - t->x[2]);
            if (!p->used && d < least) least = d, best = p;
        }
        if (!best && ++t->misses) continue;
        const double a = t->hits == 1 ? 1 : x->alpha, b = since > 0 ? (t->hits == 1 ? 1 : x->beta) / since : 0;
        for (int k = 0; k < 3; ++k) { const double y = best->z[k] - t->x[k]; t->x[k] += a * y, t->v[k] += b * y; }
        best->used = 1, ++t->hits, t->misses = 0, t->update = m->now;
    }
    for (plot *p = x->plots; p < x->plots + n && m->live < TRACKS; ++p)
        if (!p->used) m->of[m->live++] = (target){++m->born, m->now, m->now, 1, 0, {p->z[0], p->z[1], p->z[2]}, {0}};
}
