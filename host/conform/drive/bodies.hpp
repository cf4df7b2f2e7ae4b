// SPDX-License-Identifier: MIT
// host/conform/drive/bodies.hpp - a vehicle of several bodies, each of which obeys its own commands.
#pragma once
#include "host/conform/check.hpp"

namespace qiki::conform {

// How many it may be given by an integer parameter "count": 3, or 2; 1 where it has none.
uint64_t bodies_of(const qiki_descriptor&);

// That vehicle with so many.
subject with_bodies(const subject&, uint64_t);

// What the first body is told, the last one is told, too: alone, in the same tick, and one tick before and after it.
// Throws failed where the last one does not obey what it ACCEPTED and the first one does, or where either loses the end
// that it has alone.
void judge_bodies(const subject&);
} // namespace qiki::conform
