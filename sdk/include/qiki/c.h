/* SPDX-License-Identifier: MIT */
/* qiki/c.h - comfort for plugins written in C, as qiki.hpp is for C++: errors, the lifecycle of plugin.h, bytes of a state. No part
 * of the ABI: it lives in the plugin, and the host never sees it. */
#ifndef QIKI_C_H
#define QIKI_C_H
#include "ext/state.h"
#include "plugin.h"
QIKI_EXTERN_C_BEGIN

/* Fills the caller's error, if there is one, and returns the status: return qiki_say(e, QIKI_E_CONFIG, "..."); */
static inline qiki_status qiki_say(qiki_error *e, qiki_status s, const char *text) {
    uint32_t n = 0;
    if (!e) return s;
    for (e->key = -1; n + 1 < sizeof e->text && text[n]; ++n) e->text[n] = text[n];
    for (; n < sizeof e->text; ++n) e->text[n] = 0;
    return s;
}

/* Where an instance is in the table of plugin.h. All zero: CREATED. For plugins whose ticks cannot fail half-way. */
enum { QIKI_LIFE_CREATED, QIKI_LIFE_READY, QIKI_LIFE_MORE }; /* MORE: a tick is not finished */
typedef struct { qiki_ns last; int64_t phase; } qiki_life;   /* last: t1 of the last tick; no padding */

/* The end of a successful configure() and reset(). */
static inline qiki_status qiki_life_begin(qiki_life *l) {
    l->last = INT64_MIN;
    l->phase = QIKI_LIFE_READY;
    return QIKI_OK;
}

/* At the beginning of tick(): QIKI_OK, and the tick is on until the plugin sets phase to READY; else what tick() returns, and
 * nothing has changed. outputs: how many the descriptor has. */
static inline qiki_status qiki_life_tick(qiki_life *l, const qiki_tick *t, uint32_t outputs, qiki_error *e) {
    if (l->phase == QIKI_LIFE_CREATED) return qiki_say(e, QIKI_E_ORDER, "tick: configure first");
    if ((l->phase == QIKI_LIFE_MORE) != (t->pass != 0)) return qiki_say(e, QIKI_E_ORDER, "tick: pass does not continue the tick");
    if (t->pass && t->t1 != l->last) return qiki_say(e, QIKI_E_ORDER, "tick: another tick was not finished");
    if (t->t1 < t->t0 || (!t->pass && t->t0 < l->last)) return qiki_say(e, QIKI_E_TIME, "tick: time runs backwards");
    if (t->out_count != outputs) return qiki_say(e, QIKI_E_ARGUMENT, "tick: wrong number of outputs");
    if (t->t0 == t->t1) return QIKI_SKIPPED;
    l->last = t->t1;
    l->phase = QIKI_LIFE_MORE;
    return QIKI_OK;
}
/* Likewise, and QIKI_E_ARGUMENT with that text when there is a flaw: qiki_tick_flaw(&about, t) of check.h finds one. */
static inline qiki_status qiki_life_fit(qiki_life *l, const qiki_tick *t, uint32_t outputs, const char *flaw, qiki_error *e) {
    return flaw && l->phase != QIKI_LIFE_CREATED ? qiki_say(e, QIKI_E_ARGUMENT, flaw) : qiki_life_tick(l, t, outputs, e);
}

/* All n bytes to or from a stream, which may move fewer at a time; 0 when it failed or ended. */
static inline int qiki_write_all(const qiki_stream *s, const void *data, uint64_t n) {
    const char *at = (const char *)data;
    while (n) {
        const int64_t got = s->write(s->ctx, at, n);
        if (got <= 0 || (uint64_t)got > n) return 0;
        at += got;
        n -= (uint64_t)got;
    }
    return 1;
}
static inline int qiki_read_all(const qiki_stream *s, void *data, uint64_t n) {
    char *at = (char *)data;
    while (n) {
        const int64_t got = s->read(s->ctx, at, n);
        if (got <= 0 || (uint64_t)got > n) return 0;
        at += got;
        n -= (uint64_t)got;
    }
    return 1;
}
/* Whether a stream has ended, as that of a whole state has. */
static inline int qiki_read_end(const qiki_stream *s) {
    char more = 0;
    return s->read(s->ctx, &more, 1) == 0;
}

/* The exported entry and the note of a library with one plugin, whose descriptor is `about`: at file scope, once, with a semicolon behind it. */
#define QIKI_C_PLUGIN(about, id, kind, version, summary) \
    static const qiki_descriptor *qiki_describe_(uint32_t i) { return i ? NULL : &(about); } \
    const qiki_entry qiki_plugin = {"QIKIPLG", QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, NULL, NULL, qiki_describe_}; \
    QIKI_NOTE(QIKI_NOTE_TEXT(id, kind, version, summary))
QIKI_EXTERN_C_END
#endif
