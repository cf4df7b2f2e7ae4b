// SPDX-License-Identifier: MIT
// host/run/desk.hpp - the operator of a run: what his script says and when, sealed; and the proposals he decides on.
#pragma once
#include "host/gate/ledger.hpp"
#include "host/run/lookup.hpp"
#include "host/run/safety.hpp"
#include <deque>

namespace qiki::run {

// A command of the operator on its way to the gate.
struct spoken {
    qiki_command command;
    gate::reason broken; // spoofed or replayed: nothing further is asked
};

// [control] throughout.
class desk {
public:
    void open(commons&, const plan&, const wiring&); // behind the births. Throws scenario::error
    bool none() const { return steps_.empty(); }
    void listen_to_proposals(const source& s) { proposals_.push_back(&s); }
    void listen_to_receipts(const source& s) { receipts_.push_back(&s); }

    void warn_of_unsaid(qiki_ns end, const log_sink&) const; // steps behind the end of the run
    // After tick k, which ended at t: what has come in, then what he says; commands() is that.
    void act(uint64_t k, qiki_ns t, safety&, news&);
    const std::vector<spoken>& commands() const { return said_; }
    // One of commands(), by the gate; `heard`: begin of the tick in which its vehicle looks for it, if it may.
    void judged(const qiki_command&, gate::reason, qiki_ns heard);
    void carried(uint64_t proposal); // a command that came from it has passed

    const gate::ledger& decisions() const { return ledger_; }
    void add_to(digest&) const; // commands of this tick; nothing when there were none
    void forget();              // a new run
    // All that later ticks depend on, of the tick that ended last. load() throws std::runtime_error.
    std::string save();
    void load(const std::string&);

private:
    struct step {
        const scenario::operator_step* what;
        gate::approved form;    // of command, approve, publish
        qiki_command command{}; // likewise, without number and time
        uint64_t entity = 0;    // of safe: its vehicle's first
        uint32_t agent = 0,
                 number = 0; // of accept and reject; number 0: the newest that is open. Agent: of acknowledge, too
        uint32_t name = 0;   // text id of the decision
    };
    struct kept {
        qiki_proposal p;
        bool accepted = false, rejected = false, carried = false;
    };
    static constexpr size_t most_kept = 500;
    static constexpr qiki_ns life = 600'000'000'000; // of a proposal that names no end

    template <class Io>
    void keep(Io&);
    void fill(step&, const scenario::operator_step&) const;
    void refer(step&, const scenario::operator_step&) const;
    void address(step&, const scenario::operator_step&) const;
    void take_in(uint64_t k);
    kept* find(uint64_t proposal);
    bool open_to_him(const kept&, qiki_ns t);
    void approve(const std::string& id, const gate::approved&, uint32_t name, qiki_ns, news&);
    void publish(const std::string& id, const gate::approved&, qiki_command, uint32_t name, qiki_ns);
    void decide(const step&, qiki_ns, news&);
    void perform(const step&, qiki_ns, safety&, news&);
    void praise(size_t from, qiki_ns, safety&, news&);

    commons* house_ = nullptr;
    const plan* plan_ = nullptr;
    const wiring* wiring_ = nullptr;
    std::vector<step> steps_; // by time
    size_t next_ = 0;
    uint32_t count_ = 0; // of his commands so far
    gate::ledger ledger_;
    std::deque<kept> book_; // oldest first
    std::vector<const source*> proposals_, receipts_;
    std::vector<spoken> said_;
};
} // namespace qiki::run
