// SPDX-License-Identifier: MIT
// plugins/agents/common/teller.hpp - what agents with a policy say in the same way: what it decided as events, and what
// its verbs come to as proposals and commands for a craft that obeys them.
#pragma once
#include "qiki/event.h"
#include "qiki/qiki.hpp"
#include <span>
#include <vector>

namespace agents {

// Text ids. Each agent finds them in an order of its own: ids are part of a run's digest.
struct words {
    uint32_t state_changed = 0, state_held = 0, policy_failed = 0, verb_not_obeyed = 0, decisions_lost = 0;
    std::vector<uint32_t> verbs; // by row of its verb table
};

class teller {
public:
    teller(const qiki_host& h, const qiki_instance_info& i) : host_(&h), craft_(i.host_entity), index_(i.index) {}

    void failed(qiki_ns t); // the policy; it is silent from now on
    void lost(qiki_ns t, uint32_t count);
    bool silent() const { return kept_.silent != 0; }
    uint32_t obeyed() const; // verbs of its table that the craft has

    std::vector<qiki_event> events; // of this tick

protected:
    void learn(words, std::span<const qiki_verb>); // and at which rows of the craft's table its verbs are

    qiki_event& event(qiki_ns t, uint32_t code, uint8_t severity, uint32_t text);
    void guard(const qiki_decision&, qiki_ns t);
    void state_of(const qiki_decision&, qiki_ns t, uint8_t severity);
    bool knows(uint32_t verb) const { return verb < rows_.size(); }
    bool obeys(uint32_t verb, qiki_ns t); // the craft; that it does not is told once
    // Without number, type and status. life 0: for ever.
    qiki_proposal proposal(const qiki_decision&, qiki_ns t, qiki_ns life) const;
    qiki_command command(const qiki_proposal&, qiki_ns t); // the next one

    uint64_t craft() const { return craft_; }
    uint64_t own(uint32_t count) const { return uint64_t{index_} << 32 | count; }
    void keep(auto& io) { io(kept_); }
    uint32_t proposals_so_far() const { return kept_.proposed; }
    void count_proposal() { ++kept_.proposed; }

private:
    const qiki_host* host_;
    uint64_t craft_;
    uint32_t index_;
    words word_;
    std::vector<int32_t> rows_; // of the craft's table; -1: it has no such verb
    struct {                    // from tick to tick
        uint32_t said = 0, proposed = 0;
        uint32_t complained = 0; // bit per verb that nobody obeys
        uint32_t silent = 0;
    } kept_;
};

} // namespace agents
