// SPDX-License-Identifier: MIT
// host/run/lookup.hpp - names that a scenario's rules and its operator say, against what the run has: each an error at
// its place, with the nearest known one.
#pragma once
#include "host/run/plan.hpp"
#include "host/run/wire.hpp"
#include "qiki/command.h"

namespace qiki::run {

// All throw scenario::error at `at`, naming `key`.
size_t vehicle_row(const plan&, const std::string& name, const char* key, const scenario::place& at); // in plan.members
size_t agent_row(const plan&, const std::string& name, const char* key, const scenario::place& at);
uint32_t verb_row(const member& vehicle, const std::string& name, const char* key, const scenario::place& at);
uint32_t argument_row(const qiki_verb&, const std::string& name, const char* key, const scenario::place& at);

struct addressee {
    size_t member;
    uint64_t entity;
};
// "qiki", or "swarm.3" for the third entity of that vehicle.
addressee entity_named(const plan&, const wiring&, const std::string& name, const char* key, const scenario::place& at);

// Whether m is the vehicle `top`, or rides on it, directly or on one that does.
bool rides(const plan&, const member&, const std::string& top);

inline const qiki_verb& verb_of(const member& m, uint32_t row) {
    return *static_cast<const qiki_verb*>(qiki_row(m.about->verbs, row));
}
} // namespace qiki::run
