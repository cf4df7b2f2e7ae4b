/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_tracker.h - a tracker without a fault, nearest neighbour, into which each mutant puts one. */
#include <qiki/c.h>
#include <qiki/looked.h>
#include <qiki/track.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef TAKES /* whether contact c of frame f is used */
#define TAKES(f, c) 1
#endif
#ifndef LACKS /* what contact c does not say of what is needed */
#define LACKS(c) (~(c)->valid & QIKI_CONTACT_HAS_POSITION)
#endif
#ifndef DOUBTS /* contact c is not to be used, for what it says of itself */
#define DOUBTS(c) ((c)->label != QIKI_LABEL_OK)
#endif
#ifndef PLACED /* p was made of contact c of frame f */
#define PLACED(p, f, c) (void)0
#endif
#ifndef SORT /* the order of contacts is no matter */
#define SORT(plots, n) qsort(plots, n, sizeof(plot), by_place)
#endif
#ifndef BEFORE /* frame f counts, and is followed next */
#define BEFORE(x, f) (void)0
#endif
#ifndef COUNT /* of the contacts of frame f, which are rows of view v */
#define COUNT(f, v) (f)->count
#endif
#ifndef ANTENNA /* where it was at the time of contact c */
#define ANTENNA(f, c, k) ((f)->pos[k] - (f)->vel[k] * ((double)(f)->t_to - (double)(c)->t) * 1e-9)
#endif
#define WHOSE(f) ((uint64_t)(f)->source << 16 | (f)->sensor)
#ifndef LATE /* frame f is of before the one that was followed last; of its time is one of another radar */
#define LATE(x, f) ((f)->t_to < (x)->now || ((f)->t_to == (x)->now && WHOSE(f) == (x)->newest))
#endif
#ifndef TOO_LATE /* a late frame is left out */
#define TOO_LATE(x) ((x)->left_out = 1)
#endif
#ifndef STRANGE /* a contact that cannot be placed is left out */
#define STRANGE(x) ((x)->left_out = 1)
#endif
#ifndef KNOWN /* contact c of frame f is of a kind, and in axes, that can be placed */
#define KNOWN(f, c) ((c)->kind == QIKI_ENU || ((c)->kind == QIKI_POLAR && (f)->axes == QIKI_AXES_ENU))
#endif
#ifndef HEARS /* view v, of the writer of frames or contacts, counts */
#define HEARS(v) 1
#endif
#ifndef QUIET /* a tick without frames */
#define QUIET(x, out) ((out)->flags |= QIKI_OUT_KEEP)
#endif
#ifndef TOLD /* r is the record of track a */
#define TOLD(x, a, r) (void)0
#endif
#ifndef UNTOLD /* track a is left out of the set */
#define UNTOLD(x, a) 0
#endif
#ifndef LINKED /* l is the association of plot p */
#define LINKED(l, p) (void)0
#endif
#ifndef BETWEEN /* the look before and frame f, in s */
#define BETWEEN(x, f) (double)((f)->t_to - (x)->now) * 1e-9
#endif
#ifndef NOW /* after frame f */
#define NOW(x, f) (f)->t_to
#endif
#ifndef HIT /* target t has a contact */
#define HIT(t) (t)->misses = 0
#endif
#ifndef OLD /* plot p is not newer than what target t took */
#define OLD(p, t) ((p)->t <= (t)->update)
#endif
#ifndef PASSED /* from plot p to the end of its look, in s */
#define PASSED(x, p) (double)((x)->now - (p)->t) * 1e-9
#endif
#ifndef LOOKED /* frame f looked at where target t is */
#define LOOKED(f, t) qiki_looked_at(f, (t)->x)
#endif
#ifndef NEXT_ID
#define NEXT_ID(x) (++(x)->born)
#endif
#ifndef ENDS
#define ENDS(x, a) ((x)->now - (a)->update > (x)->drop)
#endif
enum { MOST = 20000 };
typedef struct target { uint64_t id; qiki_ns update, birth; uint32_t hits, misses; double x[3], v[3]; } target;
typedef struct plot { double z[3]; uint64_t id; target *used; qiki_ns t; uint32_t source, birth; } plot;
typedef struct tracker { qiki_life life; qiki_ns drop, now; uint64_t newest, born, live, told, links, linked, seq; target of[MOST]; plot seen[MOST]; qiki_assoc link[MOST]; uint64_t left_out; qiki_ns apart; /* for mutants: it is not saved */ } tracker;

