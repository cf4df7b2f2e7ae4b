// SPDX-License-Identifier: MIT
// host/gate/ledger.hpp - an operator's decisions: each sealed when it is approved, published once, followed by stages.
#pragma once
#include "host/gate/reasons.hpp"
#include "host/gate/seal.hpp"
#include "qiki/base.h"
#include <array>
#include <cstdint>
#include <deque>

namespace qiki::gate {

// How far a decision came; no stage says anything about another.
enum class stage : uint8_t { validation, publish, ack, effect, audit };
// changed: its vehicle accepted, or did, what the gate put in place of what was sealed.
enum class standing : uint8_t { none, ok, failed, changed };
constexpr std::array<const char*, 5> stage_words = {"validation", "publish", "ack", "effect", "audit"};
constexpr std::array<const char*, 4> standing_words = {"none", "ok", "failed", "changed"};

struct decision {
    std::string id;   // the operator's name for it, unique
    std::string seal; // SHA-256 of what was approved
    std::array<standing, 5> stages{};
    uint64_t command = 0;       // id of the command that it became; 0: not published
    reason last = reason::none; // why the gate refused it, if it did
    reason form = reason::none; // why the gate handed it on in another form, if it did
    std::string answer;         // why its vehicle refused it or failed, if that did
    qiki_ns heard = 0;          // begin of the tick in which its vehicle looks for it, once it has passed the gate
    standing& at(stage s) { return stages[static_cast<size_t>(s)]; }
    standing at(stage s) const { return stages[static_cast<size_t>(s)]; }
};

class ledger {
public:
    static constexpr size_t most = 500; // the oldest makes room

    // False when the id is taken: what was approved under it stays.
    bool approve(const std::string& id, const approved&);
    // `presented` is about to be published as the decision `id` with the number `command`. none: it may, and never
    // again; spoofed, and the decision stays as it was; replayed: it was published before. An unknown id is spoofed.
    reason publish(const std::string& id, const approved& presented, uint64_t command);
    void mark(uint64_t command, stage, standing, reason = reason::none); // of no decision: nothing
    void answered(uint64_t command, stage, const std::string& why);      // failed, by its vehicle
    // The gate; `form`: why in another one than was sealed. What its vehicle says later is then of that form.
    void passed(uint64_t command, qiki_ns heard, reason form = reason::none);
    const decision* find(const std::string& id) const;
    const std::deque<decision>& all() const { return all_; } // oldest first
    void forget() { all_.clear(); }
    void recall(std::deque<decision> all) { all_ = std::move(all); } // of the same run

private:
    decision* row(const std::string& id);
    decision* row(uint64_t command);
    std::deque<decision> all_;
};

} // namespace qiki::gate
