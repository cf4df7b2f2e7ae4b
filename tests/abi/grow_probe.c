/* SPDX-License-Identifier: MIT */
/* tests/abi/grow_probe.c - the example radar in C, which also looks for what the next minor has and offers its new function and extension. */
#define about example_about
#define describe example_describe
#define qiki_plugin example_entry
#include "examples/radar-c/radar.c"
#undef about
#undef describe
#undef qiki_plugin
#include <qiki/services/log.h>

#if QIKI_ABI_MINOR >= 99
#include <qiki/ext/warm.h>
static int32_t warm(void *self) { return (void)self, 45; }
static const void *offer(void *self, const char *id) {
    static const qiki_warm table = {QIKI_HEAD(qiki_warm), warm};
    return strcmp(id, QIKI_WARM_ID) == 0 ? &table : extension(self, id);
}
static uint64_t answer(void *self) { return (void)self, 44; }
static const qiki_vtable grown = {QIKI_HEAD(qiki_vtable), configure, NULL, tick, reset, free, offer, answer};
#endif

static qiki_status probe(const qiki_host *h, const qiki_instance_info *i, const qiki_vtable **vt, void **self, qiki_error *e) {
    const qiki_logger *log = h->service(h, QIKI_LOG_ID);
    const char *text = "plugin knows nothing new";
    const qiki_status s = create(h, i, vt, self, e);
#if QIKI_ABI_MINOR >= 99
    *vt = &grown;
    text = QIKI_HAS(h, answer) && h->answer == 42 && QIKI_HAS(i, answer) && i->answer == 43 ? "plugin finds the new fields"
                                                                                           : "plugin finds an older host";
#endif
    if (log && QIKI_HAS(log, write)) log->write(h, QIKI_LOG_INFO, text, strlen(text));
    return s;
}
static const qiki_descriptor about = {
    .head = QIKI_HEAD(qiki_descriptor), .id = "org.example.probe", .kind = QIKI_KIND_RADAR, .name = "Probe", .version = "1.0.0",
    .vendor = "example", .licence = "MIT", .summary = "Looks for new fields", .caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC,
    .inputs = QIKI_TABLE(inputs), .outputs = QIKI_TABLE(outputs), .params = QIKI_TABLE(params), .create = probe};
static const qiki_descriptor *describe(uint32_t i) { return i ? NULL : &about; }
extern QIKI_EXPORT const qiki_entry qiki_plugin;
const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, describe};
