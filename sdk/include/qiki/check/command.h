/* SPDX-License-Identifier: MIT */
/* qiki/check/command.h - which rule a command, a receipt or a proposal breaks. */
#ifndef QIKI_CHECK_COMMAND_H
#define QIKI_CHECK_COMMAND_H
#include "../command.h"
#include "rules.h"
QIKI_EXTERN_C_BEGIN

static inline const char *qiki_command_flaw(const qiki_command *r) {
    QIKI_RULE_((uint32_t)r->id && r->id >> 32 == r->issuer, "command.id: issuer << 32 | its own count from 1");
    QIKI_RULE_(r->entity, "command.entity: 0 is nobody");
    QIKI_RULE_(qiki_labelled_(r->label), "command.label: not a QIKI_LABEL_...");
    QIKI_RULE_(r->label != QIKI_LABEL_NO_DATA, "command.label: NO_DATA, as when it is forgotten; expected OK or FALLBACK, else the gate refuses it");
    QIKI_RULE_(r->authority <= QIKI_BY_SAFETY, "command.authority: not a QIKI_BY_...");
    QIKI_RULE_(!r->expires || r->expires >= r->t, "command.expires: before t");
    QIKI_RULE_(r->argc <= 6, "command.argc: at most 6");
    for (uint32_t i = 0; i < 6; ++i) QIKI_RULE_(qiki_given_(i < r->argc, r->arg + i, 1), "command.arg: finite, not -0; +0 beyond argc");
    QIKI_RULE_(qiki_filled_(r->text, sizeof r->text), "command.text: not zero-filled");
    QIKI_RULE_(qiki_clear_(r->reserved, sizeof r->reserved), "command.reserved: not 0");
    return NULL;
}

static inline const char *qiki_receipt_flaw(const qiki_receipt *r) {
    QIKI_RULE_(r->command, "receipt.command: 0 is none");
    QIKI_RULE_(r->entity, "receipt.entity: 0 is nobody");
    QIKI_RULE_(qiki_labelled_(r->label), "receipt.label: not a QIKI_LABEL_...");
    QIKI_RULE_(r->label != QIKI_LABEL_NO_DATA, "receipt.label: NO_DATA, as when it is forgotten; expected OK");
    QIKI_RULE_(r->status <= QIKI_RECEIPT_FAILED, "receipt.status: not a QIKI_RECEIPT_...");
    QIKI_RULE_(qiki_clear_(r->reserved, sizeof r->reserved), "receipt.reserved: not 0");
    return NULL;
}

static inline const char *qiki_proposal_flaw(const qiki_proposal *r) {
    QIKI_RULE_((uint32_t)r->id && r->id >> 32 == r->source, "proposal.id: source << 32 | its own count from 1");
    QIKI_RULE_(r->entity, "proposal.entity: 0 is nobody");
    QIKI_RULE_(qiki_labelled_(r->label), "proposal.label: not a QIKI_LABEL_...");
    QIKI_RULE_(r->label != QIKI_LABEL_NO_DATA, "proposal.label: NO_DATA, as when it is forgotten; expected OK or FALLBACK, else nobody may accept it");
    QIKI_RULE_(r->status <= QIKI_PROPOSAL_EXPIRED, "proposal.status: not a QIKI_PROPOSAL_...");
    QIKI_RULE_(r->depends_on != r->id && r->conflicts_with != r->id, "proposal.depends_on, conflicts_with: itself");
    QIKI_RULE_(!r->expires || r->expires >= r->t, "proposal.expires: before t");
    QIKI_RULE_(r->argc <= 6, "proposal.argc: at most 6");
    QIKI_RULE_(r->verb != QIKI_NO_VERB || !r->argc, "proposal.argc: 0 with QIKI_NO_VERB, which is nothing to be done");
    QIKI_RULE_(qiki_sound_(&r->priority, 1) && qiki_within_(r->priority, 0, 1), "proposal.priority: 0 .. 1");
    QIKI_RULE_(qiki_sound_(&r->confidence, 1) && qiki_within_(r->confidence, 0, 1), "proposal.confidence: 0 .. 1");
    for (uint32_t i = 0; i < 6; ++i) QIKI_RULE_(qiki_given_(i < r->argc, r->arg + i, 1), "proposal.arg: finite, not -0; +0 beyond argc");
    QIKI_RULE_(qiki_filled_(r->text, sizeof r->text), "proposal.text: not zero-filled");
    QIKI_RULE_(qiki_clear_(r->reserved, sizeof r->reserved), "proposal.reserved: not 0");
    return NULL;
}
QIKI_EXTERN_C_END
#endif
