/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/spy.h - a second plugin in a mutant's file: a bridge without outputs that is shown the truth, and keeps it (SEEN)
 * to itself. OTHERS and OTHERS_NOTE of a base header take it in. SPY_KIND: what it
 * calls itself. SPY_SPEAKS: it has an output. */
#include <qiki/c.h>
#include <qiki/truth.h>
#include <stdlib.h>
#include "fits.h"
#ifndef SPY_KIND
#define SPY_KIND QIKI_KIND_BRIDGE
#endif
#define OTHERS(i) ((i) == 1 ? &spy : NULL)
#define OTHERS_NOTE "id=org.qiki.test.spy\nkind=" SPY_KIND "\nversion=1.0.0\nsummary=Sees the truth\n"
#ifdef SPY_SPEAKS
#include <qiki/track.h>
static const qiki_port spy_outputs[] = {{"tracks", "none so far", QIKI_REC_TRACK, QIKI_PORT_STREAM, 1, {0}}};
#define SPY_OUTPUTS ((qiki_table)QIKI_TABLE(spy_outputs))
#else
#define SPY_OUTPUTS ((qiki_table){0})
#endif
static qiki_status spy_configure(void *self, const qiki_config *c, qiki_error *e) {
    (void)c;
    return ((qiki_life *)self)->phase == QIKI_LIFE_MORE ? qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first") : qiki_life_begin(self);
}
static qiki_status spy_reset(void *self, qiki_error *e) {
    return ((qiki_life *)self)->phase == QIKI_LIFE_CREATED ? qiki_say(e, QIKI_E_ORDER, "reset: configure first") : qiki_life_begin(self);
}
static const qiki_descriptor spy;
static qiki_status spy_tick(void *self, const qiki_tick *t, qiki_error *e) {
    const qiki_view *in = t->view_count ? qiki_view_at(t, 0) : NULL;
    if (!fits_ports(&spy, t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: not this input");
    const qiki_status s = qiki_life_tick(self, t, SPY_OUTPUTS.count, e);
    if (s) return s;
    if (in && in->count) SEEN((const qiki_truth *)in->data);
    return ((qiki_life *)self)->phase = QIKI_LIFE_READY, QIKI_OK;
}
static const void *spy_extension(void *self, const char *id) { return (void)self, (void)id, NULL; }
static const qiki_vtable spy_table = {QIKI_HEAD(qiki_vtable), spy_configure, NULL, spy_tick, spy_reset, free, spy_extension};
static qiki_status spy_create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    void *x = ((void)h, (void)i, calloc(1, sizeof(qiki_life)));
    return x ? (*self = x, *vt = &spy_table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port spy_inputs[] = {{"truth", "all of it", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 0, {0}}};
static const qiki_descriptor spy = {.head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.spy", .kind = SPY_KIND, .name = "Spy",
    .version = "1.0.0", .vendor = "example", .licence = "MIT", .summary = "Sees the truth", .caps = QIKI_CAP_PURE, .inputs = QIKI_TABLE(spy_inputs), .outputs = SPY_OUTPUTS, .create = spy_create};
