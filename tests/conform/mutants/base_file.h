/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_file.h - a bridge without a fault that writes the bodies into a file, which has its name when it is complete; each mutant
 * puts a fault into it. */
#include <qiki/c.h>
#include <qiki/ext/finish.h>
#include <qiki/truth.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "fits.h"
#ifndef PART /* the name until it is complete */
#define PART "bodies.part"
#endif
#ifndef MODE
#define MODE "we"
#endif
#ifndef OPEN /* in a tick */
#define OPEN fopen(PART, MODE)
#endif
#ifndef AT_END /* f is what was opened */
#define AT_END(f, e) if (!(f)) return QIKI_OK
#endif
#ifndef CAPS
#define CAPS QIKI_CAP_WORLD_IO
#endif
#ifndef AT_RESET /* what is left of the run before */
#define AT_RESET(x) drop(x)
#endif
#ifndef BEGIN /* once configured */
#define BEGIN(x, e) (x)->life.phase = QIKI_LIFE_READY, reset(x, e)
#endif
#ifndef VIEWS /* that it reads */
#define VIEWS(t) (t)->view_count
#endif
#ifndef WELL /* whether all was written, and f is closed */
#define WELL(f) (!ferror(f) & !fclose(f))
#endif
#ifndef CALLED /* whether what is complete got its name */
#define CALLED(part, name) (!rename(part, name))
#endif
#ifndef DROP /* what is not complete */
#define DROP(x) (fclose((x)->f), unlink(PART))
#endif
#ifndef WRITTEN /* f has all of this tick */
#define WRITTEN(f) (void)0
#endif
#ifndef SPOILT /* finish() fails */
#define SPOILT unlink(PART)
#endif
#ifdef NAMED /* (x, text): no file but the one that a text names, and what x keeps of that */
static const qiki_param params[] = {{"file", "", "the file of bodies; empty: none", NULL, "", QIKI_TEXT, 0, 0, 0, 0}};
#define PARAMS QIKI_TABLE(params)
#else
#define NAMED(x, text) ((x)->name = "bodies.txt", (x)->size = 10)
#define PARAMS {NULL, 0, 0}
#endif
typedef struct bridge { qiki_life life; FILE *f; const char *name; size_t size; char own[64]; } bridge;
static void drop(bridge *x) {
    if (x->f) DROP(x);
    x->f = NULL;
}
static qiki_status reset(void *self, qiki_error *e) {
    bridge *x = self;
    if (x->life.phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "reset: configure first");
    return AT_RESET(x), qiki_life_begin(&x->life);
}
static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) {
    bridge *x = self;
    if (x->life.phase == QIKI_LIFE_MORE) return qiki_say(e, QIKI_E_ORDER, "configure: finish the tick first");
    (void)c, NAMED(x, qiki_text(c, "file", ""));
    return BEGIN(x, e);
}
static const qiki_descriptor about;
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) {
    bridge *x = self;
    if (!fits_ports(&about, t)) return qiki_say(e, QIKI_E_ARGUMENT, "tick: not these ports");
    const qiki_status s = qiki_life_tick(&x->life, t, 0, e);
    if (s) return s;
    if (!x->f && x->size) x->f = OPEN;
    for (uint32_t i = 0; x->f && i < VIEWS(t); ++i)
        for (uint64_t k = 0; k < qiki_view_at(t, i)->count; ++k) {
            const qiki_truth *b = (const qiki_truth *)qiki_view_at(t, i)->data + k;
            fprintf(x->f, "%lld %llu %.17g %.17g %.17g\n", (long long)b->t, (unsigned long long)b->entity, b->pos[0], b->pos[1], b->pos[2]);
        }
    if (x->f) WRITTEN(x->f);
    return x->life.phase = QIKI_LIFE_READY, QIKI_OK;
}
static qiki_status finish(void *self, qiki_error *e) {
    bridge *x = self;
    FILE *f = x->f;
    const char *name = x->name ? x->name : "bodies.txt"; /* before configure() */
    AT_END(f, e);
    x->f = NULL;
    if (WELL(f) && (!strcmp(PART, name) || CALLED(PART, name))) return QIKI_OK;
    return SPOILT, qiki_say(e, QIKI_E_IO, "finish: bodies.txt: expected to write it to its end, found an error");
}
static void destroy(void *self) { drop(self), free(self); }
static const qiki_finish ends = {QIKI_HEAD(qiki_finish), finish};
static const void *extension(void *self, const char *id) { return (void)self, strcmp(id, QIKI_FINISH_ID) ? NULL : &ends; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, destroy, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    bridge *x = ((void)h, (void)i, calloc(1, sizeof *x));
    return x ? (*self = x, *vt = &table, QIKI_OK) : qiki_say(e, QIKI_E_MEMORY, "out of memory");
}
static const qiki_port inputs[] = {{"truth", "the bodies", QIKI_REC_TRUTH, QIKI_PORT_SNAPSHOT | QIKI_PORT_MANY, 0, {0}}};
static const qiki_descriptor about = {.head = QIKI_HEAD(qiki_descriptor), .id = "org.qiki.test.file", .kind = QIKI_KIND_BRIDGE, .name = "File", .version = "1.0.0",
    .vendor = "example", .licence = "MIT", .summary = "A bridge with at most one fault", .caps = CAPS, .inputs = QIKI_TABLE(inputs), .params = PARAMS, .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
QIKI_EXPORT const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
QIKI_NOTE(QIKI_NOTE_TEXT("org.qiki.test.file", QIKI_KIND_BRIDGE, "1.0.0", "A bridge with at most one fault"));
