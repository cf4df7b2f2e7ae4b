// SPDX-License-Identifier: MIT
// host/run/seating.hpp - what a seat at the host depends on: who is in the run, and who carries whom.
#pragma once
#include "host/run/services.hpp"

namespace qiki::run {

// All names, descriptors and entities of the plan.
void furnish(commons&, const plan&, const wiring&);
// The first entity of the vehicle that carries it; 0: none. Throws run::error.
uint64_t carrier_of(const plan&, const wiring&, const member&);
uint32_t ticks_per_period(const plan&, const member&);
} // namespace qiki::run
