/* SPDX-License-Identifier: MIT */
/* qiki/services/policy.h - an agent asks the scenario's policy what to do; facts and verbs go by index. */
#ifndef QIKI_POLICY_H
#define QIKI_POLICY_H
#include "../host.h"
QIKI_EXTERN_C_BEGIN

#define QIKI_POLICY_ID "qiki.policy/1"

#define QIKI_DECISION_STATE 0u /* the machine went from state `from` to `state` */
#define QIKI_DECISION_VERB  1u /* say this verb */
#define QIKI_DECISION_GUARD 2u /* a guard rose (arg[0] = 1) or fell (arg[0] = 0) */

/* Frozen, as a record. */
typedef struct qiki_decision {
    uint32_t what;       /* QIKI_DECISION_... */
    uint32_t verb;       /* VERB: row of the agent's own verb table */
    uint32_t from, state; /* text ids */
    uint32_t because;    /* text id: name of the rule or guard */
    uint32_t severity;   /* GUARD: QIKI_SEVERITY_... of event.h */
    double   priority, confidence;
    double   arg[6];
} qiki_decision;
QIKI_STATIC_ASSERT(sizeof(qiki_decision) == 88, "frozen");

typedef struct qiki_policy {
    qiki_head head;
    /* fact[i] is the value of row i of the agent's fact table; bit i % 64 of known[i / 64] says whether it is known (an
     * unknown one reads as nil, and its value is +0). n is the length of that table. At most `capacity` decisions are
     * written; returns how many there were. Once per tick. The agent checks nothing: names were checked against its
     * tables when the policy was loaded. Negative: the policy failed, and said so. [tick] */
    int32_t (*decide)(const qiki_host *, qiki_ns t, const double *fact, const uint64_t *known, uint32_t n,
                      qiki_decision *out, uint32_t capacity);
    uint32_t (*state)(const qiki_host *); /* text id of the present state. [any] */
    uint32_t (*generation)(const qiki_host *); /* rises when the policy is swapped, between ticks. [any] */
} qiki_policy;
QIKI_EXTERN_C_END
#endif
