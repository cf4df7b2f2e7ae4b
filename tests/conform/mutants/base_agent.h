/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_agent.h - an agent without a fault that turns its craft towards the nearest track, and says why; of a
 * craft that cannot turn it says only why; each mutant puts a fault into it. */
#include <qiki/c.h>
#include <qiki/command.h>
#include <qiki/math.h>
#include <qiki/sample.h>
#include <qiki/services/names.h>
#include <qiki/services/text.h>
#include <qiki/track.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef ROW /* of its verb in the table of its craft */
#define ROW(a) (a)->names->verb((a)->host, (a)->craft, "turn")
#endif
#ifndef SHOWN /* whether sample s may be believed */
#define SHOWN(s) ((s)->label == QIKI_LABEL_OK && (s)->n == 3)
#endif
#ifndef KNOWN /* whether sample s of view v is a position */
#define KNOWN(a, v, s) ((a)->names && (a)->names->channel((a)->host, (v)->producer, "position") == (int32_t)(s)->channel)
#endif
#ifndef HEARD /* whether view i is looked at */
#define HEARD(t, i) 1
#endif
#ifndef SEES /* whether track x may be believed */
#define SEES(x) ((x)->label == QIKI_LABEL_OK)
#endif
#ifndef SAYS
#define SAYS(a, p, c) (void)0
#endif
#ifndef SPEAKS /* knows a reason to give */
#define SPEAKS(a) ((a)->because != 0)
#endif
#ifndef TIED /* a proposal has the arguments of its verb */
#define TIED(a) ((a)->row >= 0)
#endif
#ifndef ANGLE
#define ANGLE(a, b) ((b) * (a)->share)
#endif
#ifndef OTHERS /* further plugins of the file */
#define OTHERS(i) NULL
#endif
#ifndef OTHERS_NOTE
#define OTHERS_NOTE
#endif
typedef struct agent { qiki_life life; const qiki_host *host; const qiki_names *names; const qiki_texts *texts; double share; uint64_t craft, count, nearest; double at[3], angle;
                       uint32_t me, because, type, says; int32_t row; } agent;
static qiki_status reset(void *self, qiki_error *e) {
    agent *a = self;
    if (a->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    return a->count = a->nearest = 0, memset(a->at, 0, sizeof a->at), qiki_life_begin(&a->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    agent *a = self;
    if (a->life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    a->share = qiki_real(c, "share", 1);
    a->row = a->names && a->craft ? ROW(a) : -1;
    a->because = a->texts ? a->texts->intern(a->host, "NEAREST", 7) : 0, a->type = a->texts ? a->texts->intern(a->host, "PLANNING", 8) : 0;
    return a->life.phase = QIKI_LIFE_READY, reset(self, e);
}
static void look(agent *a, const qiki_tick *t) {
    double least = 1e18;
    for (uint32_t i = 0; i < t->view_count; ++i) { /* in the order of the ports: samples first */
        const qiki_view *v = qiki_view_at(t, i);
        if (!HEARD(t, i)) continue;
        for (const qiki_sample *s = v->data, *end = s + v->count; v->port == 0 && s < end; ++s)
            for (int k = 0; k < 3 && s->entity == a->craft && KNOWN(a, v, s) && SHOWN(s); ++k) if (qiki_fabs(s->v[k]) < 1e9) a->at[k] = s->v[k];
        for (const qiki_track *x = v->data, *end = x + v->count; v->port == 1 && x < end; ++x) {
            const double d[2] = {x->x[0] - a->at[0], x->x[1] - a->at[1]}, r = d[0] * d[0] + d[1] * d[1];
            if (SEES(x) && r < least) least = r, a->nearest = x->id, a->angle = qiki_atan2(d[0], d[1]), a->says = a->craft && SPEAKS(a);
        }
    }
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    agent *a = self;
    if (!fits_ports(&about, t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: not these ports");
    const qiki_status s = qiki_life_tick(&a->life, t, 2, e);
    if (s) return s;
    if (!t->pass) a->says = 0, look(a, t);
    if (a->says) {
        qiki_out *proposals = qiki_out_at(t, 0), *commands = qiki_out_at(t, 1);
        if (!qiki_room(proposals) || (a->row >= 0 && !qiki_room(commands))) return QIKI_MORE;
        const uint64_t id = (uint64_t)a->me << 32 | ++a->count;
        qiki_proposal p = {.id = id, .entity = a->craft, .t = t->t1, .verb = (uint32_t)a->row, .source = a->me, .type = a->type, .because = a->because,
                           .status = QIKI_PROPOSAL_CHOSEN, .argc = TIED(a), .arg = {TIED(a) ? ANGLE(a, a->angle) + 0.0 : 0}, .label = QIKI_LABEL_OK, .priority = 1, .confidence = 1};
        qiki_command c = {.id = id, .entity = a->craft, .parent = id, .t = t->t1, .verb = p.verb, .issuer = a->me, .authority = QIKI_BY_AGENT, .argc = 1,
                          .label = QIKI_LABEL_OK, .arg = {p.arg[0]}};
        SAYS(a, &p, &c);
        *(qiki_proposal *)qiki_next(proposals) = p;
        if (a->row >= 0) *(qiki_command *)qiki_next(commands) = c; /* else its craft cannot turn: (uint32_t)-1 is QIKI_NO_VERB */
    }
    return a->life.phase = QIKI_LIFE_READY, QIKI_OK;
}
#define KEEP_TYPE agent
#define KEEP_FROM craft
#include "keep.h"
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &keep_states; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    agent *a = calloc(1, sizeof *a);
    if (a) a->host = h, a->names = h->service(h, QIKI_NAMES_ID), a->texts = h->service(h, QIKI_TEXT_ID), a->craft = i->host_entity, a->me = i->index;
    return a ? (*self = a, *vt = &table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port inputs[] = {{"samples", "where the craft is", QIKI_REC_SAMPLE, QIKI_PORT_STREAM | QIKI_PORT_MANY, 0, {0}},
                                   {"tracks", "the picture", QIKI_REC_TRACK, QIKI_PORT_SNAPSHOT | QIKI_PORT_MANY, 0, {0}}};
static const qiki_port outputs[] = {{"proposals", "what is done, and why", QIKI_REC_PROPOSAL, QIKI_PORT_STREAM, 1, {0}},
                                    {"commands", "one a proposal", QIKI_REC_COMMAND, QIKI_PORT_STREAM, 1, {0}}};
static const qiki_verb verbs[] = {{"turn", "face this bearing", {"bearing"}, {"rad"}, {-QIKI_PI}, {QIKI_PI}, 1, QIKI_BY_AGENT, 0, 0}};
static const qiki_param params[] = {{"share", "1", "of the bearing, by which it turns", NULL, NULL, QIKI_REAL, 0, 1, 0.1, 1}};
static const qiki_descriptor about = {.head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.agent", .kind = QIKI_KIND_AGENT, .name = "Agent",
    .version = "1.0.0", .vendor = "example", .licence = "MIT", .summary = "An agent with at most one fault", .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .verbs = QIKI_TABLE(verbs), .state_schema = 1, .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? OTHERS(i) : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.agent", QIKI_KIND_AGENT, "1.0.0", "An agent with at most one fault") OTHERS_NOTE);
