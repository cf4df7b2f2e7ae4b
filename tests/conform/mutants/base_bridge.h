/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_bridge.h - an input bridge without a fault: plots "east north up" from a file, one a tick; without a file
 * made-up ones. Each mutant puts a fault into it. */
#include <qiki/c.h>
#include <qiki/radar.h>
#include <qiki/services/metrics.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include "fits.h"
#include <string.h>
#ifndef GOOD /* whether line holds a plot, after n numbers were read into z */
#define GOOD(n, z) ((n) == 3 && (z)[0] > -1e7 && (z)[0] < 1e7 && (z)[1] > -1e7 && (z)[1] < 1e7 && (z)[2] > -1e7 && (z)[2] < 1e7)
#endif
#ifndef BAD /* what tick() returns when a line is malformed; QIKI_OK: it goes on */
#define BAD QIKI_OK
#endif
#ifndef COUNTS
#define COUNTS(x) ((x)->bad_count >= 0)
#endif
#ifndef FRAME
#define FRAME(x, f) (void)0
#endif
#ifndef OTHERS
#define OTHERS(i) NULL
#endif
#ifndef OTHERS_NOTE
#define OTHERS_NOTE
#endif
enum { MOST = 10000 };
typedef struct bridge { qiki_life life; const qiki_host *host; const qiki_metrics *metrics; uint64_t seq, count; double z[MOST][3]; int32_t bad_count, is_bad[MOST]; uint32_t index; } bridge;
static qiki_status reset(void *self, qiki_error *e) {
    bridge *x = self;
    if (x->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    return x->seq = 0, qiki_life_begin(&x->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    bridge *x = self;
    char line[256];
    const char *name = qiki_text(c, "file", "");
    if (x->life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    FILE *f = name[0] ? fopen(name, "re") : NULL;
    if (name[0] && !f) return qiki_say(e, errno == ENOMEM ? QIKI_E_MEMORY : QIKI_E_CONFIG, "file: cannot be read");
    for (x->count = 0; f && x->count < MOST && fgets(line, sizeof line, f); ++x->count) {
        double *z = x->z[x->count];
        const int n = sscanf(line, "%lf %lf %lf", z, z + 1, z + 2);
        x->is_bad[x->count] = !GOOD(n, z);
    }
    for (; !f && x->count < 100; ++x->count) x->z[x->count][0] = 100 * (double)x->count, x->z[x->count][1] = 5000, x->z[x->count][2] = 100, x->is_bad[x->count] = 0;
    if (f) fclose(f);
    x->bad_count = x->metrics ? x->metrics->declare(x->host, "malformed", "", "lines that are no plot") : -1;
    return x->life.phase = QIKI_LIFE_READY, reset(self, e);
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    bridge *x = self;
    if (!fits_ports(&about, t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: not these ports");
    const qiki_status s = qiki_life_tick(&x->life, t, 2, e);
    if (s) return s;
    qiki_out *frames = qiki_out_at(t, 0), *contacts = qiki_out_at(t, 1);
    const uint64_t i = x->seq;
    const int there = i < x->count && !x->is_bad[i];
    if (there && (!qiki_room(frames) || !qiki_room(contacts))) return x->life.phase = QIKI_LIFE_READY, ++x->seq, ++frames->dropped, ++contacts->dropped, QIKI_TRUNCATED;
    x->life.phase = QIKI_LIFE_READY, ++x->seq;
    if (i < x->count && x->is_bad[i]) {
        if (COUNTS(x)) x->metrics->count(x->host, 0, x->bad_count, 1);
        if (BAD != QIKI_OK) return qiki_say(e, BAD, "a malformed line");
    }
    if (!there) return QIKI_OK;
    qiki_frame f = {.seq = i, .t_from = t->t1, .t_to = t->t1, .t_available = t->t1, .first = contacts->first + contacts->count, .count = 1, .source = x->index, .label = QIKI_LABEL_OK};
    qiki_contact c = {.id = i + 1, .t = t->t1, .frame = i, .kind = QIKI_ENU, .valid = QIKI_CONTACT_HAS_POSITION, .label = QIKI_LABEL_OK};
    for (int k = 0; k < 3; ++k) c.z[k] = x->z[i][k] + 0.0;
    FRAME(x, &f);
    if (c.t > f.t_to || c.t < f.t_from) c.t = f.t_to;
    *(qiki_frame *)qiki_next(frames) = f, *(qiki_contact *)qiki_next(contacts) = c;
    return QIKI_OK;
}
#define KEEP_TYPE bridge
#define KEEP_FROM seq
#include "keep.h"
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_STATE_ID) ? NULL : &keep_states; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    bridge *x = calloc(1, sizeof *x);
    return x ? (x->host = h, x->metrics = h->service(h, QIKI_METRICS_ID), x->index = i->index, *self = x, *vt = &table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port outputs[] = {{"frames", "one a line", QIKI_REC_FRAME, QIKI_PORT_STREAM, 1, {0}},
                                    {"contacts", "one a frame", QIKI_REC_CONTACT, QIKI_PORT_STREAM, 1, {0}}};
static const qiki_param params[] = {{"file", "", "plots, one a line: east north up; empty: made up", NULL, "", QIKI_TEXT, QIKI_PARAM_PATH, 0, 0, 0}};
static const qiki_descriptor about = {.head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.bridge", .kind = QIKI_KIND_BRIDGE, .name = "Bridge",
    .version = "1.0.0", .vendor = "example", .licence = "MIT", .summary = "A bridge with at most one fault", .caps = QIKI_CAP_PURE,
    .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .state_schema = 1, .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? OTHERS(i) : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.bridge", QIKI_KIND_BRIDGE, "1.0.0", "A bridge with at most one fault") OTHERS_NOTE);
