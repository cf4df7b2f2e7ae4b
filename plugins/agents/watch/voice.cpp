// SPDX-License-Identifier: MIT
// plugins/agents/watch/voice.cpp - decisions of the policy as records.
#include "voice.hpp"
#include <algorithm>

namespace watch {

codes codes::of(const qiki_host& h) {
    codes c;
    c.state_changed = qiki::intern(h, "STATE_CHANGED"), c.policy_failed = qiki::intern(h, "POLICY_FAILED");
    c.verb_not_obeyed = qiki::intern(h, "VERB_NOT_OBEYED"), c.decisions_lost = qiki::intern(h, "DECISIONS_LOST");
    c.safety = qiki::intern(h, "SAFETY"), c.planning = qiki::intern(h, "PLANNING");
    for (const qiki_verb& v : verb_rows) c.verbs.push_back(qiki::intern(h, v.name));
    c.state_held = qiki::intern(h, "STATE_HELD"); // last: ids of texts are part of the digest
    return c;
}

void voice::configure(const settings& s, const qiki_host& h) {
    code_ = codes::of(h);
    learn(code_, verb_rows);
    life_ = s.life, confidence_ = s.confidence, commands_ = s.commands;
}

void voice::say(const qiki_decision& d, qiki_ns t) {
    if (d.what == QIKI_DECISION_VERB) return speak(d, t);
    if (d.what == QIKI_DECISION_PROCEDURE) return;
    if (d.what == QIKI_DECISION_STATE) return state_of(d, t, QIKI_SEVERITY_NOTICE);
    const bool rose = d.arg[0] != 0, critical = d.severity == QIKI_SEVERITY_CRITICAL;
    if (critical && rose) ++standing_.critical;
    if (critical && !rose && standing_.critical) --standing_.critical;
    guard(d, t);
}

// A proposal always; a command when it is believed enough and somebody obeys.
void voice::speak(const qiki_decision& d, qiki_ns t) {
    if (!knows(d.verb) || !obeys(d.verb, t)) return;
    qiki_proposal& p = proposals.emplace_back(proposal(d, t, life_));
    count_proposal();
    p.id = own(proposals_so_far());
    p.type = standing_.critical ? code_.safety : code_.planning;
    if (p.confidence < confidence_) {
        p.status = QIKI_PROPOSAL_REJECTED;
        return;
    }
    if (!commands_) {
        p.status = QIKI_PROPOSAL_OPEN;
        standing_.open_until = life_ ? p.expires : INT64_MAX;
        return;
    }
    p.status = QIKI_PROPOSAL_CHOSEN;
    commands.push_back(command(p, t));
}

} // namespace watch
