/* SPDX-License-Identifier: MIT */
/* qiki/command.h - intent: proposals of agents, commands through the gate, receipts of those who obey. */
#ifndef QIKI_COMMAND_H
#define QIKI_COMMAND_H
#include "base.h"

#define QIKI_REC_COMMAND  UINT32_C(0x000A0001)
#define QIKI_REC_RECEIPT  UINT32_C(0x000B0001)
#define QIKI_REC_PROPOSAL UINT32_C(0x000C0001)

#define QIKI_BY_AGENT    0u
#define QIKI_BY_SCRIPT   1u
#define QIKI_BY_OPERATOR 2u
#define QIKI_BY_SAFETY   3u /* the host itself */

/* Decided in tick n, acts in tick n + 1. */
typedef struct qiki_command {
    uint64_t id;           /* issuer << 32 | its own count from 1: unique in the run */
    uint64_t entity;       /* who shall obey */
    uint64_t parent;       /* proposal it came from; 0: none */
    qiki_ns  t, expires;   /* expires 0: never */
    uint32_t verb;         /* row of the verb table of the plugin that owns entity; services/names.h finds it */
    uint32_t issuer;       /* qiki_instance_info.index */
    uint8_t  authority;    /* QIKI_BY_... */
    uint8_t  argc;
    uint8_t  label;
    uint8_t  reserved[5];
    double   arg[6];       /* within the limits of the verb, else the gate refuses */
    char     text[24];     /* name of a port, a mode; zero-filled */
} qiki_command;
QIKI_RECORD(qiki_command, 128);

#define QIKI_RECEIPT_ACCEPTED 0u
#define QIKI_RECEIPT_MODIFIED 1u /* by the gate, as the scenario declares: it says which way */
#define QIKI_RECEIPT_REFUSED  2u
#define QIKI_RECEIPT_EXPIRED  3u
#define QIKI_RECEIPT_STARTED  4u
#define QIKI_RECEIPT_DONE     5u
#define QIKI_RECEIPT_FAILED   6u

typedef struct qiki_receipt {
    uint64_t command, entity;
    qiki_ns  t;
    uint32_t source;       /* who answers: the gate is 0xffffffff */
    int32_t  code;         /* 0, or the obeying plugin's own reason */
    uint32_t text;         /* text id of the reason; 0: none */
    uint8_t  status;       /* QIKI_RECEIPT_... */
    uint8_t  label;
    uint8_t  reserved[2];
} qiki_receipt;
QIKI_RECORD(qiki_receipt, 40);

#define QIKI_NO_VERB UINT32_MAX /* of a proposal: nothing to be done, argc 0 */

#define QIKI_PROPOSAL_OPEN     0u
#define QIKI_PROPOSAL_CHOSEN   1u
#define QIKI_PROPOSAL_REJECTED 2u
#define QIKI_PROPOSAL_EXPIRED  3u

typedef struct qiki_proposal {
    uint64_t id;           /* as command.id, own count */
    uint64_t entity;
    uint64_t depends_on, conflicts_with; /* proposal ids; 0: none */
    qiki_ns  t, expires;
    uint32_t verb;         /* as command.verb: row of the verb table of the plugin that owns entity; or QIKI_NO_VERB */
    uint32_t source;       /* qiki_instance_info.index of the agent */
    uint32_t type;         /* text id: SAFETY, PLANNING, ... */
    uint32_t because;      /* text id */
    uint8_t  status;       /* QIKI_PROPOSAL_... */
    uint8_t  argc;
    uint8_t  label;
    uint8_t  reserved[5];
    double   priority, confidence; /* 0 .. 1 */
    double   arg[6];
    char     text[24];
} qiki_proposal;
QIKI_RECORD(qiki_proposal, 160);

#define QIKI_VERB_EMERGENCY 1u /* passes the gate in SAFE_MODE, too */
#define QIKI_VERB_WHOLE(i)  (256u << (i)) /* argument i, 0 to 5, is a whole number: limits of the gate are, too */

/* Element of qiki_descriptor.verbs: what a vehicle obeys, or an agent may say. The plugin's, static; may grow. */
typedef struct qiki_verb {
    const char *name, *help;
    const char *arg[6], *unit[6];
    double   min[6], max[6];
    uint32_t argc;
    uint32_t authority;    /* the least QIKI_BY_... that may say it */
    uint32_t flags;        /* QIKI_VERB_..., of a vehicle's verb */
    uint32_t reserved;
} qiki_verb;

#define QIKI_FACT_OF_SUBJECT 1u /* told by judge() of services/policy.h, for each subject; else by decide() */

/* Element of qiki_descriptor.facts: what a policy of this agent may ask. The plugin's, static; may grow. */
typedef struct qiki_fact {
    const char *name, *unit, *help; /* unit of an INT: "off|on|silent" names its values from 0 on */
    uint32_t type;         /* QIKI_BOOL, QIKI_INT or QIKI_REAL of config.h */
    uint32_t flags;        /* QIKI_FACT_... */
    double   min, max;
} qiki_fact;
#endif
