/* @name@.c - a lookout: its craft turns away when a target comes near, and resumes its course when all are far again. */
#include <qiki/block.h>
#include <qiki/check.h>
#include <qiki/math.h>
#include <qiki/services/names.h>
#include <qiki/services/text.h>
enum { TURN, RESUME, NOTHING };
static const qiki_verb verbs[] = { /* what it may say; the craft declares verbs of these names, too */
    {"turn", "change the course", {"angle"}, {"rad"}, {-QIKI_PI}, {QIKI_PI}, 1, QIKI_BY_AGENT, 0, 0},
    {"resume", "go on as if nothing had been said", {0}, {0}, {0}, {0}, 0, QIKI_BY_AGENT, 0, 0}};
typedef struct memory { qiki_life life; double at[3]; uint64_t known, away, count; } memory; /* saved: no padding */
typedef struct lookout { /* names, texts: NULL when the host has no such service */
    const qiki_host *host; const qiki_names *names; const qiki_texts *texts;
    uint64_t craft; uint32_t me, type, said, because[2]; int32_t row[2]; double near, far, angle; memory m; } lookout;
static uint32_t text(const lookout *a, const char *s) { return a->texts ? a->texts->intern(a->host, s, strlen(s)) : 0; }
static qiki_status reset(void *self, qiki_error *e) {
    memory *m = &((lookout *)self)->m;
    if (m->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    return memset(m, 0, sizeof *m), qiki_life_begin(&m->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    lookout *a = self;
    int32_t row[2] = {-1, -1};
    if (a->m.life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    if (qiki_real(c, "far", 0) < qiki_real(c, "near", 0)) return qiki_say(e, QIKI_E_CONFIG, "far: expected near or more");
    for (int v = 0; a->names && a->craft && v < 2; ++v)
        if ((row[v] = a->names->verb(a->host, a->craft, verbs[v].name)) < 0)
            return qiki_say(e, QIKI_E_CONFIG, "its craft must obey turn and resume");
    a->near = qiki_real(c, "near", 0), a->far = qiki_real(c, "far", 0), a->angle = qiki_real(c, "turn", 0), memcpy(a->row, row, sizeof row);
    a->because[TURN] = text(a, "TOO_NEAR"), a->because[RESUME] = text(a, "CLEAR"), a->type = text(a, "SAFETY");
    return a->m.life.phase = QIKI_LIFE_READY, reset(self, e);
}
static uint32_t look(lookout *a, const qiki_tick *t) { /* what is to be said */
    double nearest = a->far;
    for (uint32_t i = 0; i < t->view_count; ++i) { /* in the order of the ports: samples first */
        const qiki_view *v = qiki_view_at(t, i);
        for (const qiki_sample *s = v->data, *end = s + v->count; v->port == 0 && s < end; ++s)
            if (s->entity == a->craft && s->label == QIKI_LABEL_OK && s->n == 3 && a->names &&
                a->names->channel(a->host, v->producer, "position") == (int32_t)s->channel)
                a->m.known = 1, memcpy(a->m.at, s->v, sizeof a->m.at);
        for (const qiki_track *x = v->data, *end = x + v->count; v->port == 1 && x < end; ++x) {
            const double d = qiki_hypot(qiki_hypot(x->x[0] - a->m.at[0], x->x[1] - a->m.at[1]), x->x[2] - a->m.at[2]);
            if (x->label == QIKI_LABEL_NO_DATA || x->label == QIKI_LABEL_INVALID) continue; /* no ground to act */
            if ((x->status == QIKI_TRACK_CONFIRMED || x->status == QIKI_TRACK_COASTING) && d < nearest) nearest = d;
        }
    }
    if (!a->m.known || a->row[TURN] < 0 || !a->because[TURN] || !a->because[RESUME]) return NOTHING; /* where it is, or why, it cannot tell */
    if (!a->m.away && nearest < a->near) return a->m.away = 1, TURN;
    return a->m.away && nearest >= a->far ? (a->m.away = 0, (uint32_t)RESUME) : (uint32_t)NOTHING;
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    lookout *a = self;
    const qiki_status s = qiki_life_fit(&a->m.life, t, 2, qiki_tick_flaw(&about, t), e);
    if (s) return s;
    if (!t->pass) a->said = look(a, t);
    if (a->said != NOTHING) {
        qiki_out *proposals = qiki_out_at(t, 0), *commands = qiki_out_at(t, 1);
        if (!qiki_room(proposals) || !qiki_room(commands)) return QIKI_MORE; /* go on here, in the next pass */
        const uint64_t id = (uint64_t)a->me << 32 | ++a->m.count;
        const uint32_t verb = (uint32_t)a->row[a->said], argc = verbs[a->said].argc;
        const double angle = argc ? a->angle + 0.0 : 0; /* a record never holds -0 */
        *(qiki_proposal *)qiki_next(proposals) = (qiki_proposal){.id = id, .entity = a->craft, .t = t->t1, .verb = verb, .source = a->me,
            .type = a->type, .because = a->because[a->said], .status = QIKI_PROPOSAL_CHOSEN, .argc = (uint8_t)argc, .arg = {angle},
            .label = QIKI_LABEL_OK, .priority = 1, .confidence = 1};
        *(qiki_command *)qiki_next(commands) = (qiki_command){.id = id, .entity = a->craft, .parent = id, .t = t->t1, .verb = verb,
            .issuer = a->me, .authority = QIKI_BY_AGENT, .argc = (uint8_t)argc, .label = QIKI_LABEL_OK, .arg = {angle}};
    }
    return a->m.life.phase = QIKI_LIFE_READY, QIKI_OK;
}
static qiki_status save(void *self, const qiki_stream *s, qiki_error *e) {
    return qiki_save_block(&((lookout *)self)->m, sizeof(memory), s, e);
}
static int whole(const void *state, uint64_t bytes) { return (void)state, bytes == sizeof(memory); }
static qiki_status load(void *self, uint64_t schema, const qiki_stream *s, qiki_error *e) {
    return qiki_load_block(&((lookout *)self)->m, sizeof(memory), schema == 1, whole, s, e);
}
QIKI_C_STATE(save, load)
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    lookout *a = calloc(1, sizeof *a);
    if (a) *a = (lookout){.host = h, .craft = i->host_entity, .me = i->index};
    if (a) a->names = h->service(h, QIKI_NAMES_ID), a->texts = h->service(h, QIKI_TEXT_ID);
    return a ? (*self = a, *vt = &table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port inputs[] = {
    {"samples", "where the craft is: its \"position\"", QIKI_REC_SAMPLE, QIKI_PORT_STREAM | QIKI_PORT_MANY, 0, {0}},
    {"tracks", "the picture", QIKI_REC_TRACK, QIKI_PORT_SNAPSHOT | QIKI_PORT_MANY, 0, {0}}};
static const qiki_port outputs[] = {{"proposals", "what is done, and why", QIKI_REC_PROPOSAL, QIKI_PORT_STREAM, 1, {0}},
    {"commands", "to the craft, one a proposal", QIKI_REC_COMMAND, QIKI_PORT_STREAM, 1, {0}}};
static const qiki_param params[] = {{"near", "m", "nearer than this it turns away", NULL, NULL, QIKI_REAL, 0, 2e3, 1, 1e6},
    {"far", "m", "it resumes when nobody is nearer than this", NULL, NULL, QIKI_REAL, 0, 3e3, 1, 1e6},
    {"turn", "rad", "by so much, clockwise", NULL, NULL, QIKI_REAL, 0, 0.7, -QIKI_PI, QIKI_PI}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "@id@", .kind = QIKI_KIND_AGENT, .name = "@name@", .version = "0.1.0",
    .vendor = "", .licence = "", .summary = "Turns its craft away from what comes too near", .state_schema = 1,
    .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE, .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs),
    .params = QIKI_TABLE(params), .verbs = QIKI_TABLE(verbs), .create = create};
QIKI_C_PLUGIN(about, "@id@", QIKI_KIND_AGENT, "0.1.0", "Turns its craft away from what comes too near");
