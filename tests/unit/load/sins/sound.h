/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/sound.h - a sound tracker that does nothing; each sin defines one thing otherwise, then includes it. */
#include "qiki/plugin.h"
#include "qiki/radar.h"
#include "qiki/track.h"

#ifndef ID
#define ID "org.example.sin"
#endif
#ifndef KIND
#define KIND QIKI_KIND_TRACKER
#endif
#ifndef NOTE
#define NOTE QIKI_NOTE_TEXT(ID, KIND, "1.0.0", "A sound tracker")
#endif
#ifndef SUMMARY
#define SUMMARY "A sound tracker"
#endif
#ifndef MAGIC
#define MAGIC "QIKIPLG"
#endif
#ifndef MAJOR
#define MAJOR QIKI_ABI_MAJOR
#endif
#ifndef MINOR
#define MINOR QIKI_ABI_MINOR
#endif
#ifndef LAYOUT
#define LAYOUT QIKI_LAYOUT
#endif
#ifndef INIT
#define INIT NULL
#define DEINIT NULL
#endif
#ifndef DEFAULT
#define DEFAULT 3
#endif
#ifndef CAPS
#define CAPS QIKI_CAP_PURE
#endif
#ifndef ENTRY
#define ENTRY qiki_plugin
#endif
#ifndef EXTENSION
#define EXTENSION NULL
#endif
#ifndef HELP
#define HELP "hits until a track is confirmed"
#endif
#ifndef IN_CREATE
#define IN_CREATE (void)0
#endif
#ifndef IN_CONFIGURE
#define IN_CONFIGURE return QIKI_OK
#endif
#ifndef IN_DESTROY
#define IN_DESTROY (void)0
#endif

static qiki_status configure(void *self, const qiki_config *c, qiki_error *e) { (void)self, (void)c, (void)e; IN_CONFIGURE; }
static qiki_status tick(void *self, const qiki_tick *t, qiki_error *e) { (void)self, (void)t, (void)e; return QIKI_SKIPPED; }
static qiki_status reset(void *self, qiki_error *e) { (void)self, (void)e; return QIKI_OK; }
static void destroy(void *self) { (void)self; IN_DESTROY; }
static const void *extension(void *self, const char *id) { (void)self, (void)id; return EXTENSION; }
static const qiki_vtable table = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, destroy, extension};
static qiki_status create(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    static int it;
    (void)h, (void)i, (void)e;
    IN_CREATE;
    *vt = &table, *self = &it;
    return QIKI_OK;
}
static const qiki_port inputs[] = {{"frames", "", QIKI_REC_FRAME, QIKI_PORT_STREAM | QIKI_PORT_MANY, 0, {0, 0}},
                                   {"contacts", "", QIKI_REC_CONTACT, QIKI_PORT_STREAM | QIKI_PORT_MANY, 0, {0, 0}}};
static const qiki_port outputs[] = {{"tracks", "all live ones", QIKI_REC_TRACK, QIKI_PORT_SNAPSHOT, 8, {0, 0}}};
static const qiki_param params[] = {{"confirm", "", HELP, NULL, NULL, QIKI_INT, 0, DEFAULT, 1, 20},
                                    {"beam", "rad", "width of the beam", NULL, NULL, QIKI_REAL, 0, 0.02, 0.001, 0.5},
                                    {"mode", "", "how plots find tracks", "near|far", "near", QIKI_TEXT, 0, 0, 0, 0}};
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = ID, .kind = KIND, .name = "Sound", .version = "1.0.0", .vendor = "example",
    .licence = "MIT", .summary = SUMMARY, .caps = CAPS, .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs),
    .params = QIKI_TABLE(params), .create = create};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
extern QIKI_EXPORT const qiki_entry ENTRY;
const qiki_entry ENTRY = {MAGIC, MAJOR, MINOR, sizeof(qiki_entry), LAYOUT, INIT, DEINIT, describe};
#ifndef WITHOUT_NOTE
QIKI_NOTE(NOTE);
#endif
