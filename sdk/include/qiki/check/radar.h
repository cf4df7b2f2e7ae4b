/* SPDX-License-Identifier: MIT */
/* qiki/check/radar.h - which rule a frame, a contact or an origin breaks. */
#ifndef QIKI_CHECK_RADAR_H
#define QIKI_CHECK_RADAR_H
#include "../radar.h"
#include "rules.h"
QIKI_EXTERN_C_BEGIN

static inline const char *qiki_frame_flaw(const qiki_frame *r) {
    const uint32_t v = r->valid;
    QIKI_RULE_(qiki_labelled_(r->label), "frame.label: not a QIKI_LABEL_...");
    QIKI_RULE_(v <= 0x1F, "frame.valid: unknown bit");
    QIKI_RULE_(r->flags <= 7, "frame.flags: unknown bit");
    QIKI_RULE_(r->axes <= QIKI_AXES_BODY, "frame.axes: not a QIKI_AXES_...");
    QIKI_RULE_(r->t_from <= r->t_to, "frame.t_to: before t_from");
    QIKI_RULE_(r->t_to <= r->t_available, "frame.t_available: before t_to");
    QIKI_RULE_(qiki_given_(v & QIKI_FRAME_HAS_PLATFORM, r->pos, 3), "frame.pos: finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_FRAME_HAS_PLATFORM, r->vel, 3), "frame.vel: finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_FRAME_HAS_PLATFORM, r->att, 4), "frame.att: finite, not -0; +0 when absent");
    QIKI_RULE_(!(v & QIKI_FRAME_HAS_PLATFORM) || qiki_turning_(r->att), "frame.att: not a unit quaternion");
    QIKI_RULE_(qiki_given_(v & QIKI_FRAME_HAS_SECTOR, r->bearing, 2), "frame.bearing: finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_FRAME_HAS_SECTOR, r->elevation, 2), "frame.elevation: finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_FRAME_HAS_SECTOR, r->range, 2), "frame.range: finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_within_(r->bearing[0], -QIKI_TURN_, QIKI_TURN_) && qiki_within_(r->bearing[1], -QIKI_TURN_, QIKI_TURN_),
               "frame.bearing: rad, within one turn of north");
    QIKI_RULE_(r->elevation[0] <= r->elevation[1] && qiki_within_(r->elevation[0], -QIKI_TURN_ / 2, QIKI_TURN_ / 2) &&
               qiki_within_(r->elevation[1], -QIKI_TURN_ / 2, QIKI_TURN_ / 2), "frame.elevation: rad, ascending, within half a turn of the horizon");
    QIKI_RULE_(r->range[0] >= 0 && r->range[0] <= r->range[1], "frame.range: >= 0, ascending");
    QIKI_RULE_(qiki_given_(v & QIKI_FRAME_HAS_PD, &r->pd, 1) && qiki_within_(r->pd, 0, 1), "frame.pd: 0 .. 1; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_FRAME_HAS_CLUTTER, &r->clutter_density, 1) && r->clutter_density >= 0,
               "frame.clutter_density: finite, >= 0; +0 when absent");
    QIKI_RULE_(r->clutter_kind <= QIKI_BEARING_ONLY, "frame.clutter_kind: not a kind of contact");
    QIKI_RULE_(v & QIKI_FRAME_HAS_CLUTTER || !r->clutter_kind, "frame.clutter_kind: there, but the valid bit of clutter is cleared");
    QIKI_RULE_(qiki_given_(v & QIKI_FRAME_HAS_SIGMA, r->sigma, 4), "frame.sigma: finite, not -0; +0 when absent");
    for (int i = 0; i < 4; ++i) QIKI_RULE_(r->sigma[i] >= 0, "frame.sigma: >= 0");
    if (r->label == QIKI_LABEL_NO_DATA) QIKI_RULE_(!v && !r->count, "frame.label: NO_DATA, but there are values or contacts");
    return NULL;
}

