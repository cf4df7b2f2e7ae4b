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
    for (size_t i = 0; i < verb_count; ++i) c.verbs[i] = qiki::intern(h, verb_rows[i].name);
    c.state_held = qiki::intern(h, "STATE_HELD"); // last: ids of texts are part of the digest
    return c;
}

voice::voice(const qiki_host& h, const qiki_instance_info& i) : host_(&h), craft_(i.host_entity), index_(i.index) {}

void voice::configure(const settings& s) {
    code_ = codes::of(*host_);
    life_ = s.life, confidence_ = s.confidence, commands_ = s.commands;
    const auto* names = qiki::service<qiki_names>(*host_);
    for (size_t i = 0; i < verb_count; ++i)
        rows_[i] = names && craft_ ? names->verb(host_, craft_, verb_rows[i].name) : -1;
}

uint32_t voice::obeyed() const {
    return static_cast<uint32_t>(std::count_if(rows_.begin(), rows_.end(), [](int32_t r) { return r >= 0; }));
}

qiki_event& voice::event(qiki_ns t, uint32_t code, uint8_t severity, uint32_t text) {
    qiki_event& e = events.emplace_back();
    e.entity = craft_, e.t = t, e.code = code, e.text = text, e.source = index_;
    e.severity = severity, e.label = QIKI_LABEL_OK;
    return e;
}

void voice::failed(qiki_ns t) {
    kept.silent = 1;
    event(t, code_.policy_failed, QIKI_SEVERITY_CRITICAL, 0);
}

void voice::lost(qiki_ns t, uint32_t count) {
    qiki_event& e = event(t, code_.decisions_lost, QIKI_SEVERITY_WARNING, 0);
    e.n = 1, e.v[0] = count;
}

void voice::say(const qiki_decision& d, qiki_ns t) {
    if (d.what == QIKI_DECISION_VERB) return speak(d, t);
    if (d.what == QIKI_DECISION_PROCEDURE) return;
    if (d.what == QIKI_DECISION_STATE) {
        qiki_event& e = event(t, d.argc ? code_.state_held : code_.state_changed, QIKI_SEVERITY_NOTICE, d.because);
        e.n = 2, e.v[0] = d.from, e.v[1] = d.state;
        return;
    }
    const bool rose = d.arg[0] != 0, critical = d.severity == QIKI_SEVERITY_CRITICAL;
    if (critical && rose) ++kept.critical;
    if (critical && !rose && kept.critical) --kept.critical;
    qiki_event& e = event(
        t, d.event ? d.event : d.because,
        rose ? static_cast<uint8_t>(std::min(d.severity, QIKI_SEVERITY_CRITICAL)) : QIKI_SEVERITY_INFO, d.because);
    e.track = d.subject;
    e.n = static_cast<uint8_t>(std::clamp(d.argc, 1u, 3u)); // rose, the value, its limit: as codes.h says
    e.v[0] = rose;
    for (unsigned i = 1; i < e.n; ++i) e.v[i] = d.arg[i] + 0.0;
}

// A proposal always; a command when it is believed enough and somebody obeys.
void voice::speak(const qiki_decision& d, qiki_ns t) {
    if (d.verb >= verb_count) return;
    const int32_t row = rows_[d.verb];
    if (!craft_ || row < 0) {
        const uint32_t bit = 1u << d.verb;
        if (!(kept.complained & bit)) event(t, code_.verb_not_obeyed, QIKI_SEVERITY_WARNING, code_.verbs[d.verb]);
        kept.complained |= bit;
        return;
    }
    const uint32_t argc = std::min(d.argc, 6u);
    qiki_proposal& p = proposals.emplace_back();
    p.id = uint64_t{index_} << 32 | ++kept.proposed;
    p.entity = craft_, p.t = t, p.expires = life_ ? (t < INT64_MAX - life_ ? t + life_ : INT64_MAX) : 0;
    p.verb = static_cast<uint32_t>(row), p.source = index_;
    p.type = kept.critical ? code_.safety : code_.planning, p.because = d.because;
    p.argc = static_cast<uint8_t>(argc), p.label = QIKI_LABEL_OK;
    p.priority = std::clamp(d.priority, 0.0, 1.0) + 0.0, p.confidence = std::clamp(d.confidence, 0.0, 1.0) + 0.0;
    for (uint32_t i = 0; i < argc; ++i) p.arg[i] = d.arg[i] + 0.0;
    if (p.confidence < confidence_) {
        p.status = QIKI_PROPOSAL_REJECTED;
        return;
    }
    if (!commands_) {
        p.status = QIKI_PROPOSAL_OPEN;
        kept.open_until = life_ ? p.expires : INT64_MAX;
        return;
    }
    p.status = QIKI_PROPOSAL_CHOSEN;
    qiki_command& c = commands.emplace_back();
    c.id = uint64_t{index_} << 32 | ++kept.said;
    c.entity = craft_, c.parent = p.id, c.t = t, c.expires = p.expires;
    c.verb = p.verb, c.issuer = index_, c.authority = QIKI_BY_AGENT, c.argc = p.argc, c.label = QIKI_LABEL_OK;
    std::copy_n(p.arg, 6, c.arg);
}

} // namespace watch