static qiki_status reset(void *self, qiki_error *e) {
    tracker *x = self;
    if (x->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    return x->now = INT64_MIN, x->apart = 0, x->newest = x->born = x->live = x->seq = 0, qiki_life_begin(&x->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    tracker *x = self;
    if (x->life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    x->drop = (qiki_ns)(qiki_real(c, "drop", 8) * 1e9);
    return x->life.phase = QIKI_LIFE_READY, reset(self, e);
}
static inline int by_place(const void *a, const void *b) {
    const plot *p = a, *q = b;
    for (int k = 0; k < 3; ++k) if (p->z[k] != q->z[k]) return p->z[k] < q->z[k] ? -1 : 1;
    return p->id < q->id ? -1 : p->id > q->id;
}
static int place(const qiki_frame *f, const qiki_contact *c, plot *p) {
    const int polar = c->kind == QIKI_POLAR;
    if (LACKS(c) || DOUBTS(c) || (polar && !(f->valid & QIKI_FRAME_HAS_PLATFORM))) return 0;
    *p = (plot){{c->z[0], c->z[1], c->z[2]}, c->id, NULL, c->t, f->source, 0};
    if (!((double)c->t > (double)f->t_to - 1e12 && c->t <= f->t_to)) return 0;
    if (!c->id || !(qiki_fabs(c->z[0]) < 1e7 && qiki_fabs(c->z[1]) < 1e7 && qiki_fabs(c->z[2]) < 1e7)) return 0;
    for (int k = 0; polar && k < 3; ++k) {
        const double way[3] = {qiki_sin(c->z[1]) * qiki_cos(c->z[2]), qiki_cos(c->z[1]) * qiki_cos(c->z[2]), qiki_sin(c->z[2])};
        if (!(qiki_fabs(f->pos[k]) < 1e7 && qiki_fabs(f->vel[k]) < 1e6)) return 0;
        p->z[k] = ANTENNA(f, c, k) + c->z[0] * way[k];
    }
    PLACED(p, f, c);
    return TAKES(f, c);
}
static void follow(tracker *x, const qiki_frame *f, const qiki_contact *c, uint64_t count) {
    size_t n = 0;
    for (uint64_t i = 0; i < count && x->live + n < MOST; ++i)
        if (KNOWN(f, c + i)) n += (size_t)place(f, c + i, x->seen + n);
        else STRANGE(x);
    SORT(x->seen, n);
    const double dt = x->live ? BETWEEN(x, f) : 0;
    double most = 0;
    x->now = NOW(x, f), x->newest = WHOSE(f);
    for (const plot *p = x->seen; p < x->seen + n; ++p) if (PASSED(x, p) > most) most = PASSED(x, p);
    for (target *t = x->of; t < x->of + x->live; ++t) { /* the oldest first, each its nearest */
        const double since = (double)(x->now - t->update) * 1e-9, reach = 300 + (t->hits == 1 ? 400 * since : 0);
        const double wide = reach + qiki_fabs(t->v[0]) * most;
        plot *best = NULL, *p = x->seen;
        double least = reach * reach;
        for (int k = 0; k < 3; ++k) t->x[k] += t->v[k] * dt;
        for (size_t step = n; step; step /= 2) while (p + step < x->seen + n && p[step].z[0] < t->x[0] - wide) p += step;
        for (double d = 0; p < x->seen + n && p->z[0] <= t->x[0] + wide; ++p, d = 0) {
            for (int k = 0; k < 3; ++k) {
                const double off = p->z[k] + t->v[k] * PASSED(x, p) - t->x[k];
                d += off * off;
            }
            if (!p->used && !OLD(p, t) && d < least) least = d, best = p;
        }
        if (!best) t->misses += !!LOOKED(f, t);
        if (!best) continue;
        const double rest = PASSED(x, best), a = t->hits == 1 ? 1 : 0.5, b = (t->hits == 1 ? 1 : 0.2) / ((double)(best->t - t->update) * 1e-9);
        for (int k = 0; k < 3; ++k) {
            const double off = best->z[k] + t->v[k] * rest - t->x[k];
            t->v[k] += b * off, t->x[k] += a * off;
            if (rest > 0) t->x[k] += b * off * rest;
        }
        best->used = t, ++t->hits, HIT(t), t->update = best->t;
    }
    for (plot *p = x->seen; p < x->seen + n; ++p) {
        if ((p->birth = !p->used)) x->of[x->live] = (target){NEXT_ID(x), p->t, p->t, 1, 0, {p->z[0], p->z[1], p->z[2]}, {0}}, p->used = x->of + x->live++;
        qiki_assoc l = {.track = p->used->id, .item = p->id, .t = p->t, .weight = 1, .source = p->source, .kind = QIKI_ITEM_CONTACT,
                        .flags = QIKI_ASSOC_HARD | (p->birth ? QIKI_ASSOC_BIRTH : 0), .label = QIKI_LABEL_OK};
        LINKED(&l, p);
        if (x->links < MOST) x->link[x->links++] = l;
    }
}
static qiki_track record(const tracker *x, const target *a) {
    const double since = (double)(x->now - a->update) * 1e-9, where = 400 + 1e4 * since * since, fast = 2500 + 100 * since;
    qiki_track r = {.id = a->id, .t = x->now, .t_update = a->update, .t_birth = a->birth, .hits = a->hits, .misses = a->misses, .label = QIKI_LABEL_OK,
        .status = a->hits < 3 ? QIKI_TRACK_TENTATIVE : a->misses ? QIKI_TRACK_COASTING : QIKI_TRACK_CONFIRMED, .state_dims = 3,
        .valid = QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_COV, .p = {[0] = where, [6] = where, [11] = where, [15] = fast, [18] = fast, [20] = fast}};
    for (int k = 0; k < 3; ++k) r.x[k] = a->x[k] + 0.0, r.x[k + 3] = a->v[k] + 0.0;
    if (ENDS(x, a)) r.status = QIKI_TRACK_ENDED;
    TOLD(x, a, &r);
    return r;
}
static int before(const qiki_frame *a, const qiki_frame *b) {
    if (a->t_available != b->t_available) return a->t_available < b->t_available;
    if (a->t_to != b->t_to) return a->t_to < b->t_to;
    if (a->source != b->source) return a->source < b->source;
    if (a->sensor != b->sensor) return a->sensor < b->sensor;
    return a->seq != b->seq ? a->seq < b->seq : a->first < b->first;
}
/* Of the frames of all writers the one behind `last`, from the first one (NULL) on, and the contacts of its writer; NULL: there is none. */
static const qiki_frame *next_frame(const qiki_tick *t, const qiki_frame *last, const qiki_view **contacts) {
    const qiki_frame *next = NULL;
    uint32_t writer = 0;
    for (uint32_t i = 0; i < t->view_count; ++i) {
        const qiki_view *v = qiki_view_at(t, i);
        const qiki_frame *f = v->port == 0 && HEARS(v) ? v->data : NULL;
        for (uint64_t k = 0; f && k < v->count; ++k, ++f)
            if ((!last || before(last, f)) && (!next || before(f, next))) next = f, writer = v->producer;
    }
    *contacts = NULL;
    for (uint32_t i = 0; i < t->view_count; ++i)
        if (qiki_view_at(t, i)->port == 1 && qiki_view_at(t, i)->producer == writer) *contacts = qiki_view_at(t, i);
    return next;
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    tracker *x = self;
    if (!fits_ports(&about, t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: not these ports");
    const qiki_status s = qiki_life_tick(&x->life, t, 2, e);
    if (s) return s;
    const qiki_view *v = NULL;
    qiki_out *out = qiki_out_at(t, 0), *links = qiki_out_at(t, 1);
    const qiki_frame *f = next_frame(t, NULL, &v);
    if (!f) return QUIET(x, out), x->life.phase = QIKI_LIFE_READY, QIKI_OK;
    if (!t->pass) x->told = x->links = x->linked = x->left_out = 0;
    for (; !t->pass && f; f = next_frame(t, f, &v)) {
        if ((double)f->t_to > (double)t->t1 || (double)f->t_to < (double)t->t1 - 1e12) continue;
        if (LATE(x, f)) { if (f->t_to < x->now && f->count) TOO_LATE(x); continue; }
        const qiki_contact *c = v && v->data ? v->data : NULL;
        if (f->count && (!c || f->first < v->first || f->first - v->first > v->count || f->count > v->count - (f->first - v->first))) continue;
        BEFORE(x, f);
        follow(x, f, f->count ? c + (f->first - v->first) : NULL, f->count ? COUNT(f, v) : 0);
    }
    for (; x->told < x->live; ++x->told) {
        if (UNTOLD(x, x->of + x->told)) continue;
        if (!qiki_room(out)) return QIKI_MORE;
        *(qiki_track *)qiki_next(out) = record(x, x->of + x->told);
    }
    for (; x->linked < x->links; ++x->linked) {
        if (!qiki_room(links)) return QIKI_MORE;
        *(qiki_assoc *)qiki_next(links) = x->link[x->linked];
    }
    const target *const all = x->of + x->live;
    x->live = 0;
    for (const target *a = x->of; a < all; ++a) if (!ENDS(x, a)) x->of[x->live++] = *a;
    return x->life.phase = QIKI_LIFE_READY, x->left_out ? QIKI_TRUNCATED : QIKI_OK;
}
#define KEEP_TYPE tracker
#define KEEP_FROM now
#define KEEP_TO seen
#define KEEP_USED(x) (offsetof(tracker, of) - keep_begin + (x)->live * sizeof *(x)->of)
#include "keep.h"
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &keep_states; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    tracker *x = ((void)h, (void)i, calloc(1, sizeof *x));
    return x ? (*self = x, *vt = &table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port inputs[] = {{"frames", "of any radars", QIKI_REC_FRAME, QIKI_PORT_STREAM | QIKI_PORT_MANY, 0, {0}},
                                   {"contacts", "of the same", QIKI_REC_CONTACT, QIKI_PORT_STREAM | QIKI_PORT_MANY, 0, {0}}};
static const qiki_port outputs[] = {{"tracks", "all live ones, after each look", QIKI_REC_TRACK, QIKI_PORT_SNAPSHOT, 64, {0}},
                                    {"assoc", "what they took", QIKI_REC_ASSOC, QIKI_PORT_STREAM, 64, {0}}};
static const qiki_param params[] = {{"drop", "s", "a track ends after so long without a plot", NULL, NULL, QIKI_REAL, 0, 8, 1, 600}};
static const qiki_descriptor about = {.head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.tracker", .kind = QIKI_KIND_TRACKER, .name = "Tracker",
    .version = "1.0.0", .vendor = "example", .licence = "MIT", .summary = "A tracker with at most one fault", .caps = QIKI_CAP_PURE,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .state_schema = 1, .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.tracker", QIKI_KIND_TRACKER, "1.0.0", "A tracker with at most one fault"));
