// SPDX-License-Identifier: MIT
// plugins/agents/core/voice.hpp - decisions of the policy as records: events, proposals, and one command a tick.
#pragma once
#include "evaluate.hpp"
#include "health.hpp"
#include "orders.hpp"
#include "qiki/event.h"
#include "settings.hpp"

namespace mind {

struct codes { // text ids
    uint32_t state_changed = 0, state_held = 0, policy_failed = 0, verb_not_obeyed = 0, decisions_lost = 0;
    uint32_t guard_rose = 0, guard_fell = 0, safe_request = 0, safe_cycle_good = 0, accepted = 0;
    std::array<uint32_t, 4> types{}, procedures{};
    std::array<uint32_t, 8> reasons{};
    std::array<uint32_t, verb_count> verbs{};
    static codes of(const qiki_host&);
};

class voice {
public:
    voice(const qiki_host&, const qiki_instance_info&);
    void configure(const settings&); // whom it commands, and by which rows
    void reserve(size_t decisions) { events.reserve(decisions + 8), commands.reserve(4); } // of one tick
    void begin() { events.clear(), commands.clear(); }

    // Returns whether the machine went into another state.
    bool say(const qiki_decision&, qiki_ns t, pool&, orders&);
    void decide(qiki_ns t, bool safety_only, pool&, orders&);
    void failed(qiki_ns t);
    void lost(qiki_ns t, uint32_t count);
    void report(health::report, safe_because, qiki_ns t);
    uint32_t obeyed() const; // verbs of its table that the craft has
    bool silent() const { return kept_.silent != 0; }

    void state(auto& io) { io(kept_); }

    // Of this tick.
    std::vector<qiki_event> events;
    std::vector<qiki_command> commands;

private:
    qiki_event& event(qiki_ns t, uint32_t code, uint8_t severity, uint32_t text);
    void guard(const qiki_decision&, qiki_ns t);
    void propose(const qiki_decision&, qiki_ns t, pool&, orders&);

    const qiki_host* host_;
    uint64_t craft_;
    uint32_t index_;
    codes code_;
    std::array<int32_t, verb_count> rows_{}; // of the craft's table; -1: it has no such verb
    qiki_ns life_ = 0;
    double confidence_ = 0;
    bool commands_ = true;
    struct { // from tick to tick
        uint32_t said = 0, proposed = 0;
        uint32_t complained = 0; // bit per verb that nobody obeys: told once
        uint32_t silent = 0;     // the policy has failed
    } kept_;
};

} // namespace mind
