/* SPDX-License-Identifier: MIT */
/* qiki/codes.h - the catalogue of what can happen: number, name, severity and sentence of every event code. */
#ifndef QIKI_CODES_H
#define QIKI_CODES_H
#include "event.h"

/* An event record carries the text id of the name (services/text.h), so that a code is the same in every run and tool. A
 * plugin or a policy may have codes of its own; those here are the ones that tools know. The hundreds say what a code is
 * about: 1 start and run, 2 sensors and tracks, 3 commands, 4 communication, 5 navigation, 6 power, 7 health and decisions,
 * 8 security, 9 what cannot wait. X(number, name, severity, sentence); numbers are never used again.
 *
 * A sentence may speak of the values, v[i], and of the texts whose ids they are, t[i]. Where a guard rose or fell, v[0] is 1
 * or 0, v[1] the value it saw, v[2] the limit it was held against, and the event's text the guard's id, unless its code is. */
#define QIKI_CODES(X) \
    X(100, BOOT_START, INFO, "start-up begins") \
    X(101, BOOT_COMPLETE, INFO, "start-up is complete") \
    X(102, BOOT_FAILED, CRITICAL, "start-up failed") \
    X(110, BOOT_DEVICES, INFO, "start-up looks at the devices") \
    X(111, BOOT_SENSORS, INFO, "start-up waits for the sensors") \
    X(112, BOOT_LINKS, INFO, "start-up opens the links") \
    X(113, BIOS_ERROR, CRITICAL, "a self-test of the start-up failed") \
    X(114, BIOS_OK, INFO, "all systems go: v[0]; health v[1]; v[2] devices failed, v[3] warn") \
    X(115, BIOS_FAULT, CRITICAL, "all systems go: v[0]; health v[1]; v[2] devices failed, v[3] warn") \
    X(120, PLUGIN_REFUSED, WARNING, "a plugin file was refused before the run; none of it takes part") \
    X(121, PLUGIN_QUARANTINED, WARNING, "a plugin file failed at its first load and is in quarantine") \
    X(122, PLUGIN_HIDDEN, WARNING, "a plugin file gives way to one of the same id that was found first") \
    X(123, PLUGIN_CORRECTED, WARNING, "a plugin changed what it may not when it was opened; it was put right") \
    X(130, RUN_RESTORED, NOTICE, "every instance was saved, made anew and loaded") \
    X(200, SENSOR_OK, INFO, "a sensor delivers") \
    X(201, SENSOR_STALE, WARNING, "a sensor is silent: the last values grow old") \
    X(202, SENSOR_FAILED, CRITICAL, "a sensor is lost") \
    X(210, FRAME_RECEIVED, INFO, "a radar frame arrived") \
    X(211, TRACK_CONFIRMED, INFO, "a track is confirmed") \
    X(212, TRACK_LOST, NOTICE, "a confirmed track ended") \
    X(220, FRAME_LATE, WARNING, "a frame was measured before one that came earlier: by v[0] s; sensor v[1], frame v[2] of radar v[3]") \
    X(300, COMMAND_ACCEPTED, INFO, "a command was accepted") \
    X(301, COMMAND_DONE, INFO, "a command was carried out") \
    X(302, COMMAND_FAILED, WARNING, "a command was accepted and could not be carried out") \
    X(310, COMMAND_REFUSED, WARNING, "whoever should have obeyed a command refused it") \
    X(311, FOREIGN_ISSUER, WARNING, "the gate refused command v[1] of instance v[0]: its id belongs to another issuer") \
    X(312, REPEATED_COMMAND, WARNING, "the gate refused command v[1] of instance v[0]: its id was used before") \
    X(313, COMMAND_WITHOUT_DATA, WARNING, "the gate refused command v[1] of instance v[0]: its label says that there is no data") \
    X(314, NO_SUCH_ENTITY, WARNING, "the gate refused command v[1] of instance v[0]: there is no such entity") \
    X(315, ENTITY_TAKES_NO_COMMANDS, WARNING, "the gate refused command v[1] of instance v[0]: its entity hears no commands") \
    X(316, NOT_YOUR_ENTITY, WARNING, "the gate refused command v[1] of instance v[0]: its issuer does not command that entity") \
    X(317, AUTHORITY_CLAIMED, WARNING, "the gate refused command v[1] of instance v[0]: it claims an authority that its issuer does not have") \
    X(318, NO_SUCH_VERB, WARNING, "the gate refused command v[1] of instance v[0]: its entity has no such verb") \
    X(319, AUTHORITY_TOO_LOW, WARNING, "the gate refused command v[1] of instance v[0]: its verb asks for more authority") \
    X(320, WRONG_ARGUMENT_COUNT, WARNING, "the gate refused command v[1] of instance v[0]: its verb takes another number of arguments") \
    X(321, ARGUMENT_NOT_FINITE, WARNING, "the gate refused command v[1] of instance v[0]: an argument is not a finite number") \
    X(322, ARGUMENT_OUT_OF_LIMITS, WARNING, "the gate refused command v[1] of instance v[0]: an argument is outside of the limits of its verb") \
    X(323, COMMAND_EXPIRED, NOTICE, "the gate refused command v[1] of instance v[0]: it had expired") \
    X(324, VERB_NOT_IN_SAFE_MODE, WARNING, "the gate refused command v[1] of instance v[0]: its vehicle is in SAFE_MODE and the verb is for no emergency") \
    X(325, OPERATOR_WORD_NEEDED, NOTICE, "the gate refused command v[1] of instance v[0]: its issuer needs the operator's word") \
    X(326, OUTRANKED, NOTICE, "the gate refused command v[1] of instance v[0]: somebody of more authority commands that entity") \
    X(327, CMD_SPOOF_MISMATCH, CRITICAL, "the gate refused command v[1] of instance v[0]: it is not what was approved") \
    X(328, CMD_REPLAYED, WARNING, "the gate refused command v[1] of instance v[0]: what was approved was published before") \
    X(329, ARGUMENT_LIMITED, NOTICE, "the gate limited command v[1] of instance v[0] to what the scenario allows") \
    X(330, COMMAND_DOWNGRADED, NOTICE, "the gate put a lesser verb in place of command v[1] of instance v[0], in SAFE_MODE") \
    X(340, COMMAND_SEALED, INFO, "the operator approved command v[1], and it was sealed") \
    X(341, PROPOSAL_ACCEPTED, NOTICE, "the operator accepted proposal v[1] of instance v[0]") \
    X(342, PROPOSAL_REJECTED, NOTICE, "the operator rejected proposal v[1] of instance v[0]") \
    X(343, PROPOSAL_NOT_OPEN, WARNING, "the operator's word about proposal v[1] of instance v[0] finds nothing open") \
    X(400, LINK_UP, INFO, "a link is up") \
    X(401, LINK_DEGRADED, WARNING, "a link loses or delays messages") \
    X(402, LINK_DOWN, WARNING, "a link is down") \
    X(410, STREAM_CONNECTED, INFO, "an outside stream is connected") \
    X(411, STREAM_LOST, WARNING, "an outside stream is lost") \
    X(420, RECORDS_DROPPED, WARNING, "an output was full: v[0] records lost; instance v[1], output v[2]") \
    X(500, NAVIGATION_OK, INFO, "position and velocity are known") \
    X(501, NAVIGATION_DEGRADED, WARNING, "position or velocity is worse than it should be") \
    X(502, NAVIGATION_LOST, CRITICAL, "position or velocity is not known") \
    X(510, COLLISION, WARNING, "two entities met: at v[0] m, the limit is v[1] m; the other one is v[2]") \
    X(600, POWER_ON, INFO, "power is switched on") \
    X(601, POWER_OK, INFO, "power is sufficient") \
    X(602, POWER_LOW, WARNING, "power runs low") \
    X(603, POWER_CRITICAL, CRITICAL, "power is nearly gone") \
    X(700, HEALTH_OK, INFO, "everything works") \
    X(701, HEALTH_DEGRADED, WARNING, "something does not work as it should") \
    X(702, HEALTH_FAILED, CRITICAL, "something necessary does not work") \
    X(710, STATE_CHANGED, NOTICE, "a state machine went from t[0] to t[1]") \
    X(711, VERB_NOT_OBEYED, WARNING, "a policy says a verb that its craft does not obey") \
    X(712, DECISIONS_LOST, WARNING, "v[0] decisions of a policy found no room") \
    X(713, STATE_HELD, INFO, "a state machine stays in t[0]") \
    X(714, PROCEDURE_STARTED, INFO, "a procedure begins") \
    X(715, PROCEDURE_STEP_FAILED, WARNING, "step v[1] of a procedure failed; it goes on") \
    X(716, PROCEDURE_DONE, NOTICE, "a procedure is done") \
    X(717, PROCEDURE_ABORTED, WARNING, "a procedure was ended in step v[1]") \
    X(720, GUARD_ROSE, NOTICE, "a guard without a code of its own rose; v[1] is the value it saw") \
    X(721, GUARD_FELL, INFO, "a guard without a code of its own fell; v[1] is the value it saw") \
    X(730, POLICY_FAILED, CRITICAL, "a policy failed; its agent is silent from now on") \
    X(740, SAFE_REQUEST, WARNING, "an agent asks for SAFE_MODE of its craft") \
    X(741, SAFE_CYCLE_GOOD, INFO, "an agent found everything good in a cycle") \
    X(742, SAFE_MODE_ENTER, CRITICAL, "the gate is in SAFE_MODE by holder v[0]: emergency verbs alone pass") \
    X(743, SAFE_MODE_HOLD, WARNING, "holder v[0] of SAFE_MODE counts its good cycles from the beginning; it had v[1] of v[2]") \
    X(744, SAFE_MODE_RECOVERING, INFO, "holder v[0] of SAFE_MODE has v[1] of v[2] good cycles") \
    X(745, SAFE_MODE_EXIT, NOTICE, "the gate has left SAFE_MODE") \
    X(800, ACCESS_GRANTED, INFO, "somebody was let in") \
    X(801, ACCESS_DENIED, WARNING, "somebody was turned away") \
    X(802, TAMPERING, CRITICAL, "something was changed by a stranger") \
    X(810, RADAR_ALERT_UNKNOWN_CLOSE, CRITICAL, "an unknown contact is close") \
    X(811, RADAR_ALERT_FOE_APPROACH, CRITICAL, "a foe approaches with its transponder off") \
    X(812, RADAR_ALERT_SPOOF, WARNING, "a transponder pretends to be another's") \
    X(820, CPA_RISK, WARNING, "a track comes near soon: v[1] s, the limit is v[2] s") \
    X(821, CLOSING_FAST, WARNING, "a track closes fast: v[1] m/s, the limit is v[2] m/s") \
    X(822, UNKNOWN_NEARBY, WARNING, "an unknown is near: v[1] m, the limit is v[2] m") \
    X(823, ZONE_VIOLATION, CRITICAL, "somebody is where nobody may be: v[1] m from the centre of v[2] m") \
    X(824, LOST_CONTACT, NOTICE, "the track of a situation has no contact") \
    X(825, SITUATION_ACKNOWLEDGED, INFO, "somebody has taken note of a situation") \
    X(900, ERROR, CRITICAL, "an error that needs attention") \
    X(901, HALT, CRITICAL, "everything stops") \
    X(910, RECOVERY_START, NOTICE, "recovery begins") \
    X(911, RECOVERY_COMPLETE, NOTICE, "recovery is complete") \
    X(920, INSTANCE_FAILED, CRITICAL, "an instance failed and the run ends") \
    X(921, INSTANCE_SILENT, CRITICAL, "an instance failed and is silent from now on")

