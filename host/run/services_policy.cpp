// SPDX-License-Identifier: MIT
// host/run/services_policy.cpp - qiki.policy/1: the policy of an agent, which its plugin asks. A policy that fails does
// not fail its agent: the log says so, and every later call is refused.
#include "host/run/services.hpp"
#include "qiki/services/log.h"
#include "qiki/services/policy.h"
#include "qiki/services/text.h"
#include <cstring>

namespace qiki::run {
namespace {
void write(const seat& s, int32_t level, const std::string& text) {
    static_cast<const qiki_logger*>(log_service())->write(&s.host, level, text.data(), text.size());
}

int32_t said(seat& s, int32_t result, bool was_sound) {
    policy::machine& m = *s.policy;
    for (const std::string& line : m.printed()) write(s, QIKI_LOG_INFO, line);
    if (was_sound && !m.failure().empty()) write(s, QIKI_LOG_ERROR, m.failure() + "; the policy is silent from now on");
    return result;
}

int32_t judge(const qiki_host* h, qiki_ns t, uint64_t subject, const double* fact, const uint64_t* known, uint32_t n) {
    seat& s = seat_of(h);
    const on_the_house memory(s);
    if (s.facts) s.facts->judge(s.tick, subject, fact, known, n);
    const bool sound = s.policy->failure().empty();
    return said(s, s.policy->judge(t, subject, fact, known, n), sound);
}

int32_t decide(const qiki_host* h, qiki_ns t, const double* fact, const uint64_t* known, uint32_t n, qiki_decision* out,
               uint32_t capacity) {
    seat& s = seat_of(h);
    const on_the_house memory(s);
    if (s.facts) s.facts->decide(s.tick, fact, known, n);
    const bool sound = s.policy->failure().empty();
    return said(s, s.policy->decide(t, fact, known, n, out, capacity), sound);
}

uint32_t state(const qiki_host* h) { return seat_of(h).policy->state(); }

int64_t save(const qiki_host* h, void* out, uint64_t capacity) {
    seat& s = seat_of(h);
    try {
        const std::vector<std::byte> bytes = s.policy->save();
        if (bytes.size() <= capacity && out) std::memcpy(out, bytes.data(), bytes.size());
        return static_cast<int64_t>(bytes.size());
    } catch (const std::exception& e) { write(s, QIKI_LOG_ERROR, e.what()); }
    return QIKI_E_STATE;
}

int32_t restore(const qiki_host* h, const void* bytes, uint64_t size) {
    seat& s = seat_of(h);
    const std::string wrong = s.policy->restore(bytes, size);
    if (wrong.empty()) return QIKI_OK;
    write(s, QIKI_LOG_ERROR, wrong);
    return QIKI_E_STATE;
}

constexpr qiki_policy table{QIKI_HEAD(qiki_policy), judge, decide, state, save, restore};
} // namespace

const void* policy_service() { return &table; }

void load_policy(seat& s) {
    if (!s.who.policy) return;
    const policy::ears ears{[&](std::string_view text) {
                                const auto* texts = static_cast<const qiki_texts*>(text_service());
                                return texts->intern(&s.host, text.data(), text.size());
                            },
                            [&](const std::string& line) { write(s, QIKI_LOG_WARN, line); }};
    s.policy = std::make_unique<policy::machine>(*s.who.policy, *s.who.about, s.who.policy_chance, ears);
    for (const std::string& line : s.policy->printed()) write(s, QIKI_LOG_INFO, line);
}

void miss_policy(seat& s) {
    if (!s.policy || s.policy_asked) return;
    const scenario::error missed(s.who.policy->where,
                                 "policy: " + std::string(s.who.about->id) +
                                     " has not asked for it; is it an agent that decides by a policy?");
    write(s, QIKI_LOG_WARN, missed.what());
}

void reset_policy(seat& s) {
    if (s.policy) s.policy->reset();
}
} // namespace qiki::run
