// SPDX-License-Identifier: MIT
// plugins/agents/core/orders.hpp - what became of the commands that were said: their receipts, or that none came.
#pragma once
#include "evaluate.hpp"
#include "facts.hpp"
#include "settings.hpp"
#include "telemetry.hpp"
#include "verbs.hpp"

namespace mind {

class orders {
public:
    void learn(const qiki_host&);
    void reserve() { all_.reserve(256); }

    void begin(qiki_ns t); // a tick: what was news is none any more
    void say(uint64_t command, uint64_t proposal, uint32_t verb, const double* arg, qiki_ns t);
    void hear(const qiki_receipt&, pool&);
    // Those that nobody answers, and those that move nothing.
    void wait(qiki_ns t, const telemetry&, const settings&, pool&);
    // A verb of the policy that became no command: it was rejected, or nobody obeys it.
    void refuse(uint64_t proposal, answer);
    // The policy said it: from now on `receipt` is about this one.
    void follow(uint64_t proposal);

    bool actuator_lost() const { return now_.lost != 0; }
    void tell(agents::sheet&) const;

    void state(auto& io) { io(all_), io(kept_); }

private:
    struct order {
        uint64_t command, proposal;
        qiki_ns t;
        uint32_t verb;
        group of;
        uint32_t accepted, seen; // seen: carried out visibly
        uint32_t quiet, still;   // quiet: no thrust; still: it asks for nothing to move
    };
    struct axis {        // the main drive, or the nozzles
        uint64_t active; // the order that is carried out or kept; 0: none
        uint32_t news;   // an outcome
        uint32_t level;
    };
    axis* of(group g) { return g == group::drive ? &kept_.drive : g == group::rcs ? &kept_.rcs : nullptr; }
    void end(size_t k, outcome, answer, pool&);
    void executed(order&);
    void replace(uint64_t by, pool&);

    std::vector<order> all_; // not ended
    struct {
        axis drive{}, rcs{};
        uint64_t followed = 0;
        uint32_t receipt = 0, reserved = 0;
    } kept_;
    struct {
        uint32_t lost = 0;
    } now_;
    uint32_t superseded_ = 0;
};

} // namespace mind
