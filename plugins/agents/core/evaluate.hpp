// SPDX-License-Identifier: MIT
// plugins/agents/core/evaluate.hpp - which of several proposals is carried out: exactly one a tick.
//
// Dropped is what is believed less than the threshold; the threshold itself is enough. Then comes first
//   1. the type: SAFETY, PLANNING, DIAGNOSTICS, EXPLORATION;
//   2. within a type the higher priority;
//   3. at the same priority the higher confidence;
//   4. at the same confidence the older one.
// One that depends on another waits until that is done, lives from then on, and is rejected when that cannot be done
// any more. Of two that conflict, whichever names the other, the one that is chosen rejects the other, and what comes
// while it is under way: until its end is told, however long that takes. What has expired is nobody's choice.
#pragma once
#include "qiki/command.h"
#include <cstdint>
#include <vector>

namespace mind {

enum class type : uint32_t { safety, planning, diagnostics, exploration };
enum class fate : uint32_t { open, running, done, failed };

struct proposed {
    qiki_proposal record;        // its id is 0 until it is told
    uint64_t key;                // in the order in which they were proposed, from 1
    uint64_t waits_for;          // the key of what it depends on
    uint64_t subject;            // whom it is about, so that nothing is proposed twice
    uint32_t depends, conflicts; // reasons, text ids; 0: none
    uint32_t verb;               // of the agent's own table; QIKI_NO_VERB
    type kind;
    uint32_t ready;    // what it depends on is done
    uint32_t reserved; // 0
};

// True when a is chosen before b.
bool before(const proposed& a, const proposed& b);

class pool {
public:
    static constexpr size_t room = 128;    // open ones; beyond, the last in the order is rejected
    void reserve(size_t decisions = 256) { // in one tick: each is a proposal, that ends, or makes another end, at once
        open_.reserve(room + 1), running_.reserve(room), latest_.reserve(256);
        told.reserve(2 * room + decisions), closed.reserve(2 * room + decisions);
    }
    // Ids of records begin behind `base`; those that nobody here decides are told while they are open.
    void configure(uint64_t base, bool decides) { base_ = base, decides_ = decides; }
    void begin(qiki_ns t = 0) { told.clear(), closed.clear(), now_ = t; }

    void expire(qiki_ns t);
    // The key under which it stands: its own, or that of one like it that is open already.
    uint64_t add(proposed, double threshold);
    // The best that may be carried out; nullptr when there is none. Valid until the next call.
    const proposed* choose(bool safety_only);
    // What became of a chosen one.
    void end(uint64_t key, fate);

    size_t open() const { return open_.size(); }
    bool busy() const { return !open_.empty() || !running_.empty(); }
    std::vector<qiki_proposal> told; // of this tick; each is told once, with what came of it

    std::vector<uint64_t> closed; // keys of this tick: rejected or expired

    void state(auto& io) { io(open_), io(running_), io(latest_), io(count_); }

private:
    struct last { // of a reason
        uint64_t key, id;
        uint32_t because;
        fate now;
    };
    last* of(uint32_t because);
    void tell(proposed&, uint8_t status);
    void close(size_t k, uint8_t status);
    void note(const proposed&, fate);
    void make_ready(proposed&) const;
    const proposed* best(bool safety_only) const;

    std::vector<proposed> open_, running_;
    std::vector<last> latest_;
    uint64_t count_ = 0; // of those that were told
    uint64_t base_ = 0;
    bool decides_ = true;
    qiki_ns now_ = 0; // of this tick only
};

} // namespace mind
