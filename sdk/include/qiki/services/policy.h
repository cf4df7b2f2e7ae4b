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
#define QIKI_DECISION_PROCEDURE 3u /* of its steps: arg[0] is QIKI_PROCEDURE_..., arg[1] the step, from 1 */

#define QIKI_PROCEDURE_STARTED 0u
#define QIKI_PROCEDURE_FAILED  1u /* a step has; the next one follows */
#define QIKI_PROCEDURE_DONE    2u
#define QIKI_PROCEDURE_ABORTED 3u

/* Frozen, as a record. */
typedef struct qiki_decision {
    uint64_t subject;     /* GUARD, and VERB that one says: whom it is about, as judge() was told; 0: the agent itself */
    uint32_t what;        /* QIKI_DECISION_... */
    uint32_t verb;        /* VERB: row of the agent's own verb table; QIKI_NO_VERB of command.h: nothing to be done */
    uint32_t from, state; /* STATE: text ids. VERB: reasons (text ids) of what must be
                           * done before it, and of what it cannot be beside; 0: none */
    uint32_t because;     /* text id: name of the rule, guard or procedure */
    uint32_t event;       /* GUARD: text id of the event code it stands for. VERB: of its type, SAFETY, ... 0: none */
    uint32_t severity;    /* GUARD: QIKI_SEVERITY_... of event.h. VERB: 1 when a guard says it, else 0 */
    uint32_t argc;        /* VERB: of arg; STATE: 1 when it stays, and was told why; GUARD: 1; with arg[1], the value that was measured: 2; with arg[2], its limit: 3 */
    double   priority, confidence;
    double   arg[6];
} qiki_decision;
QIKI_STATIC_ASSERT(sizeof(qiki_decision) == 104, "frozen");

/* fact[i] is the value of row i of the agent's fact table; bit i % 64 of known[i / 64] says whether it is known (an
 * unknown one reads as nil, and its value is +0). n is the length of that table. The agent checks nothing: names were
 * checked against its tables when the policy was loaded. A negative result: the policy failed, and said so. */
typedef struct qiki_policy {
    qiki_head head;
    /* One subject of this tick, a track for instance: guards with `each` look at it. t is when it was measured. Only the
     * facts flagged QIKI_FACT_OF_SUBJECT count. A subject that is not judged between two decisions has vanished: its
     * guards fall. In ascending order of subject, before decide(). [tick] */
    int32_t (*judge)(const qiki_host *, qiki_ns t, uint64_t subject, const double *fact, const uint64_t *known,
                     uint32_t n);
    /* Guards over the agent's own facts, then the machine. At most `capacity` decisions are written: guards that rose
     * or fell, since judge() too, then the transition, then verbs; returns how many there were. Once per tick. [tick] */
    int32_t (*decide)(const qiki_host *, qiki_ns t, const double *fact, const uint64_t *known, uint32_t n,
                      qiki_decision *out, uint32_t capacity);
    uint32_t (*state)(const qiki_host *);      /* text id of the present state. [any] */
    /* The machine, its timers, guards and counters, as state/1 of the agent needs them: bytes written, or needed when
     * capacity is too small. restore() refuses bytes of another policy. [control] */
    int64_t (*save)(const qiki_host *, void *out, uint64_t capacity);
    int32_t (*restore)(const qiki_host *, const void *bytes, uint64_t size);
} qiki_policy;
QIKI_EXTERN_C_END
#endif
