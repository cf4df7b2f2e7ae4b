/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_radar.h - a radar without a fault that rides on its host, looks all around once a tick, or at a sector, and
 * finds nine of ten bodies; each mutant puts a fault into it. */
#include <qiki/c.h>
#include <qiki/math.h>
#include <qiki/radar.h>
#include <qiki/random.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef REACH /* whether a body at range r and of bearing b is looked at */
#define REACH(r, b) ((r) >= 50 && (r) <= 40e3)
#endif
#ifndef LOOKS_AT /* whether its sector has bearing b, 0 to 2 pi */
#define LOOKS_AT(x, b) ((x)->from < (x)->to ? (b) >= (x)->from && (b) <= (x)->to : (b) >= (x)->from || (b) <= (x)->to)
#endif
#ifndef FINDS /* with probability */
#define FINDS(r) 0.9
#endif
#ifndef SNR
#define SNR(r, rcs) (205 + (rcs) - 40 * qiki_log10(r))
#endif
#ifndef ERROR /* standard deviation of the error of z[k], whose variance is stated as that of sigma[k] */
#define ERROR(k) sigma[k]
#endif
#ifndef NOISE /* of a normal law, for z[k] */
#define NOISE(k) qiki_normal(qiki_draw(x->key, t->seq, who, ERRORS, (uint32_t)(k) / 2), (k) % 2)
#endif
#ifndef WHO /* whose noise that of body b is */
#define WHO(x, b) (b)->entity
#endif
#ifndef ALARM /* which of the false alarms that of row x->next is */
#define ALARM(x, count) row - (count)
#endif
#ifndef ROW /* which of n bodies and false alarms comes in place i */
#define ROW(i, n) (i)
#endif
#ifndef ORIGIN /* whom the contact of body b comes from */
#define ORIGIN(x, b) (b)->entity
#endif
#ifndef MUTE /* a look whose contacts are in this output is no frame */
#define MUTE(x, out) 0
#endif
#ifndef KEYED /* the key of all that it draws */
#define KEYED(i) (i)->rng_key
#endif
#ifndef FULL /* what is done when there is no room for a contact (c) and its origin (o) */
#define FULL(c, o) return QIKI_MORE
#endif
#ifndef PART /* a row of the table of parameters, "part", which is x->part */
#define PART
#endif
#ifndef RATE
#define RATE(v) (v)
#endif
#ifndef ALARMS /* mean number a look */
#define ALARMS 5
#endif
#ifndef BEARING
#define BEARING(east, north) qiki_atan2(east, north)
#endif
#ifndef MEASURED /* what it says of a bearing that it measured */
#define MEASURED(x, b) (b)
#endif
#ifndef CONTACT /* c is the contact of body b, or of none (NULL) */
#define CONTACT(x, c, b) (void)0
#endif
#ifndef FRAME
#define FRAME(x, f) (void)0
#endif
#ifndef AGE /* of a truth, in s: so long it is moved on by its velocity */
#define AGE(t, b) (((double)(t)->t1 - (double)(b)->t) * 1e-9)
#endif
#ifndef BORNE /* so long before the tick ends it looks from where it is, in s */
#define BORNE 0.0
#endif
#ifndef AWAY /* the truth does not tell where its host is: it looks from where that was last */
#define AWAY(x) (void)0
#endif
enum { FOUND = 1, ERRORS, COUNT, PLACE };
static const double sigma[4] = {10, 1e-3, 1e-3, 0.5}, near = 50, far = 40e3;
typedef struct radar { qiki_life life; uint64_t key, host; double from, to, part; uint64_t next, first, seq; double pos[3], vel[3]; int64_t rates; uint32_t index, alarms; } radar;

