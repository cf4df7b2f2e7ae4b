// SPDX-License-Identifier: MIT
// host/run/safety.hpp - SAFE_MODE of each vehicle of a run: who asks for it, who watches the agents, and who is told.
#pragma once
#include "host/gate/gate.hpp"
#include "host/gate/safe.hpp"
#include "host/run/digest.hpp"
#include "host/run/news.hpp"
#include "host/run/services.hpp"

namespace qiki::run {

// [control] throughout.
class safety {
public:
    void open(commons&, const plan&, const wiring&);   // behind the births, before the first tick
    void listen(uint32_t agent, const source& events); // what the agent with that index writes; after open()
    bool listens() const { return !agents_.empty(); }

    // After tick k, which ended at t.
    void hear(uint64_t k, qiki_ns t, const log_sink&, news&);
    void post(uint64_t vehicle, bool good, gate::safe_reason, qiki_ns t,
              news&); // of the vehicle with that first entity
    void by_operator(uint64_t entity, bool good, gate::safe_reason, qiki_ns t, news&);

    bool on(uint64_t entity) const;
    const std::vector<uint64_t>& entered() const { return entered_; } // first entities, since the last forget_entered()
    void forget_entered() { entered_.clear(); }
    void add_to(digest&) const; // nothing while every vehicle is free
    std::vector<uint64_t> save() const;
    void load(const std::vector<uint64_t>&);
    void forget(); // a new run
    void report_to(std::vector<metric>&) const;

private:
    struct craft {
        gate::entities mine;
        gate::safe_mode mode;
    };
    struct agent {
        uint32_t index;
        uint64_t own;                    // first entity of the vehicle that of= names
        std::vector<gate::entities> all; // and of what that carries
        const source* events;
        qiki_ns reported = -1; // its last cycle; -1: never
        bool failed = false;   // its policy
        bool now = false;      // reported in this tick
        bool stranger = false; // complained of
    };
    craft* of(uint64_t entity);
    void tell(const craft&, const gate::safe_step&, qiki_ns, news&);
    void ask(craft&, uint32_t who, gate::safe_reason, qiki_ns, news&);
    void praise(craft&, uint32_t who, qiki_ns, news&);
    void hear(agent&, qiki_ns, const log_sink&, uint64_t k, news&);
    void watch(craft&, qiki_ns, news&);

    std::vector<craft> crafts_; // by first entity
    std::vector<agent> agents_;
    std::vector<uint64_t> entered_;
    std::vector<uint64_t> asked_, praised_; // of one agent in one tick
    commons* house_ = nullptr;
    const plan* plan_ = nullptr;
    const wiring* wiring_ = nullptr;
    std::vector<uint32_t> reasons_; // text ids, by number
    uint32_t request_ = 0, good_ = 0, policy_failed_ = 0;
    uint64_t entries_ = 0;
};
} // namespace qiki::run
