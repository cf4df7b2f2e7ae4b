// SPDX-License-Identifier: MIT
// host/run/orders.hpp - commands between ticks: out of their writers, through the gate, into their vehicles; and the
// gate's receipts back to those who spoke.
#pragma once
#include "host/gate/gate.hpp"
#include "host/run/digest.hpp"
#include "host/run/news.hpp"
#include "host/run/ports.hpp"
#include "host/run/services.hpp"
#include <span>

namespace qiki::run {

// [control] throughout. Everything happens in the order of writers, then of their commands.
class orders {
public:
    // While the run is put together; every call of a kind in the order of members.
    void obeyer(const owned&, const member&, const uint32_t& due); // each vehicle with entities
    void speaker(const plan&, const wiring&, uint32_t row, const source&);
    void listener(const owned&, queue&, const source* only); // of `only`, or of everybody
    void hearer(queue&, uint32_t index);                     // receipts to that instance; 0: to all
    void learn_texts(commons&);

    bool none() const { return speakers_.empty(); }
    // After tick k, which ended at t: what was said in it is handed on or refused.
    void pass(uint64_t k, qiki_ns t, qiki_ns tick, digest&, const log_sink&, news&);
    std::span<const qiki_receipt> refusals() const { return receipts_; } // of the tick passed last
    void forget();                                                       // a new run
    void report_to(std::vector<metric>&) const;

private:
    struct voice {
        gate::speaker who;
        const source* commands;
        const member* about;
        uint32_t complained = 0; // bit per reason: said in the log
    };
    struct line {
        queue* to;
        const source* only;
    };
    struct ear {
        queue* to;
        uint32_t index;
    };
    void say(voice&, const std::byte* at, uint64_t k, qiki_ns t, const log_sink&, news&);
    void complain(voice&, const qiki_command&, gate::reason, uint64_t k, qiki_ns t, const log_sink&);

    std::vector<voice> speakers_;
    std::vector<gate::obeyer> obeyers_;
    std::vector<const uint32_t*> due_;     // by obeyer: host ticks until it looks again
    std::vector<std::vector<line>> lines_; // by obeyer
    std::vector<ear> ears_;
    std::vector<uint32_t> texts_;        // by reason
    std::vector<qiki_receipt> receipts_; // of this tick
    uint64_t passed_ = 0;
    std::vector<uint64_t> refused_; // by reason
};
} // namespace qiki::run
