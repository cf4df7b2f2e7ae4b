// SPDX-License-Identifier: MIT
// plugins/agents/watch/voice.hpp - decisions of the policy as records: events, proposals, commands.
#pragma once
#include "qiki/event.h"
#include "settings.hpp"
#include <span>

namespace watch {

// The verbs of the crafts it may be put into, by name; a craft obeys those that its own table has, within its limits.
// clang-format off
inline constexpr double any = 1e9;
inline constexpr qiki_verb verb_rows[] = {
    {"heading", "hold this bearing", {"bearing"}, {"rad"}, {-2 * QIKI_PI}, {2 * QIKI_PI}, 1, QIKI_BY_AGENT},
    {"turn", "change the course that is held, clockwise", {"angle"}, {"rad"}, {-QIKI_PI}, {QIKI_PI}, 1, QIKI_BY_AGENT},
    {"altitude", "hold this height", {"up"}, {"m"}, {-any}, {any}, 1, QIKI_BY_AGENT},
    {"speed", "hold this speed", {"speed"}, {"m/s"}, {0}, {any}, 1, QIKI_BY_AGENT},
    {"go", "go there", {"east", "north", "up"}, {"m", "m", "m"}, {-any, -any, -any}, {any, any, any}, 3, QIKI_BY_AGENT},
    {"hold", "stay where it is", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
    {"resume", "go on as if nothing had been commanded", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
};
// clang-format on
inline constexpr size_t verb_count = sizeof verb_rows / sizeof *verb_rows;

struct codes { // text ids
    uint32_t state_changed = 0, state_held = 0, policy_failed = 0, verb_not_obeyed = 0, decisions_lost = 0, safety = 0,
             planning = 0;
    std::array<uint32_t, verb_count> verbs{};
    static codes of(const qiki_host&);
};

// What is kept from tick to tick.
struct memory {
    uint32_t said = 0, proposed = 0; // commands and proposals so far
    uint32_t complained = 0;         // bit per verb that nobody obeys: told once
    uint32_t critical = 0;           // critical guards that are up
    qiki_ns open_until = -1;         // when the last open proposal expires; -1: there is none
    uint32_t silent = 0;             // the policy has failed
    uint32_t reserved = 0;
};

class voice {
public:
    voice(const qiki_host&, const qiki_instance_info&);
    void configure(const settings&); // whom it commands, and by which rows
    void reserve(size_t decisions) { // of one tick, and that some were lost or the policy failed
        events.reserve(decisions + 2), proposals.reserve(decisions), commands.reserve(decisions);
    }
    void begin() { events.clear(), proposals.clear(), commands.clear(); }

    void say(const qiki_decision&, qiki_ns t);
    void failed(qiki_ns t);
    void lost(qiki_ns t, uint32_t count);
    uint32_t obeyed() const; // verbs of its table that the craft has

    memory kept;
    // Of this tick.
    std::vector<qiki_event> events;
    std::vector<qiki_proposal> proposals;
    std::vector<qiki_command> commands;

private:
    qiki_event& event(qiki_ns t, uint32_t code, uint8_t severity, uint32_t text);
    void speak(const qiki_decision&, qiki_ns t);

    const qiki_host* host_;
    uint64_t craft_;
    uint32_t index_;
    codes code_;
    std::array<int32_t, verb_count> rows_{}; // of the craft's table; -1: it has no such verb
    qiki_ns life_ = 0;
    double confidence_ = 0;
    bool commands_ = true;
};

} // namespace watch
