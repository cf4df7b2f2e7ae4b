/* SPDX-License-Identifier: MIT */
/* qiki/check.h - which rule a record or a tick breaks, at run time: for checked mode, conformance, tests, and plugins that refuse what does not fit. */
#ifndef QIKI_CHECK_H
#define QIKI_CHECK_H
#include "check/command.h"
#include "check/event.h"
#include "check/radar.h"
#include "check/sample.h"
#include "check/track.h"
#include "check/truth.h"
#include "plugin.h"
QIKI_EXTERN_C_BEGIN

/* record: QIKI_REC_...; at: one record of it, aligned to 8 bytes. NULL: keeps the rules. Else a static text that names the field
 * and the rule; it does not know other records: that a frame's contacts lie inside it and ids are unique is the host's to
 * check. [any, also in pool tasks] */
static inline const char *qiki_record_flaw(uint32_t record, const void *at) {
    switch (record) {
    case QIKI_REC_TRUTH:       return qiki_truth_flaw((const qiki_truth *)at);
    case QIKI_REC_ZONE:        return qiki_zone_flaw((const qiki_zone *)at);
    case QIKI_REC_FRAME:       return qiki_frame_flaw((const qiki_frame *)at);
    case QIKI_REC_CONTACT:     return qiki_contact_flaw((const qiki_contact *)at);
    case QIKI_REC_ORIGIN:      return qiki_origin_flaw((const qiki_origin *)at);
    case QIKI_REC_TRACK:       return qiki_track_flaw((const qiki_track *)at);
    case QIKI_REC_ASSOC:       return qiki_assoc_flaw((const qiki_assoc *)at);
    case QIKI_REC_TRACK_MODES: return qiki_track_modes_flaw((const qiki_track_modes *)at);
    case QIKI_REC_SAMPLE:      return qiki_sample_flaw((const qiki_sample *)at);
    case QIKI_REC_COMMAND:     return qiki_command_flaw((const qiki_command *)at);
    case QIKI_REC_RECEIPT:     return qiki_receipt_flaw((const qiki_receipt *)at);
    case QIKI_REC_PROPOSAL:    return qiki_proposal_flaw((const qiki_proposal *)at);
    case QIKI_REC_EVENT:       return qiki_event_flaw((const qiki_event *)at);
    case QIKI_REC_SELFTEST:    return qiki_selftest_row_flaw((const qiki_selftest_row *)at);
    default:                   return "record: unknown type";
    }
}
/* Bytes of one record; 0 for an unknown type. [any] */
static inline uint32_t qiki_record_size(uint32_t record) {
    switch (record) {
    case QIKI_REC_TRUTH:       return sizeof(qiki_truth);
    case QIKI_REC_ZONE:        return sizeof(qiki_zone);
    case QIKI_REC_FRAME:       return sizeof(qiki_frame);
    case QIKI_REC_CONTACT:     return sizeof(qiki_contact);
    case QIKI_REC_ORIGIN:      return sizeof(qiki_origin);
    case QIKI_REC_TRACK:       return sizeof(qiki_track);
    case QIKI_REC_ASSOC:       return sizeof(qiki_assoc);
    case QIKI_REC_TRACK_MODES: return sizeof(qiki_track_modes);
    case QIKI_REC_SAMPLE:      return sizeof(qiki_sample);
    case QIKI_REC_COMMAND:     return sizeof(qiki_command);
    case QIKI_REC_RECEIPT:     return sizeof(qiki_receipt);
    case QIKI_REC_PROPOSAL:    return sizeof(qiki_proposal);
    case QIKI_REC_EVENT:       return sizeof(qiki_event);
    case QIKI_REC_SELFTEST:    return sizeof(qiki_selftest_row);
    default:                   return 0;
    }
}
/* NULL: each view and output of the tick is one of the descriptor's ports, with its record and stride (rule tick.10); else a static
 * text. An output without room may have stride 0: an older host does not know the record of an OPTIONAL port. [tick] */
static inline const char *qiki_tick_flaw(const qiki_descriptor *d, const qiki_tick *t) {
    for (uint32_t i = 0; i < t->view_count; ++i) {
        const qiki_view *v = qiki_view_at(t, i);
        if (v->port >= d->inputs.count) return "tick: view: expected a declared port, found another row";
        if (v->record != ((const qiki_port *)qiki_row(d->inputs, v->port))->record) return "tick: view: expected the record of its port, found another one";
        if (v->stride != qiki_record_size(v->record)) return "tick: view: expected the size of its record as stride, found another one";
    }
    if (t->out_count != d->outputs.count) return "tick: expected an output a declared port, found more or fewer";
    for (uint32_t i = 0; i < t->out_count; ++i) {
        const qiki_out *o = qiki_out_at(t, i);
        if (o->port != i) return "tick: output: expected the declared ports in their order, found another row";
        if (o->record != ((const qiki_port *)qiki_row(d->outputs, i))->record) return "tick: output: expected the record of its port, found another one";
        if (o->stride != qiki_record_size(o->record) && (o->stride || o->capacity)) return "tick: output: expected the size of its record as stride, found another one";
    }
    return NULL;
}
QIKI_EXTERN_C_END
#endif