static qiki_status reset(void *self, qiki_error *e) {
    radar *x = self;
    if (x->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    return x->seq = 0, memset(x->pos, 0, sizeof x->pos), memset(x->vel, 0, sizeof x->vel), qiki_life_begin(&x->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    radar *x = self;
    if (x->life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    const double from = qiki_real(c, "from", 0), to = qiki_real(c, "to", 2 * QIKI_PI);
    if (!(from >= 0 && from <= 2 * QIKI_PI && to >= 0 && to <= 2 * QIKI_PI && from != to)) return qiki_say(e, QIKI_E_CONFIG, "configure: from, to: expected two bearings, found others");
    x->from = from + 0.0, x->to = to + 0.0, x->rates = qiki_bool(c, "range_rate", 0), x->part = qiki_real(c, "part", 1), x->life.phase = QIKI_LIFE_READY;
    return reset(self, e);
}
static int sound(const qiki_tick *t, const qiki_truth *b) {
    if (!(AGE(t, b) >= 0 && AGE(t, b) < 1e6)) return 0;
    for (int k = 0; k < 3; ++k) if (!(qiki_fabs(b->pos[k]) < 1e9 && qiki_fabs(b->vel[k]) < 1e6)) return 0;
    return b->label == QIKI_LABEL_OK && !(b->flags & QIKI_TRUTH_REMOVED) && b->entity;
}
static void answer(const qiki_truth *b, qiki_contact *c) {
    if (c->z[0] > 5000 || b->transponder == QIKI_XPDR_NONE || b->transponder > QIKI_XPDR_S) return;
    c->transponder = b->transponder;
    if (b->valid & QIKI_TRUTH_HAS_MODE3A) c->valid |= QIKI_CONTACT_HAS_MODE3A, c->mode3a = b->mode3a & 07777;
    if (b->transponder == QIKI_XPDR_S && (b->valid & QIKI_TRUTH_HAS_ADDRESS)) c->valid |= QIKI_CONTACT_HAS_ADDRESS, c->address24 = b->address24 & 0xFFFFFF;
}
static double width(const radar *x) { return x->to - x->from + (x->to < x->from ? 2 * QIKI_PI : 0); }
static double from_north(double b) { return b < 0 ? b + 2 * QIKI_PI : b > 2 * QIKI_PI ? b - 2 * QIKI_PI : b; }
/* Contact c of body b, or of none; 0: it is not found. */
static int see(const radar *x, const qiki_tick *t, const qiki_truth *b, uint64_t who, qiki_contact *c) {
    const qiki_bits one = qiki_draw(x->key, t->seq, who, PLACE, 0), two = qiki_draw(x->key, t->seq, who, PLACE, 1);
    double z[4] = {near + (far - near) * qiki_uniform(one, 0), from_north(x->from + width(x) * qiki_uniform(one, 1)), QIKI_PI * (qiki_uniform(two, 0) - 0.5), 200 * qiki_uniform(two, 1) - 100};
    double rcs = 0;
    if (b) {
        const double ago = AGE(t, b), d[3] = {b->pos[0] + ago * b->vel[0] - x->pos[0], b->pos[1] + ago * b->vel[1] - x->pos[1], b->pos[2] + ago * b->vel[2] - x->pos[2]}, ground = qiki_hypot(d[0], d[1]);
        z[0] = qiki_hypot(ground, d[2]), z[1] = BEARING(d[0], d[1]), z[2] = qiki_atan2(d[2], ground), z[3] = 0;
        if (!REACH(z[0], z[1]) || !LOOKS_AT(x, from_north(z[1])) || qiki_uniform(qiki_draw(x->key, t->seq, who, FOUND, 0), 0) >= FINDS(z[0])) return 0;
        for (int k = 0; k < 3; ++k) z[3] += RATE((b->vel[k] - x->vel[k]) * d[k] / z[0]);
        for (int k = 0; k < 4; ++k) z[k] += ERROR(k) * NOISE(k);
        if (b->valid & QIKI_TRUTH_HAS_RCS && qiki_fabs(b->rcs_dbsm) < 1000) rcs = b->rcs_dbsm;
        if (z[0] < 0) z[0] = -z[0];
        z[1] = MEASURED(x, z[1]);
    }
    *c = (qiki_contact){.t = t->t1, .frame = x->seq, .kind = QIKI_POLAR, .band = z[0] > 5000 ? QIKI_BAND_LR : QIKI_BAND_SR, .label = QIKI_LABEL_OK,
                        .valid = QIKI_CONTACT_HAS_POSITION | QIKI_CONTACT_HAS_COV | QIKI_CONTACT_HAS_SNR};
    if (x->rates) c->valid |= QIKI_CONTACT_HAS_Z(3), c->z[3] = z[3] + 0.0, c->cov[9] = sigma[3] * sigma[3];
    for (int k = 0; k < 3; ++k) c->z[k] = z[k] + 0.0;
    c->cov[0] = sigma[0] * sigma[0], c->cov[4] = sigma[1] * sigma[1], c->cov[7] = sigma[2] * sigma[2], c->snr_db = SNR(z[0], rcs) + 0.0;
    if (b) answer(b, c);
    return 1;
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    radar *x = self;
    const qiki_view *in = t->view_count ? qiki_view_at(t, 0) : NULL;
    if (!fits_ports(&about, t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: not this input");
    const qiki_status s = qiki_life_tick(&x->life, t, 3, e);
    if (s) return s;
    qiki_out *frames = qiki_out_at(t, 0), *contacts = qiki_out_at(t, 1), *origins = qiki_out_at(t, 2);
    const qiki_truth *const all = in ? in->data : NULL;
    const uint64_t count = in ? in->count : 0;
    if (!t->pass) {
        int on = 0;
        x->next = 0, x->first = contacts->first, x->alarms = qiki_poisson(x->key, t->seq, 0, COUNT, ALARMS);
        for (uint64_t i = 0; i < count; ++i) if (all[i].entity == x->host && sound(t, all + i)) {
            on = 1, memcpy(x->vel, all[i].vel, sizeof x->vel);
            for (int k = 0; k < 3; ++k) x->pos[k] = all[i].pos[k] + (AGE(t, all + i) - BORNE) * all[i].vel[k] + 0.0;
        }
        if (!on) AWAY(x);
    }
    for (; x->next < count + x->alarms; ++x->next) {
        const uint64_t row = ROW(x->next, count + x->alarms);
        const qiki_truth *b = row < count ? all + row : NULL;
        qiki_contact c;
        if (b && (!sound(t, b) || b->entity == x->host)) continue;
        if (!see(x, t, b, b ? WHO(x, b) : (UINT64_C(1) << 40) + ALARM(x, count), &c)) continue;
        if (!qiki_room(contacts) || !qiki_room(origins)) { FULL(contacts, origins); }
        c.id = contacts->first + contacts->count + 1;
        CONTACT(x, &c, b);
        *(qiki_contact *)qiki_next(contacts) = c;
        *(qiki_origin *)qiki_next(origins) = (qiki_origin){.contact = c.id, .entity = b ? ORIGIN(x, b) : 0, .t = c.t, .source = x->index,
                                                           .cause = b ? QIKI_CAUSE_TARGET : QIKI_CAUSE_CLUTTER, .label = QIKI_LABEL_OK};
    }
    if (MUTE(x, contacts)) return x->life.phase = QIKI_LIFE_READY, QIKI_OK;
    if (!qiki_room(frames)) return QIKI_MORE;
    qiki_frame f = {.seq = x->seq++, .t_from = t->t1, .t_to = t->t1, .t_available = t->t1, .platform = x->host, .first = x->first,
        .count = (uint32_t)(contacts->first + contacts->count - x->first), .source = x->index, .clutter_kind = QIKI_POLAR, .flags = QIKI_FRAME_COMPLETE,
        .valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_PD | QIKI_FRAME_HAS_CLUTTER, .label = QIKI_LABEL_OK, .att = {1},
        .bearing = {x->from, x->to}, .elevation = {-QIKI_PI / 2, QIKI_PI / 2}, .range = {near, far}, .pd = 0.9};
    f.clutter_density = 5 / ((far - near) * width(x) * QIKI_PI * (x->rates ? 200 : 1));
    for (int k = 0; k < 3; ++k) f.pos[k] = x->pos[k] + 0.0, f.vel[k] = x->vel[k] + 0.0;
    FRAME(x, &f);
    *(qiki_frame *)qiki_next(frames) = f;
    return x->life.phase = QIKI_LIFE_READY, contacts->dropped || origins->dropped ? QIKI_TRUNCATED : QIKI_OK;
}
#define KEEP_TYPE radar
#define KEEP_FROM next
#include "keep.h"
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &keep_states; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    radar *x = ((void)h, calloc(1, sizeof *x));
    return x ? (x->key = KEYED(i), x->host = i->host_entity, x->index = i->index, *self = x, *vt = &table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port inputs[] = {{"truth", "the bodies", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT, 0, {0}}};
static const qiki_port outputs[] = {{"frames", "one a tick", QIKI_REC_FRAME, QIKI_PORT_STREAM, 1, {0}},
                                    {"contacts", "of the frame", QIKI_REC_CONTACT, QIKI_PORT_STREAM, 64, {0}},
                                    {"origin", "of the contacts", QIKI_REC_ORIGIN, QIKI_PORT_STREAM | QIKI_PORT_SECRET, 64, {0}}};
static const qiki_param params[] = {{"from", "rad", "the sector begins here, clockwise from north", NULL, NULL, QIKI_REAL, 0, 0, 0, 2 * QIKI_PI},
                                    {"to", "rad", "and ends here: less than from, it has north in it", NULL, NULL, QIKI_REAL, 0, 2 * QIKI_PI, 0, 2 * QIKI_PI},
                                    {"range_rate", "", "measure it, too", NULL, NULL, QIKI_BOOL, 0, 0, 0, 1}, PART};
static const qiki_descriptor about = {.head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.radar", .kind = QIKI_KIND_RADAR, .name = "Radar",
    .version = "1.0.0", .vendor = "example", .licence = "MIT", .summary = "A radar with at most one fault", .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .state_schema = 1, .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.radar", QIKI_KIND_RADAR, "1.0.0", "A radar with at most one fault"));
