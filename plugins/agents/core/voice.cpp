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
    for (const qiki_verb& v : verb_rows) c.verbs.push_back(id(v.name));
    return c;
}

void voice::configure(const settings& s, const qiki_host& h) {
    code_ = codes::of(h);
    learn(code_, verb_rows);
    life_ = s.life, confidence_ = s.confidence, commands_ = s.commands;
}

void voice::report(health::report r, safe_because why, qiki_ns t) {
    if (!craft() || r == health::report::none) return;
    if (r == health::report::good) event(t, code_.safe_cycle_good, QIKI_SEVERITY_INFO, 0);
    else event(t, code_.safe_request, QIKI_SEVERITY_WARNING, code_.reasons[static_cast<size_t>(why)]);
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
    state_of(d, t, stays ? QIKI_SEVERITY_INFO : QIKI_SEVERITY_NOTICE);
    return !stays;
}

void voice::propose(const qiki_decision& d, qiki_ns t, pool& p, orders& o) {
    const bool acts = knows(d.verb);
    if (!acts && d.verb != QIKI_NO_VERB) return;
    const bool spoken = d.severity == 0; // by a rule or a procedure, that may wait for its receipt; no guard does
    if (acts && !obeys(d.verb, t)) {
        if (spoken) o.follow(0), o.refuse(0, answer::unavailable);
        return;
    }
    proposed x{};
    x.key = uint64_t{proposals_so_far()} + 1;
    x.record = proposal(d, t, life_);
    const auto kind = std::find(code_.types.begin(), code_.types.end(), d.event);
    x.kind = d.event && kind != code_.types.end() ? static_cast<type>(kind - code_.types.begin()) : type::planning;
    x.record.type = code_.types[static_cast<size_t>(x.kind)];
    x.subject = d.subject, x.depends = d.from, x.conflicts = d.state, x.verb = d.verb;
    const uint64_t key = p.add(x, confidence_);
    if (key == x.key) count_proposal();
    if (spoken && acts) o.follow(key);
}

void voice::decide(qiki_ns t, bool safety_only, pool& p, orders& o) {
    if (!commands_) return;
    const proposed* const x = p.choose(safety_only);
    if (!x) return;
    const qiki_proposal& r = x->record;
    if (r.verb == QIKI_NO_VERB) return p.end(x->key, fate::done);
    const qiki_command& c = commands.emplace_back(command(r, t));
    o.say(c.id, x->key, x->verb, r.arg, t);
}

} // namespace mind
