/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_echo.h - a radar without a fault, and without noise: each body gives a contact where it is, once a tick. */
#include <qiki/c.h>
#include <qiki/radar.h>
#include <stdlib.h>
#include "fits.h"
#ifndef CONTACT_ID /* of the n-th contact since reset, from 0 */
#define CONTACT_ID(s, n) ((n) + 1)
#endif
#ifndef FRAME_FIRST
#define FRAME_FIRST(s) ((s)->begun)
#endif
#ifndef AVAILABLE
#define AVAILABLE(s, t) ((t)->t1)
#endif

typedef struct echo { qiki_life life; uint64_t next, contacts, begun, frames; uint32_t index; } echo;

static qiki_status begin(echo *s) {
    s->contacts = s->frames = 0;
    return qiki_life_begin(&s->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    echo *s = self;
    (void)c;
    return s->life.phase == QIKI_LIFE_MORE ? qiki_say(e, QIKI_E_ORDER, "configure: a tick is not finished") : begin(s);
}
static qiki_status reset(void *self, qiki_error *e) {
    echo *s = self;
    return s->life.phase == QIKI_LIFE_CREATED ? qiki_say(e, QIKI_E_ORDER, "reset: configure first") : begin(s);
}
static const qiki_descriptor about;
static int fits(const qiki_tick *t) { return t->out_count == 2 && t->view_count <= 1 && fits_ports(&about, t); }
static int seen(const qiki_truth *b) {
    for (int i = 0; i < 3; ++i)
        if (!(b->pos[i] >= -1e9 && b->pos[i] <= 1e9)) return 0;
    return b->entity != 0 && b->label == QIKI_LABEL_OK;
}
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    echo *s = self;
    if (s->life.phase != QIKI_LIFE_CREATED && !fits(t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: expected truth, and room for frames and contacts");
    const qiki_status begun = qiki_life_tick(&s->life, t, 2, e);
    if (begun != QIKI_OK) return begun;
    qiki_out *frames = qiki_out_at(t, 0), *contacts = qiki_out_at(t, 1);
    const qiki_view *v = t->view_count ? qiki_view_at(t, 0) : NULL;
    if (!t->pass) s->next = 0, s->begun = s->contacts;
    for (; v && s->next < v->count; ++s->next) {
        const qiki_truth *b = (const qiki_truth *)v->data + s->next;
        if (!seen(b)) continue;
        if (!qiki_room(contacts)) return QIKI_MORE;
        qiki_contact *c = qiki_next(contacts);
        *c = (qiki_contact){.id = CONTACT_ID(s, s->contacts), .t = t->t1, .frame = s->frames, .valid = QIKI_CONTACT_HAS_POSITION, .kind = QIKI_ENU, .label = QIKI_LABEL_OK};
        for (int i = 0; i < 3; ++i) c->z[i] = b->pos[i] + 0.0;
        ++s->contacts;
    }
    if (!qiki_room(frames)) return QIKI_MORE;
    *(qiki_frame *)qiki_next(frames) = (qiki_frame){.seq = s->frames++, .t_from = t->t1, .t_to = t->t1, .t_available = AVAILABLE(s, t), .first = FRAME_FIRST(s),
        .count = (uint32_t)(s->contacts - s->begun), .source = s->index, .flags = QIKI_FRAME_COMPLETE, .label = QIKI_LABEL_OK};
    s->life.phase = QIKI_LIFE_READY;
    return QIKI_OK;
}
static void destroy(void *self) { free(self); }
#define KEEP_TYPE echo
#define KEEP_FROM next
#include "keep.h"
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &keep_states; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, destroy, extension};

static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    echo *s = calloc(1, sizeof *s);
    (void)h;
    if (!s) return qiki_say(e, QIKI_E_MEMORY, "create: no memory");
    s->index = i->index;
    return *self = s, *vt = &table, QIKI_OK;
}
static const qiki_port inputs[] = {{"world", "all bodies", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 0, {0}}};
static const qiki_port outputs[] = {{"frames", "one a tick", QIKI_REC_FRAME, QIKI_PORT_STREAM, 1, {0}}, {"contacts", "one a body", QIKI_REC_CONTACT, QIKI_PORT_STREAM, 16, {0}}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.echo", .kind = QIKI_KIND_RADAR, .name = "Mutant", .version = "1.0.0",
    .vendor = "example", .licence = "MIT", .summary = "A radar with at most one fault", .caps = QIKI_CAP_PURE,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .state_schema = 1, .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.echo", QIKI_KIND_RADAR, "1.0.0", "A radar with at most one fault"));
