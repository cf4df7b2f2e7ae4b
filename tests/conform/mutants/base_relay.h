/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_relay.h - a tracker of tracks without a fault: it says the tracks of another one again. */
#include <qiki/c.h>
#include <qiki/track.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef QUIET /* a tick without a picture */
#define QUIET(out) ((out)->flags |= QIKI_OUT_KEEP)
#endif
#ifndef PASSES /* whether track a is said again in picture n, from 1 */
#define PASSES(a, n) 1
#endif
#ifndef TOLD /* r is said in picture n */
#define TOLD(r, n) (void)0
#endif

typedef struct relay { qiki_life life; uint64_t pictures, next; } relay;

static qiki_status begin(relay *x) { return x->pictures = 0, qiki_life_begin(&x->life); }
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    relay *x = self;
    (void)c;
    return x->life.phase == QIKI_LIFE_MORE ? qiki_say(e, QIKI_E_ORDER, "configure: a tick is not finished") : begin(x);
}
static qiki_status reset(void *self, qiki_error *e) {
    relay *x = self;
    return x->life.phase == QIKI_LIFE_CREATED ? qiki_say(e, QIKI_E_ORDER, "reset: configure first") : begin(x);
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    relay *x = self;
    if (x->life.phase != QIKI_LIFE_CREATED && (t->view_count > 1 || !fits_ports(&about, t))) return qiki_say(e, QIKI_E_ARGUMENT, "tick: not these ports");
    const qiki_status begun = qiki_life_tick(&x->life, t, 1, e);
    if (begun != QIKI_OK) return begun;
    const qiki_view *v = t->view_count ? qiki_view_at(t, 0) : NULL;
    qiki_out *out = qiki_out_at(t, 0);
    if (!v || !(v->flags & QIKI_VIEW_FRESH)) return QUIET(out), x->life.phase = QIKI_LIFE_READY, QIKI_OK;
    if (!t->pass) x->next = 0, ++x->pictures;
    for (; x->next < v->count; ++x->next) {
        const qiki_track *a = (const qiki_track *)v->data + x->next;
        if (!a->id || a->t > t->t1 || qiki_record_flaw(QIKI_REC_TRACK, a) || !PASSES(a, x->pictures)) continue;
        if (!qiki_room(out)) return QIKI_MORE;
        qiki_track *r = qiki_next(out);
        *r = *a;
        TOLD(r, x->pictures);
    }
    x->life.phase = QIKI_LIFE_READY;
    return QIKI_OK;
}
#define KEEP_TYPE relay
#define KEEP_FROM pictures
#include "keep.h"
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &keep_states; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    relay *x = ((void)h, (void)i, calloc(1, sizeof *x));
    return x ? (*self = x, *vt = &table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port inputs[] = {{"tracks", "of another tracker", QIKI_REC_TRACK, QIKI_PORT_SNAPSHOT, 0, {0}}};
static const qiki_port outputs[] = {{"tracks", "the same", QIKI_REC_TRACK, QIKI_PORT_SNAPSHOT, 64, {0}}};
static const qiki_descriptor about = {.head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.relay", .kind = QIKI_KIND_TRACKER, .name = "Relay",
    .version = "1.0.0", .vendor = "example", .licence = "MIT", .summary = "A tracker of tracks with at most one fault", .caps = QIKI_CAP_PURE,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .state_schema = 1, .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.relay", QIKI_KIND_TRACKER, "1.0.0", "A tracker of tracks with at most one fault"));
