// SPDX-License-Identifier: MIT
// host/run/orders.hpp - commands between ticks: out of their writers, through the gate, into their vehicles; and the
// gate's receipts back to those who spoke.
#pragma once
#include "host/gate/gate.hpp"
#include "host/run/desk.hpp"
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
    void heed(const plan&, const wiring&);      // the scenario's rules, when all are there. Throws scenario::error
    void learn_texts(commons&, bool spoken_to); // spoken_to: by an operator or by the host itself

    bool none() const { return speakers_.empty() && !spoken_to_; }
    // After tick k, which ended at t: what was said in it is handed on or refused.
    void pass(uint64_t k, qiki_ns t, qiki_ns tick, safety&, desk&, digest&, const log_sink&, news&);
    std::span<const qiki_receipt> refusals() const { return receipts_; } // of the tick passed last
    // Likewise, by those who are no instances, before the gate.
    std::span<const qiki_command> said_by_operator() const { return operator_.said; }
    std::span<const qiki_command> said_by_host() const { return host_.said; }
    bool host_speaks() const { return !halts_.empty(); }
    void forget();      // a new run
    std::string save(); // as desk
    void load(const std::string&);
    void report_sums_to(std::vector<metric>&) const;
    void report_reasons_to(std::vector<metric>&) const; // a row a reason, once there is one

private:
    struct voice {
        gate::speaker who;
        const source* commands = nullptr; // of the operator and the host: none
        const member* about = nullptr;    // likewise
        uint32_t complained = 0;          // bit per reason: said in the log
        std::vector<qiki_command> said{}; // of the operator and the host, in this tick
    };
    struct line {
        queue* to;
        const source* only;
    };
    struct ear {
        queue* to;
        uint32_t index;
    };
    struct now { // of one pass
        uint64_t k;
        qiki_ns t;
        desk* him;
        const log_sink* log;
        news* told;
    };
    gate::obeyer& row(const plan&, const wiring&, size_t member);
    template <class Io>
    void keep(Io&);
    void say(voice&, const qiki_command&, gate::reason broken, const now&);
    void hand_on(const voice&, const gate::verdict&, qiki_ns t);
    void answer(const voice&, const qiki_command&, gate::reason, const now&);
    void rank(gate::obeyer&, const qiki_command&, qiki_ns t);
    void said_by(voice&, const now&);
    void stop(safety&, const now&);
    void let_hear(const voice&, size_t from, qiki_ns t);
    void complain(voice&, const qiki_command&, gate::reason, uint64_t k, qiki_ns t, const log_sink&);

    std::vector<voice> speakers_;
    std::vector<gate::obeyer> obeyers_;
    std::vector<const uint32_t*> due_;     // by obeyer: host ticks until it looks again
    std::vector<std::vector<line>> lines_; // by obeyer
    std::vector<ear> ears_;
    std::vector<uint32_t> texts_;        // by reason
    std::vector<qiki_receipt> receipts_; // of this tick
    voice operator_, host_;
    struct halt { // what the host says to a vehicle that goes into SAFE_MODE
        uint64_t entity;
        uint32_t verb;
    };
    std::vector<halt> halts_;
    uint32_t host_said_ = 0;
    qiki_ns outrank_ = 0;
    bool spoken_to_ = false, rules_ = false;
    uint64_t passed_ = 0;
    std::vector<uint64_t> refused_; // by reason
};
} // namespace qiki::run
