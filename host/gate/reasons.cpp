// SPDX-License-Identifier: MIT
// host/gate/reasons.cpp - the table of refusals.
#include "host/gate/reasons.hpp"
#include "qiki/command.h"

namespace qiki::gate {
namespace {
constexpr uint8_t refused = QIKI_RECEIPT_REFUSED, expired = QIKI_RECEIPT_EXPIRED;
constexpr reason_row rows[] = {
    {"", QIKI_RECEIPT_ACCEPTED, ""},
    {"FOREIGN_ISSUER", refused, "issuer and the upper half of id must be the instance that writes it"},
    {"REPEATED_COMMAND", refused, "the lower half of id must rise from command to command, from 1"},
    {"COMMAND_WITHOUT_DATA", refused, "its label says that it is not to be believed; label it OK or FALLBACK"},
    {"NO_SUCH_ENTITY", refused, "no vehicle has that entity"},
    {"ENTITY_TAKES_NO_COMMANDS", refused, "its vehicle reads no commands"},
    {"NOT_YOUR_ENTITY", refused, "an agent commands the vehicle that of= names and what that carries"},
    {"AUTHORITY_CLAIMED", refused, "an agent speaks with the authority of an agent, a bridge at most of an operator"},
    {"NO_SUCH_VERB", refused,
     "verb must be a row of the verb table of the vehicle's plugin; services/names.h finds it"},
    {"AUTHORITY_TOO_LOW", refused, "the vehicle's verb table asks for more authority"},
    {"WRONG_ARGUMENT_COUNT", refused, "argc must be what the vehicle's verb table says"},
    {"ARGUMENT_NOT_FINITE", refused, "an argument is NaN or infinite"},
    {"ARGUMENT_OUT_OF_LIMITS", refused, "an argument is outside the limits of the vehicle's verb table"},
    {"COMMAND_EXPIRED", expired, "the vehicle looks for commands only after it expires"},
    {"VERB_NOT_IN_SAFE_MODE", refused, "its vehicle is in SAFE_MODE: emergency verbs alone pass"},
    {"OPERATOR_WORD_NEEDED", refused, "the scenario wants the operator's word for it; write a proposal, he accepts it"},
    {"OUTRANKED", refused, "somebody of more authority commands that entity"},
    {"CMD_SPOOF_MISMATCH", refused, "its digest is not that of what the operator approved"},
    {"CMD_REPLAYED", refused, "what the operator approved is published once"},
    {"ARGUMENT_LIMITED", QIKI_RECEIPT_MODIFIED, "the scenario's limits for that verb are narrower"},
    {"COMMAND_DOWNGRADED", QIKI_RECEIPT_MODIFIED, "in SAFE_MODE the scenario's lesser verb takes its place"},
};
static_assert(sizeof rows / sizeof *rows == static_cast<size_t>(reason::downgraded) + 1, "one row a reason");
} // namespace

ruling ruling_of(reason r) {
    if (r == reason::none) return ruling::allow;
    if (r == reason::limited) return ruling::modify;
    return r == reason::downgraded ? ruling::downgrade : ruling::block;
}

const char* ruling_word(ruling r) {
    static constexpr const char* words[] = {"ALLOW", "BLOCK", "MODIFY", "DOWNGRADE"};
    return words[static_cast<size_t>(r)];
}

std::span<const reason_row> reasons() { return rows; }

} // namespace qiki::gate
