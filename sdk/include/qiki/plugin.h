/* SPDX-License-Identifier: MIT */
/* qiki/plugin.h - what a plugin is: one exported data symbol, descriptors, an instance table, a note in the file. */
#ifndef QIKI_PLUGIN_H
#define QIKI_PLUGIN_H
#include "config.h"
#include "host.h"
#include "layout.h"
#include "port.h"
QIKI_EXTERN_C_BEGIN

/* A kind is a contract on ports, not another vtable; the host refuses a port outside it.
 *            reads                                            writes
 *   vehicle  command, zone; truth, sample, receipt (DELAYED)  truth, sample, receipt, event
 *   sensor   truth, zone, sample of its host                  sample, event
 *   radar    truth, zone, sample of its host; or a recording; frame, contact, origin, sample, track (REFERENCE), event
 *            or frame and contact (a link)
 *   tracker  frame, contact, track                            track, assoc, track_modes, event
 *   agent    track, sample, zone, receipt, event              proposal, command, event
 *   bridge   everything, after the tick; scorers also origin  command, frame, contact, track: recorded at the tick barrier */
#define QIKI_KIND_VEHICLE "qiki.vehicle/1"
#define QIKI_KIND_SENSOR  "qiki.sensor/1"
#define QIKI_KIND_RADAR   "qiki.radar/1"
#define QIKI_KIND_TRACKER "qiki.tracker/1"
#define QIKI_KIND_AGENT   "qiki.agent/1"
#define QIKI_KIND_BRIDGE  "qiki.bridge/1"

#define QIKI_CAP_PURE       (UINT64_C(1) << 0) /* output is a function of (config, state, inputs, rng key) */
#define QIKI_CAP_NO_ALLOC   (UINT64_C(1) << 1) /* tick() does not allocate after warm-up */
#define QIKI_CAP_UNLOADABLE (UINT64_C(1) << 2) /* survives dlclose and a second dlopen */
#define QIKI_CAP_WORLD_IO   (UINT64_C(1) << 3) /* tick() reads a clock, file or socket; excludes PURE */

/* Never two calls into one instance at once, on whatever thread; two instances of one library run at the same time.
 * [control] between ticks. [tick] during tick(), any thread. [any] both, not from pool tasks unless said.
 * No call may throw, longjmp, exit, start a thread (bridges may), or change FP environment, signals, locale, cwd.
 *
 *              configure demand tick      reset save  load  extension destroy
 *   CREATED    ok        ORDER  ORDER     ORDER ORDER ORDER ok        ok
 *   READY      ok        ok     ok        ok    ok    ok    ok        ok       configure, reset and load lead here
 *   MORE       ORDER     ORDER  same tick ok    ORDER ok    ok        ok       after QIKI_MORE
 *   POISONED   ORDER     ORDER  POISONED  ok    ORDER ok    ok        ok
 *
 * configure() on a READY instance starts anew, as reset() does. A failed configure, reset or load leaves the instance as
 * it was, state included. tick: QIKI_E_ARGUMENT, QIKI_E_TIME and QIKI_E_ORDER refuse and change nothing; every other
 * failure poisons, and the host discards the outputs of that tick. */
typedef struct qiki_vtable {          /* the plugin's, static */
    qiki_head head;
    qiki_status (*configure)(void *self, const qiki_config *, qiki_error *);           /* [control] */
    /* Records per output port that one pass of tick() may need at most; n = output count. The host may give less.
     * NULL: the hints of the ports. [control] */
    qiki_status (*demand)(void *self, uint64_t *per_port, uint32_t n, qiki_error *);
    qiki_status (*tick)(void *self, const qiki_tick *, qiki_error *);                  /* [tick] */
    qiki_status (*reset)(void *self, qiki_error *);  /* as just configured, bit for bit. [control] */
    void        (*destroy)(void *self);                                               /* [control] */
    const void *(*extension)(void *self, const char *id); /* table of ext/, or NULL; static. [control] */
} qiki_vtable;

/* The plugin's, static; valid until deinit(). */
typedef struct qiki_descriptor {
    qiki_head head;
    const char *id;                   /* reverse DNS, "org.example.radar.pulse" */
    const char *kind, *name, *version, *vendor, *licence, *summary; /* version: semver; licence: SPDX */
    uint64_t caps;
    uint64_t state_schema;            /* of ext/state.h; 0: keeps no state */
    qiki_table inputs, outputs;       /* of qiki_port */
    qiki_table params;                /* of qiki_param */
    qiki_table channels;              /* of qiki_channel, sample.h */
    qiki_table facts, verbs;          /* of qiki_fact, qiki_verb, command.h */
    /* On success *vt and *self are set; on failure they are untouched. [control] */
    qiki_status (*create)(const qiki_host *, const qiki_instance_info *, const qiki_vtable **vt, void **self, qiki_error *);
} qiki_descriptor;

typedef struct qiki_entry {           /* the plugin's, static, const */
    char     magic[8];                /* "QIKIPLG" */
    uint16_t abi_major, abi_minor;    /* of the headers it was built with */
    uint32_t struct_size;             /* the first 16 bytes are for ever */
    uint64_t layout;                  /* QIKI_LAYOUT of those headers */
    qiki_status (*init)(const char *path, uint64_t len, qiki_error *); /* NULL: none. Calls are counted. [control] */
    void        (*deinit)(void);      /* NULL exactly when init is. [control] */
    const qiki_descriptor *(*describe)(uint32_t i); /* NULL past the last. [any] */
} qiki_entry;
QIKI_STATIC_ASSERT(offsetof(qiki_entry, layout) == 16, "the first 16 bytes are for ever");

/* The one exported symbol. A host accepts its own major and any minor. It holds a table {minor -> layout}: a known
 * minor with another hash is refused; of an unknown, newer minor it uses the part it knows. */
extern QIKI_EXPORT const qiki_entry qiki_plugin;

/* ELF note, section .note.qiki, owner "qiki", type 1: what `list` shows without running code. Lines "key=value", each
 * plugin of the file begins with "id"; keys: abi, id, kind, version, summary, needs (service id, may repeat). */
#ifdef __clang__ /* its AddressSanitizer would pad the note, gcc's leaves named sections alone */
#  define QIKI_NOTE_AS_WRITTEN , no_sanitize("address")
#else
#  define QIKI_NOTE_AS_WRITTEN
#endif
#define QIKI_NOTE(text) \
    static const struct { uint32_t owner_size, size, type; char owner[8], data[(sizeof(text) + 3) / 4 * 4]; } \
    qiki_note __attribute__((section(".note.qiki"), used, aligned(4) QIKI_NOTE_AS_WRITTEN)) = {5, sizeof(text), 1, "qiki", text}
#define QIKI_STRING_(x) #x
#define QIKI_STRING(x) QIKI_STRING_(x)
#define QIKI_NOTE_TEXT(id, kind, version, summary) \
    "abi=" QIKI_STRING(QIKI_ABI_MAJOR) "." QIKI_STRING(QIKI_ABI_MINOR) \
    "\nid=" id "\nkind=" kind "\nversion=" version "\nsummary=" summary "\n"
QIKI_EXTERN_C_END
#endif