/* QIKI_EVENT_COLLISION is 510, and so on. */
enum {
#define QIKI_EVENT_NUMBER_(number, name, severity, sentence) QIKI_EVENT_##name = number,
    QIKI_CODES(QIKI_EVENT_NUMBER_)
#undef QIKI_EVENT_NUMBER_
    QIKI_EVENT_NONE = 0
};

/* One row. Never crosses the boundary: each side has the table it was built with. */
typedef struct qiki_code_ {
    const char *name, *sentence;
    uint32_t number;
    uint32_t severity; /* QIKI_SEVERITY_... that an event of this code usually has */
} qiki_code;

/* Row i in ascending order of number; NULL behind the last one. [any] */
static inline const qiki_code *qiki_code_at(uint32_t i) {
#define QIKI_CODE_ROW_(number, name, severity, sentence) {#name, sentence, number, QIKI_SEVERITY_##severity},
    static const qiki_code rows[] = {QIKI_CODES(QIKI_CODE_ROW_)};
#undef QIKI_CODE_ROW_
    return i < sizeof rows / sizeof rows[0] ? &rows[i] : NULL;
}

/* NULL: the catalogue has no such number. [any] */
static inline const qiki_code *qiki_code_numbered(uint32_t number) {
    const qiki_code *c;
    for (uint32_t i = 0; (c = qiki_code_at(i)) != NULL; ++i)
        if (c->number == number) return c;
    return NULL;
}

/* `name` need not be NUL-terminated. NULL: the catalogue has no such name, which is no error: plugins and policies have
 * codes of their own. [any] */
static inline const qiki_code *qiki_code_named(const char *name, uint64_t len) {
    const qiki_code *c;
    for (uint32_t i = 0; (c = qiki_code_at(i)) != NULL; ++i) {
        uint64_t k = 0;
        while (k < len && c->name[k] == name[k] && name[k] != '\0') ++k;
        if (k == len && c->name[k] == '\0') return c;
    }
    return NULL;
}
#endif
