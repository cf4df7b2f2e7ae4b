/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_charge_agent.h - an agent without a fault that lands its craft, once, when what a channel of a name of its own
 * says falls below a limit, and says why; each mutant puts a fault into it. */
#include <qiki/c.h>
#include <qiki/check.h>
#include <qiki/command.h>
#include <qiki/sample.h>
#include <qiki/services/names.h>
#include <qiki/services/text.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef BELIEVED /* whether what sample s says is used */
#define BELIEVED(s) ((s)->label != QIKI_LABEL_NO_DATA && (s)->label != QIKI_LABEL_INVALID)
#endif
#ifndef MINE /* whether sample s is about the craft */
#define MINE(a, s) ((s)->entity == (a)->craft)
#endif
#ifndef HEARD /* whether writer i of samples is listened to */
#define HEARD(i) 1
#endif
#ifndef CHANNEL /* the row of the channel of writer v */
#define CHANNEL(a, v) (a)->names->channel((a)->host, (v)->producer, "charge")
#endif
#ifndef VERB
#define VERB "land"
#endif
#ifndef TO /* whom it commands */
#define TO(a) (a)->craft
#endif
#ifndef EXPIRES
#define EXPIRES(t) 0
#endif
#ifndef MORE /* members that are not saved */
#define MORE
#endif
#ifndef RESET
#define RESET(a) (void)0
#endif
#ifndef VALUE /* of sample s, as it is judged */
#define VALUE(a, s) (s)->v[0]
#endif
#ifndef KEEP_FROM /* what is saved: from here on */
#define KEEP_FROM low
#endif
typedef struct agent { qiki_life life; const qiki_host *host; const qiki_names *names; const qiki_texts *texts; double limit; uint64_t craft;
                       uint32_t me, because, type, says; int32_t row, known; MORE uint64_t low, count; } agent; /* low: and has been said so */
static qiki_status reset(void *self, qiki_error *e) {
    agent *a = self;
    if (a->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    return a->low = a->count = 0, RESET(a), qiki_life_begin(&a->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    agent *a = self;
    if (a->life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    a->limit = qiki_real(c, "limit", 0.2);
    a->row = a->names && a->craft ? a->names->verb(a->host, a->craft, VERB) : -1;
    a->because = a->texts ? a->texts->intern(a->host, "CHARGE_LOW", 10) : 0, a->type = a->texts ? a->texts->intern(a->host, "SAFETY", 6) : 0;
    return a->life.phase = QIKI_LIFE_READY, reset(self, e);
}
static void hear(agent *a, const qiki_view *v) {
    const int32_t row = a->names && a->craft ? CHANNEL(a, v) : -1;
    for (const qiki_sample *s = v->data, *end = s + v->count; row >= 0 && s < end; ++s) {
        if (!MINE(a, s) || s->channel != (uint32_t)row || s->part || !s->n || qiki_sample_flaw(s) || !BELIEVED(s)) continue;
        const double now = VALUE(a, s);
        if (now > a->limit + 0.05) a->low = 0;
        if (now < a->limit && !a->low) a->low = 1, a->says = a->row >= 0 && a->because;
    }
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    agent *a = self;
    if (!fits_ports(&about, t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: not these ports");
    const qiki_status s = qiki_life_tick(&a->life, t, 2, e);
    if (s) return s;
    if (!t->pass) a->says = 0;
    for (uint32_t i = 0; i < t->view_count && !t->pass; ++i)
        if (HEARD(i)) hear(a, qiki_view_at(t, i));
    if (a->says) {
        qiki_out *proposals = qiki_out_at(t, 0), *commands = qiki_out_at(t, 1);
        if (!qiki_room(proposals) || !qiki_room(commands)) return QIKI_MORE;
        const uint64_t id = (uint64_t)a->me << 32 | ++a->count;
        *(qiki_proposal *)qiki_next(proposals) =
            (qiki_proposal){.id = id, .entity = TO(a), .t = t->t1, .verb = (uint32_t)a->row, .source = a->me, .type = a->type, .because = a->because,
                            .status = QIKI_PROPOSAL_CHOSEN, .label = QIKI_LABEL_OK, .priority = 1, .confidence = 1};
        *(qiki_command *)qiki_next(commands) = (qiki_command){.id = id, .entity = TO(a), .parent = id, .t = t->t1, .expires = EXPIRES(t), .verb = (uint32_t)a->row,
                                                              .issuer = a->me, .authority = QIKI_BY_AGENT, .label = QIKI_LABEL_OK};
    }
    return a->life.phase = QIKI_LIFE_READY, QIKI_OK;
}
#define KEEP_TYPE agent
#include "keep.h"
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &keep_states; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    agent *a = calloc(1, sizeof *a);
    if (a) a->host = h, a->names = h->service(h, QIKI_NAMES_ID), a->texts = h->service(h, QIKI_TEXT_ID), a->craft = i->host_entity, a->me = i->index;
    return a ? (*self = a, *vt = &table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port inputs[] = {{"samples", "how full the battery is", QIKI_REC_SAMPLE, QIKI_PORT_STREAM | QIKI_PORT_MANY, 0, {0}}};
static const qiki_port outputs[] = {{"proposals", "what is done, and why", QIKI_REC_PROPOSAL, QIKI_PORT_STREAM, 1, {0}},
                                    {"commands", "one a proposal", QIKI_REC_COMMAND, QIKI_PORT_STREAM, 1, {0}}};
static const qiki_verb verbs[] = {{"land", "go down where it is", {0}, {0}, {0}, {0}, 0, QIKI_BY_AGENT, 0, 0}};
static const qiki_param params[] = {{"limit", "1", "below which it lands", NULL, NULL, QIKI_REAL, 0, 0.2, 0.1, 0.9}};
static const qiki_descriptor about = {.head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.charge", .kind = QIKI_KIND_AGENT, .name = "Charge",
    .version = "1.0.0", .vendor = "example", .licence = "MIT", .summary = "An agent with at most one fault", .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .verbs = QIKI_TABLE(verbs), .state_schema = 1, .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.charge", QIKI_KIND_AGENT, "1.0.0", "An agent with at most one fault"));
