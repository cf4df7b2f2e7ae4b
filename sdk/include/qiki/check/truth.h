/* SPDX-License-Identifier: MIT */
/* qiki/check/truth.h - which rule a truth or a zone breaks. */
#ifndef QIKI_CHECK_TRUTH_H
#define QIKI_CHECK_TRUTH_H
#include "../truth.h"
#include "rules.h"
QIKI_EXTERN_C_BEGIN

static inline const char *qiki_truth_flaw(const qiki_truth *r) {
    const uint32_t v = r->valid;
    QIKI_RULE_(r->entity, "truth.entity: 0 is nobody");
    QIKI_RULE_(qiki_labelled_(r->label), "truth.label: not a QIKI_LABEL_...");
    QIKI_RULE_(v <= 0xFF, "truth.valid: unknown bit");
    QIKI_RULE_(r->flags <= 7, "truth.flags: unknown bit");
    QIKI_RULE_(r->object_class <= QIKI_CLASS_BODY, "truth.object_class: not a QIKI_CLASS_...");
    QIKI_RULE_(r->transponder <= QIKI_XPDR_SPOOF, "truth.transponder: not a QIKI_XPDR_...");
    QIKI_RULE_(r->iff <= QIKI_IFF_HOSTILE, "truth.iff: not a QIKI_IFF_...");
    QIKI_RULE_(qiki_clear_(r->reserved, sizeof r->reserved), "truth.reserved: not 0");
    QIKI_RULE_(v & QIKI_TRUTH_HAS_ADDRESS ? r->address24 < 1u << 30 : !r->address24, "truth.address24: no ICAO address or MMSI; 0 when absent");
    QIKI_RULE_(v & QIKI_TRUTH_HAS_MODE3A ? r->mode3a < 1u << 12 : !r->mode3a, "truth.mode3a: 12 bits; 0 when absent");
    QIKI_RULE_(qiki_filled_(r->identity, QIKI_IDENTITY_BYTES), "truth.identity: not zero-filled");
    QIKI_RULE_(v & QIKI_TRUTH_HAS_IDENTITY || !r->identity[0], "truth.identity: there, but its valid bit is cleared");
    QIKI_RULE_(qiki_given_(v & QIKI_TRUTH_HAS_SIZE, &r->size_m, 1) && r->size_m >= 0, "truth.size_m: finite, >= 0; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_TRUTH_HAS_RCS, &r->rcs_dbsm, 1), "truth.rcs_dbsm: finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_TRUTH_HAS_EMITTER, &r->emitter_dbw, 1), "truth.emitter_dbw: finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_TRUTH_HAS_EMITTER, &r->emitter_hz, 1) && r->emitter_hz >= 0, "truth.emitter_hz: finite, >= 0; +0 when absent");
    QIKI_RULE_(qiki_sound_(r->pos, 3), "truth.pos: finite, not -0");
    QIKI_RULE_(qiki_sound_(r->vel, 3), "truth.vel: finite, not -0");
    QIKI_RULE_(qiki_given_(v & QIKI_TRUTH_HAS_ATTITUDE, r->att, 4), "truth.att: finite, not -0; +0 when absent");
    QIKI_RULE_(!(v & QIKI_TRUTH_HAS_ATTITUDE) || qiki_turning_(r->att), "truth.att: not a unit quaternion");
    QIKI_RULE_(qiki_given_(v & QIKI_TRUTH_HAS_RATE, r->rate, 3), "truth.rate: finite, not -0; +0 when absent");
    if (r->label == QIKI_LABEL_NO_DATA)
        QIKI_RULE_(!v && qiki_absent_(r->pos, 3) && qiki_absent_(r->vel, 3), "truth.label: NO_DATA, but there are values");
    return NULL;
}

static inline const char *qiki_zone_flaw(const qiki_zone *r) {
    QIKI_RULE_(r->zone, "zone.zone: 0 is none");
    QIKI_RULE_(qiki_labelled_(r->label), "zone.label: not a QIKI_LABEL_...");
    QIKI_RULE_(r->purpose <= QIKI_ZONE_GRAVITY, "zone.purpose: not a QIKI_ZONE_...");
    QIKI_RULE_(r->shape <= QIKI_SHAPE_BOX, "zone.shape: not a QIKI_SHAPE_...");
    QIKI_RULE_(r->flags <= 3, "zone.flags: unknown bit");
    QIKI_RULE_(qiki_clear_(r->reserved, sizeof r->reserved), "zone.reserved: not 0");
    QIKI_RULE_(qiki_sound_(r->center, 3), "zone.center: finite, not -0");
    QIKI_RULE_(qiki_sound_(r->half, 3) && r->half[0] >= 0 && r->half[1] >= 0 && r->half[2] >= 0, "zone.half: finite, >= 0");
    QIKI_RULE_(r->shape == QIKI_SHAPE_BOX || qiki_absent_(r->half + 1, 1), "zone.half: half[1] is +0 unless a box");
    QIKI_RULE_(r->shape != QIKI_SHAPE_SPHERE || qiki_absent_(r->half + 2, 1), "zone.half: half[2] of a sphere is +0");
    QIKI_RULE_(qiki_sound_(r->att, 4) && (qiki_turning_(r->att) || (r->shape == QIKI_SHAPE_SPHERE && qiki_absent_(r->att, 4))),
               "zone.att: not a unit quaternion");
    QIKI_RULE_(qiki_sound_(&r->level, 1), "zone.level: finite, not -0");
    QIKI_RULE_(qiki_sound_(&r->falloff_m, 1) && r->falloff_m >= 0, "zone.falloff_m: finite, >= 0");
    return NULL;
}
QIKI_EXTERN_C_END
#endif