static inline const char *qiki_contact_flaw(const qiki_contact *r) {
    const uint32_t v = r->valid;
    QIKI_RULE_(r->id, "contact.id: 0 is none");
    QIKI_RULE_(qiki_labelled_(r->label), "contact.label: not a QIKI_LABEL_...");
    QIKI_RULE_(v <= 0x7FF, "contact.valid: unknown bit");
    QIKI_RULE_(r->kind <= QIKI_BEARING_ONLY, "contact.kind: none of QIKI_POLAR .. QIKI_BEARING_ONLY");
    QIKI_RULE_(r->band <= QIKI_BAND_SR, "contact.band: not a QIKI_BAND_...");
    QIKI_RULE_(r->transponder <= QIKI_XPDR_AIS, "contact.transponder: not a QIKI_XPDR_... (SPOOF is for truth only)");
    for (uint32_t i = 0; i < 4; ++i) QIKI_RULE_(qiki_given_(v & QIKI_CONTACT_HAS_Z(i), r->z + i, 1), "contact.z: finite, not -0; +0 when absent");
    QIKI_RULE_(r->kind == QIKI_POLAR || r->kind == QIKI_BEARING_ONLY || !(v & QIKI_CONTACT_HAS_Z(3)), "contact.z: z[3] is not used by this kind");
    QIKI_RULE_(r->kind != QIKI_BEARING_ONLY || !(v & QIKI_CONTACT_HAS_Z(0)), "contact.z: z[0] is not used by BEARING_ONLY");
    QIKI_RULE_(r->kind != QIKI_POLAR || r->z[0] >= 0, "contact.z: range >= 0");
    if (r->kind == QIKI_POLAR || r->kind == QIKI_BEARING_ONLY) {
        QIKI_RULE_(qiki_within_(r->z[1], -QIKI_TURN_, QIKI_TURN_), "contact.z: bearing in rad, within one turn of north");
        QIKI_RULE_(qiki_within_(r->z[2], -QIKI_TURN_ / 2, QIKI_TURN_ / 2), "contact.z: elevation in rad, within half a turn of the horizon");
    }
    if (r->kind == QIKI_GEODETIC) {
        QIKI_RULE_(qiki_within_(r->z[0], -QIKI_TURN_ / 4, QIKI_TURN_ / 4), "contact.z: latitude in rad, within a quarter turn of the equator");
        QIKI_RULE_(qiki_within_(r->z[1], -QIKI_TURN_ / 2, QIKI_TURN_ / 2), "contact.z: longitude in rad, within half a turn of Greenwich");
    }
    QIKI_RULE_(qiki_given_(v & QIKI_CONTACT_HAS_COV, r->cov, 10), "contact.cov: finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_covariance_(r->cov, 4), "contact.cov: a variance below 0, or a correlation beyond 1");
    QIKI_RULE_(qiki_given_(v & QIKI_CONTACT_HAS_SNR, &r->snr_db, 1), "contact.snr_db: finite, not -0; +0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_CONTACT_HAS_RCS, &r->rcs_dbsm, 1), "contact.rcs_dbsm: finite, not -0; +0 when absent");
    QIKI_RULE_(v & QIKI_CONTACT_HAS_ADDRESS ? r->address24 < 1u << 30 : !r->address24, "contact.address24: no ICAO address or MMSI; 0 when absent");
    QIKI_RULE_(v & QIKI_CONTACT_HAS_MODE3A ? r->mode3a < 1u << 12 && r->code_flags <= 7 : !r->mode3a && !r->code_flags,
               "contact.mode3a: 12 bits, code_flags QIKI_CODE_...; 0 when absent");
    QIKI_RULE_(qiki_given_(v & QIKI_CONTACT_HAS_HEIGHT, &r->height_m, 1), "contact.height_m: finite, not -0; +0 when absent");
    QIKI_RULE_(v & QIKI_CONTACT_HAS_HEIGHT ? r->height_flags <= 7 : !r->height_flags, "contact.height_flags: QIKI_CODE_...; 0 when absent");
    QIKI_RULE_(qiki_filled_(r->identity, QIKI_IDENTITY_BYTES), "contact.identity: not zero-filled");
    QIKI_RULE_(v & QIKI_CONTACT_HAS_IDENTITY || !r->identity[0], "contact.identity: there, but its valid bit is cleared");
    if (r->label == QIKI_LABEL_NO_DATA) QIKI_RULE_(!v, "contact.label: NO_DATA, but there are values");
    return NULL;
}

static inline const char *qiki_origin_flaw(const qiki_origin *r) {
    QIKI_RULE_(r->contact, "origin.contact: 0 is none");
    QIKI_RULE_(qiki_labelled_(r->label), "origin.label: not a QIKI_LABEL_...");
    QIKI_RULE_(r->cause <= QIKI_CAUSE_GHOST, "origin.cause: not a QIKI_CAUSE_...");
    QIKI_RULE_(r->cause != QIKI_CAUSE_TARGET || r->entity, "origin.entity: a TARGET is somebody");
    QIKI_RULE_(r->cause == QIKI_CAUSE_TARGET || r->cause == QIKI_CAUSE_GHOST || !r->entity, "origin.entity: 0 unless TARGET or GHOST");
    QIKI_RULE_(qiki_clear_(r->reserved, sizeof r->reserved), "origin.reserved: not 0");
    return NULL;
}
QIKI_EXTERN_C_END
#endif
