// SPDX-License-Identifier: MIT
// plugins/agents/core/voice.cpp - one decision to its records.
#include "voice.hpp"
#include <algorithm>

namespace mind {

codes codes::of(const qiki_host& h) {
    codes c;
    const auto id = [&h](const char* text) { return qiki::intern(h, text); };
    c.state_changed = id("STATE_CHANGED"), c.state_held = id("STATE_HELD"), c.policy_failed = id("POLICY_FAILED");
    c.verb_not_obeyed = id("VERB_NOT_OBEYED"), c.decisions_lost = id("DECISIONS_LOST");
    c.safe_request = id("SAFE_REQUEST"), c.safe_cycle_good = id("SAFE_CYCLE_GOOD");
    const char* const types[] = {"SAFETY", "PLANNING", "DIAGNOSTICS", "EXPLORATION"};
    for (size_t i = 0; i < 4; ++i) c.types[i] = id(types[i]);
    const char* const steps[] = {"PROCEDURE_STARTED", "PROCEDURE_STEP_FAILED", "PROCEDURE_DONE", "PROCEDURE_ABORTED"};
    for (size_t i = 0; i < 4; ++i) c.procedures[i] = id(steps[i]);
    const char* const words[] = {"",
                                 "BIOS_UNAVAILABLE",
                                 "BIOS_INVALID",
                                 "SENSORS_UNAVAILABLE",
                                 "SENSORS_STALE",
                                 "ACTUATOR_UNAVAILABLE",
                                 "PROVIDER_UNAVAILABLE",
                                 "UNKNOWN"};
    for (size_t i = 1; i < 8; ++i) c.reasons[i] = id(words[i]);
    for (size_t i = 0; i < verb_count; ++i) c.verbs[i] = id(verb_rows[i].name);
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
    kept_.silent = 1;
    event(t, code_.policy_failed, QIKI_SEVERITY_CRITICAL, 0);
}

void voice::lost(qiki_ns t, uint32_t count) {
    qiki_event& e = event(t, code_.decisions_lost, QIKI_SEVERITY_WARNING, 0);
    e.n = 1, e.v[0] = count;
}

void voice::report(health::report r, safe_because why, qiki_ns t) {
    if (!craft_ || r == health::report::none) return;
    if (r == health::report::good) event(t, code_.safe_cycle_good, QIKI_SEVERITY_INFO, 0);
    else event(t, code_.safe_request, QIKI_SEVERITY_WARNING, code_.reasons[static_cast<size_t>(why)]);
}

void voice::guard(const qiki_decision& d, qiki_ns t) {
    const bool rose = d.arg[0] != 0;
    qiki_event& e = event(
        t, d.event ? d.event : d.because,
        rose ? static_cast<uint8_t>(std::min(d.severity, QIKI_SEVERITY_CRITICAL)) : QIKI_SEVERITY_INFO, d.because);
    e.track = d.subject;
    e.n = static_cast<uint8_t>(std::clamp(d.argc, 1u, 3u)); // rose, the value, its limit: as codes.h says
    e.v[0] = rose;
    for (unsigned i = 1; i < e.n; ++i) e.v[i] = d.arg[i] + 0.0;
}

bool voice::say(const qiki_decision& d, qiki_ns t, pool& p, orders& o) {
    if (d.what == QIKI_DECISION_GUARD) guard(d, t);
    if (d.what == QIKI_DECISION_VERB) propose(d, t, p, o);
    if (d.what == QIKI_DECISION_PROCEDURE) {
        const auto how = static_cast<size_t>(std::clamp(d.arg[0], 0.0, 3.0));
        constexpr uint8_t grave[] = {QIKI_SEVERITY_INFO, QIKI_SEVERITY_WARNING, QIKI_SEVERITY_NOTICE,
                                     QIKI_SEVERITY_WARNING};
        qiki_event& e = event(t, code_.procedures[how], grave[how], d.because);
        e.n = 2, e.v[0] = d.arg[0] + 0.0, e.v[1] = d.arg[1] + 0.0;
    }
    if (d.what != QIKI_DECISION_STATE) return false;
    const bool stays = d.argc != 0;
    qiki_event& e = event(t, stays ? code_.state_held : code_.state_changed,
                          stays ? QIKI_SEVERITY_INFO : QIKI_SEVERITY_NOTICE, d.because);
    e.n = 2, e.v[0] = d.from, e.v[1] = d.state;
    return !stays;
}

void voice::propose(const qiki_decision& d, qiki_ns t, pool& p, orders& o) {
    const bool acts = d.verb < verb_count;
    if (!acts && d.verb != QIKI_NO_VERB) return;
    const bool spoken = d.subject == 0; // by a rule or a procedure, not by a guard
    if (acts && (!craft_ || rows_[d.verb] < 0)) {
        const uint32_t bit = 1u << d.verb;
        if (!(kept_.complained & bit)) event(t, code_.verb_not_obeyed, QIKI_SEVERITY_WARNING, code_.verbs[d.verb]);
        kept_.complained |= bit;
        if (spoken) o.follow(0), o.refuse(0, answer::unavailable);
        return;
    }
    proposed x{};
    x.key = uint64_t{kept_.proposed} + 1;
    qiki_proposal& r = x.record;
    r.entity = craft_, r.t = t, r.expires = life_ ? (t < INT64_MAX - life_ ? t + life_ : INT64_MAX) : 0;
    r.verb = acts ? static_cast<uint32_t>(rows_[d.verb]) : QIKI_NO_VERB, r.source = index_, r.because = d.because;
    const auto kind = std::find(code_.types.begin(), code_.types.end(), d.event);
    x.kind = d.event && kind != code_.types.end() ? static_cast<type>(kind - code_.types.begin()) : type::planning;
    r.type = code_.types[static_cast<size_t>(x.kind)];
    r.argc = acts ? static_cast<uint8_t>(std::min(d.argc, 6u)) : uint8_t{0}, r.label = QIKI_LABEL_OK;
    r.priority = std::clamp(d.priority, 0.0, 1.0) + 0.0, r.confidence = std::clamp(d.confidence, 0.0, 1.0) + 0.0;
    for (uint32_t i = 0; i < r.argc; ++i) r.arg[i] = d.arg[i] + 0.0;
    x.subject = d.subject, x.depends = d.from, x.conflicts = d.state, x.verb = d.verb;
    if (!p.add(x, confidence_)) return;
    ++kept_.proposed;
    if (spoken && acts) o.follow(x.key);
}

void voice::decide(qiki_ns t, bool safety_only, pool& p, orders& o) {
    if (!commands_) return;
    const proposed* const x = p.choose(safety_only);
    if (!x) return;
    const qiki_proposal& r = x->record;
    if (r.verb == QIKI_NO_VERB) return p.end(x->key, fate::done);
    qiki_command& c = commands.emplace_back();
    c.id = uint64_t{index_} << 32 | ++kept_.said;
    c.entity = craft_, c.parent = r.id, c.t = t, c.expires = r.expires;
    c.verb = r.verb, c.issuer = index_, c.authority = QIKI_BY_AGENT, c.argc = r.argc, c.label = QIKI_LABEL_OK;
    std::copy_n(r.arg, 6, c.arg);
    o.say(c.id, x->key, x->verb, r.arg, t);
}

} // namespace mind
