// SPDX-License-Identifier: MIT
// host/scenario/rules.hpp - what a scenario says about the gate, the self-tests and the operator, by names that the run
// looks up.
#pragma once
#include "host/scenario/place.hpp"
#include "qiki/base.h"
#include <string>
#include <utility>
#include <vector>

namespace qiki::scenario {

// About a verb of a vehicle, or about one of its arguments.
struct verb_words {
    std::string vehicle, verb;
    std::string other; // limits: the argument; lesser: the verb in its place; else empty
    double min = 0, max = 0;
    place where;
};

struct gate_rules {                // gate = { ... }
    uint32_t safe_cycles = 3;      // good ones in a row until a holder leaves SAFE_MODE
    qiki_ns stale = 5'000'000'000; // silence of an agent that reports its cycles
    qiki_ns outrank = 0;           // for so long after a command of more authority lesser ones are refused
    bool bios = true;              // a self-test that fails is a reason for SAFE_MODE
    std::vector<verb_words> emergency, limits, lesser;
    std::vector<verb_words> stop; // said by the host itself when SAFE_MODE is entered
    struct agent_word {
        std::string agent, word; // of authority: "none", "agent", "script", "operator"
        place where;
    };
    std::vector<agent_word> authority, confirm;
};

struct bios_rules {        // bios = { ... }
    bool declared = false; // the scenario has one: self-tests are asked, also when no agent listens
    qiki_ns every = 5'000'000'000;
    struct device {
        std::string vehicle, name, type;
        place where;
    };
    std::vector<device> manifest;
};

// One q.at(seconds, { ... }).
struct operator_step {
    enum class act : uint8_t { command, approve, publish, accept, reject, safe, acknowledge };
    qiki_ns at = 0;
    act what = act::command;
    std::string name;           // of the decision; of accept and reject "mind/2" or "mind"; of safe the vehicle
    uint64_t track = 0;         // of acknowledge; 0: all. The agent stands in `to`
    std::string verb, to, text; // publish: empty unless something else is presented than what was approved
    std::vector<std::pair<std::string, double>> args; // without names: in the order of the verb's arguments
    bool args_given = false;
    std::string because; // of safe
    bool good = false;   // of safe: a good cycle
    place where;
};
} // namespace qiki::scenario
