// SPDX-License-Identifier: MIT
// plugins/agents/common/teller.cpp - one decision to its record.
#include "teller.hpp"
#include <algorithm>

namespace agents {

void teller::learn(words w, std::span<const qiki_verb> verbs) {
    word_ = std::move(w);
    const auto* names = qiki::service<qiki_names>(*host_);
    rows_.clear();
    for (const qiki_verb& v : verbs) rows_.push_back(names && craft_ ? names->verb(host_, craft_, v.name) : -1);
}

uint32_t teller::obeyed() const {
    return static_cast<uint32_t>(std::count_if(rows_.begin(), rows_.end(), [](int32_t r) { return r >= 0; }));
}

qiki_event& teller::event(qiki_ns t, uint32_t code, uint8_t severity, uint32_t text) {
    qiki_event& e = events.emplace_back();
    e.entity = craft_, e.t = t, e.code = code, e.text = text, e.source = index_;
    e.severity = severity, e.label = QIKI_LABEL_OK;
    return e;
}

void teller::failed(qiki_ns t) {
    kept_.silent = 1;
    event(t, word_.policy_failed, QIKI_SEVERITY_CRITICAL, 0);
}

void teller::lost(qiki_ns t, uint32_t count) {
    qiki_event& e = event(t, word_.decisions_lost, QIKI_SEVERITY_WARNING, 0);
    e.n = 1, e.v[0] = count;
}

void teller::guard(const qiki_decision& d, qiki_ns t) {
    const bool rose = d.arg[0] != 0;
    qiki_event& e = event(
        t, d.event ? d.event : d.because,
        rose ? static_cast<uint8_t>(std::min(d.severity, QIKI_SEVERITY_CRITICAL)) : QIKI_SEVERITY_INFO, d.because);
    e.track = d.subject;
    e.n = static_cast<uint8_t>(std::clamp(d.argc, 1u, 3u)); // rose, the value, its limit: as codes.h says
    e.v[0] = rose;
    for (unsigned i = 1; i < e.n; ++i) e.v[i] = d.arg[i] + 0.0;
}

void teller::state_of(const qiki_decision& d, qiki_ns t, uint8_t severity) {
    qiki_event& e = event(t, d.argc ? word_.state_held : word_.state_changed, severity, d.because);
    e.n = 2, e.v[0] = d.from, e.v[1] = d.state;
}

bool teller::obeys(uint32_t verb, qiki_ns t) {
    if (craft_ && rows_[verb] >= 0) return true;
    const uint32_t bit = 1u << verb;
    if (!(kept_.complained & bit)) event(t, word_.verb_not_obeyed, QIKI_SEVERITY_WARNING, word_.verbs[verb]);
    kept_.complained |= bit;
    return false;
}

qiki_proposal teller::proposal(const qiki_decision& d, qiki_ns t, qiki_ns life) const {
    const bool acts = knows(d.verb);
    qiki_proposal p{};
    p.entity = craft_, p.t = t, p.expires = life ? (t < INT64_MAX - life ? t + life : INT64_MAX) : 0;
    p.verb = acts ? static_cast<uint32_t>(rows_[d.verb]) : QIKI_NO_VERB, p.source = index_, p.because = d.because;
    p.argc = acts ? static_cast<uint8_t>(std::min(d.argc, 6u)) : uint8_t{0}, p.label = QIKI_LABEL_OK;
    p.priority = std::clamp(d.priority, 0.0, 1.0) + 0.0, p.confidence = std::clamp(d.confidence, 0.0, 1.0) + 0.0;
    for (uint32_t i = 0; i < p.argc; ++i) p.arg[i] = d.arg[i] + 0.0;
    return p;
}

qiki_command teller::command(const qiki_proposal& p, qiki_ns t) {
    qiki_command c{};
    c.id = own(++kept_.said);
    c.entity = craft_, c.parent = p.id, c.t = t, c.expires = p.expires;
    c.verb = p.verb, c.issuer = index_, c.authority = QIKI_BY_AGENT, c.argc = p.argc, c.label = QIKI_LABEL_OK;
    std::copy_n(p.arg, 6, c.arg);
    return c;
}

} // namespace agents
