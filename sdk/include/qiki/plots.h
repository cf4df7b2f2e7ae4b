/* SPDX-License-Identifier: MIT */
/* qiki/plots.h - the contacts of a look as places, and the one nearest to where a target was. No part of the ABI: it lives in the plugin. */
#ifndef QIKI_PLOTS_H
#define QIKI_PLOTS_H
#include "check.h"
#include "math.h"
#include <stddef.h>
QIKI_EXTERN_C_BEGIN

typedef struct {
    double enu[3]; /* place, m */
    double ago;    /* how long before the frame's t_to it was measured, s */
    qiki_ns t;     /* when */
    uint64_t id;   /* the contact's */
    int64_t used;  /* for the reader: 0 at first */
} qiki_plot;

/* Of one frame, from west to east, in memory of the reader's with room for all its contacts. */
typedef struct {
    qiki_plot *at;
    size_t count;
    double oldest; /* the largest ago, s */
} qiki_plots;

/* Contact c of frame f, which has no flaw, as a place: 1. 0 when it does not say one: it has a flaw, is not QIKI_LABEL_OK, lacks a
 * coordinate, lies beyond 1e12 m, was measured after t_to or more than 1,000 s before, or is polar and nobody knows where its antenna
 * is. -1: it is of a kind that is no place by itself, or in WGS-84. [any, also in pool tasks] */
static inline int qiki_plot_of(const qiki_frame *f, const qiki_contact *c, qiki_plot *p) {
    const double ago = ((double)f->t_to - (double)c->t) * 1e-9;
    if (c->kind > QIKI_ENU) return -1;
    if (qiki_contact_flaw(c) || c->label != QIKI_LABEL_OK || (~c->valid & QIKI_CONTACT_HAS_POSITION) || c->t > f->t_to || ago > 1e3) return 0;
    p->enu[0] = c->z[0], p->enu[1] = c->z[1], p->enu[2] = c->z[2];
    p->ago = ago, p->t = c->t, p->id = c->id, p->used = 0;
    if (c->kind == QIKI_POLAR) {
        if (!(f->valid & QIKI_FRAME_HAS_PLATFORM) || f->axes > QIKI_AXES_BODY) return 0;
        const double ground = c->z[0] * qiki_cos(c->z[2]), up = c->z[0] * qiki_sin(c->z[2]);
        const double right = ground * qiki_sin(c->z[1]), ahead = ground * qiki_cos(c->z[1]);
        const double w = f->att[0], x = f->att[1], y = f->att[2], z = f->att[3];
        p->enu[0] = right, p->enu[1] = ahead, p->enu[2] = up;
        if (f->axes == QIKI_AXES_BODY) { /* the body's x, -y and z in ENU: Diebel 2006, "Representing attitude", section 6 */
            p->enu[0] = ahead * (1 - 2 * (y * y + z * z)) - right * 2 * (x * y - w * z) + up * 2 * (x * z + w * y);
            p->enu[1] = ahead * 2 * (x * y + w * z) - right * (1 - 2 * (x * x + z * z)) + up * 2 * (y * z - w * x);
            p->enu[2] = ahead * 2 * (x * z - w * y) - right * 2 * (y * z + w * x) + up * (1 - 2 * (x * x + y * y));
        }
        for (int k = 0; k < 3; ++k) p->enu[k] += f->pos[k] - ago * f->vel[k]; /* where the antenna was at that time */
    }
    for (int k = 0; k < 3; ++k)
        if (!(qiki_fabs(p->enu[k]) < 1e12)) return 0;
    return 1;
}

/* Which of two plots is farther west; of equal ones whichever the rest says, never the order of the contacts. */
static inline int qiki_west_of_(const qiki_plot *a, const qiki_plot *b) {
    for (int k = 0; k < 3; ++k)
        if (a->enu[k] != b->enu[k]) return a->enu[k] < b->enu[k];
    return a->t != b->t ? a->t < b->t : a->id < b->id;
}
/* Heapsort (Williams 1964): in place, and as fast for any order. */
static inline void qiki_sink_(qiki_plot *heap, size_t root, size_t n) {
    for (size_t child; (child = 2 * root + 1) < n; root = child) {
        if (child + 1 < n && qiki_west_of_(heap + child, heap + child + 1)) ++child;
        if (!qiki_west_of_(heap + root, heap + child)) return;
        const qiki_plot up = heap[child];
        heap[child] = heap[root], heap[root] = up;
    }
}

/* Fills `all`, of which `at` is given, with the places that frame f and its contacts, f->count of them from c on, tell: how many
 * contacts are of a kind that is none (-1 above). [any, also in pool tasks] */
static inline uint32_t qiki_plots_of(qiki_plots *all, const qiki_frame *f, const qiki_contact *c) {
    uint32_t unknown = 0;
    all->count = 0, all->oldest = 0;
    for (uint32_t i = 0; i < f->count; ++i) {
        qiki_plot *p = all->at + all->count;
        const int is = qiki_plot_of(f, c + i, p);
        unknown += is < 0, all->count += is > 0;
        if (is > 0 && p->ago > all->oldest) all->oldest = p->ago;
    }
    for (size_t i = all->count / 2; i--;) qiki_sink_(all->at, i, all->count);
    for (size_t n = all->count; n-- > 1;) {
        const qiki_plot last = all->at[n];
        all->at[n] = all->at[0], all->at[0] = last;
        qiki_sink_(all->at, 0, n);
    }
    return unknown;
}

/* The unused plot measured later than `after` that is nearest to a target, at most `gate`, m, from it; NULL: none is. The target is at
 * `enu`, m, at t_to and moves with `vel`, m/s: a plot is held against where it was when that plot was measured. In a time that grows
 * with the number of plots within the gate by their east alone. [any, also in pool tasks] */
static inline qiki_plot *qiki_nearest_plot(const qiki_plots *all, const double *enu, const double *vel, double gate, qiki_ns after) {
    const double reach = gate + qiki_fabs(vel[0]) * all->oldest;
    double least = gate * gate;
    size_t low = 0, high = all->count;
    qiki_plot *best = NULL;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (all->at[middle].enu[0] < enu[0] - reach) low = middle + 1;
        else high = middle;
    }
    for (qiki_plot *p = all->at + low; p < all->at + all->count && p->enu[0] <= enu[0] + reach; ++p) {
        double square = 0;
        for (int k = 0; k < 3; ++k) {
            const double off = p->enu[k] - (enu[k] - vel[k] * p->ago);
            square += off * off;
        }
        if (!p->used && p->t > after && square <= least && (!best || square < least)) least = square, best = p;
    }
    return best;
}
QIKI_EXTERN_C_END
#endif
