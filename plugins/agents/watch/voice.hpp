// SPDX-License-Identifier: MIT
// plugins/agents/watch/voice.hpp - decisions of the policy as records: events, proposals, commands.
#pragma once
#include "../common/teller.hpp"
#include "settings.hpp"

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

struct codes : agents::words {
    uint32_t safety = 0, planning = 0;
    static codes of(const qiki_host&);
};

class voice : public agents::teller {
public:
    using teller::teller;
    void configure(const settings&, const qiki_host&);
    void reserve(size_t decisions) { // of one tick, and that some were lost or the policy failed
        events.reserve(decisions + 2), proposals.reserve(decisions), commands.reserve(decisions);
    }
    void begin() { events.clear(), proposals.clear(), commands.clear(); }

    void say(const qiki_decision&, qiki_ns t);
    bool has_open(qiki_ns t) const { return standing_.open_until > t; } // proposals
    void state(auto& io) { keep(io), io(standing_); }

    // Of this tick.
    std::vector<qiki_proposal> proposals;
    std::vector<qiki_command> commands;

private:
    void speak(const qiki_decision&, qiki_ns t);

    codes code_;
    qiki_ns life_ = 0;
    double confidence_ = 0;
    bool commands_ = true;
    struct {                                 // from tick to tick
        qiki_ns open_until = -1;             // when the last open proposal expires; -1: there is none
        uint32_t critical = 0, reserved = 0; // critical guards that are up
    } standing_;
};

} // namespace watch
