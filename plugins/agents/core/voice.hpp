// SPDX-License-Identifier: MIT
// plugins/agents/core/voice.hpp - decisions of the policy as records: events, proposals, and one command a tick.
#pragma once
#include "../common/teller.hpp"
#include "evaluate.hpp"
#include "health.hpp"
#include "orders.hpp"
#include "settings.hpp"

namespace mind {

struct codes : agents::words {
    uint32_t safe_request = 0, safe_cycle_good = 0;
    std::array<uint32_t, 4> types{}, procedures{};
    std::array<uint32_t, 8> reasons{};
    static codes of(const qiki_host&);
};

class voice : public agents::teller {
public:
    using teller::teller;
    void configure(const settings&, const qiki_host&);
    void reserve(size_t decisions) { events.reserve(decisions + 8), commands.reserve(4); } // of one tick
    void begin() { events.clear(), commands.clear(); }

    // Returns whether the machine went into another state.
    bool say(const qiki_decision&, qiki_ns t, pool&, orders&);
    void decide(qiki_ns t, bool safety_only, pool&, orders&);
    void report(health::report, safe_because, qiki_ns t);
    void state(auto& io) { keep(io); }

    std::vector<qiki_command> commands; // of this tick

private:
    void propose(const qiki_decision&, qiki_ns t, pool&, orders&);

    codes code_;
    qiki_ns life_ = 0;
    double confidence_ = 0;
    bool commands_ = true;
};

} // namespace mind
