/* SPDX-License-Identifier: MIT */
/* qiki/check/track.h - which rule a track, an association or a set of modes breaks. */
#ifndef QIKI_CHECK_TRACK_H
#define QIKI_CHECK_TRACK_H
#include "../track.h"
#include "rules.h"
QIKI_EXTERN_C_BEGIN

static inline const char *qiki_track_flaw(const qiki_track *r) {
    static const uint8_t up[] = {2, 5, 7, 10, 11, 12, 13, 14, 17, 19, 20}; /* of p: rows and columns 2 and 5 */
    const uint32_t v = r->valid;
    QIKI_RULE_(r->id, "track.id: 0 is none");
    QIKI_RULE_(qiki_labelled_(r->label), "track.label: not a QIKI_LABEL_...");
    QIKI_RULE_(v <= 0xFF, "track.valid: unknown bit");
    QIKI_RULE_(r->flags <= 7, "track.flags: unknown bit");
    QIKI_RULE_(r->status <= QIKI_TRACK_ENDED, "track.status: not a QIKI_TRACK_...");
    QIKI_RULE_(r->object_class <= QIKI_CLASS_BODY, "track.object_class: not a QIKI_CLASS_...");
    QIKI_RULE_(r->iff <= QIKI_IFF_HOSTILE, "track.iff: not a QIKI_IFF_...");
    QIKI_RULE_(r->transponder <= QIKI_XPDR_AIS, "track.transponder: not a QIKI_XPDR_... (SPOOF is for truth only)");
    QIKI_RULE_(r->t_birth <= r->t, "track.t_birth: after t");
    QIKI_RULE_(r->t_update <= r->t, "track.t_update: after t");
    QIKI_RULE_(v & QIKI_TRACK_HAS_ADDRESS ? r->address24 < 1u << 30 : !r->address24, "track.address24: no ICAO address or MMSI; 0 when absent");
    QIKI_RULE_(v & QIKI_TRACK_HAS_MODE3A ? r->mode3a < 1u << 12 : !r->mode3a, "track.mode3a: 12 bits; 0 when absent");
    QIKI_RULE_(qiki_filled_(r->identity, QIKI_IDENTITY_BYTES), "track.identity: not zero-filled");
    QIKI_RULE_(v & QIKI_TRACK_HAS_IDENTITY || !r->identity[0], "track.identity: there, but its valid bit is cleared");
    QIKI_RULE_(qiki_given_(v & QIKI_TRACK_HAS_HEIGHT, &r->height_m, 1), "track.height_m: finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_TRACK_HAS_EXISTENCE, &r->existence, 1) && qiki_within_(r->existence, 0, 1), "track.existence: 0 .. 1; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_TRACK_HAS_QUALITY, &r->quality, 1) && qiki_within_(r->quality, 0, 1), "track.quality: 0 .. 1; +0 when absent");
    QIKI_RULE_(qiki_sound_(r->x, 3), "track.x: finite, not -0");
    QIKI_RULE_(qiki_given_(v & QIKI_TRACK_HAS_VELOCITY, r->x + 3, 3), "track.x: velocity finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_TRACK_HAS_COV, r->p, 21), "track.p: finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_covariance_(r->p, 6), "track.p: a variance below 0, or a correlation beyond 1");
    QIKI_RULE_(r->state_dims == 2 || r->state_dims == 3, "track.state_dims: 2 or 3");
    if (r->state_dims == 2) {
        QIKI_RULE_(qiki_absent_(r->x + 2, 1) && qiki_absent_(r->x + 5, 1), "track.x: up is +0 with 2 dimensions");
        for (uint32_t i = 0; i < sizeof up; ++i) QIKI_RULE_(qiki_absent_(r->p + up[i], 1), "track.p: up is +0 with 2 dimensions");
    }
    if (r->label == QIKI_LABEL_NO_DATA) QIKI_RULE_(!v && qiki_absent_(r->x, 6), "track.label: NO_DATA, but there are values");
    return NULL;
}

static inline const char *qiki_assoc_flaw(const qiki_assoc *r) {
    QIKI_RULE_(r->track, "assoc.track: 0 is none");
    QIKI_RULE_(r->item, "assoc.item: 0 is none");
    QIKI_RULE_(qiki_labelled_(r->label), "assoc.label: not a QIKI_LABEL_...");
    QIKI_RULE_(r->kind <= QIKI_ITEM_TRACK, "assoc.kind: not a QIKI_ITEM_...");
    QIKI_RULE_(r->flags <= 7, "assoc.flags: unknown bit");
    QIKI_RULE_(qiki_sound_(&r->weight, 1) && qiki_within_(r->weight, 0, 1), "assoc.weight: 0 .. 1");
    if (r->label == QIKI_LABEL_NO_DATA) QIKI_RULE_(qiki_absent_(&r->weight, 1), "assoc.label: NO_DATA, but there is a weight");
    return NULL;
}

static inline const char *qiki_track_modes_flaw(const qiki_track_modes *r) {
    double sum = 0;
    QIKI_RULE_(r->track, "track_modes.track: 0 is none");
    QIKI_RULE_(qiki_labelled_(r->label), "track_modes.label: not a QIKI_LABEL_...");
    QIKI_RULE_(qiki_clear_(r->reserved, sizeof r->reserved), "track_modes.reserved: not 0");
    QIKI_RULE_(r->count <= 6, "track_modes.count: at most 6");
    for (uint32_t i = 0; i < 6; ++i) {
        QIKI_RULE_(i < r->count ? r->model[i] <= QIKI_MOTION_ORBIT : !r->model[i], "track_modes.model: QIKI_MOTION_...; 0 beyond count");
        QIKI_RULE_(qiki_given_(i < r->count, r->probability + i, 1) && qiki_within_(r->probability[i], 0, 1), "track_modes.probability: 0 .. 1; +0 beyond count");
        sum += r->probability[i];
    }
    QIKI_RULE_(!r->count || qiki_within_(sum, 1 - 1e-6, 1 + 1e-6), "track_modes.probability: the sum is not 1");
    if (r->label == QIKI_LABEL_NO_DATA) QIKI_RULE_(!r->count, "track_modes.label: NO_DATA, but there are values");
    return NULL;
}
QIKI_EXTERN_C_END
#endif
